//! Mandates: read at each request, written by the demonstration and, later, by coordinators.
use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{Mandate, Permit, Role, Verb};
use crate::committee::store::{organisation, person};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::{CommitteeId, MandateId, OrganisationId, PersonId};

pub(crate) mod mandate {
    //! The table of mandates; `dashboard` joins it to count and search.
    use sea_orm::entity::prelude::*;

    use crate::ids::{CommitteeId, MandateId, OrganisationId, PersonId, PlanId, RegionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mandate")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MandateId,
        pub person_id: PersonId,
        pub role: String,
        pub region_id: Option<RegionId>,
        pub plan_id: Option<PlanId>,
        pub committee_id: Option<CommitteeId>,
        pub organisation_id: Option<OrganisationId>,
        pub starts: Date,
        pub ends: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::committee::store::person::Entity",
            from = "Column::PersonId",
            to = "crate::committee::store::person::Column::Id"
        )]
        Person,
        #[sea_orm(
            belongs_to = "crate::committee::store::organisation::Entity",
            from = "Column::OrganisationId",
            to = "crate::committee::store::organisation::Column::Id"
        )]
        Organisation,
        #[sea_orm(
            belongs_to = "crate::committee::store::committee::Entity",
            from = "Column::CommitteeId",
            to = "crate::committee::store::committee::Column::Id"
        )]
        Committee,
        #[sea_orm(
            belongs_to = "crate::plan::store::tables::region::Entity",
            from = "Column::RegionId",
            to = "crate::plan::store::tables::region::Column::Id"
        )]
        Region,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// A pilot or co-pilot in mandate, as lists show them.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct PilotRow {
    pub committee_id: CommitteeId,
    pub name: String,
    pub organisation: Option<String>,
}

/// The mandates that make a pilot on that day, as a condition of a query.
pub(crate) fn piloting(today: NaiveDate) -> Condition {
    Condition::all()
        .add(mandate::Column::Role.is_in([Role::Pilot.word(), Role::CoPilot.word()]))
        .add(mandate::Column::Starts.lte(today))
        .add(Condition::any().add(mandate::Column::Ends.is_null()).add(mandate::Column::Ends.gte(today)))
}

/// The pilots in mandate on that day of each of these committees, pilots before co-pilots: one query.
///
/// # Errors
/// When the database fails.
pub async fn pilots(
    db: &impl ConnectionTrait,
    committees: impl IntoIterator<Item = CommitteeId>,
    today: NaiveDate,
) -> Result<HashMap<CommitteeId, Vec<PilotRow>>, AppError> {
    let rows = mandate::Entity::find()
        .select_only()
        .column(mandate::Column::CommitteeId)
        .column(person::Column::Name)
        .column_as(organisation::Column::Name, "organisation")
        .join(JoinType::InnerJoin, mandate::Relation::Person.def())
        .join(JoinType::LeftJoin, mandate::Relation::Organisation.def())
        .filter(mandate::Column::CommitteeId.is_in(committees))
        .filter(piloting(today))
        .order_by_desc(mandate::Column::Role) // "pilot" after "co_pilot" in the alphabet
        .order_by_asc(person::Column::NameKey)
        .into_model::<PilotRow>()
        .all(db)
        .await?;
    let mut by_committee: HashMap<CommitteeId, Vec<PilotRow>> = HashMap::new();
    for row in rows {
        by_committee.entry(row.committee_id).or_default().push(row);
    }
    Ok(by_committee)
}

/// Gives a mandate.
///
/// # Errors
/// When the database fails.
pub async fn give(
    tx: &Tx,
    permit: &Permit,
    person: PersonId,
    organisation: Option<OrganisationId>,
    given: Mandate,
) -> Result<(), AppError> {
    permit.region_for(Verb::ManagePeople)?;
    mandate::Model {
        id: MandateId::new(),
        person_id: person,
        role: given.role.word().to_owned(),
        region_id: given.region,
        plan_id: given.plan,
        committee_id: given.committee,
        organisation_id: organisation,
        starts: given.starts,
        ends: given.ends,
    }
    .into_active_model()
    .insert(&**tx)
    .await?;
    Ok(())
}
