//! Nothing typed is lost, and nobody reads it but its author.
use app::ids::FormKey;
use chrono::Duration;

use crate::editing::{FORM, SHEET};
use crate::testapp::TestApp;

const TYPED: &str = "Tapé pendant la pause & gardé </textarea> &lt;.";

#[tokio::test]
async fn an_expired_session_keeps_the_draft_and_the_form_comes_back_typed() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", TYPED);
    app.let_sessions_expire();
    let answer = pilot.submit(&form).await;
    assert_eq!((answer.status, answer.location()), (303, format!("/compte/connexion?suite={FORM}").as_str()));
    assert_eq!(app.stake(SHEET).await.version, 1);
    // she signs in where she was led, and is back at her form
    let entry = pilot.follow(&answer).await;
    let sign_in = app.world.pilot.to_string();
    let button = entry.form(&format!("main li.card form:has(input[value='{sign_in}'])"));
    assert_eq!(button.value("then"), FORM);
    let answer = pilot.submit(&button).await;
    assert_eq!((answer.status, answer.location()), (303, FORM));
    let token = answer.header("set-cookie").split(['=', ';']).nth(1).unwrap().to_owned();
    let again = pilot.with_token(&token).open_form(FORM).await;
    assert_eq!((again.value("body").as_str(), again.value("key")), (TYPED, form.value("key")));
    pilot.with_token(&token).submit(&again).await;
    assert_eq!(app.stake(SHEET).await.body, TYPED);
}

#[tokio::test]
async fn a_signed_out_stranger_is_shown_what_was_typed_and_it_is_kept_for_nobody() {
    let app = TestApp::open().await;
    let form = app.sign_in(app.world.pilot).await.open_form(FORM).await.fill("body", TYPED);
    for stranger in [app.anyone(), app.anyone().with_token("forged")] {
        let answer = stranger.submit(&form).await;
        let page = answer.page();
        assert_eq!((page.status, page.text("h1").as_str()), (401, "Connectez-vous"));
        assert_eq!(page.area("ecrit").trim(), TYPED);
        assert_eq!(page.link("Se connecter"), format!("/compte/connexion?suite={FORM}"));
    }
    assert_eq!((app.count("draft").await, app.stake(SHEET).await.version), (0, 1));
}

#[tokio::test]
async fn an_expired_session_never_reads_a_draft() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", TYPED);
    pilot.autosave(&form).await;
    app.let_sessions_expire();
    for path in [FORM, "/compte/brouillons", "/compte", SHEET] {
        let page = pilot.page(path).await;
        assert!(page.status == 401 && !page.says("Tapé"), "{path}");
    }
    // by script it keeps nothing, and what it submits comes back to nobody's eyes
    assert_eq!(pilot.autosave(&form.clone().fill("body", "Plus tard.")).await.status, 401);
    assert_eq!(
        pilot.call("discard_draft", &[("draft", &form.value("key")), ("page", "/")]).await.status,
        401
    );
    assert_eq!(app.drafts(app.world.pilot).await.len(), 1);
    let answer = pilot.submit(&form).await;
    assert!(!answer.text().contains("Tapé") && !pilot.follow(&answer).await.says("Tapé"));
}

#[tokio::test]
async fn an_expired_session_does_not_touch_the_draft_of_another() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let his = pilot.open_form(FORM).await.fill("body", TYPED);
    pilot.autosave(&his).await;
    let hers = co_pilot.open_form(FORM).await.fill("body", "Écrasé !").fill("key", &his.value("key"));
    app.let_sessions_expire();
    let answer = co_pilot.submit(&hers).await;
    // hers is kept for her, under another key
    assert!(answer.status == 303 && answer.location().starts_with("/compte/connexion"));
    assert_eq!(app.drafts(app.world.co_pilot).await.len(), 1);
    let drafts = app.drafts(app.world.pilot).await;
    assert!(drafts.len() == 1 && drafts[0].fields.contains("pause"));
}

#[tokio::test]
async fn a_person_never_reads_throws_or_changes_the_drafts_of_another() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let his = pilot.open_form(FORM).await.fill("body", TYPED);
    pilot.autosave(&his).await;
    assert!(!co_pilot.page("/compte/brouillons").await.says(TYPED));
    assert_ne!(co_pilot.open_form(FORM).await.value("body"), TYPED);
    co_pilot.call("discard_draft", &[("key", &his.value("key")), ("page", "/")]).await;
    co_pilot.autosave(&his.clone().fill("body", "Changé.")).await;
    let drafts = app.drafts(app.world.pilot).await;
    assert!(drafts.len() == 1 && drafts[0].fields.contains("pause"), "{drafts:?}");
    assert_eq!(app.drafts(app.world.co_pilot).await, []);
}

#[tokio::test]
async fn a_keystroke_that_comes_after_the_save_does_not_bring_the_draft_back() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", TYPED);
    pilot.submit(&form).await;
    assert_eq!(pilot.autosave(&form).await.status, 409, "it is not kept, and says so");
    assert_eq!(app.drafts(app.world.pilot).await, []);
    let again = pilot.open_form(FORM).await;
    assert_eq!((again.value("version").as_str(), again.value("body").as_str()), ("2", TYPED));
    assert!(!pilot.page(FORM).await.has(".draft-notice"));
}

#[tokio::test]
async fn a_draft_is_named_after_what_it_is_of() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    for (page, field) in
        [("point", "done"), ("etat/suspendre", "reason"), ("rubriques/enjeu-et-contexte", "body")]
    {
        let form = coordinator.open_form(&format!("{SHEET}/{page}")).await;
        coordinator.autosave(&form.fill(field, TYPED)).await;
    }
    let others = [
        "/ici/prst-5/fiches/l-usure/point",
        "/ici/prst-4/fiches/1.1/cibles",
        "/ici/prst-4/fiches/1.1/bilans/x/rattacher",
        "/ailleurs/nulle-part",
    ];
    for page in others {
        let key = FormKey::new().to_string();
        let fields = [("key", key.as_str()), ("page", page), ("fields", "form[done]=Fait.")];
        coordinator.call("keep_draft", &fields).await;
    }
    let page = coordinator.page("/compte/brouillons").await;
    let mut names = page.texts(".drafts .row-title");
    names.sort();
    let expected = [
        "/ailleurs/nulle-part",
        "Cibles, action 1.1",
        "Enjeu et contexte, action 1.1",
        "Mettre en pause, action 1.1",
        "Point d’avancement, action 1.1",
        "Point d’avancement, « l usure »",
        "Rattachement d’un bilan, action 1.1",
    ];
    assert_eq!(names, expected);
    assert_eq!(page.link("Point d’avancement, action 1.1"), format!("{SHEET}/point"));
}

#[tokio::test]
async fn drafts_are_forgotten_after_thirty_days_and_not_before() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    pilot.autosave(&pilot.open_form(FORM).await.fill("body", TYPED)).await;
    app.clock.advance(Duration::days(29));
    server::jobs::expire(&app.db, &app.clock).await.unwrap();
    let pilot = app.sign_in(app.world.pilot).await;
    assert_eq!(pilot.open_form(FORM).await.value("body"), TYPED);
    app.clock.advance(Duration::days(1));
    // past its time it is not shown, even before the job has gone by
    let pilot = app.sign_in(app.world.pilot).await;
    assert_ne!(pilot.open_form(FORM).await.value("body"), TYPED);
    assert_eq!(app.count("draft").await, 1);
    app.clock.advance(Duration::hours(1));
    server::jobs::expire(&app.db, &app.clock).await.unwrap();
    assert_eq!(app.count("draft").await, 0);
}

#[tokio::test]
async fn receipts_and_sessions_are_forgotten_too() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", TYPED)).await;
    assert_eq!((app.count("form_receipt").await, app.count("session").await), (1, 1));
    app.clock.advance(Duration::days(30));
    server::jobs::expire(&app.db, &app.clock).await.unwrap();
    assert_eq!(app.count("session").await, 1, "known thirty days after its end");
    app.clock.advance(Duration::days(1));
    server::jobs::expire(&app.db, &app.clock).await.unwrap();
    assert_eq!((app.count("form_receipt").await, app.count("session").await), (0, 0));
}

#[tokio::test]
async fn a_refused_form_of_a_page_elsewhere_is_not_kept_and_is_shown() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for page in ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""] {
        let form = pilot.open_form(FORM).await;
        let form = form.fill("page", page).fill("rubric", "absente").fill("body", TYPED);
        let form = form.fill("key", &FormKey::new().to_string());
        let answer = pilot.submit(&form).await;
        assert_eq!((answer.status, answer.location()), (400, ""), "{page}");
        assert_eq!(answer.page().area("ecrit").trim(), TYPED);
    }
    assert_eq!(app.drafts(app.world.pilot).await, []);
}
