//! Bytes → text → rows of cells. Knows encodings, line ends, separators and quotes; knows nothing of plans.

use encoding_rs::{Encoding, WINDOWS_1252};
use std::fmt;

/// 4 MiB: larger than any plan, small enough to be read at once.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The cell separators, in the order in which they are tried.
pub(crate) const SEPARATORS: [char; 4] = ['\t', ';', PIPE, ','];
const PIPE: char = '|';

/// A quoted cell that is still open after this many lines was a quotation mark in a sentence.
const QUOTED_LINES_MAX: usize = 20;

/// First bytes of files that people take for tables, and what they are.
const SIGNATURES: [(&[u8], Unreadable); 4] = [
    (b"PK\x03\x04", Unreadable::Workbook),
    (b"\xD0\xCF\x11\xE0", Unreadable::Workbook),
    (b"%PDF", Unreadable::Pdf),
    (b"{\\rtf", Unreadable::Binary),
];

/// Why there is no text; its display tells the reader, in French, what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    TooLarge,
    Workbook,
    Pdf,
    Binary,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Il n’y a rien à lire. Collez le tableau des actions, ou choisissez un fichier CSV.",
            Self::TooLarge => "Le texte dépasse 4 Mo. Ne gardez que le tableau des actions, puis recommencez.",
            Self::Workbook => {
                "Ce fichier est un classeur ou un document bureautique, pas un texte. Ouvrez-le, puis copiez le tableau et \
                 collez-le ici, ou enregistrez-le au format « CSV UTF-8 »."
            }
            Self::Pdf => "Ce fichier est un PDF. Ouvrez-le, copiez le tableau des actions et collez-le ici.",
            Self::Binary => "Ce fichier n’est pas un texte. Enregistrez le tableau au format CSV, ou collez-le ici.",
        })
    }
}

/// The text of a file: UTF-8, UTF-16 with its mark, else Windows-1252 (which old spreadsheets write). Line ends become
/// `\n` and the other control characters go, so that line numbers are those of an editor.
///
/// # Errors
/// What the bytes are instead, with what to do about it.
pub fn text_of(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(*what);
    }
    let text = decoded(bytes);
    if text.contains('\0') {
        return Err(Unreadable::Binary);
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(without_control_characters(&text.replace("\r\n", "\n")))
}

/// The bytes as a text: UTF-8, UTF-16 with its mark, else Windows-1252.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, bytes),
        None => (WINDOWS_1252, bytes),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn without_control_characters(text: &str) -> String {
    let seen = |c: char| match c {
        '\r' => Some('\n'),
        '\n' | '\t' => Some(c),
        '\u{b}' | '\u{c}' | '\u{85}' => Some(' '), // breaks that are not line ends for an editor
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None, // invisible: soft hyphen, zero-width spaces, stray mark
        c => (!c.is_control()).then_some(c),
    };
    text.chars().filter_map(seen).collect()
}

/// One row of cells, tidied; it spans several lines when a quoted cell does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// Number of its first line, from 1.
    pub first: usize,
    pub last: usize,
    pub cells: Vec<String>,
    /// Nothing but white space: the end of a paragraph, where `;;;` is an empty row of a table.
    pub blank: bool,
}

impl Row {
    pub(crate) fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    /// The only cell that says something, if there is one and one only.
    pub(crate) fn only_cell(&self) -> Option<&str> {
        let mut filled = self.cells.iter().filter(|cell| !cell.is_empty());
        filled.next().filter(|_| filled.next().is_none()).map(String::as_str)
    }
}

/// The rows of a text, one by one; a clone looks ahead.
#[derive(Clone)]
pub(crate) struct Rows<'a> {
    rest: &'a str,
    line: usize,
    separator: char,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        (!self.rest.is_empty()).then(|| self.row())
    }
}

impl<'a> Rows<'a> {
    pub(crate) fn of(text: &'a str, separator: char) -> Self {
        Self { rest: text, line: 1, separator }
    }

    fn row(&mut self) -> Row {
        let (first, start) = (self.line, self.rest);
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell());
            if !self.skip(self.separator) {
                break;
            }
        }
        let source = start.get(..start.len() - self.rest.len()).unwrap_or_default().trim();
        let last = self.line;
        if self.skip('\n') {
            self.line += 1;
        }
        if self.separator == PIPE {
            without_outer_pipes(&mut cells, source);
        }
        Row { first, last, cells, blank: source.is_empty() }
    }

    fn cell(&mut self) -> String {
        if let Some((content, rest)) = self.quoted() {
            self.line += content.matches('\n').count();
            self.rest = rest;
            return tidy(&content.replace("\"\"", "\""));
        }
        let end = self.rest.find([self.separator, '\n']).unwrap_or(self.rest.len());
        let (content, rest) = self.rest.split_at(end);
        self.rest = rest;
        tidy(content)
    }

    /// The content of a quoted cell and what follows it; nothing when the quotes are not those of a cell. Reading ahead
    /// stays linear: a search stops at the first lone quotation mark, which is where the next one could start.
    fn quoted(&self) -> Option<(&'a str, &'a str)> {
        let open = self.rest.trim_start_matches(' ').strip_prefix('"').filter(|_| self.separator != PIPE)?;
        let mut lines = 0;
        let mut marks = open.char_indices().filter(|(_, c)| matches!(c, '"' | '\n')).peekable();
        while let Some((at, mark)) = marks.next() {
            if mark == '\n' {
                lines += 1;
                if lines == QUOTED_LINES_MAX {
                    return None;
                }
            } else if marks.next_if_eq(&(at + 1, '"')).is_none() {
                let rest = open.get(at + 1..)?.trim_start_matches(' ');
                let closes = rest.is_empty() || rest.starts_with([self.separator, '\n']);
                return closes.then_some((open.get(..at)?, rest));
            }
        }
        None
    }

    fn skip(&mut self, expected: char) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

/// `| a | b |` has two cells, not four.
fn without_outer_pipes(cells: &mut Vec<String>, source: &str) {
    if cells.len() > 1 && source.ends_with(PIPE) {
        cells.pop();
    }
    if cells.len() > 1 && source.starts_with(PIPE) {
        cells.remove(0);
    }
}

/// A cell as a person reads it: white space collapsed (no-break spaces kept inside), the marks that make the whole cell
/// bold taken off, and nothing at all when it holds no letter nor digit (« - », « : », « … »).
fn tidy(cell: &str) -> String {
    if !cell.contains(char::is_alphanumeric) {
        return String::new();
    }
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    let text = cell.replace("<br>", " ").replace("<br/>", " ");
    let text = text.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let bare = |start: &str, end: &str| text.trim().strip_prefix(start)?.strip_suffix(end).map(str::to_owned);
    let text = bare("**", "**").or_else(|| bare("<b>", "</b>")).unwrap_or_else(|| text.clone());
    text.trim().to_owned()
}
