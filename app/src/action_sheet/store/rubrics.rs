//! Rubrics: the texts of a sheet, each with its version.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};

use super::{same, tables::rubric};
use crate::access::{Permit, Verb};
use crate::action_sheet::model::{Rubric, RubricKind, Sheet};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, RubricId};
use crate::outbox;
use crate::template;

/// The written rubrics of a sheet.
///
/// # Errors
/// When the database fails.
pub async fn rubrics(db: &impl ConnectionTrait, id: ActionSheetId) -> Result<Vec<Rubric>, AppError> {
    let rows = rubric::Entity::find().filter(rubric::Column::SheetId.eq(id)).all(db).await?;
    let rubric = |row: rubric::Model| {
        let kind = RubricKind::stored(&row.kind)?;
        Ok(Rubric { kind, body: row.body, version: row.version, by_name: row.by_name, at: Some(row.at) })
    };
    rows.into_iter().map(rubric).collect()
}

/// One rubric of a sheet, empty when nothing was written.
///
/// # Errors
/// When the database fails.
pub async fn rubric(
    db: &impl ConnectionTrait,
    id: ActionSheetId,
    kind: RubricKind,
) -> Result<Rubric, AppError> {
    Ok(rubrics(db, id).await?.into_iter().find(|r| r.kind == kind).unwrap_or_else(|| Rubric::empty(kind)))
}

/// Writes a rubric over the version that was read. Returns the new version.
///
/// # Errors
/// `Stale` when somebody wrote meanwhile; `Forbidden` in a state where it cannot be written.
pub async fn save_rubric(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    kind: RubricKind,
    read: i32,
    body: &str,
    now: DateTime<Utc>,
) -> Result<i32, AppError> {
    same(permit.sheet(Verb::EditRubric)?, sheet)?;
    sheet.check_writable(kind)?;
    template::store::followed(&**tx, sheet).await?.writable(kind)?;
    write(tx, permit, sheet, kind, read, body, now).await
}

/// Writes a rubric for whoever may, over the version that was read. Returns the new version.
pub(super) async fn write(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    kind: RubricKind,
    read: i32,
    body: &str,
    now: DateTime<Utc>,
) -> Result<i32, AppError> {
    let version = read.checked_add(1).ok_or(AppError::Unreadable)?;
    let by_name = permit.by().name.clone();
    let written = if read == 0 {
        let row = rubric::Model {
            id: RubricId::new(),
            sheet_id: sheet.id,
            kind: kind.word().into(),
            body: body.into(),
            version,
            by_name,
            at: now,
        };
        let nothing =
            OnConflict::columns([rubric::Column::SheetId, rubric::Column::Kind]).do_nothing().to_owned();
        rubric::Entity::insert(row.into_active_model())
            .on_conflict(nothing)
            .exec_without_returning(&**tx)
            .await?
    } else {
        rubric::Entity::update_many()
            .set(rubric::ActiveModel {
                body: Set(body.into()),
                version: Set(version),
                by_name: Set(by_name),
                at: Set(now),
                ..Default::default()
            })
            .filter(rubric::Column::SheetId.eq(sheet.id))
            .filter(rubric::Column::Kind.eq(kind.word()))
            .filter(rubric::Column::Version.eq(read))
            .exec(&**tx)
            .await?
            .rows_affected
    };
    if written == 0 {
        return Err(AppError::Stale);
    }
    record(
        tx,
        permit,
        now,
        Change { subject: permit.subject(), part: kind.word(), version, text: body.to_owned() },
    )
    .await?;
    let told = serde_json::json!({ "sheet": sheet.id, "rubric": kind.word(), "version": version, "by": permit.by().person });
    outbox::store::put(tx, now, "rubric_saved", told).await?;
    Ok(version)
}
