//! Requests in lists: those of a sheet, of a plan's queue, those that wait for a person.
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, SelectModel, Selector,
    sea_query::{CaseStatement, Expr},
};

use super::tables::ask;
use crate::access::{self, Actor, Subject, Verb};
use crate::action_sheet::{
    model::Sheet,
    store::{SheetRow, sheets, tables::action_sheet as sheet, those},
};
use crate::ask::model::{About, Addressee, Alert, Ask, Filter, Held, Load, Owner, Shown, StateWord, Step};
use crate::committee::store::person;
use crate::error::AppError;
use crate::history;
use crate::ids::{AskId, PersonId, PlanId};
use crate::ui::paging::PER_PAGE;

/// A request, and the sheet that it is of.
#[derive(Clone, Debug)]
pub struct Line {
    pub sheet: Sheet,
    pub ask: Ask,
}

#[derive(FromQueryResult)]
pub struct AskRow {
    ask_id: AskId,
    addressee: String,
    about: String,
    request: String,
    by_name: String,
    opened_at: DateTime<Utc>,
    pub state: String,
    since: DateTime<Utc>,
    owner_id: Option<PersonId>,
    owner_name: Option<String>,
    pub answer: String,
    pub answered_by_name: Option<String>,
    pub answered_at: Option<DateTime<Utc>>,
    pub due: Option<String>,
    pub due_first: Option<NaiveDate>,
    pub due_last: Option<NaiveDate>,
    reminders: i32,
    ask_version: i32,
}

#[derive(FromQueryResult)]
pub struct LineRow {
    #[sea_orm(nested)]
    sheet: SheetRow,
    #[sea_orm(nested)]
    ask: AskRow,
}

impl TryFrom<LineRow> for Line {
    type Error = AppError;
    fn try_from(LineRow { sheet, ask: row }: LineRow) -> Result<Self, AppError> {
        let ask = Ask {
            state: super::state(&row)?,
            id: row.ask_id,
            to: Addressee::stored(&row.addressee)?,
            about: About::stored(&row.about)?,
            request: row.request,
            by: row.by_name,
            opened_at: row.opened_at,
            since: row.since,
            owner: row.owner_id.map(|id| Owner { id, name: row.owner_name.unwrap_or_default() }),
            reminders: row.reminders,
            version: row.ask_version,
        };
        Ok(Self { sheet: sheet.try_into()?, ask })
    }
}

/// The requests that match: what somebody still waits for first, then the oldest.
fn selected(only: Condition) -> sea_orm::Select<sheet::Entity> {
    use ask::Column as C;
    let name = |of: &'static str| Expr::col((of, person::Column::Name));
    sheets()
        .join(JoinType::InnerJoin, ask::Relation::Sheet.def().rev())
        .join_as(JoinType::LeftJoin, ask::Relation::Owner.def(), "owner")
        .join_as(JoinType::LeftJoin, ask::Relation::Answerer.def(), "answerer")
        .columns([C::Addressee, C::About, C::Request, C::ByName, C::OpenedAt, C::State, C::Since])
        .columns([C::OwnerId, C::Answer, C::AnsweredAt, C::Due, C::DueFirst, C::DueLast, C::Reminders])
        .column_as(C::Id, "ask_id")
        .column_as(C::Version, "ask_version")
        .expr_as(name("owner"), "owner_name")
        .expr_as(name("answerer"), "answered_by_name")
        .filter(only)
        .order_by_asc(C::State.eq(StateWord::Settled.word()))
        .order_by_desc(C::State)
        .order_by_asc(C::OpenedAt)
        .order_by_asc(C::Id)
}

pub(super) fn lines(only: Condition) -> Selector<SelectModel<LineRow>> {
    selected(only).into_model::<LineRow>()
}

async fn read(
    db: &impl ConnectionTrait,
    lines: Selector<SelectModel<LineRow>>,
) -> Result<Vec<Line>, AppError> {
    lines.all(db).await?.into_iter().map(Line::try_from).collect()
}

/// The requests of a sheet that the actor may see; no query for who may see none.
///
/// # Errors
/// When the database fails.
pub async fn of_sheet(db: &impl ConnectionTrait, actor: &Actor, sheet: &Sheet) -> Result<Vec<Ask>, AppError> {
    if !actor.can(Verb::SeeAsks, &sheet.place()) {
        return Ok(Vec::new());
    }
    all_of_sheet(db, sheet).await
}

pub(super) async fn all_of_sheet(db: &impl ConnectionTrait, sheet: &Sheet) -> Result<Vec<Ask>, AppError> {
    let only = Condition::all().add(ask::Column::SheetId.eq(sheet.id));
    Ok(read(db, lines(only)).await?.into_iter().map(|line| line.ask).collect())
}

/// A request as a message tells it, whoever it is told to; `None` when it is gone.
///
/// # Errors
/// When the database fails.
pub async fn told(db: &impl ConnectionTrait, id: AskId) -> Result<Option<Told>, AppError> {
    let Some(row) = lines(Condition::all().add(ask::Column::Id.eq(id))).one(db).await? else {
        return Ok(None);
    };
    let line = Line::try_from(row)?;
    let by = ask::Entity::find_by_id(id).one(db).await?.and_then(|row| row.person_id);
    Ok(Some(Told { line, by }))
}

/// A request, and who asked: nobody, when the system did.
#[derive(Clone, Debug)]
pub struct Told {
    pub line: Line,
    pub by: Option<PersonId>,
}

/// The version that the last step of a request made, but for those that only put somebody in charge of it.
///
/// # Errors
/// When the database fails.
pub async fn last_said(db: &impl ConnectionTrait, id: AskId) -> Result<i32, AppError> {
    history::store::last_but(db, Subject::Ask(id), Step::Take.word()).await
}

/// Requests shown of one person at most.
pub const PER_PERSON: u64 = 100;

/// What nobody is in charge of: nobody was named, or who was answers no more.
fn by_nobody(today: NaiveDate) -> Condition {
    let columns = ((ask::Entity, ask::Column::OwnerId), (sheet::Entity, sheet::Column::RegionId));
    Condition::any().add(ask::Column::OwnerId.is_null()).add(access::store::may_no_more(
        columns,
        Verb::AnswerAsk,
        today,
    ))
}

/// What somebody still waits for.
fn unsettled() -> Condition {
    Condition::all().add(ask::Column::State.ne(StateWord::Settled.word()))
}

/// The requests of the actor's own committees, and those that she made herself, as long as they are not settled: one
/// query, none for who has no mandate to ask.
///
/// # Errors
/// When the database fails.
pub async fn mine(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Line>, AppError> {
    let Some(id) = actor.person() else { return Ok(Vec::new()) };
    let committees = actor.committees(Verb::AskSupport);
    if committees.is_empty() && actor.regions(Verb::AskSupport).is_empty() {
        return Ok(Vec::new());
    }
    let hers = Condition::any()
        .add(ask::Column::SheetId.in_subquery(those(sheet::Column::CommitteeId.is_in(committees))))
        .add(ask::Column::PersonId.eq(id));
    seen(db, actor, Verb::SeeAsks, unsettled().add(hers)).await
}

/// What waits for the actor: the requests that she holds, and those that nobody holds in the plans where she answers.
/// One query, none for who answers nowhere.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Line>, AppError> {
    let Some(id) = actor.person() else { return Ok(Vec::new()) };
    let regions = actor.regions(Verb::AnswerAsk);
    if regions.is_empty() {
        return Ok(Vec::new());
    }
    let hers = Condition::any().add(ask::Column::OwnerId.eq(id)).add(
        Condition::all()
            .add(by_nobody(today))
            .add(ask::Column::SheetId.in_subquery(those(sheet::Column::RegionId.is_in(regions)))),
    );
    seen(db, actor, Verb::AnswerAsk, unsettled().add(hers)).await
}

/// Those of the matching requests on whose sheet the actor may do this.
async fn seen(
    db: &impl ConnectionTrait,
    actor: &Actor,
    verb: Verb,
    only: Condition,
) -> Result<Vec<Line>, AppError> {
    let rows = selected(only).limit(PER_PERSON).into_model::<LineRow>();
    let mut lines = read(db, rows).await?;
    lines.retain(|line| actor.can(verb, &line.sheet.place()));
    Ok(lines)
}

/// One page of the queue of a plan, and how many requests match. Its readers answer for the whole plan.
///
/// # Errors
/// When the database fails.
pub async fn queue(
    db: &impl ConnectionTrait,
    plan: PlanId,
    filter: &Filter,
    today: NaiveDate,
    page: u64,
) -> Result<(Vec<Line>, u64), AppError> {
    use ask::Column as C;
    let mut only = match filter.shown {
        Shown::Waiting => unsettled(),
        Shown::In(word) => Condition::all().add(C::State.eq(word.word())),
        Shown::All => Condition::all(),
    };
    only = only.add(sheet::Column::PlanId.eq(plan));
    if let Some(to) = filter.to {
        only = only.add(C::Addressee.eq(to.word()));
    }
    if let Some(about) = filter.about {
        only = only.add(C::About.eq(about.word()));
    }
    only = match filter.held {
        None => only,
        Some(Held::ByNobody) => only.add(by_nobody(today)),
        Some(Held::By(owner)) => only.add(C::OwnerId.eq(owner)),
    };
    only = match filter.alert {
        None => only,
        Some(Alert::Late) => only.add(C::DueLast.lt(today)).add(C::State.ne(StateWord::Settled.word())),
    };
    let total = ask::Entity::find()
        .join(JoinType::InnerJoin, ask::Relation::Sheet.def())
        .filter(only.clone())
        .count(db)
        .await?;
    let rows = selected(only).limit(PER_PAGE).offset(page * PER_PAGE).into_model::<LineRow>();
    Ok((read(db, rows).await?, total))
}

#[derive(FromQueryResult)]
struct LoadRow {
    owner_id: Option<PersonId>,
    name: Option<String>,
    state: String,
    asks: i64,
    /// Those of them that nobody holds.
    by_nobody: i64,
}

/// How many requests of a plan wait, by who holds them: nobody's first, then by name. One query.
///
/// # Errors
/// When the database fails.
pub async fn load(db: &impl ConnectionTrait, plan: PlanId, today: NaiveDate) -> Result<Vec<Load>, AppError> {
    use ask::Column as C;
    let rows = ask::Entity::find()
        .select_only()
        .column(C::OwnerId)
        .column(person::Column::Name)
        .column(C::State)
        .column_as(C::Id.count(), "asks")
        .expr_as(Expr::expr(CaseStatement::new().case(by_nobody(today), 1).finally(0)).sum(), "by_nobody")
        .join(JoinType::InnerJoin, ask::Relation::Sheet.def())
        .join(JoinType::LeftJoin, ask::Relation::Owner.def())
        .filter(sheet::Column::PlanId.eq(plan))
        .filter(unsettled())
        .group_by(C::OwnerId)
        .group_by(person::Column::Name)
        .group_by(person::Column::NameKey)
        .group_by(C::State)
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(C::OwnerId)
        .into_model::<LoadRow>()
        .all(db)
        .await?;
    let mut loads: Vec<Load> = Vec::new();
    for LoadRow { owner_id, name, state, asks, by_nobody } in rows {
        let holder = owner_id.filter(|_| by_nobody == 0);
        let owner = holder.map(|id| Owner { id, name: name.unwrap_or_default() });
        let place = loads.iter().position(|load| load.owner == owner).unwrap_or(loads.len());
        if place == loads.len() {
            loads.push(Load { owner, open: 0, answered: 0 });
        }
        let count = u64::try_from(asks).unwrap_or_default();
        match (loads.get_mut(place), StateWord::stored(&state)?) {
            (Some(load), StateWord::Open) => load.open += count,
            (Some(load), StateWord::Answered) => load.answered += count,
            (_, StateWord::Settled) | (None, _) => {}
        }
    }
    loads.sort_by_key(|load| load.owner.is_some()); // databases do not agree on where nobody stands
    Ok(loads)
}
