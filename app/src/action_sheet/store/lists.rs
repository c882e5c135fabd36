//! Sheets in lists: those of a plan, those of a person, those beside one.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr, WindowStatement},
};

use super::{SheetRow, may_see, sheets, tables::action_sheet as sheet, visible};
use crate::access::{Actor, Scope};
use crate::action_sheet::model::Sheet;
use crate::error::AppError;
use crate::ids::{ActionSheetId, AxisId, CommitteeId};
use crate::plan::store::tables::axis;
use crate::progress::{model::Confidence, store::update};

/// A sheet of the actor's own committee, and its newest update.
#[derive(Clone, Debug)]
pub struct Own {
    pub sheet: Sheet,
    pub last: Option<LastUpdate>,
}

/// When a sheet was last updated, by whom, and what was declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastUpdate {
    pub at: DateTime<Utc>,
    pub by: String,
    pub confidence: Confidence,
}

#[derive(FromQueryResult)]
struct OwnRow {
    #[sea_orm(nested)]
    sheet: SheetRow,
    update_at: Option<DateTime<Utc>>,
    update_by: Option<String>,
    confidence: Option<String>,
}

impl TryFrom<OwnRow> for Own {
    type Error = AppError;
    fn try_from(row: OwnRow) -> Result<Self, AppError> {
        let last = match (row.update_at, row.confidence) {
            (Some(at), Some(declared)) => Some(LastUpdate {
                at,
                by: row.update_by.unwrap_or_default(),
                confidence: Confidence::stored(&declared)?,
            }),
            _ => None,
        };
        Ok(Self { sheet: row.sheet.try_into()?, last })
    }
}

/// The sheets of the committees of which the actor holds a mandate in force, those that are over last. No query for
/// somebody who is of no committee.
///
/// # Errors
/// When the database fails.
pub async fn own(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Own>, AppError> {
    let Actor::Person { mandates, .. } = actor else { return Ok(Vec::new()) };
    let committees: Vec<CommitteeId> = mandates.iter().filter_map(|m| m.committee).collect();
    if committees.is_empty() {
        return Ok(Vec::new());
    }
    let mut own = of_committees(db, committees).await?;
    own.retain(|own| may_see(actor, &own.sheet));
    own.sort_by_key(|own| own.sheet.status.word().is_over());
    Ok(own)
}

/// The sheets of these committees, whoever asks: for what is told to their pilots.
///
/// # Errors
/// When the database fails.
pub async fn of_committees(
    db: &impl ConnectionTrait,
    committees: Vec<CommitteeId>,
) -> Result<Vec<Own>, AppError> {
    let rows = in_order(sheets())
        .column_as(update::Column::At, "update_at")
        .column_as(update::Column::ByName, "update_by")
        .column(update::Column::Confidence)
        .join(JoinType::LeftJoin, sheet::Relation::LatestUpdate.def())
        .filter(sheet::Column::CommitteeId.is_in(committees))
        .into_model::<OwnRow>()
        .all(db)
        .await?;
    rows.into_iter().map(Own::try_from).collect()
}

/// The identifiers of the sheets of which this holds, to filter what hangs on them.
pub fn those(only: SimpleExpr) -> SelectStatement {
    Query::select().column(sheet::Column::Id).from(sheet::Entity).and_where(only).take()
}

/// Those of these sheets that the actor may see: one query, none for none.
///
/// # Errors
/// When the database fails.
pub async fn seen_among(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: impl IntoIterator<Item = ActionSheetId>,
) -> Result<HashMap<ActionSheetId, Sheet>, AppError> {
    let ids: Vec<ActionSheetId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sheets().filter(sheet::Column::Id.is_in(ids)).into_model::<SheetRow>().all(db).await?;
    let sheets = rows.into_iter().map(Sheet::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(sheets.into_iter().filter(|sheet| may_see(actor, sheet)).map(|sheet| (sheet.id, sheet)).collect())
}

/// By axis, then code, then title: the order of the plan.
pub(super) fn in_order(query: Select<sheet::Entity>) -> Select<sheet::Entity> {
    query
        .order_by_asc(axis::Column::Position)
        .order_by_asc(sheet::Column::CodeKey)
        .order_by_asc(sheet::Column::TitleKey)
        .order_by_asc(sheet::Column::Id)
}

/// How many sheets of each axis of a plan the scope shows.
///
/// # Errors
/// When the database fails.
pub async fn count_by_axis(
    db: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<HashMap<AxisId, u64>, AppError> {
    let rows: Vec<(AxisId, i64)> = sheet::Entity::find()
        .select_only()
        .column(sheet::Column::AxisId)
        .column_as(sheet::Column::Id.count(), "sheets")
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .filter(visible(scope))
        .group_by(sheet::Column::AxisId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(axis, count)| (axis, u64::try_from(count).unwrap_or_default())).collect())
}

/// One page of the sheets of a plan, by axis then code, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    page: u64,
    per_page: u64,
) -> Result<(Vec<Sheet>, u64), AppError> {
    use sea_orm::PaginatorTrait;
    let total = sheet::Entity::find()
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .filter(visible(scope))
        .count(db)
        .await?;
    let rows = in_order(sheets().filter(visible(scope))).limit(per_page).offset(page * per_page);
    let page = rows.into_model::<SheetRow>().all(db).await?.into_iter().map(Sheet::try_from);
    Ok((page.collect::<Result<_, _>>()?, total))
}

/// The sheets before and after one in the order of the plan: address, and code or title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    pub previous: Option<(String, String)>,
    pub next: Option<(String, String)>,
}

#[derive(FromQueryResult)]
struct BesideRow {
    previous: Option<String>,
    previous_name: Option<String>,
    next: Option<String>,
    next_name: Option<String>,
}

/// What a reader of the scope finds beside a sheet.
///
/// # Errors
/// When the database fails.
pub async fn beside(db: &impl ConnectionTrait, scope: &Scope, id: ActionSheetId) -> Result<Beside, AppError> {
    use sheet::Column as C;
    let column = |column: C| Expr::col((sheet::Entity, column));
    let name = || SimpleExpr::from(Func::coalesce([column(C::Code), column(C::Title)]));
    let window = |side: &'static str, what: SimpleExpr| Func::cust(side).arg(what);
    let mut order = WindowStatement::new();
    order.order_by((axis::Entity, axis::Column::Position), Order::Asc);
    for key in [C::CodeKey, C::TitleKey, C::Id] {
        order.order_by((sheet::Entity, key), Order::Asc);
    }
    let mut plan = sheet::Entity::find()
        .select_only()
        .column(C::Id)
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .filter(visible(scope))
        .into_query();
    plan.expr_window_name_as(window("LAG", column(C::Address)), "plan", "previous")
        .expr_window_name_as(window("LAG", name()), "plan", "previous_name")
        .expr_window_name_as(window("LEAD", column(C::Address)), "plan", "next")
        .expr_window_name_as(window("LEAD", name()), "plan", "next_name")
        .window("plan", order);
    let mut query = Query::select();
    query
        .columns(["previous", "previous_name", "next", "next_name"])
        .from_subquery(plan, "line")
        .and_where(Expr::col("id").eq(id));
    let row = BesideRow::find_by_statement(db.get_database_backend().build(&query)).one(db).await?;
    Ok(row.map_or_else(Beside::default, |row| Beside {
        previous: row.previous.zip(row.previous_name),
        next: row.next.zip(row.next_name),
    }))
}
