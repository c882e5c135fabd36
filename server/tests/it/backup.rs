//! What keeps the data: durability, backups, and readers that cannot write.
use std::{collections::HashMap, path::Path};

use app::db::Db;
use sea_orm::ConnectionTrait;
use server::{backup, config::Config};

use crate::editing::{FORM, SHEET};
use crate::testapp::TestApp;

fn config(file: &Path) -> Config {
    at(format!("sqlite://{}", file.display()))
}

fn at(url: String) -> Config {
    Config::read(&HashMap::from([("DATABASE_URL".to_owned(), url)])).unwrap()
}

#[tokio::test]
async fn what_is_acknowledged_is_on_the_disk() {
    let app = TestApp::open().await;
    if !app.db.is_sqlite() {
        return; // PostgreSQL's own setting, which the test cluster turns off
    }
    assert_eq!(app.db.pragma("synchronous").await.unwrap(), Some(2));
    assert_eq!(app.db.pragma("foreign_keys").await.unwrap(), Some(1));
}

#[tokio::test]
async fn a_reader_refuses_to_write() {
    let app = TestApp::open().await;
    if !app.db.is_sqlite() {
        return; // both pools are one there
    }
    for _ in 0..10 {
        let refused = app.db.read.execute_unprepared("DELETE FROM draft").await.unwrap_err();
        assert!(refused.to_string().contains("readonly"), "{refused}");
    }
}

#[tokio::test]
async fn a_backup_taken_while_the_site_is_used_gives_everything_back() {
    let app = TestApp::open().await;
    let Some(file) = app.file() else { return }; // PostgreSQL has its own tools
    let pilot = app.sign_in(app.world.pilot).await;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", "Avant la sauvegarde.")).await;
    let folder = tempfile::tempdir().unwrap();
    let (copy, restored) = (folder.path().join("copie.db"), folder.path().join("a/b/rendue.db"));
    backup::backup(&config(&file), &copy).await.unwrap();
    assert!(backup::backup(&config(&file), &copy).await.is_err(), "a backup replaces no file");
    pilot.submit(&pilot.open_form(FORM).await.fill("body", "Après.")).await;

    backup::restore(&config(&restored), &copy, false).await.unwrap();
    let db = Db::open(&config(&restored).database_url).await.unwrap();
    let sheet = app.sheet(SHEET).await;
    let stake = app::action_sheet::store::rubric(&db.read, sheet.id, crate::testapp::STAKE).await.unwrap();
    assert_eq!((stake.version, stake.body.as_str()), (2, "Avant la sauvegarde."));
    assert_eq!(db.pragma("integrity_check").await.ok().flatten(), None, "« ok » is a word, not a number");
}

#[tokio::test]
async fn a_restoration_replaces_a_database_only_when_told_so() {
    let app = TestApp::open().await;
    let Some(file) = app.file() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (copy, target) = (folder.path().join("copie.db"), folder.path().join("cible.db"));
    backup::backup(&config(&file), &copy).await.unwrap();
    std::fs::write(&target, "une base").unwrap();
    let refused = backup::restore(&config(&target), &copy, false).await.unwrap_err();
    assert!(refused.to_string().contains("--overwrite"), "{refused}");
    assert_eq!(std::fs::read(&target).unwrap(), b"une base");
    backup::restore(&config(&target), &copy, true).await.unwrap();
    assert!(Db::open(&config(&target).database_url).await.unwrap().ping().await.is_ok());
}

#[tokio::test]
async fn a_backup_of_postgresql_gives_everything_back_and_only_when_told_so() {
    let app = TestApp::open().await;
    if app.db.is_sqlite() {
        return; // the tests above are its own
    }
    let pilot = app.sign_in(app.world.pilot).await;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", "Avant la sauvegarde.")).await;
    let folder = tempfile::tempdir().unwrap();
    let (config, copy) = (at(app.url.clone()), folder.path().join("copie.dump"));
    backup::backup(&config, &copy).await.unwrap();
    assert!(backup::backup(&config, &copy).await.is_err(), "a backup replaces no file");
    pilot.submit(&pilot.open_form(FORM).await.fill("body", "Après.")).await;
    let refused = backup::restore(&config, &copy, false).await.unwrap_err();
    assert!(refused.to_string().contains("--overwrite"), "{refused}");
    assert_eq!(app.stake(SHEET).await.body, "Après.");
    backup::restore(&config, &copy, true).await.unwrap();
    assert_eq!(app.stake(SHEET).await.body, "Avant la sauvegarde.");
}

#[tokio::test]
async fn what_is_no_backup_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (copy, target) = (folder.path().join("copie.db"), folder.path().join("cible.db"));
    assert!(backup::restore(&config(&target), &copy, true).await.is_err(), "it does not exist");
    std::fs::write(&copy, "ceci n’est pas une base, mais un texte assez long pour en avoir l’air".repeat(99))
        .unwrap();
    std::fs::write(&target, "l’ancienne").unwrap();
    assert!(backup::restore(&config(&target), &copy, true).await.is_err());
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "l’ancienne");
}
