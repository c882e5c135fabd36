use chrono::{DateTime, Utc};

use super::model::*;
use crate::action_sheet::model::{LONGEST_TITLE, Locked, RubricKind};
use crate::error::AppError;

fn decision() -> Decision {
    Decision { by_name: "A".into(), at: DateTime::<Utc>::UNIX_EPOCH, reason: String::new() }
}

#[test]
fn a_proposal_is_decided_once() {
    for step in [Step::Accept(1), Step::Refuse, Step::Withdraw] {
        let ended = State::Proposed.after(step, decision());
        assert!(ended.as_ref().is_some_and(|state| state.decision().is_some()), "{step:?}");
        for again in [Step::Accept(2), Step::Refuse, Step::Withdraw] {
            assert_eq!(ended.as_ref().and_then(|state| state.after(again, decision())), None, "{step:?}");
        }
    }
}

fn wrong<T: std::fmt::Debug>(checked: Result<T, AppError>) -> Vec<String> {
    match checked {
        Err(AppError::Invalid(errors)) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_proposal_says_what_and_why_and_every_error_is_told_at_once() {
    let form = |part: Locked, body: &str, reason: &str| ProposalForm {
        part: part.word().into(),
        body: body.into(),
        reason: reason.into(),
        ..ProposalForm::default()
    };
    assert_eq!(wrong(form(Locked::Title, " ", "").check()), ["body", "reason"]);
    let long = "mot ".repeat(LONGEST_TITLE);
    assert_eq!(wrong(form(Locked::Title, &long, "Parce que").check()), ["body"]);
    assert!(form(Locked::Rubric(RubricKind::Stake), &long, "Parce que").check().is_ok());
    let said = form(Locked::Title, " Un  titre\nen deux lignes ", "Parce que").check();
    assert_eq!(said.map(|said| said.after), Ok("Un titre en deux lignes".to_owned()));
    assert_eq!(
        ProposalForm { part: "x".into(), ..form(Locked::Title, "a", "b") }.check(),
        Err(AppError::Unreadable)
    );
}

#[test]
fn a_refusal_is_explained_and_an_acceptance_need_not_be() {
    let form = |verdict: &str, reason: &str| DecisionForm {
        verdict: verdict.into(),
        reason: reason.into(),
        ..DecisionForm::default()
    };
    assert_eq!(form("accept", "").check(), Ok((Verdict::Accept, String::new())));
    assert_eq!(wrong(form("refuse", " ").check()), ["reason"]);
    assert_eq!(wrong(form("", "").check()), ["verdict"]);
    assert_eq!(form("refuse", "Trop tôt.").check(), Ok((Verdict::Refuse, "Trop tôt.".into())));
}

#[test]
fn what_the_adoption_locks_has_one_word_and_one_address_each() {
    for part in Locked::all() {
        assert_eq!(Locked::from_word(part.word()), Some(part));
        assert_eq!(Locked::from_slug(part.slug()), Some(part));
    }
    assert_eq!(Locked::all().next(), Some(Locked::Title));
}
