use proptest::prelude::*;

use super::life::*;
use super::model::*;
use crate::error::AppError;
use crate::text::clean;

fn any_stage() -> impl Strategy<Value = Stage> {
    prop_oneof![
        Just(Stage::Outlined),
        Just(Stage::CoWriting),
        Just(Stage::Adopted),
        any_phase().prop_map(Stage::Running),
    ]
}

fn emergence(days: i64) -> Emergence {
    Emergence { last_day: chrono::NaiveDate::default() + chrono::Duration::days(days), reason: String::new() }
}

fn any_phase() -> impl Strategy<Value = Phase> {
    prop::sample::select(Phase::ALL)
}

fn any_status() -> impl Strategy<Value = Status> {
    prop_oneof![
        any_stage().prop_map(Status::Open),
        any_stage().prop_map(|s| Status::Paused(s, Pause { reason: "r".into(), until: None })),
        Just(Status::Abandoned { motive: "m".into() }),
        Just(Status::Closed),
        (0..900i64).prop_map(|days| Status::Emergent(emergence(days))),
        (0..900i64).prop_map(|days| Status::Expired(emergence(days).last_day)),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop::sample::select(StepWord::ALL).prop_map(|w| w.step("pourquoi", None))
}

proptest! {
    #[test]
    fn a_sheet_that_is_over_never_moves_again(step in any_step(), status in any_status()) {
        prop_assert!(!status.word().is_over() || status.after(step).is_none());
    }

    #[test]
    fn an_emergent_sheet_expires_after_its_last_day_and_not_on_it(days in 0..900i64, more in -9..9i64) {
        let emergent = emergence(days);
        let today = emergent.last_day + chrono::Duration::days(more);
        let expired = Status::Emergent(emergent.clone()).after(Step::Expire { today });
        prop_assert_eq!(expired, (more > 0).then_some(Status::Expired(emergent.last_day)));
        let longer = Status::Emergent(emergent.clone()).after(StepWord::Prolong.step("r", None));
        prop_assert!(longer.and_then(|status| status.last_day()) > Some(emergent.last_day));
        let taken = Status::Emergent(emergent).after(Step::TakeUp);
        prop_assert_eq!(taken, Some(Status::Open(Stage::Outlined)));
    }

    #[test]
    fn a_pause_gives_back_the_state_it_took(stage in any_stage()) {
        let paused = Status::Open(stage).after(StepWord::Pause.step("r", None)).unwrap();
        prop_assert_eq!(paused.after(Step::Resume), Some(Status::Open(stage)));
    }

    #[test]
    fn only_a_running_action_has_a_phase_and_takes_another(status in any_status(), phase in any_phase()) {
        let next = status.after(Step::Enter(phase));
        let takes = matches!(&status, Status::Open(Stage::Running(now)) if *now != phase);
        prop_assert_eq!(next, takes.then_some(Status::Open(Stage::Running(phase))));
    }

    #[test]
    fn no_way_leads_to_adoption_but_through_co_writing(steps in prop::collection::vec(any_step(), 0..12)) {
        let (mut status, mut opened) = (Status::Open(Stage::Outlined), false);
        for step in steps {
            let opening = step == Step::OpenToCommittee;
            if let Some(next) = status.after(step) {
                opened |= opening;
                status = next;
            }
            prop_assert!(opened || !matches!(status.stage(), Some(Stage::Adopted | Stage::Running(_))));
        }
    }

    #[test]
    fn the_page_offers_exactly_the_legal_moves(status in any_status()) {
        for word in StepWord::ALL {
            prop_assert_eq!(StepWord::legal_from(&status).contains(word), status.after(word.step("x", None)).is_some());
        }
    }

    #[test]
    fn checking_a_form_twice_changes_nothing(body in "\\PC{0,200}|[a-z \\r\\n\\t#*-]{0,200}", version in 0..50i32) {
        let form = RubricForm { rubric: RubricKind::Stake.word().into(), body, version, ..RubricForm::default() };
        if let Ok(RubricEdit::Write { body, version, .. }) = form.check() {
            let again = RubricForm { body: body.clone(), version, ..form };
            prop_assert_eq!(again.check(), Ok(RubricEdit::Write { kind: RubricKind::Stake, version, body }));
        }
    }

    #[test]
    fn cleaning_loses_no_visible_character(text in "\\PC{0,200}") {
        let visible = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(visible(&clean(&text)), visible(&text));
    }
}

#[test]
fn a_pause_needs_a_reason_and_a_date_to_come() {
    let today = "2026-03-16".parse().unwrap();
    let form = |reason: &str, until: &str| MoveForm {
        step: "suspendre".into(),
        reason: reason.into(),
        until: until.into(),
        ..MoveForm::default()
    };
    let wrong = |form: MoveForm| match form.check(today) {
        Err(AppError::Invalid(errors)) => errors.into_iter().map(|e| e.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(form("", "hier")), ["reason", "until"]);
    assert_eq!(wrong(form("r", "2026-03-16")), ["until"]);
    let until = Some("2026-06-30".parse().unwrap());
    assert_eq!(form("r", "30/06/2026").check(today), Ok(Step::Pause(Pause { reason: "r".into(), until })));
    assert_eq!(form("r", "2026-06-30").check(today), Ok(Step::Pause(Pause { reason: "r".into(), until })));
}
