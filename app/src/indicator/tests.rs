use super::model::*;
use crate::error::AppError;
use crate::rows::given_up::{Forsaken, GivenUp, Reason, TAKE_UP};
use crate::rows::model::Line;

fn form() -> IndicatorForm {
    IndicatorForm { title: "Kits diffusés".into(), kind: "realisation".into(), ..IndicatorForm::default() }
}

#[test]
fn an_indicator_is_sketched_with_a_name_and_what_it_measures() {
    let indicator = form().check().unwrap();
    assert_eq!((indicator.definition, indicator.periodicity), (Definition::Sketched, Periodicity::Once));
    let Err(AppError::Invalid(errors)) = IndicatorForm::default().check() else { panic!("accepted") };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["title", "kind"]);
}

#[test]
fn an_agreed_indicator_says_its_unit_its_target_and_its_source() {
    let agreed = IndicatorForm { definition: "agreed".into(), unit: "kits".into(), ..form() };
    let Err(AppError::Invalid(errors)) = agreed.check() else { panic!("accepted") };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["target", "source"]);
    let whole = IndicatorForm { target: "500".into(), source: "SPSTI".into(), ..agreed };
    assert_eq!(whole.check().unwrap().definition, Definition::Agreed);
}

#[test]
fn one_that_was_given_up_stays() {
    let (indicator, on) = (form().check().unwrap(), "2026-03-03".parse().unwrap());
    let why = GivenUp { on, reason: Reason::Other, detail: "personne ne peut le compter".into() };
    let given_up = indicator.give_up(why.clone()).unwrap();
    assert!(indicator.is_removable() && !given_up.is_removable());
    assert!(given_up.told().ends_with(", abandonné le 3 mars 2026, personne ne peut le compter"));
    assert_eq!(given_up.give_up(why), None, "it is given up once");
}

#[test]
fn its_form_neither_gives_it_up_nor_takes_it_up() {
    let (indicator, on) = (form().check().unwrap(), "2026-03-03".parse().unwrap());
    let given_up = indicator.give_up(GivenUp { on, reason: Reason::Means, detail: String::new() }).unwrap();
    let said = IndicatorForm { unit: "kits".into(), ..form() }.check().unwrap();
    let changed = said.over(given_up.clone(), chrono::DateTime::UNIX_EPOCH, "P");
    assert_eq!((&changed.given_up, changed.unit.as_str()), (&given_up.given_up, "kits"));
    assert_eq!(changed.after(TAKE_UP, on).unwrap().0.given_up, None);
    assert_eq!(indicator.after(TAKE_UP, on), None, "what goes on is not taken up");
}
