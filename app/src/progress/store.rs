//! The table of updates: rows are added, never changed.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::model::{Confidence, ProgressUpdate, Said};
use crate::access::{Permit, Verb};
use crate::action_sheet::{self, model::Sheet};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, ProgressUpdateId};
use crate::outbox;

pub(crate) mod update {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, PersonId, ProgressUpdateId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "progress_update")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProgressUpdateId,
        pub sheet_id: ActionSheetId,
        pub person_id: Option<PersonId>,
        pub by_name: String,
        pub at: ChronoDateTimeUtc,
        pub done: String,
        pub next: String,
        pub obstacle: String,
        pub confidence: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The updates of a sheet, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    sheet: ActionSheetId,
    limit: u64,
) -> Result<Vec<ProgressUpdate>, AppError> {
    let rows = update::Entity::find()
        .filter(update::Column::SheetId.eq(sheet))
        .order_by_desc(update::Column::At)
        .order_by_desc(update::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let said = |row: update::Model| {
        let confidence = Confidence::stored(&row.confidence)?;
        Ok(ProgressUpdate {
            at: row.at,
            by_name: row.by_name,
            done: row.done,
            next: row.next,
            obstacle: row.obstacle,
            confidence,
        })
    };
    rows.into_iter().map(said).collect()
}

/// The part of a sheet's history that tells its updates; the text is the update's identifier.
pub const UPDATE_PART: &str = "update";

/// Appends an update, signed by the permit.
///
/// # Errors
/// `Forbidden` in a state that takes no update.
pub async fn append(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    said: Said,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    if permit.sheet(Verb::AddUpdate)? != sheet.id {
        return Err(AppError::Internal);
    }
    if !sheet.status.takes_updates() {
        return Err(AppError::Forbidden(format!(
            "Une fiche « {} » ne reçoit pas de point d’avancement.",
            sheet.status.label()
        )));
    }
    let row = update::Model {
        id: ProgressUpdateId::new(),
        sheet_id: sheet.id,
        person_id: permit.by().person,
        by_name: permit.by().name.clone(),
        at,
        done: said.done,
        next: said.next,
        obstacle: said.obstacle,
        confidence: said.confidence.word().into(),
    };
    let id = row.into_active_model().insert(&**tx).await?.id;
    action_sheet::store::note_update(tx, permit, id, at).await?;
    record(
        tx,
        permit,
        at,
        Change { subject: permit.subject(), part: UPDATE_PART, version: 0, text: id.to_string() },
    )
    .await?;
    outbox::store::put(tx, at, "progress_added", serde_json::json!({ "sheet": sheet.id, "update": id }))
        .await?;
    Ok(())
}
