//! The commands: the import and the export without a browser.
use std::{io::Cursor, process::ExitCode};

use calamine::{Reader, Xlsx};
use server::import;

use crate::testapp::TestApp;

const SEMINAR: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/demo/documents/seminaire-prst3-vers-prst4-ara.md");

#[test]
fn a_dry_run_needs_no_database_and_says_by_its_code_whether_something_is_to_be_mended() {
    for json in [false, true] {
        assert_eq!(import::dry_run(SEMINAR.as_ref(), None, json).unwrap(), ExitCode::SUCCESS);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faux.csv");
    std::fs::write(&file, "Axe;Code;Titre\n1;1.1;Une\n1;1.1;La même\n").unwrap();
    assert_eq!(import::dry_run(&file, None, true).unwrap(), ExitCode::FAILURE);
    assert!(import::dry_run(&folder.path().join("absent"), None, true).is_err());
}

#[test]
fn a_balance_is_read_without_a_database_and_its_code_says_whether_something_is_to_be_mended() {
    let real = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/documents/bilan-2.4.1-usure-professionnelle.md");
    for json in [false, true] {
        assert_eq!(import::balance::dry_run(real.as_ref(), json).unwrap(), ExitCode::SUCCESS);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("autre.txt");
    std::fs::write(&file, "Compte rendu d’une réunion\n\nBonjour à tous.\n").unwrap();
    assert_eq!(import::balance::dry_run(&file, true).unwrap(), ExitCode::FAILURE);
    assert!(import::balance::dry_run(&folder.path().join("absent"), false).is_err());
}

#[tokio::test]
async fn a_plan_is_imported_from_a_file_once() {
    let app = TestApp::open().await;
    let before = app.count("action_sheet").await;
    for _ in 0..2 {
        let code = import::plan(&app.db, SEMINAR.as_ref(), None, "ici/prst-5", true).await.unwrap();
        assert_eq!((code, app.count("action_sheet").await), (ExitCode::SUCCESS, before + 19));
    }
    let council = app.sign_in(app.world.coordinator).await;
    assert!(council.page("/ici/prst-5/fiches").await.says("19 fiches"));
    assert!(import::plan(&app.db, SEMINAR.as_ref(), None, "ici/absent", true).await.is_err());
    assert!(import::plan(&app.db, SEMINAR.as_ref(), None, "ici", true).await.is_err());
}

#[tokio::test]
async fn a_file_with_errors_writes_nothing() {
    let app = TestApp::open().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faux.csv");
    std::fs::write(&file, "Axe;Code;Titre\n1;1.1;Une\n1;1.1;La même\n").unwrap();
    let before = (app.count("action_sheet").await, app.count("plan_import").await);
    assert_eq!(import::plan(&app.db, &file, None, "ici/prst-5", true).await.unwrap(), ExitCode::FAILURE);
    assert_eq!((app.count("action_sheet").await, app.count("plan_import").await), before);
}

#[tokio::test]
async fn the_table_is_written_to_a_file_with_every_sheet() {
    let app = TestApp::open().await;
    let folder = tempfile::tempdir().unwrap();
    let (xlsx, csv) = (folder.path().join("t.xlsx"), folder.path().join("t.csv"));
    import::export(&app.db, "ici/prst-4", &xlsx).await.unwrap();
    import::export(&app.db, "ici/prst-4", &csv).await.unwrap();
    let mut book = Xlsx::new(Cursor::new(std::fs::read(xlsx).unwrap())).unwrap();
    let rows = book.worksheet_range("Tableau synthétique").unwrap().rows().len();
    assert_eq!(rows - 3, 11, "drafts included: the command is the coordinator's");
    assert_eq!(std::fs::read_to_string(csv).unwrap().lines().count() - 2, 11);
    assert!(import::export(&app.db, "ici/prst-4", &folder.path().join("t.pdf")).await.is_err());
}

#[tokio::test]
async fn the_five_projects_of_the_real_document_are_added_to_an_action_once() {
    let app = TestApp::open().await;
    let document =
        concat!(env!("CARGO_MANIFEST_DIR"), "/demo/documents/projet-de-service-ast-beaucaire.md").as_ref();
    assert_eq!(import::projects_dry_run(document, true).unwrap(), ExitCode::SUCCESS);
    assert_eq!(import::projects_dry_run(SEMINAR.as_ref(), true).unwrap(), ExitCode::FAILURE);
    let before = app.count("project").await;
    for _ in 0..2 {
        let code = import::projects(&app.db, document, "ici/prst-4", "1.1", true).await.unwrap();
        assert_eq!((code, app.count("project").await), (ExitCode::SUCCESS, before + 5));
    }
    let page = app.sign_in(app.world.coordinator).await.page("/ici/prst-4/fiches/1.1/projets").await;
    assert!(
        page.says("Projet 4 : Production d'outils") && page.says("Médecins traitants"),
        "{}",
        page.text("main")
    );
    assert!(import::projects(&app.db, document, "ici/prst-4", "9.9.9", true).await.is_err());
}
