//! The world of the tests: two regions, their plans, sheets in every state, and a person per role.
//!
//! It goes through the stores, as the demonstration does, so that it holds nothing that the product could not.
use app::{
    access::{self, Mandate, Permit, Place, Role, Verb},
    action_sheet::{self, life::StepWord, store::Planned},
    committee::{
        self,
        model::{College, CommitteeKind, OrganisationKind},
    },
    db::{Db, Tx},
    directory::{model::OrganisationEdit, store::organisations},
    ids::{ActionSheetId, AxisId, CommitteeId, OrganisationId, PersonId, PlanId, RegionId},
    plan::{
        self,
        model::{AxisKey, PlanState},
    },
    progress::{
        self,
        model::{Confidence, Said},
    },
};
use chrono::{DateTime, Duration, Utc};

use super::{STAKE, TEST};

/// A person, and why she may do what she may.
pub struct Someone {
    pub id: PersonId,
    pub name: &'static str,
    pub mandates: Vec<Mandate>,
}

/// Who is there. « Ici » is the region of everybody but the neighbours.
pub struct World {
    pub coordinator: PersonId,
    pub second_coordinator: PersonId,
    pub support: PersonId,
    /// Of the committee of 1.1, 1.2, 1.3 and 1.10.
    pub pilot: PersonId,
    pub co_pilot: PersonId,
    pub contributor: PersonId,
    pub council: PersonId,
    /// Of the committee of 2.1, 2.2, 2.4, 2.5 and 2.6.
    pub other_pilot: PersonId,
    /// Administers the platform.
    pub admin: PersonId,
    /// Coordinates « Ailleurs ».
    pub neighbour: PersonId,
    /// Has no mandate.
    pub stranger: PersonId,
    /// Was a pilot with `pilot` until yesterday.
    pub former: PersonId,
    /// Everybody, for the test of rights.
    pub everyone: Vec<Someone>,
}

impl World {
    pub async fn make(db: &Db, now: DateTime<Utc>) -> Self {
        let tx = db.begin().await.unwrap();
        let here = Making::region(&tx, now, "84", "Ici", "ici", "Europe/Paris").await;
        let elsewhere = Making::region(&tx, now, "04", "Ailleurs", "ailleurs", "Indian/Reunion").await;
        let plan = here.plan("PRST 4", "prst-4", PlanState::Running).await;
        let next = here.plan("PRST 5", "prst-5", PlanState::Preparing).await;
        let far = elsewhere.plan("PRST 4", "prst-4", PlanState::Running).await;
        let (one, two, orphan) = (
            here.committee(plan, "Comité 1").await,
            here.committee(plan, "Comité 2").await,
            here.committee(plan, "Comité 3").await,
        );
        let away = elsewhere.committee(far, "Comité d’ailleurs").await;

        let region = |role| Some(here.mandate(role, None, None));
        let seat = |role, committee| here.mandate(role, None, Some(committee));
        let yesterday = Some((now - Duration::days(1)).date_naive());
        let soon = (now + Duration::days(2)).date_naive();
        let cast = [
            ("Alix Coordination", region(Role::Coordinator)),
            ("Bao Coordination", region(Role::Coordinator)),
            ("Camille Appui", region(Role::Support)),
            ("Dominique Pilote", Some(seat(Role::Pilot, one))),
            ("Eden Copilote", Some(seat(Role::CoPilot, one))),
            ("Fanny Membre", Some(seat(Role::Contributor, one))),
            ("Gil Conseil", region(Role::CouncilMember)),
            ("Hélène Présidence", region(Role::CouncilChair)),
            ("Inès Relais", region(Role::RelayContact)),
            ("Jo Administration", Some(Mandate { region: None, ..here.mandate(Role::Admin, None, None) })),
            ("Kim Pilote", Some(seat(Role::Pilot, two))),
            ("Lou Voisine", Some(elsewhere.mandate(Role::Coordinator, None, None))),
            ("Max Voisin", Some(elsewhere.mandate(Role::Pilot, None, Some(away)))),
            ("Noa Autre-plan", Some(here.mandate(Role::Coordinator, Some(next), None))),
            ("Paul Ancien", Some(Mandate { ends: yesterday, ..seat(Role::Pilot, one) })),
            ("Quinn Futur", Some(Mandate { starts: soon, ..seat(Role::Pilot, one) })),
            ("Rose Sans-mandat", None),
        ];
        let mut everyone = Vec::new();
        for (name, mandate) in cast {
            let mandates: Vec<Mandate> = mandate.into_iter().collect();
            let far = mandates.iter().any(|m| m.region == Some(elsewhere.region));
            let region = if far { &elsewhere } else { &here };
            everyone.push(Someone { id: region.person(name, &mandates).await, name, mandates });
        }
        let who = |first: &str| everyone.iter().find(|one| one.name.starts_with(first)).unwrap().id;

        let axes = [here.axis(plan, 1).await, here.axis(plan, 2).await];
        let sheet =
            |axis: usize, code, committee, title| here.sheet(plan, axes[axis], committee, code, title);
        use StepWord::{Abandon, Adopt, Close, OpenToCommittee as Open, Pause, Start};
        let id = sheet(0, "1.1", one, "Repérer l’usure professionnelle").await;
        here.live(id, &[(Open, 10)], Some("Les salariés **de l’aide à domicile** sont exposés.")).await;
        let id = sheet(0, "1.2", one, "Former les entreprises").await;
        here.live(id, &[(Open, 300), (Adopt, 280), (Start, 270)], Some("Former.")).await;
        here.update(id, 200, Confidence::Reachable, "").await;
        here.update(id, 20, Confidence::Secured, "").await;
        sheet(0, "1.3", one, "Mesurer l’exposition").await;
        let id = sheet(0, "1.10", one, "Écouter les branches").await;
        here.live(id, &[(Open, 60), (Adopt, 30)], Some("Écouter.")).await;
        let id = sheet(1, "2.1", two, "Prévenir les chutes").await;
        here.live(id, &[(Open, 120)], None).await;
        let id = sheet(1, "2.2", two, "Outiller les relais").await;
        here.live(id, &[(Open, 300), (Adopt, 280), (Start, 270)], Some("Outiller.")).await;
        here.update(id, 100, Confidence::Support, "Pas de relais dans l’Ain.\nNi ailleurs.").await;
        let id = sheet(1, "2.3", orphan, "Réduire le bruit").await;
        here.live(id, &[(Open, 60), (Adopt, 40)], Some("Réduire.")).await;
        let id = sheet(1, "2.4", two, "Suivre l’amiante").await;
        here.live(id, &[(Open, 400), (Adopt, 380), (Start, 370)], Some("Suivre.")).await;
        here.update(id, 210, Confidence::Compromised, "Le financement").await;
        here.live(id, &[(Pause, 200)], None).await;
        let id = sheet(1, "2.5", two, "Publier le guide").await;
        here.live(id, &[(Open, 400), (Adopt, 380), (Start, 370)], Some("Publier.")).await;
        here.update(id, 150, Confidence::Secured, "").await;
        here.live(id, &[(Close, 140)], None).await;
        let id = sheet(1, "2.6", two, "Cartographier les risques").await;
        here.live(id, &[(Open, 300), (Abandon, 250)], Some("Cartographier.")).await;
        sheet(1, "2.7", orphan, "Accueillir les nouveaux").await;

        let far_axis = elsewhere.axis(far, 1).await;
        let sheet = |code, title| elsewhere.sheet(far, far_axis, away, code, title);
        let id = sheet("1.1", "Naviguer sans danger").await;
        elsewhere.live(id, &[(Open, 10)], Some("La mer.")).await;
        let id = sheet("1.2", "Pêcher sans danger").await;
        elsewhere.live(id, &[(Open, 300), (Adopt, 280), (Start, 270)], Some("La pêche.")).await;
        sheet("1.3", "Plonger sans danger").await;
        tx.commit().await.unwrap();
        Self {
            coordinator: who("Alix"),
            second_coordinator: who("Bao"),
            support: who("Camille"),
            pilot: who("Dominique"),
            co_pilot: who("Eden"),
            contributor: who("Fanny"),
            council: who("Gil"),
            other_pilot: who("Kim"),
            admin: who("Jo"),
            neighbour: who("Lou"),
            stranger: who("Rose"),
            former: who("Paul"),
            everyone,
        }
    }
}

/// A region being made, in one transaction.
pub struct Making<'a> {
    pub tx: &'a Tx,
    pub now: DateTime<Utc>,
    pub region: RegionId,
    organisation: OrganisationId,
}

impl<'a> Making<'a> {
    pub async fn region(
        tx: &'a Tx,
        now: DateTime<Utc>,
        code: &str,
        name: &str,
        slug: &str,
        zone: &str,
    ) -> Self {
        let region = RegionId::new();
        let plans = TEST.may(Verb::ManagePlans, Place::region(region)).unwrap();
        plan::store::add_region(tx, &plans, code, name, slug, zone).await.unwrap();
        let permit = TEST.may(Verb::ManagePeople, Place::region(region)).unwrap();
        let carsat = OrganisationEdit::named("Carsat", OrganisationKind::Carsat, College::Prevention);
        let organisation = organisations::add(tx, &permit, &carsat, now).await.unwrap();
        Self { tx, now, region, organisation }
    }

    fn permit(&self, plan: PlanId) -> Permit {
        TEST.may(Verb::ImportPlan, Place::plan(self.region, plan)).unwrap()
    }

    async fn axis(&self, plan: PlanId, number: u16) -> AxisId {
        let key = Some(AxisKey::Numbered(number));
        plan::store::put_axis(self.tx, &self.permit(plan), key, None).await.unwrap()
    }

    async fn plan(&self, name: &str, slug: &str, state: PlanState) -> PlanId {
        let id = PlanId::new();
        let permit = TEST.may(Verb::ManagePlans, Place::region(self.region)).unwrap();
        plan::store::add_plan(self.tx, &permit, id, name, slug, (2021, 2025), state).await.unwrap();
        id
    }

    async fn committee(&self, plan: PlanId, name: &str) -> CommitteeId {
        let permit = self.permit(plan);
        committee::store::add_committee(self.tx, &permit, name, CommitteeKind::Technical).await.unwrap()
    }

    fn mandate(&self, role: Role, plan: Option<PlanId>, committee: Option<CommitteeId>) -> Mandate {
        let starts = (self.now - Duration::days(900)).date_naive();
        Mandate { role, region: Some(self.region), plan, committee, starts, ends: None }
    }

    async fn person(&self, name: &str, mandates: &[Mandate]) -> PersonId {
        let permit = TEST.may(Verb::ManagePeople, Place::region(self.region)).unwrap();
        let id = committee::store::add_invented(self.tx, &permit, name).await.unwrap();
        for mandate in mandates {
            let given = mandate.clone();
            access::store::give(self.tx, &permit, id, Some(self.organisation), given).await.unwrap();
        }
        id
    }

    /// A sheet, outlined five days ago.
    async fn sheet(
        &self,
        plan: PlanId,
        axis: AxisId,
        committee: CommitteeId,
        code: &str,
        title: &str,
    ) -> ActionSheetId {
        let code = code.parse().unwrap();
        let planned = Planned { axis, objective: None, code: Some(&code), title };
        let at = self.now - Duration::days(5);
        action_sheet::store::add(self.tx, &self.permit(plan), committee, planned, at).await.unwrap()
    }

    /// Moves a sheet, that many days ago; its stake is written once it is open to the committee.
    async fn live(&self, id: ActionSheetId, steps: &[(StepWord, i64)], stake: Option<&str>) {
        for (step, ago) in steps {
            let sheet = action_sheet::store::get(&**self.tx, &TEST, id).await.unwrap();
            let at = self.now - Duration::days(*ago);
            let permit = TEST.may(Verb::MoveSheet, sheet.place()).unwrap();
            let step = step.step("Le comité attend un financement.", None);
            action_sheet::store::move_sheet(self.tx, &permit, &sheet, sheet.version, step, at).await.unwrap();
            if let (0, Some(stake)) =
                (action_sheet::store::rubric(&**self.tx, id, STAKE).await.unwrap().version, stake)
            {
                let sheet = action_sheet::store::get(&**self.tx, &TEST, id).await.unwrap();
                let permit = TEST.may(Verb::EditRubric, sheet.place()).unwrap();
                action_sheet::store::save_rubric(self.tx, &permit, &sheet, STAKE, 0, stake, at)
                    .await
                    .unwrap();
            }
        }
    }

    async fn update(&self, id: ActionSheetId, ago: i64, confidence: Confidence, obstacle: &str) {
        let sheet = action_sheet::store::get(&**self.tx, &TEST, id).await.unwrap();
        let permit = TEST.may(Verb::AddUpdate, sheet.place()).unwrap();
        let said = Said {
            done: format!("Fait il y a {ago} jours."),
            next: "Continuer.".into(),
            obstacle: obstacle.into(),
            confidence,
        };
        let at = self.now - Duration::days(ago);
        progress::store::append(self.tx, &permit, &sheet, said, at).await.unwrap();
    }
}
