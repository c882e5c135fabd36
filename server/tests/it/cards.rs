//! The rubrics of a sheet that are one form: its themes, whom it targets.
use app::error::AppError;

use crate::editing::SHEET;
use crate::testapp::{Page, TestApp, Visitor};

async fn save(visitor: &Visitor, slug: &str, fields: &[(&str, &str)]) -> Page {
    let form = visitor.open_form(&format!("{SHEET}/{slug}")).await;
    let form = fields.iter().fold(form, |form, (name, value)| form.fill(name, value));
    visitor.follow(&visitor.submit(&form).await).await
}

#[tokio::test]
async fn whom_an_action_targets_is_read_on_its_sheet() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = save(
        &pilot,
        "cibles",
        &[
            ("publics", "Dirigeants\nÉlus de CSE"),
            ("branches", "87, ehpad\n4711f"),
            ("another", "88 Action sociale sans hébergement"),
            ("why", "La sinistralité y est la plus forte."),
        ],
    )
    .await;
    assert_eq!(page.text(".flash"), "Rubrique « Cibles » enregistrée.");
    assert_eq!(page.texts("#cibles dt"), ["Publics", "Branches et métiers", "Pourquoi"]);
    assert_eq!(
        page.texts("#cibles li"),
        [
            "Dirigeants",
            "Élus de CSE",
            "Hébergement médico-social et social (87)",
            "ehpad",
            "47.11F, dans « Commerce de détail, à l’exception des automobiles et des motocycles »",
            "Action sociale sans hébergement (88)",
        ]
    );
    // the one that was chosen in the list is one of the others from now on
    let form = pilot.open_form(&format!("{SHEET}/cibles")).await;
    assert!(form.value("branches").ends_with("\n88 Action sociale sans hébergement"), "{form:?}");
    assert_eq!(form.value("another"), "");
}

#[tokio::test]
async fn a_branch_that_does_not_exist_is_refused_with_suggestions_and_nothing_typed_is_lost() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = save(&pilot, "cibles", &[("branches", "44\nEHPAD"), ("publics", "Dirigeants")]).await;
    assert!(page.text("title").starts_with("Erreur"));
    let error = page.text("#branches-erreur");
    assert!(error.contains("« 44 » n’est pas un code de la NAF") && error.contains("43 Travaux"), "{error}");
    assert_eq!(page.text("#branches").trim(), "44 EHPAD");
    assert_eq!(app.count("card").await, 0);
    let form = page.form("form.entry").fill("branches", "43\nEHPAD");
    assert!(pilot.follow(&pilot.submit(&form).await).await.says("Travaux de construction spécialisés (43)"));
}

#[tokio::test]
async fn the_second_of_two_who_save_a_card_is_told_what_the_first_saved() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let path = format!("{SHEET}/cibles");
    let (hers, his) = (pilot.open_form(&path).await, co_pilot.open_form(&path).await);
    pilot.submit(&hers.fill("publics", "Dirigeants")).await;
    let his = his.fill("publics", "Salariés");
    assert_eq!(co_pilot.script(&his).await.error(), AppError::Stale);
    let page = co_pilot.follow(&co_pilot.submit(&his).await).await;
    assert!(page.says("Enregistré entre-temps par Dominique Pilote") && page.says("Dirigeants"));
    assert_eq!(page.text("#publics").trim(), "Salariés");
    let both = page.form("form.entry").fill("publics", "Dirigeants\nSalariés");
    let sheet = co_pilot.follow(&co_pilot.submit(&both).await).await;
    assert_eq!(sheet.texts("#cibles li"), ["Dirigeants", "Salariés"]);
}

#[tokio::test]
async fn targets_are_locked_by_the_adoption_and_themes_are_not() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let targets = pilot.open_form(&format!("{SHEET}/cibles")).await.fill("publics", "Trop tard");
    app.sql("UPDATE action_sheet SET stage = 'running', status = 'running' WHERE address = '1.1'").await;
    assert!(
        matches!(pilot.script(&targets).await.error(), AppError::Forbidden(why) if why.contains("avenant"))
    );
    let none = save(&pilot, "themes", &[("levels][", "primary")]).await;
    assert!(none.text("#themes-erreur").contains("Cochez au moins un thème"), "{}", none.text("main"));
    let page = save(&pilot, "themes", &[("themes][", "usure"), ("levels][", "primary")]).await;
    assert_eq!(page.texts("#themes li"), ["Usure professionnelle"]);
    assert!(page.text("#themes").contains("Prévention primaire"));
}

#[tokio::test]
async fn who_looks_for_a_theme_is_told_of_the_sheets_that_say_none() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let all = pilot.page("/ici/prst-4/tableau").await.find("tbody .row").len();
    save(&pilot, "themes", &[("themes][", "usure")]).await;
    let table = pilot.page("/ici/prst-4/tableau?theme=usure").await;
    assert_eq!(table.find("tbody .row").len(), 1);
    assert!(table.says(&format!("{} fiches ne disent pas leurs thèmes", all - 1)), "{}", table.text("main"));
    let without = pilot.page(&table.link("voir les fiches sans thème")).await;
    assert_eq!(without.find("tbody .row").len(), all - 1);
    assert!(without.text("caption").contains("sans thème"), "{}", without.text("caption"));
    assert!(!without.says("leurs thèmes"));
}

#[tokio::test]
async fn a_card_that_is_mandatory_is_asked_for_before_the_adoption_and_withdrawn_it_is_read_only() {
    let app = TestApp::open().await;
    let (coordinator, pilot) = (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.pilot).await);
    let publish = async |note: &str, number: u32| {
        let form = coordinator.page("/ici/prst-4/trame").await.form("form.entry").fill("note", note);
        coordinator.submit(&form).await;
        let follow = format!("Passer à la version {number} de la trame");
        coordinator.submit(&coordinator.page(SHEET).await.form_of(&follow)).await;
    };
    let form = coordinator.open_form("/ici/prst-4/trame/themes").await.fill("mandatory", "yes");
    coordinator.submit(&form).await;
    publish("Des thèmes.", 2).await;
    let adopt = format!("{SHEET}/etat/adopter");
    let missing = coordinator.page(&adopt).await.link("Écrire « Thèmes et prévention »");
    assert_eq!(missing, format!("{SHEET}/themes"));
    save(&pilot, "themes", &[("themes][", "tms")]).await;
    assert!(coordinator.page(&adopt).await.has("form.entry"));

    let late = pilot.open_form(&format!("{SHEET}/themes")).await.fill("themes][", "amiante");
    let withdraw = coordinator.page("/ici/prst-4/trame").await.form_of("Retirer : Thèmes et prévention");
    coordinator.submit(&withdraw).await;
    publish("Sans thèmes.", 3).await;
    assert!(
        matches!(pilot.script(&late).await.error(), AppError::Forbidden(why) if why.contains("Hors trame"))
    );
    let sheet = pilot.page(SHEET).await;
    assert!(sheet.text("section[aria-labelledby=hors-trame]").contains("Troubles musculo-squelettiques"));
}

#[tokio::test]
async fn the_table_is_filtered_by_theme() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    save(&pilot, "themes", &[("themes][", "usure")]).await;
    let page = pilot.page("/ici/prst-4/tableau?theme=usure").await;
    assert!(page.says("Repérer l’usure professionnelle") && !page.says("Former les entreprises"));
    assert!(page.says("thème : Usure professionnelle"));
    assert!(!pilot.page("/ici/prst-4/tableau?theme=tms").await.says("Repérer l’usure professionnelle"));
}
