use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;

use super::frieze::{Frieze, Side, WIDTH};
use super::model::*;
use crate::action_sheet::life::{Stage, Status};
use crate::action_sheet::model::Sheet;
use crate::goal::model::{Goal, Level};
use crate::ids::{ActionSheetId, CommitteeId, GoalId, Id, PlanId, RegionId};
use crate::indicator::model::{Indicator, IndicatorForm};
use crate::milestone::model::Milestone;
use crate::rows::due::Due;
use crate::rows::model::{Line, Row};
use crate::vague::When;

fn sheet() -> Sheet {
    Sheet {
        id: ActionSheetId::default(),
        region_id: RegionId::default(),
        plan_id: PlanId::default(),
        committee_id: CommitteeId::default(),
        plan_path: "/ici/prst-4".into(),
        plan_name: "PRST 4".into(),
        region: "Ici".into(),
        axis: None,
        axis_title: None,
        objective: None,
        code: "1.1".parse().ok(),
        title: "Repérer".into(),
        address: "1.1".into(),
        status: Status::Open(Stage::CoWriting),
        status_since: DateTime::<Utc>::UNIX_EPOCH,
        template: 1,
        newest_template: 1,
        version: 1,
    }
}

fn row<L: Line>(line: L) -> Row<L> {
    Row { id: L::Id::of(uuid::Uuid::new_v4()), sheet: ActionSheetId::default(), version: 1, line }
}

fn goal(title: &str) -> Row<Goal> {
    row(Goal { level: Level::Operational, under: None, title: title.into(), withdrawn_by: None })
}

fn milestone(title: &str, due: &str, goal: Option<GoalId>) -> Row<Milestone> {
    let due = Due::from(due.parse::<When>().unwrap());
    row(Milestone { title: title.into(), due, goal, done_on: None })
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn timetable(milestones: &[Row<Milestone>], goals: &[Row<Goal>], indicators: &[Row<Indicator>]) -> Timetable {
    let lines = Lines { milestones, deliverables: &[], goals, indicators };
    Timetable::of(&sheet(), lines, day("2026-07-01"))
}

#[test]
fn what_is_due_is_read_under_the_goal_that_it_serves_and_nothing_is_left_out() {
    let (equip, lost) = (goal("Outiller"), GoalId::of(uuid::Uuid::new_v4()));
    let milestones = [
        milestone("tard", "2027", Some(equip.id)),
        milestone("tôt", "juin 2026", Some(equip.id)),
        milestone("à part", "2026", None),
        milestone("objectif retiré", "2026", Some(lost)),
    ];
    let form = IndicatorForm {
        title: "Kits".into(),
        kind: "result".into(),
        target: "500".into(),
        goal: equip.id.to_string(),
        ..IndicatorForm::default()
    };
    let read = timetable(&milestones, &[goal("Sans rien"), equip], &[row(form.check().unwrap())]);
    let titles = |band: &Band| band.events.iter().map(|event| event.title.clone()).collect::<Vec<_>>();
    let said: Vec<_> = read.bands.iter().map(|band| (band.goal.as_deref(), titles(band))).collect();
    assert_eq!(
        said,
        [
            (Some("Outiller"), vec!["tôt".into(), "tard".into()]),
            (None, vec!["à part".into(), "objectif retiré".into()])
        ]
    );
    assert_eq!(read.bands[0].indicators, ["Kits (cible : 500)"]);
    assert_eq!(read.summary(), "0 fait, 1 en retard (tôt, juin 2026), 3 à venir, 0 abandonné");
}

#[test]
fn a_vague_date_is_a_line_and_a_day_is_none() {
    let milestones = [milestone("mois", "juin 2026", None), milestone("jour", "30/06/2026", None)];
    let frieze = Frieze::of(&timetable(&milestones, &[], &[])).unwrap();
    let length = |label: &str| {
        let mark = frieze.marks.iter().find(|mark| mark.label.starts_with(label)).unwrap();
        mark.x - mark.from
    };
    assert!(length("mois") > 5.0 && length("jour").abs() < 0.1);
    assert!(frieze.marks.iter().all(|mark| mark.label.ends_with(", en retard")), "not by colour alone");
    assert_eq!(Frieze::of(&timetable(&[], &[], &[])), None);
}

proptest! {
    #[test]
    fn everything_stands_in_the_drawing_and_dates_keep_their_order(
        days in prop::collection::vec((0..9_000u64, 0..400u64), 1..30),
        title in "[a-z ]{1,120}",
    ) {
        let from = |n: u64| day("2015-01-01") + chrono::Days::new(n);
        let milestones: Vec<_> = days.iter().map(|(first, long)| {
            let when = When::stored("dit".into(), from(*first), from(first + long));
            row(Milestone { title: title.clone(), due: Due::from(when), goal: None, done_on: None })
        }).collect();
        let frieze = Frieze::of(&timetable(&milestones, &[], &[])).unwrap();
        prop_assert_eq!(frieze.marks.len(), days.len());
        prop_assert!(frieze.graduations.len() <= 11);
        for mark in &frieze.marks {
            prop_assert!(0.0 < mark.from && mark.from <= mark.x && mark.x < WIDTH && mark.y < frieze.height);
            let width = 5.5 * mark.label.chars().count() as f64;
            let fits = match mark.side {
                Side::After => mark.x + 12.0 + width <= WIDTH + 40.0,
                Side::Before => mark.from - 12.0 - width >= -40.0,
            };
            prop_assert!(fits || mark.label.chars().count() <= 16, "{:?}", mark.label);
        }
        let mut last = f64::MIN;
        for mark in &frieze.marks {
            prop_assert!(mark.event.due.when.days().1 >= frieze.marks[0].event.due.when.days().0);
            last = last.max(mark.x);
        }
        prop_assert!(last < WIDTH);
    }
}
