//! Sessions: opened by a click in the demonstration, ended by a button or by the night.
use app::{account, ids::PersonId};
use chrono::Duration;

use crate::testapp::{Answer, Form, TestApp};

async fn click(app: &TestApp, person: PersonId, then: &str) -> Answer {
    let person = person.to_string();
    app.anyone().submit(&Form::of("sign_in_demo", &[("person", &person), ("then", then)])).await
}

fn token(answer: &Answer) -> String {
    answer.header("set-cookie").split(['=', ';']).nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn a_click_enters_a_role_and_leads_where_one_was_going() {
    let app = TestApp::open().await;
    let page = app.anyone().page("/compte/connexion?suite=/ici/prst-4/tableau").await;
    for role in ["Animation du plan", "Pilote", "Co-pilote", "Membre de comité", "Membre du CROCT"] {
        assert!(page.texts("main h3").iter().any(|h| h == role), "{role}: {:?}", page.texts("main h3"));
    }
    assert!(page.text("header").contains("Démonstration."), "the banner says so");
    let answer = click(&app, app.world.council, "/ici/prst-4/tableau").await;
    assert_eq!((answer.status, answer.location()), (303, "/ici/prst-4/tableau"));
    let council = app.anyone().with_token(&token(&answer));
    let page = council.page("/ici/prst-4/tableau").await;
    assert!(page.status == 200 && page.text("header").contains("Gil Conseil"));
    let account = council.page("/compte").await;
    assert!(account.says("Membre du CROCT") && account.says("Ici"), "{}", account.text("main"));
}

#[tokio::test]
async fn the_cookie_is_for_the_server_alone_and_for_https_where_there_is_https() {
    for https in [false, true] {
        let app = TestApp::open_with(https, true).await;
        let answer = click(&app, app.world.pilot, "/").await;
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("prisme_session=") && token(&answer).len() == 64, "{cookie}");
        for flag in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=43200"] {
            assert!(cookie.contains(flag), "{flag}: {cookie}");
        }
        assert_eq!(cookie.contains("; Secure"), https);
        assert_eq!(answer.header("strict-transport-security").is_empty(), !https);
    }
}

#[tokio::test]
async fn the_database_holds_no_token() {
    let app = TestApp::open().await;
    let token = token(&click(&app, app.world.pilot, "/").await);
    let stored = app.text("SELECT token_hash FROM session").await;
    assert!(stored.len() == 64 && stored != token);
    // and what it holds opens nothing
    assert_eq!(app.anyone().with_token(&stored).page("/compte").await.status, 401);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_this_browser_had() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    assert_eq!(pilot.get("/compte").await.status, 200);
    let form = Form::of("sign_in_demo", &[("person", &app.world.council.to_string())]);
    assert_eq!(pilot.submit(&form).await.status, 303);
    assert_eq!(pilot.get("/compte").await.status, 401, "the old cookie opens nothing");
}

#[tokio::test]
async fn outside_of_a_demonstration_no_click_enters() {
    let app = TestApp::open_with(true, false).await;
    let answer = click(&app, app.world.pilot, "/").await;
    assert_eq!((answer.status, answer.header("set-cookie")), (404, ""));
    let page = app.anyone().page("/compte/connexion").await;
    assert!(!page.has("main form[action*=demo]") && !page.text("header").contains("Démonstration"));
    assert_eq!(app.count("session").await, 0);
}

#[tokio::test]
async fn in_a_demonstration_nobody_enters_as_a_real_person() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET demonstration = FALSE WHERE name = 'Dominique Pilote'").await;
    for person in [app.world.pilot, PersonId::new()] {
        let answer = click(&app, person, "/").await;
        assert_eq!((answer.status, answer.header("set-cookie")), (404, ""));
    }
    assert!(!app.anyone().page("/compte/connexion").await.says("Dominique Pilote"));
}

#[tokio::test]
async fn a_session_ends_with_its_button() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let elsewhere = app.sign_in(app.world.pilot).await;
    let button = pilot.page("/compte").await.form("main form[action*=sign_out]");
    let answer = pilot.submit(&button).await;
    assert_eq!((answer.status, answer.location()), (303, "/"));
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(pilot.page("/compte").await.status, 401, "the token is worth nothing now");
    assert_eq!(elsewhere.page("/compte").await.status, 200, "another device stays");
    assert_eq!(pilot.submit(&button).await.status, 303, "twice is no error");
}

#[tokio::test]
async fn a_session_ends_after_a_working_day() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    app.clock.advance(Duration::hours(account::store::HOURS) - Duration::minutes(1));
    assert_eq!(pilot.page("/compte").await.status, 200);
    app.clock.advance(Duration::minutes(2));
    assert_eq!(pilot.page("/compte").await.status, 401);
    assert_eq!(app.anyone().with_token("").page("/compte").await.status, 401);
}

#[tokio::test]
async fn rights_follow_the_mandates_of_the_day_without_signing_in_again() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    assert_eq!(pilot.page("/ici/prst-4/fiches/1.1").await.status, 200);
    let yesterday = app.clock.now().date_naive() - Duration::days(1);
    app.sql(&format!("UPDATE mandate SET ends = '{yesterday}' WHERE role = 'pilot'")).await;
    assert_eq!(pilot.page("/ici/prst-4/fiches/1.1").await.status, 404);
}
