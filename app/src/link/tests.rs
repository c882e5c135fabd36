use super::model::*;
use crate::error::AppError;
use crate::ids::{ActionSheetId, Id};
use crate::rows::model::Line;

fn form(other: &str, elsewhere: &str) -> LinkForm {
    LinkForm {
        sheet: ActionSheetId::of(uuid::Uuid::from_u128(1)),
        relation: "depends_on".into(),
        other: other.into(),
        elsewhere: elsewhere.into(),
        ..LinkForm::default()
    }
}

fn wrong(form: &LinkForm) -> Vec<String> {
    match form.check() {
        Err(AppError::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_link_leads_to_one_other_action() {
    let own = form("", "").sheet.to_string();
    let other = uuid::Uuid::from_u128(2).to_string();
    assert_eq!(wrong(&LinkForm::default()), ["relation", "other"]);
    assert_eq!(wrong(&form("", "")), ["other"]);
    assert_eq!(wrong(&form(&other, "PRST 3, action 4.2")), ["elsewhere"]);
    assert_eq!(wrong(&form(&own, "")), ["other"]);
    assert_eq!(form("x", "").check(), Err(AppError::Unreadable));
    assert_eq!(form("", "PRST 3, action 4.2").check().unwrap().told(), "dépend de PRST 3, action 4.2");
    assert!(form(&other, "").check().unwrap().other.is_some());
}
