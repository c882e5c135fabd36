//! Comments: a discussion beside the sheet, in which people are called by name, and nothing taken away is kept.
use app::{error::AppError, ids::FormKey};
use chrono::Duration;

use crate::testapp::{Form, Page, TestApp, Visitor, sent_to};

/// A running sheet of the pilot's committee, and a draft of it.
const TALK: &str = "/ici/prst-4/fiches/1.2/discussion";
const DRAFT: &str = "/ici/prst-4/fiches/1.1/discussion";

async fn say(visitor: &Visitor, path: &str, body: &str) -> Page {
    let form = visitor.open_form(path).await.fill("body", body);
    visitor.follow(&visitor.submit(&form).await).await
}

/// The page of a gesture on the newest thread of the running sheet.
async fn gesture(visitor: &Visitor, gesture: &str) -> String {
    let page = visitor.page(TALK).await;
    let id = page.attribute("ol.comments > li:first-child > article", "id");
    format!("{TALK}/{}/{gesture}", id.trim_start_matches("c-"))
}

#[tokio::test]
async fn a_question_is_answered_beside_the_sheet_and_the_sheet_says_so() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let council = app.sign_in(app.world.council).await;
    let sheet = pilot.page("/ici/prst-4/fiches/1.2").await;
    assert_eq!(sheet.link("Commencer la discussion"), TALK);
    let page = say(&pilot, TALK, "Qui relit le kit ?\nAvant juin.").await;
    assert!(page.text(".flash").contains("Commentaire envoyé"), "{}", page.text("main"));
    say(&council, &gesture(&council, "repondre").await, "Le bureau le relit.").await;
    let page = council.page(TALK).await;
    let (threads, answers) = (page.texts("ol.comments > li > article"), page.texts(".answers article"));
    assert!(threads.len() == 1 && threads[0].contains("Dominique Pilote"), "{threads:?}");
    assert!(
        answers.len() == 1
            && answers[0].contains("Gil Conseil")
            && answers[0].contains("Le bureau le relit.")
    );
    assert!(
        page.find(".answers a").iter().all(|a| !a.attr("href").unwrap().ends_with("repondre")),
        "one level"
    );
    let sheet = council.page("/ici/prst-4/fiches/1.2").await;
    assert!(sheet.says("2 commentaires, le dernier aujourd’hui."), "{}", sheet.text("main"));
    // a relay reads the sheet, and knows nothing of what is said of it
    let relay = app.world.everyone.iter().find(|one| one.name.starts_with("Inès")).unwrap().id;
    let relay = app.sign_in(relay).await;
    assert_eq!(relay.get(TALK).await.status, 404);
    assert!(!relay.page("/ici/prst-4/fiches/1.2").await.has("#discussion"));
}

#[tokio::test]
async fn what_was_said_before_the_adoption_stays_with_those_who_could_read_it() {
    let app = TestApp::open().await;
    let (pilot, council) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.council).await);
    say(&pilot, DRAFT, "Entre nous, ce jalon est optimiste.").await;
    app.sql("UPDATE action_sheet SET stage = 'running' WHERE address = '1.1'").await;
    assert!(pilot.page(DRAFT).await.says("Entre nous"), "its committee still reads it");
    let page = council.page(DRAFT).await;
    assert!(page.status == 200 && !page.says("Entre nous"), "{}", page.text("main"));
    assert!(council.page("/ici/prst-4/fiches/1.1").await.says("Commencer la discussion"));
    let first = pilot.page(DRAFT).await.attribute("ol.comments > li:first-child > article", "id");
    let id = first.trim_start_matches("c-");
    say(&pilot, &format!("{DRAFT}/{id}/repondre"), "Toujours entre nous.").await;
    let form = council.open_form(DRAFT).await.fill("comment", id).fill("body", "Je devine.");
    assert_eq!(council.submit(&form).await.status, 404, "what she may not read is not answered either");
    let form = pilot.open_form(&format!("{DRAFT}/{id}/repondre")).await;
    let refused = pilot.follow(&pilot.submit(&form.fill("body", "@Gil Conseil, votre avis ?")).await).await;
    assert!(refused.has("#body-erreur"), "nobody is called who could not read it: {}", refused.text("main"));
    assert!(app.mails().await.is_empty());
    say(&council, DRAFT, "Le bureau soutient cette action.").await;
    assert!(pilot.page(DRAFT).await.says("Le bureau soutient"));
    let sheet = council.page("/ici/prst-4/fiches/1.1").await;
    assert!(sheet.says("1 commentaire"), "{}", sheet.text("#discussion"));
}

#[tokio::test]
async fn who_is_called_by_name_gets_one_mail_if_she_may_read_it() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET email = 'eden@prisme.test', email_key = 'eden@prisme.test' WHERE name = 'Eden Copilote'").await;
    app.sql("UPDATE person SET email = 'gil@prisme.test', email_key = 'gil@prisme.test' WHERE name = 'Gil Conseil'").await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = say(&pilot, TALK, "@eden copilote, pouvez-vous relire avec @Dominique Pilote ?").await;
    assert_eq!(page.texts(".comment strong"), ["Dominique Pilote", "@Eden Copilote", "@Dominique Pilote"]);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1, "her own name calls nobody: {mails:?}");
    assert_eq!(
        (mails[0].to.as_str(), mails[0].subject.as_str()),
        ("eden@prisme.test", "Dominique Pilote vous cite\u{a0}: action 1.2")
    );
    assert!(mails[0].text.contains("pouvez-vous relire"), "{}", mails[0].text);
    let link = mails[0].links()[0].to_owned();
    let eden = app.sign_in(app.world.co_pilot).await;
    assert!(eden.page(link.split('#').next().unwrap()).await.says("pouvez-vous relire"));

    // the council does not see a draft: it cannot be called there, by name or by the list
    let form = pilot.open_form(DRAFT).await.fill("body", "Qu’en dit @Gil Conseil ?");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.text("#body-erreur").contains("n’est le nom de personne"), "{}", page.text("main"));
    assert_eq!(page.area("body").trim(), "Qu’en dit @Gil Conseil ?", "nothing typed is lost");
    let forced = form
        .fill("key", &FormKey::new().to_string())
        .fill("body", "Un avis ?")
        .fill("person", &app.world.council.to_string());
    assert!(
        matches!(pilot.script(&forced).await.error(), AppError::Invalid(errors) if errors[0].field == "person")
    );
    assert_eq!(app.mails().await.len(), 1);

    // who lost her mandate, or whose comment was taken away, in between, is not told
    say(&pilot, TALK, "@Eden Copilote encore").await;
    let form = pilot.open_form(&gesture(&pilot, "retirer").await).await;
    assert_eq!(pilot.submit(&form).await.status, 303);
    say(&pilot, TALK, "@Eden Copilote et @Gil Conseil").await;
    app.sql("DELETE FROM mandate WHERE role = 'council_member'").await;
    let mails = app.mails().await;
    assert!(sent_to(&mails, "gil").is_empty());
    assert_eq!(mails.len(), 2);
}

#[tokio::test]
async fn who_is_called_again_and_again_in_one_comment_gets_one_mail() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let mut mails = Vec::new();
    say(&pilot, TALK, "Une question.").await;
    let edit = gesture(&pilot, "modifier").await;
    // taken back before the mail left: nothing was said yet
    for (text, expected) in [
        ("@Eden Copilote ?", None),
        ("Personne.", Some(0)),
        ("@Eden Copilote ?", Some(1)),
        ("Personne.", Some(1)),
        ("@Eden Copilote et @Fanny Membre ?", Some(2)),
        ("@Fanny Membre ?", Some(2)),
        ("@Eden Copilote et @Fanny Membre !", Some(2)),
    ] {
        let form = pilot.open_form(&edit).await.fill("body", text).fill("person", "");
        assert!(pilot.follow(&pilot.submit(&form).await).await.says("Commentaire modifié"), "{text}");
        if let Some(expected) = expected {
            mails = app.mails().await;
            assert_eq!(mails.len(), expected, "{text}: {mails:?}");
        }
    }
    assert!(mails[0].to.starts_with("eden") && mails[1].to.starts_with("fanny"), "{mails:?}");
    // another comment is another mail
    say(&pilot, TALK, "@Eden Copilote, autre chose").await;
    assert_eq!(app.mails().await.len(), 3);
}

#[tokio::test]
async fn who_is_taken_out_of_a_comment_is_not_called_any_more() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    say(&pilot, TALK, "@Eden Copilote, le kit est prêt.").await;
    let form = pilot.open_form(&gesture(&pilot, "modifier").await).await;
    assert_eq!(form.value("person"), "");
    let page = pilot.follow(&pilot.submit(&form.fill("body", "Le kit est prêt.")).await).await;
    assert!(page.says("Le kit est prêt.") && !page.says("@Eden Copilote"), "{}", page.text("main"));
}

#[tokio::test]
async fn a_namesake_is_told_apart_with_the_list() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET name = 'Fanny Membre' WHERE name = 'Eden Copilote'").await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(TALK).await.fill("body", "Bonjour @Fanny Membre");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(
        page.text("#body-erreur").contains("Fanny Membre (Carsat), Fanny Membre (Carsat)"),
        "{}",
        page.text("main")
    );
    let form = page.form("form.entry").fill("person", &app.world.contributor.to_string());
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.texts(".comment strong").contains(&"@Fanny Membre".to_owned()), "{}", page.text("main"));
    assert!(
        app.text("SELECT CAST(payload AS TEXT) FROM outbox WHERE kind = 'comment_mention'")
            .await
            .contains(&app.world.contributor.to_string())
    );
    // and stays told apart when the text changes
    let form = pilot.open_form(&gesture(&pilot, "modifier").await).await;
    assert_eq!(form.value("person"), app.world.contributor.to_string());
}

#[tokio::test]
async fn ones_own_comment_changes_for_fifteen_minutes() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    say(&pilot, TALK, "Le kit est prés.").await;
    let edit = gesture(&pilot, "modifier").await;
    let late = pilot.open_form(&edit).await.fill("body", "Trop tard");
    assert!(pilot.page(&edit).await.says("Vous pouvez le modifier jusqu’à"));
    let page = say(&pilot, &edit, "Le kit est prêt.").await;
    assert!(page.says("Le kit est prêt.") && page.says("modifié depuis"), "{}", page.text("main"));
    // another form of the same version comes too late, and so does another person
    let stale = late.clone().fill("key", &FormKey::new().to_string());
    assert_eq!(pilot.script(&stale).await.error(), AppError::Stale);
    let co_pilot = app.sign_in(app.world.co_pilot).await;
    assert_eq!(co_pilot.get(&edit).await.status, 403);
    assert_eq!(co_pilot.script(&stale.fill("version", "2")).await.status, 403);
    app.clock.advance(Duration::minutes(15));
    let answer = pilot.script(&late.fill("version", "2")).await;
    assert!(matches!(answer.error(), AppError::Forbidden(why) if why.contains("pendant 15 minutes")));
    assert!(!pilot.page(TALK).await.says("Modifier, jusqu’à"));
    assert_eq!(pilot.get(&edit).await.status, 403);
}

#[tokio::test]
async fn what_is_taken_away_leaves_its_place_and_nothing_of_its_text() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let co_pilot = app.sign_in(app.world.co_pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    say(&pilot, TALK, "Un mot de trop sur Untel").await;
    say(&co_pilot, &gesture(&co_pilot, "repondre").await, "Restons-en au plan.").await;
    let remove = gesture(&coordinator, "retirer").await;
    assert_eq!(co_pilot.get(&remove).await.status, 403);
    let form = coordinator.open_form(&remove).await;
    let page = coordinator.follow(&coordinator.submit(&form).await).await;
    assert!(page.text("#reason-erreur").contains("Dites pourquoi"), "{}", page.text("main"));
    let form = page.form("form.entry").fill("reason", "Parle d’une personne.");
    coordinator.follow(&coordinator.submit(&form).await).await;
    let page = pilot.page(TALK).await;
    assert!(page.says("Commentaire retiré par Alix Coordination") && page.says("Parle d’une personne."));
    assert!(!page.says("Un mot de trop") && page.says("Restons-en au plan."), "{}", page.text("main"));
    for (table, column) in [("comment", "text"), ("history", "text"), ("outbox", "payload")] {
        let kept = format!(
            "SELECT CAST(COUNT(*) AS TEXT) FROM {table} WHERE CAST({column} AS TEXT) LIKE '%de trop%'"
        );
        assert_eq!(app.text(&kept).await, "0", "{table}");
    }
    // it is neither answered nor taken away again
    let answer = remove.replace("retirer", "repondre");
    assert_eq!(pilot.get(&answer).await.status, 403);
    assert_eq!(
        coordinator.script(&form.fill("key", &FormKey::new().to_string())).await.error(),
        AppError::Stale
    );
    // one's own goes without a reason, on a sheet that is closed too
    say(&pilot, TALK, "Je me suis trompée.").await;
    let form = pilot.open_form(&gesture(&pilot, "retirer").await).await;
    app.sql("UPDATE action_sheet SET status = 'closed' WHERE address = '1.2'").await;
    assert_eq!(pilot.submit(&form).await.status, 303);
    assert!(pilot.page(TALK).await.says("Commentaire retiré par Dominique Pilote"));
    assert!(!pilot.page(TALK).await.has("form.entry"), "a closed sheet is read-only");
}

#[tokio::test]
async fn a_table_of_workers_is_refused_and_ones_comments_are_in_ones_data() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let table = "Voici :\n\nNom du salarié\tPathologie\nUntel\tLombalgie\n";
    let page = say(&pilot, TALK, table).await;
    assert!(
        page.text("#body-erreur").contains("« Nom du salarié », « Pathologie »"),
        "{}",
        page.text("main")
    );
    assert_eq!(app.count("comment").await, 0);
    say(&pilot, TALK, "Merci @Eden Copilote").await;
    let data: serde_json::Value =
        serde_json::from_slice(&pilot.get("/compte/donnees.json").await.body).unwrap();
    assert_eq!(data["comments"][0]["text"], "Merci @Eden Copilote");
    assert_eq!(data["comments"][0]["sheet"], "1.2 Former les entreprises");
    // her name goes everywhere when she is erased, from where she was called too
    let eden = app.sign_in(app.world.co_pilot).await;
    let form = eden.open_form("/compte/effacement").await.fill("confirmation", "Eden Copilote");
    assert_eq!(eden.submit(&form).await.status, 303);
    let page = pilot.page(TALK).await;
    assert!(page.says("Merci @Personne effacée") && !page.says("Eden"), "{}", page.text("main"));
}

#[tokio::test]
async fn a_long_discussion_has_pages_and_costs_the_same() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    say(&pilot, TALK, "@Eden Copilote, la première").await;
    let queries = |before: u64| app.db.queries() - before;
    let before = app.db.queries();
    pilot.page(TALK).await;
    let few = queries(before);
    for n in 0..55 {
        let form = Form::of("write_comment", &[("key", &FormKey::new().to_string()), ("page", TALK)]);
        let sheet = app.sheet("/ici/prst-4/fiches/1.2").await.id.to_string();
        let form = form.fill("sheet", &sheet).fill("body", &format!("La suite {n}, @Eden Copilote"));
        assert_eq!(pilot.submit(&form).await.status, 303);
    }
    let before = app.db.queries();
    let page = pilot.page(TALK).await;
    assert_eq!(queries(before), few);
    assert_eq!(page.find("ol.comments > li").len(), 50);
    let older = pilot.page(&format!("{TALK}?page=2")).await;
    assert_eq!(older.find("ol.comments > li").len(), 6);
    assert!(older.says("la première"));
}
