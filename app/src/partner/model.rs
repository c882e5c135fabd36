//! A partner: an organisation, and what it commits to for the action.
use serde::{Deserialize, Serialize};

use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::error::AppError;
use crate::ids::{ActionSheetId, FormKey, PartnerId};
use crate::rows::model::{Gender, Line, Noun, bounded, titled};

/// The longest commitment (characters).
const LONGEST: usize = 1_000;

/// A partner of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// The name of the organisation.
    pub title: String,
    /// Empty while it is not said.
    pub commitment: String,
}

impl Line for Partner {
    type Id = PartnerId;
    const VERB: Verb = Verb::EditRubric;
    const RUBRIC: RubricKind = RubricKind::Partners;
    const NOUN: Noun = Noun { one: "partenaire", many: "partenaires", gender: Gender::Masculine };
    const PART: &'static str = "partner";
    const SLUG: &'static str = "partenaires";

    fn title(&self) -> &str {
        &self.title
    }

    fn told(&self) -> String {
        if self.commitment.is_empty() {
            self.title.clone()
        } else {
            format!("{} : {}", self.title, self.commitment)
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartnerForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub line: PartnerId,
    pub version: i32,
    pub title: String,
    pub commitment: String,
}

impl PartnerForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<Partner, AppError> {
        let mut errors = Vec::new();
        let title = titled(&self.title, "Nommez la structure. Exemple : « Carsat ».", "ce nom", &mut errors);
        let commitment = bounded("commitment", &self.commitment, "Cet engagement", LONGEST, &mut errors);
        if errors.is_empty() { Ok(Partner { title, commitment }) } else { Err(AppError::Invalid(errors)) }
    }
}
