//! The links of an action to others.
use app::error::AppError;

use crate::editing::SHEET;
use crate::testapp::{Page, TestApp, Visitor};

/// Of another committee: in co-writing, and running.
const DRAFT: &str = "/ici/prst-4/fiches/2.1";
const RUNNING: &str = "/ici/prst-4/fiches/2.2";

async fn link(visitor: &Visitor, fields: &[(&str, &str)]) -> Page {
    let form = visitor.open_form(&format!("{SHEET}/liens/nouveau")).await;
    let form = fields.iter().fold(form, |form, (name, value)| form.fill(name, value));
    visitor.follow(&visitor.submit(&form).await).await
}

#[tokio::test]
async fn a_link_is_read_on_both_sheets() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let other = app.sheet(RUNNING).await.id.to_string();
    let page =
        link(&pilot, &[("relation", "depends_on"), ("other", &other), ("note", "Après leur kit.")]).await;
    assert_eq!(page.text(".flash"), "Lien enregistré.");
    assert!(page.says("Dépend de") && page.says("2.2 Outiller les relais"), "{}", page.text("main"));
    link(&pilot, &[("relation", "complements"), ("elsewhere", "PRST 3, action 4.2")]).await;
    let sheet = pilot.page(SHEET).await;
    assert_eq!(
        sheet.texts("#liens li p:first-child"),
        ["Dépend de 2.2 Outiller les relais", "Complète PRST 3, action 4.2"]
    );
    let there = pilot.page(RUNNING).await;
    assert_eq!(
        there.texts("#liens li p"),
        ["Est attendue par 1.1 Repérer l’usure professionnelle", "Après leur kit."]
    );
    assert!(there.has(&format!("#liens a[href='{SHEET}']")));
}

#[tokio::test]
async fn what_the_reader_may_not_see_of_a_link_is_not_there() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let draft = app.sheet(DRAFT).await.id.to_string();
    let page = link(&coordinator, &[("relation", "to_merge"), ("other", &draft)]).await;
    let edit = page.link("Modifier : 2.1 Prévenir les chutes");
    assert!(coordinator.page(SHEET).await.says("2.1 Prévenir les chutes"));
    assert!(coordinator.page(DRAFT).await.says("1.1 Repérer l’usure professionnelle"));
    // who pilots the one sees no draft of another committee
    let pilot = app.sign_in(app.world.pilot).await;
    for path in [SHEET.to_owned(), format!("{SHEET}/liens"), format!("{SHEET}/liens/nouveau")] {
        assert!(!pilot.page(&path).await.says("Prévenir les chutes"), "{path}");
    }
    assert_eq!(pilot.get(&edit).await.status, 404);
    let guessed = pilot.open_form(&format!("{SHEET}/liens/nouveau")).await;
    let guessed = guessed.fill("relation", "to_merge").fill("other", &draft);
    let foreign = app.sheet("/ailleurs/prst-4/fiches/1.1").await.id.to_string();
    for form in [guessed.clone(), guessed.fill("other", &foreign)] {
        let error = pilot.script(&form).await.error();
        assert!(matches!(&error, AppError::Invalid(errors) if errors[0].field == "other"), "{error:?}");
    }
}

#[tokio::test]
async fn the_same_link_is_not_said_twice_and_one_that_is_wrong_is_taken_away() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let fields = [("relation", "complements"), ("elsewhere", "PRST 3, action 4.2")];
    let page = link(&pilot, &fields).await;
    let edit = page.link("Modifier : PRST 3, action 4.2");
    let again = link(&pilot, &fields).await;
    assert!(again.text("#elsewhere-erreur").contains("déjà sur la fiche"), "{}", again.text("main"));
    assert_eq!(again.attribute("#elsewhere", "value"), "PRST 3, action 4.2", "nothing typed is lost");
    // changing it is no second one
    let form = pilot.open_form(&edit).await.fill("note", "Le même comité.");
    assert!(pilot.follow(&pilot.submit(&form).await).await.says("Le même comité."));
    let remove = pilot.page(&edit).await.form_of("Retirer ce lien : PRST 3, action 4.2");
    assert_eq!(pilot.follow(&pilot.submit(&remove).await).await.text(".flash"), "Lien retiré.");
    assert_eq!(app.count("link").await, 0);
}
