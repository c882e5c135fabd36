//! The form of an organisation.
use serde::{Deserialize, Serialize};

use super::{LONGEST_NAME, line, name};
use crate::committee::model::{College, OrganisationKind};
use crate::department::Department;
use crate::error::{AppError, FieldError};
use crate::ids::{FormKey, OrganisationId, RegionId};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationForm {
    pub key: FormKey,
    pub page: String,
    pub region: RegionId,
    /// Absent for a new one.
    pub organisation: OrganisationId,
    pub version: i32,
    pub name: String,
    pub kind: String,
    pub college: String,
    pub departments: Vec<String>,
    pub contact: String,
}

/// What a checked form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationEdit {
    pub name: String,
    pub kind: OrganisationKind,
    pub college: College,
    /// Where it works; none when it is said nowhere.
    pub departments: Vec<Department>,
    /// A function's address, or a name; empty while nobody gave one.
    pub contact: String,
}

impl OrganisationEdit {
    /// An organisation of which only this much is known.
    pub fn named(name: &str, kind: OrganisationKind, college: College) -> Self {
        Self { name: name.to_owned(), kind, college, departments: Vec::new(), contact: String::new() }
    }
}

impl OrganisationForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<OrganisationEdit, AppError> {
        let mut errors = Vec::new();
        let name = name(
            "name",
            &self.name,
            "Écrivez le nom de la structure. Exemple : « Carsat Rhône-Alpes ».",
            &mut errors,
        );
        let kind = OrganisationKind::from_word(&self.kind);
        if kind.is_none() {
            errors.push(FieldError::new("kind", "Choisissez ce qu’est cette structure."));
        }
        let college = College::from_word(&self.college);
        if college.is_none() {
            errors.push(FieldError::new("college", "Choisissez le collège où siège cette structure."));
        }
        let contact = line(&self.contact);
        if contact.chars().count() > LONGEST_NAME {
            errors.push(FieldError::new(
                "contact",
                format!("Raccourcissez : {LONGEST_NAME} caractères au plus."),
            ));
        }
        match (name, kind, college) {
            (Some(name), Some(kind), Some(college)) if errors.is_empty() => Ok(OrganisationEdit {
                name,
                kind,
                college,
                departments: self.departments.iter().filter_map(|code| Department::of_code(code)).collect(),
                contact,
            }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// « Vérifié aujourd’hui ».
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifyForm {
    pub key: FormKey,
    pub page: String,
    pub region: RegionId,
    pub organisation: OrganisationId,
    pub version: i32,
}
