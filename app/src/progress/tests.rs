use chrono::NaiveDate;

use super::model::*;
use crate::error::AppError;

#[test]
fn every_missing_answer_is_said_at_once() {
    let Err(AppError::Invalid(errors)) = UpdateForm::default().check(NaiveDate::default()) else {
        panic!("an empty update was accepted")
    };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["done", "next", "confidence"]);
}

#[test]
fn nothing_needs_to_block() {
    let form = UpdateForm {
        done: "a".into(),
        next: "b".into(),
        confidence: "secured".into(),
        ..UpdateForm::default()
    };
    assert_eq!(
        form.check(NaiveDate::default()),
        Ok((
            Said {
                done: "a".into(),
                next: "b".into(),
                obstacle: String::new(),
                confidence: Confidence::Secured
            },
            None
        ))
    );
}
