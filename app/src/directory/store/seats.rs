//! Mandates with the names of those who hold them, for the pages that say who does what.
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait,
};

use crate::access::{Mandate, Place, Role, store::mandate};
use crate::committee::model::College;
use crate::committee::store::{committee, organisation, person};
use crate::error::AppError;
use crate::ids::{CommitteeId, MandateId, OrganisationId, PersonId, PlanId, RegionId};

/// A mandate and its holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub id: MandateId,
    pub version: i32,
    pub person: PersonId,
    pub name: String,
    pub given: Mandate,
    /// The mandate that it takes over from.
    pub succeeds: Option<MandateId>,
    pub committee: Option<String>,
    /// Its own plan, or its committee's.
    pub plan: Option<PlanId>,
    pub organisation: Option<(OrganisationId, String)>,
    pub college: Option<College>,
}

impl Seat {
    /// Where the mandate is held, for the right to give or end it.
    pub fn place(&self, region: RegionId) -> Place {
        Place::seat(region, self.plan, self.given.committee)
    }

    /// Whether it counts on that day, or will.
    pub fn is_coming_or_here(&self, today: NaiveDate) -> bool {
        !self.given.is_withdrawn() && self.given.ends.is_none_or(|last| today <= last)
    }
}

#[derive(FromQueryResult)]
struct SeatRow {
    #[sea_orm(nested)]
    mandate: mandate::Model,
    name: String,
    committee: Option<String>,
    committee_plan: Option<PlanId>,
    organisation: Option<String>,
    college: Option<String>,
}

impl TryFrom<SeatRow> for Seat {
    type Error = AppError;
    fn try_from(row: SeatRow) -> Result<Self, AppError> {
        let m = row.mandate;
        Ok(Self {
            given: Mandate {
                role: Role::stored(&m.role)?,
                region: m.region_id,
                plan: m.plan_id,
                committee: m.committee_id,
                starts: m.starts,
                ends: m.ends,
            },
            id: m.id,
            version: m.version,
            person: m.person_id,
            name: row.name,
            succeeds: m.succeeds,
            committee: row.committee,
            plan: m.plan_id.or(row.committee_plan),
            organisation: m.organisation_id.zip(row.organisation),
            college: row.college.map(|word| College::stored(&word)).transpose()?,
        })
    }
}

/// Whose mandates are asked.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    Committee(CommitteeId),
    Organisation(OrganisationId),
    Person(PersonId),
    People(&'a [PersonId]),
    Mandate(MandateId),
    /// Of the coordinators whose account is not suspended.
    Coordinators,
}

/// These mandates of a region, those that ended before `since` left out, by role then by name: one query.
///
/// # Errors
/// When the database fails.
pub async fn seats(
    db: &impl ConnectionTrait,
    region: RegionId,
    which: Which<'_>,
    since: Option<NaiveDate>,
) -> Result<Vec<Seat>, AppError> {
    use mandate::Column as M;
    let which = match which {
        Which::Committee(id) => M::CommitteeId.eq(id),
        Which::Organisation(id) => M::OrganisationId.eq(id),
        Which::Person(id) => M::PersonId.eq(id),
        Which::People(ids) => M::PersonId.is_in(ids.iter().copied()),
        Which::Mandate(id) => M::Id.eq(id),
        Which::Coordinators => {
            M::Role.eq(Role::Coordinator.word()).and(person::Column::SuspendedAt.is_null())
        }
    };
    let lasting = since
        .map_or_else(Condition::all, |day| Condition::any().add(M::Ends.is_null()).add(M::Ends.gte(day)));
    let rows = mandate::Entity::find()
        .column(person::Column::Name)
        .column_as(committee::Column::Name, "committee")
        .column_as(committee::Column::PlanId, "committee_plan")
        .column_as(organisation::Column::Name, "organisation")
        .column(organisation::Column::College)
        .join(JoinType::InnerJoin, mandate::Relation::Person.def())
        .join(JoinType::LeftJoin, mandate::Relation::Committee.def())
        .join(JoinType::LeftJoin, mandate::Relation::Organisation.def())
        .filter(M::RegionId.eq(region))
        .filter(which)
        .filter(lasting)
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(M::Id)
        .into_model::<SeatRow>()
        .all(db)
        .await?;
    let mut seats = rows.into_iter().map(Seat::try_from).collect::<Result<Vec<_>, _>>()?;
    seats.sort_by_key(|seat| seat.given.role);
    Ok(seats)
}
