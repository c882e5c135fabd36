#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
use chrono::NaiveDate;

use super::*;
use crate::ids::{CommitteeId, PersonId, PlanId, RegionId};

fn day(s: &str) -> NaiveDate {
    s.parse().unwrap()
}

#[test]
fn the_printed_matrix_is_the_policy() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/access/matrix.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, policy::matrix()).unwrap();
    }
    let reviewed = std::fs::read_to_string(golden).unwrap();
    assert_eq!(
        policy::matrix(),
        reviewed,
        "the policy changed: run again with UPDATE_GOLDEN=1 and review the difference"
    );
}

#[test]
fn a_right_exists_only_while_a_mandate_is_in_force() {
    let (region, plan, committee) = (RegionId::new(), PlanId::new(), CommitteeId::new());
    let place = Place { region, plan, committee: Some(committee), subject: Subject::Plan(plan) };
    let mandate = Mandate {
        role: Role::Pilot,
        region: Some(region),
        plan: None,
        committee: Some(committee),
        starts: day("2026-01-01"),
        ends: Some(day("2026-06-30")),
    };
    let on = |d: &str| {
        Actor::signed_in(PersonId::new(), "P".into(), vec![mandate.clone()], day(d))
            .can(Verb::EditRubric, &place)
    };
    assert!(!on("2025-12-31") && on("2026-01-01") && on("2026-06-30") && !on("2026-07-01"));
}

#[test]
fn a_pilot_writes_in_her_committee_and_nowhere_else() {
    let (region, plan, committee) = (RegionId::new(), PlanId::new(), CommitteeId::new());
    let mandate = Mandate {
        role: Role::Pilot,
        region: Some(region),
        plan: None,
        committee: Some(committee),
        starts: day("2026-01-01"),
        ends: None,
    };
    let pilot = Actor::signed_in(PersonId::new(), "P".into(), vec![mandate], day("2026-02-01"));
    let own = Place { region, plan, committee: Some(committee), subject: Subject::Plan(plan) };
    assert!(pilot.can(Verb::EditRubric, &own));
    assert!(!pilot.can(Verb::EditRubric, &Place { committee: Some(CommitteeId::new()), ..own }));
    assert!(pilot.can(Verb::SeeSheet, &Place { committee: Some(CommitteeId::new()), ..own }));
    assert!(!pilot.can(Verb::SeeSheet, &Place { region: RegionId::new(), ..own }));
    let scope = pilot.scope(&own).unwrap();
    assert_eq!((scope.plan(), scope.drafts()), (plan, &Drafts::OfCommittees(vec![committee])));
    assert!(pilot.scope(&Place { region: RegionId::new(), ..own }).is_err());
}

#[test]
fn nobody_is_asked_to_sign_in_rather_than_refused() {
    let place = Place {
        region: RegionId::new(),
        plan: PlanId::new(),
        committee: None,
        subject: Subject::Plan(PlanId::new()),
    };
    assert_eq!(
        Actor::Nobody.may(Verb::ImportPlan, place).unwrap_err(),
        crate::error::AppError::Unauthenticated
    );
}
