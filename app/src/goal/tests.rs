use super::model::*;
use crate::error::AppError;
use crate::ids::{ActionSheetId, GoalId};
use crate::rows::model::Row;

fn goal(level: Level, title: &str, under: Option<GoalId>) -> Row<Goal> {
    let line = Goal { level, under, title: title.into(), withdrawn_by: None };
    Row { id: GoalId(uuid::Uuid::new_v4()), sheet: ActionSheetId::default(), version: 1, line }
}

#[test]
fn no_goal_is_lost_whatever_it_stands_under() {
    let culture = goal(Level::General, "culture", None);
    let kit = goal(Level::Operational, "kit", Some(culture.id));
    let alone = goal(Level::Operational, "seul", None);
    let lost = goal(Level::Operational, "perdu", Some(GoalId(uuid::Uuid::new_v4())));
    let below = goal(Level::Operational, "sous un opérationnel", Some(kit.id));
    let goals = [alone, kit, culture, lost, below];
    let read: Vec<(&str, Vec<&str>)> = tree(&goals)
        .into_iter()
        .map(|(top, under)| (top.line.title.as_str(), under.iter().map(|g| g.line.title.as_str()).collect()))
        .collect();
    assert_eq!(
        read,
        [("culture", vec!["kit"]), ("seul", vec![]), ("perdu", vec![]), ("sous un opérationnel", vec![])]
    );
}

#[test]
fn a_goal_that_was_withdrawn_is_read_last_and_those_under_it_stand_alone() {
    let mut culture = goal(Level::General, "culture", None);
    culture.line.withdrawn_by = Some(3);
    let kit = goal(Level::Operational, "kit", Some(culture.id));
    let other = goal(Level::General, "autre", None);
    let goals = [culture, kit, other];
    let read: Vec<String> = tree(&goals).into_iter().map(|(top, _)| top.line.named()).collect();
    assert_eq!(read, ["autre", "kit", "culture (retiré par l’avenant n°\u{a0}3)"]);
}

#[test]
fn the_form_of_a_goal_says_every_error_at_once_and_a_general_goal_stands_under_nothing() {
    let Err(AppError::Invalid(errors)) = GoalForm::default().check() else { panic!("accepted") };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["title", "level"]);
    let under = GoalId(uuid::Uuid::new_v4());
    let form = |level: &str| GoalForm {
        title: "Outiller".into(),
        level: level.into(),
        under: under.to_string(),
        ..GoalForm::default()
    };
    let Err(AppError::Invalid(errors)) = form("general").check() else { panic!("accepted") };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["under"]);
    assert_eq!(form("operational").check().unwrap().under, Some(under));
}
