//! Data for the measures: a region of real size (DOMAIN.md §6), or many, or one whose plan has more actions than any real one.
use std::time::Instant;

use app::{
    access::{self, Actor, Mandate, Place, Role, Verb},
    action_sheet::{self, code::ActionCode, life::StepWord, model::RubricKind, store::Planned},
    committee::{
        self,
        model::{College, CommitteeKind, OrganisationKind},
    },
    db::{Db, Tx},
    directory::{model::OrganisationEdit, store::organisations},
    ids::{PlanId, RegionId},
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
use chrono::Duration;

use crate::cli::Failure;

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
    let mandate = |role, committee| Mandate {
        role,
        region: Some(region),
        plan: None,
        committee,
        starts: (now - Duration::days(900)).date_naive(),
        ends: None,
    };
    for (name, role) in [("Alix Mesure", Role::Coordinator), ("Noa Mesure", Role::CouncilMember)] {
        let person = committee::store::add_person(tx, &people, name, first).await?;
        access::store::give(tx, &people, person, Some(organisation), mandate(role, None)).await?;
    }
    let mut axes = Vec::new();
    for number in 1..=4 {
        axes.push(plan::store::put_axis(tx, &permit, Some(AxisKey::Numbered(number)), None).await?);
    }
    for number in 0..actions {
        let axis = number % 4;
        let code: ActionCode =
            format!("{}.{}.{}", axis + 1, number / 400 + 1, number / 4 % 100 + 1).parse()?;
        let title = format!(
            "Action de mesure {number} : prévenir un risque professionnel auprès des très petites entreprises de la région"
        );
        let name = format!("Comité {code}");
        let committee = committee::store::add_committee(tx, &permit, &name, CommitteeKind::Technical).await?;
        let axis = axes.get(usize::try_from(axis)?).copied().ok_or("axe")?;
        let sheet = action_sheet::store::add(
            tx,
            &permit,
            committee,
            Planned { axis, objective: None, code: Some(&code), title: &title },
            now - Duration::days(800),
        )
        .await?;
        for (role, who) in [(Role::Pilot, "Pilote"), (Role::CoPilot, "Copilote")] {
            let person =
                committee::store::add_person(tx, &people, &format!("{who} Mesure {number}"), first).await?;
            access::store::give(tx, &people, person, Some(organisation), mandate(role, Some(committee)))
                .await?;
        }
        let stake = "L’action vise à structurer et développer une culture commune de **prévention primaire** auprès des acteurs régionaux, des SPSTI et des entreprises.\n\n- un point\n- un autre point\n";
        for (days, step) in [(799, StepWord::OpenToCommittee), (780, StepWord::Adopt), (770, StepWord::Start)]
        {
            let at = now - Duration::days(days);
            let found = action_sheet::store::get(&**tx, &BENCH, sheet).await?;
            if step == StepWord::Adopt {
                let permit = BENCH.may(Verb::EditRubric, found.place())?;
                action_sheet::store::save_rubric(tx, &permit, &found, RubricKind::Stake, 0, stake, at)
                    .await?;
            }
            if step == StepWord::Adopt && number % 5 == 0 {
                break; // one in five stays in co-writing, so that its rubric can be written
            }
            let permit = BENCH.may(Verb::MoveSheet, found.place())?;
            action_sheet::store::move_sheet(tx, &permit, &found, found.version, step.step("", None), at)
                .await?;
        }
        let found = action_sheet::store::get(&**tx, &BENCH, sheet).await?;
        let permit = BENCH.may(Verb::AddUpdate, found.place())?;
        for rank in 0..UPDATES {
            let confidence = Confidence::ALL
                .get(usize::try_from(rank + i64::from(number))? % 4)
                .copied()
                .unwrap_or(Confidence::Secured);
            let obstacle = if number % 3 == 0 {
                "Pas encore de relais auprès des acteurs de l’emploi et de la formation."
            } else {
                ""
            };
            let said = Said {
                done: "Deux ateliers tenus avec le SPSTI qui expérimente le kit.".into(),
                next: "Terminer le support d’animation.".into(),
                obstacle: obstacle.into(),
                confidence,
            };
            progress::store::append(
                tx,
                &permit,
                &found,
                said,
                now - Duration::days((UPDATES - rank) * 10 + i64::from(number % 9)),
            )
            .await?;
        }
    }
    Ok(())
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
