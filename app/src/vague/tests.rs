use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::When;

fn days(text: &str) -> String {
    match text.parse::<When>() {
        Ok(when) => format!("{} → {}", when.first, when.last),
        Err(not_a_date) => format!("{not_a_date}").chars().take(3 + text.chars().count()).collect(),
    }
}

#[test]
fn what_people_say_is_an_interval() {
    for (said, means) in [
        ("30/06/2026", "2026-06-30 → 2026-06-30"),
        ("30-6-2026", "2026-06-30 → 2026-06-30"),
        ("2026-06-30", "2026-06-30 → 2026-06-30"),
        ("1er juin 2026", "2026-06-01 → 2026-06-01"),
        ("le mardi 30 juin 2026", "2026-06-30 → 2026-06-30"),
        ("juin 2026", "2026-06-01 → 2026-06-30"),
        ("Févr. 2028", "2028-02-01 → 2028-02-29"),
        ("06/2026", "2026-06-01 → 2026-06-30"),
        ("T2 2026", "2026-04-01 → 2026-06-30"),
        ("2026-T4", "2026-10-01 → 2026-12-31"),
        ("2e trimestre 2026", "2026-04-01 → 2026-06-30"),
        ("1er semestre 2024", "2024-01-01 → 2024-06-30"),
        ("au second semestre 2024", "2024-07-01 → 2024-12-31"),
        ("S2 2024", "2024-07-01 → 2024-12-31"),
        ("2025", "2025-01-01 → 2025-12-31"),
        ("en 2025", "2025-01-01 → 2025-12-31"),
        ("courant 2024", "2024-01-01 → 2024-12-31"),
        ("courant juin 2024", "2024-06-01 → 2024-06-30"),
        ("fin 2025", "2025-10-01 → 2025-12-31"),
        ("fin de l’année 2025", "2025-10-01 → 2025-12-31"),
        ("fin juin 2026", "2026-06-21 → 2026-06-30"),
        ("début 2026", "2026-01-01 → 2026-03-31"),
        ("mi-2026", "2026-05-01 → 2026-08-31"),
        ("mi-mars 2026", "2026-03-11 → 2026-03-20"),
        ("fin du T2 2026", "2026-06-01 → 2026-06-30"),
        ("fin du 1er semestre 2026", "2026-05-01 → 2026-06-30"),
    ] {
        assert_eq!(days(said), means, "{said}");
        assert_eq!(said.parse::<When>().unwrap().to_string(), said, "shown as it was said");
    }
}

#[test]
fn what_cannot_be_read_is_never_turned_into_a_day() {
    for text in [
        "",
        "bientôt",
        "juin",
        "30/06/26",
        "31/06/2026",
        "29/02/2027",
        "06/30/2026",
        "T5 2026",
        "T0 2026",
        "S3 2026",
        "3e semestre 2026",
        "2024-2025",
        "jui 2026",
        "lundi 30 juin 2026",
        "12026",
        "1789",
        "2101",
        "fin",
        "courant",
        "fin 30/06/2026",
        "30 juin",
        "juin 2026 ou 2027",
        "avant 2026",
        "1e",
        "t 2026",
        "é2 2026",
        "2026/06/30 12:00",
    ] {
        let refused = text.parse::<When>().unwrap_err().to_string();
        assert!(refused.contains("Écrivez par exemple 30/06/2026, juin 2026, T2 2026"), "{text}: {refused}");
    }
}

#[test]
fn it_is_late_only_after_its_end_and_sorted_by_it() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let end: When = "fin 2025".parse().unwrap();
    assert!(!end.is_over(day("2025-12-31")) && end.is_over(day("2026-01-01")));
    let mut dates =
        ["2026", "31/12/2025", "T1 2026", "fin 2025", "courant 2025"].map(|s| s.parse::<When>().unwrap());
    dates.sort();
    assert_eq!(dates.map(|d| d.to_string()), ["courant 2025", "fin 2025", "31/12/2025", "T1 2026", "2026"]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        if let Ok(when) = text.parse::<When>() {
            prop_assert!(when.first <= when.last);
        }
    }

    #[test]
    fn every_day_is_read_as_itself(offset in 0u64..36_000) {
        let day = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(offset);
        for said in [day.format("%d/%m/%Y").to_string(), day.format("%Y-%m-%d").to_string(), crate::when::date(day)] {
            prop_assert_eq!(said.parse::<When>().unwrap().days(), (day, day));
        }
        let month: When = day.format("%m/%Y").to_string().parse().unwrap();
        let quarter: When = format!("T{} {}", day.month0() / 3 + 1, day.year()).parse().unwrap();
        for span in [month, quarter, day.year().to_string().parse().unwrap()] {
            prop_assert!(span.first <= day && day <= span.last);
        }
    }
}
