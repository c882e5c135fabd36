//! A form about to be shown: fresh, or as its draft kept it.
use serde::{Deserialize, de::DeserializeOwned};

use super::model::Draft;
use super::store;
use crate::error::{AppError, FieldError};
use crate::ids::FormKey;
use crate::session::Session;

/// What a page needs to show a form.
pub struct Opened<T> {
    pub key: FormKey,
    /// The page of the form, and which form of it: what the form must carry.
    pub page: String,
    pub name: String,
    pub typed: T,
    /// What is wrong with fields, when the form was refused.
    pub errors: Vec<FieldError>,
    /// The draft that is shown, if there is one.
    pub draft: Option<Draft>,
}

/// What the draft of a form that quotes a version holds of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Begun {
    version: i32,
}

impl<T> Opened<T> {
    /// Whether the form comes back refused.
    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The version that the draft was begun on, for a form that quotes one.
    pub fn begun(&self) -> Option<i32> {
        Some(self.draft.as_ref()?.form::<Begun>()?.version)
    }

    /// What was wrong with a form about another version says nothing of this one: only what was typed stays.
    pub fn of_version(mut self, version: i32) -> Self {
        if self.begun().is_some_and(|begun| begun != version) {
            self.errors.clear();
        }
        self
    }

    /// Whether something was written in it.
    pub fn is_typed(&self) -> bool {
        self.draft.as_ref().is_some_and(Draft::is_typed)
    }

    /// The title of the page, which says first that something is wrong (RGAA 8.6, 11.10).
    pub fn title(&self, title: &str) -> String {
        if self.is_refused() { format!("Erreur : {title}") } else { title.to_owned() }
    }
}

/// Opens a form: the person's newest draft of it, or what `fresh` makes.
///
/// # Errors
/// `Unauthenticated` when nobody is signed in.
pub async fn open<T: DeserializeOwned>(
    s: &Session,
    page: &str,
    name: &str,
    fresh: impl FnOnce() -> T,
) -> Result<Opened<T>, AppError> {
    let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
    let draft = store::newest(&s.db.read, person, page, name, s.now).await?;
    let kept = draft.and_then(|draft| Some((draft.form::<T>()?, draft)));
    let (page, name) = (page.to_owned(), name.to_owned());
    Ok(match kept {
        Some((typed, draft)) => {
            let errors = draft.errors.iter().filter(|e| !e.field.is_empty()).cloned().collect();
            Opened { key: draft.key, page, name, typed, errors, draft: Some(draft) }
        }
        None => Opened { key: FormKey::new(), page, name, typed: fresh(), errors: Vec::new(), draft: None },
    })
}
