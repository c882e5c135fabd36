//! The test of rights: every page, every server function and every plain endpoint, as everybody, on everything.
//!
//! What is expected comes from `policy::allows` and from the state of the object, never from a copy of the answer. A
//! route that has no case here makes the test fail.
mod amendments;
mod asked;
mod balances;
mod directory;
mod drafts;
mod endpoints;
mod functions;
mod objects;
mod platform;

use app::{
    access::{Role, Verb, model::Reach, policy::allows},
    action_sheet::{
        life::StepWord,
        model::{Locked, Sheet},
        rubric::RubricKind,
    },
    ask::model::Step,
    ids::{ActionSheetId, MailId, PlanImportId},
    plan::{self, import::read_plan, model::Plan},
};
use chrono::NaiveDate;
use server::http::PAGES;

use directory::Local;

use self::asked::Asked;
use self::objects::{card, lines};
use crate::testapp::{STAKE, Someone, TEST, TestApp, Visitor};

/// Drafts, readable sheets and what is over; of one's own committee, of another, of another region.
const SHEETS: [&str; 11] = [
    "/ici/prst-4/fiches/1.1",
    "/ici/prst-4/fiches/1.2",
    "/ici/prst-4/fiches/1.3",
    "/ici/prst-4/fiches/2.1",
    "/ici/prst-4/fiches/2.2",
    "/ici/prst-4/fiches/2.4",
    "/ici/prst-4/fiches/2.5",
    "/ici/prst-4/fiches/2.7",
    "/ailleurs/prst-4/fiches/1.1",
    "/ailleurs/prst-4/fiches/1.2",
    "/ailleurs/prst-4/fiches/1.3",
];
const REGIONS: [&str; 2] = ["/ici", "/ailleurs"];
const PLANS: [&str; 3] = ["/ici/prst-4", "/ici/prst-5", "/ailleurs/prst-4"];

/// What should come back, as statuses: reading answers 200, writing sends on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Expected {
    Done,
    SignIn,
    Hidden,
    Refused,
    Invalid,
}

impl Expected {
    fn is(self, status: u16) -> bool {
        match self {
            Self::Done => (200..400).contains(&status),
            Self::SignIn => status == 401,
            Self::Hidden => status == 404,
            Self::Refused => status == 403,
            Self::Invalid => status == 422,
        }
    }
}

/// Somebody who tries, or nobody.
struct Trying<'a> {
    who: Option<&'a Someone>,
    today: NaiveDate,
}

impl Trying<'_> {
    /// Whether a mandate in force allows it, by the distance to the object.
    fn can(&self, verb: Verb, plan: &Plan, sheet: Option<&Sheet>) -> bool {
        let mandates = self.who.map(|who| who.mandates.as_slice()).unwrap_or_default();
        let in_force = mandates
            .iter()
            .filter(|m| m.starts <= self.today && m.ends.is_none_or(|last| self.today <= last));
        in_force.into_iter().any(|m| {
            let reach = if m.region != Some(plan.region_id) {
                Reach::Elsewhere
            } else if m.plan.is_some_and(|own| own != plan.id)
                || m.committee.is_some_and(|own| sheet.is_none_or(|sheet| sheet.committee_id != own))
            {
                Reach::SameRegion
            } else {
                Reach::Own
            };
            allows(verb, m.role, reach)
        })
    }

    fn expect(&self, sees: bool, may: bool, legal: bool, wrong: Expected) -> Expected {
        match (self.who, sees, may, legal) {
            (None, ..) => Expected::SignIn,
            (_, false, ..) => Expected::Hidden,
            (_, _, false, _) => Expected::Refused,
            (_, _, _, false) => wrong,
            _ => Expected::Done,
        }
    }

    fn on_plan(&self, verb: Verb, plan: &Plan) -> Expected {
        self.expect(self.can(Verb::SeePlan, plan, None), self.can(verb, plan, None), true, Expected::Done)
    }

    fn sees(&self, plan: &Plan, sheet: &Sheet) -> bool {
        let verb = if sheet.status.is_draft() { Verb::SeeDraft } else { Verb::SeeSheet };
        self.can(verb, plan, Some(sheet))
    }

    fn on_sheet(&self, verb: Verb, plan: &Plan, sheet: &Sheet, legal: bool, wrong: Expected) -> Expected {
        self.expect(self.sees(plan, sheet), self.can(verb, plan, Some(sheet)), legal, wrong)
    }

    /// An act on a comment, for who knows of it.
    fn talking(&self, verb: Verb, plan: &Plan, sheet: &Sheet, legal: bool) -> Expected {
        let knows = self.sees(plan, sheet) && self.can(Verb::SeeComments, plan, Some(sheet));
        self.expect(knows, self.can(verb, plan, Some(sheet)), legal, Expected::Refused)
    }

    fn reading_sheet(&self, plan: &Plan, sheet: &Sheet) -> Expected {
        let sees = self.sees(plan, sheet);
        self.expect(sees, sees, true, Expected::Done)
    }

    /// What is of no region: whoever may not is told nothing.
    fn on_platform(&self, verb: Verb) -> Expected {
        let mandates = self.who.map(|who| who.mandates.as_slice()).unwrap_or_default();
        let may = mandates.iter().any(|m| allows(verb, m.role, Reach::Elsewhere));
        self.expect(may, may, true, Expected::Done)
    }

    fn signed_in(&self) -> Expected {
        if self.who.is_some() { Expected::Done } else { Expected::SignIn }
    }
}

/// A site, an import that waits in each plan, and somebody of each region.
struct Site {
    app: TestApp,
    imports: Vec<(Plan, PlanImportId)>,
    local: Vec<Local>,
    carried: ActionSheetId,
}

impl Site {
    async fn open() -> Self {
        let app = TestApp::open().await;
        let mut imports = Vec::new();
        for path in PLANS {
            let plan = app.plan(path).await;
            let permit = TEST.may(Verb::ImportPlan, plan.place()).unwrap();
            let source = "Axe;Numéro;Intitulé\nAxe 7;7.1;Une action de plus\n";
            let tx = app.db.begin().await.unwrap();
            let (table, now) = (read_plan(source.as_bytes()), app.clock.now());
            let reading = plan::store::read_against_plan(&*tx, &plan, table).await.unwrap();
            let id = plan::store::keep_import(&tx, &permit, "essai", source.into(), &reading.report, now);
            imports.push((plan.clone(), id.await.unwrap()));
            tx.commit().await.unwrap();
        }
        let local = directory::locals(&app, &imports).await;
        let carried = app.sheet(SHEETS[1]).await.id;
        Self { app, imports, local, carried }
    }

    /// Everybody, and nobody.
    async fn visitors(&self) -> Vec<(Trying<'static>, Visitor, String)> {
        let today = self.app.clock.now().with_timezone(&chrono_tz::Europe::Paris).date_naive();
        let mut visitors = vec![(Trying { who: None, today }, self.app.anyone(), "nobody".to_owned())];
        for someone in &self.app.world.everyone {
            let visitor = self.app.sign_in(someone.id).await;
            visitors.push((Trying { who: Some(someone), today }, visitor, someone.name.to_owned()));
        }
        visitors
    }

    async fn of_sheet(&self, path: &str) -> (Plan, Sheet) {
        let sheet = self.app.sheet(path).await;
        let plan = self.imports.iter().find(|(plan, _)| plan.id == sheet.plan_id).unwrap().0.clone();
        (plan, sheet)
    }
}

#[tokio::test]
async fn the_world_has_everybody() {
    // a role that nobody holds would be a row of the policy that nothing tries
    let app = TestApp::open().await;
    let held = |role: &Role| app.world.everyone.iter().any(|p| p.mandates.iter().any(|m| m.role == *role));
    assert!(Role::ALL.iter().all(held));
}

impl Site {
    /// Every address of a page, on every object.
    async fn addresses(&self, pattern: &str) -> Vec<(String, Asked)> {
        let inside: Vec<&str> = pattern.trim_matches('/').split('/').collect();
        let on_plans = |tail: &str, verb: Verb| {
            let one = |(plan, import): &(Plan, PlanImportId)| {
                let path = format!("{}{}", plan.path(), tail.replace("{import}", &import.to_string()));
                (path, Asked::Plan(verb, plan.clone()))
            };
            self.imports.iter().map(one).collect()
        };
        let tail = match inside[..] {
            [""]
            | ["compte", "connexion"]
            | ["compte", "connexion", "code" | "lien"]
            | ["demo", "courrier"]
            | ["accessibilite" | "mentions-legales" | "donnees-personnelles" | "cookies"]
            | ["glossaire" | "plan-du-site"] => return vec![(pattern.to_owned(), Asked::Public)],
            ["administration", ref tail @ ..] => return self.of_administration(tail),
            ["demo", "courrier", "{mail}"] => {
                return vec![(format!("/demo/courrier/{}", MailId::new()), Asked::Absent)];
            }
            ["compte"]
            | ["mon-travail"]
            | ["compte", "adresse", "code" | "lien"]
            | ["compte", "adresse" | "brouillons" | "coordonnees" | "sessions" | "donnees" | "effacement"] => {
                return vec![(pattern.to_owned(), Asked::SignedIn)];
            }
            ["{region}", "{plan}"] => return on_plans("", Verb::SeePlan),
            ["{region}", "{plan}", "tableau"] => return on_plans("/tableau", Verb::SeePlan),
            ["{region}", "{plan}", "fiches"] => return on_plans("/fiches", Verb::SeePlan),
            ["{region}", "{plan}", "mode-d-emploi"] => return on_plans("/mode-d-emploi", Verb::SeePlan),
            ["{region}", "{plan}", "trame"] => return on_plans("/trame", Verb::ManageTemplate),
            ["{region}", "{plan}", "trame", "{rubric}"] => {
                return on_plans("/trame/enjeu-et-contexte", Verb::ManageTemplate);
            }
            ["{region}", "{plan}", "proposer-une-fiche"] => {
                let mut addresses = Vec::new();
                for (plan, _) in &self.imports {
                    let mut sheets = Vec::new();
                    for path in SHEETS.iter().filter(|path| path.starts_with(&format!("{}/", plan.path()))) {
                        sheets.push(self.app.sheet(path).await);
                    }
                    let asked = Asked::OnSome(Verb::ProposeSheet, plan.clone(), sheets);
                    addresses.push((format!("{}/proposer-une-fiche", plan.path()), asked));
                }
                return addresses;
            }
            ["{region}", "{plan}", "appuis"] => return on_plans("/appuis", Verb::AnswerAsk),
            ["{region}", "{plan}", "import"] => return on_plans("/import", Verb::ImportPlan),
            ["{region}", "{plan}", "bilans", "import"] => {
                return on_plans("/bilans/import", Verb::ImportBalance);
            }
            ["{region}", "{plan}", "bilans", "import", "{import}"] => return self.of_sent_balances().await,
            ["{region}", "{plan}", "import", "{import}"] => {
                return on_plans("/import/{import}", Verb::ImportPlan);
            }
            ["{region}", "annuaire", ref tail @ ..] => return self.of_directory(tail),
            ["{region}", "{plan}", "comites", ref tail @ ..] => return self.of_committees(tail),
            ["{region}", "{plan}", "fiches", "{sheet}", ref tail @ ..] => tail,
            _ => panic!("no case for the page {pattern}: add one"),
        };
        let mut addresses = Vec::new();
        for path in SHEETS {
            let (plan, sheet) = self.of_sheet(path).await;
            let act = |verb, legal| Asked::Act(verb, plan.clone(), sheet.clone(), legal);
            match tail[..] {
                [] => addresses.push((path.to_owned(), Asked::Sheet(plan, sheet))),
                ["point"] => {
                    addresses
                        .push((format!("{path}/point"), act(Verb::AddUpdate, sheet.status.takes_updates())));
                }
                ["jalons", "{milestone}"] => addresses.push((
                    format!("{path}/jalons/nouveau"),
                    act(Verb::KeepTimetable, sheet.check_open().is_ok()),
                )),
                ["avenants", "proposer", "{part}"] => addresses.extend(Locked::ALL.iter().map(|part| {
                    let legal = sheet.check_amendable().is_ok();
                    (format!("{path}/avenants/proposer/{}", part.slug()), act(Verb::ProposeAmendment, legal))
                })),
                ["avenants", "{amendment}"] => {
                    if let Some(id) = self.amendment(&sheet, &TEST).await {
                        addresses.push((format!("{path}/avenants/{id}"), Asked::Private(plan, sheet)));
                    }
                }
                ["projets", "importer"] => {
                    let legal = sheet.check_writable(RubricKind::Projects).is_ok();
                    addresses.push((format!("{path}/projets/importer"), act(Verb::EditRubric, legal)));
                }
                [slug] if let Some(kind) = card(slug) => {
                    // what the adoption locked is read there, with the way to amend it
                    let amended = Locked::of(kind).is_some() && sheet.check_amendable().is_ok();
                    let legal = amended || sheet.check_writable(kind).is_ok();
                    addresses.push((format!("{path}/{slug}"), act(Verb::EditRubric, legal)));
                }
                [slug] if lines(slug).is_some() => {
                    addresses.push((format!("{path}/{slug}"), Asked::Sheet(plan, sheet)));
                }
                [slug, _] if let Some(kind) = lines(slug) => addresses.push((
                    format!("{path}/{slug}/nouveau"),
                    act(Verb::EditRubric, sheet.check_writable(kind).is_ok()),
                )),
                ["bilans", ref tail @ ..] => {
                    addresses.extend(self.of_balances(tail, path, &plan, &sheet).await);
                }
                ["intitule"] => {
                    addresses.push((sheet.title_path(), act(Verb::EditRubric, sheet.check_title().is_ok())));
                }
                ["phase"] => {
                    addresses.push((format!("{path}/phase"), act(Verb::SetPhase, sheet.takes_phase())));
                }
                [slug @ ("jalons" | "livrables" | "avenants")] => {
                    addresses.push((format!("{path}/{slug}"), Asked::Sheet(plan, sheet)));
                }
                ["livrables", "{deliverable}"] => addresses.push((
                    format!("{path}/livrables/nouveau"),
                    act(Verb::KeepTimetable, sheet.check_open().is_ok()),
                )),
                [slug, _, "abandon"] => {
                    let (id, verb, legal) = self.forsaken(slug, &sheet).await;
                    addresses.push((format!("{path}/{slug}/{id}/abandon"), act(verb, legal)));
                }
                ["appui", "nouveau"] => addresses.push((
                    format!("{path}/appui/nouveau"),
                    act(Verb::AskSupport, sheet.check_open().is_ok()),
                )),
                ["discussion"] => {
                    let inside = Asked::Inside(Verb::SeeComments, plan, sheet);
                    addresses.push((format!("{path}/discussion"), inside));
                }
                ["discussion", "{comment}", "{gesture}"] => {
                    // a comment of somebody else's: it is answered, and the coordinator may take it away
                    if let Some(id) = self.comment(&sheet).await {
                        let at = |gesture: &str| format!("{path}/discussion/{id}/{gesture}");
                        let talk = |verb, legal| Asked::Talk(verb, plan.clone(), sheet.clone(), legal);
                        addresses.push((at("repondre"), talk(Verb::Comment, true)));
                        addresses.push((at("modifier"), talk(Verb::Comment, false)));
                        addresses.push((at("retirer"), talk(Verb::ModerateComments, true)));
                    }
                }
                ["appui", "{ask}"] => {
                    if let Some(id) = self.ask(&sheet).await {
                        let inside = Asked::Inside(Verb::SeeAsks, plan, sheet);
                        addresses.push((format!("{path}/appui/{id}"), inside));
                    }
                }
                ["appui", "{ask}", "{step}"] => {
                    if let Some(id) = self.ask(&sheet).await {
                        // on a request that is open; what one may not know of does not exist
                        for (step, legal) in
                            [(Step::Answer, true), (Step::Remind, true), (Step::Reopen, false)]
                        {
                            let step_of = Asked::Step(step, plan.clone(), sheet.clone(), legal);
                            addresses.push((format!("{path}/appui/{id}/{}", step.slug()), step_of));
                        }
                    }
                }
                ["etat", "{step}"] => {
                    let legal = StepWord::legal_from(&sheet.status);
                    addresses.extend(StepWord::ALL.iter().map(|step| {
                        (format!("{path}/etat/{}", step.word()), act(Verb::MoveSheet, legal.contains(step)))
                    }));
                }
                ["rubriques", "{rubric}"] => addresses.push((
                    format!("{path}/rubriques/{}", STAKE.slug()),
                    act(Verb::EditRubric, sheet.check_writable(STAKE).is_ok()),
                )),
                ["rubriques", "{rubric}", "historique"] => {
                    let path = format!("{path}/rubriques/{}/historique", STAKE.slug());
                    addresses.push((path, Asked::Sheet(plan, sheet)));
                }
                _ => panic!("no case for the page {pattern}: add one"),
            }
        }
        addresses
    }
}

#[tokio::test]
async fn every_page_opens_for_those_who_may_and_for_nobody_else() {
    let site = Site::open().await;
    let visitors = site.visitors().await;
    let (mut tried, mut wrong) = (0, Vec::new());
    for route in PAGES.iter() {
        for (path, asked) in site.addresses(route.path()).await {
            for (trying, visitor, name) in &visitors {
                let (expected, status) = (asked.expected(trying), visitor.get(&path).await.status);
                tried += 1;
                if !expected.is(status) || (expected == Expected::Done && status != 200) {
                    wrong.push(format!("{name} on {path}: {expected:?}, got {status}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 2_000, "only {tried} tries");
}
