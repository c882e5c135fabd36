//! A milestone, its dates, and what is counted of it.
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey, MilestoneId};
use crate::text::clean;
use crate::vague::When;
use crate::words::words;

/// A milestone whose dates begin within this is asked about in updates (days).
const SOON: u64 = 90;
/// The longest title (characters).
pub const LONGEST_TITLE: usize = 200;

/// A milestone, as the sheet shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub id: MilestoneId,
    pub sheet: ActionSheetId,
    pub title: String,
    pub due: When,
    /// The due dates that it had before, oldest first.
    pub past: Vec<PastDue>,
    pub done_on: Option<NaiveDate>,
    pub version: i32,
}

/// A due date that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastDue {
    pub due: When,
    pub replaced_at: DateTime<Utc>,
    pub by: String,
}

/// Where a milestone stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Done,
    Late,
    Planned,
}

impl Milestone {
    pub fn standing(&self, today: NaiveDate) -> Standing {
        match self.done_on {
            Some(_) => Standing::Done,
            None if self.due.is_over(today) => Standing::Late,
            None => Standing::Planned,
        }
    }

    /// Whether an update should ask about it: open, and late or beginning soon.
    pub fn is_at_hand(&self, today: NaiveDate) -> bool {
        self.done_on.is_none() && self.due.days().0 <= today + Days::new(SOON)
    }

    /// How often its end was put off: a date that was brought forward, or only said more precisely, does not count.
    pub fn times_postponed(&self) -> usize {
        let dates: Vec<&When> = self.past.iter().map(|past| &past.due).chain([&self.due]).collect();
        dates
            .windows(2)
            .filter(|pair| matches!(pair, [before, after] if after.days().1 > before.days().1))
            .count()
    }

    /// « repoussé 2 fois »; empty when it never was.
    pub fn postponed(&self) -> String {
        match self.times_postponed() {
            0 => String::new(),
            1 => "repoussé 1 fois".into(),
            times => format!("repoussé {times} fois"),
        }
    }
}

/// How many milestones of a sheet stand where, and the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub done: usize,
    pub late: usize,
    pub planned: usize,
    /// The open one that ends first.
    pub next: Option<(String, When)>,
}

impl Tally {
    pub fn all(&self) -> usize {
        self.done + self.late + self.planned
    }

    pub fn is_empty(&self) -> bool {
        self.all() == 0
    }

    pub fn of(milestones: &[Milestone], today: NaiveDate) -> Self {
        let count = |standing| milestones.iter().filter(|m| m.standing(today) == standing).count();
        let next = milestones.iter().filter(|m| m.done_on.is_none()).min_by_key(|m| &m.due);
        Self {
            done: count(Standing::Done),
            late: count(Standing::Late),
            planned: count(Standing::Planned),
            next: next.map(|m| (m.title.clone(), m.due.clone())),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MilestoneForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub milestone: MilestoneId,
    pub version: i32,
    pub title: String,
    pub due: String,
    /// The day on which it was done; empty while it is not.
    pub done_on: String,
}

/// What a checked form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneEdit {
    pub title: String,
    pub due: When,
    pub done_on: Option<NaiveDate>,
}

impl MilestoneForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self, today: NaiveDate) -> Result<MilestoneEdit, AppError> {
        let mut errors = Vec::new();
        let title = clean(&self.title).split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            errors.push(FieldError::new("title", "Nommez le jalon. Exemple : « Kit relu par trois SPSTI »."));
        } else if title.chars().count() > LONGEST_TITLE {
            errors.push(FieldError::new(
                "title",
                format!("Raccourcissez le nom du jalon : {LONGEST_TITLE} caractères au plus."),
            ));
        }
        let due = self
            .due
            .parse::<When>()
            .map_err(|error| errors.push(FieldError::new("due", error.to_string())))
            .ok();
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
            Some(due) if errors.is_empty() => Ok(MilestoneEdit { title, due, done_on }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

words! {
    /// What a button of a line does.
    Act {
        Done = "done", "Fait";
        Reopen = "reopen", "Pas fait finalement";
        Remove = "remove", "Retirer ce jalon";
    }
}

/// One button of a line: done, not done after all, or removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TickForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub milestone: MilestoneId,
    pub version: i32,
    pub act: String,
}
