//! What lets the exported workbook be edited and imported back: who each line is, what it said, and how to go about it.
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::model::Line;
use crate::plan::import::{CLEAR, EDITABLE, IDENTIFIER, KEPT_SHEET, MARK};
use crate::plan::model::Plan;

/// A cell of a workbook holds no more (Excel's limit is 32,767 characters).
const LONGEST_CELL: usize = 32_000;

/// The columns that only the workbook has, after those of the table: the objective, and the hidden identifier.
pub(super) const EXTRA: [&str; 2] = ["Objectif", IDENTIFIER];

/// Writes the extra columns of a line.
///
/// # Errors
/// When a text is longer than a cell may hold.
pub(super) fn identify(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    line: &Line,
    wrap: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, first, line.objective.clone().unwrap_or_default(), wrap)?;
    sheet.write_string(row, first + 1, line.id.to_string())?;
    Ok(())
}

/// Names and hides the extra columns.
///
/// # Errors
/// Never in practice.
pub(super) fn head(sheet: &mut Worksheet, row: u32, first: u16, bold: &Format) -> Result<(), XlsxError> {
    for (column, name) in (first..).zip(EXTRA) {
        sheet.write_with_format(row, column, name, bold)?;
    }
    sheet.set_column_width(first, 40)?.set_column_hidden(first + 1)?;
    Ok(())
}

/// Adds the explanation, and the hidden sheet that keeps what each line says: `lines` are their cells as they are read,
/// in the order of `names`.
///
/// # Errors
/// Never in practice: what is too long for a cell is not kept, and its line is then known by its number.
pub(super) fn keep<'a>(
    workbook: &mut Workbook,
    plan: &Plan,
    names: &[&str],
    lines: impl Iterator<Item = (&'a Line, Vec<String>)>,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name("Mode d’emploi")?;
    sheet.set_column_width(0, 100)?;
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
    for (row, text) in (0..).zip(explanation()) {
        sheet.write_with_format(row, 0, text, if row == 0 { &bold } else { &wrap })?;
    }
    let kept = workbook.add_worksheet().set_name(KEPT_SHEET)?;
    kept.set_hidden(true).write_row(0, 0, [MARK.to_owned(), plan.id.to_string(), json(names)])?;
    for (row, (line, cells)) in (1..).zip(lines) {
        let said = json(&cells);
        if said.chars().count() <= LONGEST_CELL {
            kept.write_string(row, 0, line.id.to_string())?.write_string(row, 1, said)?;
        }
    }
    Ok(())
}

/// A list of texts always has a JSON.
fn json(texts: &[impl serde::Serialize]) -> String {
    serde_json::to_string(texts).unwrap_or_default()
}

fn explanation() -> [String; 8] {
    [
        "Modifier ce tableau et le renvoyer dans Prisme".to_owned(),
        format!("Changez les cellules des colonnes « {} » de la feuille « Tableau synthétique », enregistrez, puis envoyez le classeur par « Importer un plan » (animation du plan).", EDITABLE.join(" », « ")),
        "Prisme montre ce qui changerait, ligne par ligne ; rien n’est écrit avant « Importer ».".to_owned(),
        "Une cellule que vous n’avez pas touchée ne change rien, même si la fiche a changé entre-temps. Une cellule vidée laisse ce qui est en place.".to_owned(),
        format!("Pour effacer un objectif ou un axe, écrivez {CLEAR} dans la cellule."),
        "Une nouvelle ligne crée une fiche. Une ligne supprimée ne supprime rien.".to_owned(),
        "Une fiche adoptée garde son intitulé, son axe et son objectif : ils changent par avenant. Les autres colonnes (confiance, dernier point, jalons…) se changent sur la fiche.".to_owned(),
        "Vous pouvez trier, filtrer et ajouter des colonnes. Gardez la ligne d’en-tête et la colonne masquée « Identifiant », qui reconnaît les fiches.".to_owned(),
    ]
}
