//! Reading: what one may not see does not exist.
use crate::testapp::TestApp;

#[tokio::test]
async fn somebody_who_is_not_signed_in_is_led_to_the_sign_in_page() {
    let app = TestApp::open().await;
    let page = app.anyone().page("/ici/prst-4/fiches/1.2").await;
    assert_eq!((page.status, page.text("h1").as_str()), (401, "Connectez-vous"));
    assert_eq!(page.link("Se connecter"), "/compte/connexion?suite=/ici/prst-4/fiches/1.2");
    assert!(!page.says("Former les entreprises"));
}

#[tokio::test]
async fn what_one_may_not_see_is_not_found() {
    let app = TestApp::open().await;
    let council = app.sign_in(app.world.council).await;
    for path in [
        "/ici/prst-4/fiches/1.1",      // in co-writing
        "/ici/prst-4/fiches/1.3",      // outlined
        "/ailleurs/prst-4",            // another region
        "/ailleurs/prst-4/tableau",    //
        "/ailleurs/prst-4/fiches/1.2", //
        "/ici/prst-9",                 // does not exist
        "/ici/prst-4/fiches/9.9",      //
    ] {
        let page = council.page(path).await;
        assert_eq!((page.status, page.text("h1").as_str()), (404, "Page introuvable"), "{path}");
    }
}

#[tokio::test]
async fn the_council_does_not_see_drafts_in_the_lists_either() {
    let app = TestApp::open().await;
    let council = app.sign_in(app.world.council).await;
    for path in ["/ici/prst-4/fiches", "/ici/prst-4/tableau"] {
        let page = council.page(path).await;
        assert!(page.says("Former les entreprises"), "{path}");
        for draft in ["Repérer l’usure professionnelle", "Mesurer l’exposition", "Prévenir les chutes"]
        {
            assert!(!page.says(draft), "{path}: {draft}");
        }
    }
}

#[tokio::test]
async fn a_committee_sees_its_own_drafts_and_not_those_of_others() {
    let app = TestApp::open().await;
    for person in [app.world.pilot, app.world.co_pilot, app.world.contributor] {
        let member = app.sign_in(person).await;
        assert_eq!(member.page("/ici/prst-4/fiches/1.1").await.status, 200);
        assert_eq!(member.page("/ici/prst-4/fiches/2.1").await.status, 404);
        let table = member.page("/ici/prst-4/tableau").await;
        assert!(table.says("Repérer l’usure professionnelle") && !table.says("Prévenir les chutes"));
    }
    for person in [app.world.coordinator, app.world.support] {
        let table = app.sign_in(person).await.page("/ici/prst-4/tableau").await;
        assert!(table.says("Repérer l’usure professionnelle") && table.says("Prévenir les chutes"));
    }
}

#[tokio::test]
async fn a_mandate_that_ended_opens_nothing() {
    let app = TestApp::open().await;
    for person in [app.world.former, app.world.stranger] {
        let visitor = app.sign_in(person).await;
        assert_eq!(visitor.page("/ici/prst-4").await.status, 404);
        assert_eq!(visitor.page("/ici/prst-4/fiches/1.2").await.status, 404);
        let home = visitor.page("/").await;
        assert!(home.says("Aucun plan n’est ouvert à vos mandats en cours."));
        assert!(!home.text("header").contains("Tableau du"));
    }
}

#[tokio::test]
async fn the_menu_leads_to_the_region_of_a_mandate_in_force() {
    // somebody who was a pilot here until yesterday, and coordinates elsewhere today
    let app = TestApp::open().await;
    let (neighbour, former) = (app.world.neighbour, app.world.former);
    app.sql(&format!(
        "UPDATE mandate SET person_id = {} WHERE person_id = {}",
        id(&app, former),
        id(&app, neighbour)
    ))
    .await;
    let page = app.sign_in(former).await.page("/").await;
    assert!(page.text("header").contains("Ailleurs"), "{}", page.text("header"));
    assert_eq!(page.attribute("header nav li:nth-child(2) a", "href"), "/ailleurs/prst-4/tableau");
}

/// An identifier as SQL: PostgreSQL has a type for it, SQLite keeps its bytes.
fn id(app: &TestApp, person: app::ids::PersonId) -> String {
    if app.db.is_sqlite() { format!("X'{}'", person.0.simple()) } else { format!("'{person}'") }
}

#[tokio::test]
async fn a_sheet_shows_its_text_its_state_and_its_pilots() {
    let app = TestApp::open().await;
    let page = app.sign_in(app.world.council).await.page("/ici/prst-4/fiches/1.2").await;
    assert_eq!((page.status, page.text("h1").as_str()), (200, "Former les entreprises"));
    assert!(page.says("Axe 1") && page.says("En cours") && page.says("Objectifs sécurisés"));
    assert!(page.says("Dominique Pilote (Carsat)") && page.says("Eden Copilote (Carsat)"));
    assert!(!page.says("Paul Ancien"), "a pilot whose mandate ended");
    assert!(page.says("Fait il y a 20 jours.") && page.says("Le point précédent"));
    assert!(!page.has("main a[href$='/point']"), "the council is not offered what it may not do");
    let orphan = app.sign_in(app.world.council).await.page("/ici/prst-4/fiches/2.3").await;
    assert!(orphan.says("Sans pilote"));
}

#[tokio::test]
async fn sheets_are_listed_by_axis_and_by_number_not_by_alphabet() {
    let app = TestApp::open().await;
    let page = app.sign_in(app.world.coordinator).await.page("/ici/prst-4/fiches").await;
    let codes = page.texts("main .code");
    assert_eq!(codes, ["1.1", "1.2", "1.3", "1.10", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7"]);
    assert_eq!(page.texts("main section h2"), ["Axe 1", "Axe 2"]);
    let rows = page.texts("main .row-line");
    let alone = |code: &str| rows.iter().any(|row| row.starts_with(code) && row.contains("Sans pilote"));
    assert!(alone("2.3 ") && !alone("2.2 "), "{rows:?}");
}

#[tokio::test]
async fn every_page_has_one_title_one_heading_and_its_own_name() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let mut titles = Vec::new();
    for path in [
        "/",
        "/compte",
        "/compte/brouillons",
        "/compte/connexion",
        "/glossaire",
        "/plan-du-site",
        "/ici/prst-4",
        "/ici/prst-4/tableau",
        "/ici/prst-4/fiches",
        "/ici/prst-4/fiches/1.1",
        "/ici/prst-4/fiches/1.1/point",
        "/ici/prst-4/fiches/1.1/rubriques/enjeu-et-contexte",
        "/ici/prst-4/fiches/1.1/rubriques/enjeu-et-contexte/historique",
    ] {
        let page = pilot.page(path).await;
        assert_eq!((page.status, page.find("h1").len(), page.find("main").len()), (200, 1, 1), "{path}");
        titles.push(page.text("title"));
    }
    let mut own = titles.clone();
    own.sort();
    own.dedup();
    assert_eq!(own.len(), titles.len(), "{titles:?}");
}
