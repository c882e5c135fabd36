//! The progress update: a few minutes, appended, signed, read everywhere.
use app::progress::{self, model::Confidence};

use crate::testapp::TestApp;

const SHEET: &str = "/ici/prst-4/fiches/1.2";
const FORM: &str = "/ici/prst-4/fiches/1.2/point";

async fn updates(app: &TestApp) -> Vec<(String, String, Confidence)> {
    let sheet = app.sheet(SHEET).await;
    let rows = progress::store::list(&app.db.read, sheet.id, 100).await.unwrap();
    rows.into_iter().map(|u| (u.by_name, u.done, u.confidence)).collect()
}

#[tokio::test]
async fn an_update_is_appended_signed_and_shown_in_the_sheet_and_in_the_table() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let before = updates(&app).await;
    let form = pilot.open_form(FORM).await;
    // what seldom changes is prefilled from the last one
    assert_eq!(form.value("next"), "Continuer.");
    assert_eq!((form.value("done").as_str(), form.value("confidence").as_str()), ("", "secured"));
    let form = form
        .fill("done", "Deux ateliers tenus.")
        .fill("next", "Terminer le support.")
        .fill("obstacle", "Plus de salle.\nDeuxième ligne.")
        .fill("confidence", "compromised");
    let answer = pilot.submit(&form).await;
    assert!(answer.location().starts_with(SHEET));
    let page = pilot.follow(&answer).await;
    assert_eq!(page.text(".flash"), "Point d’avancement enregistré.");
    let latest = page.text("article.update:first-of-type");
    for words in
        ["Dominique Pilote", "aujourd’hui", "Deux ateliers tenus.", "Deuxième ligne.", "Objectifs compromis"]
    {
        assert!(latest.contains(words), "{words}: {latest}");
    }
    assert!(page.text(".facts").contains("Objectifs compromis"));
    let after = updates(&app).await;
    assert_eq!(after[0], ("Dominique Pilote".into(), "Deux ateliers tenus.".into(), Confidence::Compromised));
    assert_eq!(after[1..], before, "what was said before stays as it was said");
    let table = app.sign_in(app.world.council).await.page("/ici/prst-4/tableau?q=1.2").await;
    let row = table.text("tr.row");
    assert!(
        row.contains("Objectifs compromis") && row.contains("Plus de salle.") && row.contains("aujourd’hui")
    );
    assert!(!row.contains("Deuxième ligne."), "one line blocks one line");
}

#[tokio::test]
async fn a_refused_update_says_every_error_at_once_and_keeps_what_was_typed() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await;
    let long = "é".repeat(4_001);
    let form = form.fill("done", " ").fill("next", "").fill("obstacle", &long).fill("confidence", "sure");
    let answer = pilot.submit(&form).await;
    assert_eq!(answer.location(), format!("{FORM}#erreurs"));
    let page = pilot.follow(&answer).await;
    assert!(page.says("Le point n’est pas envoyé : 4 réponses sont à revoir"));
    for field in ["done", "next", "obstacle", "confidence"] {
        let error = page.text(&format!("#erreurs a[href='#{field}']"));
        assert!(!error.is_empty() && page.has(&format!("#{field}")), "{field}");
        let at_field = page.text(&format!("#{field}-erreur"));
        assert_eq!(at_field, error);
    }
    let too_long =
        "La réponse à « Qu’est-ce qui bloque ? » fait 4 001 caractères : 4 000 au plus sont acceptés.";
    assert_eq!(page.text("#obstacle-erreur"), too_long);
    assert!(page.text("#erreurs").contains("Rien n’est perdu") && !page.has(".draft-notice, .reminder"));
    assert_eq!(page.area("obstacle"), long);
    assert_eq!(updates(&app).await.len(), 2);
    // mended: one update, no draft
    let form = page.form("form.entry").fill("done", "a").fill("next", "b").fill("obstacle", "");
    pilot.submit(&form.fill("confidence", "reachable")).await;
    assert_eq!(updates(&app).await[0], ("Dominique Pilote".into(), "a".into(), Confidence::Reachable));
    assert_eq!(app.drafts(app.world.pilot).await, []);
}

#[tokio::test]
async fn two_updates_at_once_are_two_updates() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let (his, hers) = (pilot.open_form(FORM).await, co_pilot.open_form(FORM).await);
    pilot.submit(&his.fill("done", "Le mien.")).await;
    app.clock.advance(chrono::Duration::seconds(1));
    co_pilot.submit(&hers.fill("done", "Le sien.")).await;
    let said: Vec<String> = updates(&app).await.into_iter().map(|(_, done, _)| done).take(2).collect();
    assert_eq!(said, ["Le sien.", "Le mien."]);
}

#[tokio::test]
async fn the_support_writes_texts_and_never_the_pilots_word() {
    let app = TestApp::open().await;
    let support = app.sign_in(app.world.support).await;
    assert!(!support.page(SHEET).await.has("main a[href$='/point']"));
    assert_eq!(support.page(FORM).await.status, 403);
}

#[tokio::test]
async fn a_sheet_that_is_over_or_not_yet_open_takes_no_update() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    for (code, state) in [("1.3", "Esquissée"), ("2.5", "Close"), ("2.6", "Abandonnée")] {
        let page = coordinator.page(&format!("/ici/prst-4/fiches/{code}/point")).await;
        assert_eq!(page.status, 403);
        assert!(page.says(&format!("Une fiche « {state} » ne reçoit pas de point d’avancement.")));
        assert_eq!(page.link("Revenir à la fiche"), format!("/ici/prst-4/fiches/{code}"));
    }
    let paused = coordinator.page("/ici/prst-4/fiches/2.4/point").await;
    assert_eq!(paused.status, 200, "a paused one may be told about");
}
