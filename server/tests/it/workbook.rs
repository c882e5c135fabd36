//! Workbooks come in: a plan as XLSX, and the exported table, edited in a spreadsheet and sent back.
use std::{io::Cursor, process::ExitCode};

use app::ids::FormKey;
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use server::import;

use crate::testapp::{Page, TestApp, Visitor};

const PLAN: &str = "/ici/prst-4";
const APPLY: &str = "main form[action*=apply]";

/// Uploads a file and reads the preview.
async fn upload(visitor: &Visitor, plan: &str, name: &str, bytes: &[u8]) -> Page {
    let key = FormKey::new().to_string();
    let parts = [("key", None, key.as_bytes()), ("file", Some(name), bytes)];
    let answer = visitor.upload(&format!("{plan}/import"), &parts).await;
    visitor.follow(&answer).await
}

async fn exported(visitor: &Visitor) -> Vec<u8> {
    let answer = visitor.get(&format!("{PLAN}/tableau.xlsx")).await;
    assert_eq!(answer.status, 200);
    answer.body.to_vec()
}

/// What another spreadsheet would save: every sheet read and written again, after `edit` on the cells of the table.
fn resaved(bytes: &[u8], edit: impl Fn(&mut Vec<Vec<Data>>)) -> Vec<u8> {
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut saved = Workbook::new();
    for name in book.sheet_names() {
        let mut rows: Vec<Vec<Data>> =
            book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect();
        if name == "Tableau synthétique" {
            edit(&mut rows);
        }
        let sheet = saved.add_worksheet().set_name(&name).unwrap();
        let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
        for (row, cells) in (0u32..).zip(&rows) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Data::Float(number) => sheet.write(row, column, *number).unwrap(),
                    Data::DateTime(day) => {
                        let day = day.as_datetime().unwrap().date();
                        sheet.write_with_format(row, column, &day, &date).unwrap()
                    }
                    Data::Empty => sheet,
                    text => sheet.write_string(row, column, text.to_string()).unwrap(),
                };
            }
        }
    }
    saved.save_to_buffer().unwrap()
}

/// The place of a column by its name, and of a line by its code.
fn at(rows: &[Vec<Data>], code: &str, name: &str) -> (usize, usize) {
    let is = |cell: &Data, text: &str| *cell == Data::String(text.into());
    let column = |name: &str| rows[2].iter().position(|cell| is(cell, name)).unwrap();
    let row = rows.iter().position(|row| is(&row[column("Numéro")], code)).unwrap();
    (row, column(name))
}

fn set(rows: &mut [Vec<Data>], code: &str, name: &str, text: &str) {
    let (row, column) = at(rows, code, name);
    rows[row][column] = if text.is_empty() { Data::Empty } else { Data::String(text.into()) };
}

#[tokio::test]
async fn the_exported_table_sent_back_changes_nothing() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let bytes = exported(&coordinator).await;
    for bytes in [bytes.clone(), resaved(&bytes, |_| {}), resaved(&bytes, |rows| rows[3..].reverse())] {
        let page = upload(&coordinator, PLAN, "tableau.xlsx", &bytes).await;
        assert!(page.says("Rien à importer") && !page.has(APPLY), "{}", page.text("main"));
        assert!(!page.has(".fr-alert--warning, .fr-alert--error"), "{}", page.text("main"));
    }
}

#[tokio::test]
async fn one_cell_edited_is_one_change_and_the_rest_of_the_plan_may_have_moved_on() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let bytes = exported(&coordinator).await;
    // meanwhile another line changes in the plan: an unchanged cell must not undo it
    let text = "Numéro;Intitulé;Axe;Objectif\n1.3;Un intitulé venu d’ailleurs;Axe 1;Savoir\n";
    app.import(&app.plan(PLAN).await, text).await;
    let edited = resaved(&bytes, |rows| set(rows, "1.1", "Intitulé", "Repérer plus tôt"));
    let page = upload(&coordinator, PLAN, "tableau.xlsx", &edited).await;
    assert!(page.says("0 fiche à créer, 1 à modifier"), "{}", page.text("main"));
    assert!(page.says("devient « Repérer plus tôt »"), "{}", page.text("main"));
    coordinator.submit(&page.form(APPLY)).await;
    assert_eq!(app.sheet(&format!("{PLAN}/fiches/1.1")).await.title, "Repérer plus tôt");
    assert_eq!(app.sheet(&format!("{PLAN}/fiches/1.3")).await.title, "Un intitulé venu d’ailleurs");
}

#[tokio::test]
async fn an_empty_cell_leaves_and_a_mark_clears() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    app.import(&app.plan(PLAN).await, "Axe;Numéro;Intitulé;Objectif\nAxe 1;1.1;Repérer;Savoir\n").await;
    let sheet = format!("{PLAN}/fiches/1.1");
    let bytes = exported(&coordinator).await;
    let emptied = resaved(&bytes, |rows| {
        for name in ["Axe", "Intitulé", "Objectif"] {
            set(rows, "1.1", name, "");
        }
    });
    assert!(upload(&coordinator, PLAN, "t.xlsx", &emptied).await.says("Rien à importer"));
    let cleared = resaved(&bytes, |rows| {
        set(rows, "1.1", "Objectif", "[effacer]");
        set(rows, "1.1", "Intitulé", "[effacer]");
    });
    let page = upload(&coordinator, PLAN, "t.xlsx", &cleared).await;
    assert!(
        page.says("Objectif : « Savoir » devient vide") && page.says("« Intitulé » ne s’efface pas"),
        "{}",
        page.text("main")
    );
    coordinator.submit(&page.form(APPLY)).await;
    assert!(!coordinator.page(&sheet).await.says("Objectif : Savoir"));
}

#[tokio::test]
async fn what_changed_on_both_sides_is_a_conflict_and_stays() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let bytes = exported(&coordinator).await;
    app.import(&app.plan(PLAN).await, "Axe;Numéro;Intitulé\nAxe 1;1.1;Dit par une collègue\n").await;
    let edited = resaved(&bytes, |rows| set(rows, "1.1", "Intitulé", "Dit par moi"));
    let page = upload(&coordinator, PLAN, "t.xlsx", &edited).await;
    assert!(
        page.says("a changé dans Prisme depuis l’export") && page.says("Dit par une collègue"),
        "{}",
        page.text("main")
    );
    assert!(page.says("Rien à importer"));
    assert_eq!(app.sheet(&format!("{PLAN}/fiches/1.1")).await.title, "Dit par une collègue");
}

#[tokio::test]
async fn what_is_declared_or_computed_or_adopted_is_not_changed_from_the_workbook() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let edited = resaved(&exported(&coordinator).await, |rows| {
        set(rows, "2.2", "Confiance déclarée", "Objectifs sécurisés");
        set(rows, "1.2", "Intitulé", "Former autrement");
    });
    let page = upload(&coordinator, PLAN, "t.xlsx", &edited).await;
    let warnings = page.texts(".fr-alert--warning li").join("\n");
    assert!(warnings.contains("faites le point sur la fiche"), "{warnings}");
    assert!(warnings.contains("est adoptée ou terminée"), "{warnings}");
    let edited = resaved(&exported(&coordinator).await, |rows| set(rows, "1.1", "Numéro", "1.2"));
    let page = upload(&coordinator, PLAN, "t.xlsx", &edited).await;
    let warnings = page.texts(".fr-alert--warning li").join("\n");
    assert!(warnings.contains("celui d’une autre action du plan"), "{warnings}");
}

#[tokio::test]
async fn a_line_that_is_added_is_created_and_a_copied_one_is_not_the_other() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let edited = resaved(&exported(&coordinator).await, |rows| {
        let (row, code) = at(rows, "1.1", "Numéro");
        let mut copy = rows[row].clone();
        copy[code] = Data::String("1.99".into());
        copy[code + 1] = Data::String("Une action de plus".into());
        rows.insert(row, copy);
    });
    let page = upload(&coordinator, PLAN, "t.xlsx", &edited).await;
    assert!(page.says("1 fiche à créer, 0 à modifier"), "{}", page.text("main"));
    coordinator.submit(&page.form(APPLY)).await;
    assert_eq!(app.sheet(&format!("{PLAN}/fiches/1.99")).await.title, "Une action de plus");
}

#[tokio::test]
async fn the_workbook_of_another_plan_is_a_table_like_any_other() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let page = upload(&coordinator, "/ici/prst-5", "t.xlsx", &exported(&coordinator).await).await;
    assert!(page.says("vient du tableau d’un autre plan") && page.has(APPLY), "{}", page.text("main"));
}

#[tokio::test]
async fn of_two_sheets_the_other_one_may_be_chosen_in_the_preview() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let bytes = two_sheets();
    let page = upload(&coordinator, "/ici/prst-5", "plan.xlsx", &bytes).await;
    assert!(page.says("Feuille lue : « Plan »") && page.says("2 fiches à créer"), "{}", page.text("main"));
    let other = coordinator.page(&page.link("Lire plutôt « Ébauche » (1 action)")).await;
    assert!(other.says("1 fiche à créer"), "{}", other.text("main"));
    coordinator.submit(&other.form(APPLY)).await;
    assert_eq!(app.sheet("/ici/prst-5/fiches/9.1").await.title, "Une ébauche");
}

#[tokio::test]
async fn the_command_reads_a_workbook_too() {
    let app = TestApp::open().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.xlsx");
    std::fs::write(&file, two_sheets()).unwrap();
    assert_eq!(import::dry_run(&file, None, true).unwrap(), ExitCode::SUCCESS);
    let code = import::plan(&app.db, &file, Some("Ébauche".into()), "ici/prst-5", true).await.unwrap();
    assert_eq!(
        (code, app.sheet("/ici/prst-5/fiches/9.1").await.title.as_str()),
        (ExitCode::SUCCESS, "Une ébauche")
    );
}

fn two_sheets() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in [
        ("Ébauche", vec![["Axe 9", "9.1", "Une ébauche"]]),
        ("Plan", vec![["Axe 1", "1.1", "Une"], ["Axe 1", "1.2", "Deux"]]),
    ] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["Axe", "Numéro", "Intitulé"]).unwrap();
        for (row, cells) in (1..).zip(rows) {
            sheet.write_row(row, 0, cells).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
