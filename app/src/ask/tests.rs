use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::forms::{AnswerForm, AskForm, Fields, StepForm};
use super::model::*;
use crate::error::AppError;
use crate::ids::{AskId, PersonId};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn ask(state: State) -> Ask {
    Ask {
        id: AskId::new(),
        to: Addressee::Dreets,
        about: About::Members,
        request: "Un relais".into(),
        by: "P".into(),
        opened_at: DateTime::UNIX_EPOCH,
        state,
        since: DateTime::UNIX_EPOCH,
        owner: None,
        reminders: 0,
        version: 1,
    }
}

fn answered(due: &str) -> State {
    let answer =
        Answer { text: "Oui.".into(), by: "C".into(), at: DateTime::UNIX_EPOCH, due: due.parse().unwrap() };
    State::Answered(answer)
}

#[test]
fn a_request_is_open_then_answered_then_settled_and_may_be_reopened() {
    use StateWord::{Answered, Open, Settled};
    let path = [
        (Step::Ask, Open),
        (Step::Take, Open),
        (Step::Remind, Open),
        (Step::Answer, Answered),
        (Step::Remind, Answered),
        (Step::Settle, Settled),
        (Step::Reopen, Open),
    ];
    let mut state = None;
    for (step, then) in path {
        state = step.after(state);
        assert_eq!(state, Some(then), "{step:?}");
    }
    for (from, step) in [
        (None, Step::Answer),
        (Some(Open), Step::Settle),
        (Some(Open), Step::Reopen),
        (Some(Settled), Step::Answer),
        (Some(Settled), Step::Remind),
        (Some(Open), Step::Ask),
    ] {
        assert_eq!(step.after(from), None, "{step:?} from {from:?}");
    }
}

#[test]
fn it_is_late_only_after_the_end_of_the_day_that_is_waited_for() {
    let today = day("2026-06-30");
    assert!(!ask(State::Open { wanted: None }).is_late(today), "no date, no lateness");
    let wanted = ask(State::Open { wanted: Some("juin 2026".parse().unwrap()) });
    assert!(!wanted.is_late(today) && wanted.is_late(day("2026-07-01")));
    assert!(ask(answered("mai 2026")).is_late(today) && !ask(answered("T2 2026")).is_late(today));
}

#[test]
fn an_update_offers_to_ask_again_what_nobody_answered_or_what_did_not_come() {
    let today = day("2026-06-30");
    let offers = |state| ask(state).can_be_pressed(today);
    assert!(offers(State::Open { wanted: None }) && offers(answered("mai 2026")));
    assert!(!offers(answered("2026")));
    let State::Answered(answer) = answered("mai 2026") else { panic!("answered") };
    assert!(!offers(State::Settled(answer)));
}

#[test]
fn the_days_without_an_answer_are_said() {
    let said = |today| unanswered(day("2026-06-01"), day(today));
    assert_eq!(
        [said("2026-06-01"), said("2026-06-02"), said("2026-07-11")],
        ["posée aujourd’hui", "1 jour sans réponse", "40 jours sans réponse"]
    );
}

fn fields<T>(error: Result<T, AppError>) -> Vec<String> {
    match error {
        Err(AppError::Invalid(errors)) => errors.into_iter().map(|e| e.field).collect(),
        _ => panic!("another outcome"),
    }
}

#[test]
fn a_form_says_every_error_at_once() {
    let today = day("2026-06-30");
    let form = AskForm { wanted: "bientôt".into(), addressee: "council".into(), ..AskForm::default() };
    assert_eq!(fields(form.check(today)), ["addressee", "about", "request", "wanted"]);
    let form = AnswerForm { due: "mai 2026".into(), ..AnswerForm::default() };
    assert_eq!(fields(form.check(today)), ["answer", "due", "owner"], "a promise is of a day to come");
    let form = StepForm { step: Step::Reopen.word().into(), ..StepForm::default() };
    assert_eq!(fields(form.check()), ["text"]);
    let form = StepForm { step: Step::Answer.word().into(), ..StepForm::default() };
    assert_eq!(form.check(), Err(AppError::Unreadable), "an answer has a form of its own");
}

#[test]
fn inside_an_update_nothing_obliges_to_ask() {
    let typed = |about, request| Fields { addressee: "dreets", about, request, wanted: "" };
    assert!(!typed("", " \n").is_begun());
    assert!(typed("means", "").is_begun() && typed("", "Un relais").is_begun());
}

proptest! {
    #[test]
    fn the_address_of_a_view_of_the_queue_gives_that_view_again(
        shown in 0usize..5, to in 0usize..5, about in 0usize..7, held in 0u8..3, late in any::<bool>(),
    ) {
        let filter = Filter {
            shown: [Shown::Waiting, Shown::In(StateWord::Open), Shown::In(StateWord::Answered), Shown::In(StateWord::Settled), Shown::All][shown],
            to: Addressee::ALL.get(to).copied(),
            about: About::ALL.get(about).copied(),
            held: [None, Some(Held::ByNobody), Some(Held::By(PersonId::default()))][usize::from(held)],
            alert: late.then_some(Alert::Late),
        };
        let query = filter.query();
        let get = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
        };
        prop_assert_eq!(Filter::read(get), filter);
    }
}
