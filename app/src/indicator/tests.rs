use super::model::*;
use crate::error::AppError;

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
    use crate::rows::model::Line;
    let given_up =
        IndicatorForm { given_up: "Personne ne peut le compter.".into(), ..form() }.check().unwrap();
    assert!(!given_up.is_removable() && given_up.told().contains("Personne ne peut le compter."));
    assert!(form().check().unwrap().is_removable());
}
