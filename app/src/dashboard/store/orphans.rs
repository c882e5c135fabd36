//! The actions that nobody pilots, counted for who names pilots.
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::alert;
use crate::access::Verb;
use crate::action_sheet::store::tables::action_sheet as sheet;
use crate::dashboard::model::{Alert, Filter};
use crate::error::AppError;
use crate::plan::model::PlanState;
use crate::plan::store::tables::{plan, region};
use crate::session::Session;

/// The open actions of a plan that have no pilot.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Orphans {
    pub plan: String,
    pub region: String,
    plan_slug: String,
    region_slug: String,
    actions: i64,
}

impl Orphans {
    /// How many they are, at least one.
    pub fn actions(&self) -> u64 {
        self.actions.unsigned_abs()
    }

    /// The table of these actions.
    pub fn path(&self) -> String {
        let filter = Filter { alert: Some(Alert::Orphan), ..Filter::default() };
        format!("/{}/{}/tableau?{}", self.region_slug, self.plan_slug, filter.query())
    }
}

/// Those of each plan that is not archived, of the regions where the session's actor may name pilots: one query, none
/// for who names nobody.
///
/// # Errors
/// When the database fails.
pub async fn orphans(s: &Session) -> Result<Vec<Orphans>, AppError> {
    let regions = s.actor.regions(Verb::ManagePeople);
    if regions.is_empty() {
        return Ok(Vec::new());
    }
    let plans = sheet::Entity::find()
        .select_only()
        .column_as(plan::Column::Name, "plan")
        .column_as(plan::Column::Slug, "plan_slug")
        .column_as(region::Column::Name, "region")
        .column_as(region::Column::Slug, "region_slug")
        .column_as(sheet::Column::Id.count(), "actions")
        .join(JoinType::InnerJoin, sheet::Relation::Plan.def())
        .join(JoinType::InnerJoin, plan::Relation::Region.def())
        .filter(sheet::Column::RegionId.is_in(regions))
        .filter(plan::Column::State.ne(PlanState::Archived.word()))
        .filter(alert(Alert::Orphan, s))
        .group_by(plan::Column::Name)
        .group_by(plan::Column::Slug)
        .group_by(region::Column::Name)
        .group_by(region::Column::Slug)
        .order_by_asc(region::Column::Slug)
        .order_by_asc(plan::Column::Slug);
    Ok(plans.into_model::<Orphans>().all(&s.db.read).await?)
}
