//! « Mon travail »: what waits for each role, the most pressing first; drafts, requests; where one lands.
use app::{
    deliverable::model::DeliverableForm,
    milestone::model::Milestone,
    rows::{self, due::Due, store::Stored},
    vague::When,
};
use chrono::{Duration, NaiveDate};

use crate::editing::FORM;
use crate::testapp::{Form, Page, TEST, TestApp, Visitor};

const WORK: &str = "/mon-travail";
const SHEET: &str = "/ici/prst-4/fiches/1.2";

async fn work(visitor: &Visitor) -> Page {
    let page = visitor.page(WORK).await;
    assert_eq!(page.status, 200);
    page
}

async fn add<L: Stored>(app: &TestApp, line: L) {
    let sheet = app.sheet(SHEET).await;
    let permit = TEST.may(L::VERB, sheet.place()).unwrap();
    let tx = app.db.begin().await.unwrap();
    rows::store::add(&tx, &permit, &sheet, line, app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The day that many days ago.
fn day(app: &TestApp, ago: i64) -> NaiveDate {
    (app.clock.now() - Duration::days(ago)).date_naive()
}

async fn milestone(app: &TestApp, title: &str, ago: i64) {
    let due = Due::from(day(app, ago).format("%d/%m/%Y").to_string().parse::<When>().unwrap());
    add(app, Milestone { title: title.into(), due, goal: None, done_on: None }).await;
}

/// A deliverable of 1.2, expected on that day.
pub async fn deliverable(app: &TestApp, title: &str, due: NaiveDate) {
    let form = DeliverableForm {
        title: title.into(),
        kind: "kit".into(),
        nature: "relays".into(),
        rank: "final".into(),
        due: due.format("%d/%m/%Y").to_string(),
        ..DeliverableForm::default()
    };
    add(app, form.check().unwrap()).await;
}

#[tokio::test]
async fn a_pilot_finds_her_sheets_and_makes_her_update_from_there() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = work(&pilot).await;
    let titles = page.texts(".card h3");
    assert_eq!(titles[0], "1.1 Repérer l’usure professionnelle");
    assert_eq!(titles.len(), 4);
    let said = page.texts(".card");
    assert!(said[1].contains("Objectifs sécurisés") && said[1].contains("Dernier point il y a 20 jours"));
    assert!(said[1].contains("En cours, phase de cadrage") && said[1].contains("Vous : pilote"));
    assert!(said[0].contains("Aucun point d’avancement") && said[0].contains("Non renseignée"));
    // 1.3 is outlined: it takes no update yet
    let updates: Vec<_> =
        page.find(".card .fr-btn").iter().map(|a| a.attr("href").unwrap().to_owned()).collect();
    assert_eq!(updates, ["1.1", "1.2", "1.10"].map(|code| format!("/ici/prst-4/fiches/{code}/point")));
    assert_eq!(page.texts(".card .fr-btn")[0], "Faire le point sur 1.1");
    assert_eq!(pilot.page(&updates[0]).await.status, 200);
    assert!(page.says("4 fiches ouvertes") && page.says("Rien ne presse"), "{}", page.text("main"));
}

#[tokio::test]
async fn what_is_late_comes_first_and_the_oldest_before_the_others() {
    let app = TestApp::open().await;
    milestone(&app, "Kit relu", 5).await;
    deliverable(&app, "Guide remis", day(&app, 16)).await;
    milestone(&app, "Journée tenue", -20).await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = work(&pilot).await;
    assert_eq!(page.texts(".todos .row-title"), ["Guide remis", "Kit relu"]);
    assert_eq!(
        page.texts(".todos .meta"),
        [
            "1.2 Former les entreprises · livrable en retard de 16 jours",
            "1.2 Former les entreprises · jalon en retard de 5 jours"
        ]
    );
    assert_eq!(page.text("main > .meta .late"), "2 choses en retard");
    assert_eq!(page.find(".todos .fr-btn:not(.fr-btn--secondary)").len(), 1, "one filled button");
    let card = &page.texts(".card")[1];
    assert!(card.contains("0 jalon sur 2, 1 en retard") && card.contains("Ensuite : Guide remis"), "{card}");
    // the update that ticks them leaves nothing to do
    let form = pilot.open_form(&page.attribute(".todos .fr-btn:not(.fr-btn--secondary)", "href")).await;
    assert_eq!(form.action, "/api/add_update");
    // who only contributes reads the same cards, and has nothing to do
    let contributor = work(&app.sign_in(app.world.contributor).await).await;
    assert!(!contributor.has(".todos li") && !contributor.has(".card .fr-btn"));
    assert!(contributor.texts(".card")[1].contains("1 en retard"));
    // a sheet that is paused presses nobody
    app.sql("UPDATE action_sheet SET status = 'paused' WHERE code = '1.2'").await;
    assert!(!work(&pilot).await.has(".todos li"));
}

#[tokio::test]
async fn who_names_pilots_reads_at_once_which_actions_have_none() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let lines = async || work(&coordinator).await.texts("#a-faire ~ ul li");
    let before = lines().await;
    let path = "/ici/prst-4/tableau?voir=sans-pilote";
    assert!(!coordinator.page(path).await.says("Former les entreprises"));
    // those of her committee: 1.1, 1.2, 1.3 and 1.10
    app.sql("UPDATE mandate SET ends = starts WHERE role IN ('pilot', 'co_pilot')").await;
    let after = lines().await;
    assert_ne!(after, before);
    let own = after.iter().find(|line| line.contains("PRST 4, Ici")).expect("her plan");
    let table = coordinator.page(path).await;
    assert!(table.says("Former les entreprises"));
    let count = table.find("tbody .row").len();
    assert!(own.contains(&format!("{count} actions sans pilote")), "{own} / {count}");
    assert!(after.iter().all(|line| !line.contains("Ailleurs")), "{after:?}");
    assert_eq!(work(&coordinator).await.link(&format!("{count} actions sans pilote, PRST 4, Ici")), path);
    // who names nobody is not asked to
    assert!(!work(&app.sign_in(app.world.contributor).await).await.says("sans pilote"));
}

#[tokio::test]
async fn a_sheet_about_to_be_silent_asks_for_its_update() {
    let app = TestApp::open().await;
    let page = work(&app.sign_in(app.world.other_pilot).await).await;
    // 2.1 is 120 days in co-writing without a word, 2.2 had its last update 100 days ago; 2.4 is paused
    assert_eq!(page.texts(".todos .row-title"), ["Point d’avancement attendu", "Point d’avancement attendu"]);
    assert!(page.texts(".todos .meta")[0].starts_with("2.1 Prévenir les chutes · silencieuse, aucun point"));
    assert!(page.texts(".todos .meta")[1].ends_with("silencieuse, dernier point il y a 3 mois"));
    assert!(page.says("Mes fiches terminées (2)"));
    let pilot = work(&app.sign_in(app.world.pilot).await).await;
    assert!(!pilot.has(".todos li"), "1.2 had one twenty days ago");
    app.clock.advance(Duration::days(60));
    let pilot = work(&app.sign_in(app.world.pilot).await).await;
    let said = pilot.text(".todos .meta");
    assert!(said.contains("1.2 Former les entreprises · dernier point il y a 80 jours"), "{said}");
    assert!(!said.contains("1.2 Former les entreprises · silencieuse"), "{said}");
}

#[tokio::test]
async fn who_answers_finds_what_is_asked_and_who_asked_finds_the_answer() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(&format!("{SHEET}/appui/nouveau")).await;
    pilot.submit(&form.fill("about", "members").fill("request", "Un relais dans l’Ain")).await;
    assert!(work(&pilot).await.text(".side").contains("posée aujourd’hui"));

    for person in [app.world.coordinator, app.world.support] {
        let page = work(&app.sign_in(person).await).await;
        assert_eq!(page.texts(".todos .row-title"), ["Un relais dans l’Ain"]);
        assert_eq!(page.texts(".todos .fr-btn"), ["Répondre : Un relais dans l’Ain"]);
    }
    let coordinator = app.sign_in(app.world.coordinator).await;
    let answer = work(&coordinator).await.link("Répondre : Un relais dans l’Ain");
    let form = coordinator.open_form(&answer).await.fill("answer", "La Carsat vous appelle.");
    coordinator.submit(&form.fill("due", "fin 2099")).await;
    let side = work(&pilot).await;
    assert!(side.says("1 réponse reçue") && side.text(".side").contains("répondue le "));
    assert!(!work(&app.sign_in(app.world.support).await).await.has(".todos li"), "somebody holds it");

    // what was promised is settled from the same page
    let page = work(&coordinator).await;
    let settled = coordinator.submit(&page.form_of("Noter comme réglée : Un relais dans l’Ain")).await;
    assert_eq!(settled.status, 303);
    assert!(!work(&coordinator).await.has(".todos li") && !work(&pilot).await.has(".side"));
    for stranger in [app.world.other_pilot, app.world.council, app.world.neighbour] {
        assert!(!app.sign_in(stranger).await.get(WORK).await.text().contains("Un relais"));
    }
}

#[tokio::test]
async fn a_coordinator_finds_the_amendments_to_decide() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(&format!("{SHEET}/avenants/proposer/intitule")).await;
    pilot.submit(&form.fill("body", "Former autrement").fill("reason", "On a appris.")).await;
    let page = work(&app.sign_in(app.world.coordinator).await).await;
    assert_eq!(page.texts(".todos .row-title"), ["Avenant à décider : intitulé"]);
    assert!(page.text(".todos .meta").ends_with("proposé aujourd’hui par Dominique Pilote"));
    let path = page.link("Décider de l’avenant de 1.2");
    assert!(path.starts_with(&format!("{SHEET}/avenants/")));
    for other in [app.world.support, app.world.pilot, app.world.neighbour, app.world.council] {
        assert!(!work(&app.sign_in(other).await).await.has(".todos li"));
    }
}

#[tokio::test]
async fn a_draft_waits_here_and_on_its_sheet_until_it_is_sent_or_thrown_away() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "Ce que j’écrivais.");
    pilot.autosave(&form).await;
    let page = work(&pilot).await;
    assert_eq!(page.link("Enjeu et contexte, action 1.1"), FORM);
    assert!(page.text(".side").contains(", pas encore enregistré"), "{}", page.text(".side"));
    let sheet = pilot.page("/ici/prst-4/fiches/1.1").await;
    assert!(
        sheet.text(".draft-notice").starts_with("Un brouillon vous attend ici"),
        "{}",
        sheet.text("main")
    );
    assert_eq!(sheet.attribute(".draft-notice a", "href"), FORM);
    // hers alone, of this sheet alone: 1.10 begins as 1.1 does
    assert!(!pilot.page("/ici/prst-4/fiches/1.10").await.has(".draft-notice"));
    assert!(!app.sign_in(app.world.co_pilot).await.page("/ici/prst-4/fiches/1.1").await.has(".draft-notice"));
    let thrown = pilot.submit(&page.form_of("Jeter le brouillon : Enjeu et contexte, action 1.1")).await;
    assert!(thrown.location().starts_with(WORK));
    assert!(!work(&pilot).await.has(".side") && app.count("draft").await == 0);
    assert!(!pilot.page("/ici/prst-4/fiches/1.1").await.has(".draft-notice"));
    pilot.submit(&pilot.open_form(&format!("{SHEET}/jalons/nouveau")).await.fill("title", "Kit")).await;
    let page = work(&pilot).await;
    assert!(page.text(".side").contains(", refusé à l’envoi"), "{}", page.text("main"));
}

#[tokio::test]
async fn who_signs_in_lands_at_her_work_when_a_mandate_gives_her_some() {
    let app = TestApp::open().await;
    let lands = async |person: app::ids::PersonId, then: &str| {
        let form = Form::of("sign_in_demo", &[("person", &person.to_string()), ("then", then)]);
        app.anyone().submit(&form).await.location().to_owned()
    };
    for person in [app.world.pilot, app.world.council, app.world.coordinator] {
        assert_eq!(lands(person, "/").await, WORK);
    }
    assert_eq!(lands(app.world.stranger, "/").await, "/");
    assert_eq!(lands(app.world.former, "").await, "/", "her mandate is over");
    assert_eq!(lands(app.world.pilot, "/ici/prst-4/tableau").await, "/ici/prst-4/tableau");
}

#[tokio::test]
async fn an_empty_page_says_what_it_is_for_and_where_to_go() {
    let app = TestApp::open().await;
    let council = work(&app.sign_in(app.world.council).await).await;
    assert!(council.says("Rien n’attend de vous aujourd’hui."));
    assert_eq!(council.link("Voir où en est le plan"), "/ici/prst-4/tableau");
    // whose sheets are another's to update is not told that they are up to date
    let member = work(&app.sign_in(app.world.contributor).await).await;
    assert!(member.has(".card") && member.says("Rien n’attend de vous"), "{}", member.text("main"));
    let stranger = work(&app.sign_in(app.world.stranger).await).await;
    assert!(stranger.says("Aucun mandat en cours") && stranger.link("vos mandats") == "/compte");
    assert!(work(&app.sign_in(app.world.admin).await).await.says("Rien n’attend."));
    assert_eq!(app.anyone().get(WORK).await.status, 401);
}
