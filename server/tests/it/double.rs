//! A form that is sent twice is one change, and both answers are the first one's.
use app::{error::AppError, ids::FormKey};

use crate::editing::{FORM, SHEET};
use crate::testapp::{Form, TestApp, Visitor, squeeze};

#[tokio::test]
async fn a_form_sent_twice_is_one_change_and_gets_the_first_answer() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "Une seule fois.");
    let first = pilot.submit(&form).await;
    let before = app.writings().await;
    let second = pilot.submit(&form).await;
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location(), second.location());
    assert_eq!(app.writings().await, before);
    assert_eq!(app.stake(SHEET).await.body, "Une seule fois.");
    assert_eq!(app.drafts(app.world.pilot).await, []);
}

#[tokio::test]
async fn what_is_typed_after_going_back_to_an_accepted_form_is_neither_saved_blindly_nor_lost() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "Envoyé.");
    pilot.submit(&form).await;
    let answer = pilot.submit(&form.fill("body", "Envoyé, puis repris.")).await;
    assert_eq!(app.stake(SHEET).await.body, "Envoyé.");
    let page = pilot.follow(&answer).await;
    assert!(page.text("h1").starts_with("Deux textes"));
    assert_eq!(page.area("body"), "Envoyé, puis repris.");
    let settled = pilot.submit(&page.form("form.entry").fill("choice", "mine")).await;
    assert!(settled.location().starts_with(SHEET));
    assert_eq!(app.stake(SHEET).await.body, "Envoyé, puis repris.");
}

#[tokio::test]
async fn an_update_that_is_sent_again_with_another_word_is_said_to_be_a_second_one() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let path = format!("{SHEET}/point");
    let form = pilot.open_form(&path).await;
    let form = form.fill("done", "Fait.").fill("next", "La suite.").fill("confidence", "secured");
    pilot.submit(&form).await;
    let updates = app.count("progress_update").await;
    let answer = pilot.submit(&form.fill("done", "Fait, mieux dit.")).await;
    let page = pilot.follow(&answer).await;
    let told = "Ce point est déjà envoyé\u{a0}: l’envoyer à nouveau en ajoutera un second.";
    assert_eq!(page.text(".refused"), squeeze(told));
    assert_eq!(
        (page.area("done").as_str(), app.count("progress_update").await),
        ("Fait, mieux dit.", updates)
    );
    // she was told, and it is what she wants
    let answer = pilot.submit(&page.form("form.entry")).await;
    assert!(answer.location().starts_with(SHEET));
    assert_eq!(
        (app.count("progress_update").await, app.drafts(app.world.pilot).await),
        (updates + 1, vec![])
    );
}

/// Sends a form twice at the same time.
async fn twice(visitor: &Visitor, form: &Form) -> String {
    let (one, two) = tokio::join!(visitor.submit(form), visitor.submit(form));
    assert_eq!((one.status, two.status), (303, 303), "{}{}", one.text(), two.text());
    assert_eq!(one.location(), two.location());
    one.location().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_is_one_change() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for n in 2..12 {
        let form = pilot.open_form(FORM).await.fill("body", &format!("Texte {n}."));
        assert!(twice(&pilot, &form).await.starts_with(SHEET));
        assert_eq!(app.versions(SHEET).await.len(), n);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_on_an_update_a_move_or_an_import_is_one_too() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let [history, outbox, updates, imports] = app.writings().await;
    let form = coordinator.open_form(&format!("{SHEET}/point")).await;
    twice(&coordinator, &form.fill("done", "a").fill("next", "b").fill("confidence", "secured")).await;
    assert_eq!(app.writings().await, [history + 1, outbox + 1, updates + 1, imports]);

    let form = coordinator.open_form(&format!("{SHEET}/etat/suspendre")).await;
    twice(&coordinator, &form.fill("reason", "Attente.")).await;
    assert_eq!(app.writings().await, [history + 2, outbox + 2, updates + 1, imports]);

    let parts =
        [("key", None, FormKey::new().to_string()), ("text", None, "Axe;Code;Titre\n1;5.1;Une".into())];
    let parts = parts.each_ref().map(|(name, file, text)| (*name, *file, text.as_bytes()));
    let path = "/ici/prst-5/import";
    let (one, two) = tokio::join!(coordinator.upload(path, &parts), coordinator.upload(path, &parts));
    assert_eq!((one.status, two.status), (303, 303), "{}{}", one.text(), two.text());
    assert_eq!(one.location(), two.location());
    assert_eq!(app.count("plan_import").await, imports + 1);

    let sheets = app.count("action_sheet").await;
    let form = coordinator.follow(&one).await.form("main form[action*=apply]");
    twice(&coordinator, &form).await;
    assert_eq!(app.count("action_sheet").await, sheets + 1);
}

#[tokio::test]
async fn a_script_that_sends_twice_is_told_where_the_first_answer_is() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "Une seule fois.");
    let first = pilot.script(&form).await;
    assert_eq!(first.status, 200);
    let second = pilot.script(&form).await;
    assert_eq!(second.status, 409);
    assert!(matches!(second.error(), AppError::AlreadyDone { page } if page.starts_with(SHEET)));
}

#[tokio::test]
async fn the_key_of_somebody_elses_form_opens_nothing_and_changes_nothing() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let his = pilot.open_form(FORM).await.fill("body", "Le sien.");
    pilot.submit(&his).await;
    let hers = co_pilot.open_form(FORM).await.fill("body", "Le mien.").fill("key", &his.value("key"));
    assert_eq!(co_pilot.submit(&hers).await.status, 404);
    assert_eq!(app.stake(SHEET).await.body, "Le sien.");
    // nor does it tell what was done
    let receipt = format!("{SHEET}?recu={}", his.value("key"));
    assert!(!co_pilot.page(&receipt).await.has(".flash"));
    assert!(pilot.page(&receipt).await.has(".flash"));
    app.clock.advance(chrono::Duration::minutes(11));
    assert!(!pilot.page(&receipt).await.has(".flash"), "a message is for now, not for the bookmark");
}

#[tokio::test]
async fn a_form_without_its_key_is_refused() {
    // a key that everybody shares would make of everybody's forms one form
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let nil = FormKey::default().to_string();
    for (visitor, key) in [(&pilot, nil.as_str()), (&co_pilot, nil.as_str()), (&pilot, "")] {
        let form = visitor.open_form(FORM).await.fill("body", "Sans clé.").fill("key", key);
        let answer = visitor.script(&form).await;
        assert_eq!((answer.status, answer.error()), (400, AppError::Unreadable));
    }
    let coordinator = app.sign_in(app.world.coordinator).await;
    let answer = coordinator.upload("/ici/prst-5/import", &[("text", None, b"Axe;Titre\n1;Une")]).await;
    assert_eq!(answer.status, 400);
    assert_eq!((app.stake(SHEET).await.version, app.count("plan_import").await), (1, 0));
}
