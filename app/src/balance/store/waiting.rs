//! Balances that wait for somebody: what was handed in for who decides, what was sent back for its committee.
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::balance;
use crate::access::{Actor, Verb};
use crate::action_sheet::{
    self,
    model::Sheet,
    store::{seen_among, tables::action_sheet as sheet, those},
};
use crate::balance::model::{Balance, Status};
use crate::error::AppError;
use crate::ids::BalanceId;

/// Balances that one person is shown at most.
const SHOWN: u64 = 100;

/// The balances that wait for the actor, oldest first, each with its sheet: two queries, none for who has neither a
/// balance to decide nor one to write.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<(Sheet, Balance)>, AppError> {
    let (regions, committees) = (actor.regions(Verb::DecideBalance), actor.committees(Verb::SubmitBalance));
    if regions.is_empty() && committees.is_empty() {
        return Ok(Vec::new());
    }
    let mut hers = Condition::any();
    if !regions.is_empty() {
        let handed_in = Condition::all()
            .add(balance::Column::Status.eq(Status::Submitted.word()))
            .add(balance::Column::SheetId.in_subquery(those(sheet::Column::RegionId.is_in(regions))));
        hers = hers.add(handed_in);
    }
    if !committees.is_empty() {
        let sent_back = Condition::all()
            .add(balance::Column::Status.eq(Status::Draft.word()))
            .add(balance::Column::Comment.ne(""))
            .add(balance::Column::SheetId.in_subquery(those(sheet::Column::CommitteeId.is_in(committees))));
        hers = hers.add(sent_back);
    }
    let rows = balance::Entity::find()
        .filter(hers)
        .order_by_asc(balance::Column::StatusSince)
        .order_by_asc(balance::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let seen = seen_among(db, actor, rows.iter().map(|row| row.sheet_id)).await?;
    let mut waiting = Vec::new();
    for row in rows {
        let Some(sheet) = seen.get(&row.sheet_id) else { continue };
        let balance = Balance::try_from(row)?;
        let verb = if balance.is_sent_back() { Verb::SubmitBalance } else { Verb::DecideBalance };
        if actor.can(verb, &balance.place(sheet)) {
            waiting.push((sheet.clone(), balance));
        }
    }
    Ok(waiting)
}

/// A balance as a message tells it, whoever it is told to; `None` when it is gone.
///
/// # Errors
/// When the database fails.
pub async fn told(db: &impl ConnectionTrait, id: BalanceId) -> Result<Option<(Sheet, Balance)>, AppError> {
    let Some(row) = balance::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let balance = Balance::try_from(row)?;
    let sheet = action_sheet::store::get(db, &Actor::System("courrier"), balance.sheet).await?;
    Ok(Some((sheet, balance)))
}
