//! What a person sees and does of what is kept of herself: sessions, data, erasure.
use app::oneself::store::erasure::SIGNED;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::testapp::{Form, Page, TestApp, Visitor};

const SHEET: &str = "/ici/prst-4/fiches/1.2";
const RUBRIC: &str = "/ici/prst-4/fiches/1.1/rubriques/enjeu-et-contexte";

async fn send(visitor: &Visitor, form: &Form) -> Page {
    visitor.follow(&visitor.submit(form).await).await
}

/// Every column of every table.
async fn columns(app: &TestApp) -> Vec<(String, String)> {
    let db = &app.db.read;
    let backend = db.get_database_backend();
    let asked = match backend {
        DbBackend::Sqlite => {
            "SELECT m.name AS t, p.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
        }
        _ => {
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(backend, asked)).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap())).collect()
}

/// Where in the database these words are.
async fn found(app: &TestApp, words: &str) -> Vec<String> {
    let mut places = Vec::new();
    for (table, column) in columns(app).await {
        let like = format!(
            "SELECT CAST(COUNT(*) AS INTEGER) FROM {table} WHERE CAST(\"{column}\" AS TEXT) LIKE '%{words}%'"
        );
        let asked = Statement::from_string(app.db.read.get_database_backend(), like);
        let row = app.db.read.query_one_raw(asked).await.unwrap().unwrap();
        let count =
            row.try_get_by_index::<i32>(0).or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n as i32));
        if count.unwrap() > 0 {
            places.push(format!("{table}.{column}"));
        }
    }
    places
}

#[tokio::test]
async fn every_column_that_signs_is_known_to_the_erasure() {
    let app = TestApp::open().await;
    let signs = |column: &str| column == "by" || column.ends_with("by_name");
    let all = columns(&app).await;
    assert!(all.len() > 100, "this is not the schema");
    let signing: Vec<_> = all.iter().filter(|(_, column)| signs(column)).collect();
    assert!(signing.len() >= SIGNED.len(), "{signing:?}");
    for (table, column) in signing {
        let known = SIGNED.iter().any(|signed| signed.table == table && signed.column == column);
        assert!(known, "{table}.{column} holds names: list it in oneself/store/erasure.rs");
    }
}

#[tokio::test]
async fn who_erases_herself_leaves_her_work_and_no_trace_of_her_name() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET email = 'dominique@exemple.fr', email_key = 'dominique@exemple.fr' WHERE name = 'Dominique Pilote'").await;
    let (pilot, council) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.council).await);
    // she had another name when she moved a milestone
    app.sql("UPDATE person SET name = 'Dominique Avant', name_key = 'dominique avant' WHERE name = 'Dominique Pilote'").await;
    let form = pilot.open_form(&format!("{SHEET}/jalons/nouveau")).await;
    let page = send(&pilot, &form.fill("title", "Ancien jalon").fill("due", "2098")).await;
    send(&pilot, &pilot.open_form(&page.link("Modifier : Ancien jalon")).await.fill("due", "2099")).await;
    app.sql("UPDATE person SET name = 'Dominique Pilote', name_key = 'dominique pilote' WHERE name = 'Dominique Avant'").await;
    assert!(!found(&app, "Dominique Avant").await.is_empty());
    // she signs a rubric, an update, a milestone that moves, and leaves a draft behind
    send(&pilot, &pilot.open_form(RUBRIC).await.fill("body", "Un enjeu signé.")).await;
    let update = pilot.open_form(&format!("{SHEET}/point")).await;
    send(&pilot, &update.fill("done", "Fait par elle.").fill("next", "Suite.").fill("confidence", "secured"))
        .await;
    let milestones = format!("{SHEET}/jalons");
    let form = pilot.open_form(&format!("{milestones}/nouveau")).await;
    let page = send(&pilot, &form.fill("title", "Kit relu").fill("due", "2098")).await;
    send(&pilot, &pilot.open_form(&page.link("Modifier : Kit relu")).await.fill("due", "2099")).await;
    pilot.autosave(&pilot.open_form(&format!("{SHEET}/point")).await.fill("done", "À moitié écrit")).await;
    assert!(found(&app, "Dominique Pilote").await.len() >= 5);
    // and her address was mended twice: told by mail, then not yet
    let addresses = ["dominique@exemple.fr", "d.pilote@exemple.fr", "pilote@exemple.fr"];
    let coordinator = app.sign_in(app.world.coordinator).await;
    let mend = format!("/ici/annuaire/personnes/{}/modifier", app.world.pilot);
    for address in &addresses[1..] {
        send(&coordinator, &coordinator.open_form(&mend).await.fill("email", address)).await;
        if *address == addresses[1] {
            assert_eq!(app.mails().await.len(), 1);
        }
    }
    for address in addresses {
        assert!(!found(&app, address).await.is_empty(), "{address}");
    }
    let pilot = app.sign_in(app.world.pilot).await;

    let form = pilot.open_form("/compte/effacement").await;
    let refused = send(&pilot, &form.clone().fill("confirmation", "Dominique")).await;
    assert!(refused.says("Écrivez « Dominique Pilote » pour confirmer"), "{}", refused.text("main"));
    // what confirms is nothing to take up again
    assert!(!pilot.page("/compte/brouillons").await.says("effacement"));
    let answer = pilot.submit(&refused.form("form.entry").fill("confirmation", "dominique pilote")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let home = pilot.follow(&answer).await;
    assert!(home.text(".flash").starts_with("Votre compte est effacé"), "{}", home.text("main"));
    assert!(!council.page(answer.location()).await.has(".flash"), "hers is not");

    assert_eq!(found(&app, "Dominique Pilote").await, Vec::<String>::new());
    assert_eq!(found(&app, "Dominique Avant").await, Vec::<String>::new());
    for address in addresses {
        assert_eq!(found(&app, address).await, Vec::<String>::new(), "{address}");
    }
    assert_eq!(pilot.get("/compte").await.status, 401);
    assert!(app.drafts(app.world.pilot).await.is_empty());
    let sheet = council.page(SHEET).await;
    assert!(sheet.says("Fait par elle.") && sheet.says("Personne effacée "), "{}", sheet.text("main"));
    let history = app.sign_in(app.world.co_pilot).await.page(&format!("{RUBRIC}/historique")).await;
    assert!(history.says("Un enjeu signé.") && history.says("Personne effacée "), "{}", history.text("main"));
    assert_eq!(app.versions("/ici/prst-4/fiches/1.1").await[0].2, "Un enjeu signé.");
    // somebody else's signature is her own
    assert!(!found(&app, "Eden Copilote").await.is_empty());
}

#[tokio::test]
async fn the_only_coordinator_of_a_region_is_not_erased_before_another_is_named() {
    let app = TestApp::open().await;
    let alone = app.sign_in(app.world.neighbour).await;
    let form = alone.open_form("/compte/effacement").await.fill("confirmation", "Lou Voisine");
    let page = send(&alone, &form).await;
    assert!(page.says("resterait sans animation du plan"), "{}", page.text("main"));
    assert_eq!(alone.get("/ailleurs/annuaire").await.status, 200);
}

#[tokio::test]
async fn the_only_administrator_is_not_erased_before_another_is_named() {
    let app = TestApp::open().await;
    let admin = app.sign_in(app.world.admin).await;
    let form = admin.open_form("/compte/effacement").await.fill("confirmation", "Jo Administration");
    let page = send(&admin, &form).await;
    assert!(page.says("Personne d’autre n’administrerait la plateforme"), "{}", page.text("main"));
    assert_eq!(admin.get("/administration/comptes").await.status, 200);
}

#[tokio::test]
async fn a_person_ends_her_other_sessions_and_nobody_else_s() {
    let app = TestApp::open().await;
    let (here, phone) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.pilot).await);
    let other = app.sign_in(app.world.co_pilot).await;
    let page = here.page("/compte/sessions").await;
    assert_eq!(page.texts(".rows > li").len(), 2);
    assert_eq!(page.texts(".state-tag"), ["Celle-ci"]);
    let one = page.form(".rows form");
    assert_eq!(other.script(&one).await.status, 404);
    assert_eq!(phone.get("/compte").await.status, 200);
    let page = send(&here, &one).await;
    assert_eq!(
        (page.text(".flash").as_str(), page.texts(".rows > li").len()),
        ("La session est terminée.", 1)
    );
    assert_eq!((phone.get("/compte").await.status, here.get("/compte").await.status), (401, 200));
    let _again = app.sign_in(app.world.pilot).await;
    let page = here.page("/compte/sessions").await;
    let page = send(&here, &page.form("main > form")).await;
    assert_eq!(page.texts(".rows > li").len(), 1);
    assert_eq!((here.get("/compte").await.status, other.get("/compte").await.status), (200, 200));
}

#[tokio::test]
async fn a_session_says_when_it_was_last_seen() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let before = pilot.page("/compte/sessions").await.text(".rows .meta");
    app.clock.advance(chrono::Duration::minutes(40));
    pilot.page("/compte").await;
    let after = pilot.page("/compte/sessions").await.text(".rows .meta");
    assert!(before.contains("vue pour la dernière fois") && before != after, "{before} / {after}");
}

#[tokio::test]
async fn ones_data_are_ones_own_readable_and_as_a_file() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let update = pilot.open_form(&format!("{SHEET}/point")).await;
    send(&pilot, &update.fill("done", "Fait par elle.").fill("next", "Suite.").fill("confidence", "secured"))
        .await;
    let page = pilot.page("/compte/donnees").await;
    assert!(
        page.says("Dominique Pilote") && page.says("Fait par elle.") && page.says("Pilote · Comité 1"),
        "{}",
        page.text("main")
    );
    let answer = pilot.get("/compte/donnees.json").await;
    let file: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(file["name"], "Dominique Pilote");
    assert_eq!(file["updates"][0]["done"], "Fait par elle.");
    assert_eq!(file["mandates"].as_array().unwrap().len(), 1);
    // an update is in its own list: the history only names it
    let signed = file["signed"].as_array().unwrap();
    assert!(signed.iter().all(|line| line["part"] != "update"), "{signed:?}");
    let other = app.sign_in(app.world.other_pilot).await.get("/compte/donnees.json").await.text();
    assert!(!other.contains("Fait par elle."));
}

#[tokio::test]
async fn a_person_chooses_her_name_and_who_sees_her_address() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET email = 'd@exemple.fr', email_key = 'd@exemple.fr' WHERE name = 'Dominique Pilote'").await;
    let (pilot, council) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.council).await);
    let card = format!("/ici/annuaire/personnes/{}", app.world.pilot);
    assert!(!council.page(&card).await.says("d@exemple.fr"));
    let form = pilot.open_form("/compte/coordonnees").await;
    let refused = send(&pilot, &form.fill("name", " ")).await;
    assert_eq!(refused.text("#name-erreur"), "Écrivez votre prénom et votre nom.");
    let form = refused.form("form.entry").fill("name", "Dominique Nouveau").fill("shows][", "email");
    let page = send(&pilot, &form).await;
    assert_eq!(page.text(".flash"), "Vos coordonnées sont enregistrées.");
    let card = council.page(&card).await;
    assert!(card.says("d@exemple.fr") && card.text("h1") == "Dominique Nouveau", "{}", card.text("main"));
}

#[tokio::test]
async fn nobody_takes_the_name_of_another_of_her_region() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let rename = async |name: &str| {
        let form = pilot.open_form("/compte/coordonnees").await.fill("name", name);
        send(&pilot, &form).await
    };
    // who coordinates, whatever the case, the accents, the order and the signs; and who left: she is read in the history
    for taken in
        ["Alix Coordination", "ALIX coördination.", "Coordination, Alix", "Al\u{200b}ix Coordination"]
    {
        let page = rename(taken).await;
        assert!(page.text("#name-erreur").contains("ajoutez un prénom ou votre structure"), "{taken}");
    }
    assert!(rename("Paul Ancien").await.has("#name-erreur"));
    // nothing is said of other regions
    for free in ["Max Voisin", "Alix Coordination (Carsat)", "Dominique Pilote", "Dominique PILOTE"] {
        assert_eq!(rename(free).await.text(".flash"), "Vos coordonnées sont enregistrées.", "{free}");
    }
    // who has a namesake already still changes the rest
    app.sql("UPDATE person SET name = 'Kim Pilote', name_key = 'kim pilote' WHERE name = 'Dominique PILOTE'")
        .await;
    let form = pilot.open_form("/compte/coordonnees").await.fill("shows][", "email");
    assert_eq!(send(&pilot, &form).await.text(".flash"), "Vos coordonnées sont enregistrées.");
}
