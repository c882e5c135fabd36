//! What somebody could do to the others: heavy sources, other people's forms, texts that were not meant for her.
use app::ids::FormKey;

use crate::editing::{FORM, SHEET};
use crate::testapp::{Answer, TestApp, Visitor};

const IMPORT: &str = "/ici/prst-5/import";

async fn paste(visitor: &Visitor, key: FormKey, text: &str) -> Answer {
    visitor
        .upload(IMPORT, &[("key", None, key.to_string().as_bytes()), ("text", None, text.as_bytes())])
        .await
}

#[tokio::test]
async fn a_source_that_is_no_plan_makes_a_short_page() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    for (source, says) in [
        (format!("Axe;Numéro;Intitulé\n{}", "1;x;y\n".repeat(100_000)), "Cette source a 100002 lignes"),
        ("a\n".repeat(500_000), "Cette source a 500001 lignes"),
        (format!("Axe;Numéro;Intitulé\n{}", "1;x;y\n".repeat(5_000)), "Et 4800 autres de la même source."),
    ] {
        let answer = paste(&coordinator, FormKey::new(), &source).await;
        let page = coordinator.follow(&answer).await;
        assert!(page.says(says), "{}", page.text("main").chars().take(600).collect::<String>());
        assert!(page.find("main li").len() < 250);
    }
}

#[tokio::test]
async fn a_source_that_was_corrected_and_sent_again_with_the_same_form_is_not_taken_for_a_double_click() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let (key, imports) = (FormKey::new(), app.count("plan_import").await);
    let first = paste(&coordinator, key, "Axe;Code;Titre\n1;1.1;Une").await;
    let again = paste(&coordinator, key, "Axe;Code;Titre\n1;1.1;Une").await;
    assert_eq!((first.status, first.location()), (again.status, again.location()));
    let other = paste(&coordinator, key, "Axe;Code;Titre\n1;1.1;Une autre").await;
    assert_eq!(other.status, 409);
    assert!(other.text().contains("Une autre"), "the text is there, to be copied");
    assert_eq!(app.count("plan_import").await, imports + 1);
}

#[tokio::test]
async fn who_may_not_import_is_told_before_her_file_is_read() {
    let app = TestApp::open().await;
    let heavy = "<".repeat(1_000_000);
    let council = app.sign_in(app.world.council).await;
    for (visitor, status) in [(app.anyone(), 401), (council, 403)] {
        let answer = paste(&visitor, FormKey::new(), &heavy).await;
        assert_eq!(answer.status, status);
        assert!(answer.text().len() < 20_000, "nothing of it is sent back");
    }
}

#[tokio::test]
async fn a_form_that_carries_somebody_elses_key_leaves_her_draft() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let form = pilot.open_form(FORM).await.fill("body", "En cours.");
    pilot.autosave(&form).await;
    let theirs = co_pilot.open_form(FORM).await.fill("key", &form.value("key")).fill("body", "Le mien.");
    co_pilot.submit(&theirs).await;
    assert_eq!(app.drafts(app.world.pilot).await.len(), 1);
}

#[tokio::test]
async fn what_a_committee_wrote_before_the_adoption_stays_with_it() {
    let app = TestApp::open().await;
    let (pilot, council) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.council).await);
    for text in ["Un brouillon confidentiel.", "Un texte pour tous."] {
        pilot.submit(&pilot.open_form(FORM).await.fill("body", text)).await;
    }
    app.sql("UPDATE action_sheet SET stage = 'adopted', status = 'adopted' WHERE address = '1.1'").await;
    let newest = app.stake(SHEET).await.version;
    for address in [format!("{FORM}/historique"), format!("{FORM}/historique?avant={newest}")] {
        let page = council.page(&address).await;
        assert!(page.says("Un texte pour tous.") && !page.says("confidentiel"), "{address}");
        assert!(pilot.page(&address).await.says("confidentiel"), "{address}");
    }
}

#[tokio::test]
async fn a_title_is_no_formula_even_after_a_separator() {
    let app = TestApp::open().await;
    let plan = app.plan("/ici/prst-4").await;
    app.import(&plan, "Axe\tNuméro\tIntitulé\n1\t1.9\tx;=1+1;y\n1\t1.99\t＝cmd\n").await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let file = coordinator.get("/ici/prst-4/tableau.donnees.csv").await.text();
    assert!(file.contains("x;'=1+1;y") && file.contains("'＝cmd"), "{file}");
}
