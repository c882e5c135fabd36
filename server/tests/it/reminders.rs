//! Reminders: what waits for a pilot, in one mail, at most once a fortnight.
use app::mail::reminder;
use chrono::Duration;

use crate::testapp::{Sent, TestApp, sent_to as to};

async fn day(app: &TestApp) -> Vec<Sent> {
    reminder::decide(&app.db, app.clock.now()).await.unwrap();
    app.mails().await
}

#[tokio::test]
async fn all_the_sheets_that_wait_are_in_one_mail_with_a_link_to_the_update_of_each() {
    let app = TestApp::open().await;
    let mails = day(&app).await;
    // 2.2 had its last update 100 days ago; 2.1 has none, and is 120 days in co-writing; paused and closed ones rest
    let [mail] = to(&mails, "kim.pilote")[..] else { panic!("{mails:?}") };
    assert_eq!(mail.subject, "2 de vos fiches attendent un point");
    let links = mail.links();
    assert_eq!(links[..2], ["/ici/prst-4/fiches/2.1/point", "/ici/prst-4/fiches/2.2/point"]);
    assert!(mail.text.contains("dernier point il y a 3 mois"), "{}", mail.text);
    let kim = app.sign_in(app.world.other_pilot).await;
    assert_eq!(kim.page(links[1]).await.status, 200);
    assert!(kim.page(links[2]).await.has("#rappels"), "and the way to turn it off");
    assert!(to(&mails, "dominique").is_empty(), "1.2 had an update twenty days ago");
    assert!(to(&mails, "paul").is_empty(), "she is no pilot any more");
    assert!(to(&mails, "alix").is_empty() && to(&mails, "fanny").is_empty());
}

#[tokio::test]
async fn the_day_and_the_hour_are_those_of_the_region() {
    let app = TestApp::open().await;
    app.sql("UPDATE region SET time_zone = 'Pacific/Noumea' WHERE slug = 'ici'").await;
    let noon = app.clock.now();
    let today = noon.date_naive();
    app.sql(&format!(
        "INSERT INTO milestone (id, sheet_id, title, due, due_first, due_last, past, version) \
         SELECT id, id, 'Kit relu', '{}', '{today}', '{today}', '[]', 1 FROM action_sheet WHERE address = '1.2' \
         AND region_id = (SELECT id FROM region WHERE slug = 'ici')",
        today.format("%d/%m/%Y")
    ))
    .await;
    let mails = day(&app).await;
    assert!(to(&mails, "kim").is_empty(), "it is eleven o’clock in the evening there: {mails:?}");
    app.clock.advance(Duration::hours(10));
    let mails = day(&app).await;
    assert_eq!(to(&mails, "kim").len(), 1);
    let [mail] = to(&mails, "dominique")[..] else { panic!("{mails:?}") };
    assert!(mail.text.contains("en retard"), "there it is tomorrow already: {}", mail.text);
}

#[tokio::test]
async fn nobody_is_reminded_twice_of_the_same_thing_nor_twice_in_a_fortnight() {
    let app = TestApp::open().await;
    assert_eq!(to(&day(&app).await, "kim").len(), 1);
    // another server, or the same one after a restart
    let both = tokio::join!(day(&app), day(&app));
    assert_eq!((to(&both.0, "kim").len(), to(&both.1, "kim").len()), (1, 1));
    app.clock.advance(Duration::days(20));
    assert_eq!(to(&day(&app).await, "kim").len(), 1, "nothing new is to be said");
    // a milestone becomes late within the fortnight of a reminder: it is said when that is over
    let today = app.clock.now().date_naive();
    let due = today + Duration::days(1);
    app.sql(&format!(
        "INSERT INTO milestone (id, sheet_id, title, due, due_first, due_last, past, version) \
         SELECT id, id, 'Kit relu', '{}', '{due}', '{due}', '[]', 1 FROM action_sheet WHERE code = '2.2'",
        due.format("%d/%m/%Y")
    ))
    .await;
    assert_eq!(to(&day(&app).await, "kim").len(), 1);
    app.clock.advance(Duration::days(2));
    let mails = day(&app).await;
    let [_, mail] = to(&mails, "kim")[..] else { panic!("{mails:?}") };
    assert!(
        mail.text.contains("jalon «\u{a0}Kit relu\u{a0}» en retard") && mail.text.contains("2.1"),
        "{}",
        mail.text
    );
}

#[tokio::test]
async fn a_deliverable_that_is_late_is_reminded_of_beside_the_milestones() {
    let app = TestApp::open().await;
    let late = (app.clock.now() - Duration::days(3)).date_naive();
    crate::work::deliverable(&app, "Guide des relais", late).await;
    let mails = day(&app).await;
    let [mail] = to(&mails, "dominique")[..] else { panic!("{mails:?}") };
    assert!(mail.text.contains("livrable «\u{a0}Guide des relais\u{a0}» en retard"), "{}", mail.text);
    assert_eq!(mail.links()[0], "/ici/prst-4/fiches/1.2/point");
}

#[tokio::test]
async fn who_wants_none_or_has_no_address_gets_none() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET reminders = FALSE WHERE name = 'Kim Pilote'").await;
    assert!(to(&day(&app).await, "kim").is_empty());
    app.sql("UPDATE person SET reminders = TRUE, email = NULL, email_key = NULL WHERE name = 'Kim Pilote'")
        .await;
    assert!(to(&day(&app).await, "kim").is_empty());
}

#[tokio::test]
async fn an_update_made_before_the_mail_leaves_is_not_asked_for() {
    let app = TestApp::open().await;
    reminder::decide(&app.db, app.clock.now()).await.unwrap();
    app.sql("UPDATE action_sheet SET status = 'closed' WHERE code IN ('2.1', '2.2')").await;
    assert!(to(&app.mails().await, "kim").is_empty());
}
