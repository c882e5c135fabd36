//! Amendments: what the adoption locked changes by a decision, numbered, read as a difference.
use app::{error::AppError, history};

use crate::testapp::{Page, STAKE, TestApp, Visitor};

/// A running sheet of the pilot's committee.
const SHEET: &str = "/ici/prst-4/fiches/1.2";

fn proposing(part: &str) -> String {
    format!("{SHEET}/avenants/proposer/{part}")
}

async fn propose(visitor: &Visitor, part: &str, body: &str) -> Page {
    let form =
        visitor.open_form(&proposing(part)).await.fill("body", body).fill("reason", "Le comité le demande.");
    visitor.follow(&visitor.submit(&form).await).await
}

async fn decide(visitor: &Visitor, path: &str, verdict: &str, reason: &str) -> Page {
    let form = visitor.open_form(path).await.fill("verdict", verdict).fill("reason", reason);
    visitor.follow(&visitor.submit(&form).await).await
}

/// The address of the newest amendment of the sheet.
async fn newest(visitor: &Visitor) -> String {
    let page = visitor.page(&format!("{SHEET}/avenants")).await;
    page.attribute(".rows > li:first-child .row-title a", "href")
}

#[tokio::test]
async fn what_was_adopted_changes_by_a_numbered_amendment_that_everybody_reads() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let council = app.sign_in(app.world.council).await;
    let sheet = pilot.page(SHEET).await;
    let link = format!("main .rubric a[href='{}']", proposing(STAKE.slug()));
    assert!(sheet.has(&link) && sheet.says("il change par avenant"), "{}", sheet.text("main"));
    let page = propose(&pilot, STAKE.slug(), "Former **et outiller**.").await;
    assert_eq!(page.text(".flash"), "Avenant proposé : l’animation du plan en décidera.");
    assert!(page.text("ins").contains("et outiller"), "{}", page.text("main"));
    let path = newest(&pilot).await;
    // a proposal is its committee's, until it is decided
    assert_eq!(council.get(&path).await.status, 404);
    assert!(council.page(SHEET).await.says("Aucun avenant") || !council.page(SHEET).await.has("#avenants"));
    assert_eq!(app.stake(SHEET).await.body, "Former.");

    let page = decide(&coordinator, &path, "accept", "").await;
    assert_eq!(page.text(".flash"), "L’avenant n° 1 est adopté : son texte est en vigueur.");
    let stake = app.stake(SHEET).await;
    assert_eq!((stake.body.as_str(), stake.version), ("Former **et outiller**.", 2));
    let page = council.page(&path).await;
    assert!(page.says("Avenant n° 1") && page.text("ins").contains("outiller"), "{}", page.text("main"));
    assert!(council.page(SHEET).await.says("Avenant n° 1, enjeu et contexte"));

    propose(&pilot, "intitule", "Former et outiller les entreprises").await;
    let page = decide(&coordinator, &newest(&pilot).await, "accept", "Plus juste.").await;
    assert!(page.says("Avenant n° 2") && page.says("Plus juste."), "{}", page.text("main"));
    let sheet = app.sheet(SHEET).await;
    assert_eq!((sheet.title.as_str(), sheet.address.as_str()), ("Former et outiller les entreprises", "1.2"));
    let kept = history::store::of(&app.db.read, sheet.place().subject, "title", None, 9).await.unwrap();
    assert_eq!((kept[0].by_name.as_str(), kept[0].verb.as_str()), ("Alix Coordination", "decide_amendment"));
    let found = council.page("/ici/prst-4/tableau?q=outiller+entreprises").await;
    assert_eq!(found.texts("tr.row .code"), ["1.2"], "the table searches the new title");
}

#[tokio::test]
async fn a_refusal_is_explained_and_changes_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    propose(&pilot, "intitule", "Autre chose").await;
    let path = newest(&pilot).await;
    let page = decide(&coordinator, &path, "refuse", "").await;
    assert!(page.text("#reason-erreur").contains("Dites pourquoi"), "{}", page.text("main"));
    let page = decide(&coordinator, &path, "refuse", "Le conseil tient à cet intitulé.").await;
    assert!(page.says("Avenant refusé") && page.says("Le conseil tient à cet intitulé."));
    assert_eq!(app.sheet(SHEET).await.title, "Former les entreprises");
    assert!(!pilot.page(&path).await.has("main form"), "it is decided");
    assert_eq!(app.sign_in(app.world.council).await.get(&path).await.status, 404);
}

#[tokio::test]
async fn the_decider_is_told_when_the_text_changed_since_the_proposal() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let second = app.sign_in(app.world.second_coordinator).await;
    propose(&pilot, STAKE.slug(), "Former un.").await;
    let one = newest(&pilot).await;
    propose(&pilot, STAKE.slug(), "Former deux.").await;
    let two = newest(&pilot).await;
    let late = second.open_form(&two).await.fill("verdict", "accept");
    decide(&coordinator, &one, "accept", "").await;
    // she read the text of before: her decision is kept, and what changed is shown
    assert_eq!(second.script(&late).await.error(), AppError::Stale);
    let page =
        second.follow(&second.submit(&late.fill("key", &app::ids::FormKey::new().to_string())).await).await;
    assert!(page.says("Le texte en vigueur a changé depuis cette proposition"), "{}", page.text("main"));
    assert_eq!(page.find(".diff").len(), 2);
    assert_eq!(app.stake(SHEET).await.body, "Former un.");
    decide(&second, &two, "accept", "").await;
    assert_eq!(app.stake(SHEET).await.body, "Former deux.");
    assert!(second.page(&two).await.text("del").contains("un"), "the difference is with what it replaced");

    let (hers, his) = (pilot.open_form(&proposing("intitule")).await, "Un titre");
    propose(&pilot, "intitule", his).await;
    decide(&coordinator, &newest(&pilot).await, "accept", "").await;
    let form = hers.fill("body", "Un autre titre").fill("reason", "Mieux.");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.says("Enregistré entre-temps") && page.says("Un titre"), "{}", page.text("main"));
    assert_eq!(page.attribute("#body", "value"), "Un autre titre");
}

#[tokio::test]
async fn a_proposal_is_withdrawn_by_who_made_it_and_by_nobody_else() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    propose(&pilot, "intitule", "Autre chose").await;
    let path = newest(&pilot).await;
    assert!(!co_pilot.page(&path).await.has("form[action*=withdraw]"));
    let form = pilot.page(&path).await.form("form[action*=withdraw]");
    let foreign = form.clone().fill("key", &app::ids::FormKey::new().to_string());
    assert_eq!(co_pilot.script(&foreign).await.status, 403);
    let (one, two) = tokio::join!(pilot.submit(&form), pilot.submit(&form));
    assert_eq!((one.status, one.location()), (two.status, two.location()));
    assert!(pilot.page(&path).await.says("Avenant retiré"));
    let coordinator = app.sign_in(app.world.coordinator).await;
    assert!(!coordinator.page(&path).await.has("main form.entry"));
}

#[tokio::test]
async fn a_sheet_that_is_not_adopted_or_is_over_takes_none_and_the_same_text_is_no_amendment() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = pilot.page("/ici/prst-4/fiches/1.1/avenants/proposer/intitule").await;
    assert!(page.status == 403 && page.says("elle se modifie directement"), "{}", page.text("main"));
    let page = propose(&pilot, "intitule", "Former les entreprises").await;
    assert!(page.text("#body-erreur").contains("C’est le texte en vigueur"), "{}", page.text("main"));
    let form =
        pilot.open_form(&proposing("intitule")).await.fill("body", "Trop tard").fill("reason", "Pour voir.");
    app.sql("UPDATE action_sheet SET status = 'closed' WHERE address = '1.2'").await;
    let answer = pilot.script(&form).await;
    assert!(matches!(answer.error(), AppError::Forbidden(why) if why.contains("close")));
    assert_eq!(pilot.get(&proposing("inconnu")).await.status, 404);
    assert_eq!(app.count("amendment").await, 0);
}
