//! Requests for support: asked, taken, answered, settled, asked again; by whom, and what the second of two is told.
use app::{ask, error::AppError};

use crate::testapp::{Form, Page, TestApp, Visitor};

const SHEET: &str = "/ici/prst-4/fiches/1.2";
const NEW: &str = "/ici/prst-4/fiches/1.2/appui/nouveau";
const QUEUE: &str = "/ici/prst-4/appuis";
const REQUEST: &str = "Trouver un relais dans l’Ain";

async fn fill(visitor: &Visitor, request: &str) -> Form {
    visitor.open_form(NEW).await.fill("about", "members").fill("request", request)
}

/// Asks, and reads the page of the request.
async fn asked(visitor: &Visitor, request: &str) -> (String, Page) {
    let answer = visitor.submit(&fill(visitor, request).await).await;
    let path = answer.location().split('?').next().unwrap().to_owned();
    (path, visitor.follow(&answer).await)
}

async fn answered(visitor: &Visitor, path: &str, text: &str, due: &str) -> Page {
    let form = visitor.open_form(&format!("{path}/repondre")).await.fill("answer", text).fill("due", due);
    visitor.follow(&visitor.submit(&form).await).await
}

fn days(app: &TestApp, days: i64) {
    app.clock.advance(chrono::Duration::days(days));
}

#[tokio::test]
async fn a_pilot_sees_where_her_request_stands_from_the_asking_to_the_settling() {
    let app = TestApp::open().await;
    let (path, page) = asked(&app.sign_in(app.world.pilot).await, REQUEST).await;
    assert_eq!(page.text(".flash"), "Demande envoyée à la Dreets.");
    assert!(page.says("à la Dreets · posée aujourd’hui"), "{}", page.text("main"));

    days(&app, 40);
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    let sheet = pilot.page(SHEET).await;
    assert!(sheet.says("à la Dreets · 40 jours sans réponse"), "{}", sheet.text("main"));

    let queue = coordinator.page(QUEUE).await;
    assert!(queue.says("1 demande") && queue.says("sans responsable"), "{}", queue.text("main"));
    assert!(queue.says("Membres à trouver · demandée il y a 40 jours par Dominique Pilote"));
    assert!(queue.says("Action 1.2, Former les entreprises · Dominique Pilote"));
    let page = coordinator.follow(&coordinator.submit(&queue.form("main .asks form")).await).await;
    assert!(page.says("à la Dreets (Alix Coordination)") && page.says("Responsable : Alix Coordination"));

    let page = answered(&coordinator, &path, "La Carsat de l’Ain vous appelle.", "fin 2099").await;
    assert_eq!(page.text(".flash"), "Réponse envoyée.");
    let sheet = pilot.page(SHEET).await;
    assert!(
        sheet.says("répondue le ") && sheet.says(" par Alix Coordination · pour fin 2099"),
        "{}",
        sheet.text("main")
    );
    assert!(pilot.page(&path).await.says("La Carsat de l’Ain vous appelle."));

    let page = coordinator.page(&path).await;
    let page = coordinator.follow(&coordinator.submit(&page.form("main .actions form")).await).await;
    assert!(page.text(".flash") == "Demande réglée." && page.says("réglée le "), "{}", page.text("main"));
    assert!(coordinator.page(QUEUE).await.says("Aucune demande n’attend."));

    let reopen = pilot.page(&path).await.link("Cela n’a pas suffi : rouvrir");
    let form = pilot.open_form(&reopen).await.fill("text", "Personne n’a appelé.");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.says("posée aujourd’hui") && page.says("Personne n’a appelé."), "{}", page.text("main"));
    assert!(page.says("La Carsat de l’Ain vous appelle."), "what was answered stays in the thread");
    let kinds = "SELECT kind FROM outbox WHERE kind LIKE 'ask_%' ORDER BY id DESC LIMIT 1";
    assert_eq!((app.text(kinds).await, app.count("ask").await), ("ask_reopened".into(), 1));
}

#[tokio::test]
async fn an_update_asks_in_the_same_submission_and_a_refused_one_asks_nothing_and_forgets_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(&format!("{SHEET}/point")).await;
    let form = form.fill("confidence", "support").fill("request", REQUEST).fill("next", "");
    let page = pilot.follow(&pilot.submit(&form.fill("done", "Relu.")).await).await;
    assert!(page.says("À quel sujet : choisissez dans la liste."), "{}", page.text("main"));
    assert_eq!(page.area("request").trim(), REQUEST);
    assert_eq!((app.count("ask").await, app.count("progress_update").await), (0, 5));

    let form = page.form("form.entry").fill("about", "members").fill("next", "Suite.");
    let sheet = pilot.follow(&pilot.submit(&form).await).await;
    assert!(sheet.says("Relu.") && sheet.says("à la Dreets · posée aujourd’hui"), "{}", sheet.text("main"));
    assert!(sheet.text(".flash").contains("Demande d’appui envoyée à la Dreets"), "{}", sheet.text(".flash"));
    assert_eq!((app.count("ask").await, app.count("progress_update").await), (1, 6));
    assert_eq!(app.drafts(app.world.pilot).await, []);
}

#[tokio::test]
async fn an_update_that_asks_nothing_opens_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(&format!("{SHEET}/point")).await;
    let form = form.fill("confidence", "support").fill("done", "Relu.").fill("next", "Suite.");
    assert!(pilot.follow(&pilot.submit(&form).await).await.says("Relu."));
    assert_eq!(app.count("ask").await, 0);
}

#[tokio::test]
async fn while_a_request_waits_an_update_offers_to_ask_it_again() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let (path, _) = asked(&pilot, REQUEST).await;
    let page = pilot.page(&format!("{SHEET}/point")).await;
    assert!(page.says("Votre demande à la Dreets : posée aujourd’hui.") && !page.has("#request"));
    let id = path.rsplit('/').next().unwrap();
    let form = page.form("form.entry").fill("done", "Relu.").fill("next", "Suite.");
    let form =
        form.fill("confidence", "support").fill("obstacle", "Toujours personne.").fill("reminded][", id);
    let sheet = pilot.follow(&pilot.submit(&form).await).await;
    assert!(sheet.says("relancée 1 fois"), "{}", sheet.text("main"));
    assert!(sheet.text(".flash").contains("Demande d’appui relancée"), "{}", sheet.text(".flash"));
    assert!(pilot.page(&path).await.says("Toujours personne."));
    assert_eq!(app.count("ask").await, 1);
}

#[tokio::test]
async fn the_second_of_two_who_answer_is_told_and_loses_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let (path, _) = asked(&pilot, REQUEST).await;
    let (one, two) = (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.support).await);
    let open = format!("{path}/repondre");
    let (hers, his) = (one.open_form(&open).await, two.open_form(&open).await);
    one.submit(&hers.fill("answer", "La Carsat s’en charge.").fill("due", "2099")).await;
    let refused = two.submit(&his.fill("answer", "La MSA s’en charge.").fill("due", "2098")).await;
    let page = two.follow(&refused).await;
    assert!(
        page.says("Rien n’est enregistré") && page.says("Enregistré entre-temps"),
        "{}",
        page.text("main")
    );
    assert!(page.says("Réponse de Alix Coordination : La Carsat s’en charge."), "{}", page.text("main"));
    assert_eq!(
        (page.area("answer").trim(), page.attribute("#due", "value").as_str()),
        ("La MSA s’en charge.", "2098")
    );
    // having read both, she may say it better
    let page = two
        .follow(&two.submit(&page.form("form.entry").fill("answer", "Les deux s’en chargent.")).await)
        .await;
    assert!(page.says("par Camille Appui · pour 2098"), "{}", page.text("main"));
}

#[tokio::test]
async fn a_double_click_asks_once_and_a_session_that_expires_loses_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = fill(&pilot, REQUEST).await;
    let (one, two) = tokio::join!(pilot.submit(&form), pilot.submit(&form));
    assert_eq!((one.status, one.location()), (303, two.location()));
    assert_eq!(app.count("ask").await, 1);

    let form = fill(&pilot, "Une autre demande, longue à écrire").await;
    app.let_sessions_expire();
    assert!(pilot.submit(&form).await.location().starts_with("/compte/connexion?suite="));
    let again = app.sign_in(app.world.pilot).await.page(NEW).await;
    assert_eq!(again.area("request").trim(), "Une autre demande, longue à écrire");
    assert_eq!(app.count("ask").await, 1);
}

#[tokio::test]
async fn the_committee_reads_a_request_and_the_council_does_not() {
    let app = TestApp::open().await;
    let (path, _) = asked(&app.sign_in(app.world.pilot).await, REQUEST).await;
    let member = app.sign_in(app.world.contributor).await;
    let page = member.page(&path).await;
    assert!(
        page.status == 200 && !page.has("main form") && !page.has("main .actions a"),
        "she reads, and no more"
    );
    assert!(member.page(SHEET).await.says(REQUEST));
    for person in [app.world.council, app.world.other_pilot] {
        let visitor = app.sign_in(person).await;
        assert!(!visitor.page(SHEET).await.says(REQUEST));
        assert_eq!((visitor.get(&path).await.status, visitor.get(QUEUE).await.status), (404, 403));
    }
    let other = app.sign_in(app.world.other_pilot).await;
    assert_eq!(other.get(NEW).await.status, 403);
}

#[tokio::test]
async fn a_request_is_reached_through_its_own_sheet_only() {
    let app = TestApp::open().await;
    let (path, _) = asked(&app.sign_in(app.world.pilot).await, REQUEST).await;
    let id = path.rsplit('/').next().unwrap();
    let coordinator = app.sign_in(app.world.coordinator).await;
    assert_eq!(coordinator.get(&format!("/ici/prst-4/fiches/2.1/appui/{id}")).await.status, 404);
    let elsewhere = app.sheet("/ici/prst-4/fiches/2.1").await.id.to_string();
    let key = app::ids::FormKey::new().to_string();
    let owner = app.world.coordinator.to_string();
    let fields =
        [("key", key.as_str()), ("sheet", &elsewhere), ("ask", id), ("version", "1"), ("owner", &owner)];
    assert_eq!(coordinator.call("take_ask", &fields).await.status, 404);
}

#[tokio::test]
async fn only_somebody_who_may_answer_takes_charge() {
    let app = TestApp::open().await;
    let (path, _) = asked(&app.sign_in(app.world.pilot).await, REQUEST).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let page = coordinator.page(&path).await;
    assert_eq!(
        page.texts("select#owner option"),
        ["Choisir", "Alix Coordination", "Bao Coordination", "Camille Appui"]
    );
    let take = page.form("form.inline-form");
    let refused = coordinator.script(&take.clone().fill("owner", &app.world.pilot.to_string())).await;
    assert!(matches!(refused.error(), AppError::Invalid(errors) if errors[0].field == "owner"));
    let given = take.fill("owner", &app.world.support.to_string());
    let page = coordinator.follow(&coordinator.submit(&given).await).await;
    assert!(page.says("à la Dreets (Camille Appui)"), "{}", page.text("main"));
    let (other, page) = asked(&app.sign_in(app.world.pilot).await, "Une salle à Lyon").await;
    assert!(!page.says("Prendre en charge"));
    assert_eq!(coordinator.page(&other).await.texts("form.inline-form button"), ["Confier"]);
    let page = coordinator.press(&other, "Prendre en charge").await;
    assert!(page.says("à la Dreets (Alix Coordination)") && !page.says("Prendre en charge"));
}

#[tokio::test]
async fn a_sheet_that_is_over_asks_nothing_more_and_what_it_asked_is_still_answered() {
    let app = TestApp::open().await;
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    let (path, _) = asked(&pilot, REQUEST).await;
    let form = fill(&pilot, "Trop tard").await;
    app.sql("UPDATE action_sheet SET status = 'closed' WHERE address = '1.2'").await;
    assert!(matches!(pilot.script(&form).await.error(), AppError::Forbidden(why) if why.contains("close")));
    assert!(!pilot.page(SHEET).await.says("Demander un appui"));
    let page =
        answered(&coordinator, &path, "La fiche est close : voyez la suite au prochain plan.", "2099").await;
    assert_eq!(page.text(".flash"), "Réponse envoyée.");
}

#[tokio::test]
async fn the_queue_shows_the_oldest_first_and_what_is_late_and_who_holds_how_many() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let (late, _) = asked(&pilot, "La plus ancienne").await;
    days(&app, 10);
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    let today = app.clock.now().date_naive().format("%d/%m/%Y").to_string();
    answered(&coordinator, &late, "Aujourd’hui même.", &today).await;
    asked(&pilot, "La suivante").await;
    days(&app, 5);
    let pilot = app.sign_in(app.world.pilot).await;
    pilot
        .submit(&fill(&pilot, "La plus récente").await.fill("addressee", "support").fill("about", "means"))
        .await;

    let coordinator = app.sign_in(app.world.coordinator).await;
    let titles =
        async |query: &str| coordinator.page(&format!("{QUEUE}{query}")).await.texts(".asks .row-title");
    assert_eq!(
        titles("").await,
        ["La suivante", "La plus récente", "La plus ancienne"],
        "open ones, then answered"
    );
    assert_eq!(titles("?voir=retard").await, ["La plus ancienne"]);
    assert_eq!(titles("?a=support").await, ["La plus récente"]);
    assert_eq!(titles("?sujet=means").await, ["La plus récente"]);
    assert_eq!(titles("?responsable=personne").await, ["La suivante", "La plus récente"]);
    assert_eq!(titles(&format!("?responsable={}", app.world.coordinator)).await, ["La plus ancienne"]);
    assert_eq!(titles("?etat=answered").await, ["La plus ancienne"]);
    assert_eq!(titles("?etat=settled").await, [""; 0]);
    let page = coordinator.page(QUEUE).await;
    assert_eq!(page.texts(".load tbody th"), ["Sans responsable", "Alix Coordination"]);
    assert_eq!(page.texts(".load tbody tr:first-child td"), ["2 sans réponse : Sans responsable", "0"]);
    assert_eq!(page.texts(".load tbody tr:last-child td"), ["0", "1 répondue : Alix Coordination"]);
    assert!(page.says("en retard"), "{}", page.text("main"));

    // who cannot sign in holds nothing: what she held waits for the others, and she is offered no more
    app.sql("UPDATE person SET suspended_at = signed_in_at WHERE name = 'Alix Coordination'").await;
    let support = app.sign_in(app.world.support).await;
    let page = support.page(QUEUE).await;
    assert_eq!(page.texts(".load tbody th"), ["Sans responsable"]);
    assert_eq!(
        page.texts(".load tbody td"),
        ["2 sans réponse : Sans responsable", "1 répondue : Sans responsable"]
    );
    assert!(support.page("/mon-travail").await.says("La plus ancienne"));
    assert!(
        !support.page(&late).await.texts("select#owner option").contains(&"Alix Coordination".to_owned())
    );
}

#[tokio::test]
async fn what_one_asks_and_what_waits_for_one_are_one_query_each() {
    let app = TestApp::open().await;
    let (pilot, coordinator) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    asked(&pilot, "Que personne n’a prise").await;
    let (path, _) = asked(&pilot, "Prise par l’assistance").await;
    let take = coordinator.page(&path).await.form("form.inline-form");
    coordinator.submit(&take.fill("owner", &app.world.support.to_string())).await;

    let actor = |person| {
        let someone = app.world.everyone.iter().find(|one| one.id == person).unwrap();
        let today = app.clock.now().date_naive();
        app::access::Actor::signed_in(someone.id, someone.name.into(), someone.mandates.clone(), today)
    };
    let titles = |lines: Vec<ask::store::Line>| -> Vec<String> {
        lines.into_iter().map(|line| line.ask.request).collect()
    };
    let all = ["Que personne n’a prise", "Prise par l’assistance"];
    let before = app.db.queries();
    let mine = ask::store::mine(&app.db.read, &actor(app.world.co_pilot)).await.unwrap();
    assert_eq!((titles(mine), app.db.queries() - before), (all.map(str::to_owned).to_vec(), 1));
    let today = app.clock.now().date_naive();
    let waits =
        async |person| titles(ask::store::waiting(&app.db.read, &actor(person), today).await.unwrap());
    assert_eq!(waits(app.world.support).await, all);
    app.sql("UPDATE mandate SET ends = '2020-01-01' WHERE role = 'support'").await;
    assert_eq!(waits(app.world.coordinator).await, all, "what was somebody's who left waits for the others");
    app.sql("UPDATE mandate SET ends = NULL WHERE role = 'support'").await;
    assert_eq!(waits(app.world.coordinator).await, all[..1]);
    for person in [app.world.neighbour, app.world.pilot, app.world.former] {
        assert_eq!(waits(person).await, [""; 0]);
    }
    for person in [app.world.other_pilot, app.world.former, app.world.council] {
        assert!(ask::store::mine(&app.db.read, &actor(person)).await.unwrap().is_empty());
    }
}
