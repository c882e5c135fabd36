//! What queries say of the lines that are due, without reading the lines.
use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::{BinOper, CaseStatement, Expr, SelectStatement, SimpleExpr},
};

use super::{Column, Stored, of_line};
use crate::error::AppError;
use crate::ids::ActionSheetId;
use crate::rows::due::{Dated, Tally};
use crate::vague::When;

/// Between the parts of [`Counted::next`]; nothing that was typed holds it.
const PART: char = '\u{1f}';

/// How a kind of lines that are due is stored. [`Dated::standing`] says the same of one that was read.
pub trait StoredDue: Stored + Dated {
    const TITLE: Column<Self>;
    /// As it was said.
    const DUE: Column<Self>;
    const FIRST: Column<Self>;
    const LAST: Column<Self>;

    /// Whether its pilots still have something to do for it.
    fn open() -> SimpleExpr;

    /// Whether it was decided not to be done.
    fn given_up() -> SimpleExpr;
}

/// What the lines of one sheet add up to.
#[derive(FromQueryResult)]
struct Counted {
    sheet: ActionSheetId,
    lines: i64,
    late: i64,
    planned: i64,
    given_up: i64,
    /// Of the open ones, the first in the order of [`When`]: last day, first day, as it was said, title.
    next: Option<String>,
}

/// The tally of each of these sheets that has such lines: one query, none for none, and one row a sheet.
///
/// # Errors
/// When the database fails.
pub async fn tallies<L: StoredDue>(
    db: &impl ConnectionTrait,
    sheets: Vec<ActionSheetId>,
    today: NaiveDate,
) -> Result<HashMap<ActionSheetId, Tally>, AppError> {
    if sheets.is_empty() {
        return Ok(HashMap::new());
    }
    let count = |what: SimpleExpr| Expr::expr(CaseStatement::new().case(what, 1).finally(0)).sum();
    let counted = L::Entity::find()
        .select_only()
        .column_as(L::SHEET, "sheet")
        .column_as(L::ID.count(), "lines")
        .expr_as(count(L::open().and(L::LAST.lt(today))), "late")
        .expr_as(count(L::open().and(L::LAST.gte(today))), "planned")
        .expr_as(count(L::given_up()), "given_up")
        .expr_as(Expr::expr(CaseStatement::new().case(L::open(), sorted::<L>())).min(), "next")
        .filter(L::SHEET.is_in(sheets))
        .group_by(L::SHEET)
        .into_model::<Counted>()
        .all(db)
        .await?;
    counted.into_iter().map(|row| Ok((row.sheet, row.tally()?))).collect()
}

impl Counted {
    fn tally(self) -> Result<Tally, AppError> {
        let n = |count: i64| usize::try_from(count).unwrap_or_default();
        let next = self.next.map(|next| read(&next).ok_or(AppError::Internal)).transpose()?;
        Ok(Tally {
            done: n(self.lines - self.late - self.planned - self.given_up),
            late: n(self.late),
            planned: n(self.planned),
            given_up: n(self.given_up),
            next,
        })
    }
}

/// What sorts a line among others, and says it: see [`Counted::next`].
fn sorted<L: StoredDue>() -> SimpleExpr {
    let with = |text: SimpleExpr, next: SimpleExpr| {
        let part = text.binary(BinOper::Custom("||"), Expr::val(PART.to_string()));
        part.binary(BinOper::Custom("||"), next)
    };
    let text = |column: Column<L>| column.into_expr().cast_as("text");
    [L::FIRST, L::DUE, L::TITLE].into_iter().map(text).fold(text(L::LAST), with)
}

fn read(next: &str) -> Option<(String, When)> {
    let mut parts = next.splitn(4, PART);
    let (last, first) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let said = parts.next()?.to_owned();
    Some((parts.next()?.to_owned(), When::stored(said, first, last)))
}

/// The late lines of the sheet of a line of the table, for its query.
pub(crate) fn late_of_line<L: StoredDue>(today: NaiveDate) -> SelectStatement {
    of_line::<L>().and_where(L::open()).and_where(L::LAST.lt(today)).to_owned()
}
