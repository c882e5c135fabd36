//! The demonstration: three regions of real documents, whose pages all open for whom they are for.
use app::{committee, db::Db, session::Clock, ui::Assets};
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use server::{
    demo,
    http::{Server, router},
};

use crate::testapp::{Form, TestApp, Visitor};

/// The demonstration in an empty SQLite database: it goes nowhere else.
async fn loaded() -> (tempfile::TempDir, Db, Clock, Visitor) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}", folder.path().join("demo.db").display())).await.unwrap();
    Migrator::up(db.maintenance(), None).await.unwrap();
    let clock = Clock::default();
    demo::load(&db, &clock).await.unwrap();
    let site = router(Server::new(db.clone(), clock.clone(), Assets::default(), false, true));
    (folder, db, clock, Visitor::new(site, None))
}

/// Enters a role from its card.
async fn enter(visitor: &Visitor, button: &Form) -> Visitor {
    let answer = visitor.submit(button).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    visitor.with_token(answer.header("set-cookie").split(['=', ';']).nth(1).unwrap())
}

#[tokio::test]
async fn it_loads_once_and_every_role_finds_its_pages() {
    let (_folder, db, clock, visitor) = loaded().await;
    demo::load(&db, &clock).await.unwrap();
    let today = clock.now().date_naive();
    let roles = committee::store::demonstration_roles(&db.read, today).await.unwrap();
    let entry = visitor.page("/compte/connexion").await;
    assert_eq!(entry.find("main li.card form").len(), roles.len());
    assert!(roles.len() >= 9, "{roles:?}");
    for role in &roles {
        let button = entry.form(&format!("main li.card form:has(input[value='{}'])", role.id));
        let visitor = enter(&visitor, &button).await;
        let home = visitor.page("/").await;
        assert_eq!(home.status, 200);
        for plan in home.find("main .card h3 a").iter().map(|a| a.attr("href").unwrap()) {
            for page in ["", "/tableau", "/fiches"] {
                let page = visitor.page(&format!("{plan}{page}")).await;
                assert_eq!(page.status, 200, "{}: {plan}", role.name);
            }
            let list = visitor.page(&format!("{plan}/fiches")).await;
            for sheet in list.find("main .row-title a").iter().map(|a| a.attr("href").unwrap()) {
                assert_eq!(visitor.page(sheet).await.status, 200, "{}: {sheet}", role.name);
            }
        }
    }
}

#[tokio::test]
async fn its_plans_are_those_of_the_documents() {
    let (_folder, _db, _clock, visitor) = loaded().await;
    let entry = visitor.page("/compte/connexion").await;
    let coordinators: Vec<Form> = entry
        .find("main li.card")
        .iter()
        .enumerate()
        .filter(|(_, card)| card.text().any(|words| words.trim() == "Animation du plan"))
        .map(|(rank, _)| rank)
        .map(|rank| {
            let person = entry.find("main li.card form")[rank]
                .select(&scraper::Selector::parse("input").unwrap())
                .next()
                .and_then(|input| input.attr("value"))
                .unwrap();
            Form::of("sign_in_demo", &[("person", person), ("then", "/")])
        })
        .collect();
    let (mut plans, mut states) = (Vec::new(), Vec::new());
    for button in &coordinators {
        let visitor = enter(&visitor, button).await;
        let home = visitor.page("/").await;
        for plan in home.find("main .card h3 a").iter().map(|a| a.attr("href").unwrap().to_owned()) {
            let table = visitor.page(&format!("{plan}/tableau")).await;
            let orphans: usize = table.texts(".totals .first b")[0].parse().unwrap();
            let silent: usize = table.texts(".totals .first b")[1].parse().unwrap();
            states.extend(table.texts(".totals section:nth-child(3) a"));
            plans.push((plan, table.find("tr.row").len(), orphans > 0, silent > 0));
        }
    }
    let ara = plans.iter().find(|(path, ..)| path == "/auvergne-rhone-alpes/prst-3").unwrap();
    assert_eq!((ara.1, ara.2, ara.3), (19, true, true), "19 actions, an orphan, silent ones: {plans:?}");
    assert!(
        plans.iter().any(|(path, count, ..)| path == "/hauts-de-france/prst-4" && *count >= 1),
        "{plans:?}"
    );
    assert!(plans.iter().any(|(path, count, ..)| path == "/occitanie/prst-4" && *count >= 1), "{plans:?}");
    for state in ["En pause", "Abandonnée", "En cours", "En co-écriture"] {
        assert!(states.iter().any(|s| s.ends_with(state)), "{state}: {states:?}");
    }
}

#[tokio::test]
async fn it_does_not_mix_with_real_plans() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET demonstration = FALSE").await;
    let refused = demo::load(&app.db, &app.clock).await.unwrap_err();
    assert!(refused.to_string().contains("base vide"), "{refused}");
    assert_eq!(app.count("region").await, 2);
}
