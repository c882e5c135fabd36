use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;

use super::model::{Todo, What, most_pressing_first};
use crate::action_sheet::{
    life::{Phase, Stage, Status},
    model::Sheet,
};
use crate::ids::{ActionSheetId, CommitteeId, PlanId, RegionId};

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

fn day(day: u64) -> NaiveDate {
    NaiveDate::default() + Days::new(day)
}

fn what(late: bool) -> What {
    if late {
        What::Silence("dernier point il y a 4 mois".into())
    } else {
        What::Update("dernier point il y a 80 jours".into())
    }
}

proptest! {
    #[test]
    fn what_is_late_comes_first_and_then_what_waits_for_longest(kinds in prop::collection::vec((any::<bool>(), 1u64..29), 0..20)) {
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
