use chrono::{DateTime, NaiveDate};

use super::model::{Milestone, MilestoneForm, PastDue, Standing, Tally};
use crate::error::AppError;
use crate::ids::{ActionSheetId, MilestoneId};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn milestone(title: &str, dues: &[&str], done_on: Option<&str>) -> Milestone {
    let mut dues: Vec<_> = dues.iter().map(|due| due.parse().unwrap()).collect();
    let due = dues.pop().unwrap();
    let past = dues.into_iter().map(|due| PastDue { due, replaced_at: DateTime::UNIX_EPOCH, by: "P".into() });
    Milestone {
        id: MilestoneId::new(),
        sheet: ActionSheetId::new(),
        title: title.into(),
        due,
        past: past.collect(),
        done_on: done_on.map(day),
        version: 1,
    }
}

#[test]
fn it_is_late_only_after_the_end_of_what_was_said() {
    let quarter = milestone("Kit", &["T2 2026"], None);
    assert_eq!(quarter.standing(day("2026-06-30")), Standing::Planned);
    assert_eq!(quarter.standing(day("2026-07-01")), Standing::Late);
    assert_eq!(
        milestone("Kit", &["T2 2026"], Some("2026-08-01")).standing(day("2026-09-01")),
        Standing::Done
    );
}

#[test]
fn only_a_later_end_counts_as_put_off() {
    for (dues, says) in [
        (&["juin 2026"][..], ""),
        (&["juin 2026", "30/06/2026"], ""),
        (&["juin 2026", "mai 2026"], ""),
        (&["juin 2026", "T3 2026"], "repoussé 1 fois"),
        (&["juin 2026", "T3 2026", "mai 2026", "2026"], "repoussé 2 fois"),
    ] {
        assert_eq!(milestone("Kit", dues, None).postponed(), says, "{dues:?}");
    }
}

#[test]
fn a_sheet_counts_its_milestones_and_names_the_next() {
    let all = [
        milestone("a", &["2025"], Some("2025-03-01")),
        milestone("b", &["fin 2026"], None),
        milestone("c", &["mars 2026"], None),
    ];
    let tally = Tally::of(&all, day("2026-05-01"));
    assert_eq!((tally.done, tally.late, tally.planned), (1, 1, 1));
    assert_eq!(tally.next, Some(("c".to_owned(), "mars 2026".parse().unwrap())));
    assert_eq!(Tally::of(&[], day("2026-05-01")), Tally::default());
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
    assert_eq!(form.check(day("2026-05-01")).unwrap().done_on, None);
}
