//! The table of the rubrics that are one form: a row for each that a sheet has filled in.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement},
};

use super::model::{Card, Saved};
use crate::access::{Permit, Verb};
use crate::action_sheet::{
    model::Sheet,
    rubric::RubricKind,
    store::{decides, tables::action_sheet as sheet_table},
};
use crate::db::{Tx, matching::containing};
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, CardId};
use crate::outbox;
use crate::template;

mod card {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, CardId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "card")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CardId,
        pub sheet_id: ActionSheetId,
        /// A `RubricKind`: one of each a sheet.
        pub kind: String,
        /// The card, as JSON.
        pub data: String,
        pub version: i32,
        pub by_name: String,
        pub at: ChronoDateTimeUtc,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use card::Column as C;
pub use card::Model as CardRow;

/// The cards of a sheet that are filled in: one query.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl ConnectionTrait, sheet: ActionSheetId) -> Result<Vec<CardRow>, AppError> {
    Ok(card::Entity::find().filter(C::SheetId.eq(sheet)).all(db).await?)
}

/// One of the cards that [`all`] gave.
///
/// # Errors
/// `Internal`, in the log, when the row holds what it should not.
pub fn read<K: Card>(rows: &[CardRow]) -> Result<Option<Saved<K>>, AppError> {
    let row = rows.iter().find(|row| row.kind == K::KIND.word());
    let saved = |row: &CardRow| {
        let card = serde_json::from_str(&row.data)?;
        Ok(Saved { card, version: row.version, by_name: row.by_name.clone() })
    };
    row.map(saved).transpose()
}

/// Whether a sheet has that card, for a query.
pub(crate) fn some_of(sheet: ActionSheetId, kind: RubricKind) -> SelectStatement {
    cards(kind).and_where(Expr::col(C::SheetId).eq(sheet)).to_owned()
}

/// The card of the sheet of a line of the table, perhaps only if it holds this word of a vocabulary, for its query.
pub(crate) fn of_line(kind: RubricKind, word: Option<&str>) -> SelectStatement {
    let mut query = cards(kind);
    query.and_where(
        Expr::col((card::Entity, C::SheetId)).equals((sheet_table::Entity, sheet_table::Column::Id)),
    );
    if let Some(word) = word {
        query.and_where(Expr::col(C::Data).like(containing(&format!("\"{word}\""))));
    }
    query
}

fn cards(kind: RubricKind) -> SelectStatement {
    let mut query = Query::select();
    query.expr(Expr::val(1)).from(card::Entity).and_where(Expr::col(C::Kind).eq(kind.word()));
    query
}

/// Saves a card over the version that was read; 0 when there was none.
///
/// # Errors
/// `Stale` when somebody saved meanwhile; `Forbidden` in a state where it is locked, and in a sheet whose template no
/// longer has it.
pub async fn save<K: Card>(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    read: i32,
    card: &K,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    if !decides(permit, sheet, K::KIND)? {
        if permit.sheet(Verb::EditRubric)? != sheet.id {
            return Err(AppError::Internal);
        }
        sheet.check_writable(K::KIND)?;
    }
    template::store::followed(&**tx, sheet).await?.writable(K::KIND)?;
    let (version, kind) = (read.checked_add(1).ok_or(AppError::Unreadable)?, K::KIND.word());
    let (data, by_name) = (serde_json::to_string(card)?, permit.by().name.clone());
    let written = if read == 0 {
        let row = card::Model {
            id: CardId::new(),
            sheet_id: sheet.id,
            kind: kind.into(),
            data,
            version,
            by_name,
            at,
        };
        let nothing = OnConflict::columns([C::SheetId, C::Kind]).do_nothing().to_owned();
        card::Entity::insert(row.into_active_model())
            .on_conflict(nothing)
            .exec_without_returning(&**tx)
            .await?
    } else {
        card::Entity::update_many()
            .set(card::ActiveModel {
                data: Set(data),
                version: Set(version),
                by_name: Set(by_name),
                at: Set(at),
                ..Default::default()
            })
            .filter(C::SheetId.eq(sheet.id))
            .filter(C::Kind.eq(kind))
            .filter(C::Version.eq(read))
            .exec(&**tx)
            .await?
            .rows_affected
    };
    if written == 0 {
        return Err(AppError::Stale);
    }
    let text = card.told().join("\n");
    record(tx, permit, at, Change { subject: permit.subject(), part: kind, version, text }).await?;
    let told = serde_json::json!({ "sheet": sheet.id, "rubric": kind, "version": version, "by": permit.by().person });
    outbox::store::put(tx, at, "rubric_saved", told).await
}
