//! Regions, plans, axes, objectives, and the imports that were asked.
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, JoinType, Order,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};

use super::model::{Axis, AxisKey, DIRECTORY, Plan, PlanState, Region, axis_of_word, axis_word};
use crate::access::{Actor, Permit, Place, Verb};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::{AxisId, ObjectiveId, PlanId, RegionId};
use crate::template;
use crate::text::fold;

mod imports;
pub(crate) mod tables;

pub use imports::{
    ImportLine, Reading, StoredImport, apply, get_import, keep_import, list_imports, read_against_plan,
    read_source,
};
pub use tables::region;
use tables::{axis, objective, plan};

#[derive(FromQueryResult)]
struct PlanRow {
    id: PlanId,
    name: String,
    slug: String,
    first_year: i32,
    last_year: i32,
    state: String,
    region_id: RegionId,
    region: String,
    region_code: String,
    region_slug: String,
    time_zone: String,
    template: i32,
}

impl TryFrom<PlanRow> for Plan {
    type Error = AppError;
    fn try_from(row: PlanRow) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            name: row.name,
            slug: row.slug,
            first_year: row.first_year,
            last_year: row.last_year,
            state: PlanState::stored(&row.state)?,
            region_id: row.region_id,
            region: row.region,
            region_code: row.region_code,
            region_slug: row.region_slug,
            time_zone: row.time_zone,
            template: row.template,
        })
    }
}

fn plans() -> Select<plan::Entity> {
    plan::Entity::find()
        .select_only()
        .columns([
            plan::Column::Id,
            plan::Column::Name,
            plan::Column::Slug,
            plan::Column::FirstYear,
            plan::Column::LastYear,
            plan::Column::State,
            plan::Column::Template,
            plan::Column::RegionId,
        ])
        .column_as(region::Column::Name, "region")
        .column_as(region::Column::Code, "region_code")
        .column_as(region::Column::Slug, "region_slug")
        .column(region::Column::TimeZone)
        .join(JoinType::InnerJoin, plan::Relation::Region.def())
}

/// The plan at an address.
///
/// # Errors
/// `NotFound` when there is none, or when the actor may not see it.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    region_slug: &str,
    plan_slug: &str,
) -> Result<Plan, AppError> {
    let row = plans()
        .filter(region::Column::Slug.eq(region_slug))
        .filter(plan::Column::Slug.eq(plan_slug))
        .into_model::<PlanRow>()
        .one(db)
        .await?;
    visible(actor, row)
}

/// A plan by its identifier.
///
/// # Errors
/// `NotFound` when there is none, or when the actor may not see it.
pub async fn get(db: &impl ConnectionTrait, actor: &Actor, id: PlanId) -> Result<Plan, AppError> {
    visible(actor, plans().filter(plan::Column::Id.eq(id)).into_model::<PlanRow>().one(db).await?)
}

fn visible(actor: &Actor, row: Option<PlanRow>) -> Result<Plan, AppError> {
    let plan = Plan::try_from(row.ok_or(AppError::NotFound)?)?;
    if actor.can(Verb::SeePlan, &plan.place()) { Ok(plan) } else { Err(AppError::NotFound) }
}

/// The plans that the actor may see, by region then from the newest.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Plan>, AppError> {
    let mut query = plans().order_by_asc(region::Column::NameKey).order_by_desc(plan::Column::FirstYear);
    if let Actor::Person { mandates, .. } = actor {
        query = query.filter(plan::Column::RegionId.is_in(mandates.iter().filter_map(|m| m.region)));
    }
    let plans = query.into_model::<PlanRow>().all(db).await?.into_iter().map(Plan::try_from);
    let plans = plans.collect::<Result<Vec<_>, _>>()?;
    Ok(plans.into_iter().filter(|plan| actor.can(Verb::SeePlan, &plan.place())).collect())
}

/// The region at an address, for somebody who may read its directory.
///
/// # Errors
/// `NotFound` when there is none, or when the actor may not see it.
pub async fn find_region(db: &impl ConnectionTrait, actor: &Actor, slug: &str) -> Result<Region, AppError> {
    region_seen(actor, region::Entity::find().filter(region::Column::Slug.eq(slug)).one(db).await?)
}

/// A region by its identifier.
///
/// # Errors
/// As `find_region`.
pub async fn get_region(db: &impl ConnectionTrait, actor: &Actor, id: RegionId) -> Result<Region, AppError> {
    region_seen(actor, region::Entity::find_by_id(id).one(db).await?)
}

/// The same, kept for this transaction: what depends on all the mandates of a region begins here.
///
/// # Errors
/// As `find_region`.
pub async fn hold_region(tx: &Tx, actor: &Actor, id: RegionId) -> Result<Region, AppError> {
    tx.hold(region::Entity::find_by_id(id)).await?;
    get_region(&**tx, actor, id).await
}

fn region_seen(actor: &Actor, row: Option<region::Model>) -> Result<Region, AppError> {
    let row = row.filter(|row| actor.can(Verb::SeeDirectory, &Place::region(row.id)));
    let region::Model { id, code, slug, name, .. } = row.ok_or(AppError::NotFound)?;
    Ok(Region { id, code, slug, name })
}

/// The axes of a plan, in their order.
///
/// # Errors
/// When the database fails.
pub async fn axes(db: &impl ConnectionTrait, plan: PlanId) -> Result<Vec<Axis>, AppError> {
    let rows = axis::Entity::find()
        .filter(axis::Column::PlanId.eq(plan))
        .order_by_asc(axis::Column::Position)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(from_axis).collect())
}

/// The region at an address, whoever asks: for the commands of an installation.
///
/// # Errors
/// When the database fails.
pub async fn region_at(db: &impl ConnectionTrait, slug: &str) -> Result<Option<RegionId>, AppError> {
    let row = region::Entity::find().filter(region::Column::Slug.eq(slug)).one(db).await?;
    Ok(row.map(|row| row.id))
}

/// A new region, with the permit to make its plans.
///
/// # Errors
/// `Invalid` for an address that the site keeps for itself; when the database fails, or the region exists.
pub async fn add_region(
    tx: &Tx,
    permit: &Permit,
    code: &str,
    name: &str,
    slug: &str,
    time_zone: &str,
) -> Result<(), AppError> {
    free_address(slug, crate::RESERVED)?;
    let row = region::Model {
        id: permit.region_for(Verb::ManagePlans)?,
        code: code.into(),
        slug: slug.into(),
        name: name.into(),
        name_key: fold(name),
        time_zone: time_zone.into(),
    };
    row.into_active_model().insert(&**tx).await?;
    Ok(())
}

/// A new plan of the permit's region.
///
/// # Errors
/// `Invalid` for an address that a region keeps for itself; when the database fails, or the address is taken.
pub async fn add_plan(
    tx: &Tx,
    permit: &Permit,
    id: PlanId,
    name: &str,
    slug: &str,
    years: (i32, i32),
    state: PlanState,
) -> Result<(), AppError> {
    free_address(slug, &[DIRECTORY])?;
    let row = plan::Model {
        id,
        region_id: permit.region_for(Verb::ManagePlans)?,
        slug: slug.into(),
        name: name.into(),
        first_year: years.0,
        last_year: years.1,
        state: state.word().into(),
        template: template::model::FIRST,
    };
    row.into_active_model().insert(&**tx).await?;
    Ok(())
}

fn free_address(slug: &str, reserved: &[&str]) -> Result<(), AppError> {
    if reserved.contains(&slug) {
        return Err(AppError::field(
            "slug",
            format!("« {slug} » est une adresse réservée : choisissez-en une autre."),
        ));
    }
    Ok(())
}

fn from_axis(row: axis::Model) -> Axis {
    Axis { id: row.id, key: axis_of_word(&row.word).flatten(), title: row.title }
}

/// The axis of a plan, made when it is new; a title fills an empty one or replaces the old one.
///
/// # Errors
/// When the database fails, or the permit is another one.
pub async fn put_axis(
    tx: &Tx,
    permit: &Permit,
    key: Option<AxisKey>,
    title: Option<&str>,
) -> Result<AxisId, AppError> {
    let plan = permit.plan(Verb::ImportPlan)?;
    axis_of(tx, plan, key, title).await
}

/// The axis that an emergent sheet of the permit's plan names; « sans axe » is made when it is new.
///
/// # Errors
/// `Unreadable` for an axis that the plan has not; when the database fails, or the permit is another one.
pub async fn named_axis(tx: &Tx, permit: &Permit, key: Option<AxisKey>) -> Result<AxisId, AppError> {
    let plan = permit.plan(Verb::ProposeSheet)?;
    if key.is_some() && !axes(&**tx, plan).await?.iter().any(|axis| axis.key == key) {
        return Err(AppError::Unreadable);
    }
    axis_of(tx, plan, key, None).await
}

/// The axis of a plan, made when it is new.
async fn axis_of(
    tx: &Tx,
    plan: PlanId,
    key: Option<AxisKey>,
    title: Option<&str>,
) -> Result<AxisId, AppError> {
    let known = axis::Entity::find()
        .filter(axis::Column::PlanId.eq(plan))
        .filter(axis::Column::Word.eq(axis_word(key)))
        .one(&**tx)
        .await?;
    if let Some(known) = known {
        if let Some(title) = title.filter(|title| Some(*title) != known.title.as_deref()) {
            let row = axis::ActiveModel {
                id: Set(known.id),
                title: Set(Some(title.to_owned())),
                ..Default::default()
            };
            row.update(&**tx).await?;
        }
        return Ok(known.id);
    }
    // numbered axes in their order, then the transversal one, then what has none
    let position = match key {
        Some(AxisKey::Numbered(number)) => i32::from(number),
        Some(AxisKey::Transversal) => 100_000,
        None => 100_001,
    };
    let row = axis::Model {
        id: AxisId::new(),
        plan_id: plan,
        word: axis_word(key),
        title: title.map(str::to_owned),
        position,
    };
    Ok(row.into_active_model().insert(&**tx).await?.id)
}

/// The objective of that title under an axis, made when it is new.
async fn objective_of(tx: &Tx, plan: PlanId, axis: AxisId, title: &str) -> Result<ObjectiveId, AppError> {
    let key = fold(title);
    let known = objective::Entity::find()
        .filter(objective::Column::PlanId.eq(plan))
        .filter(objective::Column::TitleKey.eq(&key))
        .one(&**tx)
        .await?;
    if let Some(known) = known {
        return Ok(known.id);
    }
    let row = objective::Model {
        id: ObjectiveId::new(),
        plan_id: plan,
        axis_id: axis,
        title: title.to_owned(),
        title_key: key,
    };
    Ok(row.into_active_model().insert(&**tx).await?.id)
}

/// Where a person of the region of her mandate starts: the address of its running plan, else of its newest.
pub(crate) fn slug_of_current() -> SimpleExpr {
    let running = Expr::col((plan::Entity, plan::Column::State)).eq(PlanState::Running.word());
    let newest = Query::select()
        .column((plan::Entity, plan::Column::Slug))
        .from(plan::Entity)
        .and_where(
            Expr::col((plan::Entity, plan::Column::RegionId)).equals((region::Entity, region::Column::Id)),
        )
        .order_by_expr(running, Order::Desc)
        .order_by((plan::Entity, plan::Column::FirstYear), Order::Desc)
        .limit(1)
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(newest.into()))
}

/// Keeps the plan for this transaction: nobody else imports in it meanwhile.
///
/// # Errors
/// `NotFound` when it does not exist, or not for this actor.
pub async fn hold(tx: &Tx, actor: &Actor, id: PlanId) -> Result<Plan, AppError> {
    tx.hold(plan::Entity::find_by_id(id)).await?;
    get(&**tx, actor, id).await
}

/// The version of the template that a new sheet of the plan follows.
///
/// # Errors
/// `NotFound` when there is no such plan.
pub(crate) async fn newest_template(db: &impl ConnectionTrait, id: PlanId) -> Result<i32, AppError> {
    let number = plan::Entity::find_by_id(id).select_only().column(plan::Column::Template).into_tuple();
    number.one(db).await?.ok_or(AppError::NotFound)
}
