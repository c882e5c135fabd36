//! Dates as they are said in French.
use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Timelike, Weekday};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 16 mars 2026 », « 1er mars 2026 ».
pub fn date(day: NaiveDate) -> String {
    let first = if day.day() == 1 { "er" } else { "" };
    format!("{}{first} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

/// « 16 nov. 2026 », where room is short.
pub fn short(day: NaiveDate) -> String {
    const SHORT: [&str; 12] =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    let first = if day.day() == 1 { "er" } else { "" };
    format!("{}{first} {} {}", day.day(), SHORT[day.month0() as usize], day.year())
}

/// « lundi 16 mars 2026 ».
pub fn weekday(day: NaiveDate) -> String {
    let name = match day.weekday() {
        Weekday::Mon => "lundi",
        Weekday::Tue => "mardi",
        Weekday::Wed => "mercredi",
        Weekday::Thu => "jeudi",
        Weekday::Fri => "vendredi",
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
    };
    format!("{name} {}", date(day))
}

/// « mars 2026 ».
pub fn month(day: NaiveDate) -> String {
    format!("{} {}", MONTHS[day.month0() as usize], day.year())
}

/// « 14 h 32 ».
pub fn hour<Z: TimeZone>(at: DateTime<Z>) -> String {
    format!("{} h {:02}", at.hour(), at.minute())
}

/// « 16 mars 2026 à 14 h 32 », in a region's time zone.
pub fn moment<Z: TimeZone>(at: DateTime<Z>) -> String {
    format!("{} à {}", date(at.date_naive()), hour(at))
}

/// « aujourd’hui », « hier », « il y a 47 jours », « il y a 5 mois ».
pub fn age(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        ..=0 => "aujourd’hui".into(),
        1 => "hier".into(),
        days @ 2..=90 => format!("il y a {days} jours"),
        days @ 91..=729 => format!("il y a {} mois", days / 30),
        days => format!("il y a {} ans", days / 365),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_in_french() {
        let day = |s: &str| s.parse::<NaiveDate>().unwrap();
        assert_eq!(date(day("2026-03-01")), "1er mars 2026");
        assert_eq!(short(day("2026-12-01")), "1er déc. 2026");
        assert_eq!(weekday(day("2026-03-16")), "lundi 16 mars 2026");
        assert_eq!(age(day("2026-03-01"), day("2026-03-02")), "hier");
        assert_eq!(age(day("2026-01-28"), day("2026-03-16")), "il y a 47 jours");
        assert_eq!(age(day("2025-10-16"), day("2026-03-16")), "il y a 5 mois");
        assert_eq!(age(day("2022-10-16"), day("2026-03-16")), "il y a 3 ans");
    }
}
