//! What a plan says of a sheet (axis, objective, code, title): written by the import.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult,
    IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{tables::action_sheet as sheet, title::titled};
use crate::access::{Permit, Subject, Verb};
use crate::action_sheet::{
    code::ActionCode,
    life::{Emergence, Phase, Stage, Status, StatusWord},
};
use crate::committee;
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, AxisId, CommitteeId, ObjectiveId, PlanId};
use crate::outbox;
use crate::plan::store::{
    newest_template,
    tables::{axis, objective},
};
use crate::text::{fold, slug};

/// A line of the plan.
pub struct Planned<'a> {
    pub axis: AxisId,
    pub objective: Option<ObjectiveId>,
    pub code: Option<&'a ActionCode>,
    pub title: &'a str,
}

/// A sheet's line in its plan, to compare an import with.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PlannedRow {
    pub id: ActionSheetId,
    pub code: Option<String>,
    pub title: String,
    pub axis_word: String,
    pub axis_title: Option<String>,
    pub objective: Option<String>,
    status: String,
    stage: String,
}

impl PlannedRow {
    /// Before its adoption the plan may still say something else of it.
    pub fn is_draft(&self) -> bool {
        let over = StatusWord::from_word(&self.status).is_some_and(StatusWord::is_over);
        !over && StatusWord::from_word(&self.stage).is_some_and(StatusWord::is_draft)
    }
}

/// The sort key of sheets without a code: after every code.
const NO_CODE: &str = "~";

fn code_key(code: Option<&ActionCode>) -> String {
    code.map_or_else(|| NO_CODE.to_owned(), ActionCode::sort_key)
}

/// Every sheet of a plan, drafts included: for whoever may import.
///
/// # Errors
/// When the database fails.
pub async fn all_of_plan(db: &impl ConnectionTrait, plan: PlanId) -> Result<Vec<PlannedRow>, AppError> {
    let rows = sheet::Entity::find()
        .select_only()
        .columns([
            sheet::Column::Id,
            sheet::Column::Code,
            sheet::Column::Title,
            sheet::Column::Status,
            sheet::Column::Stage,
        ])
        .column_as(axis::Column::Word, "axis_word")
        .column_as(axis::Column::Title, "axis_title")
        .column_as(objective::Column::Title, "objective")
        .join(JoinType::InnerJoin, sheet::Relation::Axis.def())
        .join(JoinType::LeftJoin, sheet::Relation::Objective.def())
        .filter(sheet::Column::PlanId.eq(plan))
        .order_by_asc(sheet::Column::CodeKey)
        .into_model::<PlannedRow>();
    Ok(rows.all(db).await?)
}

/// The part of a sheet's history that tells what its plan says of it.
const PLANNED_PART: &str = "planned";

/// A new sheet of the permit's plan, outlined, carried by a committee.
///
/// # Errors
/// When the database fails, the code is taken, or the permit is another one.
pub async fn add(
    tx: &Tx,
    permit: &Permit,
    committee: CommitteeId,
    planned: Planned<'_>,
    now: DateTime<Utc>,
) -> Result<ActionSheetId, AppError> {
    let plan = permit.plan(Verb::ImportPlan)?;
    insert(tx, permit, (plan, committee), planned, &Status::Open(Stage::Outlined), now).await
}

/// A new emergent sheet of the permit's plan and committee.
///
/// # Errors
/// `NotFound` when the committee is of another plan; when the database fails, or the permit is another one.
pub async fn propose(
    tx: &Tx,
    permit: &Permit,
    planned: Planned<'_>,
    emergence: Emergence,
    now: DateTime<Utc>,
) -> Result<ActionSheetId, AppError> {
    let plan = permit.plan(Verb::ProposeSheet)?;
    let carrying =
        committee::store::of_plan(&**tx, plan).await?.into_iter().find(|c| Some(c.id) == permit.committee());
    let committee = carrying.ok_or(AppError::NotFound)?.id;
    let id = insert(tx, permit, (plan, committee), planned, &Status::Emergent(emergence), now).await?;
    outbox::store::put(
        tx,
        now,
        "sheet_proposed",
        serde_json::json!({ "sheet": id, "by": permit.by().person }),
    )
    .await?;
    Ok(id)
}

/// A new line of the plan, in its first state.
async fn insert(
    tx: &Tx,
    permit: &Permit,
    (plan, committee): (PlanId, CommitteeId),
    planned: Planned<'_>,
    status: &Status,
    now: DateTime<Utc>,
) -> Result<ActionSheetId, AppError> {
    let id = ActionSheetId::new();
    let wanted = planned.code.map_or_else(|| slug(planned.title), ToString::to_string);
    let taken = sheet::Entity::find()
        .filter(sheet::Column::PlanId.eq(plan))
        .filter(sheet::Column::Address.eq(&wanted))
        .one(&**tx)
        .await?;
    let address = if taken.is_none() && !wanted.is_empty() {
        wanted
    } else {
        format!("{wanted}-{}", &id.0.simple().to_string()[20..])
    };
    let row = sheet::Model {
        id,
        region_id: permit.region(),
        plan_id: plan,
        axis_id: planned.axis,
        objective_id: planned.objective,
        committee_id: committee,
        code: planned.code.map(ToString::to_string),
        code_key: code_key(planned.code),
        title: planned.title.to_owned(),
        title_key: fold(planned.title),
        address,
        status: status.word().word().into(),
        stage: Stage::Outlined.word().word().into(),
        phase: Phase::Framing.word().into(),
        reason: String::new(),
        paused_until: None,
        last_day: status.last_day(),
        status_since: now,
        latest_update_id: None,
        template: newest_template(&**tx, plan).await?,
        version: 1,
    };
    row.into_active_model().insert(&**tx).await?;
    record(tx, permit, now, planned.change(id, 1)).await?;
    Ok(id)
}

/// Changes what the plan says of one of its sheets. Its address stays, so that links hold.
///
/// # Errors
/// `NotFound` when the sheet is of another plan; when the database fails, or the permit is another one.
pub async fn amend(
    tx: &Tx,
    permit: &Permit,
    id: ActionSheetId,
    planned: Planned<'_>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let known =
        sheet::Entity::find_by_id(id).filter(sheet::Column::PlanId.eq(permit.plan(Verb::ImportPlan)?));
    let known = known.one(&**tx).await?.ok_or(AppError::NotFound)?;
    let version = known.version + 1;
    let mut row = sheet::ActiveModel {
        id: Set(id),
        axis_id: Set(planned.axis),
        objective_id: Set(planned.objective),
        version: Set(version),
        ..titled(planned.title)
    };
    if let Some(code) = planned.code {
        row.code = Set(Some(code.to_string()));
        row.code_key = Set(code.sort_key());
    }
    row.update(&**tx).await?;
    record(tx, permit, now, planned.change(id, version)).await
}

impl Planned<'_> {
    /// What the history keeps of it.
    fn change(&self, id: ActionSheetId, version: i32) -> Change {
        let code = self.code.map(|code| format!("{code} ")).unwrap_or_default();
        Change {
            subject: Subject::Sheet(id),
            part: PLANNED_PART,
            version,
            text: format!("{code}{}", self.title),
        }
    }
}
