//! Which committee carries which sheets.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
    sea_query::Expr,
};

use super::{SheetRow, lists::in_order, sheets, tables::action_sheet as sheet, visible};
use crate::access::{Permit, Scope, Subject, Verb};
use crate::action_sheet::{life::StatusWord, model::Sheet};
use crate::committee::store::Committee;
use crate::db::{
    Tx,
    matching::{beginning, containing},
};
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, CommitteeId};
use crate::outbox;

/// The part of a sheet's history that tells which committee carries it.
const PART: &str = "committee";

/// The sheets that a committee carries, as far as the scope shows them, in the order of the plan.
///
/// # Errors
/// When the database fails.
pub async fn of_committee(
    db: &impl ConnectionTrait,
    scope: &Scope,
    committee: CommitteeId,
) -> Result<Vec<Sheet>, AppError> {
    let rows = in_order(sheets().filter(visible(scope)).filter(sheet::Column::CommitteeId.eq(committee)));
    rows.into_model::<SheetRow>().all(db).await?.into_iter().map(Sheet::try_from).collect()
}

/// How many sheets each committee of a plan carries, as far as the scope shows them.
///
/// # Errors
/// When the database fails.
pub async fn count_by_committee(
    db: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<HashMap<CommitteeId, i64>, AppError> {
    let rows: Vec<(CommitteeId, i64)> = sheet::Entity::find()
        .select_only()
        .column(sheet::Column::CommitteeId)
        .column_as(sheet::Column::Id.count(), "sheets")
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .filter(visible(scope))
        .group_by(sheet::Column::CommitteeId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The sheets that may be handed to a committee: open, carried by another one, those of whom the code or the title
/// holds these words; at most `limit`, in the order of the plan.
///
/// # Errors
/// When the database fails.
pub async fn elsewhere(
    db: &impl ConnectionTrait,
    scope: &Scope,
    committee: CommitteeId,
    search: &str,
    limit: u64,
) -> Result<Vec<Sheet>, AppError> {
    let over = StatusWord::ALL.iter().filter(|word| word.is_over()).map(|word| word.word());
    let mut query = sheets()
        .filter(visible(scope))
        .filter(sheet::Column::CommitteeId.ne(committee))
        .filter(sheet::Column::Status.is_not_in(over));
    for word in crate::text::fold(search).split_whitespace() {
        let titled = sheet::Column::TitleKey.like(containing(word));
        query = query.filter(Condition::any().add(titled).add(sheet::Column::Code.like(beginning(word))));
    }
    let rows = in_order(query).limit(limit).into_model::<SheetRow>().all(db).await?;
    rows.into_iter().map(Sheet::try_from).collect()
}

/// Hands sheets of the permit's plan to a committee; answers how many.
///
/// # Errors
/// `NotFound` when one of them is not an open sheet of the plan.
pub async fn carry(
    tx: &Tx,
    permit: &Permit,
    committee: &Committee,
    ids: &[ActionSheetId],
    at: DateTime<Utc>,
) -> Result<u64, AppError> {
    let plan = permit.plan(Verb::ManageCommittees)?;
    if committee.plan != plan {
        return Err(AppError::Internal);
    }
    let over = StatusWord::ALL.iter().filter(|word| word.is_over()).map(|word| word.word());
    let rows: Vec<(ActionSheetId, i32)> = sheet::Entity::find()
        .select_only()
        .columns([sheet::Column::Id, sheet::Column::Version])
        .filter(sheet::Column::Id.is_in(ids.iter().copied()))
        .filter(sheet::Column::PlanId.eq(plan))
        .filter(sheet::Column::Status.is_not_in(over))
        .into_tuple()
        .all(&**tx)
        .await?;
    if ids.iter().any(|id| !rows.iter().any(|(known, _)| known == id)) {
        return Err(AppError::NotFound);
    }
    sheet::Entity::update_many()
        .col_expr(sheet::Column::CommitteeId, Expr::value(committee.id))
        .filter(sheet::Column::Id.is_in(rows.iter().map(|(id, _)| *id)))
        .exec(&**tx)
        .await?;
    for (id, version) in &rows {
        let (subject, text) = (Subject::Sheet(*id), format!("Confiée à « {} »", committee.is.name));
        record(tx, permit, at, Change { subject, part: PART, version: *version, text }).await?;
        let told = serde_json::json!({ "sheet": id, "committee": committee.id });
        outbox::store::put(tx, at, "sheet_carried", told).await?;
    }
    Ok(rows.len() as u64)
}
