//! Mandates: read at each request, given and ended by coordinators.
use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult,
    IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    sea_query::{Expr, IntoColumnRef, Query, SimpleExpr},
};

use super::model::Reach;
use super::policy::allows;
use super::{Mandate, Permit, Place, Role, Verb};
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
        /// The mandate that this one takes over from.
        pub succeeds: Option<MandateId>,
        pub version: i32,
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
        .add(in_force(today))
}

/// The mandates in force on that day, as a condition of a query.
fn in_force(today: NaiveDate) -> Condition {
    Condition::all()
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

/// Somebody whose mandate allows an act.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Holder {
    pub id: PersonId,
    pub name: String,
    /// In whose name she holds the mandate.
    pub organisation: Option<String>,
}

/// The people of the region who have a mandate in force that day that allows this on a place, and an account that is not
/// suspended: each once, by name.
///
/// # Errors
/// When the database fails.
pub async fn who_may(
    db: &impl ConnectionTrait,
    verb: Verb,
    place: &Place,
    today: NaiveDate,
) -> Result<Vec<Holder>, AppError> {
    let roles = |reach: Reach| {
        Role::ALL.iter().copied().filter(|role| allows(verb, *role, reach)).collect::<Vec<Role>>()
    };
    holding(db, (&roles(Reach::Own), &roles(Reach::SameRegion)), place, today).await
}

/// The people who hold one of these roles on a place that day, with an account that is not suspended.
///
/// # Errors
/// When the database fails.
pub async fn who_holds(
    db: &impl ConnectionTrait,
    roles: &[Role],
    place: &Place,
    today: NaiveDate,
) -> Result<Vec<Holder>, AppError> {
    holding(db, (roles, &[]), place, today).await
}

/// Who holds one of the first roles on the place itself, or one of the second anywhere in its region.
async fn holding(
    db: &impl ConnectionTrait,
    (own, around): (&[Role], &[Role]),
    place: &Place,
    today: NaiveDate,
) -> Result<Vec<Holder>, AppError> {
    use mandate::Column as C;
    let words = |roles: &[Role]| roles.iter().map(|role| role.word()).collect::<Vec<_>>();
    let committee = Condition::any().add(C::CommitteeId.is_null());
    let committee = match place.committee {
        Some(own) => committee.add(C::CommitteeId.eq(own)),
        None => committee,
    };
    let here = Condition::all()
        .add(C::Role.is_in(words(own)))
        .add(Condition::any().add(C::PlanId.is_null()).add(C::PlanId.eq(place.plan)))
        .add(committee);
    let rows = mandate::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name, person::Column::NameKey])
        .column_as(organisation::Column::Name, "organisation")
        .distinct()
        .join(JoinType::InnerJoin, mandate::Relation::Person.def())
        .join(JoinType::LeftJoin, mandate::Relation::Organisation.def())
        .filter(C::RegionId.eq(place.region))
        .filter(Condition::any().add(here).add(C::Role.is_in(words(around))))
        .filter(in_force(today))
        .filter(person::Column::SuspendedAt.is_null())
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .into_model::<Holder>();
    let mut holders = rows.all(db).await?;
    holders.dedup_by_key(|holder| holder.id); // she may hold several mandates
    Ok(holders)
}

/// That somebody still administers the platform when this person no more does, with an account that is not suspended.
/// Two who suspend each other at the same time leave one of them.
///
/// # Errors
/// `Invalid` when nobody would.
pub async fn check_administered(tx: &Tx, without: PersonId, today: NaiveDate) -> Result<(), AppError> {
    tx.alone("administrators").await?;
    let administrators = mandate::Entity::find()
        .select_only()
        .column(mandate::Column::PersonId)
        .join(JoinType::InnerJoin, mandate::Relation::Person.def())
        .filter(mandate::Column::Role.eq(Role::Admin.word()))
        .filter(person::Column::SuspendedAt.is_null())
        .filter(in_force(today))
        .into_tuple::<PersonId>()
        .all(&**tx)
        .await?;
    if administrators.is_empty() || administrators.iter().any(|id| *id != without) {
        return Ok(());
    }
    Err(AppError::field(
        "",
        "Personne d’autre n’administrerait la plateforme : invitez d’abord quelqu’un par la commande « prisme invite ».",
    ))
}

/// That nobody of this column may do this any more in the region of that one, on that day, or that her account is
/// suspended: a condition of a query.
pub(crate) fn may_no_more(
    (who, region): (impl IntoColumnRef, impl IntoColumnRef),
    verb: Verb,
    today: NaiveDate,
) -> SimpleExpr {
    use mandate::Column as C;
    let roles = Role::ALL.iter().filter(|role| allows(verb, **role, Reach::Own)).map(|role| role.word());
    let held = Query::select()
        .expr(Expr::val(1))
        .from(mandate::Entity)
        .inner_join(
            person::Entity,
            Expr::col((mandate::Entity, C::PersonId)).equals((person::Entity, person::Column::Id)),
        )
        .and_where(person::Column::SuspendedAt.is_null())
        .and_where(Expr::col((mandate::Entity, C::PersonId)).equals(who))
        .and_where(Expr::col((mandate::Entity, C::RegionId)).equals(region))
        .and_where(C::Role.is_in(roles))
        .cond_where(in_force(today))
        .to_owned();
    Expr::exists(held).not()
}

/// Gives a mandate.
///
/// # Errors
/// When the database fails, or the permit is for another place.
pub async fn give(
    tx: &Tx,
    permit: &Permit,
    person: PersonId,
    organisation: Option<OrganisationId>,
    given: Mandate,
) -> Result<MandateId, AppError> {
    give_after(tx, permit, person, organisation, given, None).await
}

/// Gives a mandate that takes over from another one, or from none.
///
/// # Errors
/// As `give`.
pub async fn give_after(
    tx: &Tx,
    permit: &Permit,
    person: PersonId,
    organisation: Option<OrganisationId>,
    given: Mandate,
    succeeds: Option<MandateId>,
) -> Result<MandateId, AppError> {
    let region = permit.region_for(Verb::ManagePeople)?;
    // the platform's administrators are of no region: only the installation names them
    let elsewhere = given.region.is_some_and(|own| own != region);
    if elsewhere || (given.region.is_none() && permit.by().person.is_some()) {
        return Err(AppError::Internal);
    }
    let row = mandate::Model {
        id: MandateId::new(),
        person_id: person,
        role: given.role.word().to_owned(),
        region_id: given.region,
        plan_id: given.plan,
        committee_id: given.committee,
        organisation_id: organisation,
        starts: given.starts,
        ends: given.ends,
        succeeds,
        version: 1,
    };
    let id = row.id;
    row.into_active_model().insert(&**tx).await?;
    Ok(id)
}

/// Ends every mandate of a person that would last longer.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &Tx, person: PersonId, last: NaiveDate) -> Result<(), AppError> {
    let longer = Condition::any().add(mandate::Column::Ends.is_null()).add(mandate::Column::Ends.gt(last));
    mandate::Entity::update_many()
        .col_expr(mandate::Column::Ends, Expr::value(last))
        .col_expr(mandate::Column::Version, Expr::col(mandate::Column::Version).add(1))
        .filter(mandate::Column::PersonId.eq(person))
        .filter(longer)
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Fixes the last day of a mandate, over the version that was read.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile.
pub async fn end(
    tx: &Tx,
    permit: &Permit,
    (id, read): (MandateId, i32),
    last: NaiveDate,
) -> Result<(), AppError> {
    let region = permit.region_for(Verb::ManagePeople)?;
    let ended = mandate::Entity::update_many()
        .col_expr(mandate::Column::Ends, Expr::value(last))
        .col_expr(mandate::Column::Version, Expr::value(read + 1))
        .filter(mandate::Column::Id.eq(id))
        .filter(mandate::Column::RegionId.eq(region))
        .filter(mandate::Column::Version.eq(read))
        .exec(&**tx)
        .await?;
    if ended.rows_affected == 0 { Err(AppError::Stale) } else { Ok(()) }
}
