//! Emergent sheets: proposed at any time, taken up by the council or gone after their last day.
use app::{
    action_sheet::life::{Stage, Status, StatusWord},
    when,
};
use chrono::{Duration, Months};
use server::jobs;

use crate::testapp::{Page, TestApp, Visitor};

const PROPOSE: &str = "/ici/prst-4/proposer-une-fiche";
const SHEET: &str = "/ici/prst-4/fiches/agir-sur-la-chaleur";

async fn propose(visitor: &Visitor, title: &str) -> Page {
    let form = visitor.open_form(PROPOSE).await.fill("title", title).fill("axis", "2");
    visitor.follow(&visitor.submit(&form.fill("stake", "Les étés **changent**.")).await).await
}

#[tokio::test]
async fn a_pilot_proposes_a_light_sheet_and_its_committee_reads_until_when_it_waits() {
    let app = TestApp::open().await;
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    let council = app.sign_in(app.world.council).await;
    let page = propose(&pilot, "Agir sur la chaleur").await;
    assert_eq!(page.text(".flash"), "La fiche émergente est proposée.");
    let day = when::date(app.clock.now().date_naive() + Months::new(6));
    assert!(page.text(".facts").contains(&format!("expire le {day}")), "{}", page.text(".facts"));
    assert!(page.says("Les étés changent.") && !page.has("#bilans"), "there is nothing to evaluate yet");
    let said = format!("Émergente, expire le {day}");
    assert!(coordinator.page("/ici/prst-4/fiches").await.says(&said));
    let table = coordinator.page("/ici/prst-4/tableau?etat=emergent").await;
    assert!(table.says(&said.replace(',', "")), "{}", table.text("main"));
    let csv = coordinator.get("/ici/prst-4/tableau.donnees.csv?etat=emergent").await.text();
    let last = app.sheet(SHEET).await.status.last_day().unwrap();
    assert!(csv.contains(&format!("Émergente,,{},{last}", app.clock.now().date_naive())), "{csv}");
    assert!(
        council.page(SHEET).await.says("Les étés changent."),
        "the council reads what waits for its word"
    );
    assert!(council.page("/ici/prst-4/tableau").await.says("Agir sur la chaleur"));
    // its address is its own, whatever its title
    propose(&pilot, "Agir sur la chaleur").await;
    assert_eq!(app.count("action_sheet WHERE status = 'emergent'").await, 2);
    propose(&coordinator, "Proposer").await;
    assert_eq!(app.count("action_sheet WHERE status = 'emergent'").await, 2, "she has to choose a committee");
}

#[tokio::test]
async fn the_coordinator_prolongs_it_with_a_reason_and_takes_it_up() {
    let app = TestApp::open().await;
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    propose(&pilot, "Agir sur la chaleur").await;
    assert!(!pilot.page(SHEET).await.has("main a[href*='/etat/']"));
    let form = coordinator.open_form(&format!("{SHEET}/etat/prolonger")).await;
    let page = coordinator.follow(&coordinator.submit(&form).await).await;
    assert!(page.text("#reason-erreur").contains("Dites pourquoi"), "{}", page.text("main"));
    let until = app.clock.now().date_naive() + Duration::days(300);
    let form = page
        .form("form.entry")
        .fill("reason", "Le conseil se réunit tard.")
        .fill("until", &until.to_string());
    let page = coordinator.follow(&coordinator.submit(&form).await).await;
    assert!(
        page.text(".facts").contains(&format!("expire le {}", when::date(until))),
        "{}",
        page.text(".facts")
    );
    assert!(page.text(".facts").contains("Le conseil se réunit tard."));
    coordinator.submit(&coordinator.open_form(&format!("{SHEET}/etat/retenir")).await).await;
    assert_eq!(app.sheet(SHEET).await.status, Status::Open(Stage::Outlined));
    app.clock.advance(Duration::days(400));
    jobs::expire(&app.db, &app.clock).await.unwrap();
    assert_eq!(app.sheet(SHEET).await.status.word(), StatusWord::Outlined, "it waits for nobody any more");
}

#[tokio::test]
async fn after_its_last_day_it_is_expired_read_only_and_out_of_the_open_ones() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    propose(&pilot, "Agir sur la chaleur").await;
    let last = app.sheet(SHEET).await.status.last_day().unwrap();
    let edit = format!("{SHEET}/rubriques/enjeu-et-contexte");
    assert_eq!(pilot.get(&edit).await.status, 200, "its committee still writes it");
    let today = app.clock.now().date_naive();
    app.clock.advance(last - today);
    jobs::expire(&app.db, &app.clock).await.unwrap();
    assert_eq!(app.sheet(SHEET).await.status.word(), StatusWord::Emergent, "its last day is not over");
    app.clock.advance(Duration::days(1));
    let coordinator = app.sign_in(app.world.coordinator).await;
    let open = |page: &Page| page.text(".totals section:nth-child(2) h2");
    let before = open(&coordinator.page("/ici/prst-4/tableau").await);
    jobs::expire(&app.db, &app.clock).await.unwrap();
    jobs::expire(&app.db, &app.clock).await.unwrap();
    assert_eq!(app.sheet(SHEET).await.status, Status::Expired(last));
    let table = coordinator.page("/ici/prst-4/tableau").await;
    assert_ne!(open(&table), before);
    assert!(table.says(&format!("Expirée le {}", when::date(last))));
    let pilot = app.sign_in(app.world.pilot).await;
    let page = pilot.page(&edit).await;
    assert!(page.status == 403 && page.says("Cette fiche est expirée"), "{}", page.text("main"));
    assert!(pilot.page(SHEET).await.text(".facts").contains("sans que le conseil l’ait retenue"));
    let council = app.sign_in(app.world.council).await;
    assert_eq!(council.get(SHEET).await.status, 200, "the council sees what it did not take up");
}

#[tokio::test]
async fn what_is_said_once_it_is_taken_up_stays_with_those_who_write_it() {
    let app = TestApp::open().await;
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    let council = app.sign_in(app.world.council).await;
    propose(&pilot, "Agir sur la chaleur").await;
    let talk = format!("{SHEET}/discussion");
    let form = pilot.open_form(&talk).await.fill("body", "@Gil Conseil, le bureau suit-il ?");
    assert_eq!(pilot.submit(&form).await.status, 303);
    assert!(council.page(&talk).await.says("le bureau suit-il"), "the region reads what is said of it");
    let first = pilot.page(&talk).await.attribute("ol.comments > li:first-child > article", "id");
    coordinator.submit(&coordinator.open_form(&format!("{SHEET}/etat/retenir")).await).await;
    assert_eq!(council.get(&talk).await.status, 404);
    assert!(app.mails().await.is_empty(), "nobody is called to what she does not read any more");

    let answer = format!("{talk}/{}/repondre", first.trim_start_matches("c-"));
    let form = pilot.open_form(&answer).await;
    assert!(!pilot.page(&answer).await.text("#person").contains("Gil Conseil"));
    let page =
        pilot.follow(&pilot.submit(&form.clone().fill("body", "@Gil Conseil, entre nous ?")).await).await;
    assert!(page.text("#body-erreur").contains("n’est le nom de personne"), "{}", page.text("main"));
    let form = page.form("form.entry").fill("body", "Entre nous, avec @Alix Coordination.");
    assert_eq!(pilot.submit(&form).await.status, 303);
    let mails = app.mails().await;
    assert!(mails.len() == 1 && mails[0].to.starts_with("alix"), "{mails:?}");

    app.sql("UPDATE action_sheet SET stage = 'running' WHERE address = 'agir-sur-la-chaleur'").await;
    let page = council.page(&talk).await;
    assert!(page.says("le bureau suit-il") && !page.says("Entre nous"), "{}", page.text("main"));
    assert!(pilot.page(&talk).await.says("Entre nous"), "its committee still reads it");
}
