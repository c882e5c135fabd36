//! The phase of a running action: said by its pilots, read by everybody.
use app::{action_sheet::life::Phase, history};

use crate::testapp::{TestApp, Visitor};

/// A running sheet of the pilot's committee.
const SHEET: &str = "/ici/prst-4/fiches/1.2";
const TABLE: &str = "/ici/prst-4/tableau";

async fn say(visitor: &Visitor, phase: Phase) -> crate::testapp::Page {
    let form = visitor.open_form(&format!("{SHEET}/phase")).await.fill("phase", phase.word());
    visitor.follow(&visitor.submit(&form).await).await
}

#[tokio::test]
async fn a_pilot_says_the_phase_and_the_council_reads_it_everywhere() {
    let app = TestApp::open().await;
    let (pilot, council) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.council).await);
    assert!(council.page(SHEET).await.text(".facts").contains("phase de cadrage"), "it begins with it");
    let page = say(&pilot, Phase::Production).await;
    assert_eq!(page.text(".flash"), "L’action est maintenant en phase de production.");
    assert!(council.page(SHEET).await.text(".facts").contains("phase de production"));
    assert!(council.page("/ici/prst-4/fiches").await.says("En cours, phase de production"));
    let table = council.page(&format!("{TABLE}?phase=production")).await;
    assert_eq!(table.texts("tr.row .code"), ["1.2"]);
    assert!(table.says("En cours, phase de production") && table.says("phase : production"));
    let csv = council.get(&format!("{TABLE}.csv?phase=production")).await.text();
    assert!(csv.contains(";En cours;Production;"), "{csv}");
    let open_data = council.get(&format!("{TABLE}.donnees.csv")).await.text();
    assert!(open_data.contains(",etat,phase,") && open_data.contains(",En cours,Production,"));

    say(&pilot, Phase::Diffusion).await;
    let subject = app.sheet(SHEET).await.place().subject;
    let kept = history::store::of(&app.db.read, subject, "phase", None, 9).await.unwrap();
    assert_eq!(kept.iter().map(|e| e.text.as_str()).collect::<Vec<_>>(), ["Diffusion", "Production"]);
    assert!(pilot.page(&format!("{SHEET}/phase")).await.says("Production, Dominique Pilote le"));
}

#[tokio::test]
async fn the_phase_it_is_in_already_is_refused_and_a_pause_keeps_it() {
    let app = TestApp::open().await;
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    say(&pilot, Phase::Diffusion).await;
    let page = say(&pilot, Phase::Diffusion).await;
    assert!(page.text("#phase-erreur").contains("choisissez une autre phase"), "{}", page.text("main"));
    let form = coordinator.open_form(&format!("{SHEET}/etat/suspendre")).await.fill("reason", "On attend.");
    coordinator.submit(&form).await;
    let page = pilot.page(&format!("{SHEET}/phase")).await;
    assert!(page.status == 403 && page.says("la phase se dit pendant que l’action est en cours"));
    assert!(pilot.page(SHEET).await.text(".facts").contains("phase de diffusion"));
    coordinator.submit(&coordinator.open_form(&format!("{SHEET}/etat/reprendre")).await).await;
    assert_eq!(app.sheet(SHEET).await.status.phase(), Some(Phase::Diffusion));
}

#[tokio::test]
async fn the_second_of_two_who_say_it_is_told() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let late = co_pilot.open_form(&format!("{SHEET}/phase")).await.fill("phase", "production");
    say(&pilot, Phase::Diffusion).await;
    assert_eq!(co_pilot.script(&late).await.status, 409);
    assert_eq!(app.sheet(SHEET).await.status.phase(), Some(Phase::Diffusion));
    let double = pilot.open_form(&format!("{SHEET}/phase")).await.fill("phase", "cadrage");
    let (one, two) = tokio::join!(pilot.submit(&double), pilot.submit(&double));
    assert_eq!((one.status, one.location()), (two.status, two.location()));
}
