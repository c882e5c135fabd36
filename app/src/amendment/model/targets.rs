//! The form that proposes other targets: the form of the targets, with what was read of them and why they change.
use serde::{Deserialize, Serialize};

use super::{Change, Content, Proposal, proposal, why};
use crate::error::AppError;
use crate::ids::{ActionSheetId, FormKey};
use crate::targeting::model::{Targeting, TargetingForm};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetsForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// The digest of the targets in force that were read.
    pub seen: String,
    /// The fields of a `TargetingForm`.
    pub publics: String,
    pub sizes: Vec<String>,
    pub branches: String,
    pub another: String,
    pub departments: Vec<String>,
    pub why: String,
    pub reason: String,
}

impl TargetsForm {
    pub fn of(targeting: &Targeting, seen: String) -> Self {
        let TargetingForm { publics, sizes, branches, another, departments, why, .. } =
            TargetingForm::of(targeting);
        Self { seen, publics, sizes, branches, another, departments, why, ..Self::default() }
    }

    /// The form of the targets that is in it.
    pub fn targeting(&self) -> TargetingForm {
        let Self { publics, sizes, branches, another, departments, why, .. } = self.clone();
        TargetingForm { publics, sizes, branches, another, departments, why, ..TargetingForm::default() }
    }

    /// What the form says.
    ///
    /// # Errors
    /// As `TargetingForm::check`, with those of the reason.
    pub fn check(&self) -> Result<Proposal, AppError> {
        let (targeting, mut errors) = match self.targeting().check() {
            Ok(targeting) => (targeting, Vec::new()),
            Err(AppError::Invalid(errors)) => (Targeting::default(), errors),
            Err(other) => return Err(other),
        };
        let reason = why(&self.reason, &mut errors);
        proposal(Change::Whole(Content::Targeting(targeting)), &self.seen, reason, errors)
    }
}
