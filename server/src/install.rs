//! The first steps of an installation: a region, a plan, and the person who will do the rest on screen.
use app::{
    access::{self, Mandate, Place, Role, Verb},
    account, committee,
    committee::model::Email,
    db::Db,
    ids::{PlanId, RegionId},
    plan::{self, model::PlanState},
    session::Clock,
    text::slug,
};
use clap::Args;

use crate::cli::{COMMAND, Failure};

/// A region to make.
#[derive(Args)]
pub struct Region {
    /// Son nom, comme « Auvergne-Rhône-Alpes » ; son adresse en est faite
    pub name: String,
    /// Son code INSEE, comme 84
    #[arg(long)]
    pub code: String,
    /// Son fuseau horaire
    #[arg(long, default_value = "Europe/Paris")]
    pub time_zone: String,
}

/// A plan to make.
#[derive(Args)]
pub struct NewPlan {
    /// Son nom, comme « PRST 4 » ; son adresse en est faite
    pub name: String,
    /// L’adresse de sa région, comme auvergne-rhone-alpes
    #[arg(long)]
    pub region: String,
    /// Ses années, comme 2021-2025
    #[arg(long)]
    pub years: String,
}

/// Somebody to invite.
#[derive(Args)]
pub struct Invitation {
    /// Son adresse électronique
    pub email: String,
    /// Son nom, comme on le lira
    #[arg(long)]
    pub name: String,
    /// Son rôle : coordinator, support, admin…
    #[arg(long)]
    pub role: String,
    /// L’adresse de sa région (inutile pour admin)
    #[arg(long)]
    pub region: Option<String>,
    /// L’adresse de son plan, si son mandat ne porte que sur un plan
    #[arg(long)]
    pub plan: Option<String>,
}

/// Makes a region.
///
/// # Errors
/// When its address or its code is taken, or its time zone unknown.
pub async fn region(db: &Db, new: &Region) -> Result<(), Failure> {
    let address = slug(&new.name);
    if address.is_empty() {
        return Err("ce nom ne donne pas d’adresse : donnez-lui des lettres".into());
    }
    if new.time_zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(format!("fuseau horaire inconnu : {}", new.time_zone).into());
    }
    if plan::store::region_at(&db.read, &address).await?.is_some() {
        return Err(format!("la région {address} existe déjà").into());
    }
    let permit = COMMAND.may(Verb::ManagePlans, Place::region(RegionId::new()))?;
    let tx = db.begin().await?;
    plan::store::add_region(&tx, &permit, &new.code, &new.name, &address, &new.time_zone).await?;
    tx.commit().await?;
    println!("Région créée : {address}");
    Ok(())
}

/// Makes a plan, in preparation.
///
/// # Errors
/// When its region is unknown, its address taken, or its years cannot be read.
pub async fn plan(db: &Db, new: &NewPlan) -> Result<(), Failure> {
    let region = find_region(db, &new.region).await?;
    let years =
        new.years.split_once('-').and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    let years: (i32, i32) =
        years.filter(|(first, last)| first <= last).ok_or("donnez les années comme 2021-2025")?;
    let address = slug(&new.name);
    if address.is_empty() {
        return Err("ce nom ne donne pas d’adresse : donnez-lui des lettres".into());
    }
    if plan::store::find(&db.read, &COMMAND, &new.region, &address).await.is_ok() {
        return Err(format!("le plan {}/{address} existe déjà", new.region).into());
    }
    let permit = COMMAND.may(Verb::ManagePlans, Place::region(region))?;
    let tx = db.begin().await?;
    plan::store::add_plan(&tx, &permit, PlanId::new(), &new.name, &address, years, PlanState::Preparing)
        .await?;
    tx.commit().await?;
    println!("Plan créé : {}/{address}", new.region);
    Ok(())
}

/// Gives somebody a mandate and has her invited by mail. Prints nothing that opens anything.
///
/// # Errors
/// When the address, the role, the region or the plan cannot be used.
pub async fn invite(db: &Db, clock: &Clock, asked: &Invitation) -> Result<(), Failure> {
    let email: Email = asked.email.parse()?;
    let role = Role::from_word(&asked.role).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
        format!("rôle inconnu : {} ; choisissez parmi {}", asked.role, known.join(", "))
    })?;
    let (region, plan) = match (role, &asked.region) {
        (Role::Admin, None) => (None, None),
        (Role::Admin, Some(_)) => {
            return Err("l’administration de la plateforme n’est d’aucune région".into());
        }
        (Role::Pilot | Role::CoPilot | Role::Contributor, _) => {
            return Err(
                "ce rôle se donne dans un comité : l’animation du plan l’invite depuis l’annuaire".into()
            );
        }
        (_, None) => return Err("dites la région : --region auvergne-rhone-alpes".into()),
        (_, Some(region)) => {
            let plan = match &asked.plan {
                Some(plan) => Some(plan::store::find(&db.read, &COMMAND, region, plan).await?.id),
                None => None,
            };
            (Some(find_region(db, region).await?), plan)
        }
    };
    let now = clock.now();
    let permit = COMMAND.may(Verb::ManagePeople, Place::region(region.unwrap_or_default()))?;
    let tx = db.begin().await?;
    let person = committee::store::find_or_add_person(&tx, &permit, &email, asked.name.trim()).await?;
    let given = Mandate { role, region, plan, committee: None, starts: now.date_naive(), ends: None };
    access::store::give(&tx, &permit, person, None, given).await?;
    account::store::invite(&tx, &permit, person, now).await?;
    tx.commit().await?;
    println!("{email} est invité : le courriel part dès que le serveur tourne.");
    Ok(())
}

async fn find_region(db: &Db, address: &str) -> Result<RegionId, Failure> {
    let found = plan::store::region_at(&db.read, address).await?;
    found.ok_or_else(|| format!("région inconnue : {address} ; créez-la avec « prisme region »").into())
}
