//! Amendments that wait for somebody, and as a message tells them.
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::amendment;
use crate::access::{Actor, Verb};
use crate::action_sheet::{
    self,
    model::Sheet,
    store::{seen_among, tables::action_sheet as sheet, those},
};
use crate::amendment::model::{Amendment, StateWord};
use crate::error::AppError;
use crate::ids::AmendmentId;

/// Proposals that one person is shown at most.
const SHOWN: u64 = 100;

/// The proposals that wait for the actor's decision, oldest first, each with its sheet: two queries, none for who
/// decides nowhere.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<(Sheet, Amendment)>, AppError> {
    let regions = actor.regions(Verb::DecideAmendment);
    if regions.is_empty() {
        return Ok(Vec::new());
    }
    let rows = amendment::Entity::find()
        .filter(amendment::Column::State.eq(StateWord::Proposed.word()))
        .filter(amendment::Column::SheetId.in_subquery(those(sheet::Column::RegionId.is_in(regions))))
        .order_by_asc(amendment::Column::At)
        .order_by_asc(amendment::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let sheets = seen_among(db, actor, rows.iter().map(|row| row.sheet_id)).await?;
    let mut waiting = Vec::new();
    for row in rows {
        let sheet = sheets.get(&row.sheet_id).filter(|sheet| {
            actor.can(Verb::DecideAmendment, &sheet.place()) && sheet.check_amendable().is_ok()
        });
        if let Some(sheet) = sheet {
            waiting.push((sheet.clone(), row.try_into()?));
        }
    }
    Ok(waiting)
}

/// An amendment as a message tells it, whoever it is told to; `None` when it is gone.
///
/// # Errors
/// When the database fails.
pub async fn told(
    db: &impl ConnectionTrait,
    id: AmendmentId,
) -> Result<Option<(Sheet, Amendment)>, AppError> {
    let Some(row) = amendment::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let sheet = action_sheet::store::get(db, &Actor::System("courrier"), row.sheet_id).await?;
    Ok(Some((sheet, row.try_into()?)))
}
