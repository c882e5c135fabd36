//! Committees as coordinators manage them.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::committee;
use crate::access::{Permit, Place, Subject, Verb};
use crate::committee::model::{CommitteeEdit, CommitteeKind};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{CommitteeId, PlanId, RegionId};
use crate::outbox;
use crate::text::fold;

/// The part of a committee's history that tells what it is.
const PART: &str = "committee";

/// A committee, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committee {
    pub id: CommitteeId,
    pub plan: PlanId,
    pub version: i32,
    pub is: CommitteeEdit,
}

impl Committee {
    /// Where a mandate in it is held.
    pub fn place(&self, region: RegionId) -> Place {
        Place::seat(region, Some(self.plan), Some(self.id))
    }
}

impl TryFrom<committee::Model> for Committee {
    type Error = AppError;
    fn try_from(row: committee::Model) -> Result<Self, AppError> {
        let kind = CommitteeKind::stored(&row.kind)?;
        Ok(Self {
            id: row.id,
            plan: row.plan_id,
            version: row.version,
            is: CommitteeEdit { name: row.name, kind, does: row.does, does_not: row.does_not },
        })
    }
}

/// One page of the committees of a plan, in the order in which they were made, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    plan: PlanId,
    page: u64,
    per_page: u64,
) -> Result<(Vec<Committee>, u64), AppError> {
    let query = committee::Entity::find().filter(committee::Column::PlanId.eq(plan));
    let total = query.clone().count(db).await?;
    let rows = query.order_by_asc(committee::Column::Id).limit(per_page).offset(page * per_page);
    let rows = rows.all(db).await?.into_iter().map(Committee::try_from);
    Ok((rows.collect::<Result<_, _>>()?, total))
}

/// A committee of this plan.
///
/// # Errors
/// `NotFound` when the plan has no such committee.
pub async fn get(db: &impl ConnectionTrait, plan: PlanId, id: CommitteeId) -> Result<Committee, AppError> {
    let row = committee::Entity::find_by_id(id).filter(committee::Column::PlanId.eq(plan)).one(db).await?;
    row.ok_or(AppError::NotFound)?.try_into()
}

/// A committee of any plan of this region.
///
/// # Errors
/// `NotFound` when the region has no such committee.
pub async fn of_region(
    db: &impl ConnectionTrait,
    region: RegionId,
    id: CommitteeId,
) -> Result<Committee, AppError> {
    let row =
        committee::Entity::find_by_id(id).filter(committee::Column::RegionId.eq(region)).one(db).await?;
    row.ok_or(AppError::NotFound)?.try_into()
}

/// The newest committees of a region, at most `limit`, for the list of a form.
///
/// # Errors
/// When the database fails.
pub async fn newest(
    db: &impl ConnectionTrait,
    region: RegionId,
    limit: u64,
) -> Result<Vec<Committee>, AppError> {
    let rows = committee::Entity::find()
        .filter(committee::Column::RegionId.eq(region))
        .order_by_desc(committee::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().rev().map(Committee::try_from).collect()
}

/// A new row, for a permit that its caller has checked.
pub(super) async fn insert(
    tx: &Tx,
    permit: &Permit,
    plan: PlanId,
    edit: &CommitteeEdit,
) -> Result<CommitteeId, AppError> {
    let row = committee::Model {
        id: CommitteeId::new(),
        region_id: permit.region(),
        plan_id: plan,
        name: edit.name.clone(),
        kind: edit.kind.word().to_owned(),
        does: edit.does.clone(),
        does_not: edit.does_not.clone(),
        version: 1,
    };
    Ok(row.into_active_model().insert(&**tx).await?.id)
}

/// A new committee of the permit's plan.
///
/// # Errors
/// `Invalid` for the name of another one; when the database fails, or the permit is another one.
pub async fn add(
    tx: &Tx,
    permit: &Permit,
    edit: &CommitteeEdit,
    at: DateTime<Utc>,
) -> Result<CommitteeId, AppError> {
    let plan = permit.plan(Verb::ManageCommittees)?;
    check_name(tx, plan, CommitteeId::default(), &edit.name).await?;
    let id = insert(tx, permit, plan, edit).await?;
    tell(tx, permit, (id, 1), edit, at).await?;
    Ok(id)
}

/// Changes a committee over the version that was read.
///
/// # Errors
/// `Invalid` for the name of another one, `Stale` when somebody changed it meanwhile.
pub async fn change(
    tx: &Tx,
    permit: &Permit,
    (id, read): (CommitteeId, i32),
    edit: &CommitteeEdit,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let plan = permit.plan(Verb::ManageCommittees)?;
    check_name(tx, plan, id, &edit.name).await?;
    let row = committee::ActiveModel {
        name: Set(edit.name.clone()),
        kind: Set(edit.kind.word().to_owned()),
        does: Set(edit.does.clone()),
        does_not: Set(edit.does_not.clone()),
        version: Set(read + 1),
        ..Default::default()
    };
    let changed = committee::Entity::update_many()
        .set(row)
        .filter(committee::Column::Id.eq(id))
        .filter(committee::Column::PlanId.eq(plan))
        .filter(committee::Column::Version.eq(read))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Stale);
    }
    tell(tx, permit, (id, read + 1), edit, at).await
}

/// Two committees of one name could not be told apart where one is chosen.
async fn check_name(tx: &Tx, plan: PlanId, but: CommitteeId, name: &str) -> Result<(), AppError> {
    let taken =
        super::of_plan(&**tx, plan).await?.into_iter().find(|c| c.id != but && fold(&c.name) == fold(name));
    taken.map_or(Ok(()), |other| {
        let said = format!("Un comité de ce plan s’appelle déjà « {} » : donnez un autre nom.", other.name);
        Err(AppError::field("name", said))
    })
}

async fn tell(
    tx: &Tx,
    permit: &Permit,
    (id, version): (CommitteeId, i32),
    edit: &CommitteeEdit,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let perimeter = [("Fait", &edit.does), ("Ne fait pas", &edit.does_not)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(what, text)| format!("\n{what} : {text}"));
    let text = format!("{}, {}{}", edit.name, edit.kind.label(), perimeter.collect::<String>());
    record(tx, permit, at, Change { subject: Subject::Committee(id), part: PART, version, text }).await?;
    let told = serde_json::json!({ "committee": id, "version": version });
    outbox::store::put(tx, at, "committee_saved", told).await
}
