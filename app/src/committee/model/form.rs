//! What the forms of committees ask, and the advice on their size.
use serde::{Deserialize, Serialize};

use super::CommitteeKind;
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, CommitteeId, FormKey, PlanId};
use crate::text::{clean, counted};

/// The number of members that is advised (DOMAIN.md §3).
pub const ADVISED: std::ops::RangeInclusive<usize> = 9..=15;
/// The longest name (characters).
const LONGEST_NAME: usize = 150;
/// The longest text of the perimeter (characters).
const LONGEST_TEXT: usize = 4_000;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommitteeForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    /// Absent for a new one.
    pub committee: CommitteeId,
    pub version: i32,
    pub name: String,
    pub kind: String,
    pub does: String,
    pub does_not: String,
}

/// What a checked form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitteeEdit {
    pub name: String,
    pub kind: CommitteeKind,
    /// Its perimeter: what it does, and what it does not.
    pub does: String,
    pub does_not: String,
}

impl CommitteeEdit {
    /// Whether actions may be handed to it.
    ///
    /// # Errors
    /// `Invalid` for a committee of coordination, which carries none (DOMAIN.md §3).
    pub fn check_carries(&self) -> Result<(), AppError> {
        match self.kind {
            CommitteeKind::Technical | CommitteeKind::WorkingGroup => Ok(()),
            CommitteeKind::Coordination => Err(AppError::field(
                "",
                "Un comité de coordination réunit les pilotes et ne porte pas d’action : choisissez un comité technique.",
            )),
        }
    }
}

/// What is said of a number of members that is not the one that is advised; nothing when it is.
pub fn advice(members: usize) -> Option<String> {
    (!ADVISED.contains(&members)).then(|| {
        format!(
            "{} : de {} à {} sont conseillés.",
            counted(members, "membre", "membres"),
            ADVISED.start(),
            ADVISED.end()
        )
    })
}

impl CommitteeForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<CommitteeEdit, AppError> {
        let mut errors = Vec::new();
        let name = clean(&self.name).split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            errors.push(FieldError::new("name", "Nommez le comité. Exemple : « Usure professionnelle »."));
        } else if name.chars().count() > LONGEST_NAME {
            errors.push(too_long("name", "Ce nom", name.chars().count(), LONGEST_NAME));
        }
        let kind = CommitteeKind::from_word(&self.kind);
        if kind.is_none() {
            errors.push(FieldError::new("kind", "Choisissez ce qu’est ce comité."));
        }
        let (does, does_not) = (clean(&self.does), clean(&self.does_not));
        for (field, text) in [("does", &does), ("does_not", &does_not)] {
            let length = text.chars().count();
            if length > LONGEST_TEXT {
                errors.push(too_long(field, "Ce texte", length, LONGEST_TEXT));
            }
        }
        match kind {
            Some(kind) if errors.is_empty() => Ok(CommitteeEdit { name, kind, does, does_not }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// The sheets that a committee is to carry from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CarryForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    pub committee: CommitteeId,
    pub sheets: Vec<String>,
}

impl CarryForm {
    /// What the form says.
    ///
    /// # Errors
    /// `Invalid` when nothing is ticked, `Unreadable` for what is no sheet.
    pub fn check(&self) -> Result<Vec<ActionSheetId>, AppError> {
        if self.sheets.is_empty() {
            return Err(AppError::field("sheets", "Cochez au moins une action, ou revenez au comité."));
        }
        self.sheets.iter().map(|id| id.parse().map_err(|_| AppError::Unreadable)).collect()
    }
}
