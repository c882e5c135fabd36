use std::collections::BTreeSet;

use proptest::prelude::*;

use super::branch::{Branch, NotABranch};
use super::model::*;
use crate::card::model::Card;
use crate::error::AppError;

#[test]
fn the_nomenclature_has_its_88_divisions_in_order() {
    let codes: BTreeSet<&str> = DIVISIONS.iter().map(|division| division.code).collect();
    assert_eq!((codes.len(), DIVISIONS.len()), (88, 88));
    assert!(DIVISIONS.windows(2).all(|pair| pair[0].code < pair[1].code));
    assert!(codes.iter().all(|code| code.len() == 2 && code.parse::<u8>().is_ok()));
    // the gaps of the nomenclature, and divisions that everybody knows
    let gaps = ["00", "04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"];
    assert!(gaps.iter().all(|code| Division::of_code(code).is_none()));
    for (code, label) in
        [("01", "Culture et production animale, chasse et services annexes"), ("56", "Restauration")]
    {
        assert_eq!(Division::of_code(code).map(|d| d.label), Some(label));
    }
}

#[test]
fn a_branch_is_a_division_a_class_or_a_trade_however_it_is_typed() {
    for (typed, label) in [
        ("87", "Hébergement médico-social et social (87)"),
        ("hebergement medico-social et social", "Hébergement médico-social et social (87)"),
        ("87 Hébergement médico-social et social", "Hébergement médico-social et social (87)"),
        ("87 – Hébergement", "Hébergement médico-social et social (87)"),
        ("8710a", "87.10A, dans « Hébergement médico-social et social »"),
        ("47.11", "47.11, dans « Commerce de détail, à l’exception des automobiles et des motocycles »"),
        ("EHPAD", "EHPAD"),
        ("métiers de la beauté", "métiers de la beauté"),
        ("« Travaux construction »", "Travaux construction"),
    ] {
        assert_eq!(typed.parse::<Branch>().map(|branch| branch.label()), Ok(label.to_owned()), "{typed}");
    }
}

#[test]
fn what_is_no_branch_is_refused_with_what_might_have_been_meant() {
    for (typed, suggested) in [
        ("44", &["43", "45"][..]),
        ("871", &["87"]),
        ("87.1", &["87"]),
        ("8.71", &["87"]),
        ("00", &["01"]),
        ("87 EHPAD", &["87"]),
        ("Travaux construction", &["43"]),
    ] {
        let error = typed.parse::<Branch>().unwrap_err();
        let (NotABranch::Code(_, of) | NotABranch::Mixed(_, of) | NotABranch::Near(_, of)) = &error else {
            panic!("{typed}: {error}")
        };
        assert_eq!(of.0.iter().map(|d| d.code).collect::<Vec<_>>(), suggested, "{typed}: {error}");
        assert!(error.to_string().contains("Peut-être : "), "{error}");
    }
}

#[test]
fn several_branches_stand_on_lines_or_between_commas_and_each_once() {
    let read = Branch::all_of(
        "86, 87 ; EHPAD\n46 Commerce de gros, à l’exception des automobiles et des motocycles\n87\n",
    );
    let labels: Vec<String> = read.unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(
        labels,
        [
            "86 Activités pour la santé humaine",
            "87 Hébergement médico-social et social",
            "EHPAD",
            "46 Commerce de gros, à l’exception des automobiles et des motocycles"
        ]
    );
    assert_eq!(Branch::all_of("44\n87\n4").unwrap_err().len(), 2, "every error at once");
}

#[test]
fn the_form_says_every_error_at_once_and_one_target_is_enough() {
    let fields = |form: &TargetingForm| match form.check() {
        Err(AppError::Invalid(errors)) => errors.into_iter().map(|e| e.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(fields(&TargetingForm::default()), ["publics"]);
    let wrong = TargetingForm {
        why: "x".repeat(1_001),
        branches: "44".into(),
        another: "99.9".into(),
        ..TargetingForm::default()
    };
    assert_eq!(fields(&wrong), ["why", "branches", "another"]);
    let form = TargetingForm { departments: vec!["69".into()], ..TargetingForm::default() };
    assert_eq!(form.check().unwrap().told(), ["Départements : Rhône (69)"]);
    let foreign = TargetingForm { departments: vec!["20".into()], ..TargetingForm::default() };
    assert_eq!(foreign.check(), Err(AppError::Unreadable));
}

fn branch() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..88usize).prop_map(|n| DIVISIONS[n].named()),
        (0..88usize, 10..99u8, "[A-Z]?")
            .prop_map(|(n, class, letter)| format!("{}.{class}{letter}", DIVISIONS[n].code)),
        "[a-zé]{1,12}( [a-zé]{1,12}){0,2}",
        "« [a-zé0-9,; ]{1,20}x »",
    ]
}

proptest! {
    #[test]
    fn what_is_read_from_a_form_is_read_again_from_what_it_shows(
        branches in prop::collection::vec(branch(), 0..6),
        publics in prop::collection::vec("[a-z]{1,9}", 0..3),
    ) {
        let form = TargetingForm {
            branches: branches.join("\n"),
            publics: publics.join("\n"),
            departments: vec!["69".into()],
            ..TargetingForm::default()
        };
        if let Ok(targeting) = form.check() {
            prop_assert_eq!(&TargetingForm::of(&targeting).check().unwrap(), &targeting);
            let kept = serde_json::to_string(&targeting).unwrap();
            prop_assert_eq!(serde_json::from_str::<Targeting>(&kept).unwrap(), targeting);
        }
    }

    #[test]
    fn no_text_makes_the_reading_of_branches_fail(text in "\\PC{0,80}") {
        drop(Branch::all_of(&text));
    }
}
