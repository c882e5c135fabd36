//! Writing a rubric, and correcting the title.
use app::{error::AppError, history};

use crate::testapp::{Form, TestApp, squeeze};

pub const SHEET: &str = "/ici/prst-4/fiches/1.1";
pub const FORM: &str = "/ici/prst-4/fiches/1.1/rubriques/enjeu-et-contexte";

#[tokio::test]
async fn a_saved_rubric_is_a_new_version_signed_told_and_no_longer_a_draft() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await;
    assert_eq!(
        (form.value("version").as_str(), form.value("body").as_str()),
        ("1", "Les salariés **de l’aide à domicile** sont exposés.")
    );
    let form = form.fill("body", "Trois métiers sur quatre.");
    pilot.autosave(&form).await;
    let before = app.writings().await;
    let answer = pilot.submit(&form).await;
    let key = form.value("key");
    assert_eq!(
        (answer.status, answer.location()),
        (303, format!("{SHEET}?recu={key}").as_str()),
        "at the top of the sheet, where it is said"
    );
    let page = pilot.follow(&answer).await;
    assert_eq!(page.text(".flash"), "« Enjeu et contexte » est enregistré.");
    assert_eq!(page.text("#enjeu-et-contexte .prose"), "Trois métiers sur quatre.");
    assert!(page.says("Version 2, Dominique Pilote"));
    assert_eq!(app.stake(SHEET).await.version, 2);
    let newest = app.versions(SHEET).await.remove(0);
    assert_eq!(newest, (2, "Dominique Pilote".into(), "Trois métiers sur quatre.".into()));
    let [history, outbox, updates, imports] = before;
    assert_eq!(app.writings().await, [history + 1, outbox + 1, updates, imports]);
    assert_eq!(app.drafts(app.world.pilot).await, []);
}

#[tokio::test]
async fn the_text_its_history_its_message_and_its_draft_change_together_or_not_at_all() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for table in ["outbox", "history"] {
        let form = pilot.open_form(FORM).await.fill("body", "Perdu ?");
        pilot.autosave(&form).await;
        app.sql(&format!("ALTER TABLE {table} RENAME TO elsewhere")).await; // the write in the middle fails
        let answer = pilot.submit(&form).await;
        app.sql(&format!("ALTER TABLE elsewhere RENAME TO {table}")).await;
        assert_eq!((answer.status, answer.page().text("h1").as_str()), (500, "Une erreur s’est produite"));
        assert!(answer.page().says(answer.header("x-request-id")), "the page tells the number of the log");
        assert_eq!((app.stake(SHEET).await.version, app.versions(SHEET).await.len()), (1, 1));
        let drafts = app.drafts(app.world.pilot).await;
        assert!(drafts.len() == 1 && drafts[0].fields.contains("Perdu"));
    }
    // once it works again, the same form is accepted
    let form = pilot.open_form(FORM).await;
    assert_eq!(form.value("body"), "Perdu ?");
    assert_eq!(pilot.follow(&pilot.submit(&form).await).await.status, 200);
    assert_eq!(app.stake(SHEET).await.body, "Perdu ?");
}

#[tokio::test]
async fn a_refused_text_comes_back_as_it_was_typed_with_its_error() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let long = "é".repeat(20_001);
    let too_long = "Ce texte fait 20\u{a0}001 caractères\u{a0}: 20\u{a0}000 au plus sont acceptés.";
    for (typed, wrong) in [("  \n\t", "Écrivez une phrase au moins."), (long.as_str(), too_long)] {
        let form = pilot.open_form(FORM).await.fill("body", typed);
        let answer = pilot.submit(&form).await;
        assert_eq!((answer.status, answer.location()), (303, format!("{FORM}#erreurs").as_str()));
        let page = pilot.follow(&answer).await;
        assert!(page.text("title").starts_with("Erreur : "));
        assert!(page.text("#erreurs a[href='#body']").contains(&squeeze(wrong)));
        assert_eq!(page.text("#erreurs").contains("Rien n’est perdu"), !typed.trim().is_empty());
        assert_eq!(page.attribute("textarea#body", "aria-invalid"), "true");
        let described = page.attribute("textarea#body", "aria-describedby");
        assert!(page.text(&format!("#{described}")).contains(&squeeze(wrong)));
        assert_eq!(page.area("body").replace("\r\n", "\n"), typed);
        assert_eq!(app.stake(SHEET).await.version, 1);
    }
    // mended, it goes in
    let form = pilot.open_form(FORM).await.fill("body", "Une phrase.");
    assert!(pilot.submit(&form).await.location().starts_with(SHEET));
    assert_eq!(app.drafts(app.world.pilot).await, []);
}

#[tokio::test]
async fn a_draft_says_that_the_saved_version_is_intact_and_one_may_begin_again_from_it() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let saved = app.stake(SHEET).await.body;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", "")).await;
    // she comes back later: what she emptied, and what is saved
    let page = pilot.page(FORM).await;
    assert_eq!((page.area("body").as_str(), page.has("#erreurs")), ("", true));
    assert!(page.text(".draft-notice").starts_with("La version 1 enregistrée est intacte."));
    assert!(!page.says("Votre brouillon du"), "what is wrong comes first");
    let answer = pilot.submit(&page.form(".draft-notice form")).await;
    let page = pilot.follow(&answer).await;
    assert_eq!((page.area("body"), page.has("#erreurs"), page.has(".draft-notice")), (saved, false, false));
    // and what was only typed
    pilot.autosave(&page.form("form.entry").fill("body", "À moitié.")).await;
    let notice = pilot.page(FORM).await.text(".draft-notice");
    assert!(
        notice.contains("est repris ci-dessous") && notice.contains("La version 1 enregistrée est intacte.")
    );
    assert!(notice.ends_with("Repartir de la version enregistrée"), "{notice}");
}

#[tokio::test]
async fn a_script_is_told_what_is_wrong_by_status_and_by_field() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let answer = pilot.script(&pilot.open_form(FORM).await.fill("body", "")).await;
    assert_eq!(answer.status, 422);
    let AppError::Invalid(errors) = answer.error() else { panic!("{:?}", answer.error()) };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["body"]);
}

#[tokio::test]
async fn what_is_typed_is_what_is_kept() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let typed = "    code à garder ?\n\n- « é » & <b> 100 % + 1 &amp; &lt; </textarea>\n- ligne\u{a0}!\n\nfin 👷🏽‍♀️ = a;b";
    let form = pilot.open_form(FORM).await.fill("body", &format!("\n\n{typed}  \n\n"));
    pilot.submit(&form).await;
    assert_eq!(app.stake(SHEET).await.body, typed.trim());
    assert_eq!(pilot.open_form(FORM).await.value("body"), typed.trim());
}

#[tokio::test]
async fn a_first_text_is_version_one() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.other_pilot).await;
    let sheet = "/ici/prst-4/fiches/2.1";
    let form = pilot.open_form(&format!("{sheet}/rubriques/enjeu-et-contexte")).await;
    assert_eq!((form.value("version").as_str(), form.value("body").as_str()), ("0", ""));
    pilot.submit(&form.fill("body", "Les chutes.")).await;
    assert_eq!(app.versions(sheet).await, [(1, "Kim Pilote".to_owned(), "Les chutes.".to_owned())]);
}

#[tokio::test]
async fn an_outline_is_written_by_its_pilots_the_coordinator_and_the_support() {
    let app = TestApp::open().await;
    let path = "/ici/prst-4/fiches/1.3/rubriques/enjeu-et-contexte";
    for (person, version) in [(app.world.pilot, 1), (app.world.coordinator, 2), (app.world.support, 3)] {
        let visitor = app.sign_in(person).await;
        let form = visitor.open_form(path).await.fill("body", &format!("Version {version}."));
        visitor.submit(&form).await;
        assert_eq!(app.stake("/ici/prst-4/fiches/1.3").await.version, version);
    }
}

#[tokio::test]
async fn the_stake_of_an_adopted_sheet_is_locked_and_the_page_says_why() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for sheet in ["/ici/prst-4/fiches/1.2", "/ici/prst-4/fiches/1.10"] {
        let why = "La rubrique « Enjeu et contexte » a été adoptée avec la fiche et n’est plus modifiable directement";
        assert!(pilot.page(sheet).await.says(why));
        let page = pilot.page(&format!("{sheet}/rubriques/enjeu-et-contexte")).await;
        assert!(page.status == 403 && page.says(why));
        assert!(page.says("elle change par avenant"));
        assert_eq!(page.link("Revenir à la fiche"), sheet);
    }
}

#[tokio::test]
async fn a_sheet_that_is_adopted_while_one_writes_refuses_the_text_and_keeps_it() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "Trop tard, mais pas perdu.");
    let coordinator = app.sign_in(app.world.coordinator).await;
    coordinator.submit(&coordinator.open_form(&format!("{SHEET}/etat/adopter")).await).await;
    let answer = pilot.submit(&form).await;
    assert!(answer.status == 403 && answer.page().says("a été adoptée avec la fiche"), "{}", answer.text());
    assert_eq!(app.stake(SHEET).await.version, 1);
    assert!(pilot.page("/compte/brouillons").await.says("Trop tard, mais pas perdu."));
}

#[tokio::test]
async fn a_closed_or_abandoned_sheet_cannot_be_edited() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    for (code, why) in [("2.5", "Cette fiche est close"), ("2.6", "Cette fiche est abandonnée")] {
        let path = format!("/ici/prst-4/fiches/{code}");
        let (sheet, stake) = (app.sheet(&path).await, app.stake(&path).await);
        let page = coordinator.page(&format!("{path}/rubriques/enjeu-et-contexte")).await;
        assert!(page.status == 403 && page.says(why), "{}", page.text("main"));
        let form = Form::of("save_rubric", &[("rubric", "stake"), ("body", "Quand même.")])
            .fill("key", &app::ids::FormKey::new().to_string())
            .fill("sheet", &sheet.id.to_string())
            .fill("version", &stake.version.to_string());
        let answer = coordinator.script(&form).await;
        assert_eq!(answer.status, 403);
        assert!(matches!(answer.error(), AppError::Forbidden(said) if said.starts_with(why)));
        assert_eq!(app.stake(&path).await, stake);
    }
}

#[tokio::test]
async fn an_old_version_comes_back_as_a_new_one() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for text in ["Deuxième texte.", "Troisième texte."] {
        pilot.submit(&pilot.open_form(FORM).await.fill("body", text)).await;
    }
    let history = format!("{FORM}/historique");
    let page = pilot.page(&history).await;
    assert_eq!(page.texts("ol.history h2"), ["Version 3, la version en cours", "Version 2", "Version 1"]);
    assert_eq!(page.text("ol.history li:first-child ins"), "[ajouté : ]Troisième");
    assert_eq!(page.text("ol.history li:first-child del"), "[retiré : ]Deuxième");
    let restore = page.form("ol.history li:nth-child(2) form");
    let answer = pilot.submit(&restore).await;
    assert_eq!(
        pilot.follow(&answer).await.text(".flash"),
        "La version 2 de « Enjeu et contexte » est de retour."
    );
    assert_eq!(app.versions(SHEET).await[0], (4, "Dominique Pilote".into(), "Deuxième texte.".into()));
}

#[tokio::test]
async fn restoring_over_a_text_that_was_not_read_is_refused_and_said() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    pilot.submit(&pilot.open_form(FORM).await.fill("body", "Deuxième texte.")).await;
    let history = format!("{FORM}/historique");
    let restore = pilot.page(&history).await.form("ol.history li:nth-child(2) form");
    co_pilot.submit(&co_pilot.open_form(FORM).await.fill("body", "Le texte de la copilote.")).await;
    let page = pilot.submit(&restore).await.page();
    assert_eq!((page.status, page.text("h1").as_str()), (409, "La page a changé"));
    assert_eq!(page.link("Recharger la page"), history);
    assert_eq!(app.stake(SHEET).await.body, "Le texte de la copilote.");
    assert_eq!(app.drafts(app.world.pilot).await, [], "a button is not a text to keep");
}

#[tokio::test]
async fn readers_have_no_button_to_restore() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", "Deuxième texte.")).await;
    let path = format!("{FORM}/historique");
    assert!(pilot.page(&path).await.has("main form"));
    assert!(!app.sign_in(app.world.contributor).await.page(&path).await.has("main form"));
}

const TITLE: &str = "/ici/prst-4/fiches/1.1/intitule";

#[tokio::test]
async fn a_title_is_corrected_before_the_adoption_and_the_history_says_from_what() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let sheet = pilot.page(SHEET).await;
    assert!(sheet.has(&format!(".title-row a[href='{TITLE}']")), "{}", sheet.text(".title-row"));
    let form = pilot.open_form(TITLE).await;
    assert_eq!(pilot.page(TITLE).await.area("title"), "Repérer l’usure professionnelle");
    let before = app.writings().await;
    let answer = pilot.submit(&form.fill("title", " Repérer  l’usure\r\nplus tôt ")).await;
    let page = pilot.follow(&answer).await;
    assert!(answer.location().starts_with(SHEET), "its address stays, so that links hold");
    assert_eq!(page.text(".flash"), "L’intitulé est corrigé.");
    assert_eq!(page.text("h1"), "Repérer l’usure plus tôt");
    let [history, outbox, updates, imports] = before;
    assert_eq!(app.writings().await, [history + 1, outbox + 1, updates, imports]);
    let subject = app.sheet(SHEET).await.place().subject;
    let said = history::store::of(&app.db.read, subject, "title", None, 9).await.unwrap();
    let from_to =
        "«\u{a0}Repérer l’usure professionnelle\u{a0}» devient «\u{a0}Repérer l’usure plus tôt\u{a0}»";
    assert_eq!(said.iter().map(|e| e.text.as_str()).collect::<Vec<_>>(), [from_to]);
    assert!(pilot.page(TITLE).await.says(&format!("{from_to}, Dominique Pilote le")));
    assert!(pilot.page("/ici/prst-4/fiches").await.says("Repérer l’usure plus tôt"));
    let contributor = app.sign_in(app.world.contributor).await;
    assert!(!contributor.page(SHEET).await.has(".title-row a[href$='/intitule']"));
}

#[tokio::test]
async fn an_emergent_sheet_without_a_code_keeps_its_address_when_its_title_is_corrected() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form("/ici/prst-4/proposer-une-fiche").await;
    let form =
        form.fill("title", "Agir sur la chaleur").fill("axis", "2").fill("stake", "Les étés changent.");
    pilot.submit(&form).await;
    let path = "/ici/prst-4/fiches/agir-sur-la-chaleur";
    let form = pilot.open_form(&format!("{path}/intitule")).await.fill("title", "Agir sur le froid");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert_eq!(
        (page.text("h1").as_str(), app.sheet(path).await.title.as_str()),
        ("Agir sur le froid", "Agir sur le froid")
    );
}

#[tokio::test]
async fn a_title_that_is_missing_too_long_or_the_same_is_refused_as_it_was_typed() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let (long, same) = ("é".repeat(501), app.sheet(SHEET).await.title);
    for (typed, wrong) in [
        ("  ", "Donnez un intitulé"),
        (long.as_str(), "L’intitulé fait 501 caractères"),
        (same.as_str(), "C’est l’intitulé d’aujourd’hui"),
    ] {
        let before = app.writings().await;
        let form = pilot.open_form(TITLE).await.fill("title", typed);
        let page = pilot.follow(&pilot.submit(&form).await).await;
        assert!(page.text("title").starts_with("Erreur") && page.text("#title-erreur").contains(wrong));
        assert_eq!((page.area("title").as_str(), app.writings().await), (typed, before));
    }
    assert_eq!(app.sheet(SHEET).await.title, same);
}

#[tokio::test]
async fn the_second_of_two_who_correct_a_title_is_told_and_loses_nothing() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let late = co_pilot.open_form(TITLE).await.fill("title", "Repérer mieux");
    pilot.submit(&pilot.open_form(TITLE).await.fill("title", "Repérer plus tôt")).await;
    assert_eq!(co_pilot.script(&late).await.status, 409);
    let page = co_pilot.follow(&co_pilot.submit(&late).await).await;
    assert!(page.says("Rien n’est enregistré"), "{}", page.text("main"));
    assert!(page.text(".reminder").contains("Repérer plus tôt"), "what was saved stands above");
    assert_eq!(page.area("title"), "Repérer mieux", "nothing typed is lost");
    let page = co_pilot.follow(&co_pilot.submit(&page.form("form.entry")).await).await;
    assert_eq!(page.text("h1"), "Repérer mieux");
    assert_eq!(app.drafts(app.world.co_pilot).await, []);
}

#[tokio::test]
async fn an_adopted_title_changes_by_amendment_only() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(TITLE).await.fill("title", "Trop tard");
    app.sql("UPDATE action_sheet SET stage = 'adopted', status = 'adopted' WHERE address = '1.1'").await;
    assert!(matches!(pilot.script(&form).await.error(), AppError::Forbidden(why) if why.contains("avenant")));
    let page = pilot.submit(&form).await.page();
    assert!(page.says("avenant"), "{}", page.text("main"));
    assert!(app.drafts(app.world.pilot).await[0].fields.contains("Trop"));
    let page = pilot.page(TITLE).await;
    assert!(page.status == 403 && page.says("il change par avenant"), "{}", page.text("main"));
    assert!(!pilot.page(SHEET).await.has(".title-row a[href$='/intitule']"));
    assert_eq!(app.sheet(SHEET).await.title, "Repérer l’usure professionnelle");
}
