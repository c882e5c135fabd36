//! What an amendment changes, as it stands before and after: a closed list, as what the adoption locks is.
use super::goals::{Goals, Revision};
use crate::action_sheet::model::Locked;
use crate::error::AppError;
use crate::ids::GoalId;
use crate::targeting::model::Targeting;

/// One of the parts that the adoption locks, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Title(String),
    /// Markdown.
    Stake(String),
    Goals(Goals),
    Targeting(Targeting),
}

impl Content {
    pub fn part(&self) -> Locked {
        match self {
            Self::Title(_) => Locked::Title,
            Self::Stake(_) => Locked::Stake,
            Self::Goals(_) => Locked::Goals,
            Self::Targeting(_) => Locked::Targeting,
        }
    }

    /// What becomes of what is in force today when this is accepted: of goals and targets, only what the proposal changes
    /// of what was in force `before`; what another amendment changed meanwhile stays. A text is replaced whole.
    #[must_use]
    pub fn over(&self, before: &Self, current: &Self) -> Self {
        match (self, before, current) {
            (Self::Goals(after), Self::Goals(before), Self::Goals(current)) => {
                Self::Goals(after.over(before, current))
            }
            (Self::Targeting(after), Self::Targeting(before), Self::Targeting(current)) => {
                Self::Targeting(after.over(before, current))
            }
            _ => self.clone(),
        }
    }

    /// Whether it may be in force: an adopted sheet does not lose what it wants.
    ///
    /// # Errors
    /// `Invalid` with what is missing.
    pub fn check_lasting(&self) -> Result<(), AppError> {
        match self {
            Self::Goals(Goals(goals)) if goals.is_empty() => Err(AppError::field(
                "added",
                "Gardez au moins un objectif, ou ajoutez-en un : une fiche adoptée ne reste pas sans objectif.",
            )),
            Self::Targeting(targeting) if targeting.facts().is_empty() => Err(AppError::field(
                "publics",
                "Gardez au moins un public, une taille, une branche ou un département.",
            )),
            Self::Title(_) | Self::Stake(_) | Self::Goals(_) | Self::Targeting(_) => Ok(()),
        }
    }

    /// Says that a proposal changes nothing.
    pub fn same(&self) -> AppError {
        match self {
            Self::Title(_) | Self::Stake(_) => {
                AppError::field("body", "C’est le texte en vigueur : changez-le, ou revenez à la fiche.")
            }
            Self::Goals(_) => AppError::field(
                "added",
                "Rien ne change : reformulez un objectif, retirez-en un ou ajoutez-en un, ou revenez à la fiche.",
            ),
            Self::Targeting(_) => AppError::field(
                "publics",
                "Rien ne change : ajoutez ou retirez une cible, ou revenez à la fiche.",
            ),
        }
    }
}

#[cfg(feature = "ssr")]
impl Content {
    /// What the columns of an amendment hold of it.
    ///
    /// # Errors
    /// `Internal`, in the log, when it cannot be written.
    pub fn kept(&self) -> Result<String, AppError> {
        match self {
            Self::Title(text) | Self::Stake(text) => Ok(text.clone()),
            Self::Goals(goals) => Ok(serde_json::to_string(goals)?),
            Self::Targeting(targeting) => Ok(serde_json::to_string(targeting)?),
        }
    }

    /// What a column holds.
    ///
    /// # Errors
    /// `Internal`, in the log, when it holds something else.
    pub fn stored(part: Locked, kept: String) -> Result<Self, AppError> {
        match part {
            Locked::Title => Ok(Self::Title(kept)),
            Locked::Stake => Ok(Self::Stake(kept)),
            Locked::Goals => Ok(Self::Goals(serde_json::from_str(&kept)?)),
            Locked::Targeting => Ok(Self::Targeting(serde_json::from_str(&kept)?)),
        }
    }

    /// Tells whether what was read is still what is in force.
    ///
    /// # Errors
    /// As `kept`.
    pub fn digest(&self) -> Result<String, AppError> {
        Ok(crate::session::digest([self.kept()?.as_bytes()]))
    }
}

/// What a form proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// This, in the place of what is in force.
    Whole(Content),
    /// Goals that are added, reworded, withdrawn.
    Goals(Revision),
}

impl Change {
    pub fn part(&self) -> Locked {
        match self {
            Self::Whole(content) => content.part(),
            Self::Goals(_) => Locked::Goals,
        }
    }

    /// What it makes of what is in force; `id` names goals that are added.
    pub fn of(self, current: &Content, id: impl FnMut() -> GoalId) -> Content {
        match (self, current) {
            (Self::Whole(content), _) => content,
            (Self::Goals(revision), Content::Goals(current)) => Content::Goals(revision.of(current, id)),
            (Self::Goals(_), Content::Title(_) | Content::Stake(_) | Content::Targeting(_)) => {
                current.clone()
            }
        }
    }
}
