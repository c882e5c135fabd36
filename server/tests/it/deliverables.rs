//! Expected deliverables: named, begun, handed in, given up with a reason; ticked by an update; counted by the table.
use app::error::AppError;

use crate::editing::SHEET;
use crate::testapp::{Form, Page, TestApp, Visitor};

const LIST: &str = "/ici/prst-4/fiches/1.1/livrables";

async fn add(visitor: &Visitor, title: &str, due: &str) -> Page {
    let form = visitor.open_form(&format!("{LIST}/nouveau")).await;
    let form = form.fill("title", title).fill("kind", "guide").fill("nature", "firms").fill("rank", "final");
    visitor.follow(&visitor.submit(&form.fill("due", due)).await).await
}

/// The button of a line of the list.
fn button(page: &Page, act: &str) -> Form {
    page.form(&format!("main form[action*=move_deliverable]:has(input[value={act}])"))
}

#[tokio::test]
async fn a_pilot_names_a_deliverable_begins_it_and_hands_it_in() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let page = add(&pilot, "Guide de repérage", "juin 2001").await;
    assert_eq!(page.text(".flash"), "Livrable enregistré.");
    assert!(
        page.says("Guide pour les entreprises") && page.says("juin 2001 · en retard, attendu"),
        "{}",
        page.text("main")
    );
    let page = pilot.follow(&pilot.submit(&button(&page, "begin")).await).await;
    assert!(page.says("en retard, en rédaction") && page.text(".flash") == "Livrable en rédaction.");
    let page = pilot.follow(&pilot.submit(&button(&page, "submit")).await).await;
    assert!(page.says("juin 2001 · remis le ") && !page.says("en retard"), "{}", page.text("main"));
    assert!(co_pilot.page(SHEET).await.says("Guide de repérage"));

    let edit = page.link("Modifier : Guide de repérage");
    let form = pilot.open_form(&edit).await.fill("title", "Guide de repérage, version 2").fill("due", "2099");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(
        page.says("2099 · remis le ") && page.says("repoussé 1 fois · avant : juin 2001"),
        "{}",
        page.text("main")
    );
}

#[tokio::test]
async fn one_that_is_given_up_says_why_stays_in_sight_and_can_be_taken_up() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = add(&pilot, "Film de témoignages", "2001").await;
    let path = page.link("Abandonner… : Film de témoignages");
    let form = pilot.open_form(&path).await;
    let refused =
        pilot.follow(&pilot.submit(&form.clone().fill("detail", "le devis dépasse le budget")).await).await;
    assert!(refused.says("Choisissez le motif") && refused.text("title").starts_with("Erreur"));
    assert_eq!(refused.attribute("#detail", "value"), "le devis dépasse le budget");
    let page = pilot.follow(&pilot.submit(&refused.form("form.entry").fill("reason", "means")).await).await;
    assert_eq!(page.text(".flash"), "Livrable abandonné.");
    assert!(
        page.says("les moyens manquent : le devis dépasse le budget") && !page.says("en retard"),
        "{}",
        page.text("main")
    );
    assert_eq!(pilot.get(&path).await.status, 403, "it is given up once");
    assert!(pilot.page(SHEET).await.says("Film de témoignages"));
    assert_eq!(app.drafts(app.world.pilot).await, []);

    let page = pilot.follow(&pilot.submit(&button(&page, "take_up")).await).await;
    assert!(page.says("2001 · en retard, attendu"), "{}", page.text("main"));
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_and_a_double_click_is_one_move() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let page = add(&pilot, "Guide", "2098").await;
    let edit = page.link("Modifier : Guide");
    let his = co_pilot.open_form(&edit).await;
    let begin = button(&page, "begin");
    let (one, two) = tokio::join!(pilot.submit(&begin), pilot.submit(&begin));
    assert_eq!((one.status, one.location()), (two.status, two.location()));
    let page = co_pilot.follow(&co_pilot.submit(&his.fill("publics", "aides à domicile")).await).await;
    assert!(page.says("Rien n’est enregistré") && page.says("Enregistré entre-temps"));
    assert!(page.says("en rédaction") && page.attribute("#publics", "value") == "aides à domicile");
    let page = co_pilot.follow(&co_pilot.submit(&page.form("form.entry")).await).await;
    assert!(page.says("aides à domicile") && page.says("en rédaction"), "{}", page.text("main"));
}

#[tokio::test]
async fn what_was_begun_is_not_removed_and_what_is_not_legal_is_not_done() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = add(&pilot, "Guide", "2098").await;
    let edit = page.link("Modifier : Guide");
    assert!(pilot.page(&edit).await.says("Retirer ce livrable"));
    let page = pilot.follow(&pilot.submit(&button(&page, "begin")).await).await;
    assert!(!pilot.page(&edit).await.says("Retirer ce livrable"));
    let again = button(&page, "submit").fill("act", "begin");
    assert_eq!(pilot.script(&again).await.status, 400);
    let remove = button(&pilot.page(LIST).await, "submit").fill("act", "remove");
    assert!(matches!(pilot.script(&remove).await.error(), AppError::Forbidden(_)));
    assert_eq!(app.count("deliverable").await, 1);
}

#[tokio::test]
async fn a_closed_sheet_keeps_its_deliverables_and_takes_no_other() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    add(&pilot, "Guide", "2001").await;
    let form = pilot.open_form(&format!("{LIST}/nouveau")).await;
    app.sql("UPDATE action_sheet SET status = 'abandoned', reason = 'x' WHERE address = '1.1'").await;
    let form =
        form.fill("title", "Trop tard").fill("kind", "kit").fill("nature", "relays").fill("rank", "final");
    assert!(matches!(pilot.script(&form.fill("due", "2099")).await.error(), AppError::Forbidden(_)));
    let page = pilot.page(LIST).await;
    assert!(page.says("Guide") && !page.has("main form"), "it is still read");
}

#[tokio::test]
async fn an_update_hands_in_what_is_ticked_and_says_what_comes_next_when_nothing_is_due() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let point = format!("{SHEET}/point");
    assert!(pilot.page(&point).await.says("ni jalon ni livrable à cocher"));
    add(&pilot, "Bilan", "2099").await;
    let page = pilot.page(&point).await;
    assert!(
        !page.has("[type=checkbox]") && page.says("Prochaine échéance : « Bilan », 2099."),
        "{}",
        page.text("main")
    );
    add(&pilot, "Guide", "2001").await;
    let page = pilot.page(&point).await;
    assert!(page.says("livrable, 2001 · en retard de "), "{}", page.text("main"));
    let id = page.attribute("[type=checkbox]", "value");
    let form = page.form("form.entry").fill("done", "Relu.").fill("next", "Suite.");
    let form = form.fill("confidence", "secured").fill("submitted][", &id);
    let sheet = pilot.follow(&pilot.submit(&form).await).await;
    assert!(
        sheet.says("Relu.") && sheet.text(".dates .done").contains("remis le "),
        "{}",
        sheet.text("main")
    );
}

#[tokio::test]
async fn the_table_counts_what_is_handed_in_late_and_given_up() {
    let app = TestApp::open().await;
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    for (title, due) in [("Guide", "2001"), ("Kit", "2002"), ("Film", "2003")] {
        add(&pilot, title, due).await;
    }
    let late = "/ici/prst-4/tableau?voir=retard";
    let page = coordinator.page(late).await;
    assert!(
        page.text("tr.row").contains("0 remis sur 3") && page.text("tr.row").contains("3 en retard"),
        "{}",
        page.text("tr.row")
    );
    let list = pilot.page(LIST).await;
    let first = list.form("main li:first-child form[action*=move_deliverable]").fill("act", "submit");
    pilot.submit(&first).await;
    for title in ["Kit", "Film"] {
        let form = pilot.open_form(&pilot.page(LIST).await.link(&format!("Abandonner… : {title}"))).await;
        pilot.submit(&form.fill("reason", "elsewhere")).await;
    }
    assert!(coordinator.page(late).await.says("Aucune action ne répond"), "given up is not late");
    let row = coordinator.page("/ici/prst-4/tableau?q=1.1").await.text("tr.row");
    assert!(row.contains("1 remis sur 1") && row.contains("2 abandonnés"), "{row}");
    let csv = coordinator.get("/ici/prst-4/tableau.donnees.csv?q=1.1").await.text();
    assert!(csv.contains("livrables_remis") && csv.contains(",1,0,0,2,,"), "{csv}");
}
