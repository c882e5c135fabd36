//! People, organisations and committees.
use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use super::model::{CommitteeEdit, CommitteeKind};
use crate::access::{Mandate, Permit, Role, Verb, store::mandate};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::{CommitteeId, MandateId, PersonId, PlanId};
use crate::plan::store::region;
use crate::text::fold;

mod manage;

pub use manage::{Committee, add, change, get, list, newest, of_region};

mod people;
pub use people::{
    Addressee, add_invented, add_person, addressee, claim, find_or_add_person, person_of, signing_in_with,
    with_address,
};

pub(crate) mod person {
    use sea_orm::entity::prelude::*;

    use crate::ids::PersonId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PersonId,
        pub name: String,
        pub name_key: String,
        /// An invented person: one may sign in as her with a click, in demonstration only.
        pub demonstration: bool,
        /// Where she can be written to, as she gave it.
        pub email: Option<String>,
        /// The same in lower case: an address is of one person.
        pub email_key: Option<String>,
        /// Whether she wants the fortnight's reminder.
        pub reminders: bool,
        pub reminded_at: Option<ChronoDateTimeUtc>,
        /// Whoever reads the directory sees her address.
        pub shows_email: bool,
        pub erased_at: Option<ChronoDateTimeUtc>,
        /// The platform's administrator closed her account: she does not sign in, and is not written to.
        pub suspended_at: Option<ChronoDateTimeUtc>,
        /// The last time that she signed in.
        pub signed_in_at: Option<ChronoDateTimeUtc>,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod organisation {
    use sea_orm::entity::prelude::*;

    use crate::ids::{OrganisationId, RegionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OrganisationId,
        pub region_id: RegionId,
        pub name: String,
        pub name_key: String,
        pub college: String,
        pub kind: String,
        /// Codes of departments, with commas.
        pub departments: String,
        pub contact: String,
        pub verified_on: Option<Date>,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod committee {
    use sea_orm::entity::prelude::*;

    use crate::ids::{CommitteeId, PlanId, RegionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "committee")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CommitteeId,
        pub region_id: RegionId,
        pub plan_id: PlanId,
        pub name: String,
        pub kind: String,
        /// Its perimeter.
        pub does: String,
        pub does_not: String,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A new committee of the permit's plan, as an import makes it.
///
/// # Errors
/// When the database fails, or the permit is another one.
pub async fn add_committee(
    tx: &Tx,
    permit: &Permit,
    name: &str,
    kind: CommitteeKind,
) -> Result<CommitteeId, AppError> {
    let named = CommitteeEdit { name: name.to_owned(), kind, does: String::new(), does_not: String::new() };
    manage::insert(tx, permit, permit.plan(Verb::ImportPlan)?, &named).await
}

/// A committee of a plan, by its name.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Named {
    pub id: CommitteeId,
    pub name: String,
}

/// The committees of a plan, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_plan(db: &impl ConnectionTrait, plan: PlanId) -> Result<Vec<Named>, AppError> {
    let rows = committee::Entity::find()
        .select_only()
        .columns([committee::Column::Id, committee::Column::Name])
        .filter(committee::Column::PlanId.eq(plan));
    let mut named = rows.into_model::<Named>().all(db).await?;
    named.sort_by_cached_key(|committee| fold(&committee.name)); // both databases in the same order
    Ok(named)
}

/// A person's name, and whether she is invented.
///
/// # Errors
/// `NotFound` when nobody has this identifier.
pub async fn get_person(db: &impl ConnectionTrait, id: PersonId) -> Result<(String, bool), AppError> {
    let row = person::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
    Ok((row.name, row.demonstration))
}

/// The names of these people: one query, none for nobody.
///
/// # Errors
/// When the database fails.
pub async fn names(
    db: &impl ConnectionTrait,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, String>, AppError> {
    let people: Vec<PersonId> = people.into_iter().collect();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = person::Entity::find().filter(person::Column::Id.is_in(people)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// An invented person and what she comes for, on the sign-in page of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemonstrationRole {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    /// Empty for the administrator of the platform.
    pub region: String,
    pub committee: Option<String>,
}

#[derive(FromQueryResult)]
struct RoleRow {
    id: PersonId,
    name: String,
    role: String,
    region: Option<String>,
    committee: Option<String>,
}

/// The invented people of whom somebody may take the role: the first of each role in each region, by region.
///
/// # Errors
/// When the database fails.
pub async fn demonstration_roles(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<Vec<DemonstrationRole>, AppError> {
    let rows = mandate::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::Name)
        .column(mandate::Column::Role)
        .column_as(region::Column::Name, "region")
        .column_as(committee::Column::Name, "committee")
        .join(JoinType::InnerJoin, mandate::Relation::Person.def())
        .join(JoinType::LeftJoin, mandate::Relation::Region.def())
        .join(JoinType::LeftJoin, mandate::Relation::Committee.def())
        .filter(person::Column::Demonstration.eq(true))
        .filter(person::Column::SuspendedAt.is_null())
        .filter(mandate::Column::Starts.lte(today))
        .filter(Condition::any().add(mandate::Column::Ends.is_null()).add(mandate::Column::Ends.gte(today)))
        .order_by_asc(mandate::Column::Id)
        .into_model::<RoleRow>()
        .all(db)
        .await?;
    let mut shown: Vec<DemonstrationRole> = Vec::new();
    for row in rows {
        let (Some(role), region) = (Role::from_word(&row.role), row.region.unwrap_or_default()) else {
            continue;
        };
        if !shown.iter().any(|s| s.region == region && (s.role == role || s.id == row.id)) {
            shown.push(DemonstrationRole {
                id: row.id,
                name: row.name,
                role,
                region,
                committee: row.committee,
            });
        }
    }
    // the platform's administrator, who is of no region, comes last
    shown.sort_by_key(|s| (s.region.is_empty(), fold(&s.region), s.role));
    Ok(shown)
}

/// A mandate as its holder reads it, with the names of what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMandate {
    pub id: MandateId,
    pub given: Mandate,
    pub committee: Option<String>,
    pub region: Option<String>,
    pub organisation: Option<String>,
}

#[derive(FromQueryResult)]
struct HeldRow {
    #[sea_orm(nested)]
    mandate: mandate::Model,
    committee: Option<String>,
    region: Option<String>,
    organisation: Option<String>,
}

/// All the mandates of a person, newest first, those that ended included.
///
/// # Errors
/// When the database fails.
pub async fn mandates(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<HeldMandate>, AppError> {
    Ok(mandates_of(db, [person]).await?.remove(&person).unwrap_or_default())
}

/// The same for each of these people: one query.
///
/// # Errors
/// When the database fails.
pub async fn mandates_of(
    db: &impl ConnectionTrait,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, Vec<HeldMandate>>, AppError> {
    let rows = mandate::Entity::find()
        .column_as(region::Column::Name, "region")
        .column_as(committee::Column::Name, "committee")
        .column_as(organisation::Column::Name, "organisation")
        .join(JoinType::LeftJoin, mandate::Relation::Region.def())
        .join(JoinType::LeftJoin, mandate::Relation::Committee.def())
        .join(JoinType::LeftJoin, mandate::Relation::Organisation.def())
        .filter(mandate::Column::PersonId.is_in(people))
        .order_by_desc(mandate::Column::Starts)
        .order_by_desc(mandate::Column::Id)
        .into_model::<HeldRow>()
        .all(db)
        .await?;
    let mut held: HashMap<PersonId, Vec<HeldMandate>> = HashMap::new();
    for HeldRow { mandate: row, committee, region, organisation } in rows {
        let given = Mandate {
            role: Role::stored(&row.role)?,
            region: row.region_id,
            plan: row.plan_id,
            committee: row.committee_id,
            starts: row.starts,
            ends: row.ends,
        };
        let mandate = HeldMandate { id: row.id, given, committee, region, organisation };
        held.entry(row.person_id).or_default().push(mandate);
    }
    Ok(held)
}

/// Whether this database holds invented people: then it is a demonstration.
///
/// # Errors
/// When the database fails.
pub async fn has_invented_people(db: &impl ConnectionTrait) -> Result<bool, AppError> {
    Ok(person::Entity::find().filter(person::Column::Demonstration.eq(true)).one(db).await?.is_some())
}
