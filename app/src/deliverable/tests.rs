use chrono::NaiveDate;

use super::kind::Kind;
use super::model::{Act, Deliverable, DeliverableForm, State, Step};
use crate::error::AppError;
use crate::rows::due::{Dated, Standing};
use crate::rows::given_up::{Forsaken, GiveUpForm, GivenUp, Reason};
use crate::rows::model::Line;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn form() -> DeliverableForm {
    DeliverableForm {
        title: "Guide".into(),
        kind: "guide".into(),
        nature: "firms".into(),
        rank: "final".into(),
        due: "juin 2026".into(),
        ..DeliverableForm::default()
    }
}

fn why() -> GivenUp {
    GivenUp { on: day("2026-05-01"), reason: Reason::Means, detail: String::new() }
}

fn in_state(state: State) -> Deliverable {
    Deliverable { state, ..form().check().unwrap() }
}

#[test]
fn it_moves_only_where_the_life_cycle_allows() {
    let on = day("2026-05-01");
    let states = [State::Expected, State::Drafting, State::Submitted { on }, State::GivenUp(why())];
    let steps = [Step::Begin, Step::Submit(on), Step::TakeBack, Step::GiveUp(why()), Step::TakeUp];
    let legal: Vec<String> = states
        .iter()
        .map(|state| {
            steps.iter().map(|step| if state.after(step.clone()).is_some() { 'x' } else { '-' }).collect()
        })
        .collect();
    assert_eq!(legal, ["xx-x-", "-x-x-", "--xx-", "----x"]);
}

#[test]
fn a_form_says_what_it_is_and_never_moves_it() {
    let known = in_state(State::Submitted { on: day("2026-05-01") });
    let said =
        DeliverableForm { title: "Guide relu".into(), due: "fin 2026".into(), ..form() }.check().unwrap();
    let now = said.over(known.clone(), chrono::DateTime::UNIX_EPOCH, "P");
    assert_eq!((now.state, now.title.as_str(), now.due.past.len()), (known.state, "Guide relu", 1));
}

#[test]
fn what_was_given_up_or_handed_in_is_not_late() {
    let today = day("2030-01-01");
    let standing = |state| in_state(state).standing(today);
    assert_eq!(standing(State::Expected), Standing::Late);
    assert_eq!(standing(State::Drafting), Standing::Late);
    assert_eq!(standing(State::Submitted { on: today }), Standing::Done);
    assert_eq!(standing(State::GivenUp(why())), Standing::GivenUp);
}

#[test]
fn one_that_was_begun_is_given_up_and_not_removed() {
    assert!(in_state(State::Expected).is_removable() && !in_state(State::Drafting).is_removable());
    assert!(in_state(State::GivenUp(why())).give_up(why()).is_none());
    let (taken_up, _) = in_state(State::GivenUp(why())).after(Act::TakeUp.word(), day("2026-05-02")).unwrap();
    assert_eq!(taken_up.state, State::Expected);
}

#[test]
fn forms_say_every_error_at_once() {
    let fields = |error: AppError| match error {
        AppError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let wrong =
        DeliverableForm { due: "bientôt".into(), publics: "é".repeat(301), ..DeliverableForm::default() };
    assert_eq!(fields(wrong.check().unwrap_err()), ["title", "kind", "nature", "rank", "publics", "due"]);
    let none = GiveUpForm::<crate::ids::DeliverableId>::default();
    assert_eq!(fields(none.check(day("2026-05-01")).unwrap_err()), ["reason"]);
    let other = GiveUpForm { reason: "other".into(), detail: " ".into(), ..none };
    assert_eq!(fields(other.check(day("2026-05-01")).unwrap_err()), ["detail"]);
}

#[test]
fn every_type_has_its_own_name_and_definition() {
    for texts in [
        Kind::ALL.iter().map(|k| k.label()).collect::<Vec<_>>(),
        Kind::ALL.iter().map(|k| k.definition()).collect(),
    ] {
        let mut once = texts.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), texts.len());
    }
}
