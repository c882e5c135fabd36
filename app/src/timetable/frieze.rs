//! Where the marks of the frieze stand. Lengths are those of the drawing, which scales as a whole.
use chrono::{Datelike, Days, Months, NaiveDate};

use super::model::{Event, Timetable};
use crate::rows::due::Standing;

/// The drawing is that wide.
pub const WIDTH: f64 = 850.0;
/// What stays free on both sides.
const MARGIN: f64 = 14.0;
/// The line of the graduations, the lines of marks and of the names of goals.
const TOP: f64 = 30.0;
const LINE: f64 = 22.0;
/// How wide a letter is, at the size of the labels (a mean, on the safe side).
const LETTER: f64 = 6.6;
/// The most graduations.
const MOST: usize = 10;

/// The frieze, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Frieze {
    pub height: f64,
    pub graduations: Vec<Graduation>,
    pub today: f64,
    /// The names of goals.
    pub headings: Vec<Heading>,
    pub marks: Vec<Mark>,
}

/// A date that the frieze names.
#[derive(Clone, Debug, PartialEq)]
pub struct Graduation {
    pub x: f64,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub y: f64,
    pub text: String,
}

/// A milestone or a deliverable: the days that its date may mean, its sign at the last of them, its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub y: f64,
    pub from: f64,
    pub x: f64,
    pub label: String,
    pub side: Side,
    pub event: Event,
}

/// On which side of the sign the label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

impl Frieze {
    /// `None` when nothing is due.
    pub fn of(timetable: &Timetable) -> Option<Self> {
        let days = || timetable.events().map(|event| event.due.when.days());
        let first = days().map(|(first, _)| first).min()?.min(timetable.today);
        let last = days().map(|(_, last)| last).max()?.max(timetable.today);
        let scale = Scale::of(first, last);
        let (mut y, mut headings, mut marks) = (TOP, Vec::new(), Vec::new());
        let named = timetable.has_goals();
        for band in &timetable.bands {
            if band.events.is_empty() {
                continue;
            }
            if named {
                y += LINE;
                let text = band.goal.as_deref().unwrap_or(NO_GOAL);
                headings.push(Heading { y, text: fitted(text, WIDTH - 2.0 * MARGIN) });
            }
            for event in &band.events {
                y += LINE;
                marks.push(mark(&scale, event, y));
            }
        }
        let graduations = scale.graduations();
        Some(Self { height: y + LINE, graduations, today: scale.x(timetable.today), headings, marks })
    }
}

/// What serves no goal that is said.
pub const NO_GOAL: &str = "Sans objectif dit";

fn mark(scale: &Scale, event: &Event, y: f64) -> Mark {
    let (first, last) = event.due.when.days();
    let (from, x) = (scale.x(first), scale.x(last));
    let late = if event.standing == Standing::Late { ", en retard" } else { "" };
    let (before, after) = (from - MARGIN, WIDTH - x - MARGIN);
    let (side, room) = if after >= before { (Side::After, after) } else { (Side::Before, before) };
    let room = room - LETTER * late.chars().count() as f64;
    Mark { y, from, x, label: format!("{}{late}", fitted(&event.title, room)), side, event: event.clone() }
}

/// As much of a text as there is room for.
fn fitted(text: &str, room: f64) -> String {
    let most = (room / LETTER).max(4.0) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Days as lengths.
struct Scale {
    first: NaiveDate,
    last: NaiveDate,
}

impl Scale {
    /// From before the first day to after the last one, so that no sign stands on the edge.
    fn of(first: NaiveDate, last: NaiveDate) -> Self {
        let around = Days::new((last - first).num_days().unsigned_abs() / 40 + 10);
        Self {
            first: first.checked_sub_days(around).unwrap_or(first),
            last: last.checked_add_days(around).unwrap_or(last),
        }
    }

    fn x(&self, day: NaiveDate) -> f64 {
        let share = (day - self.first).num_days() as f64 / (self.last - self.first).num_days() as f64;
        MARGIN + share * (WIDTH - 2.0 * MARGIN)
    }

    /// The beginnings of quarters, of half-years, or of years: as fine as there is room for.
    fn graduations(&self) -> Vec<Graduation> {
        let years = u32::try_from(self.last.year() - self.first.year()).unwrap_or_default() + 1;
        let coarse = 12 * years.div_ceil(MOST as u32);
        let beginnings = [3, 6, coarse].map(|months| self.beginnings(months));
        let fine = beginnings.iter().find(|days| days.len() <= MOST).or(beginnings.last());
        let step = beginnings.iter().position(|days| Some(days) == fine).unwrap_or_default();
        let label = |day: &NaiveDate| match step {
            0 => format!("T{} {}", day.month0() / 3 + 1, day.year()),
            1 => format!("S{} {}", day.month0() / 6 + 1, day.year()),
            _ => day.year().to_string(),
        };
        let named = fine.into_iter().flatten().map(|day| Graduation { x: self.x(*day), label: label(day) });
        // one at the edge has no room for its name
        named.filter(|at| at.x < WIDTH - 4.0 * MARGIN).collect()
    }

    /// The first days of spans of that many months, from January of the first year.
    fn beginnings(&self, months: u32) -> Vec<NaiveDate> {
        let january = NaiveDate::from_ymd_opt(self.first.year(), 1, 1).unwrap_or(self.first);
        let nth = |n: u32| january.checked_add_months(Months::new(n * months));
        (0..).map_while(nth).take_while(|day| *day < self.last).filter(|day| *day > self.first).collect()
    }
}
