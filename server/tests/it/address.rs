//! Changing one's own address: proved before it counts, the same answer for an address that is another's.
use app::account::model::{ADDRESS, ADDRESS_CODE, ADDRESS_LINK};
use chrono::Duration;

use crate::testapp::{Answer, Form, TestApp, Visitor, sent_to as to};

const OLD: &str = "dominique.pilote@prisme.example";
const NEW: &str = "dominique@carsat.example";
const TAKEN: &str = "kim.pilote@prisme.example";

async fn ask(visitor: &Visitor, email: &str) -> (Answer, Visitor) {
    let form = visitor.page(ADDRESS).await.form("form.entry").fill("email", email);
    let answer = visitor.submit(&form).await;
    let after = visitor.after(&answer);
    (answer, after)
}

async fn type_code(visitor: &Visitor, code: &str) -> Answer {
    visitor.submit(&Form::of("confirm_address_code", &[("page", ADDRESS_CODE), ("code", code)])).await
}

async fn address(app: &TestApp) -> String {
    app.text("SELECT email FROM person WHERE name = 'Dominique Pilote'").await
}

#[tokio::test]
async fn the_new_address_counts_once_its_code_was_typed_and_the_old_one_is_warned() {
    let app = TestApp::open().await;
    let (pilot, elsewhere) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.pilot).await);
    let (answer, pilot) = ask(&pilot, NEW).await;
    assert_eq!((answer.status, answer.location()), (303, ADDRESS_CODE));
    let mails = app.mails().await;
    let ([new], [old]) = (&to(&mails, NEW)[..], &to(&mails, OLD)[..]) else { panic!("{mails:?}") };
    assert_eq!(old.subject, "Un changement d’adresse est demandé dans Prisme");
    assert!(!old.text.contains(NEW) && old.links() == ["/compte/sessions"]);
    assert_eq!(address(&app).await, OLD, "nothing is changed yet");

    let page = pilot.page(ADDRESS_CODE).await;
    assert!(page.says(NEW) && page.says("15 minutes"));
    let wrong = type_code(&pilot, "0000 0000").await;
    assert!(wrong.status == 422 && wrong.page().says("Il vous reste 4 essais."));
    let done = pilot.submit(&page.form("form.entry").fill("code", &new.code())).await;
    let page = pilot.follow(&done).await;
    assert!(page.text(".flash").starts_with("Votre adresse est changée.") && page.says(NEW));
    assert_eq!(address(&app).await, NEW);
    assert_eq!(elsewhere.get("/compte").await.status, 401, "her other sessions are over");
    // once; and she signs in with the new one
    assert_eq!(type_code(&pilot, &new.code()).await.status, 422);
    let asked = app.anyone().call("sign_in", &[("email", NEW), ("page", "/compte/connexion")]).await;
    assert!(asked.status < 400 && app.mails().await.last().unwrap().to == NEW);
    assert_eq!(app.count("draft").await, 0, "codes are kept nowhere");
}

#[tokio::test]
async fn the_link_confirms_it_for_her_and_for_nobody_else() {
    let app = TestApp::open().await;
    let (_, pilot) = ask(&app.sign_in(app.world.pilot).await, NEW).await;
    let mails = app.mails().await;
    let link = to(&mails, NEW)[0].links()[0].to_owned();
    assert!(link.starts_with(ADDRESS_LINK));
    // whoever receives it by mistake cannot take the account with it
    assert_eq!(app.anyone().get(&link).await.status, 401);
    let other = app.sign_in(app.world.other_pilot).await;
    let page = other.page(&link).await;
    assert!(page.says("n’est plus possible") && !page.has("main form"));
    let token = link.split('=').nth(1).unwrap();
    let forged = Form::of("confirm_address_link", &[("page", ADDRESS_LINK), ("token", token)]);
    other.submit(&forged).await;
    assert_eq!(app.anyone().script(&forged).await.status, 401);
    assert_eq!(address(&app).await, OLD);
    // it is no sign-in either
    assert!(
        app.anyone().page(&format!("/compte/connexion/lien?jeton={token}")).await.says("n’est plus possible")
    );
    app.anyone().call("sign_in", &[("email", OLD), ("page", "/compte/connexion")]).await;
    let sign_in = app.mails().await.pop().unwrap().links()[0].to_owned();
    let page = pilot.page(&link).await;
    assert!(page.says(NEW));
    pilot.follow(&pilot.submit(&page.form_of("Confirmer")).await).await;
    assert_eq!(address(&app).await, NEW);
    assert!(pilot.page(&link).await.says("déjà servi"));
    // who still reads the old mailbox does not come in with what was mailed there
    assert!(app.anyone().page(&sign_in).await.says("n’est plus possible"));
}

#[tokio::test]
async fn an_address_of_another_account_gets_the_same_answer_and_no_mail() {
    let app = TestApp::open().await;
    let mut said = Vec::new();
    for email in [NEW, TAKEN] {
        let pilot = app.sign_in(app.world.pilot).await;
        let form = pilot.page(ADDRESS).await.form("form.entry").fill("email", email);
        let before = app.db.queries();
        let answer = pilot.submit(&form).await;
        let queries = app.db.queries() - before;
        let pilot = pilot.after(&answer);
        let wrong = type_code(&pilot, "0000 0000").await;
        let text = pilot.page(ADDRESS_CODE).await.text("main").replace(email, "…");
        let refused = wrong.page().text("main").replace(email, "…");
        said.push((answer.status, answer.location().to_owned(), queries, text, wrong.status, refused));
    }
    assert_eq!(said[0], said[1]);
    let mails = app.mails().await;
    assert_eq!((to(&mails, TAKEN).len(), to(&mails, NEW).len(), to(&mails, OLD).len()), (0, 1, 2));
}

#[tokio::test]
async fn what_is_mailed_is_worth_fifteen_minutes_and_the_address_must_still_be_free() {
    let app = TestApp::open().await;
    let (_, pilot) = ask(&app.sign_in(app.world.pilot).await, NEW).await;
    let mails = app.mails().await;
    let code = to(&mails, NEW)[0].code();
    app.clock.advance(Duration::minutes(15));
    assert_eq!(type_code(&pilot, &code).await.status, 422);
    assert!(pilot.page(ADDRESS_CODE).await.says("expiré") && address(&app).await == OLD);

    let (_, pilot) = ask(&pilot, NEW).await;
    let mails = app.mails().await;
    let (code, link) = (to(&mails, NEW)[1].code(), to(&mails, NEW)[1].links()[0].to_owned());
    let confirm = pilot.page(&link).await.form_of("Confirmer");
    app.sql(&format!("UPDATE person SET email = '{NEW}', email_key = '{NEW}' WHERE name = 'Kim Pilote'"))
        .await;
    // the code and the link say alike what happened, and what to do
    for answer in [type_code(&pilot, &code).await, pilot.submit(&confirm).await] {
        let page = answer.page();
        assert!(page.status == 422 && page.text("head title").starts_with("Erreur"));
        assert!(page.text("#erreurs").contains("devenue celle d’un autre compte"), "{}", page.text("main"));
        assert_eq!(page.link("Donner une autre adresse"), ADDRESS);
    }
    assert_eq!(address(&app).await, OLD);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_people_who_confirm_one_address_at_once_one_gets_it_and_the_other_is_told() {
    for _ in 0..5 {
        let app = TestApp::open().await;
        let (_, dominique) = ask(&app.sign_in(app.world.pilot).await, NEW).await;
        let (_, kim) = ask(&app.sign_in(app.world.other_pilot).await, NEW).await;
        let mails = app.mails().await;
        let mails = to(&mails, NEW);
        let mut both = Vec::new();
        for (visitor, name) in [(dominique, "Dominique"), (kim, "Kim")] {
            let mail = mails.iter().find(|mail| mail.text.contains(name)).unwrap();
            let form = visitor.page(mail.links()[0]).await.form_of("Confirmer");
            both.push((visitor, form));
        }
        // by the link: the slow hash of a code would keep them apart
        let sent =
            both.into_iter().map(|(visitor, form)| tokio::spawn(async move { visitor.submit(&form).await }));
        let mut statuses = Vec::new();
        for answer in sent.collect::<Vec<_>>() {
            let answer = answer.await.unwrap();
            let told = answer.status == 303 || answer.page().text("#erreurs").contains("d’un autre compte");
            assert!(told, "{}", answer.text());
            statuses.push(answer.status);
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
        let holders = format!("SELECT CAST(COUNT(*) AS TEXT) FROM person WHERE email_key = '{NEW}'");
        assert_eq!(app.text(&holders).await, "1");
    }
}

#[tokio::test]
async fn it_is_asked_so_often_and_no_more_and_what_is_no_address_is_refused_where_it_was_typed() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = ask(&pilot, "dominique").await.0.page();
    assert!(page.status == 422 && page.text("head title").starts_with("Erreur"));
    assert_eq!(page.attribute("input#email", "value"), "dominique");
    let page = ask(&pilot, &OLD.to_uppercase()).await.0.page();
    assert!(page.status == 422 && page.text("#email-erreur").contains("déjà votre adresse"));
    for _ in 0..5 {
        assert_eq!(ask(&pilot, NEW).await.0.status, 303);
    }
    let page = ask(&pilot, NEW).await.0.page();
    assert!(page.status == 422 && page.says("réessayez dans 15 minutes"));
    assert_eq!(app.anyone().call("change_address", &[("email", NEW)]).await.status, 401);
}

#[tokio::test]
async fn an_erased_person_leaves_no_attempt_with_her_address() {
    let app = TestApp::open().await;
    // somebody asked with her address before she had it, so that it is tied to nobody
    app.sql(&format!(
        "UPDATE person SET email = '{NEW}', email_key = '{NEW}' WHERE name = 'Dominique Pilote'"
    ))
    .await;
    app.anyone().call("sign_in", &[("email", OLD), ("page", "/compte/connexion")]).await;
    app.sql(&format!(
        "UPDATE person SET email = '{OLD}', email_key = '{OLD}' WHERE name = 'Dominique Pilote'"
    ))
    .await;
    let pilot = app.sign_in(app.world.pilot).await;
    ask(&pilot, NEW).await;
    assert_eq!(app.count("sign_in").await, 2);
    let form = pilot.open_form("/compte/effacement").await.fill("confirmation", "Dominique Pilote");
    assert_eq!(pilot.submit(&form).await.status, 303);
    assert_eq!(app.count("sign_in").await, 0);
}
