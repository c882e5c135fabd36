//! The administrator's screen of accounts: found, suspended, invited again, signed out; hers alone.
use app::{administration::model::PATH, mail::reminder};

use crate::testapp::{Form, TestApp, Visitor, sent_to};

const EMAIL: &str = "dominique.pilote@prisme.example";

async fn admin(app: &TestApp) -> Visitor {
    app.sign_in(app.world.admin).await
}

/// Whether asking to sign in with that address brings a mail.
async fn is_written_to(app: &TestApp) -> bool {
    let before = app.mails().await.len();
    let visitor = app.anyone();
    let answer = visitor.call("sign_in", &[("email", EMAIL), ("page", "/compte/connexion")]).await;
    assert!(answer.status < 400, "the answer is the same");
    app.mails().await.len() > before
}

#[tokio::test]
async fn an_account_is_found_by_name_or_address_with_its_mandates_and_last_visit() {
    let app = TestApp::open().await;
    app.sign_in(app.world.pilot).await;
    let admin = admin(&app).await;
    let all = admin.page(PATH).await;
    assert!(all.says("17 comptes") && all.says("aucune connexion connue"), "{}", all.text("main"));
    for search in ["dominique", "PILOTE@prisme dominique"] {
        let page = admin.page(&format!("{PATH}?q={}", search.replace(' ', "+"))).await;
        assert_eq!(page.texts("main .row-title"), ["Dominique Pilote"], "{search}");
        let said = page.text("main .rows .meta");
        assert_eq!(said, format!("{EMAIL} · Pilote, Comité 1, Ici · dernière connexion aujourd’hui"));
    }
    assert!(admin.page(&format!("{PATH}?q=personne+ici")).await.says("Aucun compte ne répond"));
    let page = admin.page(&admin.page(&format!("{PATH}?q=dominique")).await.link("Dominique Pilote")).await;
    assert!(page.says("Pilote, Comité 1, Ici") && page.text(".facts").contains("Sessions ouvertes1"));
}

#[tokio::test]
async fn a_suspended_account_is_signed_out_and_comes_back_once_reactivated() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let update = pilot.open_form("/ici/prst-4/fiches/1.2/point").await;
    pilot.autosave(&update.fill("done", "À moitié écrit")).await;
    let admin = admin(&app).await;
    let path = format!("{PATH}/{}", app.world.pilot);
    let page = admin.press(&path, "Suspendre le compte").await;
    assert!(page.text(".flash").starts_with("Compte suspendu") && page.says("suspendu depuis le"));
    assert_eq!(pilot.get("/compte").await.status, 401, "her sessions are over");
    assert!(!is_written_to(&app).await);
    // nor with a click in the demonstration, where she is not offered any more
    let id = app.world.pilot.to_string();
    assert_eq!(app.anyone().call("sign_in_demo", &[("person", &id), ("then", "/")]).await.status, 404);
    let offered = app.anyone().page("/compte/connexion").await.text(".roles");
    assert!(!offered.contains("Dominique Pilote") && offered.contains("Kim Pilote"), "{offered}");
    // what she carries is still hers, and signed
    let council = app.sign_in(app.world.council).await;
    assert!(council.page("/ici/prst-4/fiches/1.2").await.says("Dominique Pilote"));
    let page = admin.press(&path, "Réactiver le compte").await;
    assert_eq!(page.text(".flash"), "Compte réactivé.");
    assert!(is_written_to(&app).await);
    let pilot = app.sign_in(app.world.pilot).await;
    assert!(pilot.page("/compte/brouillons").await.says("À moitié écrit"), "what she was writing waited");
    let history = "SELECT text FROM history WHERE part = 'account' ORDER BY id DESC LIMIT 1";
    assert_eq!(app.text(history).await, "Compte réactivé");
}

#[tokio::test]
async fn a_code_that_was_mailed_before_the_suspension_opens_nothing() {
    let app = TestApp::open().await;
    let visitor = app.anyone();
    let asked = visitor
        .submit(&Form::of("sign_in", &[("email", EMAIL), ("page", "/compte/connexion"), ("then", "/")]))
        .await;
    let visitor = visitor.after(&asked);
    let code = app.mails().await.pop().unwrap().code();
    admin(&app).await.press(&format!("{PATH}/{}", app.world.pilot), "Suspendre le compte").await;
    let answer = visitor.call("sign_in_code", &[("code", &code), ("page", "/compte/connexion/code")]).await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn the_administrator_invites_again_and_ends_sessions_but_does_not_lock_herself_out() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let admin = admin(&app).await;
    let path = format!("{PATH}/{}", app.world.pilot);
    admin.press(&path, "Inviter à nouveau").await;
    let mail = app.mails().await.pop().unwrap();
    assert_eq!((mail.to.as_str(), mail.links().len()), (EMAIL, 1));
    assert!(mail.subject.starts_with("Jo Administration vous ouvre un accès"), "{}", mail.subject);
    admin.press(&path, "Terminer toutes ses sessions").await;
    assert_eq!(pilot.get("/compte").await.status, 401);

    let page = admin.page(&format!("{PATH}/{}", app.world.admin)).await;
    assert!(page.says("C’est votre compte") && !page.has("main form"));
    let form = admin.page(&path).await.form_of("Suspendre le compte").fill("version", "1");
    let form = form.fill("person", &app.world.admin.to_string());
    let page = admin.follow(&admin.submit(&form).await).await;
    assert!(page.text(".refused").contains("une autre personne qui administre"), "{}", page.text("main"));
    assert_eq!(admin.get(PATH).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_administrators_who_suspend_each_other_at_once_one_stays() {
    let app = TestApp::open().await;
    app.sql(
        "UPDATE mandate SET role = 'admin', region_id = NULL \
         WHERE person_id = (SELECT id FROM person WHERE name = 'Bao Coordination')",
    )
    .await;
    let people = [app.world.admin, app.world.second_coordinator];
    let mut sent = Vec::new();
    for (who, whom) in [(people[0], people[1]), (people[1], people[0])] {
        let visitor = app.sign_in(who).await;
        let form = visitor.page(&format!("{PATH}/{whom}")).await.form_of("Suspendre le compte");
        sent.push((visitor, form));
    }
    let sent = sent
        .into_iter()
        .map(|(visitor, form)| tokio::spawn(async move { visitor.script(&form).await.status }));
    let mut statuses = Vec::new();
    for answer in sent.collect::<Vec<_>>() {
        statuses.push(answer.await.unwrap());
    }
    statuses.sort_unstable();
    // the second finds her session ended, or nobody else left
    assert!(statuses[0] == 200 && [401, 422].contains(&statuses[1]), "{statuses:?}");
    let left = "SELECT CAST(COUNT(*) AS TEXT) FROM person WHERE suspended_at IS NOT NULL";
    assert_eq!(app.text(left).await, "1");
}

#[tokio::test]
async fn who_is_suspended_is_not_written_to_and_nobody_can_tell_from_outside() {
    let app = TestApp::open().await;
    let said = async |email: &str| {
        let visitor = app.anyone();
        let form = visitor.page("/compte/connexion").await.form("form.entry").fill("email", email);
        let before = app.db.queries();
        let answer = visitor.submit(&form).await;
        let queries = app.db.queries() - before;
        let visitor = visitor.after(&answer);
        let page = visitor.page("/compte/connexion/code").await.text("main").replace(email, "…");
        (answer.status, answer.location().to_owned(), queries, page)
    };
    let before = said("kim.pilote@prisme.example").await;
    let form = admin(&app).await.page(&format!("{PATH}/{}", app.world.other_pilot)).await;
    admin(&app).await.submit(&form.form_of("Suspendre le compte")).await;
    let mails = app.mails().await.len();
    assert_eq!(said("kim.pilote@prisme.example").await, before);
    assert_eq!(said("personne@prisme.example").await, before);
    // called in a discussion; and 2.1 and 2.2 wait for her
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form("/ici/prst-4/fiches/1.2/discussion").await.fill("body", "@Kim Pilote ?");
    assert_eq!(pilot.submit(&form).await.status, 303);
    reminder::decide(&app.db, app.clock.now()).await.unwrap();
    let mails = app.mails().await.split_off(mails);
    assert!(sent_to(&mails, "kim").is_empty(), "{mails:?}");
    // nor does it count as a reminder, once she is back
    let form = admin(&app).await.page(&format!("{PATH}/{}", app.world.other_pilot)).await;
    admin(&app).await.submit(&form.form_of("Réactiver le compte")).await;
    reminder::decide(&app.db, app.clock.now()).await.unwrap();
    assert!(!sent_to(&app.mails().await, "kim").is_empty());
}

#[tokio::test]
async fn a_page_of_accounts_costs_as_much_for_all_as_for_one() {
    let app = TestApp::open().await;
    let admin = admin(&app).await;
    let mut costs = Vec::new();
    for search in ["", "?q=dominique"] {
        let before = app.db.queries();
        assert_eq!(admin.get(&format!("{PATH}{search}")).await.status, 200);
        costs.push(app.db.queries() - before);
    }
    assert_eq!(costs, [4, 4]); // who asks, how many, the page, their mandates
}

#[tokio::test]
async fn the_second_of_two_administrators_is_told_that_the_account_changed() {
    let app = TestApp::open().await;
    let admin = admin(&app).await;
    let path = format!("{PATH}/{}", app.world.pilot);
    let old = admin.page(&path).await.form_of("Terminer toutes ses sessions");
    admin.press(&path, "Suspendre le compte").await;
    assert_eq!(admin.script(&old).await.status, 409);
}

#[tokio::test]
async fn nobody_else_knows_of_it() {
    let app = TestApp::open().await;
    assert!(admin(&app).await.page("/").await.text("header").contains("Comptes"));
    for someone in app.world.everyone.iter().filter(|one| one.id != app.world.admin) {
        let (visitor, name) = (app.sign_in(someone.id).await, someone.name);
        for page in [PATH.to_owned(), format!("{PATH}/{}", app.world.pilot)] {
            assert_eq!(visitor.get(&page).await.status, 404, "{name}");
        }
        let fields = [
            ("key", app::ids::FormKey::new().to_string()),
            ("person", app.world.pilot.to_string()),
            ("version", "1".to_owned()),
            ("act", "suspend".to_owned()),
        ];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(visitor.call("manage_account", &fields).await.status, 404, "{name}");
        assert!(!visitor.page("/").await.text("header").contains("Comptes"), "{name}");
    }
    assert_eq!(
        app.text("SELECT CAST(COUNT(*) AS TEXT) FROM person WHERE suspended_at IS NOT NULL").await,
        "0"
    );
}
