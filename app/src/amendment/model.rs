//! An amendment, its life, and what its forms ask.
mod content;
mod goals;
mod targets;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::action_sheet::model::{LONGEST_BODY, LONGEST_REASON, LONGEST_TITLE, Locked, Sheet};
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, AmendmentId, FormKey, PersonId};
use crate::text::{clean, one_line};
use crate::words::words;

pub use content::{Change, Content};
pub use goals::{Difference, Goals, GoalsForm, MOST_ADDED, Revision, Stated, key};
pub use targets::TargetsForm;

/// A change of what was adopted, as the sheet shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    pub id: AmendmentId,
    /// What was in force when it was proposed; once it is accepted, what it replaced.
    pub before: Content,
    /// What it proposes; once it is accepted, what it put in force.
    pub after: Content,
    pub reason: String,
    /// Nobody when the system's part that `by_name` names proposed it.
    pub by: Option<PersonId>,
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub state: State,
    pub version: i32,
}

/// Where an amendment is in its life; a state carries its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Proposed,
    /// The nth of its sheet, in force from then.
    Accepted(i32, Decision),
    Refused(Decision),
    /// By who had proposed it.
    Withdrawn(Decision),
}

/// Who ended a proposal, when, and what she said of it; empty when she said nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub reason: String,
}

/// What ends a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// With its number.
    Accept(i32),
    Refuse,
    Withdraw,
}

impl State {
    /// The state after a decision; `None` when the decision was made already.
    pub fn after(&self, step: Step, decision: Decision) -> Option<Self> {
        match (self, step) {
            (Self::Proposed, Step::Accept(number)) => Some(Self::Accepted(number, decision)),
            (Self::Proposed, Step::Refuse) => Some(Self::Refused(decision)),
            (Self::Proposed, Step::Withdraw) => Some(Self::Withdrawn(decision)),
            (Self::Accepted(..) | Self::Refused(_) | Self::Withdrawn(_), _) => None,
        }
    }

    pub fn word(&self) -> StateWord {
        match self {
            Self::Proposed => StateWord::Proposed,
            Self::Accepted(..) => StateWord::Accepted,
            Self::Refused(_) => StateWord::Refused,
            Self::Withdrawn(_) => StateWord::Withdrawn,
        }
    }

    /// How it ended; `None` while it waits.
    pub fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Proposed => None,
            Self::Accepted(_, decision) | Self::Refused(decision) | Self::Withdrawn(decision) => {
                Some(decision)
            }
        }
    }
}

words! {
    /// The states as one word each.
    StateWord {
        Proposed = "proposed", "Proposé";
        Accepted = "accepted", "Adopté";
        Refused = "refused", "Refusé";
        Withdrawn = "withdrawn", "Retiré";
    }
}

impl Amendment {
    /// « Avenant n° 2 », « Avenant proposé ».
    pub fn name(&self) -> String {
        match &self.state {
            State::Accepted(number, _) => format!("Avenant n°\u{a0}{number}"),
            State::Proposed => "Avenant proposé".into(),
            State::Refused(_) => "Avenant refusé".into(),
            State::Withdrawn(_) => "Avenant retiré".into(),
        }
    }

    /// « Avenant n° 2 : objectifs »
    pub fn heading(&self) -> String {
        format!("{} : {}", self.name(), self.part().label().to_lowercase())
    }

    /// What it changes.
    pub fn part(&self) -> Locked {
        self.after.part()
    }

    pub fn path(&self, sheet: &Sheet) -> String {
        format!("{}/{}", sheet.amendments_path(), self.id)
    }
}

/// The form that proposes another title, or another text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// What it changes: the word of a `Locked` that is a text.
    pub part: String,
    /// The digest of the text in force that was read.
    pub seen: String,
    pub body: String,
    pub reason: String,
}

/// What a checked proposal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub change: Change,
    /// The digest of what was in force and was read.
    pub seen: String,
    pub reason: String,
}

impl ProposalForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a part that is no text, or that no adoption locks.
    pub fn check(&self) -> Result<Proposal, AppError> {
        let part = Locked::from_word(&self.part).ok_or(AppError::Unreadable)?;
        let mut errors = Vec::new();
        let (after, longest) = match part {
            Locked::Title => (one_line(&self.body), LONGEST_TITLE),
            Locked::Stake => (clean(&self.body), LONGEST_BODY),
            Locked::Goals | Locked::Targeting => return Err(AppError::Unreadable),
        };
        if after.is_empty() {
            errors.push(FieldError::new(
                "body",
                "Écrivez le texte proposé : un avenant remplace, il n’efface pas.",
            ));
        }
        let length = after.chars().count();
        if length > longest {
            errors.push(too_long("body", "Le texte proposé", length, longest));
        }
        let reason = why(&self.reason, &mut errors);
        let after = if part == Locked::Title { Content::Title(after) } else { Content::Stake(after) };
        proposal(Change::Whole(after), &self.seen, reason, errors)
    }
}

/// Why something is proposed, which must be said.
fn why(typed: &str, errors: &mut Vec<FieldError>) -> String {
    reason(typed, "Dites pourquoi, en une phrase : l’animation du plan en décidera.", errors)
}

fn proposal(
    change: Change,
    seen: &str,
    reason: String,
    errors: Vec<FieldError>,
) -> Result<Proposal, AppError> {
    if errors.is_empty() {
        Ok(Proposal { change, seen: seen.to_owned(), reason })
    } else {
        Err(AppError::Invalid(errors))
    }
}

words! {
    /// What a coordinator decides.
    Verdict {
        Accept = "accept", "Adopter l’avenant";
        Refuse = "refuse", "Refuser l’avenant";
    }
}

/// The form that decides one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub amendment: AmendmentId,
    /// The digest of the text in force that was read.
    pub seen: String,
    pub verdict: String,
    pub reason: String,
}

impl DecisionForm {
    /// What is decided, and why; a refusal is explained.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<(Verdict, String), AppError> {
        let mut errors = Vec::new();
        let verdict = Verdict::from_word(&self.verdict);
        if verdict.is_none() {
            errors.push(FieldError::new("verdict", "Choisissez : adopter ou refuser."));
        }
        let said = match verdict {
            Some(Verdict::Refuse) => reason(
                &self.reason,
                "Dites pourquoi l’avenant est refusé, en une phrase : son auteur la lira.",
                &mut errors,
            ),
            Some(Verdict::Accept) | None => clean(&self.reason),
        };
        if errors.is_empty() && said.chars().count() > LONGEST_REASON {
            errors.push(too_long("reason", "Le motif", said.chars().count(), LONGEST_REASON));
        }
        match verdict {
            Some(verdict) if errors.is_empty() => Ok((verdict, said)),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// A reason that must be given.
fn reason(typed: &str, wanted: &str, errors: &mut Vec<FieldError>) -> String {
    let reason = clean(typed);
    let length = reason.chars().count();
    if reason.is_empty() {
        errors.push(FieldError::new("reason", wanted));
    } else if length > LONGEST_REASON {
        errors.push(too_long("reason", "Le motif", length, LONGEST_REASON));
    }
    reason
}

/// The button that takes a proposal back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub amendment: AmendmentId,
}
