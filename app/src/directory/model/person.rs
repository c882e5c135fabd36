//! The form by which a coordinator mends a name or an address.
use serde::{Deserialize, Serialize};

use super::name;
use crate::committee::model::Email;
use crate::error::{AppError, FieldError};
use crate::ids::{FormKey, PersonId, RegionId};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    pub key: FormKey,
    pub page: String,
    pub region: RegionId,
    pub person: PersonId,
    pub version: i32,
    pub name: String,
    /// Empty for somebody who does not sign in.
    pub email: String,
}

/// What a checked form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonEdit {
    pub name: String,
    pub email: Option<Email>,
}

impl PersonForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<PersonEdit, AppError> {
        let mut errors = Vec::new();
        let name = name("name", &self.name, "Écrivez son prénom et son nom.", &mut errors);
        let email = match self.email.trim() {
            "" => None,
            typed => typed
                .parse()
                .map_err(|e: crate::committee::model::NotAnEmail| {
                    errors.push(FieldError::new("email", e.to_string()))
                })
                .ok(),
        };
        match name {
            Some(name) if errors.is_empty() => Ok(PersonEdit { name, email }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
