use super::model::{ApplyForm, NewForm, Part, Status, Step, StepForm};
use crate::error::AppError;

#[test]
fn a_balance_is_handed_in_validated_then_published_or_sent_back() {
    use Status::{Draft, Published, Submitted, Validated};
    let legal = |status: Status| {
        Step::ALL.iter().filter_map(|step| Some((*step, status.after(*step)?))).collect::<Vec<_>>()
    };
    assert_eq!(legal(Draft), [(Step::Submit, Submitted)]);
    assert_eq!(legal(Submitted), [(Step::Validate, Validated), (Step::SendBack, Draft)]);
    assert_eq!(legal(Validated), [(Step::Publish, Published), (Step::SendBack, Draft)]);
    assert_eq!(legal(Published), []);
}

#[test]
fn every_rubric_has_its_own_address() {
    for part in Part::ALL {
        assert_eq!(Part::from_slug(part.slug()), Some(*part));
    }
}

#[test]
fn forms_say_every_error_at_once() {
    let fields = |error: AppError| match error {
        AppError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect::<Vec<_>>(),
        other => panic!("{other}"),
    };
    assert_eq!(fields(NewForm::default().check().unwrap_err()), ["title"]);
    assert_eq!(fields(ApplyForm::default().check().unwrap_err()), ["action", "title"]);
    let back = StepForm { step: Step::SendBack.word().into(), ..StepForm::default() };
    assert_eq!(fields(back.check().unwrap_err()), ["remark"]);
}
