//! The structured rubrics of a sheet: goals, projects, indicators, means, partners.
use app::error::AppError;

use crate::editing::SHEET;
use crate::testapp::{Form, Page, TestApp, Visitor};

async fn add(visitor: &Visitor, slug: &str, fields: &[(&str, &str)]) -> Page {
    let form = visitor.open_form(&format!("{SHEET}/{slug}/nouveau")).await;
    let form = fields.iter().fold(form, |form: Form, (name, value)| form.fill(name, value));
    visitor.follow(&visitor.submit(&form).await).await
}

#[tokio::test]
async fn operational_goals_are_read_under_their_general_one() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = add(&pilot, "objectifs", &[("title", "Changer les pratiques"), ("level", "general")]).await;
    assert_eq!(page.text(".flash"), "Objectif enregistré.");
    let new = pilot.page(&format!("{SHEET}/objectifs/nouveau")).await;
    let parent = new.find("#under option")[1].attr("value").unwrap().to_owned();
    add(
        &pilot,
        "objectifs",
        &[("title", "Outiller dix relais"), ("level", "operational"), ("under", &parent)],
    )
    .await;
    let sheet = pilot.page(SHEET).await;
    assert_eq!(sheet.texts("#objectifs li li"), ["Outiller dix relais"]);
    assert!(sheet.text("#objectifs").contains("Changer les pratiques (général)"));
}

#[tokio::test]
async fn a_goal_does_not_stand_under_that_of_another_sheet() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let foreign = app::ids::GoalId::new().to_string();
    let page =
        add(&pilot, "objectifs", &[("title", "Outiller"), ("level", "operational"), ("under", &foreign)])
            .await;
    assert!(page.text("title").starts_with("Erreur") && page.says("Cet objectif général n’est plus là"));
    assert_eq!(page.attribute("#title", "value"), "Outiller", "nothing typed is lost");
    assert_eq!(app.count("goal").await, 0);
}

#[tokio::test]
async fn a_general_goal_stands_under_no_other_and_nothing_chosen_is_dropped() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    add(&pilot, "objectifs", &[("title", "Prévenir"), ("level", "general")]).await;
    let new = pilot.page(&format!("{SHEET}/objectifs/nouveau")).await;
    let parent = new.find("#under option")[1].attr("value").unwrap().to_owned();
    let form =
        new.form("form.entry").fill("title", "Outiller").fill("level", "general").fill("under", &parent);
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.text("#under-erreur").contains("ne se range sous aucun autre"), "{}", page.text("main"));
    assert_eq!((page.form("form.entry").value("under"), app.count("goal").await), (parent, 1));
}

#[tokio::test]
async fn goals_are_locked_by_the_adoption_and_the_rest_is_not() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let goal = pilot.open_form(&format!("{SHEET}/objectifs/nouveau")).await;
    let goal = goal.fill("title", "Trop tard").fill("level", "general");
    app.sql("UPDATE action_sheet SET stage = 'running', status = 'running' WHERE address = '1.1'").await;
    assert!(matches!(pilot.script(&goal).await.error(), AppError::Forbidden(why) if why.contains("avenant")));
    let page =
        add(&pilot, "partenaires", &[("title", "Carsat"), ("commitment", "Dix jours d’ingénieur")]).await;
    assert!(page.says("Carsat") && page.says("Dix jours d’ingénieur"));
    let sheet = pilot.page(SHEET).await;
    assert!(!sheet.text("#objectifs header").contains("Modifier"));
    assert!(sheet.text("#partenaires header").contains("Modifier"));
}

#[tokio::test]
async fn projects_are_numbered_and_say_what_they_want_and_for_whom() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    add(&pilot, "projets", &[("title", "Repérer"), ("goals", "Plus tôt\nMieux"), ("publics", "Artisans")])
        .await;
    let page = add(&pilot, "projets", &[("title", "Former")]).await;
    assert!(page.says("Projet 1 : Repérer") && page.says("Projet 2 : Former"), "{}", page.text("main"));
    assert!(page.says("Vise : Plus tôt ; Mieux") && page.says("Pour : Artisans"));
}

#[tokio::test]
async fn means_are_summed_by_unit_and_an_unknown_figure_is_no_zero() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let days = [("unit", "days"), ("certainty", "estimated")];
    for (title, asked, obtained) in [("Pilotes", "12,5", "10"), ("Ateliers", "1 000", "")] {
        add(
            &pilot,
            "moyens",
            &[days[0], days[1], ("title", title), ("asked", asked), ("obtained", obtained)],
        )
        .await;
    }
    let euros = [("title", "Impression"), ("unit", "euros"), ("certainty", "known"), ("asked", "1 500 €")];
    add(&pilot, "moyens", &euros).await;
    let sheet = pilot.page(SHEET).await;
    assert_eq!(sheet.texts("#moyens caption"), ["En jours", "En euros"]);
    assert_eq!(sheet.texts("#moyens tfoot td"), ["1 012,5", "10", "–"]);
    let wrong = add(&pilot, "moyens", &[days[0], days[1], ("title", "Salle"), ("spent", "beaucoup")]).await;
    assert!(wrong.text("#spent-erreur").contains("Écrivez par exemple 12,5"));
    assert_eq!(wrong.attribute("#spent", "value"), "beaucoup");
}

#[tokio::test]
async fn an_indicator_is_agreed_once_its_definition_is_whole() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let fields =
        [("title", "Kits diffusés"), ("kind", "realisation"), ("definition", "agreed"), ("unit", "kits")];
    let page = add(&pilot, "indicateurs", &fields).await;
    assert_eq!(page.texts("#erreurs li").len(), 2, "target and source");
    let form = page.form("form.entry").fill("target", "500 fin 2027").fill("source", "Comptage des SPSTI");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.says("Réalisation · validé par le comité · une fois, au bilan"), "{}", page.text("main"));
    assert!(pilot.page(SHEET).await.says("cible : 500 fin 2027 · unité : kits"));
}

#[tokio::test]
async fn a_rubric_of_lines_may_be_asked_for_before_the_adoption() {
    let app = TestApp::open().await;
    let (coordinator, pilot) = (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.pilot).await);
    let form = coordinator.open_form("/ici/prst-4/trame/partenaires").await.fill("mandatory", "yes");
    coordinator.submit(&form).await;
    let form =
        coordinator.page("/ici/prst-4/trame").await.form("form.entry").fill("note", "Des partenaires.");
    coordinator.submit(&form).await;
    let form = coordinator.page(SHEET).await.form_of("Passer à la version 2 de la trame");
    coordinator.submit(&form).await;
    let adopt = format!("{SHEET}/etat/adopter");
    assert!(coordinator.page(&adopt).await.says("Écrire « Partenaires »"));
    add(&pilot, "partenaires", &[("title", "Carsat")]).await;
    assert!(coordinator.page(&adopt).await.has("form.entry"));
}
