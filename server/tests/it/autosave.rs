//! What is typed is kept while one types.
use app::{error::AppError, ids::FormKey};

use crate::editing::{FORM, SHEET};
use crate::testapp::TestApp;

#[tokio::test]
async fn what_was_typed_is_there_when_the_page_is_opened_again() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "\nÀ moitié écrit…\n\n«\u{a0}suite\u{a0}»");
    let answer = pilot.autosave(&form).await;
    let hour: String = serde_json::from_slice(&answer.body).unwrap();
    let paris = app.clock.now().with_timezone(&chrono_tz::Europe::Paris);
    assert_eq!((answer.status, hour), (200, app::when::hour(paris)));
    let page = pilot.page(FORM).await;
    assert!(page.text(".draft-notice").contains("est repris ci-dessous"));
    assert_eq!(page.area("body").replace("\r\n", "\n"), form.value("body"));
    assert!(!page.has("#erreurs"), "what was only typed is not wrong yet");
    assert_eq!((app.stake(SHEET).await.version, app.versions(SHEET).await.len()), (1, 1));
    assert!(pilot.page("/compte/brouillons").await.says("À moitié écrit…"));
}

#[tokio::test]
async fn a_draft_may_be_thrown_away_from_its_page_and_from_the_list() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for list in [FORM, "/compte/brouillons"] {
        pilot.autosave(&pilot.open_form(FORM).await.fill("body", "À jeter.")).await;
        let discard = pilot.page(list).await.form("main form[action*=discard]");
        let answer = pilot.submit(&discard).await;
        assert_eq!((answer.status, answer.location()), (303, list));
        assert_eq!(app.drafts(app.world.pilot).await, []);
        assert!(!pilot.open_form(FORM).await.value("body").contains("jeter"));
    }
}

#[tokio::test]
async fn the_newest_of_two_devices_wins_with_a_notice() {
    let app = TestApp::open().await;
    let (phone, desk) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.pilot).await);
    let (short, long) = (phone.open_form(FORM).await, desk.open_form(FORM).await);
    phone.autosave(&short.fill("body", "Au téléphone.")).await;
    app.clock.advance(chrono::Duration::seconds(5));
    desk.autosave(&long.fill("body", "Au bureau.")).await;
    let page = phone.page(FORM).await;
    assert!(page.area("body") == "Au bureau." && page.has(".draft-notice"));
    let drafts = phone.page("/compte/brouillons").await;
    assert!(drafts.says("Au téléphone.") && drafts.says("Au bureau."), "the other is not lost");
}

#[tokio::test]
async fn the_update_and_the_moves_keep_their_drafts_too() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    for (page, field) in [("point", "done"), ("etat/suspendre", "reason")] {
        let path = format!("{SHEET}/{page}");
        coordinator.autosave(&coordinator.open_form(&path).await.fill(field, "Commencé…")).await;
        assert_eq!(coordinator.page(&path).await.area(field), "Commencé…");
    }
    assert_eq!(app.drafts(app.world.coordinator).await.len(), 2);
}

#[tokio::test]
async fn what_is_too_long_or_of_another_site_is_not_kept() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let (key, long) = (FormKey::new().to_string(), "x".repeat(512 * 1024 + 1));
    let answer = pilot.call("keep_draft", &[("key", &key), ("page", "/a"), ("fields", &long)]).await;
    assert_eq!((answer.status, answer.error()), (413, AppError::TooLarge));
    for page in ["", "evil", "//evil.example", "https://evil.example", "/\\evil", "/a?b", "/a#b", "/a\nb"] {
        let answer =
            pilot.call("keep_draft", &[("key", &key), ("page", page), ("fields", "form[x]=y")]).await;
        assert_eq!((answer.status, answer.error()), (400, AppError::Unreadable), "{page}");
    }
    let nil = FormKey::default().to_string();
    let answer = pilot.call("keep_draft", &[("key", &nil), ("page", "/a"), ("fields", "form[x]=y")]).await;
    assert_eq!(answer.status, 400);
    assert_eq!(app.count("draft").await, 0);
}

#[tokio::test]
async fn a_draft_that_no_form_can_read_breaks_no_page() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for fields in [
        "",
        "%%%",
        "form=1",
        "form[version]=x",
        "form[body][a][b]=c",
        "form[sheet]=nothing",
        "form[version]=99",
    ] {
        let key = FormKey::new().to_string();
        let answer = pilot.call("keep_draft", &[("key", &key), ("page", FORM), ("fields", fields)]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(pilot.page(FORM).await.status, 200, "{fields}");
        assert_eq!(pilot.page("/compte/brouillons").await.status, 200, "{fields}");
        app.clock.advance(chrono::Duration::seconds(1));
    }
}

#[tokio::test]
async fn the_preview_shows_the_text_as_the_sheet_will() {
    let app = TestApp::open().await;
    let form = crate::testapp::Form::raw("preview_markdown", "body", "# Titre\n**gras** <script>x</script>");
    let answer = app.sign_in(app.world.pilot).await.script(&form).await;
    let html: String = serde_json::from_slice(&answer.body).unwrap();
    assert!(html.contains("<h4>Titre</h4>") && html.contains("<strong>gras</strong>"));
    assert!(!html.contains("<script"));
    assert_eq!(app.anyone().script(&form).await.status, 401);
    let long = crate::testapp::Form::raw("preview_markdown", "body", &"é".repeat(20_001));
    assert_eq!(app.sign_in(app.world.pilot).await.script(&long).await.status, 413);
}
