//! What the timetable is made of: what is due, when, where it stands, and what for. Pure: no database, no clock.
use chrono::NaiveDate;

use crate::action_sheet::model::{RubricKind, Sheet};
use crate::deliverable::model::Deliverable;
use crate::goal::model::{Goal, tree};
use crate::ids::GoalId;
use crate::indicator::model::Indicator;
use crate::milestone::model::Milestone;
use crate::rows::due::{Dated, Due, Standing};
use crate::rows::model::{Row, list_path};
use crate::text::counted;
use crate::when;

/// What the timetable is drawn from.
#[derive(Clone, Copy)]
pub struct Lines<'a> {
    pub milestones: &'a [Row<Milestone>],
    pub deliverables: &'a [Row<Deliverable>],
    pub goals: &'a [Row<Goal>],
    pub indicators: &'a [Row<Indicator>],
}

/// The timetable on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    pub today: NaiveDate,
    /// A band for each goal that something serves, then what serves none that is said.
    pub bands: Vec<Band>,
}

/// What serves one goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Absent for what serves none that is said.
    pub goal: Option<String>,
    /// The indicators by which one will know, each with its target.
    pub indicators: Vec<String>,
    /// By date.
    pub events: Vec<Event>,
}

/// A milestone or a deliverable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub kind: RubricKind,
    pub title: String,
    pub due: Due,
    pub standing: Standing,
    /// « fait le 3 mars 2026 », « en rédaction »; that it is late is said beside.
    pub told: String,
    /// Its anchor in the page, and the page that changes it.
    pub id: String,
    pub path: String,
    goal: Option<GoalId>,
}

impl Event {
    fn of<L: Dated>(
        sheet: &Sheet,
        row: &Row<L>,
        goal: Option<GoalId>,
        told: String,
        today: NaiveDate,
    ) -> Self {
        Self {
            kind: L::RUBRIC,
            title: row.line.title().to_owned(),
            due: row.line.due().clone(),
            standing: row.line.standing(today),
            told,
            id: format!("{}-{}", L::PART, row.id),
            path: format!("{}/{}", list_path::<L>(sheet), row.id),
            goal,
        }
    }

    /// « en retard de 16 jours, en rédaction »; of a milestone that is late there is nothing more to say.
    pub fn stands(&self, today: NaiveDate) -> String {
        match self.standing {
            Standing::Late if self.kind == RubricKind::Milestones => self.due.lateness(today),
            Standing::Late => format!("{}, {}", self.due.lateness(today), self.told),
            Standing::Done | Standing::Planned | Standing::GivenUp => self.told.clone(),
        }
    }
}

impl Timetable {
    /// By goal, in the order in which goals are read; nothing is left out.
    pub fn of(sheet: &Sheet, lines: Lines<'_>, today: NaiveDate) -> Self {
        let milestones = lines.milestones.iter().map(|row| {
            let told = row.line.done_on.map(|day| format!("fait le {}", when::date(day)));
            Event::of(sheet, row, row.line.goal, told.unwrap_or_else(|| "prévu".into()), today)
        });
        let deliverables = lines
            .deliverables
            .iter()
            .map(|row| Event::of(sheet, row, row.line.goal, row.line.state.told(), today));
        let mut events: Vec<Event> = milestones.chain(deliverables).collect();
        events.sort_by(|one, other| one.due.when.cmp(&other.due.when));
        let order = tree(lines.goals).into_iter().flat_map(|(goal, under)| [goal].into_iter().chain(under));
        let mut bands: Vec<Band> = order
            .map(|goal| {
                let (serving, others) = events.drain(..).partition(|event| event.goal == Some(goal.id));
                events = others;
                let measured = lines.indicators.iter().filter(|row| row.line.goal == Some(goal.id));
                let measured = measured.filter(|row| row.line.given_up.is_none());
                let indicators = measured.map(|row| aimed(&row.line)).collect();
                Band { goal: Some(goal.line.named()), indicators, events: serving }
            })
            .filter(|band| !(band.events.is_empty() && band.indicators.is_empty()))
            .collect();
        if !events.is_empty() {
            bands.push(Band { goal: None, indicators: Vec::new(), events });
        }
        Self { today, bands }
    }

    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.bands.iter().flat_map(|band| &band.events)
    }

    /// Whether some line says which goal it serves.
    pub fn has_goals(&self) -> bool {
        self.bands.iter().any(|band| band.goal.is_some())
    }

    /// « 3 faits, 1 en retard (Support d’animation, fin 2026), 2 à venir »: the frieze in a sentence.
    pub fn summary(&self) -> String {
        let those = |standing| self.events().filter(|event| event.standing == standing).collect::<Vec<_>>();
        let late: Vec<String> = those(Standing::Late)
            .iter()
            .map(|event| format!("{}, {}", event.title, event.due.when))
            .collect();
        let named = if late.is_empty() { String::new() } else { format!(" ({})", late.join(" ; ")) };
        let count = |standing| u64::try_from(those(standing).len()).unwrap_or_default();
        format!(
            "{}, {} en retard{named}, {} à venir, {}",
            counted(count(Standing::Done), "fait", "faits"),
            count(Standing::Late),
            count(Standing::Planned),
            counted(count(Standing::GivenUp), "abandonné", "abandonnés"),
        )
    }
}

/// An indicator, and what it should reach.
fn aimed(indicator: &Indicator) -> String {
    if indicator.target.is_empty() {
        indicator.title.clone()
    } else {
        format!("{} (cible : {})", indicator.title, indicator.target)
    }
}
