//! Roles, mandates and places: the words in which rights are said (DOMAIN.md §2).
use std::sync::Arc;

use chrono::NaiveDate;

use crate::ids::{ActionSheetId, AskId, BalanceId, CommitteeId, OrganisationId, PersonId, PlanId, RegionId};
use crate::when;
use crate::words::words;

words! {
    /// What a mandate makes of a person.
    Role {
        Coordinator = "coordinator", "animation du plan";
        Support = "support", "assistance à maîtrise d’ouvrage";
        Pilot = "pilot", "pilote";
        CoPilot = "co_pilot", "co-pilote";
        Contributor = "contributor", "membre de comité";
        CouncilMember = "council_member", "membre du CROCT";
        CouncilChair = "council_chair", "présidence du CROCT";
        RelayContact = "relay_contact", "relais de diffusion";
        Admin = "admin", "administration de la plateforme";
    }
}

/// A role that a person holds, in a scope, from a day until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    pub role: Role,
    /// Absent for an administrator of the platform.
    pub region: Option<RegionId>,
    pub plan: Option<PlanId>,
    pub committee: Option<CommitteeId>,
    pub starts: NaiveDate,
    /// The last day, included.
    pub ends: Option<NaiveDate>,
}

impl Mandate {
    pub fn in_force(&self, today: NaiveDate) -> bool {
        self.starts <= today && self.ends.is_none_or(|last| today <= last)
    }

    /// Whether it was ended before its first day: nobody ever held it.
    pub fn is_withdrawn(&self) -> bool {
        self.ends.is_some_and(|last| last < self.starts)
    }

    /// « depuis le 1er mars 2026, jusqu’au 30 juin 2026 », or « prévu à partir du 1er mars 2026, retiré ».
    pub fn period(&self) -> String {
        let starts = when::date(self.starts);
        match self.ends {
            Some(_) if self.is_withdrawn() => format!("prévu à partir du {starts}, retiré"),
            Some(last) => format!("depuis le {starts}, jusqu’au {}", when::date(last)),
            None => format!("depuis le {starts}"),
        }
    }

    /// How near the mandate is to a place: its own, its region, or elsewhere.
    pub fn reach(&self, place: &Place) -> Reach {
        if self.region != Some(place.region) {
            return Reach::Elsewhere;
        }
        let plan = self.plan.is_none_or(|plan| plan == place.plan);
        let committee = self.committee.is_none_or(|own| Some(own) == place.committee);
        if plan && committee { Reach::Own } else { Reach::SameRegion }
    }
}

words! {
    /// The distance from a mandate to the object of an act.
    Reach {
        Own = "own", "le sien";
        SameRegion = "same_region", "même région";
        Elsewhere = "elsewhere", "autre région";
    }
}

/// Where an object stands, and which it is: all that a right depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub region: RegionId,
    pub plan: PlanId,
    pub committee: Option<CommitteeId>,
    pub subject: Subject,
}

impl Place {
    /// A whole region: its people, its plans.
    pub fn region(region: RegionId) -> Self {
        Self { region, plan: PlanId::default(), committee: None, subject: Subject::Region(region) }
    }

    /// What a mandate is held on: a region, one of its plans, one of its committees. The act is on the region's people.
    pub fn seat(region: RegionId, plan: Option<PlanId>, committee: Option<CommitteeId>) -> Self {
        Self { plan: plan.unwrap_or_default(), committee, ..Self::region(region) }
    }

    /// The platform itself, which is of no region.
    pub fn platform() -> Self {
        Self { subject: Subject::Platform, ..Self::region(RegionId::default()) }
    }

    /// A plan of a region.
    pub fn plan(region: RegionId, plan: PlanId) -> Self {
        Self { region, plan, committee: None, subject: Subject::Plan(plan) }
    }
}

/// The object of an act, as permits and the history name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Platform,
    Region(RegionId),
    Plan(PlanId),
    Sheet(ActionSheetId),
    /// Only the history names these: the act is on their region or plan.
    Committee(CommitteeId),
    Organisation(OrganisationId),
    Person(PersonId),
    /// A request for support, in the history: its permits are on its sheet.
    Ask(AskId),
    Balance(BalanceId),
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Nobody,
    /// A person, with the mandates that are in force today.
    Person { id: PersonId, name: String, mandates: Arc<[Mandate]> },
    /// A job, a command or the demonstration; the word says which.
    System(&'static str),
}
