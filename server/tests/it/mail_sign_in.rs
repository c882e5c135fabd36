//! Signing in with a mail, and what somebody who has no right to may try.
use app::{
    account::model::{CODE, LINK, SIGN_IN, TRIES},
    error::AppError,
};
use chrono::Duration;

use crate::editing::{FORM, SHEET};
use crate::testapp::{Answer, Form, Sent, TestApp, Visitor, squeeze};

const PILOT: &str = "dominique.pilote@prisme.example";

/// Asks for a mail, as the page does.
async fn ask(visitor: &Visitor, email: &str) -> (Answer, Visitor) {
    let form = visitor.page(SIGN_IN).await.form("form.entry").fill("email", email);
    let answer = visitor.submit(&form).await;
    let after = visitor.after(&answer);
    (answer, after)
}

/// Asks for a mail and opens it.
async fn mailed(app: &TestApp, visitor: &Visitor, email: &str) -> (Visitor, Sent) {
    let (answer, visitor) = ask(visitor, email).await;
    assert_eq!((answer.status, answer.location()), (303, CODE), "{}", answer.page().text("main"));
    (visitor, app.mails().await.pop().unwrap())
}

async fn type_code(visitor: &Visitor, code: &str) -> Answer {
    visitor.submit(&Form::of("sign_in_code", &[("page", CODE), ("code", code)])).await
}

fn is_signed_in(answer: &Answer) -> bool {
    answer.headers.get_all("set-cookie").iter().any(|c| c.to_str().unwrap().starts_with("prisme_session="))
}

#[tokio::test]
async fn the_code_of_the_mail_is_typed_in_the_first_window() {
    let app = TestApp::open_with(true, false).await;
    let (visitor, mail) = mailed(&app, &app.anyone(), " Dominique.Pilote@PRISME.example ").await;
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), (PILOT, "Votre connexion à Prisme"));
    let page = visitor.page(CODE).await;
    assert!(page.says("Dominique.Pilote@PRISME.example") && page.says("15 minutes"));
    let code = page.one("input#code");
    assert_eq!((code.attr("autocomplete"), code.attr("inputmode")), (Some("one-time-code"), Some("numeric")));
    let answer = visitor.submit(&page.form("form.entry").fill("code", &format!(" {} ", mail.code()))).await;
    assert_eq!((answer.status, answer.location()), (303, "/mon-travail"));
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    assert!(cookies.iter().all(|c| c.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure")), "{cookies:?}");
    assert!(visitor.after(&answer).page("/compte").await.says("Dominique Pilote"));
    // once
    assert!(!is_signed_in(&type_code(&visitor, &mail.code()).await));
    assert!(visitor.page(CODE).await.says("déjà servi"));
    assert_eq!(app.count("session").await, 1);
}

#[tokio::test]
async fn the_link_opens_a_page_with_a_button_on_any_device_and_reading_it_changes_nothing() {
    let app = TestApp::open().await;
    let (first, mail) = mailed(&app, &app.anyone(), PILOT).await;
    let link = mail.links()[0].to_owned();
    assert!(link.starts_with(LINK) && mail.html.contains(&link));
    for _ in 0..3 {
        // what reads mails before people do
        let answer = app.anyone().from("198.51.100.7").get(&link).await;
        assert!(answer.status == 200 && answer.header("set-cookie").is_empty());
    }
    assert_eq!(app.count("session").await, 0);
    let phone = app.anyone();
    let page = phone.page(&link).await;
    assert!(page.says("comme Dominique Pilote"));
    let button = page.form("main form[action*=sign_in_link]");
    let answer = phone.submit(&button).await;
    assert!(is_signed_in(&answer));
    assert!(phone.after(&answer).page("/compte").await.says("Dominique Pilote"));
    // once, by link or by code
    let again = phone.submit(&button).await;
    assert!(!is_signed_in(&again) && again.location().starts_with(LINK));
    assert!(phone.page(again.location()).await.says("déjà servi"));
    assert!(!is_signed_in(&type_code(&first, &mail.code()).await));
    assert_eq!(app.count("session").await, 1);
}

#[tokio::test]
async fn one_comes_back_to_where_one_was_going_and_to_what_one_was_writing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "Ce que j’écrivais quand la session a fini.");
    app.let_sessions_expire();
    let answer = pilot.submit(&form).await;
    let entry = pilot.page(answer.location()).await.form("form.entry").fill("email", PILOT);
    let asked = pilot.submit(&entry).await;
    let pilot = pilot.after(&asked);
    let code = app.mails().await.pop().unwrap().code();
    let answer = type_code(&pilot, &code).await;
    assert_eq!(answer.location(), FORM);
    assert_eq!(pilot.after(&answer).page(FORM).await.area("body").trim(), form.value("body"));
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_answers_and_no_mail() {
    let app = TestApp::open_with(false, false).await;
    let mut said = Vec::new();
    for email in [PILOT, "personne.inconnue@prisme.example"] {
        let (answer, visitor) = ask(&app.anyone(), email).await;
        let before = app.db.queries();
        let wrong = type_code(&visitor, "0000 0000").await;
        let queries = app.db.queries() - before;
        let page = |answer: &Answer| squeeze(&answer.page().text("main")).replace(email, "…");
        let again = visitor.submit(&Form::of("sign_in_again", &[])).await;
        said.push((
            answer.status,
            answer.location().to_owned(),
            page(&visitor.get(CODE).await),
            (wrong.status, page(&wrong), queries),
            (again.status, again.location().to_owned()),
        ));
    }
    assert_eq!(said[0], said[1]);
    let mails = app.mails().await;
    assert!(
        mails.iter().all(|mail| mail.to == PILOT) && mails.len() == 1,
        "the first was given up: {mails:?}"
    );
    // nor does the number of statements tell, which is what takes time
    let mut queries = Vec::new();
    for email in [PILOT, "autre.inconnu@prisme.example"] {
        let before = app.db.queries();
        app.anyone().from("198.51.100.9").call("sign_in", &[("email", email), ("page", SIGN_IN)]).await;
        queries.push(app.db.queries() - before);
    }
    assert_eq!(queries[0], queries[1]);
}

#[tokio::test]
async fn what_is_mailed_is_worth_fifteen_minutes() {
    let app = TestApp::open().await;
    let (visitor, mail) = mailed(&app, &app.anyone(), PILOT).await;
    app.clock.advance(Duration::minutes(15));
    assert!(!is_signed_in(&type_code(&visitor, &mail.code()).await));
    assert!(visitor.page(CODE).await.says("expiré"));
    let page = visitor.page(mail.links()[0]).await;
    assert!(page.says("expiré") && !page.has("main form"));
    let token = mail.links()[0].split('=').nth(1).unwrap();
    assert!(!is_signed_in(&visitor.submit(&Form::of("sign_in_link", &[("token", token)])).await));
}

#[tokio::test]
async fn a_mail_that_would_come_too_late_does_not_leave() {
    let app = TestApp::open().await;
    ask(&app.anyone(), PILOT).await;
    app.clock.advance(Duration::minutes(16));
    assert!(app.mails().await.is_empty());
    assert_eq!(app.count("mail").await, 0, "and nothing waits");
}

#[tokio::test]
async fn after_five_wrong_codes_the_right_one_is_worth_nothing() {
    let app = TestApp::open().await;
    let (visitor, mail) = mailed(&app, &app.anyone(), PILOT).await;
    for left in (0..TRIES).rev() {
        let page = type_code(&visitor, "9999 9998").await.page();
        assert_eq!(page.status, 422);
        match left {
            0 => assert!(page.says("Trop de codes faux"), "{}", page.text("main")),
            1 => assert!(page.says("Il vous reste 1 essai.")),
            _ => assert!(page.says(&format!("Il vous reste {left} essais."))),
        }
    }
    assert!(!is_signed_in(&type_code(&visitor, &mail.code()).await));
    assert!(visitor.page(mail.links()[0]).await.says("Trop de codes faux"), "nor the link");
    // she asks again with one press, and enters
    let again = visitor.submit(&visitor.page(CODE).await.form("main form[action*=again]")).await;
    let visitor = visitor.after(&again);
    let mail = app.mails().await.pop().unwrap();
    assert!(is_signed_in(&type_code(&visitor, &mail.code()).await));
}

#[tokio::test]
async fn codes_tried_at_the_same_time_all_count() {
    let app = TestApp::open().await;
    let (visitor, mail) = mailed(&app, &app.anyone(), PILOT).await;
    let tries = (0..12).map(|n| {
        let visitor = visitor.clone();
        tokio::spawn(async move { type_code(&visitor, &format!("9999 99{n:02}")).await.status })
    });
    for answer in tries.collect::<Vec<_>>() {
        assert_eq!(answer.await.unwrap(), 422);
    }
    assert_eq!(app.text("SELECT CAST(tries AS TEXT) FROM sign_in").await, TRIES.to_string());
    assert!(!is_signed_in(&type_code(&visitor, &mail.code()).await));
}

#[tokio::test]
async fn what_is_no_code_is_no_try_and_stays_where_it_was_typed() {
    let app = TestApp::open().await;
    let (visitor, mail) = mailed(&app, &app.anyone(), PILOT).await;
    for typed in ["", "1234", "1234 567é", "123456789"] {
        let page = type_code(&visitor, typed).await.page();
        assert!(page.status == 422 && page.says("Tapez les 8 chiffres"), "{typed}");
        assert_eq!(page.attribute("input#code", "value"), typed);
        assert_eq!(page.attribute("input#code", "aria-describedby"), "code-erreur");
        assert!(page.text("head title").starts_with("Erreur"));
    }
    assert!(is_signed_in(&type_code(&visitor, &mail.code()).await));
}

#[tokio::test]
async fn a_phone_that_opens_the_answer_of_a_form_again_finds_the_form() {
    let app = TestApp::open().await;
    let (visitor, _) = mailed(&app, &app.anyone(), PILOT).await;
    for (endpoint, page) in [("sign_in_code", CODE), ("sign_in", "/compte/connexion")] {
        let answer = visitor.get(&format!("/api/{endpoint}")).await;
        assert_eq!((answer.status, answer.location()), (303, page));
    }
    assert_eq!(visitor.get("/api/add_update").await.status, 404);
}

#[tokio::test]
async fn a_code_is_worth_nothing_in_another_browser() {
    let app = TestApp::open().await;
    let (_, mail) = mailed(&app, &app.anyone(), PILOT).await;
    let (thief, _) = mailed(&app, &app.anyone(), "kim.pilote@prisme.example").await;
    for other in [app.anyone(), thief] {
        let answer = type_code(&other, &mail.code()).await;
        assert!(answer.status == 422 && !is_signed_in(&answer));
    }
    assert!(type_code(&app.anyone(), &mail.code()).await.page().says("n’est plus possible"));
}

#[tokio::test]
async fn the_table_holds_nothing_that_enters() {
    let app = TestApp::open().await;
    let (visitor, mail) = mailed(&app, &app.anyone(), PILOT).await;
    let row = app.text("SELECT browser_hash || ' ' || link_hash || ' ' || code_hash FROM sign_in").await;
    let token = mail.links()[0].split('=').nth(1).unwrap();
    let code = mail.code().replace(' ', "");
    assert!(!row.contains(token) && !row.contains(&code));
    // eight digits are few: a hash that is quick would be tried for all of them
    let quick = app::session::digest([code.as_bytes()]);
    assert!(!row.contains(&quick));
    for stored in row.split(' ') {
        assert!(app.anyone().page(&format!("{LINK}?jeton={stored}")).await.says("n’est plus possible"));
    }
    let told = app.text("SELECT CAST(payload AS TEXT) FROM outbox").await
        + &app.text("SELECT CAST(payload AS TEXT) FROM mail").await;
    assert!(!told.contains(token) && !told.contains(&code));
    drop(visitor);
}

#[tokio::test]
async fn only_the_last_mail_is_worth_something() {
    let app = TestApp::open().await;
    let (visitor, first) = mailed(&app, &app.anyone(), PILOT).await;
    let again = visitor.submit(&visitor.page(CODE).await.form("main form[action*=again]")).await;
    let visitor = visitor.after(&again);
    let second = app.mails().await.pop().unwrap();
    assert_ne!(first.code(), second.code());
    assert!(!is_signed_in(&type_code(&visitor, &first.code()).await));
    assert!(app.anyone().page(first.links()[0]).await.says("remplacés"));
    assert!(is_signed_in(&type_code(&visitor, &second.code()).await));
}

#[tokio::test]
async fn one_address_and_one_network_are_written_to_so_often_and_no_more() {
    let app = TestApp::open().await;
    for _ in 0..5 {
        assert_eq!(ask(&app.anyone(), PILOT).await.0.status, 303);
    }
    for email in [PILOT, "DOMINIQUE.pilote@prisme.example"] {
        let page = ask(&app.anyone(), email).await.0.page();
        assert!(page.status == 422 && page.says("réessayez dans 15 minutes"), "{}", page.text("main"));
        assert_eq!(page.attribute("input#email", "value"), email);
    }
    // the same for an address of nobody
    for n in 0..6 {
        let (answer, _) = ask(&app.anyone().from("198.51.100.1"), "personne@prisme.example").await;
        assert_eq!(answer.status, if n < 5 { 303 } else { 422 });
    }
    // somebody who asks in her name does not lock her out
    assert_eq!(ask(&app.anyone().from("203.0.113.4"), PILOT).await.0.status, 303);
    assert_eq!(app.mails().await.len(), 6);
    for n in 0..25 {
        let (answer, _) = ask(&app.anyone(), &format!("personne{n}@prisme.example")).await;
        assert_eq!(answer.status, 303, "{n}");
    }
    let page = ask(&app.anyone(), "encore@prisme.example").await.0.page();
    assert!(page.status == 422 && page.says("du même réseau que vous"), "{}", page.text("main"));
    app.clock.advance(Duration::minutes(16));
    assert_eq!(ask(&app.anyone(), PILOT).await.0.status, 303);
}

#[tokio::test]
async fn requests_at_the_same_time_are_all_counted() {
    let app = TestApp::open().await;
    let asked = (0..12).map(|_| {
        let visitor = app.anyone();
        tokio::spawn(
            async move { visitor.call("sign_in", &[("email", PILOT), ("page", SIGN_IN)]).await.status },
        )
    });
    let mut sent = 0;
    for answer in asked.collect::<Vec<_>>() {
        sent += u32::from(answer.await.unwrap() < 400);
    }
    assert_eq!((sent, app.mails().await.len()), (5, 5));
}

#[tokio::test]
async fn an_address_that_cannot_be_read_is_refused_where_it_was_typed() {
    let app = TestApp::open_with(false, false).await;
    for typed in ["camille", "a@prisme.example\nBcc: x@evil.example", "Camille <a@b.fr>", "a@b.fr,c@d.fr"] {
        let entry = app.anyone().page("/compte/connexion?suite=/ici/prst-4").await.form("form.entry");
        let answer = app.anyone().submit(&entry.fill("email", typed)).await;
        let page = answer.page();
        assert!(page.status == 422 && page.says("Cette adresse ne se lit pas"), "{}", page.text("main"));
        assert_eq!(page.form("form.entry").value("then"), "/ici/prst-4");
        let script = app.anyone().call("sign_in", &[("email", typed)]).await;
        assert!(matches!(script.error(), AppError::Invalid(_)));
    }
    assert_eq!((app.count("sign_in").await, app.mails().await.len()), (0, 0));
}

#[tokio::test]
async fn the_way_back_is_a_path_of_this_site() {
    let app = TestApp::open().await;
    for (n, evil) in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
        .into_iter()
        .enumerate()
    {
        let visitor = app.anyone().from(["192.0.2.11", "192.0.2.12", "192.0.2.13", "192.0.2.14"][n]);
        let answer = visitor
            .submit(&Form::of("sign_in", &[("email", PILOT), ("page", SIGN_IN), ("then", evil)]))
            .await;
        let visitor = visitor.after(&answer);
        let code = app.mails().await.pop().unwrap().code();
        assert_eq!(type_code(&visitor, &code).await.location(), "/mon-travail", "{evil}");
    }
}

#[tokio::test]
async fn signing_in_takes_the_place_of_the_session_that_the_browser_had() {
    let app = TestApp::open().await;
    let planted = app.sign_in(app.world.other_pilot).await; // a session that somebody put in this browser
    let (answer, visitor) = ask(&planted, PILOT).await;
    assert_eq!(answer.status, 303);
    let code = app.mails().await.pop().unwrap().code();
    let answer = type_code(&visitor, &code).await;
    assert!(visitor.after(&answer).page("/compte").await.says("Dominique Pilote"));
    assert_eq!(planted.get("/compte").await.status, 401, "the planted token is worth nothing");
}

#[tokio::test]
async fn a_form_refused_while_signed_in_comes_back_too_and_leaves_no_draft() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let (answer, _) = ask(&pilot, "camille").await;
    assert!(answer.status == 422 && answer.page().has("input#email"));
    assert_eq!(app.count("draft").await, 0);
    assert_eq!(pilot.page(SHEET).await.status, 200);
}
