//! The sheets of a workbook, each read as the same text pasted would be; which of them holds the plan; and what only a
//! workbook can get wrong: numbers that lost a zero, rows that nobody sees, formulas that failed.

use std::collections::BTreeMap;

use super::columns::is_a_name;
use super::exported;
use super::recognise::{recognise_cells, too_long};
use super::{Action, MAX_LINES, Notice, PlanTable, SheetChoice};
use crate::personal;
use crate::text::{counted, plural};
use crate::workbook::{self, Cell, Kind, Sheet};

/// Rows of one kind that a warning lists.
const LISTED: usize = 12;

/// Reads the sheet of that name, else the one that holds the most of a plan.
pub(super) fn read_workbook(bytes: &[u8], wanted: Option<&str>) -> PlanTable {
    let sheets = match workbook::sheets(bytes) {
        Ok(sheets) => sheets,
        Err(unusable) => return PlanTable::unreadable(unusable),
    };
    // those that are not read too: the file is kept whole
    let refusal = |sheet: &Sheet| Some(personal::check_rows(&texts(sheet))?.in_sheet(&sheet.name));
    if let Some(refusal) = sheets.iter().find_map(refusal) {
        return PlanTable::refused(refusal);
    }
    if let Some((sheet, mut table)) =
        exported::read(&sheets).filter(|(sheet, _)| wanted.is_none_or(|name| name == sheet.name))
    {
        table.sheet = Some(sheet.name.clone());
        tell(sheet, &mut table);
        return table;
    }
    let visible: Vec<&Sheet> = sheets.iter().filter(|sheet| !sheet.is_hidden).collect();
    let mut tables: Vec<(&Sheet, PlanTable)> =
        visible.iter().map(|sheet| (*sheet, read_sheet(sheet))).collect();
    let choices: Vec<SheetChoice> = tables
        .iter()
        .filter(|(_, table)| !table.actions.is_empty())
        .map(|(sheet, table)| SheetChoice { name: sheet.name.clone(), actions: table.actions.len() })
        .collect();
    let named = wanted.and_then(|name| tables.iter().position(|(sheet, _)| sheet.name == name));
    let best = || {
        (0..tables.len()).rev().max_by_key(|&place| tables.get(place).map(|(_, table)| table.actions.len()))
    };
    let Some(place) = named.or_else(best) else {
        return PlanTable::unreadable(workbook::Unusable::Empty); // every sheet is hidden
    };
    let (sheet, mut table) = tables.swap_remove(place);
    table.sheet = Some(sheet.name.clone());
    tell(sheet, &mut table);
    if choices.len() > 1 {
        let list: Vec<String> = choices
            .iter()
            .map(|choice| format!("« {} » ({})", choice.name, counted(choice.actions, "action", "actions")))
            .collect();
        table.warnings.push(Notice::of_all(format!(
            "Plusieurs feuilles du classeur portent des actions : {}. C’est « {} » qui est lue.",
            list.join(", "),
            sheet.name
        )));
        table.sheets = choices;
    }
    table
}

fn read_sheet(sheet: &Sheet) -> PlanTable {
    match sheet.rows.last_key_value() {
        Some((&last, _)) if last > MAX_LINES => too_long(last),
        _ => recognise_cells(&as_text(sheet)),
    }
}

/// The rows as the check of personal data reads them.
fn texts(sheet: &Sheet) -> Vec<(usize, Vec<String>)> {
    let row = |(number, cells): (&usize, &BTreeMap<usize, Cell>)| {
        let width = cells.last_key_value().map_or(0, |(last, _)| last + 1);
        let text = |column| cells.get(&column).map(|cell| one_line(&cell.text)).unwrap_or_default();
        (*number, (0..width).map(text).collect())
    };
    sheet.rows.iter().map(row).collect()
}

/// The sheet as lines of cells between tabs, so that the number of a line is that of its row. The name of a column that is
/// merged over two rows stands on both; other merged cells are written once, as a paste writes them: what is below takes
/// the axis and the objective above.
fn as_text(sheet: &Sheet) -> String {
    let mut rows = sheet.rows.clone();
    for area in &sheet.merged {
        let (column, (first, last)) = (area.columns.0, area.rows);
        let name =
            rows.get(&first).and_then(|row| row.get(&column)).filter(|cell| is_a_name(&cell.text)).cloned();
        if let Some(name) = name {
            for row in (first + 1)..=last.min(first + 3) {
                rows.entry(row).or_default().entry(column).or_insert_with(|| name.clone());
            }
        }
    }
    let width =
        rows.values().filter_map(|row| row.last_key_value()).map(|(last, _)| last + 1).max().unwrap_or(0);
    let last = rows.last_key_value().map_or(0, |(last, _)| *last);
    let mut blank_rows = 0;
    let mut lines = Vec::with_capacity(last);
    for number in 1..=last {
        let Some(row) = rows.get(&number) else {
            blank_rows += 1;
            // one blank row is a space in the table, two are its end
            lines.push(if blank_rows == 1 { "\t".repeat(width.saturating_sub(1)) } else { String::new() });
            continue;
        };
        blank_rows = 0;
        // a note under the table, a title above it: alone in the first column
        let width = if row.len() == 1 && row.contains_key(&0) { 1 } else { width };
        let cells: Vec<String> =
            (0..width).map(|column| row.get(&column).map(quoted).unwrap_or_default()).collect();
        lines.push(cells.join("\t"));
    }
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control()).collect::<Vec<_>>().join(" ")
}

fn quoted(cell: &Cell) -> String {
    if cell.kind == Kind::Error {
        return String::new();
    }
    let text = one_line(&cell.text);
    if text.trim_start().starts_with('"') { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A spreadsheet keeps 1.10 as 1.1 when it takes it for a number: only the reader knows which it was.
fn tell_numbers(sheet: &Sheet, table: &mut PlanTable) {
    let as_number = |action: &&Action| {
        let code = action.facts.code.as_ref().map(ToString::to_string)?;
        let row = sheet.rows.get(&action.line)?;
        let is_number = row.values().any(|cell| cell.kind == Kind::Number && cell.text == code);
        let may_have_lost_a_zero = code.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 1);
        (is_number && may_have_lost_a_zero).then_some((action.line, code))
    };
    let numbers: Vec<(usize, String)> =
        table.actions.iter().filter_map(|action| as_number(&action)).collect();
    let Some((first, code)) = numbers.first() else { return };
    let message = format!(
        "{} comme un nombre dans le classeur (le premier est {code}) : 1.10 y devient 1.1. Vérifiez ces numéros ; s’il en manque \
         un zéro, mettez la colonne au format Texte et tapez-les à nouveau.",
        counted(numbers.len(), "numéro est écrit", "numéros sont écrits"),
    );
    table.warnings.push(Notice::at(*first, None, message));
    for pair in numbers.windows(2) {
        if let [(_, nine), (line, one)] = pair
            && nine.strip_suffix(".9").is_some_and(|stem| one.strip_suffix(".1") == Some(stem))
        {
            let message = format!(
                "L’action {one} vient après {nine} : est-ce {one}0 ? Si oui, écrivez-le en texte dans le classeur."
            );
            table.warnings.push(Notice::at(*line, None, message));
        }
    }
}

/// What only a workbook can get wrong.
fn tell(sheet: &Sheet, table: &mut PlanTable) {
    tell_numbers(sheet, table);
    tell_hidden_rows(sheet, table);
    tell_failed_formulas(sheet, table);
}

fn tell_hidden_rows(sheet: &Sheet, table: &mut PlanTable) {
    let hidden: Vec<usize> =
        sheet.hidden_rows.iter().copied().filter(|row| table.understood.contains(row)).collect();
    if let Some(first) = hidden.first() {
        let message = format!(
            "{} dans le classeur {} aussi : {}. Supprimez-les du classeur si elles ne sont pas du plan.",
            counted(hidden.len(), "ligne masquée", "lignes masquées"),
            plural(hidden.len(), "est lue", "sont lues"),
            listed(&hidden),
        );
        table.warnings.push(Notice::at(*first, None, message));
    }
}

fn tell_failed_formulas(sheet: &Sheet, table: &mut PlanTable) {
    let failed = sheet.rows.iter().filter(|(row, _)| table.understood.contains(row));
    let failed: Vec<(usize, String)> = failed
        .filter_map(|(row, cells)| {
            Some((*row, cells.values().find(|cell| cell.kind == Kind::Error)?.text.clone()))
        })
        .collect();
    if let Some((first, error)) = failed.first() {
        let rows: Vec<usize> = failed.iter().map(|(row, _)| *row).collect();
        let message = format!(
            "Une formule du classeur donne une erreur ({error}), {} {} : la cellule n’est pas lue.",
            plural(rows.len(), "ligne", "lignes"),
            listed(&rows),
        );
        table.warnings.push(Notice::at(*first, None, message));
    }
}

/// « 4, 7, 12 », and how many more.
fn listed(rows: &[usize]) -> String {
    let shown: Vec<String> = rows.iter().take(LISTED).map(ToString::to_string).collect();
    match rows.len().checked_sub(LISTED).filter(|more| *more > 0) {
        Some(more) => format!("{} et {more} autres", shown.join(", ")),
        None => shown.join(", "),
    }
}
