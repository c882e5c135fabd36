use std::collections::HashSet;

use proptest::prelude::*;

use super::model::*;
use crate::action_sheet::rubric::RubricKind;
use crate::error::AppError;

fn kinds(template: &Template) -> Vec<RubricKind> {
    template.sections.iter().map(|section| section.kind).collect()
}

#[test]
fn adoption_lists_the_mandatory_rubrics_that_are_empty() {
    let template = Template::first();
    let missing = |filled: &[RubricKind]| -> Vec<RubricKind> {
        template.missing(&filled.iter().copied().collect::<HashSet<_>>()).iter().map(|s| s.kind).collect()
    };
    assert_eq!(missing(&[]), [RubricKind::Stake]);
    assert_eq!(missing(&[RubricKind::Obstacles]), [RubricKind::Stake]);
    assert_eq!(missing(&[RubricKind::Stake]), []);
}

#[test]
fn what_the_council_fixes_cannot_be_withdrawn_and_a_rubric_comes_back_with_the_words_of_the_house() {
    let template = Template::first();
    let refused = template.clone().arranged(Arrangement::Withdraw, RubricKind::Stake);
    assert!(matches!(refused, Err(AppError::Invalid(_))));
    let without = template.clone().arranged(Arrangement::Withdraw, RubricKind::Obstacles).unwrap();
    assert_eq!(without.absent(), [RubricKind::Obstacles]);
    assert_eq!(without.since(&template), ["« Freins connus » est retirée."]);
    assert!(matches!(without.writable(RubricKind::Obstacles), Err(AppError::Forbidden(_))));
    let again = without.clone().arranged(Arrangement::Add, RubricKind::Obstacles).unwrap();
    assert_eq!(kinds(&again).last(), Some(&RubricKind::Obstacles));
    assert!(matches!(again.arranged(Arrangement::Add, RubricKind::Obstacles), Err(AppError::Stale)));
}

#[test]
fn a_version_says_what_it_changes() {
    let first = Template::first();
    let mut words = first.section(RubricKind::Obstacles).unwrap().clone();
    words.mandatory = true;
    let second = first.clone().reworded(1, words.clone()).unwrap();
    assert_eq!(second.since(&first), ["« Freins connus » : elle devient obligatoire."]);
    assert!(matches!(second.clone().reworded(1, words), Err(AppError::Stale)), "it was read before that");
    let moved = second.clone().arranged(Arrangement::Up, RubricKind::Obstacles).unwrap();
    assert_eq!(moved.since(&second), ["L’ordre des rubriques change."]);
    assert_eq!(first.since(&first), Vec::<String>::new());
}

#[test]
fn the_form_of_a_rubric_says_every_error_at_once() {
    let form = SectionForm { rubric: "stake".into(), instruction: "x".repeat(601), ..SectionForm::default() };
    let Err(AppError::Invalid(errors)) = form.check() else { panic!("accepted") };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["title", "instruction"]);
    let form =
        SectionForm { reuse: vec!["nowhere".into()], rubric: "stake".into(), ..SectionForm::default() };
    assert_eq!(form.check(), Err(AppError::Unreadable));
}

proptest! {
    #[test]
    fn whatever_the_buttons_do_no_rubric_is_there_twice_and_the_stake_stays(
        acts in prop::collection::vec((prop::sample::select(Arrangement::ALL), prop::sample::select(RubricKind::ALL)), 0..40)
    ) {
        let mut template = Template::first();
        for (act, kind) in acts {
            template = template.clone().arranged(act, kind).unwrap_or(template);
            let there = kinds(&template);
            prop_assert_eq!(there.iter().collect::<HashSet<_>>().len(), there.len());
            prop_assert_eq!(there.len() + template.absent().len(), RubricKind::ALL.len());
            prop_assert!(there.contains(&RubricKind::Stake));
        }
    }

    #[test]
    fn a_rubrics_form_says_what_the_rubric_says(kind in prop::sample::select(RubricKind::ALL), mandatory in any::<bool>()) {
        let section = Section { mandatory, ..Section::worded(kind) };
        let form = SectionForm { rubric: kind.word().into(), ..SectionForm::of(&section) };
        prop_assert_eq!(form.check(), Ok(section));
    }
}
