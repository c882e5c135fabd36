//! Lines that are given up with one of the reasons of DOMAIN.md §4, and stay in sight: deliverables, projects, indicators.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::Line;
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey};
use crate::text::clean;
use crate::when;
use crate::words::words;

words! {
    /// Why a line is given up.
    Reason {
        Means = "means", "les moyens manquent";
        Pilot = "pilot", "il n’y a plus de pilote";
        Target = "target", "le public visé a changé";
        Elsewhere = "elsewhere", "c’est fait ailleurs";
        Other = "other", "autre motif";
    }
}

/// The longest detail of a reason (characters).
pub const LONGEST_DETAIL: usize = 500;

/// When a line was given up, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    pub on: NaiveDate,
    pub reason: Reason,
    /// What the reason does not say by itself; perhaps empty.
    pub detail: String,
}

impl GivenUp {
    /// « les moyens manquent : le financement n’a pas été reconduit »
    pub fn why(&self) -> String {
        match (self.reason, self.detail.as_str()) {
            (Reason::Other, detail) => detail.to_owned(),
            (reason, "") => reason.label().to_owned(),
            (reason, detail) => format!("{} : {detail}", reason.label()),
        }
    }

    /// « le 3 mars 2026, les moyens manquent »
    pub fn since_and_why(&self) -> String {
        format!("le {}, {}", when::date(self.on), self.why())
    }

    /// « abandonné le 3 mars 2026, les moyens manquent »
    pub fn told(&self) -> String {
        format!("abandonné {}", self.since_and_why())
    }
}

/// The button that takes a line up again.
pub const TAKE_UP: &str = "take_up";

/// A kind of lines that may be given up.
pub trait Forsaken: Line {
    /// The line given up; `None` when it is too late for that.
    fn give_up(&self, why: GivenUp) -> Option<Self>;
}

/// The form that gives a line up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GiveUpForm<I> {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub line: I,
    pub version: i32,
    pub reason: String,
    pub detail: String,
}

impl<I> GiveUpForm<I> {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self, on: NaiveDate) -> Result<GivenUp, AppError> {
        let mut errors = Vec::new();
        let reason = Reason::from_word(&self.reason);
        if reason.is_none() {
            errors.push(FieldError::new("reason", "Choisissez le motif : il restera affiché avec la ligne."));
        }
        let detail = clean(&self.detail);
        if reason == Some(Reason::Other) && detail.is_empty() {
            errors.push(FieldError::new("detail", "Écrivez cet autre motif, en une phrase."));
        }
        let length = detail.chars().count();
        if length > LONGEST_DETAIL {
            errors.push(too_long("detail", "Cette précision", length, LONGEST_DETAIL));
        }
        match reason {
            Some(reason) if errors.is_empty() => Ok(GivenUp { on, reason, detail }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

#[cfg(feature = "ssr")]
impl GivenUp {
    /// What its columns say; `None` for a line that was not given up.
    ///
    /// # Errors
    /// `Internal`, in the log, when a column holds what it should not.
    pub fn stored(on: Option<NaiveDate>, reason: &str, detail: String) -> Result<Option<Self>, AppError> {
        on.map(|on| Ok(Self { on, reason: Reason::stored(reason)?, detail })).transpose()
    }

    /// What its columns hold.
    pub fn columns(given_up: Option<Self>) -> (Option<NaiveDate>, String, String) {
        match given_up {
            Some(Self { on, reason, detail }) => (Some(on), reason.word().to_owned(), detail),
            None => (None, String::new(), String::new()),
        }
    }
}
