//! The forms of requests, as the browser sends them, and what they ask once checked.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::{About, Addressee, Step};
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, AskId, FormKey, PersonId};
use crate::text::clean;
use crate::vague::{When, to_say};

/// The longest request (characters).
pub const LONGEST_REQUEST: usize = 1_000;
/// The longest answer, or word with which one asks again (characters).
pub const LONGEST_ANSWER: usize = 4_000;

/// The fields of a request, in a form of its own or inside an update.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    pub addressee: &'a str,
    pub about: &'a str,
    pub request: &'a str,
    pub wanted: &'a str,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub to: Addressee,
    pub about: About,
    pub text: String,
    pub wanted: Option<When>,
}

impl Fields<'_> {
    /// Whether somebody began to ask: inside an update, nothing obliges to.
    pub fn is_begun(&self) -> bool {
        !(self.about.is_empty() && self.request.trim().is_empty())
    }

    /// What is asked.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self, today: NaiveDate) -> Result<Request, Vec<FieldError>> {
        let mut errors = Vec::new();
        let to = Addressee::from_word(self.addressee).filter(|to| Addressee::OFFERED.contains(to));
        if to.is_none() {
            errors.push(FieldError::new("addressee", "À qui : choisissez l’une des réponses."));
        }
        let about = About::from_word(self.about);
        if about.is_none() {
            errors.push(FieldError::new("about", "À quel sujet : choisissez dans la liste."));
        }
        let text = written(
            "request",
            self.request,
            ("Dites ce que vous demandez. Exemple : « Trouver un relais dans l’Ain. »", "La demande"),
            LONGEST_REQUEST,
            &mut errors,
        );
        let wanted = match self.wanted.trim() {
            "" => None,
            said => to_come("wanted", said, today, &mut errors),
        };
        match (to, about) {
            (Some(to), Some(about)) if errors.is_empty() => Ok(Request { to, about, text, wanted }),
            _ => Err(errors),
        }
    }
}

/// A text that is there and not too long; `says` is what to do without it, and how it is named.
fn written(
    field: &str,
    text: &str,
    says: (&str, &str),
    longest: usize,
    errors: &mut Vec<FieldError>,
) -> String {
    let (text, (missing, name)) = (clean(text), says);
    let length = text.chars().count();
    if text.is_empty() {
        errors.push(FieldError::new(field, missing));
    } else if length > longest {
        errors.push(too_long(field, name, length, longest));
    }
    text
}

/// A date that is not over.
fn to_come(field: &str, said: &str, today: NaiveDate, errors: &mut Vec<FieldError>) -> Option<When> {
    if said.trim().is_empty() {
        errors.push(FieldError::new(field, format!("Dites pour quand : {}.", to_say(today))));
        return None;
    }
    match said.parse::<When>() {
        Ok(when) if when.is_over(today) => {
            errors.push(FieldError::new(field, format!("« {when} » est passé : donnez une date à venir.")));
            None
        }
        Ok(when) => Some(when),
        Err(error) => {
            errors.push(FieldError::new(field, error.to_string()));
            None
        }
    }
}

/// Who is chosen in the list of those who may answer.
fn chosen(owner: &str, errors: &mut Vec<FieldError>) -> Option<PersonId> {
    let owner = owner.parse().ok();
    if owner.is_none() {
        errors.push(FieldError::new("owner", "Choisissez qui s’en charge, dans la liste."));
    }
    owner
}

/// The form that asks, on its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub addressee: String,
    pub about: String,
    pub request: String,
    /// When the answer is wanted; may be empty.
    pub wanted: String,
}

impl AskForm {
    /// The fields of the request.
    pub fn fields(&self) -> Fields<'_> {
        Fields {
            addressee: &self.addressee,
            about: &self.about,
            request: &self.request,
            wanted: &self.wanted,
        }
    }

    /// What is asked.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self, today: NaiveDate) -> Result<Request, AppError> {
        self.fields().check(today).map_err(AppError::Invalid)
    }
}

/// The form that answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub ask: AskId,
    pub version: i32,
    pub answer: String,
    pub due: String,
    pub owner: String,
}

/// What a checked answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answering {
    pub text: String,
    pub due: When,
    pub owner: PersonId,
}

impl AnswerForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self, today: NaiveDate) -> Result<Answering, AppError> {
        let mut errors = Vec::new();
        let says = ("Écrivez la réponse : ce qui sera fait, et par qui.", "La réponse");
        let text = written("answer", &self.answer, says, LONGEST_ANSWER, &mut errors);
        let due = to_come("due", &self.due, today, &mut errors);
        match (due, chosen(&self.owner, &mut errors)) {
            (Some(due), Some(owner)) if errors.is_empty() => Ok(Answering { text, due, owner }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// The form that says who answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub ask: AskId,
    pub version: i32,
    pub owner: String,
}

impl TakeForm {
    /// Who takes charge.
    ///
    /// # Errors
    /// When nobody is chosen.
    pub fn check(&self) -> Result<PersonId, AppError> {
        let mut errors = Vec::new();
        chosen(&self.owner, &mut errors).ok_or(AppError::Invalid(errors))
    }
}

/// The form that asks again, reopens or settles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub ask: AskId,
    pub version: i32,
    pub step: String,
    pub text: String,
}

impl StepForm {
    /// The step, and what was said with it.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a step that has a form of its own.
    pub fn check(&self) -> Result<(Step, String), AppError> {
        let step = Step::from_word(&self.step).ok_or(AppError::Unreadable)?;
        let mut errors = Vec::new();
        let missing = match step {
            Step::Settle => return Ok((step, String::new())),
            Step::Remind => "Dites pourquoi cela presse, en une phrase.",
            Step::Reopen => "Dites ce qui manque encore, en une phrase.",
            Step::Ask | Step::Take | Step::Answer => return Err(AppError::Unreadable),
        };
        let text = written("text", &self.text, (missing, "Ce texte"), LONGEST_ANSWER, &mut errors);
        if errors.is_empty() { Ok((step, text)) } else { Err(AppError::Invalid(errors)) }
    }
}
