//! Requests for support by mail: to the team, to who holds it, to who asked; one mail for one thing.
use crate::testapp::{Sent, TestApp, Visitor};

const SHEET: &str = "/ici/prst-4/fiches/1.2";
const REQUEST: &str = "Trouver un relais dans l’Ain";
const ASKED: &str = "Demande d’appui";

async fn ask(visitor: &Visitor, to: &str) -> String {
    let form = visitor.open_form(&format!("{SHEET}/appui/nouveau")).await.fill("about", "members");
    let answer = visitor.submit(&form.fill("addressee", to).fill("request", REQUEST)).await;
    answer.location().split('?').next().unwrap().to_owned()
}

async fn answer(visitor: &Visitor, path: &str, text: &str) {
    let form = visitor.open_form(&format!("{path}/repondre")).await.fill("answer", text);
    assert_eq!(visitor.submit(&form.fill("due", "fin 2099")).await.status, 303);
}

/// Who was told what by the mails from that one on, in the order of the alphabet.
fn told<'a>(mails: &'a [Sent], from: usize) -> Vec<(&'a str, &'a str)> {
    let before = |text: &'a str, sign| text.split(sign).next().unwrap();
    let mut told: Vec<_> =
        mails[from..].iter().map(|mail| (before(&mail.to, '.'), before(&mail.subject, ','))).collect();
    told.sort_unstable();
    told
}

#[tokio::test]
async fn the_team_is_told_then_who_holds_it_and_who_asked_reads_the_answer() {
    let app = TestApp::open().await;
    let (pilot, alix) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    let path = ask(&pilot, "dreets").await;
    let mails = app.mails().await;
    assert_eq!(told(&mails, 0), [("alix", ASKED), ("bao", ASKED)], "the animation of the plan, and no other");
    let mail = &mails[0];
    assert_eq!(mail.subject, format!("Demande d’appui, action 1.2\u{a0}: {REQUEST}"));
    assert!(mail.text.contains("Dominique Pilote demande un appui à la Dreets"), "{}", mail.text);
    assert_eq!(mail.links(), [path.as_str()]);
    assert_eq!(alix.page(mail.links()[0]).await.status, 200);

    answer(&alix, &path, "La Carsat vous appelle.").await;
    let mails = app.mails().await;
    assert_eq!(told(&mails, 2), [("dominique", "Réponse")]);
    assert!(mails[2].subject.starts_with("Réponse, action 1.2"), "{}", mails[2].subject);
    assert!(mails[2].text.contains("La Carsat vous appelle.") && mails[2].text.contains("fin 2099"));
    assert_eq!(pilot.page(mails[2].links()[0]).await.status, 200);

    // it did not help: who holds it is told, not the whole team
    let reopen = pilot.open_form(&format!("{path}/rouvrir")).await.fill("text", "Personne n’a appelé.");
    pilot.submit(&reopen).await;
    let mails = app.mails().await;
    assert_eq!(told(&mails, 3), [("alix", "Demande rouverte")]);

    answer(&alix, &path, "C’est fait.").await;
    app.mails().await;
    let page = alix.page(&path).await;
    alix.submit(&page.form_of(&format!("Noter comme réglée : {REQUEST}"))).await;
    let mails = app.mails().await;
    assert_eq!(told(&mails, 5), [("dominique", "Demande réglée")]);
    assert!(mails[5].text.contains("C’est fait."), "{}", mails[5].text);
}

#[tokio::test]
async fn an_action_without_a_number_is_told_by_its_title() {
    let app = TestApp::open().await;
    app.sql("UPDATE action_sheet SET code = NULL WHERE code = '1.2'").await;
    ask(&app.sign_in(app.world.pilot).await, "support").await;
    let mails = app.mails().await;
    let (subject, text) = (&mails[0].subject, &mails[0].text);
    assert!(subject.starts_with("Demande d’appui, action «\u{a0}Former les entreprises"), "{subject}");
    assert!(text.contains(". Action «\u{a0}Former les entreprises"), "{text}");
}

#[tokio::test]
async fn what_is_asked_of_the_support_goes_to_the_support() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    ask(&pilot, "support").await;
    assert_eq!(told(&app.mails().await, 0), [("camille", ASKED)]);
    // a region that has none leaves it to those who may answer
    app.sql("UPDATE mandate SET ends = '2020-01-01' WHERE role = 'support'").await;
    ask(&pilot, "support").await;
    assert_eq!(told(&app.mails().await, 1), [("alix", ASKED), ("bao", ASKED)]);
}

#[tokio::test]
async fn of_several_steps_before_the_mail_leaves_only_the_last_is_told() {
    let app = TestApp::open().await;
    let (pilot, alix) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    let path = ask(&pilot, "dreets").await;
    answer(&alix, &path, "Oui.").await;
    answer(&alix, &path, "Oui, dès lundi.").await;
    let mails = app.mails().await;
    assert_eq!(told(&mails, 0), [("dominique", "Réponse")]);
    assert!(mails[0].text.contains("Oui, dès lundi."));
    assert_eq!(app.mails().await.len(), 1, "and once");
}

#[tokio::test]
async fn nobody_is_told_what_she_did_herself_nor_what_she_may_not_read_any_more() {
    let app = TestApp::open().await;
    let alix = app.sign_in(app.world.coordinator).await;
    let path = ask(&alix, "dreets").await;
    assert_eq!(told(&app.mails().await, 0), [("bao", ASKED)]);
    answer(&alix, &path, "Je m’en charge.").await;
    assert_eq!(app.mails().await.len(), 1, "she answers herself");

    let path = ask(&app.sign_in(app.world.pilot).await, "dreets").await;
    let before = app.mails().await.len();
    app.sql("UPDATE mandate SET ends = '2020-01-01' WHERE role = 'pilot'").await;
    answer(&alix, &path, "Oui.").await;
    assert_eq!(app.mails().await.len(), before, "her mandate is over");
}

#[tokio::test]
async fn an_answer_is_told_though_somebody_else_was_put_in_charge_meanwhile_who_is_told_too() {
    let app = TestApp::open().await;
    let (pilot, alix) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.coordinator).await);
    let path = ask(&pilot, "dreets").await;
    answer(&alix, &path, "Oui.").await;
    let take = alix.page(&path).await.form("form.inline-form").fill("owner", &app.world.support.to_string());
    alix.submit(&take).await;
    let mails = app.mails().await;
    assert_eq!(told(&mails, 0), [("camille", "Demande confiée"), ("dominique", "Réponse")]);
}
