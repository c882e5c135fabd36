//! Bytes of an XLSX workbook → its sheets, as rows of text. Knows nothing of plans; macros, drawings and styles are left out.
//!
//! A workbook comes from anywhere: [`archive`] measures it before anything is read, so that a small file that unfolds
//! into gigabytes is refused, and nothing here allocates by what a file claims.

mod archive;

use std::{collections::BTreeMap, fmt, io::Cursor, panic};

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveTime;

/// Cells that hold something, in a whole workbook: forty times a plan of 5,000 actions would be a mistake.
const MAX_CELLS: usize = 500_000;
/// Columns that are read; no plan has so many, and a stray space in the last one would cost as many tabs a row.
const MAX_COLUMNS: u32 = 200;
/// Sheets that are read.
const MAX_SHEETS: usize = 60;

/// Why there is nothing to read; its display tells the reader, in French, what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    Damaged,
    Locked,
    /// A spreadsheet of another format: XLS, XLSB, ODS.
    OtherFormat,
    /// Word, PowerPoint, an archive.
    NoWorkbook,
    TooLarge,
    Empty,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => {
                "Ce classeur est endommagé ou incomplet. Ouvrez-le, enregistrez-le à nouveau au format Excel (.xlsx) et renvoyez-le, \
                 ou copiez le tableau et collez-le ici."
            }
            Self::Locked => {
                "Ce classeur est protégé par un mot de passe. Retirez le mot de passe, enregistrez et renvoyez-le, ou copiez le \
                 tableau et collez-le ici."
            }
            Self::OtherFormat => {
                "Ce classeur n’est pas au format Excel (.xlsx). Ouvrez-le et enregistrez-le au format .xlsx ou « CSV UTF-8 », ou copiez \
                 le tableau et collez-le ici."
            }
            Self::NoWorkbook => {
                "Ce fichier n’est ni un texte ni un classeur Excel. Ouvrez-le, copiez le tableau des actions et collez-le ici."
            }
            Self::TooLarge => {
                "Ce classeur est trop volumineux une fois ouvert. Ne gardez que la feuille du tableau, sans ses lignes et colonnes vides, \
                 puis recommencez."
            }
            Self::Empty => "Ce classeur n’a aucune cellule remplie. Vérifiez que c’est le bon fichier.",
        })
    }
}

/// A sheet that holds something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub name: String,
    /// Hidden sheets are read for what the product put there, never as a plan.
    pub is_hidden: bool,
    /// By the number of the row, from 1, then by the index of the column, from 0; only cells that hold something.
    pub rows: BTreeMap<usize, BTreeMap<usize, Cell>>,
    /// First and last row (from 1) and column (from 0) of each merged area; its value is in its first cell.
    pub merged: Vec<Area>,
    /// Numbers of the rows that the spreadsheet does not show.
    pub hidden_rows: Vec<usize>,
}

/// A rectangle of cells, its ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub text: String,
    pub kind: Kind,
}

/// What a spreadsheet takes the cell for; a formula is what it last gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Date,
    /// `#REF!` and the like: the text is the error.
    Error,
}

/// Whether the bytes are those of an office file rather than of a text.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(OLE)
}

/// The container of XLS, and of every office file that has a password.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0";

/// The sheets of a workbook that hold something, in their order.
///
/// # Errors
/// What the bytes are instead.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unusable> {
    if bytes.starts_with(OLE) {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(encrypted.len()).any(|window| window == encrypted);
        return Err(if locked { Unusable::Locked } else { Unusable::OtherFormat });
    }
    let mut hidden_rows = archive::measured(bytes)?;
    // a file that a library cannot stand is a damaged file, not a failure of the site
    let read = panic::catch_unwind(|| read(bytes)).unwrap_or(Err(Unusable::Damaged))?;
    let mut sheets = read;
    for sheet in &mut sheets {
        sheet.hidden_rows = hidden_rows.remove(&sheet.name).unwrap_or_default();
        sheet.hidden_rows.retain(|row| sheet.rows.contains_key(row));
    }
    if sheets.is_empty() { Err(Unusable::Empty) } else { Ok(sheets) }
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unusable> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(cause)?;
    let wanted: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .take(MAX_SHEETS)
        .collect();
    let mut left = MAX_CELLS;
    let mut sheets = Vec::new();
    for (name, is_hidden) in wanted {
        let rows = rows(&mut book, &name, &mut left)?;
        if rows.is_empty() {
            continue;
        }
        let merged = book.merge_cells_by_sheet_name(&name).map_err(cause)?.iter().filter_map(area).collect();
        sheets.push(Sheet { name, is_hidden, rows, merged, hidden_rows: Vec::new() });
    }
    Ok(sheets)
}

fn rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    left: &mut usize,
) -> Result<BTreeMap<usize, BTreeMap<usize, Cell>>, Unusable> {
    let mut rows: BTreeMap<usize, BTreeMap<usize, Cell>> = BTreeMap::new();
    let mut cells = book.worksheet_cells_reader(name).map_err(cause)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(cause)? {
        let (row, column) = cell.get_position();
        let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
        let Some(cell) = read_cell(cell.get_value(), format.map_or("", |format| &format.format_code)) else {
            continue;
        };
        if column >= MAX_COLUMNS {
            continue;
        }
        *left = left.checked_sub(1).ok_or(Unusable::TooLarge)?;
        let (Ok(row), Ok(column)) = (usize::try_from(row), usize::try_from(column)) else { continue };
        rows.entry(row + 1).or_default().insert(column, cell);
    }
    Ok(rows)
}

/// A cell as it is seen; none when it holds nothing.
fn read_cell(value: &DataRef<'_>, format: &str) -> Option<Cell> {
    let cell = |kind, text: String| Cell { text, kind };
    let cell = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => cell(Kind::Text, text.clone()),
        DataRef::SharedString(text) => cell(Kind::Text, (*text).to_owned()),
        DataRef::Bool(yes) => cell(Kind::Text, if *yes { "oui" } else { "non" }.to_owned()),
        DataRef::Int(number) => cell(Kind::Number, number.to_string()),
        DataRef::Float(number) => cell(Kind::Number, shown(*number, format)),
        DataRef::DateTime(date) => match date.as_datetime() {
            Some(at) if at.time() == NaiveTime::MIN => cell(Kind::Date, at.format("%d/%m/%Y").to_string()),
            Some(at) => cell(Kind::Date, at.format("%d/%m/%Y %H:%M").to_string()),
            None => cell(Kind::Number, date.as_f64().to_string()),
        },
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell(Kind::Date, text.clone()),
        DataRef::Error(error) => cell(Kind::Error, error.to_string()),
    };
    (!cell.text.trim().is_empty()).then_some(cell)
}

/// The number with the decimals that its format shows (`0.00` writes 1.1 as « 1.10 »), else the shortest way to write it.
fn shown(number: f64, format: &str) -> String {
    let decimals =
        format.strip_prefix("0.").filter(|zeros| !zeros.is_empty() && zeros.bytes().all(|b| b == b'0'));
    match decimals {
        Some(zeros) => format!("{number:.*}", zeros.len().min(6)),
        // what a formula adds up has stray digits at the end
        None => format!("{number:.9}").trim_end_matches('0').trim_end_matches('.').to_owned(),
    }
}

fn area(merged: &Dimensions) -> Option<Area> {
    let place = |n: u32| usize::try_from(n).ok();
    let ((top, left), (bottom, right)) = (merged.start, merged.end);
    Some(Area { rows: (place(top)? + 1, place(bottom)? + 1), columns: (place(left)?, place(right)?) })
}

fn cause(error: XlsxError) -> Unusable {
    match error {
        XlsxError::Password => Unusable::Locked,
        _ => Unusable::Damaged,
    }
}
