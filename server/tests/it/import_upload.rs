//! The source of an import: what comes in is kept byte for byte, or refused with a page.
use app::{ids::FormKey, plan};

use crate::testapp::{Answer, TestApp, Visitor};

const PATH: &str = "/ici/prst-5/import";

async fn send(visitor: &Visitor, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
    let key = FormKey::new().to_string();
    let mut all: Vec<(&str, Option<&str>, &[u8])> = vec![("key", None, key.as_bytes())];
    all.extend(parts);
    visitor.upload(PATH, &all).await
}

#[tokio::test]
async fn a_file_in_windows_1252_is_read_with_its_accents_and_kept_as_it_came() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    // « Évaluation à l’étude » with the curly apostrophe of Windows-1252
    let bytes = b"Axe;Num\xE9ro;Intitul\xE9\r\nAxe 1;1.1;\xC9valuation \xE0 l\x92\xE9tude\r\n";
    let answer = send(&coordinator, &[("text", None, b""), ("file", Some("actions.csv"), bytes)]).await;
    let page = coordinator.follow(&answer).await;
    assert!(page.text("tr.import-line--created").contains("Évaluation à l’étude"), "{}", page.text("main"));
    assert!(page.says("actions.csv"));
    let id = answer.location().split(['/', '?']).nth(4).unwrap().parse().unwrap();
    let stored = plan::store::get_import(&app.db.read, app.plan("/ici/prst-5").await.id, id).await.unwrap();
    assert_eq!((stored.source.as_slice(), stored.source_name.as_str()), (bytes.as_slice(), "actions.csv"));
    assert_eq!((stored.by_name.as_str(), stored.applied_at), ("Alix Coordination", None));
    assert_eq!(stored.report.created.len(), 1);
    coordinator.submit(&page.form("main form[action*=apply]")).await;
    assert_eq!(app.sheet("/ici/prst-5/fiches/1.1").await.title, "Évaluation à l’étude");
    let stored = plan::store::get_import(&app.db.read, app.plan("/ici/prst-5").await.id, id).await.unwrap();
    assert!(stored.applied_at.is_some());
    assert!(
        coordinator.page(answer.location()).await.says("1 fiche créée, 0 modifiée, 0 inchangée"),
        "what was done stays to be read"
    );
}

#[tokio::test]
async fn a_file_goes_before_a_pasted_text() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let text = ("text", None, b"Axe;Titre\n1;Du texte".as_slice());
    let file = ("file", Some("t.txt"), b"Axe\tTitre\n1\tDu fichier".as_slice());
    let page = coordinator.follow(&send(&coordinator, &[text, file]).await).await;
    assert!(page.says("Du fichier") && !page.says("Du texte"));
}

#[tokio::test]
async fn nothing_to_read_is_said_on_the_form() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let answer = send(&coordinator, &[("text", None, b" \r\n "), ("file", Some(""), b"")]).await;
    let page = coordinator.follow(&answer).await;
    assert!(page.text("#erreurs").contains("Collez un tableau, ou choisissez un fichier."));
    assert!(page.text("title").starts_with("Erreur : "));
    assert_eq!(app.count("plan_import").await, 0);
}

#[tokio::test]
async fn a_text_that_holds_no_action_creates_nothing_and_says_what_is_expected() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    for document in [
        include_bytes!("../../demo/documents/bilan-2.4.1-usure-professionnelle.md").as_slice(),
        b"PK\x03\x04\x14\0\x06",
        b"%PDF-1.7",
    ] {
        let page = coordinator.follow(&send(&coordinator, &[("file", Some("f"), document)]).await).await;
        assert!(page.status == 200 && page.has(".fr-alert--error") && !page.has("main form"));
    }
    assert_eq!(app.count("plan_import").await, 3, "what was sent is kept all the same");
}

#[tokio::test]
async fn a_table_that_names_workers_is_refused_by_its_columns_and_nothing_of_it_is_kept() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let follow_up = include_bytes!("../../demo/documents/projet-de-service-ast-beaucaire.md").as_slice();
    let pasted = "Axe;Numéro;Intitulé;N° salarié;Pathologie\nAxe 1;1.1;Agir;12;lombalgie\n".as_bytes();
    for (part, source, column) in [
        (("file", Some("suivi.md")), follow_up, "« Numéro de dossier salarié dans STEtHO »"),
        (("text", None), pasted, "« N° salarié », « Pathologie »"),
    ] {
        let page = send(&coordinator, &[(part.0, part.1, source)]).await.page();
        assert_eq!(page.status, 422);
        assert!(page.says(column) && page.says("Retirez ces colonnes"), "{}", page.text("main"));
        assert!(!page.says("lombalgie"), "what was sent is not shown again");
        assert_eq!(page.link("Revenir au formulaire"), "/ici/prst-5/import");
    }
    for table in ["plan_import", "draft", "history", "action_sheet WHERE title = 'Agir'"] {
        let before = if table == "history" { app.count("history").await } else { 0 };
        assert_eq!(app.count(table).await, before, "{table}");
    }
}

#[tokio::test]
async fn the_source_comes_back_to_be_corrected_as_it_was_read() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    // refused or not, in UTF-8 or in Windows-1252, from a text or from a file
    let refused = "\nAxe;Numéro;Intitulé\n1;1.1;<b> & </textarea>\n1;1.1;La même\n".as_bytes();
    let ready = b"Axe;Intitul\xE9\n1;L\x92\xE9tude\n".as_slice();
    for (name, source, expected) in [
        ("text", refused, "\nAxe;Numéro;Intitulé\n1;1.1;<b> & </textarea>\n1;1.1;La même\n"),
        ("file", ready, "Axe;Intitulé\n1;L’étude\n"),
    ] {
        let page = coordinator.follow(&send(&coordinator, &[(name, Some("f.csv"), source)]).await).await;
        let form = coordinator.page(&page.link("Corriger la source")).await;
        assert_eq!(form.area("text"), expected);
    }
    // what is not a text cannot be corrected here
    let page = coordinator.follow(&send(&coordinator, &[("file", Some("f"), b"PK\x03\x04\0")]).await).await;
    assert!(!page.says("Corriger la source") && page.says("Importer un autre tableau"));
    // nor is a source shown to whom it is not of
    let neighbour = app.sign_in(app.world.neighbour).await;
    let page = coordinator.follow(&send(&coordinator, &[("text", None, b"Axe;Titre\n1;Une")]).await).await;
    let again = page.link("Corriger la source");
    assert_eq!(neighbour.page(&again).await.status, 404);
    assert_eq!(neighbour.page(&again.replace("/ici/prst-5", "/ailleurs/prst-4")).await.status, 404);
    assert_eq!(coordinator.page(&format!("{PATH}?reprendre=nimporte")).await.status, 404);
}

#[tokio::test]
async fn what_is_too_large_is_refused_by_a_page() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    // a source over four mebibytes, and a request over what the server reads at all
    for size in [4 * 1024 * 1024 + 1, 6 * 1024 * 1024] {
        let answer = send(&coordinator, &[("file", Some("gros.csv"), &vec![b'a'; size])]).await;
        let page = answer.page();
        assert_eq!((page.status, page.text("h1").as_str()), (413, "Envoi trop volumineux"));
    }
    assert_eq!(app.count("plan_import").await, 0);
}

#[tokio::test]
async fn a_source_of_exactly_the_largest_size_is_read() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let mut source = b"Axe;Titre\n1;Une action\n\n".to_vec();
    source.resize(plan::import::MAX_BYTES, b' ');
    let answer = send(&coordinator, &[("file", Some("grand.csv"), &source)]).await;
    assert!(coordinator.follow(&answer).await.says("1 fiche à créer"));
}

#[tokio::test]
async fn a_source_pasted_once_the_session_has_expired_is_shown_to_be_copied() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    app.let_sessions_expire();
    let text = ("text", None, "Axe;Titre\n1;À ne pas perdre".as_bytes());
    let page = send(&coordinator, &[text]).await.page();
    assert_eq!((page.status, page.link("Se connecter")), (401, format!("/compte/connexion?suite={PATH}")));
    assert!(page.area("ecrit").contains("À ne pas perdre"));
    assert_eq!(app.count("plan_import").await, 0);
}

#[tokio::test]
async fn a_source_that_nobody_signed_in_pastes_is_shown_to_be_copied_and_no_more_of_it_than_a_draft_holds() {
    let app = TestApp::open().await;
    let anyone = app.anyone();
    let (pasted, key) = ("Axe;Titre\n1;À ne pas perdre", FormKey::new().to_string());
    for path in [PATH, "/ici/prst-4/bilans/import", "/ici/prst-4/fiches/1.1/projets/importer"] {
        let parts = [("key", None, key.as_bytes()), ("text", None, pasted.as_bytes())];
        let page = anyone.upload(path, &parts).await.page();
        assert_eq!(
            (page.status, page.link("Se connecter")),
            (401, format!("/compte/connexion?suite={path}"))
        );
        assert!(page.area("ecrit").contains("À ne pas perdre"), "{path} {}", page.text("main"));
    }
    let long = vec![b'a'; 512 * 1024 + 1];
    let page = send(&anyone, &[("text", None, &long)]).await.page();
    assert!(page.status == 401 && !page.has("textarea"));
}

#[tokio::test]
async fn a_cut_upload_is_refused() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let request = axum::http::Request::post(PATH)
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=edge")
        .body("--edge\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nAxe;Ti".into())
        .unwrap();
    let page = coordinator.send(request).await.page();
    assert_eq!((page.status, page.text("h1").as_str()), (400, "Demande illisible"));
    assert_eq!(app.count("plan_import").await, 0);
}

#[tokio::test]
async fn an_import_of_another_plan_is_not_found() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let answer = send(&coordinator, &[("text", None, b"Axe;Titre\n1;Une")]).await;
    let id = answer.location().split(['/', '?']).nth(4).unwrap();
    assert_eq!(coordinator.page(&format!("/ici/prst-4/import/{id}")).await.status, 404);
    let form = crate::testapp::Form::of("apply_import", &[("import", id), ("page", "/")])
        .fill("key", &FormKey::new().to_string())
        .fill("plan", &app.plan("/ici/prst-4").await.id.to_string());
    assert_eq!(coordinator.script(&form).await.status, 404);
}
