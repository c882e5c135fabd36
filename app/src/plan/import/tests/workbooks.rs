//! Workbooks, written by another library: what a paste of their cells would not tell.

use super::*;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use std::io::Write;
use zip::write::SimpleFileOptions;

/// Fills a sheet.
type Fill<'a> = &'a dyn Fn(&mut Worksheet) -> Result<(), XlsxError>;

/// A workbook of one sheet for each function.
fn book(sheets: &[Fill<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let written = sheets.iter().try_for_each(|fill| fill(book.add_worksheet()));
    written.and_then(|()| book.save_to_buffer()).unwrap_or_default()
}

fn header(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    sheet.write_row(row, 0, ["Axe", "Numéro", "Intitulé"]).map(drop)
}

fn messages(table: &PlanTable) -> String {
    table
        .warnings
        .iter()
        .chain(&table.errors)
        .map(|notice| notice.message.clone())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn titles_merged_axes_blank_and_hidden_rows_are_read_with_the_numbers_of_the_rows() {
    let bytes = book(&[&|sheet| {
        let merged = Format::new();
        sheet.merge_range(0, 0, 0, 2, "PRST 5 : les actions", &merged)?;
        sheet.merge_range(2, 0, 3, 0, "Axe", &merged)?;
        sheet.write_row(3, 1, ["Numéro", "Intitulé"])?;
        sheet.merge_range(4, 0, 6, 0, "Axe 1 : Prévenir", &merged)?;
        sheet.write_row(4, 1, ["1.1", "Repérer"])?;
        sheet.write_row(5, 1, ["1.10", "Former"])?;
        sheet.write_row(8, 0, ["Axe 2", "2.1", "=1+1"])?;
        sheet.write(12, 0, "Source : Dreets, tableau de 2025")?;
        sheet.set_row_hidden(5)?;
        Ok(())
    }]);
    let table = read_plan(&bytes);
    assert_eq!(said(&table), ["1.1 | Axe 1 | Repérer", "1.10 | Axe 1 | Former", "2.1 | Axe 2 | =1+1"]);
    assert_eq!(table.actions.iter().map(|action| action.line).collect::<Vec<_>>(), [5, 6, 9]);
    assert_eq!(table.errors, []);
    assert_eq!((table.sheet.as_deref(), table.sheets.len()), (Some("Sheet1"), 0));
    assert!(
        messages(&table).contains("1 ligne masquée dans le classeur est lue aussi\u{a0}: 6."),
        "{}",
        messages(&table)
    );
    assert!(table.ignored.iter().any(|ignored| ignored.line == 13));
}

#[test]
fn a_code_that_was_typed_as_a_number_is_read_and_told() {
    let bytes = book(&[&|sheet| {
        header(sheet, 0)?;
        for (row, code) in (1..).zip([1.8, 1.9, 1.1, 1.11]) {
            sheet.write(row, 0, 1)?;
            sheet.write(row, 1, code)?;
            sheet.write(row, 2, format!("Action de la ligne {row}"))?;
        }
        sheet.write_with_format(5, 1, 2.1, &Format::new().set_num_format("0.00"))?;
        sheet.write(5, 2, "Deux, dix")?;
        Ok(())
    }]);
    let table = read_plan(&bytes);
    let codes: Vec<_> =
        said(&table).iter().map(|action| action.split(' ').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(codes, ["1.8", "1.9", "1.1", "1.11", "2.10"]);
    let told = messages(&table);
    assert!(
        told.contains("3 numéros sont écrits comme un nombre") && told.contains("est-ce 1.10\u{a0}?"),
        "{told}"
    );
}

#[test]
fn dates_formulas_and_their_errors_are_what_the_spreadsheet_shows() {
    let bytes = book(&[&|sheet| {
        sheet.write_row(0, 0, ["Axe", "Numéro", "Intitulé", "Objectif"])?;
        sheet.write_row(1, 0, ["Axe 1", "1.1"])?;
        sheet.write_formula(1, 2, Formula::new("=\"Agir\"&A9").set_result("Agir"))?;
        sheet.write_formula(1, 3, Formula::new("=1/0").set_result("#DIV/0!"))?;
        Ok(())
    }]);
    let table = read_plan(&bytes);
    assert_eq!(said(&table), ["1.1 | Axe 1 | Agir"]);
}

#[test]
fn of_several_sheets_the_fullest_is_read_and_the_others_may_be_chosen() {
    let bytes = book(&[
        &|sheet| sheet.set_name("Lisez-moi")?.write(0, 0, "Un classeur").map(drop),
        &|sheet| {
            header(sheet.set_name("Ébauche")?, 0)?;
            sheet.write_row(1, 0, ["Axe 1", "1.1", "Une ébauche"]).map(drop)
        },
        &|sheet| {
            header(sheet.set_name("Plan")?, 0)?;
            sheet.write_row(1, 0, ["Axe 1", "1.1", "Une"])?;
            sheet.write_row(2, 0, ["Axe 1", "1.2", "Deux"]).map(drop)
        },
        &|sheet| {
            header(sheet.set_name("Caché")?.set_hidden(true), 0)?;
            (1..9u32)
                .try_for_each(|row| sheet.write_row(row, 0, ["Axe 1", &format!("9.{row}"), "Non"]).map(drop))
        },
    ]);
    let table = read_plan(&bytes);
    assert_eq!((table.sheet.as_deref(), table.actions.len()), (Some("Plan"), 2));
    let names: Vec<_> = table.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.actions)).collect();
    assert_eq!(names, [("Ébauche", 1), ("Plan", 2)]);
    assert!(messages(&table).contains("Plusieurs feuilles"));
    assert_eq!(said(&read_plan_of(&bytes, Some("Ébauche"))), ["1.1 | Axe 1 | Une ébauche"]);
    let json = serde_json::to_value(alone(&table)).unwrap_or_default();
    assert_eq!(json["sheet"], "Plan");
    assert!(
        serde_json::to_value(alone(&read("Axe;Titre\n1;Une"))).is_ok_and(|json| json.get("sheet").is_none())
    );
}

#[test]
fn a_sheet_that_names_workers_is_refused_even_hidden_or_too_long_to_be_read() {
    let plan = |sheet: &mut Worksheet| {
        header(sheet, 0)?;
        sheet.write_row(1, 0, ["Axe 1", "1.1", "Une"]).map(drop)
    };
    let hidden = book(&[&plan, &|sheet| {
        sheet.set_hidden(true).write_row(3, 0, ["N° salarié", "Pathologie"]).map(drop)
    }]);
    let long = book(&[&plan, &|sheet| {
        sheet.write_row(0, 0, ["N° salarié", "Pathologie"])?;
        sheet.write(MAX_LINES as u32 + 1, 0, "trop bas").map(drop)
    }]);
    for (bytes, line) in [(hidden, 4), (long, 1)] {
        let table = read_plan(&bytes);
        assert!(table.refused.is_some() && table.actions.is_empty() && table.ignored.is_empty());
        assert!(messages(&table).contains("N° salarié"));
        assert!(messages(&table).contains(&format!("ligne {line} de la feuille « Sheet2 »")));
    }
}

#[test]
fn what_is_no_workbook_is_refused_with_what_to_do() {
    let whole = book(&[&|sheet| header(sheet, 0)]);
    let half = whole.get(..whole.len() / 2).unwrap_or_default().to_vec();
    let locked: Vec<u8> = b"\xD0\xCF\x11\xE0"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (bytes, says) in [
        (half, "endommagé"),
        (locked, "mot de passe"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1".to_vec(), "CSV UTF-8"),
        (archive(&[("word/document.xml", b"<w/>".to_vec())]), "ni un texte ni un classeur"),
        (archive(&[("content.xml", b"<office/>".to_vec())]), ".xlsx"),
        (book(&[&|_| Ok(())]), "aucune cellule"),
    ] {
        let table = read_plan(&bytes);
        assert!(table.errors.len() == 1 && messages(&table).contains(says), "{says}: {}", messages(&table));
        assert!(table.actions.is_empty());
    }
}

#[test]
fn a_small_file_that_unfolds_into_a_large_one_is_refused() {
    let bomb =
        archive(&[("xl/workbook.xml", b"<workbook/>".to_vec()), ("xl/media/a.xml", vec![b' '; 49 << 20])]);
    assert!(bomb.len() < MAX_BYTES);
    // and one that only claims to be large
    let claims = b"<sst uniqueCount=\"99999999999\"></sst>".to_vec();
    let liar = archive(&[("xl/workbook.xml", b"<workbook/>".to_vec()), ("xl/sharedStrings.xml", claims)]);
    for bytes in [bomb, liar] {
        assert!(messages(&read_plan(&bytes)).contains("trop volumineux"));
    }
    let far = book(&[&|sheet| {
        header(sheet, 0)?;
        sheet.write(1_048_575, 16_000, "au loin")?;
        sheet.write(MAX_LINES as u32, 0, "trop bas").map(drop)
    }]);
    assert!(messages(&read_plan(&far)).contains("lignes"));
}

fn archive(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let written =
            writer.start_file(*name, SimpleFileOptions::default()).map(|()| writer.write_all(content));
        assert!(written.is_ok_and(|written| written.is_ok()));
    }
    writer.finish().map(std::io::Cursor::into_inner).unwrap_or_default()
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_damaged_workbook_never_stops_the_reading(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
            let mut bytes = book(&[&|sheet| {
                header(sheet, 0)?;
                sheet.write_row(1, 0, ["Axe 1", "1.1", "Une"]).map(drop)
            }]);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            read_plan(&bytes);
            bytes.truncate(cut.index(bytes.len()) + 1);
            read_plan(&bytes);
        }

        #[test]
        fn a_table_is_read_from_a_workbook_as_from_a_text(rows in prop::collection::vec((0u16..4, "[A-Z][a-zé’;,\"]{1,12}( [a-z]{1,8}){0,3}"), 1..20)) {
            let cells: Vec<[String; 3]> = (1..).zip(&rows).map(|(number, (axis, title)): (u16, _)| {
                [if *axis == 0 { String::new() } else { format!("Axe {axis}") }, format!("1.{number}"), title.clone()]
            }).collect();
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let lines = cells.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join("\t"));
            let text = std::iter::once("Axe\tNuméro\tIntitulé".to_owned()).chain(lines).collect::<Vec<_>>().join("\n");
            let bytes = book(&[&|sheet| {
                header(sheet, 0)?;
                (1..).zip(&cells).try_for_each(|(row, cells)| sheet.write_row(row, 0, cells).map(drop))
            }]);
            prop_assert_eq!(said(&read_plan(&bytes)), said(&read(&text)));
        }
    }
}
