//! What the forms of one's own account ask, and the shape of one's data.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::directory::model::LONGEST_NAME;
use crate::error::AppError;
use crate::ids::{FormKey, SessionId};
use crate::text::{clean, fold};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelfForm {
    pub key: FormKey,
    pub page: String,
    pub version: i32,
    pub name: String,
    /// Ticked: whoever reads the directory sees the address.
    pub shows: Vec<String>,
}

/// What the box of [`SelfForm`] sends.
pub const SHOWS_EMAIL: &str = "email";

/// Signs that nobody sees: with one of them, another's name would be a new one.
fn takes_no_room(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// What tells two people apart: the words of their names, whatever their order, case, accents and signs.
pub fn name_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(str::to_owned).collect();
    words.sort_unstable();
    words
}

/// What a checked form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfEdit {
    pub name: String,
    pub shows_email: bool,
}

impl SelfForm {
    /// What the form says.
    ///
    /// # Errors
    /// `Invalid` for a name that is empty or too long.
    pub fn check(&self) -> Result<SelfEdit, AppError> {
        let seen: String = clean(&self.name).chars().filter(|c| !takes_no_room(*c)).collect();
        let name = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        if name_words(&name).is_empty() {
            return Err(AppError::field("name", "Écrivez votre prénom et votre nom."));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(AppError::field(
                "name",
                format!("Raccourcissez : {LONGEST_NAME} caractères au plus."),
            ));
        }
        Ok(SelfEdit { name, shows_email: self.shows.iter().any(|shown| shown == SHOWS_EMAIL) })
    }
}

/// Ends one session of one's own; all but this one when it names none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionsForm {
    pub key: FormKey,
    pub page: String,
    pub session: SessionId,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EraseForm {
    pub key: FormKey,
    pub page: String,
    /// One's own name, typed again: what is erased does not come back.
    pub confirmation: String,
}

/// What the home page is told in its address by who has just erased herself: nobody is signed in to read a receipt.
pub const ERASED: &str = "efface";

/// Everything that is kept of a person: what the page shows and what the file holds.
#[derive(Clone, Debug, Serialize)]
pub struct MyData {
    pub name: String,
    pub email: Option<String>,
    pub shows_email: bool,
    pub mandates: Vec<MyMandate>,
    pub updates: Vec<MyUpdate>,
    pub comments: Vec<MyComment>,
    /// Everything that was signed, the updates and the texts included.
    pub signed: Vec<Signed>,
    pub drafts: Vec<MyDraft>,
    pub sessions: Vec<MySession>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MyMandate {
    pub role: &'static str,
    pub region: Option<String>,
    pub committee: Option<String>,
    pub organisation: Option<String>,
    pub starts: NaiveDate,
    pub ends: Option<NaiveDate>,
    /// Both, in words.
    #[serde(skip)]
    pub period: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct MyUpdate {
    pub at: DateTime<Utc>,
    pub sheet: String,
    pub done: String,
    pub next: String,
    pub obstacle: String,
    pub confidence: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct MyComment {
    pub at: DateTime<Utc>,
    pub sheet: String,
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Signed {
    pub at: DateTime<Utc>,
    pub part: String,
    pub version: i32,
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct MyDraft {
    pub page: String,
    pub kept_at: DateTime<Utc>,
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct MySession {
    #[serde(skip)]
    pub id: SessionId,
    pub began_at: DateTime<Utc>,
    pub last_seen_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
    /// The one that asks.
    pub current: bool,
}
