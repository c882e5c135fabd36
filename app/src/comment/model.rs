//! A comment, how long its author may change it, and what its forms ask.
pub mod mention;

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::action_sheet::model::Sheet;
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, CommentId, FormKey, PersonId};
use crate::text::clean;
use crate::words::words;

/// The longest comment (characters).
pub const LONGEST: usize = 4_000;
/// The longest reason for which a comment is taken away (characters).
pub const LONGEST_REASON: usize = 300;
/// How long its author may change a comment (minutes).
pub const MINUTES: i64 = 15;

words! {
    /// Who reads a comment: what was said before the adoption stays with those who could read it then.
    Audience {
        Committee = "committee", "ceux qui écrivent la fiche";
        Region = "region", "ceux qui travaillent au plan";
    }
}

impl Audience {
    /// Of a comment that answers none.
    pub fn of_new(sheet: &Sheet) -> Self {
        Self::Region.on(sheet)
    }

    /// What is left of it as the sheet is read today, and that of an answer: an emergent sheet whose discussion the
    /// region read is a draft again once it is taken up.
    #[must_use]
    pub fn on(self, sheet: &Sheet) -> Self {
        if sheet.status.is_draft() { Self::Committee } else { self }
    }
}

/// A comment of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: CommentId,
    /// The comment that it answers; there is one level of answers.
    pub parent: Option<CommentId>,
    /// Nobody when the system's part that `by_name` names wrote it.
    pub by: Option<PersonId>,
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub audience: Audience,
    pub state: State,
    pub version: i32,
}

/// What stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Said {
        text: Text,
        /// When its author changed it last.
        edited_at: Option<DateTime<Utc>>,
    },
    /// « Commentaire retiré »: it keeps the thread, and nothing of the text.
    Removed(Removal),
}

/// Who took a comment away, when, and why; empty when it was its author, who says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub reason: String,
}

/// A text in which people are called: it holds who they are, never their names, which may change or be erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text(pub Vec<Span>);

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Text(String),
    Person(PersonId),
}

impl Text {
    /// Who is called, each once.
    pub fn people(&self) -> Vec<PersonId> {
        let mut people = Vec::new();
        for span in &self.0 {
            match span {
                Span::Person(id) if !people.contains(id) => people.push(*id),
                Span::Person(_) | Span::Text(_) => {}
            }
        }
        people
    }

    /// The text as one types it, with the names of today.
    pub fn plain(&self, names: &HashMap<PersonId, String>) -> String {
        let said = |span: &Span| match span {
            Span::Text(text) => text.clone(),
            Span::Person(id) => called(names, *id),
        };
        self.0.iter().map(said).collect()
    }
}

/// « @Alix Modèle »
pub fn called(names: &HashMap<PersonId, String>, id: PersonId) -> String {
    format!("@{}", names.get(&id).map_or("quelqu’un", String::as_str))
}

impl Comment {
    /// What it says; `None` once it was taken away.
    pub fn text(&self) -> Option<&Text> {
        match &self.state {
            State::Said { text, .. } => Some(text),
            State::Removed(_) => None,
        }
    }

    pub fn is_by(&self, person: Option<PersonId>) -> bool {
        person.is_some() && self.by == person
    }

    /// The moment from which its author may no longer change it.
    pub fn fixed_at(&self) -> DateTime<Utc> {
        self.at + Duration::minutes(MINUTES)
    }

    /// Whether this person may change the text now.
    ///
    /// # Errors
    /// `Forbidden` with the sentence that says why not.
    pub fn check_editable(&self, person: Option<PersonId>, now: DateTime<Utc>) -> Result<(), AppError> {
        let why = if !self.is_by(person) {
            "Un commentaire n’est modifié que par la personne qui l’a écrit."
        } else if self.text().is_none() {
            "Ce commentaire a été retiré : il ne se modifie plus."
        } else if now >= self.fixed_at() {
            "Un commentaire se modifie pendant 15 minutes : après, on a pu y répondre. Répondez-y, ou retirez-le."
        } else {
            return Ok(());
        };
        Err(AppError::Forbidden(why.into()))
    }
}

/// A comment and its answers, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub first: Comment,
    pub answers: Vec<Comment>,
}

/// The form that writes a comment, an answer, or a comment again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// The comment that is answered or changed; absent for a new thread.
    pub comment: CommentId,
    /// The version that was read of a comment that is changed.
    pub version: i32,
    pub body: String,
    /// Somebody chosen in the list; may be empty.
    pub person: String,
}

impl CommentForm {
    /// What is said, as it was typed, and who was chosen in the list.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a person that no list offers.
    pub fn check(&self) -> Result<(String, Option<PersonId>), AppError> {
        let person = match self.person.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| AppError::Unreadable)?),
        };
        let body = clean(&self.body);
        let length = body.chars().count();
        if body.is_empty() {
            return Err(AppError::field("body", "Écrivez votre commentaire, en une phrase au moins."));
        }
        if length > LONGEST {
            return Err(AppError::Invalid(vec![too_long("body", "Ce commentaire", length, LONGEST)]));
        }
        Ok((body, person))
    }
}

/// The form that takes a comment away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub comment: CommentId,
    pub version: i32,
    /// Why; asked of those who take another's away.
    pub reason: String,
}

impl RemoveForm {
    /// Why another's comment is taken away.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<String, AppError> {
        let reason = clean(&self.reason);
        let length = reason.chars().count();
        if reason.is_empty() {
            return Err(AppError::field(
                "reason",
                "Dites pourquoi, en une phrase : le motif reste à la place du commentaire.",
            ));
        }
        if length > LONGEST_REASON {
            let error: FieldError = too_long("reason", "Le motif", length, LONGEST_REASON);
            return Err(AppError::Invalid(vec![error]));
        }
        Ok(reason)
    }
}
