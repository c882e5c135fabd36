//! A link: what an action is to another.
use serde::{Deserialize, Serialize};

use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey, LinkId};
use crate::rows::model::{Gender, Line, Noun, bounded};
use crate::words::words;

/// The longest number of another plan's action, and the longest note (characters).
const LONGEST: usize = 200;

words! {
    /// What an action is to another, told from the sheet that says it.
    Relation {
        DependsOn = "depends_on", "dépend de";
        Complements = "complements", "complète";
        SamePublic = "same_public", "vise le même public que";
        ToMerge = "to_merge", "est à fusionner avec";
    }
}

impl Relation {
    /// The same, told from the other sheet.
    pub fn from_there(self) -> &'static str {
        match self {
            Self::DependsOn => "est attendue par",
            Self::Complements => "est complétée par",
            Self::SamePublic => "vise le même public que",
            Self::ToMerge => "est à fusionner avec",
        }
    }
}

/// A link of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub relation: Relation,
    /// The other action, when it is of the same plan.
    pub other: Option<ActionSheetId>,
    /// How the other is called: « 1.2 Former les entreprises », « PRST 3, action 4.2 ».
    pub said: String,
    /// What there is to know of it; perhaps empty.
    pub note: String,
}

impl Line for Link {
    type Id = LinkId;
    const VERB: Verb = Verb::EditRubric;
    const RUBRIC: RubricKind = RubricKind::Links;
    const NOUN: Noun = Noun { one: "lien", many: "liens", gender: Gender::Masculine };
    const PART: &'static str = "link";
    const SLUG: &'static str = "liens";

    fn title(&self) -> &str {
        &self.said
    }

    fn told(&self) -> String {
        let note = Some(format!(" : {}", self.note)).filter(|_| !self.note.is_empty()).unwrap_or_default();
        format!("{} {}{note}", self.relation.label(), self.said)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub line: LinkId,
    pub version: i32,
    pub relation: String,
    /// The identifier of an action of the plan, or empty.
    pub other: String,
    /// An action of another plan, in words, or empty.
    pub elsewhere: String,
    pub note: String,
}

impl LinkForm {
    /// What the form says; how an action of the plan is called, the store knows.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for an action that is no identifier.
    pub fn check(&self) -> Result<Link, AppError> {
        let mut errors = Vec::new();
        let relation = Relation::from_word(&self.relation);
        if relation.is_none() {
            let message = "Dites ce que l’action est à l’autre : elle en dépend, la complète…";
            errors.push(FieldError::new("relation", message));
        }
        let other = Some(self.other.trim()).filter(|id| !id.is_empty());
        let other =
            other.map(|id| id.parse::<ActionSheetId>().map_err(|_| AppError::Unreadable)).transpose()?;
        let said = bounded("elsewhere", &self.elsewhere, "Cette réponse", LONGEST, &mut errors);
        let note = bounded("note", &self.note, "Cette précision", LONGEST, &mut errors);
        match (other, said.is_empty()) {
            (None, true) => errors.push(FieldError::new(
                "other",
                "Choisissez l’autre action, ou écrivez celle d’un autre plan : « PRST 3, action 4.2 ».",
            )),
            (Some(_), false) => errors.push(FieldError::new(
                "elsewhere",
                "Un lien va vers une seule action : gardez celle de la liste, ou celle d’un autre plan.",
            )),
            (Some(id), true) if id == self.sheet => {
                errors.push(FieldError::new(
                    "other",
                    "C’est l’action de cette fiche : choisissez-en une autre.",
                ));
            }
            _ => {}
        }
        match relation {
            Some(relation) if errors.is_empty() => Ok(Link { relation, other, said, note }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
