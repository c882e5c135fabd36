//! The template: prepared, published, followed; no text is lost on the way.
use app::error::AppError;

use crate::editing::SHEET;
use crate::testapp::{Page, TestApp, Visitor};

const TEMPLATE: &str = "/ici/prst-4/trame";
const MANUAL: &str = "/ici/prst-4/mode-d-emploi";

async fn press(visitor: &Visitor, button: &str) -> Page {
    let page = visitor.page(TEMPLATE).await;
    visitor.follow(&visitor.submit(&page.form_of(button)).await).await
}

async fn publish(visitor: &Visitor, note: &str) -> Page {
    let form = visitor.page(TEMPLATE).await.form("form.entry").fill("note", note);
    visitor.follow(&visitor.submit(&form).await).await
}

#[tokio::test]
async fn a_coordinator_words_a_rubric_publishes_it_and_the_pilot_reads_it_on_her_sheet() {
    let app = TestApp::open().await;
    let (coordinator, pilot) = (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.pilot).await);
    assert!(pilot.page(MANUAL).await.says("Version 1 de la trame, en vigueur"));

    let form = coordinator.open_form(&format!("{TEMPLATE}/freins-connus")).await;
    let form = form.fill("title", "Points de vigilance").fill("mandatory", "yes");
    let page = coordinator.follow(&coordinator.submit(&form).await).await;
    assert!(page.says("Version 2 en préparation"), "{}", page.text("main"));
    assert!(page.says("« Points de vigilance » : elle devient obligatoire."), "{}", page.text("main"));
    assert!(!pilot.page(MANUAL).await.says("Points de vigilance"), "nothing changes before it is published");

    let page = publish(&coordinator, "").await;
    assert!(page.text("title").starts_with("Erreur") && page.says("Dites en une phrase ce qui change"));
    let page = publish(&coordinator, "Les freins s’écrivent avant l’adoption.").await;
    assert!(page.says("Version 2 en vigueur") && page.says("Les freins s’écrivent avant l’adoption."));
    assert!(pilot.page(MANUAL).await.says("Points de vigilance"));
    // the sheet follows the version it began with until somebody says otherwise
    assert!(pilot.page(SHEET).await.says("Freins connus"));
    let page = press(&coordinator, "Passer les fiches en projet à la version 2").await;
    assert!(page.says("suivent maintenant la version 2."), "{}", page.text("main"));
    let sheet = pilot.page(SHEET).await;
    assert!(sheet.says("Points de vigilance, obligatoire pour l’adoption") && sheet.says("Trame, version 2"));
    let adopted = pilot.page("/ici/prst-4/fiches/1.10").await;
    assert!(adopted.says("Trame, version 1"), "an adopted sheet keeps its own");
}

#[tokio::test]
async fn adoption_asks_for_what_the_template_of_the_sheet_says() {
    let app = TestApp::open().await;
    let (coordinator, pilot) = (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.pilot).await);
    let form = coordinator.open_form(&format!("{TEMPLATE}/jalons")).await.fill("mandatory", "yes");
    coordinator.submit(&form).await;
    publish(&coordinator, "Un jalon au moins.").await;
    press(&coordinator, "Passer les fiches en projet à la version 2").await;

    let adopt = format!("{SHEET}/etat/adopter");
    assert!(coordinator.page(&adopt).await.says("Écrire « Jalons »"));
    let form = pilot.open_form(&format!("{SHEET}/jalons/nouveau")).await;
    pilot.submit(&form.fill("title", "Kit relu").fill("due", "2099")).await;
    let page = coordinator.page(&adopt).await;
    coordinator.submit(&page.form("form.entry")).await;
    assert!(coordinator.page(SHEET).await.says("Adoptée"));
}

#[tokio::test]
async fn a_text_that_the_template_no_longer_has_stays_readable_and_is_written_no_more() {
    let app = TestApp::open().await;
    let (coordinator, pilot) = (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.pilot).await);
    let edit = format!("{SHEET}/rubriques/freins-connus");
    pilot
        .submit(&pilot.open_form(&edit).await.fill("body", "Peu de temps dans les petites structures."))
        .await;
    let late = pilot.open_form(&edit).await.fill("body", "Trop tard.");
    press(&coordinator, "Retirer : Freins connus").await;
    publish(&coordinator, "Moins de rubriques.").await;

    let form = coordinator.page(SHEET).await.form_of("Passer à la version 2 de la trame");
    let page = coordinator.follow(&coordinator.submit(&form).await).await;
    assert_eq!(page.text(".flash"), "La fiche suit la version 2 de la trame. Aucun texte n’a changé.");
    let sheet = pilot.page(SHEET).await;
    assert!(
        sheet
            .text("section[aria-labelledby=hors-trame]")
            .contains("Peu de temps dans les petites structures.")
    );
    assert!(!sheet.has(&format!("a[href='{edit}']")));
    assert!(
        matches!(pilot.script(&late).await.error(), AppError::Forbidden(why) if why.contains("Hors trame"))
    );
    assert!(pilot.page(&format!("{edit}/historique")).await.says("Peu de temps"));
    // and it comes back with the rubric
    press(&coordinator, "Ajouter : Freins connus").await;
    publish(&coordinator, "Les freins reviennent.").await;
    let form = coordinator.page(SHEET).await.form_of("Passer à la version 3 de la trame");
    coordinator.submit(&form).await;
    let sheet = pilot.page(SHEET).await;
    assert!(!sheet.says("Hors trame") && sheet.has(&format!("a[href='{edit}']")));
}

#[tokio::test]
async fn the_second_of_two_coordinators_is_told_that_the_template_moved() {
    let app = TestApp::open().await;
    let alix = app.sign_in(app.world.coordinator).await;
    let bao = app.sign_in(app.world.second_coordinator).await;
    let (hers, his) = (alix.page(TEMPLATE).await, bao.page(TEMPLATE).await);
    let answer = alix.submit(&hers.form_of("Descendre : Enjeu et contexte")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(bao.script(&his.form_of("Retirer : Freins connus")).await.error(), AppError::Stale);

    let edit = format!("{TEMPLATE}/freins-connus");
    let (hers, his) = (alix.open_form(&edit).await, bao.open_form(&edit).await);
    alix.submit(&hers.fill("title", "Freins")).await;
    let page = bao.follow(&bao.submit(&his.fill("title", "Difficultés")).await).await;
    assert!(page.says("Enregistré entre-temps") && page.attribute("#title", "value") == "Difficultés");
    assert!(bao.page(TEMPLATE).await.says("Freins") && !bao.page(TEMPLATE).await.says("Difficultés"));
    // publishing what one has not read is refused too
    let unread = bao.page(TEMPLATE).await.form("form.entry").fill("note", "Tout va bien.");
    alix.submit(&alix.page(TEMPLATE).await.form_of("Monter : Enjeu et contexte")).await;
    assert_eq!(bao.script(&unread).await.error(), AppError::Stale);
}

#[tokio::test]
async fn a_version_that_is_dropped_changes_nothing_and_an_empty_one_is_not_published() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    press(&coordinator, "Descendre : Enjeu et contexte").await;
    let page = publish(&coordinator, "").await;
    assert!(page.says("La version n’est pas publiée") && page.has("#note-erreur"), "{}", page.text("main"));
    let page = press(&coordinator, "Descendre : Freins connus").await;
    assert!(
        page.has(".flash") && !page.text("title").starts_with("Erreur"),
        "a refusal of what it was before"
    );
    assert!(!page.says("n’est pas publiée") && !page.has("#note-erreur"), "{}", page.text("main"));
    publish(&coordinator, "").await;
    let page = press(&coordinator, "Abandonner cette version").await;
    assert!(!page.says("n’est pas publiée") && app.drafts(app.world.coordinator).await.is_empty());
    assert!(page.says("Version 1 en vigueur") && page.says("La version en préparation est abandonnée."));
    press(&coordinator, "Descendre : Enjeu et contexte").await;
    let page = press(&coordinator, "Monter : Enjeu et contexte").await;
    assert!(page.says("Elle dit pour l’instant la même chose") && !page.has("form.entry"));
}

#[tokio::test]
async fn a_new_sheet_follows_the_newest_template() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    press(&coordinator, "Retirer : Freins connus").await;
    publish(&coordinator, "Moins de rubriques.").await;
    app.import(&app.plan("/ici/prst-4").await, "Axe;Numéro;Intitulé\nAxe 2;9.9;Une action de plus\n").await;
    assert_eq!(app.sheet("/ici/prst-4/fiches/9.9").await.template, 2);
    assert_eq!(app.sheet(SHEET).await.template, 1);
}

#[tokio::test]
async fn lines_that_the_template_no_longer_has_stay_readable_and_are_written_no_more() {
    let app = TestApp::open().await;
    let (coordinator, pilot) = (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.pilot).await);
    let (partners, milestones) = (format!("{SHEET}/partenaires"), format!("{SHEET}/jalons"));
    let new = format!("{partners}/nouveau");
    pilot.submit(&pilot.open_form(&new).await.fill("title", "Carsat")).await;
    let page = pilot.page(&partners).await;
    let (edit, late) = (page.link("Modifier : Carsat"), pilot.open_form(&new).await.fill("title", "MSA"));
    let remove = pilot.page(&edit).await.form_of("Retirer ce partenaire : Carsat");
    let milestone = pilot.open_form(&format!("{milestones}/nouveau")).await;
    press(&coordinator, "Retirer : Partenaires").await;
    press(&coordinator, "Retirer : Jalons").await;
    publish(&coordinator, "Moins de rubriques.").await;
    let form = coordinator.page(SHEET).await.form_of("Passer à la version 2 de la trame");
    coordinator.submit(&form).await;

    for form in [late, remove, milestone.fill("title", "Trop tard").fill("due", "2099")] {
        let refused = pilot.script(&form).await.error();
        assert!(
            matches!(&refused, AppError::Forbidden(why) if why.contains("Hors trame")),
            "{refused:?}, {}",
            form.action
        );
    }
    for gone in [&new, &edit, &format!("{milestones}/nouveau")] {
        let page = pilot.get(gone).await;
        assert!(
            page.status == 403 && String::from_utf8_lossy(&page.body).contains("Hors trame"),
            "{gone}: {}",
            page.status
        );
    }
    let page = pilot.page(&partners).await;
    assert!(page.says("Carsat") && page.says("Hors trame") && !page.says("Ajouter"), "{}", page.text("main"));
    let sheet = pilot.page(SHEET).await;
    assert!(sheet.text("section[aria-labelledby=hors-trame]").contains("Carsat"));
    assert!(!sheet.has(&format!("a[href='{milestones}']")));
}
