//! A whole site of one test: its own database, a clock that the test moves, and people who come to it.
mod browser;
mod post;
mod world;

use std::path::PathBuf;

use app::{
    access::{Actor, Verb},
    account,
    action_sheet::{
        self,
        model::{Rubric, RubricKind, Sheet},
    },
    db::Db,
    draft::{self, model::Draft},
    history,
    ids::PersonId,
    plan::{self, import::read_plan, model::Plan},
    session::Clock,
    ui::Assets,
};
use axum::{Router, http::HeaderName};
use chrono::{DateTime, Duration, Utc};
use migrations::Migrator;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;
use server::http::{Server, router};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

pub use browser::{Answer, Form, Page, Visitor, encode, squeeze};
pub use post::{Sent, sent_to};
pub use world::{Someone, World};

pub const TEST: Actor = Actor::System("test");

/// The rubric of these tests.
pub const STAKE: RubricKind = RubricKind::Stake;

/// A migrated database with the world in it, made once per process and copied for each test.
static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

struct Template {
    world: World,
    /// From the hour of the machine to noon, so that no test depends on the hour at which it runs.
    to_noon: Duration,
    database: Kept,
}

enum Kept {
    Sqlite(Vec<u8>),
    Postgres(String),
}

/// Where the database of one test lives; it goes with the test.
enum Home {
    Folder(TempDir),
    Postgres(String),
}

pub struct TestApp {
    pub db: Db,
    pub clock: Clock,
    pub world: &'static World,
    /// What `DATABASE_URL` would be.
    pub url: String,
    router: Router,
    home: Home,
    post: post::Post,
}

impl TestApp {
    /// A site with the world of [`World`] in it, over http.
    pub async fn open() -> Self {
        Self::open_with(false, true).await
    }

    /// The same, `https` or not, a demonstration or not.
    pub async fn open_with(https: bool, demonstration: bool) -> Self {
        let template = TEMPLATE.get_or_init(make_template).await;
        let (url, home) = copy(&template.database).await;
        let (db, clock) = (Db::open(&url).await.unwrap(), Clock::default());
        clock.advance(template.to_noon);
        let post = post::Post::open();
        let server = Server::new(db.clone(), clock.clone(), Assets::default(), https, demonstration);
        let server =
            server.with_mails(post.folder()).behind(Some(HeaderName::from_static(browser::FROM)), vec![]);
        Self { db, clock, world: &template.world, url, router: router(server), home, post }
    }

    /// The file of the database, on SQLite.
    pub fn file(&self) -> Option<PathBuf> {
        match &self.home {
            Home::Folder(folder) => Some(folder.path().join("prisme.db")),
            Home::Postgres(_) => None,
        }
    }

    /// A browser in which nobody is signed in.
    pub fn anyone(&self) -> Visitor {
        Visitor::new(self.router.clone(), None)
    }

    /// A browser in which that person is signed in.
    pub async fn sign_in(&self, person: PersonId) -> Visitor {
        let tx = self.db.begin().await.unwrap();
        let token = account::store::open(&tx, person, self.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        Visitor::new(self.router.clone(), Some(token))
    }

    /// Sends what may leave now; all the mails that ever left, oldest first.
    pub async fn mails(&self) -> Vec<Sent> {
        server::mail::round(&self.db, &self.clock, &self.post.office).await.unwrap();
        self.post.read()
    }

    /// From now on no mail can leave.
    pub fn break_post(&self) {
        std::fs::write(self.post.folder().unwrap(), "not a folder").unwrap();
    }

    /// Mails can leave again.
    pub fn mend_post(&self) {
        std::fs::remove_file(self.post.folder().unwrap()).unwrap();
    }

    /// Time goes by: as much as ends a session.
    pub fn let_sessions_expire(&self) {
        self.clock.advance(Duration::hours(account::store::HOURS) + Duration::minutes(1));
    }

    /// Imports a table in a plan, as a command does.
    pub async fn import(&self, plan: &Plan, source: &str) {
        let (now, table) = (self.clock.now(), read_plan(source.as_bytes()));
        let permit = TEST.may(Verb::ImportPlan, plan.place()).unwrap();
        let tx = self.db.begin().await.unwrap();
        let reading = plan::store::read_against_plan(&*tx, plan, table.clone()).await.unwrap();
        let id = plan::store::keep_import(&tx, &permit, "essai", source.into(), &reading.report, now).await;
        let import = plan::store::get_import(&*tx, plan.id, id.unwrap()).await.unwrap();
        plan::store::apply(&tx, &permit, plan, &import, table, None, now).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The sheet at an address such as `/ici/prst-4/fiches/1.1`.
    pub async fn sheet(&self, path: &str) -> Sheet {
        let [_, region, plan, _, address] = path.split('/').collect::<Vec<_>>().try_into().unwrap();
        action_sheet::store::find(&self.db.read, &TEST, region, plan, address).await.unwrap()
    }

    /// The plan at an address such as `/ici/prst-4`.
    pub async fn plan(&self, path: &str) -> Plan {
        let [_, region, plan] = path.split('/').collect::<Vec<_>>().try_into().unwrap();
        plan::store::find(&self.db.read, &TEST, region, plan).await.unwrap()
    }

    /// The stake of the sheet at an address.
    pub async fn stake(&self, path: &str) -> Rubric {
        let sheet = self.sheet(path).await;
        action_sheet::store::rubric(&self.db.read, sheet.id, STAKE).await.unwrap()
    }

    /// The versions of the stake, newest first: who wrote it, and the text.
    pub async fn versions(&self, path: &str) -> Vec<(i32, String, String)> {
        let sheet = self.sheet(path).await;
        let rows = history::store::of(&self.db.read, sheet.place().subject, STAKE.word(), None, 1_000)
            .await
            .unwrap();
        rows.into_iter().map(|row| (row.version, row.by_name, row.text)).collect()
    }

    pub async fn drafts(&self, person: PersonId) -> Vec<Draft> {
        draft::store::list(&self.db.read, person, self.clock.now()).await.unwrap()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        self.value(format!("SELECT COUNT(*) FROM {table}")).await
    }

    /// The text that a statement gives.
    pub async fn text(&self, statement: &str) -> String {
        self.value(statement.to_owned()).await
    }

    async fn value<T: sea_orm::TryGetable>(&self, statement: String) -> T {
        let asked = Statement::from_string(self.db.read.get_database_backend(), statement);
        self.db.read.query_one_raw(asked).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// What was ever written in the name of somebody: history, messages, updates, imports.
    pub async fn writings(&self) -> [i64; 4] {
        [
            self.count("history").await,
            self.count("outbox").await,
            self.count("progress_update").await,
            self.count("plan_import").await + self.count("balance_import").await,
        ]
    }

    /// Runs one statement that is the same on both databases.
    pub async fn sql(&self, statement: &str) {
        self.db.maintenance().execute_unprepared(statement).await.unwrap();
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let Home::Postgres(name) = &self.home else { return };
        let name = name.clone();
        // a destructor cannot wait; a thread with its own runtime can
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(administer(&format!("DROP DATABASE {name} WITH (FORCE)")));
        });
        dropped.join().unwrap();
    }
}

fn postgres() -> Option<String> {
    std::env::var("PRISME_TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

fn postgres_database(name: &str) -> String {
    let admin = postgres().unwrap();
    format!("{}/{name}", admin.rsplit_once('/').unwrap().0)
}

async fn administer(statement: &str) {
    let admin = Database::connect(postgres().unwrap()).await.unwrap();
    admin.execute_unprepared(statement).await.unwrap();
    admin.close().await.unwrap();
}

async fn make_template() -> Template {
    let now = Clock::default().now();
    let noon = now.date_naive().and_hms_opt(12, 0, 0).unwrap().and_utc();
    let to_noon = noon - now;
    if postgres().is_some() {
        let name = format!("template_{}", Uuid::new_v4().simple());
        administer(&format!("CREATE DATABASE {name}")).await;
        let db = Db::open(&postgres_database(&name)).await.unwrap();
        let world = fill(&db, noon).await;
        db.read.close().await.unwrap(); // a database that somebody uses cannot be copied
        return Template { world, to_noon, database: Kept::Postgres(name) };
    }
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}", folder.path().join("growing.db").display())).await.unwrap();
    let world = fill(&db, noon).await;
    let whole = folder.path().join("whole.db");
    let copy = Statement::from_sql_and_values(
        DbBackend::Sqlite,
        "VACUUM INTO ?",
        [whole.display().to_string().into()],
    );
    db.maintenance().execute_raw(copy).await.unwrap();
    Template { world, to_noon, database: Kept::Sqlite(std::fs::read(whole).unwrap()) }
}

async fn fill(db: &Db, now: DateTime<Utc>) -> World {
    Migrator::up(db.maintenance(), None).await.unwrap();
    World::make(db, now).await
}

async fn copy(kept: &Kept) -> (String, Home) {
    match kept {
        Kept::Sqlite(bytes) => {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("prisme.db");
            std::fs::write(&file, bytes).unwrap();
            (format!("sqlite://{}", file.display()), Home::Folder(folder))
        }
        Kept::Postgres(template) => {
            let name = format!("test_{}", Uuid::new_v4().simple());
            administer(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
            (postgres_database(&name), Home::Postgres(name))
        }
    }
}
