//! The workbook of the synthetic table, edited and sent back. It keeps in a hidden sheet what each line said when it was
//! exported, so that only what somebody changed in it is a change: an unchanged cell changes nothing even when the plan
//! has moved on, an empty one leaves what is there, and [`CLEAR`] clears what may be cleared.

use std::collections::{BTreeMap, HashMap};

use super::axis::{Axis, is_no_axis};
use super::builder::TableBuilder;
use super::columns::{Columns, Field};
use super::{Action, Facts, MAX_LINES, Notice, PlanTable};
use crate::cells::Row;
use crate::text::{first_line, fold};
use crate::workbook::{Cell, Kind, Sheet};

/// The hidden sheet that keeps what was exported.
pub const KEPT_SHEET: &str = "Prisme";
/// Its first cell; then the plan, then the names of the columns as a JSON list.
pub const MARK: &str = "prisme-tableau-1";
/// The hidden column that says which sheet a line is, wherever it is moved.
pub const IDENTIFIER: &str = "Identifiant";
/// What is written in a cell to clear it.
pub const CLEAR: &str = "[effacer]";
/// The columns of the table that an import reads, in the order in which a line is read here.
pub const EDITABLE: [&str; 4] = ["Axe", "Numéro", "Intitulé", "Objectif"];

/// Rows above the header.
const ABOVE: usize = 20;
/// In characters, when a message quotes a cell.
const EXCERPT: usize = 60;

/// What a line of the workbook was when it was exported, and which of its cells were changed since.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// The identifier of the sheet.
    pub id: String,
    pub said: Facts,
    pub changed: Vec<Field>,
}

/// What the hidden sheet keeps.
struct Kept {
    plan: String,
    names: Vec<String>,
    /// By identifier, the cells in the order of `names`.
    lines: HashMap<String, Vec<String>>,
}

/// The table of a workbook that came from an export; none when it did not.
pub(super) fn read(sheets: &[Sheet]) -> Option<(&Sheet, PlanTable)> {
    let kept = Kept::of(sheets.iter().find(|sheet| sheet.name == KEPT_SHEET)?)?;
    let others = sheets.iter().filter(|sheet| sheet.name != KEPT_SHEET);
    let (sheet, header) =
        others.filter_map(|sheet| Some((sheet, header(sheet)?))).max_by_key(|(sheet, _)| sheet.rows.len())?;
    (sheet.rows.last_key_value()?.0 <= &MAX_LINES).then(|| (sheet, Reader { kept, sheet, header }.read()))
}

/// The number of the header's row, and where each name stands.
fn header(sheet: &Sheet) -> Option<(usize, HashMap<String, usize>)> {
    sheet.rows.iter().take(ABOVE).find_map(|(number, cells)| {
        let names: HashMap<String, usize> =
            cells.iter().map(|(place, cell)| (squeezed(&cell.text), *place)).collect();
        let is_header =
            names.contains_key(IDENTIFIER) && EDITABLE.iter().take(3).all(|name| names.contains_key(*name));
        is_header.then_some((*number, names))
    })
}

impl Kept {
    fn of(sheet: &Sheet) -> Option<Self> {
        let text = |cells: &BTreeMap<usize, Cell>, place| cells.get(&place).map(|cell| cell.text.clone());
        let mut rows = sheet.rows.values();
        let first = rows.next().filter(|cells| text(cells, 0).as_deref() == Some(MARK))?;
        let line = |cells: &BTreeMap<usize, Cell>| {
            let said: Vec<String> = serde_json::from_str(&text(cells, 1)?).ok()?;
            Some((text(cells, 0)?, said))
        };
        Some(Self {
            plan: text(first, 1)?,
            names: serde_json::from_str(&text(first, 2)?).ok()?,
            lines: rows.filter_map(line).collect(),
        })
    }

    /// What a cell said, by its column.
    fn said(&self, id: &str, name: &str) -> Option<&str> {
        let place = self.names.iter().position(|known| known == name)?;
        self.lines.get(id)?.get(place).map(String::as_str)
    }

    fn facts(&self, id: &str) -> Facts {
        let said = |name| self.said(id, name).unwrap_or_default();
        Facts {
            code: said("Numéro").parse().ok(),
            title: said("Intitulé").to_owned(),
            axis: Axis::read(said("Axe")).map(|axis| axis.key),
            objective: Some(said("Objectif").to_owned()).filter(|text| !text.is_empty()),
        }
    }
}

struct Reader<'a> {
    kept: Kept,
    sheet: &'a Sheet,
    header: (usize, HashMap<String, usize>),
}

impl Reader<'_> {
    fn read(self) -> PlanTable {
        let columns = Columns::of_export(EDITABLE.map(str::to_owned));
        let originals = self.originals();
        let mut builder = TableBuilder::new(&[]);
        let mut exported: HashMap<usize, Exported> = HashMap::new();
        let mut told = Vec::new();
        builder.understood(self.header.0, self.header.0);
        for (number, cells) in self.sheet.rows.range(self.header.0 + 1..) {
            builder.begin(&columns); // an empty cell leaves what is there: nothing is carried from the line above
            let id = self.cell(cells, IDENTIFIER).filter(|id| originals.get(id.as_str()) == Some(number));
            let mut read = EDITABLE.map(|name| self.cell(cells, name).unwrap_or_default());
            if read.iter().all(String::is_empty) {
                continue;
            }
            if let Some(id) = id {
                let line = self.compared(id, &mut read, *number, &mut told);
                told.extend(self.elsewhere(&line.id, cells, *number));
                exported.insert(*number, line);
            }
            builder.understood(*number, *number);
            let row = Row { first: *number, last: *number, cells: read.to_vec(), blank: false };
            builder.read_row(&row, &columns);
        }
        for name in self.header.1.keys().filter(|name| !self.is_known(name)) {
            builder.note_unknown(name.clone());
        }
        let mut table = builder.finished();
        for action in &mut table.actions {
            action.exported = exported.remove(&action.line);
        }
        table.warnings.extend(told);
        table.exported_from = Some(self.kept.plan);
        table
    }

    fn is_known(&self, name: &str) -> bool {
        name == IDENTIFIER || self.kept.names.iter().any(|known| known == name)
    }

    fn cell(&self, cells: &BTreeMap<usize, Cell>, name: &str) -> Option<String> {
        let cell = cells.get(self.header.1.get(name)?).filter(|cell| cell.kind != Kind::Error)?;
        Some(squeezed(&cell.text)).filter(|text| !text.is_empty())
    }

    /// The row that each known identifier stands for: of several copies, the one that still has its number.
    fn originals(&self) -> HashMap<String, usize> {
        let mut originals: HashMap<String, (usize, bool)> = HashMap::new();
        for (number, cells) in self.sheet.rows.range(self.header.0 + 1..) {
            let Some(id) = self.cell(cells, IDENTIFIER).filter(|id| self.kept.lines.contains_key(id)) else {
                continue;
            };
            let code = self.cell(cells, "Numéro").unwrap_or_default();
            let has_its_number = self.kept.said(&id, "Numéro").is_some_and(|said| squeezed(said) == code);
            let known = originals.entry(id).or_insert((*number, has_its_number));
            if has_its_number && !known.1 {
                *known = (*number, true);
            }
        }
        originals.into_iter().map(|(id, (number, _))| (id, number)).collect()
    }

    /// Which of the cells of a line were changed; the others are read as they were exported, and a mark as nothing.
    fn compared(&self, id: String, read: &mut [String; 4], line: usize, told: &mut Vec<Notice>) -> Exported {
        const FIELDS: [Field; 4] = [Field::Axis, Field::Code, Field::Title, Field::Objective];
        let mut changed = Vec::new();
        for ((name, field), cell) in EDITABLE.into_iter().zip(FIELDS).zip(read.iter_mut()) {
            let said = squeezed(self.kept.said(&id, name).unwrap_or_default());
            let clears = fold(cell) == fold(CLEAR);
            let may_be_empty = matches!(field, Field::Axis | Field::Objective);
            if cell.is_empty() || *cell == said {
                *cell = said;
            } else if clears && !may_be_empty {
                let message =
                    format!("« {name} » ne s’efface pas : la cellule est laissée comme elle était.");
                told.push(Notice::at(line, Some(name.to_owned()), message));
                *cell = said;
            } else {
                changed.push(field);
                if clears {
                    cell.clear();
                }
            }
            if field == Field::Axis && is_no_axis(cell) {
                cell.clear();
            }
        }
        Exported { said: self.kept.facts(&id), id, changed }
    }

    /// The cells that were changed and that only the sheet itself may change.
    fn elsewhere(&self, id: &str, cells: &BTreeMap<usize, Cell>, line: usize) -> Vec<Notice> {
        let others = self.kept.names.iter().filter(|name| !EDITABLE.contains(&name.as_str()));
        let changed = others.filter_map(|name| {
            let (said, cell) = (squeezed(self.kept.said(id, name)?), self.cell(cells, name)?);
            (cell != said).then(|| {
                let (said, cell) = (first_line(&said, EXCERPT), first_line(&cell, EXCERPT));
                let message = format!(
                    "« {name} » ne se change pas d’ici (« {said} », et « {cell} » dans le classeur) : {}.",
                    where_to(name)
                );
                Notice::at(line, Some(name.clone()), message)
            })
        });
        changed.collect()
    }
}

/// Where one changes what a column shows.
fn where_to(name: &str) -> &'static str {
    let name = fold(name);
    let about = |words: [&str; 5]| words.iter().any(|word| !word.is_empty() && name.contains(word));
    if about(["jalon", "livrable", "echeance", "dernier jour", ""]) {
        "changez-le dans le calendrier de la fiche"
    } else if about(["confiance", "point", "bloque", "silencieuse", "age"]) {
        "faites le point sur la fiche"
    } else if about(["pilote", "", "", "", ""]) {
        "changez les mandats"
    } else {
        "changez-le sur la fiche"
    }
}

/// The text as it is compared: spreadsheets add and lose spaces and line ends.
fn squeezed(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

impl PlanTable {
    /// In another plan than the one that it was exported from, a workbook is a table like any other.
    pub fn forget_export(&mut self, plan: &str) {
        if self.exported_from.as_deref().is_some_and(|from| from != plan) {
            self.exported_from = None;
            self.actions.iter_mut().for_each(|action: &mut Action| action.exported = None);
            self.warnings.push(Notice::of_all(
                "Ce classeur vient du tableau d’un autre plan : ses lignes sont reconnues à leur numéro ou à leur intitulé.",
            ));
        }
    }
}
