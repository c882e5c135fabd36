//! Milestones: dates as they are said, put off, reached.
use app::error::AppError;

use crate::editing::SHEET;
use crate::testapp::{Form, Page, TestApp, Visitor};

const LIST: &str = "/ici/prst-4/fiches/1.1/jalons";

async fn add(visitor: &Visitor, title: &str, due: &str) -> Page {
    let form = visitor.open_form(&format!("{LIST}/nouveau")).await;
    visitor.follow(&visitor.submit(&form.fill("title", title).fill("due", due)).await).await
}

#[tokio::test]
async fn a_pilot_adds_a_milestone_puts_it_off_and_reaches_it() {
    let app = TestApp::open().await;
    let (pilot, council) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let page = add(&pilot, "Kit relu", "juin 2001").await;
    assert_eq!(page.text(".flash"), "Jalon enregistré.");
    assert!(page.says("Kit relu") && page.says("juin 2001 · en retard"), "{}", page.text("main"));

    let edit = page.link("Modifier : Kit relu");
    let page = pilot.follow(&pilot.submit(&pilot.open_form(&edit).await.fill("due", "fin 2099")).await).await;
    assert!(page.says("fin 2099 · prévu · repoussé 1 fois · avant : juin 2001"), "{}", page.text("main"));

    let page = pilot.follow(&pilot.submit(&page.form("main form[action*=tick]")).await).await;
    assert!(page.says("fait le") && page.text(".flash") == "Jalon fait.", "{}", page.text("main"));
    let sheet = council.page(SHEET).await;
    assert!(sheet.says("Kit relu") && sheet.says("repoussé 1 fois"), "{}", sheet.text("main"));

    let page = pilot.follow(&pilot.submit(&page.form("main form[action*=tick]")).await).await;
    assert!(page.says("fin 2099 · prévu") && page.text(".flash") == "Jalon rouvert.");
}

#[tokio::test]
async fn a_date_that_cannot_be_read_is_refused_at_its_field_and_kept_as_it_was_typed() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = add(&pilot, "Kit relu", "à la rentrée").await;
    assert!(
        page.text("#due-erreur")
            .contains("« à la rentrée » ne se lit pas comme une date. Écrivez par exemple")
    );
    assert_eq!(page.attribute("#due", "value"), "à la rentrée");
    assert_eq!(page.attribute("#title", "value"), "Kit relu");
    assert!(page.text("title").starts_with("Erreur"));
    assert_eq!(app.count("milestone").await, 0);
}

#[tokio::test]
async fn the_second_of_two_editors_loses_nothing_and_overwrites_nothing() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let edit = add(&pilot, "Kit relu", "2098").await.link("Modifier : Kit relu");
    let (hers, his) = (pilot.open_form(&edit).await, co_pilot.open_form(&edit).await);
    pilot.submit(&hers.fill("due", "2099")).await;
    let page = co_pilot.follow(&co_pilot.submit(&his.fill("due", "T1 2098")).await).await;
    assert!(
        page.says("Rien n’est enregistré")
            && page.says("Enregistré entre-temps par Dominique Pilote, le ")
            && page.attribute("#due", "value") == "T1 2098"
    );
    assert!(page.says("2099 · prévu · repoussé 1 fois · avant : 2098"), "{}", page.text("main"));
    assert!(co_pilot.page(LIST).await.says("2099 · prévu"));
}

#[tokio::test]
async fn a_double_click_is_one_change_and_what_is_removed_stays_in_the_history() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = add(&pilot, "Kit relu", "2099").await;
    let tick = page.form("main form[action*=tick]");
    let (one, two) = tokio::join!(pilot.submit(&tick), pilot.submit(&tick));
    assert_eq!((one.status, one.location()), (two.status, two.location()));
    let edit = pilot.page(LIST).await.link("Modifier : Kit relu");
    let page = pilot.page(&edit).await;
    assert!(page.text("main details").contains("« Kit relu » et ce qui y est écrit quittent la fiche"));
    pilot.submit(&page.form("main details form[action*=tick]")).await;
    assert!(pilot.page(LIST).await.says("Aucun jalon."));
    let told =
        app.text("SELECT text FROM history WHERE part = 'milestone' ORDER BY version DESC LIMIT 1").await;
    assert!(told.starts_with("Retiré\u{a0}: Kit relu, 2099, fait le "), "{told}");
}

#[tokio::test]
async fn the_timetable_stays_free_after_the_adoption_and_ends_with_the_sheet() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    app.sql("UPDATE action_sheet SET stage = 'running', status = 'running' WHERE address = '1.1'").await;
    assert!(add(&pilot, "Kit relu", "2099").await.says("Kit relu"));
    let form =
        pilot.open_form(&format!("{LIST}/nouveau")).await.fill("title", "Trop tard").fill("due", "2099");
    app.sql("UPDATE action_sheet SET status = 'closed' WHERE address = '1.1'").await;
    let answer = pilot.script(&form).await;
    assert!(matches!(answer.error(), AppError::Forbidden(why) if why.contains("Cette fiche est close")));
    let page = pilot.page(LIST).await;
    assert!(page.says("Kit relu") && !page.has("main form"), "it is still read");
}

#[tokio::test]
async fn a_milestone_is_changed_through_its_own_sheet_only() {
    let app = TestApp::open().await;
    let (pilot, other) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.other_pilot).await);
    let page = add(&pilot, "Kit relu", "2099").await;
    let form = page.form("main form[action*=tick]");
    let elsewhere = app.sheet("/ici/prst-4/fiches/2.1").await;
    for (visitor, sheet) in [(&other, form.value("sheet")), (&other, elsewhere.id.to_string())] {
        let status = visitor
            .script(&Form::of(
                "tick_milestone",
                &[
                    ("key", &app::ids::FormKey::new().to_string()),
                    ("page", LIST),
                    ("sheet", &sheet),
                    ("line", &form.value("line")),
                    ("version", "1"),
                    ("act", "remove"),
                ],
            ))
            .await
            .status;
        assert!(status == 403 || status == 404, "{status}");
    }
    assert_eq!(app.count("milestone").await, 1);
}

#[tokio::test]
async fn an_update_ticks_what_is_reached_and_a_refused_one_ticks_nothing_and_forgets_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for (title, due) in [("Kit relu", "2001"), ("Enquête", "2002"), ("Bilan", "2099")] {
        add(&pilot, title, due).await;
    }
    let page = pilot.page(&format!("{SHEET}/point")).await;
    assert_eq!(
        page.texts("fieldset [type=checkbox] + span strong"),
        ["Kit relu", "Enquête"],
        "2099 is not at hand"
    );
    let id = page.find("[type=checkbox]").first().unwrap().attr("value").unwrap().to_owned();
    let form = page.form("form.entry").fill("confidence", "secured").fill("ticked][", &id);
    let refused = pilot.follow(&pilot.submit(&form.fill("done", "")).await).await;
    assert_eq!(refused.find("[type=checkbox][checked]").len(), 1);
    assert!(pilot.page(LIST).await.find("main .late").len() == 2);

    let form = refused.form("form.entry").fill("done", "Relu.").fill("next", "Suite.").fill("ticked][", &id);
    let sheet = pilot.follow(&pilot.submit(&form).await).await;
    assert!(sheet.says("Relu.") && sheet.says("fait le"), "{}", sheet.text("main"));
    assert_eq!(pilot.page(LIST).await.find("main .late").len(), 1);
    assert_eq!(app.drafts(app.world.pilot).await, []);
}
