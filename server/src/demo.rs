//! The demonstration: three regions drawn from real documents, with invented people, dates and progress around them.
//!
//! It goes through the same stores as everybody, as the system, so that it obeys the same rules (life cycle, locks).
use std::collections::HashMap;

use app::{
    access::{self, Actor, Mandate, Place, Role, Verb},
    action_sheet::{
        self,
        life::{Phase, StepWord},
        model::{RubricKind, Sheet},
    },
    committee,
    db::{Db, Tx},
    directory::store::organisations,
    error::AppError,
    ids::{OrganisationId, PersonId, PlanId, RegionId},
    plan::{
        self,
        model::{Plan, PlanState},
    },
    progress::{
        self,
        model::{Confidence, Said},
    },
    session::Clock,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::cli::Failure;

mod asks;
mod balance;
mod comments;
mod decided;
mod file;
mod lines;
mod rubrics;
use file::{PlanFile, RegionFile, SheetFile};

const REGIONS: [&str; 3] = [
    include_str!("../demo/auvergne-rhone-alpes.toml"),
    include_str!("../demo/hauts-de-france.toml"),
    include_str!("../demo/occitanie.toml"),
];

const DEMONSTRATION: Actor = Actor::System("démonstration");

/// Whether this database holds invented people.
///
/// # Errors
/// When the database fails.
pub async fn is_loaded(db: &Db) -> Result<bool, AppError> {
    committee::store::has_invented_people(&db.read).await
}

/// Loads the demonstration in an empty database; does nothing when it is there.
///
/// # Errors
/// When the database holds something else, or fails.
pub async fn load(db: &Db, clock: &Clock) -> Result<(), Failure> {
    if is_loaded(db).await? {
        return Ok(());
    }
    if !plan::store::list(&db.read, &DEMONSTRATION).await?.is_empty() {
        return Err("cette base contient déjà des plans : la démonstration veut une base vide".into());
    }
    let tx = db.begin().await?;
    for source in REGIONS {
        let region: RegionFile = toml::from_str(source)?;
        Loading::begin(&tx, clock.now(), &region).await?.everything(&region).await?;
    }
    tx.commit().await?;
    println!("Démonstration chargée : trois régions, des personnes et des avancements inventés.");
    Ok(())
}

/// One region being loaded.
struct Loading<'a> {
    tx: &'a Tx,
    now: DateTime<Utc>,
    region: RegionId,
    people: HashMap<&'a str, (PersonId, &'a str)>,
    organisations: HashMap<&'a str, OrganisationId>,
}

impl<'a> Loading<'a> {
    async fn begin(tx: &'a Tx, now: DateTime<Utc>, file: &'a RegionFile) -> Result<Self, Failure> {
        let region = RegionId::new();
        plan::store::add_region(
            tx,
            &DEMONSTRATION.may(Verb::ManagePlans, Place::region(region))?,
            &file.code,
            &file.name,
            &file.slug,
            &file.time_zone,
        )
        .await?;
        let mut loading = Self { tx, now, region, people: HashMap::new(), organisations: HashMap::new() };
        let permit = DEMONSTRATION.may(Verb::ManagePeople, Place::region(region))?;
        for (key, organisation) in &file.organisations {
            loading
                .organisations
                .insert(key, organisations::add(tx, &permit, &organisation.edit()?, now).await?);
        }
        for (key, name) in &file.people {
            loading.people.insert(key, (committee::store::add_invented(tx, &permit, name).await?, name));
        }
        Ok(loading)
    }

    async fn everything(&self, file: &RegionFile) -> Result<(), Failure> {
        let mut plans = HashMap::new();
        for plan in &file.plans {
            plans.insert(plan.slug.as_str(), self.plan(plan, &file.slug).await?);
        }
        let permit = DEMONSTRATION.may(Verb::ManagePeople, Place::region(self.region))?;
        for given in &file.mandates {
            let role =
                Role::from_word(&given.role).ok_or_else(|| format!("rôle inconnu : {}", given.role))?;
            let mandate = Mandate {
                role,
                region: (role != Role::Admin).then_some(self.region),
                plan: given.plan.as_deref().and_then(|slug| plans.get(slug).copied()),
                committee: None,
                starts: self.day(given.since),
                ends: given.until.map(|ago| self.day(ago)),
            };
            access::store::give(
                self.tx,
                &permit,
                self.person(&given.person)?,
                self.organisation(given.organisation.as_deref())?,
                mandate,
            )
            .await?;
        }
        Ok(())
    }

    async fn plan(&self, file: &PlanFile, region: &str) -> Result<PlanId, Failure> {
        let id = PlanId::new();
        let permit = DEMONSTRATION.may(Verb::ManagePlans, Place::region(self.region))?;
        let state = PlanState::from_word(&file.state)
            .ok_or_else(|| format!("état de plan inconnu : {}", file.state))?;
        let years = (file.first_year, file.last_year);
        plan::store::add_plan(self.tx, &permit, id, &file.name, &file.slug, years, state).await?;
        let plan = plan::store::get(&**self.tx, &DEMONSTRATION, id).await?;
        if !file.table.is_empty() {
            self.import(&plan, file.table.clone().into_bytes()).await?;
        }
        for sheet in &file.sheets {
            let address = if sheet.action.starts_with(|c: char| c.is_ascii_digit()) {
                sheet.action.clone()
            } else {
                app::text::slug(&sheet.action)
            };
            let found = action_sheet::store::find(&**self.tx, &DEMONSTRATION, region, &file.slug, &address)
                .await
                .map_err(|_| format!("action inconnue : {}", sheet.action))?;
            self.sheet(sheet, found).await.map_err(|error| format!("{} : {error}", sheet.action))?;
        }
        for emergent in &file.emergent {
            self.emergent(emergent, &plan).await?;
        }
        Ok(id)
    }

    async fn import(&self, plan: &Plan, source: Vec<u8>) -> Result<(), Failure> {
        let (permit, at) =
            (DEMONSTRATION.may(Verb::ImportPlan, plan.place())?, self.now - Duration::days(800));
        let table = plan::store::read_source(source.clone(), None).await?;
        let name = "Tableau du document d’origine";
        let reading = plan::store::read_against_plan(&**self.tx, plan, table.clone()).await?;
        let id = plan::store::keep_import(self.tx, &permit, name, source, &reading.report, at).await?;
        let import = plan::store::get_import(&**self.tx, plan.id, id).await?;
        plan::store::apply(self.tx, &permit, plan, &import, table, None, at).await?;
        Ok(())
    }

    async fn sheet(&self, file: &SheetFile, sheet: Sheet) -> Result<(), Failure> {
        let permit = DEMONSTRATION.may(Verb::ManagePeople, Place::region(self.region))?;
        let mut given = HashMap::new();
        for (role, seats) in [
            (Role::Pilot, &file.pilots),
            (Role::CoPilot, &file.co_pilots),
            (Role::Contributor, &file.contributors),
        ] {
            for seat in seats {
                let mandate = Mandate {
                    role,
                    region: Some(self.region),
                    plan: Some(sheet.plan_id),
                    committee: Some(sheet.committee_id),
                    starts: self.day(seat.since),
                    ends: seat.until.map(|ago| self.day(ago)),
                };
                let after = seat.after.as_ref().and_then(|key| given.get(key).copied());
                let id = access::store::give_after(
                    self.tx,
                    &permit,
                    self.person(&seat.person)?,
                    self.organisation(Some(&seat.organisation))?,
                    mandate,
                    after,
                )
                .await?;
                given.insert(seat.person.clone(), id);
            }
        }
        let author = |seats: &[file::Seat]| seats.first().map(|seat| seat.person.clone());
        // what happened, in its order: moves, texts, updates
        let mut events: Vec<(i64, Event<'_>)> =
            file.steps.iter().map(|step| (step.ago, Event::Step(step))).collect();
        if let (Some(text), Some(opened)) = (&file.stake, file.steps.first()) {
            events.push((opened.ago - 1, Event::Stake(text, author(&file.pilots))));
            if let Some(text) = &file.stake_revision {
                events.push((
                    opened.ago - 20,
                    Event::Stake(text, author(&file.co_pilots).or(author(&file.pilots))),
                ));
            }
        }
        let begun = file.steps.first().map_or(0, |step| step.ago - 1);
        events.push((begun, Event::Rubrics(file)));
        events.extend(file.milestones.iter().map(|milestone| (begun, Event::Milestone(milestone))));
        events.extend(file.phases.iter().map(|step| (step.ago, Event::Phase(step, author(&file.pilots)))));
        events.extend(file.amendments.iter().map(|amendment| (amendment.ago, Event::Amendment(amendment))));
        events.extend(file.deliverables.iter().map(|deliverable| (begun, Event::Deliverable(deliverable))));
        events.extend(file.asks.iter().map(|ask| (ask.ago, Event::Ask(ask))));
        events.extend(file.comments.iter().map(|comment| (comment.ago, Event::Comment(comment))));
        events.extend(file.balances.iter().map(|balance| (balance.ago, Event::Balance(balance))));
        events.extend(file.updates.iter().map(|update| (update.ago, Event::Update(update))));
        events.sort_by_key(|(ago, _)| std::cmp::Reverse(*ago));
        for (ago, event) in events {
            self.event(sheet.id, event, self.working_hour(ago)).await?;
        }
        Ok(())
    }

    async fn event(
        &self,
        id: app::ids::ActionSheetId,
        event: Event<'_>,
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let sheet = action_sheet::store::get(&**self.tx, &DEMONSTRATION, id).await?;
        match event {
            Event::Step(step) => {
                let word = StepWord::from_word(&step.step)
                    .ok_or_else(|| format!("changement inconnu : {}", step.step))?;
                let until = step.until.map(|days| (self.now + Duration::days(days)).date_naive());
                let permit = DEMONSTRATION.may(Verb::MoveSheet, sheet.place())?;
                action_sheet::store::move_sheet(
                    self.tx,
                    &permit,
                    &sheet,
                    sheet.version,
                    word.step(&step.reason, until),
                    at,
                )
                .await?;
            }
            Event::Stake(text, author) => {
                let version = action_sheet::store::rubric(&**self.tx, id, RubricKind::Stake).await?.version;
                let permit = self.author(author.as_deref())?.may(Verb::EditRubric, sheet.place())?;
                action_sheet::store::save_rubric(
                    self.tx,
                    &permit,
                    &sheet,
                    RubricKind::Stake,
                    version,
                    text.trim(),
                    at,
                )
                .await?;
            }
            Event::Update(update) => {
                let confidence = Confidence::from_word(&update.confidence)
                    .ok_or_else(|| format!("confiance inconnue : {}", update.confidence))?;
                let said = Said {
                    done: update.done.clone(),
                    next: update.next.clone(),
                    obstacle: update.obstacle.clone(),
                    confidence,
                };
                let permit = self.author(Some(&update.by))?.may(Verb::AddUpdate, sheet.place())?;
                progress::store::append(self.tx, &permit, &sheet, said, at).await?;
            }
            Event::Phase(step, author) => {
                let phase = Phase::from_word(&step.phase)
                    .ok_or_else(|| format!("phase inconnue : {}", step.phase))?;
                let permit = self.author(author.as_deref())?.may(Verb::SetPhase, sheet.place())?;
                action_sheet::store::enter(self.tx, &permit, &sheet, sheet.version, phase, at).await?;
            }
            Event::Amendment(file) => self.amendment(file, &sheet).await?,
            Event::Ask(file) => self.ask(file, &sheet).await?,
            Event::Comment(file) => self.comment(file, &sheet).await?,
            Event::Balance(file) => self.balance(file, &sheet).await?,
            Event::Milestone(file) => self.milestone(file, &sheet, at).await?,
            Event::Deliverable(file) => self.deliverable(file, &sheet, at).await?,
            Event::Rubrics(file) => self.rubrics(file, &sheet, at).await?,
        }
        Ok(())
    }

    /// An invented author, with the mandates of her whole region: only her signature matters here.
    fn author(&self, key: Option<&str>) -> Result<Actor, Failure> {
        let Some(key) = key else { return Ok(DEMONSTRATION) };
        let (id, name) = self.people.get(key).ok_or_else(|| format!("personne inconnue : {key}"))?;
        let everywhere = Mandate {
            role: Role::Coordinator,
            region: Some(self.region),
            plan: None,
            committee: None,
            starts: NaiveDate::MIN,
            ends: None,
        };
        Ok(Actor::signed_in(*id, (*name).to_owned(), vec![everywhere], self.now.date_naive()))
    }

    /// That many days ago, at some hour of a working day.
    fn working_hour(&self, ago: i64) -> DateTime<Utc> {
        let midnight = self.day(ago).and_time(chrono::NaiveTime::MIN).and_utc();
        midnight + Duration::hours(8 + ago % 9) + Duration::minutes(ago * 7 % 60)
    }

    fn day(&self, ago: i64) -> NaiveDate {
        (self.now - Duration::days(ago)).date_naive()
    }

    fn person(&self, key: &str) -> Result<PersonId, Failure> {
        self.people.get(key).map(|(id, _)| *id).ok_or_else(|| format!("personne inconnue : {key}").into())
    }

    fn organisation(&self, key: Option<&str>) -> Result<Option<OrganisationId>, Failure> {
        key.map(|key| {
            self.organisations
                .get(key)
                .copied()
                .ok_or_else(|| format!("organisation inconnue : {key}").into())
        })
        .transpose()
    }
}

enum Event<'a> {
    Step(&'a file::Step),
    Stake(&'a str, Option<String>),
    Phase(&'a file::PhaseStep, Option<String>),
    Amendment(&'a file::AmendmentFile),
    Balance(&'a file::BalanceFile),
    Update(&'a file::Update),
    Milestone(&'a file::MilestoneFile),
    Deliverable(&'a file::DeliverableFile),
    Ask(&'a file::AskFile),
    Comment(&'a file::CommentFile),
    Rubrics(&'a SheetFile),
}
