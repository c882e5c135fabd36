//! Several people at the same time: nobody's text silently replaces another's.
use app::access::Verb;

use crate::editing::{FORM, SHEET};
use crate::testapp::{Form, STAKE, TEST, TestApp, Visitor};

const PAIRS: i32 = 500;

/// Both submit what they typed on the version that both read. Returns whether the first of the two won.
async fn race(app: &TestApp, sheet: &str, one: (&Visitor, Form), two: (&Visitor, Form)) -> bool {
    let read: i32 = one.1.value("version").parse().unwrap();
    assert_eq!(one.1.value("version"), two.1.value("version"), "both read the same version");
    let texts = [one.1.value("body"), two.1.value("body")];
    // two tasks: on two processors they do run at once
    let send = |(visitor, form): (&Visitor, Form)| {
        let visitor = visitor.clone();
        tokio::spawn(async move { visitor.submit(&form).await })
    };
    let (one, two) = (send(one), send(two));
    let answers = [one.await.unwrap(), two.await.unwrap()];
    let won = answers.each_ref().map(|answer| {
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.location().starts_with(&format!("{sheet}?recu="))
    });
    assert_ne!(won[0], won[1], "exactly one wins: {} {}", answers[0].location(), answers[1].location());
    let winner = usize::from(won[1]);
    assert!(
        answers[1 - winner].location().starts_with(&format!("{sheet}/rubriques/enjeu-et-contexte?refus="))
    );
    let stake = app.stake(sheet).await;
    assert_eq!((stake.version, &stake.body), (read + 1, &texts[winner]));
    winner == 0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_500_pairs_of_editors_one_wins_each_time_and_the_other_loses_nothing() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let (his, hers) = (pilot.open_form(FORM).await, co_pilot.open_form(FORM).await);
    let [history, outbox, ..] = app.writings().await;
    let mut first_won = 0;
    for pair in 0..PAIRS {
        let version = app.stake(SHEET).await.version;
        // what both pages would say, opened now: the version that is there, and a key of their own
        let fresh = |form: &Form, who: &str| {
            form.clone()
                .fill("key", &app::ids::FormKey::new().to_string())
                .fill("version", &version.to_string())
                .fill("body", &format!("{who}, paire {pair}."))
        };
        let (one, two) = (fresh(&his, "pilote"), fresh(&hers, "copilote"));
        let won = race(&app, SHEET, (&pilot, one), (&co_pilot, two)).await;
        first_won += i32::from(won);
        let (loser, text) = if won {
            (app.world.co_pilot, format!("copilote%2C+paire+{pair}."))
        } else {
            (app.world.pilot, format!("pilote%2C+paire+{pair}."))
        };
        let newest = app.drafts(loser).await.remove(0);
        assert!(newest.fields.contains(&text), "pair {pair}: {}", newest.fields);
    }
    // every version was written once, by one of the two, on the one before
    let versions = app.versions(SHEET).await;
    let numbers: Vec<i32> = versions.iter().rev().map(|(version, ..)| *version).collect();
    assert_eq!(numbers, (1..=PAIRS + 1).collect::<Vec<_>>());
    let pairs = i64::from(PAIRS);
    assert_eq!(app.writings().await[..2], [history + pairs, outbox + pairs]);
    assert_eq!(app.count("draft").await, pairs, "one draft for each text that lost");
    println!("{PAIRS} pairs: 0 silent overwrites, the one who began won {first_won} times");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_first_texts_one_is_version_one() {
    let app = TestApp::open().await;
    let alix = app.sign_in(app.world.coordinator).await;
    let bao = app.sign_in(app.world.second_coordinator).await;
    for code in ["1.3", "2.1", "2.7"] {
        let sheet = format!("/ici/prst-4/fiches/{code}");
        let form = format!("{sheet}/rubriques/enjeu-et-contexte");
        let one = alix.open_form(&form).await.fill("body", "Alix.");
        let two = bao.open_form(&form).await.fill("body", "Bao.");
        race(&app, &sheet, (&alix, one), (&bao, two)).await;
        assert_eq!(app.versions(&sheet).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_moves_at_once_one_is_made() {
    let app = TestApp::open().await;
    let alix = app.sign_in(app.world.coordinator).await;
    let bao = app.sign_in(app.world.second_coordinator).await;
    let sheet = "/ici/prst-4/fiches/1.10";
    for round in 0..20 {
        let step = if round % 2 == 0 { "suspendre" } else { "reprendre" };
        let path = format!("{sheet}/etat/{step}");
        let before = app.sheet(sheet).await.version;
        let one = alix.open_form(&path).await.fill("reason", "Alix");
        let two = bao.open_form(&path).await.fill("reason", "Bao");
        let (first, second) = tokio::join!(alix.script(&one), bao.script(&two));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!((statuses, app.sheet(sheet).await.version), ([200, 409], before + 1), "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_imports_at_once_each_action_is_made_once() {
    let app = TestApp::open().await;
    let alix = app.sign_in(app.world.coordinator).await;
    let bao = app.sign_in(app.world.second_coordinator).await;
    for round in 1..=8 {
        let mut forms = Vec::new();
        for visitor in [&alix, &bao] {
            let key = app::ids::FormKey::new().to_string();
            let text = format!(
                "Axe;Numéro;Intitulé\nAxe {round};{round}.1;Une\n;{round}.2;Deux\n;;Sans numéro {round}\n"
            );
            let parts = [("key", None, key.as_bytes()), ("text", None, text.as_bytes())];
            let page = visitor.follow(&visitor.upload("/ici/prst-5/import", &parts).await).await;
            forms.push(page.form("main form[action*=apply]"));
        }
        let (sheets, axes) = (app.count("action_sheet").await, app.count("axis").await);
        let (first, second) = tokio::join!(alix.script(&forms[0]), bao.script(&forms[1]));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "round {round}: {} {}", first.text(), second.text());
        assert_eq!((app.count("action_sheet").await, app.count("axis").await), (sheets + 3, axes + 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_is_not_written_under_an_adoption_that_comes_between_its_reading_and_its_writing() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let adopt = coordinator.open_form(&format!("{SHEET}/etat/adopter")).await;
    let id = app.sheet(SHEET).await.id;
    // the edit has read the sheet in its transaction; the adoption is asked; then the edit goes on
    let tx = app.db.begin().await.unwrap();
    let sheet = app::action_sheet::store::hold(&tx, &TEST, id).await.unwrap();
    let mut adoption = tokio::spawn(async move { coordinator.script(&adopt).await });
    let soon = tokio::time::timeout(std::time::Duration::from_millis(300), &mut adoption);
    assert!(soon.await.is_err(), "the adoption waits for the edit");
    let permit = TEST.may(Verb::EditRubric, sheet.place()).unwrap();
    app::action_sheet::store::save_rubric(&tx, &permit, &sheet, STAKE, 1, "À temps.", app.clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(adoption.await.unwrap().status, 200);
    assert_eq!(app.stake(SHEET).await.body, "À temps.");
    let late = app.sign_in(app.world.pilot).await.page(FORM).await;
    assert_eq!(late.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_keystroke_at_the_moment_of_the_save_leaves_no_draft_behind() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for round in 0..60 {
        let form = pilot.open_form(FORM).await.fill("body", &format!("Texte {round}."));
        if round % 2 == 0 {
            pilot.autosave(&form).await;
        }
        let (saved, kept) = tokio::join!(pilot.submit(&form), pilot.autosave(&form));
        // kept when it came before the save, refused when it came after
        assert!(saved.status == 303 && [200, 409].contains(&kept.status), "{}{}", saved.text(), kept.text());
        assert!(!pilot.page(FORM).await.has(".draft-notice"), "round {round}");
        assert_eq!(app.drafts(app.world.pilot).await, [], "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_and_writers_do_not_stand_in_each_others_way() {
    let app = TestApp::open().await;
    let writer = app.sign_in(app.world.pilot).await;
    let reader = app.sign_in(app.world.council).await;
    let reading = tokio::spawn(async move {
        for _ in 0..40 {
            let (one, two) =
                tokio::join!(reader.get("/ici/prst-4/tableau"), reader.get("/ici/prst-4/fiches/1.2"));
            assert_eq!((one.status, two.status), (200, 200));
        }
    });
    for n in 0..40 {
        let form = writer.open_form("/ici/prst-4/fiches/1.2/point").await;
        let form = form.fill("done", &format!("Point {n}")).fill("next", "b").fill("confidence", "secured");
        assert_eq!(writer.submit(&form).await.status, 303);
    }
    reading.await.unwrap();
    assert!(app.sign_in(app.world.council).await.page("/ici/prst-4/fiches/1.2").await.says("Point 39"));
}
