//! Sheets and rubrics: read with the reader's rights, written with a permit.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect, RelationTrait, Select,
    sea_query::{Expr, Query},
};

use super::life::{Status, StatusWord, Step};
use super::model::Sheet;
use crate::access::{Actor, Drafts, Permit, Scope, Verb};
use crate::db::Tx;
use crate::error::{AppError, FieldError};
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, CommitteeId, PlanId, ProgressUpdateId, RegionId};
use crate::outbox;
use crate::plan::model::axis_of_word;
use crate::plan::store::tables::{axis, objective, plan, region};
use crate::progress::store::update;
use crate::template::{self, model::Section};

mod amended;
mod carried;
mod contents;
mod filled;
mod lists;
mod planned;
mod rubrics;
mod state;
pub(crate) mod tables;
mod title;

pub use amended::{decides, rewrite};
pub use carried::{carry, count_by_committee, elsewhere, of_committee};
pub use contents::Contents;
pub use filled::filled;
pub use lists::{
    Beside, LastUpdate, Own, beside, count_by_axis, list, of_committees, own, seen_among, those,
};
pub use planned::{Planned, PlannedRow, add, all_of_plan, amend, propose};
pub use rubrics::{rubric, rubrics, save_rubric};
pub use state::{PHASE_PART, enter, expire};
pub(crate) use state::{STATUS_COLUMNS, StatusRow};
use tables::action_sheet as sheet;
pub use title::{correct_title, retitle};

#[derive(FromQueryResult)]
pub(crate) struct SheetRow {
    id: ActionSheetId,
    region_id: RegionId,
    plan_id: PlanId,
    committee_id: CommitteeId,
    code: Option<String>,
    title: String,
    address: String,
    #[sea_orm(nested)]
    state: StatusRow,
    status_since: DateTime<Utc>,
    template: i32,
    newest_template: i32,
    version: i32,
    plan_name: String,
    plan_slug: String,
    region: String,
    region_slug: String,
    axis_word: String,
    axis_title: Option<String>,
    objective: Option<String>,
}

impl TryFrom<SheetRow> for Sheet {
    type Error = AppError;
    fn try_from(row: SheetRow) -> Result<Self, AppError> {
        Ok(Self {
            status: row.state.try_into()?,
            id: row.id,
            region_id: row.region_id,
            plan_id: row.plan_id,
            committee_id: row.committee_id,
            plan_path: format!("/{}/{}", row.region_slug, row.plan_slug),
            plan_name: row.plan_name,
            region: row.region,
            axis: axis_of_word(&row.axis_word).flatten(),
            axis_title: row.axis_title,
            objective: row.objective,
            code: row.code.and_then(|code| code.parse().ok()),
            title: row.title,
            address: row.address,
            status_since: row.status_since,
            template: row.template,
            newest_template: row.newest_template,
            version: row.version,
        })
    }
}

/// The sheets with what their pages show of plan, axis and objective: features join their rows to it.
pub(crate) fn sheets() -> Select<sheet::Entity> {
    use sheet::Column as C;
    sheet::Entity::find()
        .select_only()
        .columns([
            C::Id,
            C::RegionId,
            C::PlanId,
            C::CommitteeId,
            C::Code,
            C::Title,
            C::Address,
            C::StatusSince,
            C::Template,
            C::Version,
        ])
        .columns(STATUS_COLUMNS)
        .column_as(plan::Column::Name, "plan_name")
        .column_as(plan::Column::Slug, "plan_slug")
        .column_as(plan::Column::Template, "newest_template")
        .column_as(region::Column::Name, "region")
        .column_as(region::Column::Slug, "region_slug")
        .column_as(axis::Column::Word, "axis_word")
        .column_as(axis::Column::Title, "axis_title")
        .column_as(objective::Column::Title, "objective")
        .join(JoinType::InnerJoin, sheet::Relation::Plan.def())
        .join(JoinType::InnerJoin, plan::Relation::Region.def())
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .join(JoinType::LeftJoin, sheet::Relation::Objective.def())
}

/// What a list may show of a plan whose axes the query joins: by axis, so that an index gives the sheets in their order.
pub(crate) fn visible(scope: &Scope) -> Condition {
    let drafts = match scope.drafts() {
        Drafts::All => Condition::all(),
        Drafts::OfCommittees(committees) => Condition::any()
            .add(
                sheet::Column::Stage
                    .is_not_in(StatusWord::ALL.iter().filter(|s| s.is_draft()).map(|s| s.word())),
            )
            .add(
                sheet::Column::Status
                    .is_in(StatusWord::ALL.iter().filter(|s| s.is_public()).map(|s| s.word())),
            )
            .add(sheet::Column::CommitteeId.is_in(committees.iter().copied())),
    };
    Condition::all().add(axis::Column::PlanId.eq(scope.plan())).add(drafts)
}

/// The sheet at an address.
///
/// # Errors
/// `NotFound` when there is none, or when the actor may not see it.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    region_slug: &str,
    plan_slug: &str,
    address: &str,
) -> Result<Sheet, AppError> {
    let query = sheets()
        .filter(region::Column::Slug.eq(region_slug))
        .filter(plan::Column::Slug.eq(plan_slug))
        .filter(sheet::Column::Address.eq(address));
    seen(actor, query.into_model::<SheetRow>().one(db).await?)
}

/// A sheet by its identifier.
///
/// # Errors
/// `NotFound` when there is none, or when the actor may not see it.
pub async fn get(db: &impl ConnectionTrait, actor: &Actor, id: ActionSheetId) -> Result<Sheet, AppError> {
    seen(actor, sheets().filter(sheet::Column::Id.eq(id)).into_model::<SheetRow>().one(db).await?)
}

/// The same, kept for this transaction: what it says stays true until the commit.
/// What writes starts here.
///
/// # Errors
/// As `get`.
pub async fn hold(tx: &Tx, actor: &Actor, id: ActionSheetId) -> Result<Sheet, AppError> {
    tx.hold(sheet::Entity::find_by_id(id)).await?;
    get(&**tx, actor, id).await
}

fn seen(actor: &Actor, row: Option<SheetRow>) -> Result<Sheet, AppError> {
    let sheet = Sheet::try_from(row.ok_or(AppError::NotFound)?)?;
    if may_see(actor, &sheet) { Ok(sheet) } else { Err(AppError::NotFound) }
}

fn may_see(actor: &Actor, sheet: &Sheet) -> bool {
    let verb = if sheet.status.is_draft() { Verb::SeeDraft } else { Verb::SeeSheet };
    actor.can(verb, &sheet.place())
}

/// The part of a sheet's history that tells its moves.
pub const STATUS_PART: &str = "status";

/// Moves a sheet in its life cycle, from the version that was read.
///
/// # Errors
/// `Stale` when it moved meanwhile; `Invalid` when the move is not legal from here, or when adoption misses rubrics.
pub async fn move_sheet(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    read: i32,
    step: Step,
    now: DateTime<Utc>,
) -> Result<Status, AppError> {
    same(permit.sheet(Verb::MoveSheet)?, sheet)?;
    if sheet.version != read {
        return Err(AppError::Stale);
    }
    let adopting = step == Step::Adopt;
    let status = sheet.status.after(step).ok_or_else(|| {
        AppError::field("", format!("Une fiche « {} » n’accepte pas ce changement.", sheet.status.label()))
    })?;
    if adopting {
        let template = template::store::followed(&**tx, sheet).await?;
        let filled = filled(&**tx, sheet.id).await?;
        let error = |section: &Section| {
            FieldError::new(section.kind.word(), format!("Remplissez d’abord « {} ».", section.title))
        };
        let missing: Vec<FieldError> = template.missing(&filled).into_iter().map(error).collect();
        if !missing.is_empty() {
            return Err(AppError::Invalid(missing));
        }
    }
    let (reason, until) = match &status {
        Status::Emergent(now) => (now.reason.clone(), None),
        Status::Paused(_, pause) => (pause.reason.clone(), pause.until),
        Status::Abandoned { motive } => (motive.clone(), None),
        Status::Open(_) | Status::Closed | Status::Expired(_) => (String::new(), None),
    };
    let mut change = sheet::ActiveModel {
        status: Set(status.word().word().into()),
        reason: Set(reason.clone()),
        paused_until: Set(until),
        last_day: Set(status.last_day()),
        status_since: Set(now),
        ..Default::default()
    };
    if let Some(stage) = status.stage() {
        change.stage = Set(stage.word().word().into());
    }
    if let Some(phase) = status.phase() {
        change.phase = Set(phase.word().into());
    }
    let version = over_version(tx, sheet, change).await?;
    let text = if reason.is_empty() { status.said() } else { format!("{} : {reason}", status.said()) };
    record(tx, permit, now, Change { subject: permit.subject(), part: STATUS_PART, version, text }).await?;
    outbox::store::put(
        tx,
        now,
        "sheet_moved",
        serde_json::json!({ "sheet": sheet.id, "status": status.word().word() }),
    )
    .await?;
    Ok(status)
}

/// Notes the newest progress update; one that was written earlier does not take its place.
///
/// # Errors
/// When the database fails, or the permit is another one.
pub async fn note_update(
    tx: &Tx,
    permit: &Permit,
    latest: ProgressUpdateId,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let id = permit.sheet(Verb::AddUpdate)?;
    let newer = Query::select()
        .expr(Expr::val(1))
        .from(update::Entity)
        .and_where(
            Expr::col((update::Entity, update::Column::Id))
                .equals((sheet::Entity, sheet::Column::LatestUpdateId)),
        )
        .and_where(update::Column::At.gt(at))
        .to_owned();
    sheet::Entity::update_many()
        .col_expr(sheet::Column::LatestUpdateId, Expr::value(latest))
        .filter(sheet::Column::Id.eq(id))
        .filter(Expr::exists(newer).not())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Writes columns of a sheet over the version of it that is held. Returns the new version.
async fn over_version(tx: &Tx, sheet: &Sheet, change: sheet::ActiveModel) -> Result<i32, AppError> {
    let version = sheet.version.checked_add(1).ok_or(AppError::Internal)?;
    let written = sheet::Entity::update_many()
        .set(sheet::ActiveModel { version: Set(version), ..change })
        .filter(sheet::Column::Id.eq(sheet.id))
        .filter(sheet::Column::Version.eq(sheet.version))
        .exec(&**tx)
        .await?;
    if written.rows_affected == 0 { Err(AppError::Stale) } else { Ok(version) }
}

/// A permit is for the object that is written.
fn same(permitted: ActionSheetId, sheet: &Sheet) -> Result<(), AppError> {
    if permitted == sheet.id { Ok(()) } else { Err(AppError::Internal) }
}
