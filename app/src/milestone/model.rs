//! A milestone: what is passed, when, and the day on which it was.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::error::{AppError, FieldError};
use crate::goal::model::served;
use crate::ids::{ActionSheetId, FormKey, GoalId, MilestoneId};
use crate::rows::due::{Dated, Due, Standing};
use crate::rows::model::{Gender, Line, Noun, titled};
use crate::text::clean;
use crate::when;
use crate::words::words;

/// A milestone of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub title: String,
    pub due: Due,
    /// The goal that it serves, if it says one.
    pub goal: Option<GoalId>,
    pub done_on: Option<NaiveDate>,
}

words! {
    /// What a button of a milestone does.
    Act {
        Done = "done", "Fait";
        Reopen = "reopen", "Pas fait finalement";
    }
}

impl Line for Milestone {
    type Id = MilestoneId;
    const VERB: Verb = Verb::KeepTimetable;
    const RUBRIC: RubricKind = RubricKind::Milestones;
    const NOUN: Noun = Noun { one: "jalon", many: "jalons", gender: Gender::Masculine };
    const PART: &'static str = "milestone";
    const SLUG: &'static str = "jalons";

    fn title(&self) -> &str {
        &self.title
    }

    fn told(&self) -> String {
        let done = self.done_on.map(|day| format!(", fait le {}", when::date(day))).unwrap_or_default();
        format!("{}, {}{done}", self.title, self.due.when)
    }

    fn over(self, known: Self, at: DateTime<Utc>, by: &str) -> Self {
        Self { due: self.due.over(known.due, at, by), ..self }
    }

    fn after(&self, act: &str, today: NaiveDate) -> Option<(Self, &'static str)> {
        let (done_on, message) = match (Act::from_word(act)?, self.done_on) {
            (Act::Done, None) => (Some(today), "Jalon fait."),
            (Act::Reopen, Some(_)) => (None, "Jalon rouvert."),
            (Act::Done, Some(_)) | (Act::Reopen, None) => return None,
        };
        Some((Self { done_on, ..self.clone() }, message))
    }
}

impl Dated for Milestone {
    fn due(&self) -> &Due {
        &self.due
    }

    fn standing(&self, today: NaiveDate) -> Standing {
        self.done_on.map_or_else(|| self.due.standing(today), |_| Standing::Done)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MilestoneForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub line: MilestoneId,
    pub version: i32,
    pub title: String,
    pub due: String,
    /// The identifier of a goal, or empty.
    pub goal: String,
    /// The day on which it was done; empty while it is not.
    pub done_on: String,
}

impl MilestoneForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a goal that is no identifier.
    pub fn check(&self, today: NaiveDate) -> Result<Milestone, AppError> {
        let mut errors = Vec::new();
        let missing = "Nommez le jalon. Exemple : « Kit relu par trois SPSTI ».";
        let title = titled(&self.title, missing, "le nom du jalon", &mut errors);
        let due = Due::said(&self.due, &mut errors);
        let done_on = match clean(&self.done_on).parse::<NaiveDate>() {
            _ if self.done_on.trim().is_empty() => None,
            Ok(day) if day <= today => Some(day),
            Ok(_) => {
                errors.push(FieldError::new(
                    "done_on",
                    "Un jalon est fait aujourd’hui ou avant : corrigez la date, ou laissez-la vide.",
                ));
                None
            }
            Err(_) => {
                errors.push(FieldError::new(
                    "done_on",
                    "Cette date ne se lit pas. Écrivez par exemple 2026-06-30.",
                ));
                None
            }
        };
        match due {
            Some(due) if errors.is_empty() => {
                Ok(Milestone { title, due, goal: served(&self.goal)?, done_on })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
