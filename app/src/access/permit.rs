//! Permits: the proof that an act was allowed, which every writing function of a store asks for.
use chrono::NaiveDate;

use super::model::{Actor, Place, Reach, Subject};
use super::policy::{Verb, allows};
use crate::error::AppError;
use crate::ids::{ActionSheetId, BalanceId, CommitteeId, PersonId, PlanId, RegionId};

/// The right to do one thing to one object, and who does it. Only [`Actor::may`] makes one.
#[derive(Clone, Debug)]
pub struct Permit {
    verb: Verb,
    place: Place,
    by: Signature,
}

/// Who signs: a person, or nobody with the name of the system's part that acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub person: Option<PersonId>,
    pub name: String,
}

/// What the lists of one plan may show. Only [`Actor::scope`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    plan: PlanId,
    drafts: Drafts,
}

/// Which sheets that are not adopted yet a list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drafts {
    All,
    OfCommittees(Vec<CommitteeId>),
}

impl Scope {
    pub fn plan(&self) -> PlanId {
        self.plan
    }
    pub fn drafts(&self) -> &Drafts {
        &self.drafts
    }
}

impl Permit {
    /// The sheet on which this act is allowed.
    ///
    /// # Errors
    /// `Internal`, in the log, when the permit is for something else: a caller took the wrong one.
    pub fn sheet(&self, verb: Verb) -> Result<ActionSheetId, AppError> {
        match self.place.subject {
            Subject::Sheet(id) if self.verb == verb => Ok(id),
            _ => Err(self.misused(verb)),
        }
    }

    /// The plan on which this act is allowed.
    ///
    /// # Errors
    /// As `sheet`.
    pub fn plan(&self, verb: Verb) -> Result<PlanId, AppError> {
        match self.place.subject {
            Subject::Plan(id) if self.verb == verb => Ok(id),
            _ => Err(self.misused(verb)),
        }
    }

    /// The region in which this act is allowed.
    ///
    /// # Errors
    /// As `sheet`.
    pub fn region_for(&self, verb: Verb) -> Result<RegionId, AppError> {
        match self.place.subject {
            Subject::Region(id) if self.verb == verb => Ok(id),
            _ => Err(self.misused(verb)),
        }
    }

    /// Whether this act is allowed on the platform itself.
    ///
    /// # Errors
    /// As `sheet`.
    pub fn platform(&self, verb: Verb) -> Result<(), AppError> {
        match self.place.subject {
            Subject::Platform if self.verb == verb => Ok(()),
            _ => Err(self.misused(verb)),
        }
    }

    /// The balance on which this act is allowed.
    ///
    /// # Errors
    /// As `sheet`.
    pub fn balance(&self, verb: Verb) -> Result<BalanceId, AppError> {
        match self.place.subject {
            Subject::Balance(id) if self.verb == verb => Ok(id),
            _ => Err(self.misused(verb)),
        }
    }

    /// The same act on a balance that was just begun on the sheet: a balance is written with the right on its sheet.
    ///
    /// # Errors
    /// As `sheet`, when the balance is not of that sheet.
    pub fn on_balance(&self, place: &Place) -> Result<Self, AppError> {
        self.sheet(Verb::EditBalance)?;
        match place.subject {
            Subject::Balance(_) if (Place { subject: self.place.subject, ..*place }) == self.place => {
                Ok(Self { place: *place, ..self.clone() })
            }
            _ => Err(self.misused(Verb::EditBalance)),
        }
    }

    fn misused(&self, verb: Verb) -> AppError {
        tracing::error!(permit = ?self, wanted = ?verb, "a permit for another act");
        AppError::Internal
    }

    pub fn verb(&self) -> Verb {
        self.verb
    }
    pub fn subject(&self) -> Subject {
        self.place.subject
    }
    /// The committee for which the act is allowed, if it is one's.
    pub fn committee(&self) -> Option<CommitteeId> {
        self.place.committee
    }
    pub fn region(&self) -> RegionId {
        self.place.region
    }
    pub fn by(&self) -> &Signature {
        &self.by
    }
}

impl Actor {
    /// The permit for an act on an object that the actor can already see.
    ///
    /// # Errors
    /// `Unauthenticated` for nobody, `Forbidden` when no mandate in force allows it.
    pub fn may(&self, verb: Verb, place: Place) -> Result<Permit, AppError> {
        if *self == Self::Nobody {
            return Err(AppError::Unauthenticated);
        }
        if !self.can(verb, &place) {
            return Err(AppError::Forbidden(format!(
                "Vos mandats en cours ne vous le permettent pas ({}). Demandez-le à l’animation du plan.",
                verb.label()
            )));
        }
        Ok(Permit { verb, place, by: self.signature() })
    }

    /// The permit for an act on the platform; for those who have none there is nothing to see.
    ///
    /// # Errors
    /// `Unauthenticated` for nobody, `NotFound` when no mandate in force allows it.
    pub fn may_on_platform(&self, verb: Verb) -> Result<Permit, AppError> {
        self.may(verb, Place::platform()).map_err(|error| match error {
            AppError::Forbidden(_) => AppError::NotFound,
            error => error,
        })
    }

    /// Whether to offer the act on a page.
    pub fn can(&self, verb: Verb, place: &Place) -> bool {
        match self {
            Self::Nobody => false,
            Self::System(_) => true,
            Self::Person { mandates, .. } => mandates.iter().any(|m| allows(verb, m.role, m.reach(place))),
        }
    }

    /// Whether a mandate on a whole region allows the act there: what the menu offers, which knows no plan.
    pub fn can_in_region(&self, verb: Verb) -> bool {
        let whole = |m: &super::Mandate| m.region.is_some() && m.plan.is_none() && m.committee.is_none();
        match self {
            Self::Nobody | Self::System(_) => false,
            Self::Person { mandates, .. } => {
                mandates.iter().any(|m| whole(m) && allows(verb, m.role, Reach::Own))
            }
        }
    }

    /// What the lists of a plan may show to this actor.
    ///
    /// # Errors
    /// `NotFound` when nothing of it.
    pub fn scope(&self, place: &Place) -> Result<Scope, AppError> {
        let drafts = if self.can(Verb::SeeDraft, &Place { committee: None, ..*place }) {
            Drafts::All
        } else if self.can(Verb::SeePlan, place) {
            Drafts::OfCommittees(self.committees(Verb::SeeDraft))
        } else {
            return Err(AppError::NotFound);
        };
        Ok(Scope { plan: place.plan, drafts })
    }

    /// The committees in which a mandate of theirs allows the act.
    pub fn committees(&self, verb: Verb) -> Vec<CommitteeId> {
        self.entrusted(verb).filter_map(|m| m.committee).collect()
    }

    /// The regions where a mandate beyond one committee, which may be of one plan, allows the act.
    pub fn regions(&self, verb: Verb) -> Vec<RegionId> {
        self.entrusted(verb).filter(|m| m.committee.is_none()).filter_map(|m| m.region).collect()
    }

    fn entrusted(&self, verb: Verb) -> impl Iterator<Item = &super::Mandate> {
        self.mandates().iter().filter(move |m| allows(verb, m.role, Reach::Own))
    }

    /// The mandates in force, of a person.
    pub fn mandates(&self) -> &[super::Mandate] {
        match self {
            Self::Person { mandates, .. } => mandates,
            Self::Nobody | Self::System(_) => &[],
        }
    }

    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { id, .. } => Some(*id),
            Self::Nobody | Self::System(_) => None,
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Nobody => "",
            Self::Person { name, .. } => name,
            Self::System(reason) => reason,
        }
    }

    fn signature(&self) -> Signature {
        Signature { person: self.person(), name: self.name().to_owned() }
    }

    /// A person with the mandates that are in force on that day.
    pub fn signed_in(id: PersonId, name: String, mandates: Vec<super::Mandate>, today: NaiveDate) -> Self {
        Self::Person { id, name, mandates: mandates.into_iter().filter(|m| m.in_force(today)).collect() }
    }
}
