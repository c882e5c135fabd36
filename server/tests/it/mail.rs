//! Mails leave at least once for what was committed, never for what was not; those that cannot are shown.
use app::{
    access::Verb,
    account,
    ids::PersonId,
    mail::{model::Kind, store as mails},
    outbox,
};
use chrono::Duration;
use serde_json::json;

use crate::testapp::{Form, TEST, TestApp};

async fn invite(app: &TestApp, person: PersonId) {
    let region = app.plan("/ici/prst-4").await.region_id;
    let permit = TEST.may(Verb::ManagePeople, app::access::Place::region(region)).unwrap();
    let tx = app.db.begin().await.unwrap();
    account::store::invite(&tx, &permit, person, app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_invitation_says_for_which_mandate_and_leads_to_sign_in() {
    let app = TestApp::open_with(false, false).await;
    invite(&app, app.world.pilot).await;
    let [mail] = &app.mails().await[..] else { panic!("one mail") };
    assert_eq!(
        (mail.to.as_str(), mail.subject.as_str()),
        ("dominique.pilote@prisme.example", "Votre accès à Prisme")
    );
    assert!(
        mail.text.contains("Pilote, Comité 1, Ici") && mail.html.contains("Pilote, Comité 1, Ici"),
        "{}",
        mail.text
    );
    assert!(mail.head.contains("Auto-Submitted: auto-generated"));
    let page = app.anyone().page(mail.links()[0]).await;
    assert_eq!(page.attribute("input#email", "value"), mail.to);
    assert!(app.mails().await.len() == 1, "and leaves once");
}

#[tokio::test]
async fn what_was_not_committed_is_told_to_nobody() {
    let app = TestApp::open().await;
    let tx = app.db.begin().await.unwrap();
    let told = json!({ "person": app.world.pilot });
    outbox::store::put(&tx, app.clock.now(), "invitation", told).await.unwrap();
    drop(tx);
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn messages_that_concern_nobody_by_mail_are_passed_over() {
    let app = TestApp::open().await;
    assert!(app.count("outbox").await > 10, "the world was told");
    assert!(app.mails().await.is_empty());
    assert_eq!(app.count("mail").await, 0);
    // during an upgrade, a newer server may write some that it alone knows; more of them than one transaction takes
    let tx = app.db.begin().await.unwrap();
    for _ in 0..1_001 {
        outbox::store::put(&tx, app.clock.now(), "of_tomorrow", json!({})).await.unwrap();
    }
    tx.commit().await.unwrap();
    for (hours, waiting) in [(0, 1_001), (23, 1_001), (2, 0)] {
        app.clock.advance(Duration::hours(hours));
        server::jobs::expire(&app.db, &app.clock).await.unwrap();
        let tomorrow = app.count("outbox WHERE kind = 'of_tomorrow' AND sent_at IS NULL").await;
        assert_eq!(tomorrow, waiting, "{hours} hours later");
    }
    assert_eq!(app.count("outbox WHERE sent_at IS NULL").await, 0);
}

#[tokio::test]
async fn who_waits_before_a_page_is_written_to_before_all_others() {
    let app = TestApp::open().await;
    for person in [app.world.pilot, app.world.co_pilot] {
        invite(&app, person).await;
    }
    let form =
        app.anyone().open_form("/compte/connexion").await.fill("email", "alix.coordination@prisme.example");
    assert_eq!(app.anyone().submit(&form).await.status, 303);
    mails::spread(&app.db, app.clock.now()).await.unwrap();
    let first = mails::claim(&app.db, app.clock.now()).await.unwrap().unwrap();
    assert_eq!(first.kind, Kind::SignIn);
    assert_eq!(app.mails().await.len(), 2, "the others, while the first is being sent");
}

#[tokio::test]
async fn a_message_that_cannot_be_read_stops_no_other() {
    let app = TestApp::open().await;
    let tx = app.db.begin().await.unwrap();
    for payload in [json!({}), json!({ "person": "nobody" }), json!({ "person": PersonId::new() })] {
        outbox::store::put(&tx, app.clock.now(), "invitation", payload).await.unwrap();
    }
    tx.commit().await.unwrap();
    invite(&app, app.world.pilot).await;
    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn two_servers_send_a_mail_once() {
    let app = TestApp::open().await;
    for _ in 0..5 {
        invite(&app, app.world.pilot).await;
    }
    let spread = (app.clock.now(), app.clock.now());
    let both = tokio::join!(mails::spread(&app.db, spread.0), mails::spread(&app.db, spread.1));
    assert!(both.0.is_ok() && both.1.is_ok());
    assert_eq!(app.count("mail").await, 5);
    let now = app.clock.now();
    let mut claimed = Vec::new();
    loop {
        let (a, b) = tokio::join!(mails::claim(&app.db, now), mails::claim(&app.db, now));
        let found: Vec<_> = [a.unwrap(), b.unwrap()].into_iter().flatten().map(|mail| mail.id).collect();
        if found.is_empty() {
            break;
        }
        claimed.extend(found);
    }
    claimed.sort_unstable();
    claimed.dedup();
    assert_eq!(claimed.len(), 5, "each to one of them");
}

#[tokio::test]
async fn a_mail_whose_server_died_leaves_with_the_next_one() {
    let app = TestApp::open().await;
    invite(&app, app.world.pilot).await;
    mails::spread(&app.db, app.clock.now()).await.unwrap();
    assert!(mails::claim(&app.db, app.clock.now()).await.unwrap().is_some());
    assert!(app.mails().await.is_empty(), "it is that server's for a minute");
    app.clock.advance(Duration::seconds(61));
    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn a_mail_that_cannot_leave_is_tried_again_and_then_shown_to_the_administrator() {
    let app = TestApp::open().await;
    let admin = app.sign_in(app.world.admin).await;
    assert!(admin.page("/administration/courrier").await.says("Aucun courriel en échec."));
    app.break_post();
    invite(&app, app.world.pilot).await;
    let mut waited = 0;
    for minutes in [0, 1, 5, 30, 120, 360] {
        app.clock.advance(Duration::minutes(minutes) + Duration::seconds(1));
        waited += 1;
        assert!(app.mails().await.is_empty());
        assert_eq!(app.text("SELECT CAST(tries AS TEXT) FROM mail").await, waited.to_string());
    }
    app.clock.advance(Duration::days(2));
    assert!(app.mails().await.is_empty());
    assert_eq!(app.text("SELECT CAST(tries AS TEXT) FROM mail").await, "6", "it was tried enough");
    let admin = app.sign_in(app.world.admin).await;
    let page = admin.page("/administration/courrier").await;
    assert!(page.says("Invitation, pour Dominique Pilote") && page.says("6 essais"), "{}", page.text("main"));
    assert!(!page.texts("main .refused-mail")[0].is_empty(), "with the reason");
    // mended, and sent again
    app.mend_post();
    let button = page.form("main form[action*=retry_mail]");
    let after = admin.follow(&admin.submit(&button).await).await;
    assert!(after.says("Aucun courriel en échec.") && after.says("1 courriel attend de partir."));
    assert_eq!(app.mails().await.len(), 1);
    assert_eq!(admin.script(&button.fill("key", &app::ids::FormKey::new().to_string())).await.status, 404);
}

#[tokio::test]
async fn a_name_makes_no_header() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET name = 'Camille\r\nBcc: x@evil.example\r\n\r\n<b>gras</b>' WHERE name = 'Dominique Pilote'").await;
    invite(&app, app.world.pilot).await;
    let [mail] = &app.mails().await[..] else { panic!("one mail") };
    assert!(!mail.head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{}", mail.head);
    assert!(!mail.html.contains("<b>gras"), "{}", mail.html);
    assert_eq!(mail.to, "dominique.pilote@prisme.example");
}

#[tokio::test]
async fn somebody_without_an_address_is_written_nothing() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET email = NULL, email_key = NULL WHERE name = 'Dominique Pilote'").await;
    invite(&app, app.world.pilot).await;
    assert!(app.mails().await.is_empty());
    assert_eq!(app.count("mail").await, 0);
}

#[tokio::test]
async fn what_left_long_ago_is_forgotten() {
    let app = TestApp::open().await;
    invite(&app, app.world.pilot).await;
    app.mails().await;
    app.clock.advance(Duration::days(29));
    server::jobs::expire(&app.db, &app.clock).await.unwrap();
    let invitation = "outbox WHERE kind = 'invitation'";
    assert_eq!((app.count("mail").await, app.count(invitation).await), (1, 1));
    // thirty days after it left; what nobody was told of was dealt with at the first of these rounds only
    for (days, is_known) in [(2, true), (27, true), (2, false)] {
        app.clock.advance(Duration::days(days));
        server::jobs::expire(&app.db, &app.clock).await.unwrap();
        assert_eq!((app.count("mail").await, app.count(invitation).await), (0, 0));
        assert_eq!(app.count("outbox").await > 0, is_known, "{days} days later");
    }
}

#[tokio::test]
async fn the_mailbox_is_the_demonstration_s_alone() {
    for demonstration in [true, false] {
        let app = TestApp::open_with(false, demonstration).await;
        invite(&app, app.world.pilot).await;
        let file = app.mails().await[0].file.clone();
        let one = format!("/demo/courrier/{}", file.trim_end_matches(".eml"));
        for visitor in [app.anyone(), app.sign_in(app.world.coordinator).await] {
            let (list, mail) = (visitor.page("/demo/courrier").await, visitor.page(&one).await);
            if demonstration {
                assert!(list.says("Votre accès à Prisme") && mail.says("Pilote, Comité 1, Ici"));
                assert!(mail.has("main .mail a[href*='/compte/connexion?adresse=']"));
            } else {
                assert_eq!((list.status, mail.status), (404, 404));
            }
            for path in [
                "/demo/courrier/absent",
                "/demo/courrier/..%2Fprisme",
                "/demo/courrier/..%2f..%2fetc%2fpasswd",
            ] {
                assert_eq!(visitor.get(path).await.status, 404, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn reminders_are_turned_off_and_on_by_the_person_alone() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = pilot.page("/compte").await;
    let done = pilot.follow(&pilot.submit(&page.form("main form[action*=set_reminders]")).await).await;
    assert!(
        done.says("Vous ne recevez pas de rappels") || done.says("Vous ne recevrez plus"),
        "{}",
        done.text("main")
    );
    assert_eq!(app.text("SELECT name FROM person WHERE reminders = FALSE").await, "Dominique Pilote");
    let back = pilot.submit(&done.form("main form[action*=set_reminders]")).await;
    assert_eq!(back.status, 303);
    let wrong = pilot
        .script(&Form::of(
            "set_reminders",
            &[("choice", "maybe"), ("key", &app::ids::FormKey::new().to_string())],
        ))
        .await;
    assert_eq!(wrong.status, 400);
}
