//! A project or an indicator is given up like a deliverable: with a reason, in sight, once, and it may be taken up again.
use app::error::AppError;

use crate::editing::SHEET;
use crate::testapp::{Form, Page, TestApp, Visitor};

/// The kinds that are given up like deliverables: list, table, how one is called, the button that takes it up again.
const KINDS: [(&str, &str, &str, &str); 2] = [
    ("projets", "project", "projet", "Reprendre ce projet"),
    ("indicateurs", "indicator", "indicateur", "Reprendre cet indicateur"),
];

/// Adds a line to a list of projects or of indicators.
pub async fn add(visitor: &Visitor, list: &str, title: &str) -> Page {
    let form = visitor.open_form(&format!("{list}/nouveau")).await.fill("title", title);
    let form = if list.ends_with("indicateurs") { form.fill("kind", "realisation") } else { form };
    visitor.follow(&visitor.submit(&form).await).await
}

/// The form that gives a line of a list up.
async fn opened(visitor: &Visitor, list: &str, title: &str) -> Form {
    let path = visitor.page(list).await.link(&format!("Abandonner… : {title}"));
    visitor.open_form(&path).await
}

/// Gives a line of a list up.
pub async fn give_up(visitor: &Visitor, list: &str, title: &str, reason: &str, detail: &str) -> Page {
    let form = opened(visitor, list, title).await.fill("reason", reason).fill("detail", detail);
    visitor.follow(&visitor.submit(&form).await).await
}

#[tokio::test]
async fn one_that_is_given_up_says_why_and_when_stays_in_sight_and_can_be_taken_up() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    for (slug, _, noun, again) in KINDS {
        let list = format!("{SHEET}/{slug}");
        let path = add(&pilot, &list, "Repérer").await.link("Abandonner… : Repérer");
        let form = pilot.open_form(&path).await.fill("detail", "la branche en a un");
        let refused = pilot.follow(&pilot.submit(&form).await).await;
        assert!(refused.text("title").starts_with("Erreur"), "{}", refused.text("main"));
        assert!(refused.text("#reason-erreur").contains("Choisissez le motif"));
        assert_eq!(refused.attribute("#detail", "value"), "la branche en a un", "nothing typed is lost");

        let form = refused.form("form.entry").fill("reason", "elsewhere");
        let page = pilot.follow(&pilot.submit(&form).await).await;
        assert_eq!(page.text(".flash").to_lowercase(), format!("{noun} abandonné."));
        let day = app::when::date(app.clock.now().with_timezone(&chrono_tz::Europe::Paris).date_naive());
        let told = format!("le {day}, c’est fait ailleurs : la branche en a un");
        for read in [&page, &co_pilot.page(SHEET).await] {
            assert!(read.says("Repérer") && read.says(&format!("Abandonné {told}")), "{}", read.text("main"));
        }
        assert!(
            app.text("SELECT text FROM history ORDER BY at DESC, id DESC LIMIT 1")
                .await
                .contains("abandonné le ")
        );

        // it is neither removed nor given up again, and its form leaves it where it stands
        assert_eq!(pilot.get(&path).await.status, 403);
        let edit = page.link("Modifier : Repérer");
        assert!(!pilot.page(&edit).await.has("input[value=remove]"));
        let remove = page.form_of(&format!("{again} : Repérer"));
        let removed = pilot.script(&remove.clone().fill("act", "remove")).await;
        assert!(matches!(removed.error(), AppError::Forbidden(_)));
        let form = pilot.open_form(&edit).await.fill("title", "Repérer tôt");
        let page = pilot.follow(&pilot.submit(&form).await).await;
        assert!(page.says("Repérer tôt") && page.says(&told), "{}", page.text("main"));

        let take_up = page.form_of(&format!("{again} : Repérer tôt"));
        let page = pilot.follow(&pilot.submit(&take_up).await).await;
        assert_eq!(page.text(".flash").to_lowercase(), format!("{noun} repris."));
        assert!(!page.says("Abandonné ") && pilot.page(&edit).await.has("input[value=remove]"));
    }
    assert_eq!(app.drafts(app.world.pilot).await, []);
}

#[tokio::test]
async fn a_double_click_gives_it_up_once_and_the_second_of_two_people_is_told() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    for (slug, table, ..) in KINDS {
        let list = format!("{SHEET}/{slug}");
        add(&pilot, &list, "Repérer").await;
        let hers = opened(&pilot, &list, "Repérer").await.fill("reason", "pilot");
        let his = opened(&co_pilot, &list, "Repérer").await.fill("reason", "means");
        let (one, two) = tokio::join!(pilot.submit(&hers), pilot.submit(&hers));
        assert_eq!((one.status, one.location()), (two.status, two.location()));
        assert!(pilot.follow(&one).await.says("il n’y a plus de pilote"));
        assert!(matches!(co_pilot.script(&his).await.error(), AppError::Stale));
        let version = app.text(&format!("SELECT CAST(version AS TEXT) FROM {table}")).await;
        assert_eq!(version, "2", "one change");
    }
}

#[tokio::test]
async fn a_line_of_another_sheet_is_not_there_to_be_given_up() {
    let app = TestApp::open().await;
    let (pilot, stranger) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.stranger).await);
    let other = app.sheet("/ici/prst-4/fiches/1.2").await;
    for (slug, ..) in KINDS {
        let path = add(&pilot, &format!("{SHEET}/{slug}"), "Repérer").await.link("Abandonner… : Repérer");
        let elsewhere = path.replace("/fiches/1.1/", "/fiches/1.2/");
        assert_eq!(pilot.get(&elsewhere).await.status, 404);
        assert_eq!(stranger.get(&path).await.status, 404);
        let form = pilot.open_form(&path).await.fill("reason", "means");
        assert!(matches!(stranger.script(&form).await.error(), AppError::NotFound));
        let form = form.fill("sheet", &other.id.to_string());
        assert!(matches!(pilot.script(&form).await.error(), AppError::NotFound));
    }
    assert!(!pilot.page(SHEET).await.says("Abandonné"));
}
