//! The table as files, read back by other libraries: exactly the filtered view.
use std::io::Cursor;

use app::dashboard::export::COLUMNS;
use calamine::{Data, Reader, Xlsx};
use chrono::Duration;

use crate::table::TABLE;
use crate::testapp::{Answer, TestApp, Visitor};

/// A title that a spreadsheet would run, and one that a careless writer would cut.
async fn add_strange_titles(app: &TestApp) {
    let plan = app.plan("/ici/prst-4").await;
    let source = "Axe\tNuméro\tIntitulé\nAxe 2\t2.8\t=1+1\nAxe 2\t2.9\tUn « titre »; avec, des \"signes\"\n";
    app.import(&plan, source).await;
}

/// The rows of the workbook's table; beside it stand the explanation, and what the import recognises lines by.
fn workbook(answer: &Answer) -> Vec<Vec<Data>> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut book = Xlsx::new(Cursor::new(answer.body.to_vec())).unwrap();
    assert_eq!(book.sheet_names(), ["Tableau synthétique", "Mode d’emploi", "Prisme"]);
    assert_eq!(book.sheets_metadata()[2].visible, calamine::SheetVisible::Hidden);
    let range = book.worksheet_range("Tableau synthétique").unwrap();
    assert!(book.worksheet_formula("Tableau synthétique").unwrap().is_empty(), "no formula");
    range.rows().map(<[Data]>::to_vec).collect()
}

async fn codes_on_screen(visitor: &Visitor, query: &str) -> Vec<String> {
    visitor.page(&format!("{TABLE}{query}")).await.texts("tr.row .code")
}

#[tokio::test]
async fn the_workbook_is_exactly_the_filtered_view() {
    let app = TestApp::open().await;
    add_strange_titles(&app).await;
    for person in [app.world.coordinator, app.world.pilot, app.world.council] {
        let visitor = app.sign_in(person).await;
        for query in ["", "?axe=2", "?voir=silence", "?tri=confiance&etat=running", "?q=kim", "?axe=9"] {
            let rows = workbook(&visitor.get(&format!("{TABLE}.xlsx{query}")).await);
            let header: Vec<String> = rows[2].iter().map(ToString::to_string).collect();
            assert_eq!(header[..COLUMNS.len()], COLUMNS);
            assert_eq!(header[COLUMNS.len()..], ["Objectif", "Identifiant"]);
            let codes: Vec<String> = rows[3..].iter().map(|row| row[1].to_string()).collect();
            assert_eq!(codes, codes_on_screen(&visitor, query).await, "{query}");
        }
    }
}

#[tokio::test]
async fn the_workbook_holds_typed_dates_and_numbers_and_texts_that_stay_texts() {
    let app = TestApp::open().await;
    add_strange_titles(&app).await;
    let visitor = app.sign_in(app.world.coordinator).await;
    let answer = visitor.get(&format!("{TABLE}.xlsx")).await;
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
    let today = app.clock.now().date_naive();
    assert_eq!(
        answer.header("content-disposition"),
        format!("attachment; filename=\"ici-prst-4-tableau-{today}.xlsx\"")
    );
    let rows = workbook(&answer);
    let legend = rows[0][0].to_string();
    assert!(
        legend.starts_with(&format!("PRST 4, Ici\u{a0}: tableau synthétique au {}", app::when::date(today)))
    );
    assert!(legend.contains("filtres\u{a0}: aucun") && legend.contains("démonstration, données inventées"));
    let row = |code: &str| rows.iter().find(|row| row[1] == Data::String(code.into())).unwrap().clone();
    let blocked = row("2.2");
    let Data::DateTime(update) = &blocked[10] else { panic!("{:?}", blocked[10]) };
    assert_eq!(update.as_datetime().unwrap().date(), today - Duration::days(100));
    assert!(matches!(blocked[5], Data::DateTime(_)));
    assert_eq!(blocked[11], Data::Float(100.0));
    assert_eq!(
        (blocked[9].to_string(), blocked[12].to_string()),
        ("Appuis nécessaires".into(), "oui".into())
    );
    assert_eq!(blocked[13].to_string(), "Pas de relais dans l’Ain.");
    assert_eq!(blocked[8].to_string(), "Kim Pilote (Carsat)");
    assert_eq!(row("2.3")[8].to_string(), "sans pilote");
    assert_eq!((row("2.3")[10].clone(), row("2.3")[11].clone()), (Data::Empty, Data::Empty));
    assert_eq!(row("2.6")[7].to_string(), "Le comité attend un financement.");
    assert_eq!(row("1.10")[1], Data::String("1.10".into()), "a code is not the number 1.1");
    assert_eq!(row("2.8")[2], Data::String("=1+1".into()));
    // the filters of the header, and the header again on each printed page
    let book = Xlsx::new(Cursor::new(answer.body.to_vec())).unwrap();
    let names: Vec<String> =
        book.defined_names().iter().map(|(name, area)| format!("{name} {area}")).collect();
    assert!(
        names.iter().any(|name| name.contains("_FilterDatabase") && name.contains("$A$3:$AB$16")),
        "{names:?}"
    );
    assert!(names.iter().any(|name| name.contains("Print_Titles") && name.contains("$3:$3")), "{names:?}");
}

#[tokio::test]
async fn a_file_says_out_of_what_its_lines_are_to_who_does_not_read_drafts() {
    let app = TestApp::open().await;
    let limited = "fiches adoptées ou ouvertes à vos mandats";
    for (person, said) in [
        (app.world.council, true),
        (app.world.pilot, true),
        (app.world.coordinator, false),
        (app.world.support, false),
    ] {
        let visitor = app.sign_in(person).await;
        let legend = workbook(&visitor.get(&format!("{TABLE}.xlsx")).await)[0][0].to_string();
        assert_eq!(legend.contains(limited), said, "{legend}");
        let csv = visitor.get(&format!("{TABLE}.csv")).await.text();
        assert_eq!(csv.lines().next().unwrap().contains(limited), said);
    }
}

#[tokio::test]
async fn the_french_csv_opens_in_excel_as_it_should() {
    let app = TestApp::open().await;
    add_strange_titles(&app).await;
    let visitor = app.sign_in(app.world.coordinator).await;
    let answer = visitor.get(&format!("{TABLE}.csv?axe=2")).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let text = answer.text();
    assert!(text.starts_with('\u{feff}'));
    assert!(
        text.lines().all(|line| !line.contains('\r'))
            && text.matches("\r\n").count() == text.matches('\n').count()
    );
    let rows = records(text.trim_start_matches('\u{feff}'), b';');
    assert!(rows[0][0].contains("filtres\u{a0}: axe 2"), "{:?}", rows[0]);
    assert_eq!(rows[1], COLUMNS);
    let codes: Vec<&str> = rows[2..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(codes, codes_on_screen(&visitor, "?axe=2").await);
    let row = |code: &str| rows.iter().find(|row| row.get(1).is_some_and(|c| c == code)).unwrap();
    let update = (app.clock.now().date_naive() - Duration::days(100)).format("%d/%m/%Y").to_string();
    assert_eq!((row("2.2")[10].as_str(), row("2.2")[11].as_str()), (update.as_str(), "100"));
    assert_eq!(row("2.8")[2], "'=1+1", "a formula is neutralised");
    assert_eq!(row("2.9")[2], "Un « titre »; avec, des \"signes\"");
}

#[tokio::test]
async fn the_open_data_are_plain() {
    let app = TestApp::open().await;
    add_strange_titles(&app).await;
    let visitor = app.sign_in(app.world.council).await;
    let text = visitor.get(&format!("{TABLE}.donnees.csv?tri=point")).await.text();
    let rows = records(&text, b',');
    assert_eq!(
        rows[0].join(","),
        "axe,numero,intitule,etat,phase,depuis,jusqu_au,motif,pilotes,confiance,dernier_point,age_jours,silencieuse,obstacle,\
         jalons_faits,jalons_en_retard,jalons_prevus,prochain_jalon,echeance,dernier_jour,livrables_remis,\
         livrables_en_retard,livrables_prevus,livrables_abandonnes,prochain_livrable,echeance_du_livrable"
    );
    let codes: Vec<&str> = rows[1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(codes, codes_on_screen(&visitor, "?tri=point").await);
    let row = rows.iter().find(|row| row[1] == "2.2").unwrap();
    assert_eq!(row[10], (app.clock.now().date_naive() - Duration::days(100)).to_string());
    assert!(text.is_char_boundary(0) && !text.starts_with('\u{feff}'));
}

/// The records of a CSV, which may be of different lengths.
fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn files_show_no_more_than_the_screen() {
    let app = TestApp::open().await;
    for file in ["tableau.xlsx", "tableau.csv", "tableau.donnees.csv"] {
        assert_eq!(app.anyone().get(&format!("/ici/prst-4/{file}")).await.status, 401);
        assert_eq!(
            app.sign_in(app.world.stranger).await.get(&format!("/ici/prst-4/{file}")).await.status,
            404
        );
        assert_eq!(
            app.sign_in(app.world.neighbour).await.get(&format!("/ici/prst-4/{file}")).await.status,
            404
        );
    }
}
