use chrono::{DateTime, Utc};

use super::model::*;
use crate::action_sheet::model::{LONGEST_TITLE, Locked, RubricKind};
use crate::error::AppError;
use crate::goal::model::Level;
use crate::ids::GoalId;

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
    assert!(form(Locked::Stake, &long, "Parce que").check().is_ok());
    let said = form(Locked::Title, " Un  titre\nen deux lignes ", "Parce que").check();
    let title = Content::Title("Un titre en deux lignes".into());
    assert_eq!(said.map(|said| said.change), Ok(Change::Whole(title)));
    for other in ["x", "goals", "milestones"] {
        let form = ProposalForm { part: other.into(), ..form(Locked::Title, "a", "b") };
        assert_eq!(form.check(), Err(AppError::Unreadable), "{other}");
    }
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
    for &part in Locked::ALL {
        assert_eq!(Locked::from_word(part.word()), Some(part));
        assert_eq!(Locked::from_slug(part.slug()), Some(part));
    }
    for &kind in RubricKind::ALL {
        let locked = [RubricKind::Stake, RubricKind::Goals, RubricKind::Targeting].contains(&kind);
        assert_eq!(kind.is_locked_by_adoption(), locked, "{}", kind.label());
    }
}

fn goal(level: Level, under: Option<GoalId>, title: &str) -> Stated {
    Stated { id: GoalId::new(), level, under, title: title.into() }
}

/// A general goal, with one operational goal under it.
fn two() -> Goals {
    let general = goal(Level::General, None, "Outiller");
    let under = goal(Level::Operational, Some(general.id), "Publier un kit");
    Goals(vec![general, under])
}

fn titles(goals: &Goals) -> Vec<&str> {
    goals.0.iter().map(|goal| goal.title.as_str()).collect()
}

#[test]
fn goals_are_added_reworded_and_withdrawn_in_one_amendment() {
    let before = two();
    let [general, under] = [before.0[0].id, before.0[1].id];
    let form = GoalsForm {
        titles: [(key(general), " Outiller \n les  dirigeants ".into()), (key(under), String::new())].into(),
        withdrawn: vec![key(under)],
        below: [(key(general), "- Essayer un kit\n\n".into())].into(),
        added: "- Former les relais\nChanger les habitudes\n– Tenir trois ateliers".into(),
        reason: "Le conseil le demande.".into(),
        ..GoalsForm::default()
    };
    let said = form.check().unwrap();
    let Content::Goals(after) = said.change.of(&Content::Goals(before.clone()), GoalId::new) else {
        panic!("other than goals")
    };
    let new = ["Essayer un kit", "Former les relais", "Changer les habitudes", "Tenir trois ateliers"];
    assert_eq!(titles(&after), [["Outiller les dirigeants"].as_slice(), &new].concat());
    let places: Vec<_> = after.0.iter().map(|goal| (goal.level, goal.under)).collect();
    let (wide, narrow) = (Level::General, Level::Operational);
    let habits = Some(after.0[3].id);
    assert_eq!(
        places,
        [(wide, None), (narrow, Some(general)), (narrow, None), (wide, None), (narrow, habits)]
    );
    let differences = before.differences(&after);
    assert!(matches!(differences[..2], [Difference::Reworded(..), Difference::Withdrawn(_)]));
    assert_eq!(differences.iter().filter(|one| matches!(one, Difference::Added(_))).count(), 4);
}

#[test]
fn an_amendment_of_goals_keeps_what_another_changed_meanwhile() {
    let before = two();
    let (mut hers, mut his) = (before.clone(), before.clone());
    hers.0[0].title = "Outiller les dirigeants".into();
    hers.0.push(goal(Level::General, None, "Mesurer"));
    his.0[1].title = "Publier deux kits".into();
    his.0.push(goal(Level::General, None, "Relayer"));
    let both = his.over(&before, &hers);
    assert_eq!(titles(&both), ["Outiller les dirigeants", "Publier deux kits", "Mesurer", "Relayer"]);
    let nothing = before.over(&before, &hers);
    assert_eq!(nothing, hers);
    let gone = Goals(vec![before.0[0].clone()]).over(&before, &hers);
    assert_eq!(titles(&gone), ["Outiller les dirigeants", "Mesurer"]);
}

#[test]
fn what_was_typed_for_goals_that_are_gone_is_carried_among_those_to_add() {
    let before = two();
    let [general, under] = [key(before.0[0].id), key(before.0[1].id)];
    let read = [(general.clone(), "Outiller".to_owned()), (under.clone(), "Publier un kit".into())];
    let typed = GoalsForm {
        before: read.clone().into(),
        titles: read.into(),
        below: [(general.clone(), "Essayer\n- Écouter".into())].into(),
        added: "- Mesurer\n".into(),
        ..GoalsForm::default()
    };
    let carried = |form: &GoalsForm, current: &Goals| {
        let mut form = form.clone();
        let any = form.carry_gone(current);
        let once = form.clone();
        assert!(!form.carry_gone(current) && form == once, "once");
        (any, form.added)
    };
    let nothing = Goals::default();
    assert_eq!(carried(&typed, &before), (false, "- Mesurer\n".into()));
    // nobody touched the titles: only the lines below are hers
    assert_eq!(carried(&typed, &nothing), (true, "- Essayer\n- Écouter\n- Mesurer".into()));
    let mut reworded = typed.clone();
    reworded.titles.insert(general.clone(), "Outiller \n les dirigeants".into());
    // the general one takes its own with it, and hers that stand alone stay alone
    let all = "- Mesurer\nOutiller les dirigeants\n- Essayer\n- Écouter";
    assert_eq!(carried(&reworded, &nothing), (true, all.into()));
    reworded.titles.insert(under.clone(), "Publier deux kits".into());
    let with_kit = format!("- Publier deux kits\n{all}");
    assert_eq!(carried(&reworded, &nothing), (true, with_kit));
    let only_kit = Goals(vec![before.0[1].clone()]);
    assert_eq!(carried(&reworded, &only_kit), (true, all.into()));
    // what she wanted to withdraw is withdrawn
    reworded.withdrawn = vec![under];
    assert_eq!(carried(&reworded, &nothing), (true, all.into()));
    assert_eq!(carried(&GoalsForm::default(), &nothing), (false, String::new()));
}

#[test]
fn an_amendment_adds_so_many_goals_and_no_more() {
    let before = two();
    let general = key(before.0[0].id);
    let form = |below: usize, added: usize| GoalsForm {
        below: [(general.clone(), "Essayer\n".repeat(below))].into(),
        added: "Mesurer\n".repeat(added),
        reason: "Parce que".into(),
        ..GoalsForm::default()
    };
    assert!(form(MOST_ADDED, 0).check().is_ok() && form(10, MOST_ADDED - 10).check().is_ok());
    assert_eq!(wrong(form(0, MOST_ADDED + 1).check()), ["added"]);
    assert_eq!(wrong(form(10, MOST_ADDED - 9).check()), ["added"]);
    // one error, whatever was pasted
    let pasted = GoalsForm { added: "mot ".repeat(100) + "\nLigne", ..form(40_000, 0) };
    let field = format!("below-{general}");
    assert_eq!(wrong(pasted.check()), [field.as_str(), "added"]);
}

#[test]
fn every_error_of_a_proposal_on_goals_is_told_at_its_field() {
    let before = two();
    let [general, under] = [key(before.0[0].id), key(before.0[1].id)];
    let long = "mot ".repeat(100);
    let form = GoalsForm {
        titles: [(general.clone(), " ".into()), (under.clone(), long.clone())].into(),
        below: [(general.clone(), long.clone())].into(),
        added: long,
        ..GoalsForm::default()
    };
    // withdrawn or reworded, but not both at once: an emptied title says nothing
    let (title, read) = ("Outiller".to_owned(), "Outiller les dirigeants".to_owned());
    let both = |title: String| GoalsForm {
        titles: [(general.clone(), title)].into(),
        before: [(general.clone(), read.clone())].into(),
        withdrawn: vec![general.clone()],
        reason: "Fait ailleurs.".into(),
        ..GoalsForm::default()
    };
    assert_eq!(wrong(both(title).check()), [format!("titles-{general}")]);
    assert!(both(String::new()).check().is_ok() && both(read.clone()).check().is_ok());
    let mut fields = wrong(form.check());
    fields.sort();
    let mut expected = [
        format!("titles-{general}"),
        format!("titles-{under}"),
        format!("below-{general}"),
        "added".into(),
        "reason".into(),
    ];
    expected.sort();
    assert_eq!(fields, expected);
    let foreign =
        GoalsForm { withdrawn: vec!["x".into()], reason: "Parce que".into(), ..GoalsForm::default() };
    assert_eq!(foreign.check(), Err(AppError::Unreadable));
    assert!(matches!(Content::Goals(Goals::default()).check_lasting(), Err(AppError::Invalid(_))));
}
