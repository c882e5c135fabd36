//! The tables of lines: one way to read them, and to write them with a permit, a version, the history and the outbox.
pub mod due;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoActiveModel,
    ModelTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::model::{Line, Row};
use crate::access::Permit;
use crate::action_sheet::{self, model::Sheet, store::tables::action_sheet as sheet_table};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, Id};
use crate::outbox;
use crate::session::Session;
use crate::template;
use crate::text::capitalised;

type Column<L> = <<L as Stored>::Entity as EntityTrait>::Column;

/// How a kind of lines is stored.
pub trait Stored: Line {
    type Entity: EntityTrait<Model = Self::Model>;
    type Model: ModelTrait<Entity = Self::Entity>
        + FromQueryResult
        + IntoActiveModel<<Self::Entity as EntityTrait>::ActiveModel>
        + Send
        + Sync;
    const ID: Column<Self>;
    const SHEET: Column<Self>;
    const VERSION: Column<Self>;
    /// The order in which they are read.
    const ORDER: &'static [Column<Self>];

    /// What the columns say.
    ///
    /// # Errors
    /// `Internal`, in the log, when a column holds what it should not.
    fn read(model: Self::Model) -> Result<Row<Self>, AppError>;

    /// Every column of a line.
    ///
    /// # Errors
    /// `Internal` when a value cannot be written.
    fn model(row: Row<Self>) -> Result<Self::Model, AppError>;
}

/// The lines of a sheet, in their order.
///
/// # Errors
/// When the database fails.
pub async fn list<L: Stored>(
    db: &impl ConnectionTrait,
    sheet: ActionSheetId,
) -> Result<Vec<Row<L>>, AppError> {
    Ok(of_sheets::<L>(db, [sheet]).await?.remove(&sheet).unwrap_or_default())
}

/// The lines of each of these sheets: one query, none for none.
///
/// # Errors
/// When the database fails.
pub async fn of_sheets<L: Stored>(
    db: &impl ConnectionTrait,
    sheets: impl IntoIterator<Item = ActionSheetId>,
) -> Result<HashMap<ActionSheetId, Vec<Row<L>>>, AppError> {
    let sheets: Vec<ActionSheetId> = sheets.into_iter().collect();
    if sheets.is_empty() {
        return Ok(HashMap::new());
    }
    let mut query = L::Entity::find().filter(L::SHEET.is_in(sheets));
    for column in L::ORDER {
        query = query.order_by_asc(*column);
    }
    let mut by_sheet: HashMap<ActionSheetId, Vec<Row<L>>> = HashMap::new();
    for model in query.all(db).await? {
        let row = L::read(model)?;
        by_sheet.entry(row.sheet).or_default().push(row);
    }
    Ok(by_sheet)
}

/// A line of this sheet.
///
/// # Errors
/// `NotFound` when the sheet has no such line.
pub async fn get<L: Stored>(db: &impl ConnectionTrait, sheet: &Sheet, id: L::Id) -> Result<Row<L>, AppError> {
    let query = L::Entity::find().filter(L::ID.eq(id.uuid())).filter(L::SHEET.eq(sheet.id));
    L::read(query.one(db).await?.ok_or(AppError::NotFound)?)
}

/// The lines of the sheet of a line of the table, for its query: add what they must be.
pub(crate) fn of_line<L: Stored>() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(L::Entity::default())
        .and_where(
            Expr::col((L::Entity::default(), L::SHEET))
                .equals((sheet_table::Entity, sheet_table::Column::Id)),
        )
        .to_owned()
}

/// Whether a sheet has such a line, for a query.
pub(crate) fn some_of<L: Stored>(sheet: ActionSheetId) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(L::Entity::default())
        .and_where(Expr::col(L::SHEET).eq(sheet))
        .to_owned()
}

/// The sheet that a form of a line is about, kept for this transaction, and the right to write such lines in it.
///
/// # Errors
/// `NotFound` for a sheet that the actor may not see, `Forbidden` without the right, and in a sheet whose template no longer
/// has such lines.
pub async fn hold<L: Line>(tx: &Tx, s: &Session, sheet: ActionSheetId) -> Result<(Sheet, Permit), AppError> {
    let sheet = action_sheet::store::hold(tx, &s.actor, sheet).await?;
    let permit = s.actor.may(L::VERB, sheet.place())?;
    L::check(&sheet)?;
    check_template::<L>(&**tx, &sheet).await?;
    Ok((sheet, permit))
}

/// Whether the template that a sheet follows has such lines.
///
/// # Errors
/// `Forbidden`, with the explanation that the page shows, when it does not.
pub async fn check_template<L: Line>(db: &impl ConnectionTrait, sheet: &Sheet) -> Result<(), AppError> {
    template::store::followed(db, sheet).await?.writable(L::RUBRIC).map(drop)
}

/// Adds a line to a sheet.
///
/// # Errors
/// `Forbidden` in a state where such lines are read-only.
pub async fn add<L: Stored>(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    line: L,
    at: DateTime<Utc>,
) -> Result<L::Id, AppError> {
    let id = L::Id::of(Uuid::now_v7());
    add_named(tx, permit, sheet, id, line, at).await?;
    Ok(id)
}

/// Adds a line that has its identifier already.
///
/// # Errors
/// As `add`.
pub async fn add_named<L: Stored>(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    id: L::Id,
    line: L,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    check::<L>(permit, sheet)?;
    let row = Row { id, sheet: sheet.id, version: 1, line };
    tell(tx, permit, &row, at).await?;
    L::Entity::insert(L::model(row)?.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The line as it was when its form was shown.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile, `NotFound` when it is gone, and as `add`.
pub async fn unchanged<L: Stored>(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (id, read): (L::Id, i32),
) -> Result<Row<L>, AppError> {
    check::<L>(permit, sheet)?;
    let known = get::<L>(&**tx, sheet, id).await?;
    if known.version == read { Ok(known) } else { Err(AppError::Stale) }
}

/// Puts what a form says over a line that is [`unchanged`].
///
/// # Errors
/// As `unchanged`.
pub async fn revise<L: Stored>(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    known: Row<L>,
    said: L,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let line = said.over(known.line.clone(), at, &permit.by().name);
    change(tx, permit, sheet, &known, line, at).await
}

/// Puts a line in the place of one that is [`unchanged`].
///
/// # Errors
/// As `unchanged`.
pub async fn change<L: Stored>(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    known: &Row<L>,
    line: L,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    check::<L>(permit, sheet)?;
    let row = Row { id: known.id, sheet: sheet.id, version: known.version + 1, line };
    tell(tx, permit, &row, at).await?;
    let changed = L::Entity::update_many()
        .set(L::model(row)?.into_active_model().reset_all())
        .filter(L::ID.eq(known.id.uuid()))
        .filter(L::SHEET.eq(sheet.id))
        .filter(L::VERSION.eq(known.version))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 { Err(AppError::Stale) } else { Ok(()) }
}

/// Takes away a line that is [`unchanged`]; the history keeps it.
///
/// # Errors
/// As `unchanged`, and `Forbidden` for a line that must stay.
pub async fn remove<L: Stored>(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    known: Row<L>,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    check::<L>(permit, sheet)?;
    if !known.line.is_removable() {
        let why = format!(
            "{} a commencé, ou a été abandonné : il ne se retire plus.",
            capitalised(&L::NOUN.this())
        );
        return Err(AppError::Forbidden(why));
    }
    L::Entity::delete_many()
        .filter(L::ID.eq(known.id.uuid()))
        .filter(L::SHEET.eq(sheet.id))
        .exec(&**tx)
        .await?;
    let text = format!("{} : {}", capitalised(&L::NOUN.past("retiré")), known.line.told());
    note(tx, permit, &known, "removed", (known.version + 1, text), at).await
}

/// Presses one button of those of these lines that have it now.
///
/// # Errors
/// As `add`.
pub async fn press<L: Stored>(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (act, lines): (&str, &[L::Id]),
    today: NaiveDate,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    for known in list::<L>(&**tx, sheet.id).await?.into_iter().filter(|row| lines.contains(&row.id)) {
        if let Some((line, _)) = known.line.after(act, today) {
            change(tx, permit, sheet, &known, line, at).await?;
        }
    }
    Ok(())
}

fn check<L: Line>(permit: &Permit, sheet: &Sheet) -> Result<(), AppError> {
    if action_sheet::store::decides(permit, sheet, L::RUBRIC)? {
        return Ok(());
    }
    if permit.sheet(L::VERB)? != sheet.id {
        return Err(AppError::Internal);
    }
    L::check(sheet)
}

async fn tell<L: Line>(tx: &Tx, permit: &Permit, row: &Row<L>, at: DateTime<Utc>) -> Result<(), AppError> {
    note(tx, permit, row, "saved", (row.version, row.line.told()), at).await
}

async fn note<L: Line>(
    tx: &Tx,
    permit: &Permit,
    row: &Row<L>,
    what: &str,
    (version, text): (i32, String),
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    record(tx, permit, at, Change { subject: permit.subject(), part: L::PART, version, text }).await?;
    let told = serde_json::json!({ "sheet": row.sheet, L::PART: row.id.uuid(), "version": version, "by": permit.by().person });
    outbox::store::put(tx, at, &format!("{}_{what}", L::PART), told).await
}
