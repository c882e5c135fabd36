//! The forms that give a mandate, end it, hand it over.
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::name;
use crate::access::Role;
use crate::committee::model::Email;
use crate::error::{AppError, FieldError};
use crate::ids::{CommitteeId, FormKey, MandateId, OrganisationId, PersonId, PlanId, RegionId};
use crate::text::{fold, of};
use crate::vague::When;
use crate::words::words;

/// What a mandate is held on, as the form says it: `region`, `plan:…`, `comite:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Region,
    Plan(PlanId),
    Committee(CommitteeId),
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Region => f.write_str("region"),
            Self::Plan(id) => write!(f, "plan:{id}"),
            Self::Committee(id) => write!(f, "comite:{id}"),
        }
    }
}

impl FromStr for Held {
    type Err = AppError;
    fn from_str(text: &str) -> Result<Self, AppError> {
        match text.split_once(':') {
            None if text == "region" => Ok(Self::Region),
            Some(("plan", id)) => id.parse().map(Self::Plan).map_err(|_| AppError::Unreadable),
            Some(("comite", id)) => id.parse().map(Self::Committee).map_err(|_| AppError::Unreadable),
            _ => Err(AppError::Unreadable),
        }
    }
}

/// The roles that a coordinator gives: those of the platform are the installation's.
pub const GIVEN: [Role; 8] = [
    Role::Pilot,
    Role::CoPilot,
    Role::Contributor,
    Role::Coordinator,
    Role::Support,
    Role::CouncilMember,
    Role::CouncilChair,
    Role::RelayContact,
];

/// What is wrong with holding this role there; `None` when it suits.
pub fn misplaced(role: Role, held: Held) -> Option<&'static str> {
    match (role, held) {
        (Role::Pilot | Role::CoPilot | Role::Contributor, Held::Committee(_))
        | (Role::Coordinator | Role::Support, Held::Region | Held::Plan(_))
        | (Role::CouncilMember | Role::CouncilChair | Role::RelayContact, Held::Region) => None,
        (Role::Pilot | Role::CoPilot | Role::Contributor, Held::Region | Held::Plan(_)) => {
            Some("Ce rôle se tient dans un comité : choisissez lequel.")
        }
        (Role::Coordinator | Role::Support, Held::Committee(_)) => {
            Some("Ce rôle se tient sur un plan ou sur toute la région : choisissez l’un ou l’autre.")
        }
        (
            Role::CouncilMember | Role::CouncilChair | Role::RelayContact,
            Held::Plan(_) | Held::Committee(_),
        ) => Some("Ce rôle se tient sur toute la région : choisissez-la."),
        (Role::Admin, _) => Some("Ce rôle n’est pas donné par l’animation d’un plan."),
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MandateForm {
    pub key: FormKey,
    pub page: String,
    pub region: RegionId,
    /// Somebody of the directory; absent when she is invited by the name and address below.
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub role: String,
    pub place: String,
    pub organisation: String,
    pub starts: String,
    pub ends: String,
}

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    Known(PersonId),
    Invited { name: String, email: Email },
}

impl Whom {
    /// What was done, and to whom an invitation goes: said when the address is that of somebody of another name.
    pub fn told(&self, done: &str, name: &str) -> String {
        let whose = match self {
            Self::Known(_) => return done.to_owned(),
            Self::Invited { name: typed, .. } if fold(typed) == fold(name) => String::new(),
            Self::Invited { .. } => format!(", qui est celle {}", of(name)),
        };
        format!("{done} Une invitation part à l’adresse que vous avez donnée{whose}.")
    }
}

/// What a checked form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MandateEdit {
    pub whom: Whom,
    pub role: Role,
    pub held: Held,
    pub organisation: Option<OrganisationId>,
    pub starts: NaiveDate,
    pub ends: Option<NaiveDate>,
}

impl MandateForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self, today: NaiveDate) -> Result<MandateEdit, AppError> {
        let mut errors = Vec::new();
        let whom = whom(self.person, &self.name, &self.email, &mut errors);
        let role = Role::from_word(&self.role).filter(|role| GIVEN.contains(role));
        if role.is_none() {
            errors.push(FieldError::new("role", "Choisissez le rôle."));
        }
        let held = self.place.parse::<Held>().ok();
        match (role, held) {
            (_, None) => errors.push(FieldError::new("place", "Choisissez où ce rôle se tient.")),
            (Some(role), Some(held)) => {
                errors.extend(misplaced(role, held).map(|why| FieldError::new("place", why)));
            }
            (None, Some(_)) => {}
        }
        let organisation = organisation(&self.organisation, &mut errors);
        let starts = day("starts", &self.starts, &mut errors);
        if starts.is_none() && self.starts.trim().is_empty() {
            errors.push(FieldError::new("starts", "Dites depuis quel jour."));
        }
        let ends = day("ends", &self.ends, &mut errors);
        if let (Some(starts), Some(ends)) = (starts, ends)
            && ends < starts
        {
            errors.push(FieldError::new(
                "ends",
                "Le dernier jour vient avant le premier : corrigez l’un ou l’autre.",
            ));
        } else if ends.is_some_and(|ends| ends < today) {
            let message = "Ce dernier jour est déjà passé : ce rôle n’ouvrirait rien. Donnez un jour à venir, ou laissez vide.";
            errors.push(FieldError::new("ends", message));
        }
        match (whom, role, held, starts) {
            (Some(whom), Some(role), Some(held), Some(starts)) if errors.is_empty() => {
                Ok(MandateEdit { whom, role, held, organisation, starts, ends })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// Somebody of the directory, or a name and an address.
fn whom(person: PersonId, typed: &str, email: &str, errors: &mut Vec<FieldError>) -> Option<Whom> {
    if person != PersonId::default() {
        return Some(Whom::Known(person));
    }
    let name = name("name", typed, "Écrivez son prénom et son nom.", errors);
    let email = email.parse::<Email>().map_err(|e| errors.push(FieldError::new("email", e.to_string()))).ok();
    name.zip(email).map(|(name, email)| Whom::Invited { name, email })
}

/// The organisation that was chosen; none is an answer.
fn organisation(chosen: &str, errors: &mut Vec<FieldError>) -> Option<OrganisationId> {
    let parsed = (!chosen.is_empty()).then(|| chosen.parse::<OrganisationId>()).transpose();
    parsed.unwrap_or_else(|_| {
        errors.push(FieldError::new("organisation", "Choisissez une structure de la liste."));
        None
    })
}

/// A day as a browser sends it, or as one types it; `None` when empty, or wrong with an error.
fn day(field: &str, typed: &str, errors: &mut Vec<FieldError>) -> Option<NaiveDate> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let said = typed.parse::<NaiveDate>().ok().or_else(|| {
        let (first, last) = typed.parse::<When>().ok()?.days();
        (first == last).then_some(first)
    });
    if said.is_none() {
        errors.push(FieldError::new(field, "Ce jour ne se lit pas. Écrivez par exemple 30/06/2026."));
    }
    said
}

words! {
    /// When a mandate ends.
    Ending {
        Now = "now", "tout de suite";
        Day = "day", "à la fin d’un jour choisi";
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndForm {
    pub key: FormKey,
    pub page: String,
    pub region: RegionId,
    pub mandate: MandateId,
    pub version: i32,
    pub ending: String,
    pub last: String,
}

impl EndForm {
    /// The last day of the mandate.
    ///
    /// # Errors
    /// `Invalid` without an answer, for a day beside « tout de suite », or for a day that is past: what was done under the
    /// mandate stays done under it.
    pub fn check(&self, today: NaiveDate) -> Result<NaiveDate, AppError> {
        let mut errors = Vec::new();
        let last = match Ending::from_word(&self.ending) {
            Some(Ending::Now) if !self.last.trim().is_empty() => {
                errors.push(FieldError::new(
                    "last",
                    "Vous avez écrit un dernier jour : choisissez « À la fin d’un jour choisi », ou effacez-le.",
                ));
                None
            }
            Some(Ending::Now) => today.checked_sub_days(Days::new(1)),
            Some(Ending::Day) => {
                let last = day("last", &self.last, &mut errors);
                if last.is_none() && errors.is_empty() {
                    errors.push(FieldError::new("last", "Dites quel sera le dernier jour."));
                }
                if last.is_some_and(|last| last < today) {
                    errors.push(FieldError::new(
                        "last",
                        "Ce jour est passé : choisissez aujourd’hui ou plus tard, ou « tout de suite ».",
                    ));
                }
                last
            }
            None => {
                errors.push(FieldError::new("ending", "Dites quand ce mandat se termine."));
                None
            }
        };
        last.filter(|_| errors.is_empty()).ok_or(AppError::Invalid(errors))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandoverForm {
    pub key: FormKey,
    pub page: String,
    pub region: RegionId,
    /// The outgoing one.
    pub mandate: MandateId,
    pub version: i32,
    /// Somebody of the directory; empty when she is invited by the name and address below.
    pub successor: String,
    pub name: String,
    pub email: String,
    pub organisation: String,
    pub starts: String,
    pub last: String,
}

/// What a checked handover says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverEdit {
    pub whom: Whom,
    pub organisation: Option<OrganisationId>,
    /// The first day of who takes over; from then on, both have the rights.
    pub starts: NaiveDate,
    /// The last day of who leaves.
    pub last: NaiveDate,
}

impl HandoverForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self, today: NaiveDate) -> Result<HandoverEdit, AppError> {
        let mut errors = Vec::new();
        let known = self.successor.parse::<PersonId>().unwrap_or_default();
        let nobody = [&self.successor, &self.name, &self.email].iter().all(|typed| typed.trim().is_empty());
        let whom = if nobody {
            let message = "Choisissez qui prend la suite, ou donnez son nom et son adresse.";
            errors.push(FieldError::new("name", message));
            None
        } else {
            whom(known, &self.name, &self.email, &mut errors)
        };
        let organisation = organisation(&self.organisation, &mut errors);
        let mut needed = |field: &str, typed: &str, ask: &str| {
            let said = day(field, typed, &mut errors);
            if said.is_none() && typed.trim().is_empty() {
                errors.push(FieldError::new(field, ask));
            }
            said
        };
        let starts = needed("starts", &self.starts, "Dites à partir de quel jour.");
        let last = needed("last", &self.last, "Dites jusqu’à quel jour.");
        if last.is_some_and(|last| last < today) {
            errors.push(FieldError::new("last", "Ce jour est passé : choisissez aujourd’hui ou plus tard."));
        }
        if let (Some(starts), Some(last)) = (starts, last)
            && last < starts
        {
            errors.push(FieldError::new(
                "last",
                "Pour un tuilage, qui part reste au moins jusqu’au premier jour de qui arrive : reculez ce jour.",
            ));
        }
        match (whom, starts, last) {
            (Some(whom), Some(starts), Some(last)) if errors.is_empty() => {
                Ok(HandoverEdit { whom, organisation, starts, last })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
