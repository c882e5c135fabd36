use chrono::NaiveDate;

use super::model::{Milestone, MilestoneForm};
use crate::error::AppError;
use crate::ids::{ActionSheetId, MilestoneId};
use crate::rows::due::{Dated, Due, Standing, Tally};
use crate::rows::model::Row;
use crate::vague::When;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn milestone(title: &str, due: &str, done_on: Option<&str>) -> Row<Milestone> {
    let due = Due::from(due.parse::<When>().unwrap());
    let line = Milestone { title: title.into(), due, goal: None, done_on: done_on.map(day) };
    Row { id: MilestoneId::new(), sheet: ActionSheetId::new(), version: 1, line }
}

#[test]
fn one_that_is_done_late_is_not_late() {
    let done = milestone("Kit", "T2 2026", Some("2026-08-01")).line;
    assert_eq!(done.standing(day("2026-09-01")), Standing::Done);
}

#[test]
fn a_sheet_counts_its_milestones_and_names_the_next() {
    let all = [
        milestone("a", "2025", Some("2025-03-01")),
        milestone("b", "fin 2026", None),
        milestone("c", "mars 2026", None),
    ];
    let tally = Tally::of(&all, day("2026-05-01"));
    assert_eq!((tally.done, tally.late, tally.planned), (1, 1, 1));
    assert_eq!(tally.next, Some(("c".to_owned(), "mars 2026".parse().unwrap())));
    assert_eq!(Tally::of::<Milestone>(&[], day("2026-05-01")), Tally::default());
}

#[test]
fn a_form_says_every_error_at_once() {
    let form =
        MilestoneForm { due: "bientôt".into(), done_on: "2027-01-01".into(), ..MilestoneForm::default() };
    let AppError::Invalid(errors) = form.check(day("2026-05-01")).unwrap_err() else {
        panic!("another error")
    };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["title", "due", "done_on"]);
    let form =
        MilestoneForm { title: " Kit\n relu ".into(), due: "juin 2026".into(), ..MilestoneForm::default() };
    let milestone = form.check(day("2026-05-01")).unwrap();
    assert_eq!((milestone.title.as_str(), milestone.done_on), ("Kit relu", None));
}
