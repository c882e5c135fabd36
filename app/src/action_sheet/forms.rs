//! What the forms about a sheet as a whole ask: proposing one, its title, its phase, its life cycle.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::life::{Phase, Step, StepWord};
use super::model::{LONGEST_BODY, LONGEST_REASON, LONGEST_TITLE};
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, CommitteeId, FormKey, PlanId};
use crate::plan::model::{AxisKey, axis_of_word};
use crate::text::{clean, one_line};

/// The form that proposes an emergent sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmergentForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    pub title: String,
    pub stake: String,
    /// The word of an axis, or of « sans axe ».
    pub axis: String,
    /// The identifier of a committee; empty while none is chosen.
    pub committee: String,
}

/// What a checked form of an emergent sheet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergent {
    pub title: String,
    pub stake: String,
    pub axis: Option<AxisKey>,
    pub committee: CommitteeId,
}

impl EmergentForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<Emergent, AppError> {
        let mut errors = Vec::new();
        let title = title_of(&self.title, &mut errors);
        let stake = clean(&self.stake);
        if stake.is_empty() {
            errors.push(FieldError::new(
                "stake",
                "Dites pourquoi cette action, en une phrase au moins : le conseil en décidera.",
            ));
        }
        let length = stake.chars().count();
        if length > LONGEST_BODY {
            errors.push(too_long("stake", "Ce texte", length, LONGEST_BODY));
        }
        let axis = axis_of_word(&self.axis);
        if axis.is_none() {
            errors.push(FieldError::new("axis", "Choisissez un axe du plan, ou « Sans axe »."));
        }
        let committee = self.committee.parse::<CommitteeId>().ok();
        if committee.is_none() {
            errors.push(FieldError::new("committee", "Choisissez le comité qui porterait l’action."));
        }
        match (axis, committee) {
            (Some(axis), Some(committee)) if errors.is_empty() => {
                Ok(Emergent { title, stake, axis, committee })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// A title as it is kept, on one line.
fn title_of(typed: &str, errors: &mut Vec<FieldError>) -> String {
    let title = one_line(typed);
    let length = title.chars().count();
    if title.is_empty() {
        errors.push(FieldError::new("title", "Donnez un intitulé : ce que fait l’action, en une phrase."));
    } else if length > LONGEST_TITLE {
        errors.push(too_long("title", "L’intitulé", length, LONGEST_TITLE));
    }
    title
}

/// The form that corrects the title of a sheet, until its adoption.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TitleForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// The version of the sheet that was read.
    pub version: i32,
    pub title: String,
}

impl TitleForm {
    /// The title.
    ///
    /// # Errors
    /// `Invalid` when there is none, or when it is too long.
    pub fn check(&self) -> Result<String, AppError> {
        let mut errors = Vec::new();
        let title = title_of(&self.title, &mut errors);
        if errors.is_empty() { Ok(title) } else { Err(AppError::Invalid(errors)) }
    }
}

/// The form of the phase of a running action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhaseForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// The version of the sheet that was read.
    pub version: i32,
    pub phase: String,
}

impl PhaseForm {
    /// The phase that was chosen.
    ///
    /// # Errors
    /// `Invalid` when none was.
    pub fn check(&self) -> Result<Phase, AppError> {
        Phase::from_word(&self.phase)
            .ok_or_else(|| AppError::field("phase", "Choisissez l’une des trois phases."))
    }
}

/// The form of a move in the life cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub version: i32,
    pub step: String,
    pub reason: String,
    /// ISO date, or empty.
    pub until: String,
}

impl MoveForm {
    /// The move that the form asks.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a move that does not exist.
    pub fn check(&self, today: NaiveDate) -> Result<Step, AppError> {
        let word = StepWord::from_word(&self.step).ok_or(AppError::Unreadable)?;
        let mut errors = Vec::new();
        let reason = clean(&self.reason);
        if word.asks_why() && reason.is_empty() {
            errors.push(FieldError::new(
                "reason",
                "Dites pourquoi, en une phrase : elle sera lue dans le tableau du CROCT.",
            ));
        }
        let length = reason.chars().count();
        if length > LONGEST_REASON {
            errors.push(too_long("reason", "Le motif", length, LONGEST_REASON));
        }
        let until = match self.until.trim() {
            "" => None,
            said => match said
                .parse::<NaiveDate>()
                .ok()
                .or_else(|| NaiveDate::parse_from_str(said, "%d/%m/%Y").ok())
            {
                Some(day) if day <= today => {
                    errors.push(FieldError::new(
                        "until",
                        "Donnez une date à venir, ou laissez vide si elle n’est pas décidée.",
                    ));
                    None
                }
                Some(day) => Some(day),
                None => {
                    errors
                        .push(FieldError::new("until", "Donnez une date comme 30/06/2027, ou laissez vide."));
                    None
                }
            },
        };
        if errors.is_empty() { Ok(word.step(&reason, until)) } else { Err(AppError::Invalid(errors)) }
    }
}
