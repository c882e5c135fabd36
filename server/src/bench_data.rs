//! Data for the measures: a region of real size (DOMAIN.md §6), or many, or one whose plan has more actions than any real one.
use std::time::Instant;

use app::{
    access::{self, Actor, Mandate, Permit, Place, Role, Verb},
    action_sheet::{self, code::ActionCode, life::StepWord, model::RubricKind, store::Planned},
    committee::{
        self,
        model::{College, CommitteeKind, OrganisationKind},
    },
    db::{Db, Tx},
    directory::{model::OrganisationEdit, store::organisations},
    ids::{AxisId, CommitteeId, OrganisationId, PersonId, PlanId, RegionId},
    outbox,
    plan::{
        self,
        model::{AxisKey, PlanState},
    },
    progress::{
        self,
        model::{Confidence, Said},
    },
    session::Clock,
};
use chrono::{DateTime, Duration, Utc};

use crate::cli::Failure;

mod lines;

const BENCH: Actor = Actor::System("mesures");
/// Updates of an action: with thirty actions, 2,000 texts over five years.
const UPDATES: i64 = 67;

/// Fills an empty database with that many regions, each with one plan of that many actions.
///
/// # Errors
/// When the database fails.
pub async fn fill(db: &Db, regions: u32, actions: u32) -> Result<(), Failure> {
    let tx = db.begin().await?;
    for number in 1..=regions {
        fill_region(&tx, number, actions).await?;
    }
    // what happened so long ago was told long ago: a server that is measured is not busy with it
    let now = Clock::default().now();
    while outbox::store::pass_over(&tx, [], now, now).await? {}
    tx.commit().await?;
    Ok(())
}

/// One region. In the first one, people may sign in with a click.
async fn fill_region(tx: &Tx, rank: u32, actions: u32) -> Result<(), Failure> {
    let now = Clock::default().now();
    let (region, id) = (RegionId::new(), PlanId::new());
    let plans = BENCH.may(Verb::ManagePlans, Place::region(region))?;
    let people = BENCH.may(Verb::ManagePeople, Place::region(region))?;
    let permit = BENCH.may(Verb::ImportPlan, Place::plan(region, id))?;
    let (first, slug) = (rank == 1, if rank == 1 { "mesure".to_owned() } else { format!("mesure-{rank}") });
    let name = format!("Région de mesure {rank}");
    plan::store::add_region(tx, &plans, &format!("{rank:02}"), &name, &slug, "Europe/Paris").await?;
    plan::store::add_plan(tx, &plans, id, "PRST 4", "prst-4", (2021, 2025), PlanState::Running).await?;
    let measured =
        OrganisationEdit::named("Organisation de mesure", OrganisationKind::Other, College::Prevention);
    let organisation = organisations::add(tx, &people, &measured, now).await?;
    let filled = Filled { tx, now, region, people, permit, organisation, first };
    for (name, role) in [("Alix Mesure", Role::Coordinator), ("Noa Mesure", Role::CouncilMember)] {
        let person = filled.person(name).await?;
        filled.mandate(person, role, None).await?;
    }
    let busy = filled.person("Lou Mesure").await?;
    let mut axes = Vec::new();
    for number in 1..=4 {
        axes.push(plan::store::put_axis(tx, &filled.permit, Some(AxisKey::Numbered(number)), None).await?);
    }
    for number in 0..actions {
        let axis = number % 4;
        let code: ActionCode =
            format!("{}.{}.{}", axis + 1, number / 400 + 1, number / 4 % 100 + 1).parse()?;
        let axis = axes.get(usize::try_from(axis)?).copied().ok_or("axe")?;
        let committee = filled.committee(number, &code, (number < 3).then_some(busy)).await?;
        filled.sheet(number, &code, axis, committee).await?;
    }
    Ok(())
}

/// What the parts of a region are added to.
struct Filled<'a> {
    tx: &'a Tx,
    now: DateTime<Utc>,
    region: RegionId,
    people: Permit,
    permit: Permit,
    organisation: OrganisationId,
    /// Whether its people may sign in with a click.
    first: bool,
}

impl Filled<'_> {
    async fn person(&self, name: &str) -> Result<PersonId, Failure> {
        Ok(committee::store::add_person(self.tx, &self.people, name, self.first).await?)
    }

    async fn mandate(
        &self,
        person: PersonId,
        role: Role,
        committee: Option<CommitteeId>,
    ) -> Result<(), Failure> {
        let starts = (self.now - Duration::days(900)).date_naive();
        let mandate = Mandate { role, region: Some(self.region), plan: None, committee, starts, ends: None };
        access::store::give(self.tx, &self.people, person, Some(self.organisation), mandate).await?;
        Ok(())
    }

    /// The committee of an action: its pilot, its co-pilot, and perhaps somebody who pilots others too.
    async fn committee(
        &self,
        number: u32,
        code: &ActionCode,
        busy: Option<PersonId>,
    ) -> Result<CommitteeId, Failure> {
        let name = format!("Comité {code}");
        let committee =
            committee::store::add_committee(self.tx, &self.permit, &name, CommitteeKind::Technical).await?;
        for (role, who) in [(Role::Pilot, "Pilote"), (Role::CoPilot, "Copilote")] {
            let person = self.person(&format!("{who} Mesure {number}")).await?;
            self.mandate(person, role, Some(committee)).await?;
        }
        if let Some(busy) = busy {
            self.mandate(busy, Role::Pilot, Some(committee)).await?;
        }
        Ok(committee)
    }

    /// A sheet with its lines and its updates; one in five is not adopted, so that its rubrics can be written.
    async fn sheet(
        &self,
        number: u32,
        code: &ActionCode,
        axis: AxisId,
        committee: CommitteeId,
    ) -> Result<(), Failure> {
        let (tx, now) = (self.tx, self.now);
        let title = format!(
            "Action de mesure {number} : prévenir un risque professionnel auprès des très petites entreprises de la région"
        );
        let planned = Planned { axis, objective: None, code: Some(code), title: &title };
        let sheet =
            action_sheet::store::add(tx, &self.permit, committee, planned, now - Duration::days(800)).await?;
        let stake = "L’action vise à structurer et développer une culture commune de **prévention primaire** auprès des acteurs régionaux, des SPSTI et des entreprises.\n\n- un point\n- un autre point\n";
        for (days, step) in [(799, StepWord::OpenToCommittee), (780, StepWord::Adopt), (770, StepWord::Start)]
        {
            let at = now - Duration::days(days);
            let found = action_sheet::store::get(&**tx, &BENCH, sheet).await?;
            if step == StepWord::Adopt {
                let permit = BENCH.may(Verb::EditRubric, found.place())?;
                action_sheet::store::save_rubric(tx, &permit, &found, RubricKind::Stake, 0, stake, at)
                    .await?;
                lines::Lines { tx, sheet: &found, at, today: now.date_naive() }.fill().await?;
                if number.is_multiple_of(5) {
                    break;
                }
            }
            let permit = BENCH.may(Verb::MoveSheet, found.place())?;
            action_sheet::store::move_sheet(tx, &permit, &found, found.version, step.step("", None), at)
                .await?;
        }
        let found = action_sheet::store::get(&**tx, &BENCH, sheet).await?;
        let permit = BENCH.may(Verb::AddUpdate, found.place())?;
        for rank in 0..UPDATES {
            let at = now - Duration::days((UPDATES - rank) * 10 + i64::from(number % 9));
            progress::store::append(tx, &permit, &found, said(number, rank)?, at).await?;
        }
        Ok(())
    }
}

/// What an update says: some report an obstacle, and the confidence varies.
fn said(number: u32, rank: i64) -> Result<Said, Failure> {
    let confidence = usize::try_from(rank + i64::from(number))? % 4;
    let obstacle = "Pas encore de relais auprès des acteurs de l’emploi et de la formation.";
    Ok(Said {
        done: "Deux ateliers tenus avec le SPSTI qui expérimente le kit.".into(),
        next: "Terminer le support d’animation.".into(),
        obstacle: if number.is_multiple_of(3) { obstacle.into() } else { String::new() },
        confidence: Confidence::ALL.get(confidence).copied().unwrap_or(Confidence::Secured),
    })
}

/// Commits `commits` durable transactions of one row, one after the other, and says how many a second: what saves are
/// compared with.
///
/// # Errors
/// When the database fails.
pub async fn commit(db: &Db, commits: u32) -> Result<(), Failure> {
    let now = Clock::default().now();
    let start = Instant::now();
    for number in 0..commits {
        let tx = db.begin().await?;
        outbox::store::put(&tx, now, "bench", serde_json::json!({ "number": number })).await?;
        tx.commit().await?;
    }
    let rate = f64::from(commits) / start.elapsed().as_secs_f64();
    println!("{commits} transactions d’une ligne : {rate:.0} par seconde");
    Ok(())
}
