//! What waits for a person, the most pressing first; each of her sheets with the one thing that is next.
use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};

use crate::action_sheet::{
    life::Status,
    model::Sheet,
    store::{LastUpdate, Own},
};
use crate::amendment::model::Amendment;
use crate::ask::model::{Ask, State};
use crate::balance::model::Balance;
use crate::deliverable::model::Deliverable;
use crate::milestone::model::Milestone;
use crate::progress::model::{is_silent, silence};
use crate::rows::{
    due::{self, Dated, Due, Tally},
    model::{Noun, Row},
};
use crate::vague::When;

/// A sheet of one's own committee, and its dated lines.
#[derive(Clone, Debug)]
pub struct Carried {
    pub sheet: Sheet,
    pub last: Option<LastUpdate>,
    pub milestones: Vec<Row<Milestone>>,
    pub deliverables: Vec<Row<Deliverable>>,
}

/// Something that waits for one gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    pub sheet: Sheet,
    pub what: What,
    /// The first day on which it waited, or was late.
    pub since: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A milestone or a deliverable whose dates are over.
    Line {
        noun: Noun,
        title: String,
        due: Due,
    },
    /// The sheet is about to be silent, in words.
    Update(String),
    /// It is silent, in words.
    Silence(String),
    Answer(Ask),
    /// It was answered: what was promised is to be done, then it is settled.
    Settle(Ask),
    Decide(Amendment),
    /// It was handed in, and waits for a decision; or it was sent back, and waits for its pilots.
    Balance(Balance),
}

impl Carried {
    pub fn new(own: Own, milestones: Vec<Row<Milestone>>, deliverables: Vec<Row<Deliverable>>) -> Self {
        Self { sheet: own.sheet, last: own.last, milestones, deliverables }
    }

    /// What its pilots have let pass, or are about to; nothing of a sheet that is paused or over.
    pub fn todos(&self, today: NaiveDate, zone: &impl TimeZone) -> Vec<Todo> {
        if !matches!(self.sheet.status, Status::Open(_)) {
            return Vec::new();
        }
        let mut todos = self.late(&self.milestones, today);
        todos.extend(self.late(&self.deliverables, today));
        let at = self.last.as_ref().map(|last| last.at);
        if let Some((since, said)) = silence(&self.sheet, at, today, zone) {
            let day = at.unwrap_or(self.sheet.status_since).with_timezone(zone).date_naive();
            let silent = is_silent(&self.sheet.status, day, today);
            let what = if silent { What::Silence(said) } else { What::Update(said) };
            todos.push(Todo { sheet: self.sheet.clone(), what, since });
        }
        todos
    }

    fn late<L: Dated>(&self, rows: &[Row<L>], today: NaiveDate) -> Vec<Todo> {
        let todo = |line: &L| Todo {
            sheet: self.sheet.clone(),
            since: after(&line.due().when),
            what: What::Line { noun: L::NOUN, title: line.title().to_owned(), due: line.due().clone() },
        };
        due::late(rows, today).map(todo).collect()
    }

    /// Of all that is open in it, what ends first.
    pub fn next(&self, today: NaiveDate) -> Option<(String, When)> {
        let next = [Tally::of(&self.milestones, today).next, Tally::of(&self.deliverables, today).next];
        next.into_iter().flatten().min_by(|(_, one), (_, other)| one.cmp(other))
    }
}

/// The first day after the dates that were said.
fn after(when: &When) -> NaiveDate {
    when.days().1 + Days::new(1)
}

impl Todo {
    /// A request that waits for the reader's answer, or for what she promised.
    pub fn of_ask(sheet: Sheet, ask: Ask, today: NaiveDate, zone: &impl TimeZone) -> Self {
        let late = ask.due().filter(|due| due.is_over(today)).map(after);
        let since = late.unwrap_or_else(|| ask.since.with_timezone(zone).date_naive());
        let what = match ask.state {
            State::Open { .. } => What::Answer(ask),
            State::Answered(_) | State::Settled(_) => What::Settle(ask),
        };
        Self { sheet, what, since }
    }

    /// A proposal that waits for the reader's decision.
    pub fn of_amendment(sheet: Sheet, amendment: Amendment, at: DateTime<Utc>, zone: &impl TimeZone) -> Self {
        Self { sheet, what: What::Decide(amendment), since: at.with_timezone(zone).date_naive() }
    }

    /// A balance that waits for the reader's decision, or for her pen.
    pub fn of_balance(sheet: Sheet, balance: Balance, zone: &impl TimeZone) -> Self {
        let since = balance.status_since.with_timezone(zone).date_naive();
        Self { sheet, what: What::Balance(balance), since }
    }

    /// Whether a date that was said, or that everybody knows, is over.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        match &self.what {
            What::Line { .. } | What::Silence(_) => true,
            What::Update(_) | What::Decide(_) | What::Balance(_) => false,
            What::Answer(ask) | What::Settle(ask) => ask.is_late(today),
        }
    }
}

/// What is late first, the oldest before the others; then what waits, likewise; what is only to be followed last.
pub fn most_pressing_first(todos: &mut [Todo], today: NaiveDate) {
    todos.sort_by_key(|todo| {
        let followed = matches!(todo.what, What::Settle(_));
        let late = todo.is_late(today);
        (!late, !late && followed, todo.since)
    });
}
