//! What a line is, whatever its kind.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Verb;
use crate::action_sheet::model::{RubricKind, Sheet};
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey, Id};
use crate::text::{clean, one_line};

/// The longest title of a line (characters).
pub const LONGEST_TITLE: usize = 200;

/// A kind of lines: what they say, without where they stand ([`Row`] knows that).
pub trait Line: Clone + Send + Sync + 'static {
    type Id: Id;
    /// What writing one asks for.
    const VERB: Verb;
    /// The rubric of the sheet that they are: while its template does not have it, they are read and not written.
    const RUBRIC: RubricKind;
    const NOUN: Noun;
    /// Its word in the history, the outbox and drafts, and the parameter of its address.
    const PART: &'static str;
    /// Its place in addresses.
    const SLUG: &'static str;

    /// What tells it from its neighbours, in buttons and lists.
    fn title(&self) -> &str;

    /// The whole line in a few words, for the history.
    fn told(&self) -> String;

    /// Whether the sheet takes changes of such lines in its state.
    ///
    /// # Errors
    /// `Forbidden` with the explanation that the page shows.
    fn check(sheet: &Sheet) -> Result<(), AppError> {
        sheet.check_writable(Self::RUBRIC)
    }

    /// What a form says, put over what was known: a date that moves keeps its past.
    #[must_use]
    fn over(self, known: Self, at: DateTime<Utc>, by: &str) -> Self {
        let _ = (known, at, by);
        self
    }

    /// What a button makes of it, and the sentence that says so; `None` for a button that it does not have now.
    fn after(&self, act: &str, today: NaiveDate) -> Option<(Self, &'static str)> {
        let _ = (act, today);
        None
    }

    /// Whether it may be taken away as if it had never been; the history keeps it.
    fn is_removable(&self) -> bool {
        true
    }
}

/// A line of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<L: Line> {
    pub id: L::Id,
    pub sheet: ActionSheetId,
    /// What a form must quote when it saves; 1 at first.
    pub version: i32,
    pub line: L,
}

/// The list of such lines of a sheet.
pub fn list_path<L: Line>(sheet: &Sheet) -> String {
    format!("{}/{}", sheet.path(), L::SLUG)
}

/// How a kind is called: « un jalon », « cet indicateur ».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    pub one: &'static str,
    pub many: &'static str,
    pub gender: Gender,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Feminine,
    Masculine,
}

impl Noun {
    /// « un jalon »
    pub fn a(self) -> String {
        format!("{} {}", self.agree("un", "une"), self.one)
    }

    /// « aucun jalon »
    pub fn no(self) -> String {
        format!("{} {}", self.agree("aucun", "aucune"), self.one)
    }

    /// « le jalon », « l’indicateur »
    pub fn the(self) -> String {
        if self.is_elided() {
            format!("l’{}", self.one)
        } else {
            format!("{} {}", self.agree("le", "la"), self.one)
        }
    }

    /// « ce jalon », « cet indicateur »
    pub fn this(self) -> String {
        let masculine = if self.is_elided() { "cet" } else { "ce" };
        format!("{} {}", self.agree(masculine, "cette"), self.one)
    }

    /// « enregistré », « enregistrée »
    pub fn past(self, participle: &str) -> String {
        format!("{participle}{}", self.agree("", "e"))
    }

    fn agree(self, masculine: &'static str, feminine: &'static str) -> &'static str {
        match self.gender {
            Gender::Masculine => masculine,
            Gender::Feminine => feminine,
        }
    }

    fn is_elided(self) -> bool {
        self.one.starts_with(['a', 'e', 'é', 'h', 'i', 'o', 'u'])
    }
}

/// A title that a form asks for, on one line; `missing` says what to write, `what` begins the sentence about a long one.
pub fn titled(text: &str, missing: &str, what: &str, errors: &mut Vec<FieldError>) -> String {
    let title = one_line(text);
    if title.is_empty() {
        errors.push(FieldError::new("title", missing));
    } else if title.chars().count() > LONGEST_TITLE {
        errors.push(FieldError::new(
            "title",
            format!("Raccourcissez {what} : {LONGEST_TITLE} caractères au plus."),
        ));
    }
    title
}

/// Another text of a form, as it is kept; `what` begins the sentence about a long one.
pub fn bounded(field: &str, text: &str, what: &str, longest: usize, errors: &mut Vec<FieldError>) -> String {
    let text = clean(text);
    let length = text.chars().count();
    if length > longest {
        errors.push(too_long(field, what, length, longest));
    }
    text
}

/// The button that takes a line away; the others are the kind's own.
pub const REMOVE: &str = "remove";

/// One button of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActForm<I> {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub line: I,
    pub version: i32,
    pub act: String,
}
