//! Dates as people give them (*date dite*): a day, a month, a quarter, a half-year, a year, or a part of one.
use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::text::fold;

/// Years that a plan may speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// What was said, and the days that it may mean: late only after the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// As it was typed, spaces aside: shown everywhere.
    said: String,
    first: NaiveDate,
    last: NaiveDate,
}

/// Dates to come, as one may say them: « 30/06/2027, fin juin 2027, T3 2027 ».
pub fn to_say(today: NaiveDate) -> String {
    let year = today.year() + 1;
    format!("30/06/{year}, fin juin {year}, T3 {year}")
}

/// What could not be read as a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADate(String);

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text) = self;
        write!(
            f,
            "« {text} » ne se lit pas comme une date. Écrivez par exemple 30/06/2026, juin 2026, T2 2026, \
             1er semestre 2026, 2026, courant 2026 ou fin 2026."
        )
    }
}

impl When {
    /// The first and the last day that it may mean, both included.
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        (self.first, self.last)
    }

    /// What its columns hold.
    pub fn stored(said: String, first: NaiveDate, last: NaiveDate) -> Self {
        Self { said, first, last }
    }

    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.last < today
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

/// By the day after which it is late; what ends on the same day, by where it begins.
impl Ord for When {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.last, self.first, &self.said).cmp(&(other.last, other.first, &other.said))
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for When {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match read(&fold(&said)) {
            Some((first, last)) => Ok(Self { said, first, last }),
            None => Err(NotADate(crate::text::first_line(&said, 60))),
        }
    }
}

/// A span of whole months: the third of it that « début », « mi » and « fin » mean is counted in them.
#[derive(Clone, Copy)]
struct Span {
    first: NaiveDate,
    months: u32,
}

impl Span {
    fn new(year: i32, month: u32, months: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| YEARS.contains(&year))?;
        Some(Self { first, months })
    }

    /// From `skipped` months after the beginning, that many months.
    fn part(self, skipped: u32, months: u32) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.first.checked_add_months(Months::new(skipped))?;
        Some((first, first.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))?))
    }

    fn whole(self) -> Option<(NaiveDate, NaiveDate)> {
        self.part(0, self.months)
    }

    /// A quarter for a year, two months for a half-year, one for a quarter, ten days for a month.
    fn third(self, which: Third) -> Option<(NaiveDate, NaiveDate)> {
        if self.months == 1 {
            let (first, last) = self.whole()?;
            let day = |day| first.with_day(day);
            return Some(match which {
                Third::First => (first, day(10)?),
                Third::Middle => (day(11)?, day(20)?),
                Third::Last => (day(21)?, last),
            });
        }
        let length = if self.months == 12 { 3 } else { self.months / 3 };
        match which {
            Third::First => self.part(0, length),
            Third::Middle => self.part((self.months - length) / 2, length + (self.months - length) % 2),
            Third::Last => self.part(self.months - length, length),
        }
    }
}

#[derive(Clone, Copy)]
enum Third {
    First,
    Middle,
    Last,
}

/// Reads a folded text: words that change nothing, then the part, then the span or the day.
fn read(folded: &str) -> Option<(NaiveDate, NaiveDate)> {
    let mut text = folded.trim_end_matches('.');
    for word in ["a la ", "en ", "le ", "au ", "pour "] {
        text = text.strip_prefix(word).unwrap_or(text);
    }
    for (word, third) in
        [("debut ", Third::First), ("mi-", Third::Middle), ("mi ", Third::Middle), ("fin ", Third::Last)]
    {
        if let Some(rest) = text.strip_prefix(word) {
            return span(of(rest))?.third(third);
        }
    }
    if let Some(rest) = text.strip_prefix("courant ") {
        return span(of(rest))?.whole();
    }
    match span(text) {
        Some(span) => span.whole(),
        None => day(text).map(|day| (day, day)),
    }
}

/// « de juin », « d'annee », « du T2 ».
fn of(text: &str) -> &str {
    ["de l'", "de ", "du ", "d'"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

fn span(text: &str) -> Option<Span> {
    let text = text.strip_prefix("annee ").unwrap_or(text);
    let words: Vec<&str> = text.split([' ', '/', '-']).filter(|word| !word.is_empty()).collect();
    match *words.as_slice() {
        [y] => Span::new(year(y)?, 1, 12),
        [a, b] => match (year(a), year(b)) {
            (None, Some(y)) => short(a, y).or_else(|| Span::new(y, month(a)?, 1)),
            (Some(y), None) => short(b, y).or_else(|| Span::new(y, number(b, 12)?, 1)),
            _ => None,
        },
        [rank, kind, y] => {
            let rank = ["premier", "deuxieme", "troisieme", "quatrieme"]
                .iter()
                .position(|word| *word == rank || (rank == "second" && *word == "deuxieme"))
                .and_then(|place| u32::try_from(place + 1).ok())
                .or_else(|| {
                    rank.strip_suffix("er")
                        .or(rank.strip_suffix("eme"))
                        .or(rank.strip_suffix('e'))?
                        .parse()
                        .ok()
                })?;
            nth(rank, kind, year(y)?)
        }
        _ => None,
    }
}

/// « T2 », « S1 ».
fn short(text: &str, year: i32) -> Option<Span> {
    let kind = text.get(..1)?;
    nth(text.get(1..)?.parse().ok()?, kind, year)
}

fn nth(rank: u32, kind: &str, year: i32) -> Option<Span> {
    let months = match kind {
        "t" | "trimestre" => 3,
        "s" | "semestre" => 6,
        _ => return None,
    };
    if (1..=12 / months).contains(&rank) { Span::new(year, (rank - 1) * months + 1, months) } else { None }
}

fn day(text: &str) -> Option<NaiveDate> {
    let mut words: Vec<&str> =
        text.split([' ', '/', '-', '.', ',']).filter(|word| !word.is_empty()).collect();
    let said: Option<Weekday> = words.first().and_then(|word| weekday(word));
    if said.is_some() {
        words.remove(0);
    }
    let [a, b, c] = words.as_slice() else { return None };
    let (day, month, year) = match (year(a), year(c)) {
        (Some(y), None) if text.contains('-') => (number(c, 31)?, number(b, 12)?, y), // as browsers write it
        (None, Some(y)) => (number(a.strip_suffix("er").unwrap_or(a), 31)?, month(b)?, y),
        _ => return None,
    };
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    said.is_none_or(|said| said == day.weekday()).then_some(day)
}

fn weekday(word: &str) -> Option<Weekday> {
    const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    let place = DAYS.iter().position(|day| *day == word)?;
    Weekday::try_from(u8::try_from(place).ok()?).ok()
}

/// A year in four digits: two would be a guess.
fn year(word: &str) -> Option<i32> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| digits && YEARS.contains(year))
}

fn number(word: &str, most: u32) -> Option<u32> {
    let digits = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|n| digits && (1..=most).contains(n))
}

/// A month by its number, its name, or the beginning of its name with or without a full stop.
fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    number(word, 12).or_else(|| {
        let short = word.trim_end_matches('.');
        let mut found = NAMES
            .iter()
            .enumerate()
            .filter(|(_, name)| **name == short || (short.len() >= 3 && name.starts_with(short)));
        match (found.next(), found.next()) {
            (Some((place, _)), None) => u32::try_from(place + 1).ok(),
            // « jui » is two months
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests;
