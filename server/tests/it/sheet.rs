//! The page of a sheet: the way on, and what it says of a pause or an end.
use crate::testapp::{Page, TestApp};

fn around(page: &Page) -> Vec<(String, String)> {
    let texts = page.texts(".around a").into_iter();
    texts.zip(page.find(".around a")).map(|(text, a)| (text, a.attr("href").unwrap().to_owned())).collect()
}

#[tokio::test]
async fn a_sheet_leads_to_the_table_and_to_those_beside_it_in_the_order_of_the_plan() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let page = coordinator.page("/ici/prst-4/fiches/1.10").await;
    assert_eq!(page.link("Tableau du PRST 4"), "/ici/prst-4/tableau");
    let sheet = |code: &str| format!("/ici/prst-4/fiches/{code}");
    assert_eq!(
        around(&page),
        [
            ("Fiche précédente : 1.3".to_owned(), sheet("1.3")),
            ("Fiche suivante : 2.1".to_owned(), sheet("2.1"))
        ]
    );
    assert_eq!(
        around(&coordinator.page(&sheet("1.1")).await),
        [("Fiche suivante : 1.2".to_owned(), sheet("1.2"))]
    );
    assert_eq!(
        around(&coordinator.page(&sheet("2.7")).await),
        [("Fiche précédente : 2.6".to_owned(), sheet("2.6"))]
    );
    // what one may not see is not beside
    let council = app.sign_in(app.world.council).await.page(&sheet("1.10")).await;
    assert_eq!(
        around(&council),
        [
            ("Fiche précédente : 1.2".to_owned(), sheet("1.2")),
            ("Fiche suivante : 2.2".to_owned(), sheet("2.2"))
        ]
    );
}

#[tokio::test]
async fn what_the_timetable_says_is_not_said_to_be_empty() {
    let app = TestApp::open().await;
    let sheet = "/ici/prst-4/fiches/1.2";
    crate::work::deliverable(&app, "Un guide à lire", app.clock.now().date_naive()).await;
    let page = app.sign_in(app.world.council).await.page(sheet).await;
    assert!(page.says("Un guide à lire") && page.says("Encore vides"), "{}", page.text("main"));
    let empty = page.texts("section[aria-labelledby=la-fiche] > .meta").pop().unwrap();
    assert!(empty.contains("Projets") && !empty.contains("Livrables"), "{empty}");
}

#[tokio::test]
async fn a_pause_says_until_when_and_then_why() {
    let app = TestApp::open().await;
    app.sql("UPDATE action_sheet SET paused_until = '2031-06-30' WHERE code = '2.4'").await;
    let page = app.sign_in(app.world.council).await.page("/ici/prst-4/fiches/2.4").await;
    let said = page.texts(".facts > div:nth-child(2) .meta");
    assert_eq!(said[0], "phase de cadrage");
    assert!(said[1].starts_with("depuis le ") && said[1].ends_with(", jusqu’au 30 juin 2031"), "{said:?}");
    assert_eq!(said[2], "Le comité attend un financement.");
}

#[tokio::test]
async fn an_abandoned_sheet_awaits_no_update_and_says_who_carried_it() {
    let app = TestApp::open().await;
    let council = app.sign_in(app.world.council).await;
    let address = "/ici/prst-4/fiches/2.6";
    app.sql("UPDATE mandate SET ends = '2024-01-01' WHERE role = 'co_pilot'").await;
    let page = council.page(address).await;
    assert!(page.says("L’action a été abandonnée sans qu’aucun point d’avancement ait été fait."));
    assert!(!page.says("Le premier dira"));
    // her mandate ended since: she carried it when it was given up
    let day = app.clock.now().date_naive() - chrono::Duration::days(100);
    app.sql(&format!("UPDATE mandate SET ends = '{day}' WHERE role = 'pilot'")).await;
    let pilots = council.page(address).await.text(".facts > div:nth-child(3)");
    assert!(pilots.contains("Kim Pilote (Carsat)") && pilots.contains(")au "), "{pilots}");
    assert!(council.page("/ici/prst-4/fiches/2.2").await.text(".facts").contains("Sans pilote"));
}
