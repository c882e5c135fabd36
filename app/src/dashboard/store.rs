//! The queries of the table: lines, totals, pilots. Their number does not depend on the number of lines.
use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, Order as Direction,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    sea_query::{CaseStatement, Expr, Func, Query, SelectStatement, SimpleExpr},
};

use super::model::{Alert, Declared, Filter, Line, Order, Totals};
use crate::access::{
    self, Scope,
    store::{mandate, piloting},
};
use crate::action_sheet::life::StatusWord;
use crate::action_sheet::rubric::RubricKind;
use crate::action_sheet::store::{STATUS_COLUMNS, StatusRow, tables::action_sheet as sheet, visible};
use crate::card;
use crate::committee::store::{organisation, person};
use crate::db::matching::{beginning, containing, folded};
use crate::deliverable::model::Deliverable;
use crate::error::AppError;
use crate::ids::{ActionSheetId, CommitteeId};
use crate::milestone::model::Milestone;
use crate::plan::model::{axis_of_word, axis_word};
use crate::plan::store::tables::{axis, objective};
use crate::progress::model::{Confidence, silence_limit};
use crate::progress::store::update;
use crate::rows::store::due::{late_of_line, tallies};
use crate::session::Session;
use crate::text::{first_line, fold};
use crate::theme::model::Theme;

mod orphans;
pub use orphans::{Orphans, orphans};

/// The longest « ce qui bloque » of a line (characters).
const OBSTACLE: usize = 120;

#[derive(FromQueryResult)]
struct LineRow {
    id: ActionSheetId,
    axis_word: String,
    axis_title: Option<String>,
    code: Option<String>,
    title: String,
    objective: Option<String>,
    address: String,
    #[sea_orm(nested)]
    state: StatusRow,
    status_since: DateTime<Utc>,
    committee_id: CommitteeId,
    confidence: Option<String>,
    update_at: Option<DateTime<Utc>>,
    obstacle: Option<String>,
}

/// The lines of one page, or all of them.
pub async fn lines(
    s: &Session,
    scope: &Scope,
    filter: &Filter,
    page: Option<(u64, u64)>,
) -> Result<Vec<Line>, AppError> {
    use sheet::Column as C;
    let mut query = sheet::Entity::find()
        .select_only()
        .columns([C::Id, C::Code, C::Title, C::Address, C::StatusSince, C::CommitteeId])
        .columns(STATUS_COLUMNS)
        .column_as(axis::Column::Word, "axis_word")
        .column_as(axis::Column::Title, "axis_title")
        .column_as(objective::Column::Title, "objective")
        .column_as(update::Column::Confidence, "confidence")
        .column_as(update::Column::At, "update_at")
        .column_as(update::Column::Obstacle, "obstacle")
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .join(JoinType::LeftJoin, sheet::Relation::Objective.def())
        .join(JoinType::LeftJoin, sheet::Relation::LatestUpdate.def())
        .filter(visible(scope))
        .filter(wanted(filter, s));
    query = match filter.order.unwrap_or(Order::Code) {
        Order::Code => query,
        Order::Update => query
            .order_by(over_last(), Direction::Asc)
            .order_by(Expr::expr(update::Column::At.is_not_null()), Direction::Asc)
            .order_by_asc(update::Column::At),
        Order::Newest => query
            .order_by(over_last(), Direction::Asc)
            .order_by(Expr::expr(update::Column::At.is_null()), Direction::Asc)
            .order_by_desc(update::Column::At),
        Order::Confidence => query.order_by(worst_first(), Direction::Asc),
    };
    query = query
        .order_by_asc(axis::Column::Position)
        .order_by_asc(C::CodeKey)
        .order_by_asc(C::TitleKey)
        .order_by_asc(C::Id);
    if let Some((page, per_page)) = page {
        query = query.limit(per_page).offset(page * per_page);
    }
    let rows = query.into_model::<LineRow>().all(&s.db.read).await?;
    let committees = rows.iter().map(|r| r.committee_id).collect::<Vec<_>>();
    let ids = rows.iter().map(|r| r.id).collect::<Vec<_>>();
    let (pilots, mut milestones, mut deliverables) = tokio::try_join!(
        access::store::pilots(&s.db.read, committees, s.today),
        tallies::<Milestone>(&s.db.read, ids.clone(), s.today),
        tallies::<Deliverable>(&s.db.read, ids, s.today),
    )?;
    let line = |row: LineRow| {
        Ok(Line {
            id: row.id,
            pilots: pilots
                .get(&row.committee_id)
                .map(|list| list.iter().map(|p| (p.name.clone(), p.organisation.clone())).collect())
                .unwrap_or_default(),
            axis: axis_of_word(&row.axis_word).flatten(),
            axis_title: row.axis_title,
            code: row.code,
            title: row.title,
            objective: row.objective,
            address: row.address,
            status: row.state.try_into()?,
            status_since: row.status_since,
            confidence: row.confidence.as_deref().map(Confidence::stored).transpose()?,
            update_at: row.update_at,
            obstacle: first_line(&row.obstacle.unwrap_or_default(), OBSTACLE),
            milestones: milestones.remove(&row.id).unwrap_or_default(),
            deliverables: deliverables.remove(&row.id).unwrap_or_default(),
        })
    };
    rows.into_iter().map(line).collect()
}

/// How many lines match a filter.
pub async fn matching(s: &Session, scope: &Scope, filter: &Filter) -> Result<u64, AppError> {
    use sea_orm::PaginatorTrait;
    let query = sheet::Entity::find()
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .join(JoinType::LeftJoin, sheet::Relation::LatestUpdate.def())
        .filter(visible(scope))
        .filter(wanted(filter, s));
    Ok(query.count(&s.db.read).await?)
}

#[derive(FromQueryResult)]
struct TotalRow {
    status: String,
    confidence: Option<String>,
    sheets: i64,
    orphans: i64,
    silent: i64,
    blocked: i64,
    late: i64,
}

/// The totals of the plan: one query, grouped by state and confidence.
pub async fn totals(s: &Session, scope: &Scope) -> Result<Totals, AppError> {
    let count = |what: Condition| Expr::expr(CaseStatement::new().case(what, 1).finally(0)).sum();
    let rows = sheet::Entity::find()
        .select_only()
        .column(sheet::Column::Status)
        .column_as(update::Column::Confidence, "confidence")
        .column_as(sheet::Column::Id.count(), "sheets")
        .expr_as(count(alert(Alert::Orphan, s)), "orphans")
        .expr_as(count(alert(Alert::Silent, s)), "silent")
        .expr_as(count(alert(Alert::Blocked, s)), "blocked")
        .expr_as(count(alert(Alert::Late, s)), "late")
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .join(JoinType::LeftJoin, sheet::Relation::LatestUpdate.def())
        .filter(visible(scope))
        .group_by(sheet::Column::Status)
        .group_by(update::Column::Confidence)
        .into_model::<TotalRow>()
        .all(&s.db.read)
        .await?;
    let n = |count: i64| u64::try_from(count).unwrap_or_default();
    let sum = |of: &dyn Fn(&TotalRow) -> bool| {
        rows.iter().filter(|row| of(row)).map(|row| n(row.sheets)).sum::<u64>()
    };
    let over = |row: &TotalRow| StatusWord::from_word(&row.status).is_some_and(StatusWord::is_over);
    let declared = Confidence::ALL.iter().map(|c| Some(*c)).chain([None]);
    Ok(Totals {
        sheets: sum(&|_| true),
        by_status: StatusWord::ALL
            .iter()
            .map(|w| (*w, sum(&|row| row.status == w.word())))
            .filter(|(_, n)| *n > 0)
            .collect(),
        by_confidence: declared
            .map(|c| (c, sum(&|row| !over(row) && row.confidence.as_deref() == c.map(Confidence::word))))
            .collect(),
        orphans: rows.iter().map(|row| n(row.orphans)).sum(),
        silent: rows.iter().map(|row| n(row.silent)).sum(),
        blocked: rows.iter().map(|row| n(row.blocked)).sum(),
        late: rows.iter().map(|row| n(row.late)).sum(),
    })
}

fn wanted(filter: &Filter, s: &Session) -> Condition {
    let mut all = Condition::all();
    if let Some(search) = &filter.search {
        for word in fold(search).split(' ').collect::<BTreeSet<_>>() {
            all = all.add(found(word, s.today));
        }
    }
    if let Some(axis) = filter.axis {
        all = all.add(axis::Column::Word.eq(axis_word(axis)));
    }
    if let Some(status) = filter.status {
        all = all.add(sheet::Column::Status.eq(status.word()));
    }
    if let Some(phase) = filter.phase {
        let running = sheet::Column::Stage.eq(StatusWord::Running.word());
        all = all.add(still_open()).add(running).add(sheet::Column::Phase.eq(phase.word()));
    }
    if let Some(theme) = filter.theme {
        let held = card::store::of_line(RubricKind::Themes, theme.map(Theme::word));
        all = all.add(if theme.is_some() { Expr::exists(held) } else { Expr::exists(held).not() });
    }
    if let Some(declared) = filter.confidence {
        all = all.add(still_open()).add(match declared {
            Declared::As(confidence) => update::Column::Confidence.eq(confidence.word()),
            Declared::Unset => update::Column::Confidence.is_null(),
        });
    }
    if let Some(kind) = filter.alert {
        all = all.add(alert(kind, s));
    }
    all
}

fn still_open() -> SimpleExpr {
    sheet::Column::Status.is_not_in(StatusWord::ALL.iter().filter(|w| w.is_over()).map(|w| w.word()))
}

fn alert(kind: Alert, s: &Session) -> Condition {
    match kind {
        Alert::Orphan => {
            Condition::all().add(still_open()).add(Expr::exists(pilots_of_line(s.today, None)).not())
        }
        Alert::Silent => {
            // an update at any hour of the limit's day still counts
            let midnight = silence_limit(s.today).and_time(NaiveTime::MIN);
            let limit = s
                .time_zone
                .from_local_datetime(&midnight)
                .earliest()
                .map_or_else(|| midnight.and_utc(), |t| t.with_timezone(&Utc));
            use StatusWord::{Adopted, CoWriting, Outlined, Running};
            let open = [Outlined, CoWriting, Adopted, Running].map(StatusWord::word);
            let last = Expr::expr(Func::coalesce([
                Expr::col((update::Entity, update::Column::At)),
                Expr::col((sheet::Entity, sheet::Column::StatusSince)),
            ]));
            Condition::all().add(sheet::Column::Status.is_in(open)).add(last.lt(limit))
        }
        Alert::Late => {
            let late = Condition::any()
                .add(Expr::exists(late_of_line::<Milestone>(s.today)))
                .add(Expr::exists(late_of_line::<Deliverable>(s.today)));
            Condition::all().add(still_open()).add(late)
        }
        Alert::Blocked => Condition::all().add(still_open()).add(update::Column::Obstacle.ne("")),
    }
}

/// The pilots in mandate of the line's committee, perhaps of a name or an organisation that holds a word.
fn pilots_of_line(today: NaiveDate, word: Option<&str>) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::val(1))
        .from(mandate::Entity)
        .and_where(
            Expr::col((mandate::Entity, mandate::Column::CommitteeId))
                .equals((sheet::Entity, sheet::Column::CommitteeId)),
        )
        .cond_where(piloting(today));
    if let Some(word) = word {
        query
            .inner_join(
                person::Entity,
                Expr::col((mandate::Entity, mandate::Column::PersonId))
                    .equals((person::Entity, person::Column::Id)),
            )
            .left_join(
                organisation::Entity,
                Expr::col((mandate::Entity, mandate::Column::OrganisationId))
                    .equals((organisation::Entity, organisation::Column::Id)),
            )
            .cond_where(
                Condition::any()
                    .add(person::Column::NameKey.like(containing(word)))
                    .add(organisation::Column::NameKey.like(containing(word))),
            );
    }
    query
}

/// A folded word of the title, of a pilot's name or organisation, of what blocks or why; or the beginning of a code.
fn found(word: &str, today: NaiveDate) -> Condition {
    Condition::any()
        .add(sheet::Column::TitleKey.like(containing(word)))
        .add(sheet::Column::Code.like(beginning(word)))
        .add(Expr::exists(pilots_of_line(today, Some(word))))
        .add(folded((update::Entity, update::Column::Obstacle)).like(containing(word)))
        .add(folded((sheet::Entity, sheet::Column::Reason)).like(containing(word)))
}

fn over_last() -> SimpleExpr {
    Expr::expr(still_open().not())
}

fn worst_first() -> SimpleExpr {
    let rank = Confidence::ALL.iter().rev().enumerate();
    let ranked = rank.fold(CaseStatement::new(), |case, (rank, c)| {
        case.case(update::Column::Confidence.eq(c.word()), i32::try_from(rank).unwrap_or_default())
    });
    Expr::expr(ranked.finally(9))
}
