//! The part of the test of rights that is about people, organisations and committees.
use app::{
    access::{Role, Verb, model::Reach, policy::allows},
    committee,
    directory::model::{Held, MandateEdit, Whom},
    directory::store::{Seat, Which, mandates, organisations, people, seats},
    ids::{CommitteeId, FormKey, PlanImportId},
    plan::model::Plan,
};

use super::{Asked, Expected, Site, TEST, Trying};
use crate::testapp::{Form, TestApp};

/// A plan of a region, its committee with the pilot of it, and the region's other plans.
pub struct Local {
    pub plan: Plan,
    pub plans: Vec<Plan>,
    pub committee: CommitteeId,
    pub pilot: Seat,
}

/// One of each region, as the world made them.
pub async fn locals(app: &TestApp, imports: &[(Plan, PlanImportId)]) -> Vec<Local> {
    let mut locals = Vec::new();
    for path in ["/ici/prst-4", "/ailleurs/prst-4"] {
        let plan = imports.iter().find(|(plan, _)| plan.path() == path).unwrap().0.clone();
        let committee = app.sheet(&format!("{path}/fiches/1.1")).await.committee_id;
        let all = seats(&app.db.read, plan.region_id, Which::Committee(committee), None).await.unwrap();
        let pilot = all.into_iter().find(|seat| seat.given.role == Role::Pilot).unwrap();
        let same = imports.iter().filter(|(other, _)| other.region_id == plan.region_id);
        let plans = same.map(|(plan, _)| plan.clone()).collect();
        locals.push(Local { plan, plans, committee, pilot });
    }
    locals
}

/// An address that nobody had.
fn an_address() -> String {
    format!("{}@exemple.fr", FormKey::new())
}

impl Trying<'_> {
    /// The same on the whole region of a plan: who is of a part of it is only of the same region.
    pub fn can_in_region(&self, verb: Verb, plan: &Plan) -> bool {
        let mandates = self.who.map(|who| who.mandates.as_slice()).unwrap_or_default();
        mandates.iter().filter(|m| m.in_force(self.today)).any(|m| {
            let reach = match (m.region == Some(plan.region_id), m.plan, m.committee) {
                (false, ..) => Reach::Elsewhere,
                (true, None, None) => Reach::Own,
                (true, ..) => Reach::SameRegion,
            };
            allows(verb, m.role, reach)
        })
    }

    pub fn on_region(&self, verb: Verb, plan: &Plan) -> Expected {
        let sees = self.can_in_region(Verb::SeeDirectory, plan);
        self.expect(sees, self.can_in_region(verb, plan), true, Expected::Done)
    }

    /// Naming people: in the region, or in any of its plans.
    pub fn naming(&self, plans: &[Plan]) -> Expected {
        let all: Vec<_> = plans.iter().map(|plan| self.on_seat(plan)).collect();
        if all.contains(&Expected::Done) { Expected::Done } else { all[0] }
    }

    /// On what is of one plan, in the directory of its region.
    pub fn on_seat(&self, plan: &Plan) -> Expected {
        let sees = self.can_in_region(Verb::SeeDirectory, plan);
        self.expect(sees, self.can(Verb::ManagePeople, plan, None), true, Expected::Done)
    }
}

impl Site {
    /// The pages of the directory, in each region.
    pub fn of_directory(&self, tail: &[&str]) -> Vec<(String, Asked)> {
        let page = |local: &Local| {
            let (region, plan) = (local.plan.region(), local.plan.clone());
            let person = region.person_path(local.pilot.person);
            let organisation = region.organisation_path(local.pilot.organisation.clone().unwrap().0);
            let seat = format!("{person}/mandats/{}", local.pilot.id);
            let reading = Asked::Region(Verb::SeeDirectory, plan.clone());
            let managing = Asked::Region(Verb::ManagePeople, plan.clone());
            match *tail {
                [] => (region.directory(), reading),
                ["inviter"] => {
                    (format!("{}/inviter", region.directory()), Asked::Naming(local.plans.clone()))
                }
                ["personnes", "{person}"] => (person, reading),
                ["personnes", "{person}", "modifier"] => (format!("{person}/modifier"), managing),
                ["personnes", "{person}", "mandats", "nouveau"] => {
                    (format!("{person}/mandats/nouveau"), Asked::Naming(local.plans.clone()))
                }
                ["personnes", "{person}", "mandats", "{mandate}", act @ ("fin" | "passation")] => {
                    (format!("{seat}/{act}"), Asked::Seat(plan))
                }
                ["structures"] => (region.organisations_path(), reading),
                ["structures", "nouvelle"] => (format!("{}/nouvelle", region.organisations_path()), managing),
                ["structures", "{organisation}"] => (organisation, reading),
                ["structures", "{organisation}", "modifier"] => {
                    (format!("{organisation}/modifier"), managing)
                }
                _ => panic!("no case for the page of the directory {tail:?}: add one"),
            }
        };
        self.local.iter().map(page).collect()
    }

    /// The pages of committees.
    pub fn of_committees(&self, tail: &[&str]) -> Vec<(String, Asked)> {
        let page = |local: &Local| {
            let plan = local.plan.clone();
            let (list, one) = (plan.committees_path(), plan.committee_path(local.committee));
            let managing = Verb::ManageCommittees;
            match *tail {
                [] => (list, Asked::Plan(Verb::SeePlan, plan)),
                ["nouveau"] => (format!("{list}/nouveau"), Asked::Plan(managing, plan)),
                ["{committee}"] => (one, Asked::Plan(Verb::SeePlan, plan)),
                ["{committee}", act @ ("modifier" | "actions")] => {
                    (format!("{one}/{act}"), Asked::Plan(managing, plan))
                }
                _ => panic!("no case for the page of committees {tail:?}: add one"),
            }
        };
        self.local.iter().map(page).collect()
    }

    fn local(&self, place: &str) -> &Local {
        self.local.iter().find(|local| local.plan.path().starts_with(&format!("{place}/"))).unwrap()
    }

    /// Somebody new, with a mandate that nothing else tries.
    async fn seat(&self, local: &Local) -> Seat {
        let (app, region) = (&self.app, local.plan.region_id);
        let place =
            committee::store::get(&app.db.read, local.plan.id, local.committee).await.unwrap().place(region);
        let edit = MandateEdit {
            whom: Whom::Invited { name: "Une Invitée".into(), email: an_address().parse().unwrap() },
            role: Role::Contributor,
            held: Held::Committee(local.committee),
            organisation: None,
            starts: app.clock.now().date_naive(),
            ends: None,
        };
        let permit = TEST.may(Verb::ManagePeople, place).unwrap();
        let tx = app.db.begin().await.unwrap();
        let person = mandates::give(&tx, &permit, edit, place, app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        seats(&app.db.read, region, Which::Person(person), None).await.unwrap().remove(0)
    }

    /// Somebody new is invited in the committee of the region.
    fn invitation(&self, form: Form, local: &Local) -> Form {
        form.fill("name", "Une Invitée")
            .fill("email", &an_address())
            .fill("role", Role::Contributor.word())
            .fill("place", &format!("comite:{}", local.committee))
            .fill("starts", "2026-01-01")
    }

    /// A good form for a region as it is now, and what should come of it.
    pub async fn attempt_in_region(
        &self,
        function: &str,
        form: Form,
        place: &str,
        trying: &Trying<'_>,
    ) -> (Form, Expected) {
        let local = self.local(place);
        let (region, db) = (local.plan.region_id, &self.app.db.read);
        let form = form.fill("region", &region.to_string());
        let managing = trying.on_region(Verb::ManagePeople, &local.plan);
        match function {
            "save_organisation" => {
                let name = FormKey::new().to_string();
                (form.fill("name", &name).fill("kind", "carsat").fill("college", "prevention"), managing)
            }
            "verify_organisation" => {
                let id = local.pilot.organisation.clone().unwrap().0;
                let known = organisations::get(db, region, id).await.unwrap();
                let form = form.fill("organisation", &id.to_string());
                (form.fill("version", &known.version.to_string()), managing)
            }
            "mend_person" => {
                let seat = self.seat(local).await;
                let known = people::get(db, region, seat.person).await.unwrap();
                let form = form.fill("person", &known.id.to_string()).fill("name", "Une Autre");
                (form.fill("version", &known.version.to_string()), managing)
            }
            "give_mandate" => (self.invitation(form, local), trying.on_seat(&local.plan)),
            "end_mandate" => {
                let seat = self.seat(local).await;
                let form =
                    form.fill("mandate", &seat.id.to_string()).fill("version", "1").fill("ending", "now");
                (form, trying.on_seat(&local.plan))
            }
            _ => {
                let seat = self.seat(local).await;
                let form = self.invitation(form, local).fill("mandate", &seat.id.to_string());
                (form.fill("version", "1").fill("last", "2999-01-01"), trying.on_seat(&local.plan))
            }
        }
    }

    /// The same for the committees of a plan.
    pub fn attempt_on_committees(
        &self,
        function: &str,
        form: Form,
        place: &str,
        trying: &Trying<'_>,
    ) -> (Form, Expected) {
        let plan = &self.imports.iter().find(|(plan, _)| plan.path() == place).unwrap().0;
        let form = form.fill("plan", &plan.id.to_string());
        let expected = trying.on_plan(Verb::ManageCommittees, plan);
        if function == "save_committee" {
            let name = format!("Un comité de plus, {}", FormKey::new()); // no two of a plan have the same
            return (form.fill("name", &name).fill("kind", "technical"), expected);
        }
        // a committee of another plan does not exist there
        let local = self.local("/ici");
        let expected = match expected {
            Expected::Done if plan.id != local.plan.id => Expected::Hidden,
            other => other,
        };
        let form = form.fill("committee", &local.committee.to_string());
        (form.fill("sheets][", &self.carried.to_string()), expected)
    }
}
