//! Due dates that remember their moves, and what is counted of the lines that have one.
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Line, Row};
use crate::error::FieldError;
use crate::text::counted;
use crate::vague::When;

/// An update asks about a line whose dates begin within this (days).
const SOON: u64 = 90;

/// When a line is due, and what was said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub when: When,
    /// The due dates that it had before, oldest first.
    pub past: Vec<PastDue>,
}

/// A due date that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastDue {
    pub due: When,
    pub replaced_at: DateTime<Utc>,
    pub by: String,
}

impl From<When> for Due {
    fn from(when: When) -> Self {
        Self { when, past: Vec::new() }
    }
}

impl Due {
    /// What a form says, if it can be read.
    pub fn said(text: &str, errors: &mut Vec<FieldError>) -> Option<Self> {
        if text.trim().is_empty() {
            errors
                .push(FieldError::new("due", "Dites pour quand : 30/06/2026, juin 2026, T2 2026, fin 2026."));
            return None;
        }
        let read =
            text.parse::<When>().map_err(|error| errors.push(FieldError::new("due", error.to_string())));
        read.ok().map(Self::from)
    }

    /// This date in the place of an earlier one, which is remembered when it was another.
    #[must_use]
    pub fn over(self, known: Self, replaced_at: DateTime<Utc>, by: &str) -> Self {
        let mut past = known.past;
        if known.when != self.when {
            past.push(PastDue { due: known.when, replaced_at, by: by.to_owned() });
        }
        Self { when: self.when, past }
    }

    /// Where something that is not done stands on a day.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        if self.when.is_over(today) { Standing::Late } else { Standing::Planned }
    }

    /// « en retard de 16 jours », for one that is late.
    pub fn lateness(&self, today: NaiveDate) -> String {
        let days = (today - self.when.days().1).num_days();
        format!("en retard de {}", counted(days, "jour", "jours"))
    }

    /// How often its end was put off: a date that was brought forward, or only said more precisely, does not count.
    pub fn times_postponed(&self) -> usize {
        let dates: Vec<&When> = self.past.iter().map(|past| &past.due).chain([&self.when]).collect();
        dates
            .windows(2)
            .filter(|pair| matches!(pair, [before, after] if after.days().1 > before.days().1))
            .count()
    }

    /// « repoussé 2 fois »; empty when it never was.
    pub fn postponed(&self) -> String {
        match self.times_postponed() {
            0 => String::new(),
            times => format!("repoussé {times} fois"),
        }
    }
}

/// Where a line stands on a day (DOMAIN.md, « Counting words »).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its pilots have nothing left to do for it.
    Done,
    /// Open, and its dates are over.
    Late,
    Planned,
    /// Decided not to be done: neither late nor counted among the others.
    GivenUp,
}

impl Standing {
    pub fn is_open(self) -> bool {
        match self {
            Self::Late | Self::Planned => true,
            Self::Done | Self::GivenUp => false,
        }
    }
}

/// A kind of lines that are due.
pub trait Dated: Line {
    fn due(&self) -> &Due;
    fn standing(&self, today: NaiveDate) -> Standing;
}

/// Whether an update should ask about it: open, and late or beginning soon.
pub fn is_at_hand<L: Dated>(line: &L, today: NaiveDate) -> bool {
    line.standing(today).is_open() && line.due().when.days().0 <= today + Days::new(SOON)
}

/// The lines that are late.
pub fn late<L: Dated>(rows: &[Row<L>], today: NaiveDate) -> impl Iterator<Item = &L> {
    rows.iter().map(|row| &row.line).filter(move |line| line.standing(today) == Standing::Late)
}

/// How many lines of a sheet stand where, and the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub done: usize,
    pub late: usize,
    pub planned: usize,
    pub given_up: usize,
    /// The open one that ends first, by the order of [`When`], then by title.
    pub next: Option<(String, When)>,
}

impl Tally {
    /// Those that were not given up.
    pub fn all(&self) -> usize {
        self.done + self.late + self.planned
    }

    pub fn is_empty(&self) -> bool {
        self.all() + self.given_up == 0
    }

    pub fn of<L: Dated>(rows: &[Row<L>], today: NaiveDate) -> Self {
        let count = |standing| rows.iter().filter(|row| row.line.standing(today) == standing).count();
        let open = rows.iter().map(|row| &row.line).filter(|line| line.standing(today).is_open());
        let next = open.min_by_key(|line| (&line.due().when, line.title()));
        Self {
            done: count(Standing::Done),
            late: count(Standing::Late),
            planned: count(Standing::Planned),
            given_up: count(Standing::GivenUp),
            next: next.map(|line| (line.title().to_owned(), line.due().when.clone())),
        }
    }
}
