//! Tables that name workers or tell their health are refused by every import (DOMAIN.md §3: aggregates only, « no data on
//! an identifiable worker is ever accepted »). Here is how they are recognised, in one place; nothing is kept of them.
//!
//! A table is refused by the names of its columns, wherever in the source its header stands:
//! - a column that identifies one worker: « matricule », « N° salarié », « numéro de dossier du salarié », « nom du
//!   salarié », « date de naissance », « NIR »;
//! - a column of somebody's health (« pathologie », « inaptitude », « restriction d’aptitude », « RQTH ») unless the table
//!   counts people beside it; less certain words (« diagnostic », « restrictions », « handicap ») only beside a person;
//! - a family name and a first name, unless the table is about what people do in the plan (« structure », « fonction »,
//!   « courriel ») and says nothing of their health;
//! - « salarié » alone, when what stands below are names.
//!
//! and by one content: a social security number whose control key is right. Counts (« nombre de salariés », « effectif »,
//! « taux d’inaptitude ») and professionals (« médecin du travail », « nom du pilote ») pass.

mod column;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::cells::{Row, Rows, SEPARATORS};
use column::{
    Column, counts_people, holds_social_security_number, is_data, is_of_the_plan, looks_like_a_name,
};

/// Rows below a header that may tell what a column holds.
const LOOK_AHEAD: usize = 20;
/// Rows of a paragraph that are compared with its first one.
const PARAGRAPH: usize = 6;
/// A row of more cells than this is not looked at beyond them.
const MAX_COLUMNS: usize = 200;
/// Columns that the refusal names; the reader knows her table.
const NAMED: usize = 12;

/// Why a source is refused; its display says so to the person who sent it, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Number of the line where the header, or the number, stands, from 1.
    pub line: usize,
    /// The sheet where that line stands, when the source is a workbook.
    pub sheet: Option<String>,
    pub found: Found,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The names of the columns that identify workers or tell their health, as they are written.
    Columns(Vec<String>),
    SocialSecurityNumber,
}

impl Refusal {
    /// The same, found in this sheet of a workbook.
    pub fn in_sheet(self, name: &str) -> Self {
        Self { sheet: Some(name.to_owned()), ..self }
    }

    /// Why, and what to do; without a word on what is kept, for a text that its author has before her.
    pub fn why(&self) -> String {
        let sheet = self.sheet.as_ref().map(|name| format!(" de la feuille « {name} »"));
        let line = format!("{}{}", self.line, sheet.unwrap_or_default());
        match &self.found {
            Found::Columns(names) => {
                let (word, names) = match &names[..] {
                    [only] => ("colonne", format!("« {only} »")),
                    several => ("colonnes", format!("« {} »", several.join(" », « "))),
                };
                format!(
                    "Ce tableau nomme des salariés ou parle de leur santé ({word} {names}, ligne {line}) : il est refusé. Prisme ne \
                     reçoit que des totaux, jamais de donnée sur une personne. Retirez ces colonnes, ou comptez par catégorie \
                     (nombre de salariés, effectif)."
                )
            }
            Found::SocialSecurityNumber => format!(
                "La ligne {line} contient un numéro de sécurité sociale : cet envoi est refusé. Prisme ne reçoit jamais de donnée \
                 sur une personne. Retirez cette colonne ou cette ligne."
            ),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Rien de ce qui a été envoyé n’est gardé.", self.why())
    }
}

/// The columns of a table that name workers or tell their health, if the table is to be refused. `headers` are the names of
/// its columns; `rows` are some rows below them, which tell what « salarié » alone means.
///
/// `first` says that nothing of a table stands just above: a word about health alone may then be a header, where in the
/// middle of a table it may be a title.
fn check_header(headers: &[&str], rows: &[Vec<&str>], first: bool) -> Option<Vec<String>> {
    let headers: Vec<&str> = headers.iter().copied().take(MAX_COLUMNS).collect();
    if headers.iter().filter(|name| !name.is_empty()).count() < 2 || headers.iter().any(|name| is_data(name))
    {
        return None;
    }
    let columns: Vec<Option<Column>> = headers.iter().map(|name| Column::of(name)).collect();
    let has = |wanted: Column| columns.contains(&Some(wanted));
    let unless_counted = !headers.iter().any(|name| counts_people(name));
    let full_name = has(Column::FullName) || has(Column::FamilyName) && has(Column::FirstName);
    let person = full_name || has(Column::FamilyName) || has(Column::FirstName) || has(Column::Worker);
    let health = has(Column::Health) || has(Column::PerhapsHealth);
    let of_the_plan = headers.iter().any(|name| is_of_the_plan(name));
    let named_below = || {
        let workers = columns.iter().enumerate().filter(|(_, column)| **column == Some(Column::Worker));
        let mut cells = workers.flat_map(|(place, _)| rows.iter().filter_map(move |row| row.get(place)));
        cells.any(|cell| looks_like_a_name(cell))
    };
    let refused = has(Column::Identity)
        || health && person
        || has(Column::Health) && unless_counted && first
        || full_name && !of_the_plan
        || has(Column::Worker) && named_below();
    refused.then(|| {
        let named = headers.iter().zip(&columns).filter(|(_, column)| column.is_some());
        named.map(|(name, _)| (*name).to_owned()).take(NAMED).collect()
    })
}

/// Looks for such a table, or such a number, among rows: each with the number of its line.
pub fn check_rows(rows: &[(usize, Vec<String>)]) -> Option<Refusal> {
    check_among(rows, |_| true)
}

fn check_among(rows: &[(usize, Vec<String>)], may_be_header: impl Fn(usize) -> bool) -> Option<Refusal> {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let mut above = 0;
    for (place, (line, cells)) in rows.iter().enumerate() {
        let line = *line;
        if cells.iter().any(|cell| holds_social_security_number(cell)) {
            return Some(Refusal { line, sheet: None, found: Found::SocialSecurityNumber });
        }
        let names: Vec<&str> = match may_be_header(place) {
            true => cells.iter().map(String::as_str).collect(),
            false => Vec::new(),
        };
        let below = rows.iter().skip(place + 1).take(LOOK_AHEAD);
        let below: Vec<Vec<&str>> = match names.iter().any(|name| Column::of(name) == Some(Column::Worker)) {
            true => below.map(|(_, cells)| cells.iter().map(String::as_str).collect()).collect(),
            false => Vec::new(),
        };
        if let Some(columns) = check_header(&names, &below, above < 2) {
            return Some(Refusal { line, sheet: None, found: Found::Columns(columns) });
        }
        above = filled(cells);
    }
    None
}

/// Looks for such a table in a text, whatever its separator, and whatever stands around it.
pub fn check_text(text: &str) -> Option<Refusal> {
    let laid_out = html_as_rows(text);
    let mut separators = SEPARATORS.into_iter().filter(|separator| laid_out.contains(*separator));
    let in_a_table = |separator| {
        let rows: Vec<Row> = Rows::of(&laid_out, separator).collect();
        let cells: Vec<(usize, Vec<String>)> =
            rows.iter().map(|row| (row.first, row.cells.clone())).collect();
        check_among(&cells, |place| !matches!(separator, ',' | ';') || begins_a_table(&rows, place))
    };
    separators.find_map(in_a_table).or_else(|| {
        let mut lines = (1..).zip(laid_out.lines()).filter(|(_, line)| holds_social_security_number(line));
        lines.next().map(|(line, _)| Refusal { line, sheet: None, found: Found::SocialSecurityNumber })
    })
}

/// Sentences are full of commas and semicolons: there a row is a header only when the rows of its paragraph below it are
/// as wide, or when it is all there is.
fn begins_a_table(rows: &[Row], place: usize) -> bool {
    let below = rows.iter().skip(place).take_while(|row| !row.blank).take(PARAGRAPH);
    let widths: Vec<usize> = below.map(|row| row.cells.len()).collect();
    let first = widths.first().copied().unwrap_or_default();
    (widths.len() > 1 || rows.len() == 1) && first > 1 && widths.iter().all(|width| *width == first)
}

/// An HTML table written as rows of cells, for what pasted documents hold; other texts as they are. No line moves.
fn html_as_rows(text: &str) -> String {
    if !text.contains("<td") && !text.contains("<th") {
        return text.to_owned();
    }
    text.replace("</td>", "\t").replace("</th>", "\t")
}
