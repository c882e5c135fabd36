use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;

use super::model::{Todo, What, most_pressing_first};
use crate::action_sheet::{
    life::{Phase, Stage, Status},
    model::Sheet,
};
use crate::ids::{ActionSheetId, CommitteeId, PlanId, RegionId};
use crate::milestone::model::Milestone;
use crate::rows::{due::Due, model::Line};

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
        code: None,
        title: "Une action".into(),
        address: "une-action".into(),
        status: Status::Open(Stage::Running(Phase::Production)),
        status_since: DateTime::<Utc>::UNIX_EPOCH,
        template: 1,
        newest_template: 1,
        version: 1,
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn what(kind: u8) -> What {
    match kind {
        0 => What::Line {
            noun: Milestone::NOUN,
            title: "Kit".into(),
            due: Due::from("mars 2026".parse::<crate::vague::When>().unwrap()),
        },
        1 => What::Silence("dernier point il y a 4 mois".into()),
        _ => What::Update("dernier point il y a 80 jours".into()),
    }
}

proptest! {
    #[test]
    fn what_is_late_comes_first_and_then_what_waits_for_longest(kinds in prop::collection::vec((0u8..3, 1u32..29), 0..20)) {
        let today = day(30);
        let mut todos: Vec<Todo> =
            kinds.iter().map(|(kind, since)| Todo { sheet: sheet(), what: what(*kind), since: day(*since) }).collect();
        most_pressing_first(&mut todos, today);
        prop_assert_eq!(todos.len(), kinds.len());
        for pair in todos.windows(2) {
            let [one, other] = pair else { unreachable!() };
            let (late, then) = (one.is_late(today), other.is_late(today));
            prop_assert!(late || !then);
            prop_assert!(late != then || one.since <= other.since);
        }
    }
}
