//! Bytes → the lines and the table rows of a document. Knows encodings, pages and separators; knows nothing of balances.
use std::fmt;

use super::MAX_LINES;
use super::docx;
use super::line::{Line, Mark, marked};
use crate::cells::decoded;
use crate::personal::{self, Refusal};

/// 4 MiB: larger than any balance, small enough to be read at once.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// One piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Line(Line),
    Row(Row),
    /// A header, a footer or a note that the word processor keeps apart from the text.
    Margin(String),
}

/// A row of a table; the lines of a cell are marked as those of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub number: usize,
    pub cells: Vec<Vec<Line>>,
}

/// Why nothing was read; its display tells the reader, in French, what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    Empty,
    TooLarge,
    TooLong,
    OldWord,
    Pdf,
    Damaged,
    Binary,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Il n’y a rien à lire. Collez le texte du bilan, ou choisissez son fichier.",
            Self::TooLarge => "Le document dépasse 4 Mo. Enlevez ses images, ou copiez son texte et collez-le ici.",
            Self::TooLong => "Le document dépasse 5 000 lignes. Ne gardez que le bilan d’une action.",
            Self::OldWord => {
                "Ce fichier est d’un ancien format de bureautique, ou protégé par un mot de passe. Ouvrez-le, puis \
                 enregistrez-le au format .docx, ou copiez son texte et collez-le ici."
            }
            Self::Pdf => "Ce fichier est un PDF. Ouvrez-le, copiez le texte du bilan et collez-le ici.",
            Self::Damaged => {
                "Ce fichier n’est pas un document .docx qui se lit. Ouvrez-le dans votre traitement de texte, puis \
                 enregistrez-le à nouveau au format .docx, ou copiez son texte et collez-le ici."
            }
            Self::Binary => "Ce fichier n’est pas un texte. Donnez un fichier .docx, .md ou .txt, ou collez le texte ici.",
        })
    }
}

/// The lines and rows of a text, a Markdown file or a DOCX.
///
/// # Errors
/// What the bytes are instead, with what to do about it.
pub(super) fn pieces_of(bytes: &[u8]) -> Result<Vec<Piece>, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let pieces = match bytes {
        [b'P', b'K', 3, 4, ..] => docx::pieces(bytes)?,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(Unreadable::OldWord),
        [b'%', b'P', b'D', b'F', ..] => return Err(Unreadable::Pdf),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Err(Unreadable::OldWord),
        _ => pieces_of_text(&text_of(bytes)?)?,
    };
    if pieces.is_empty() { Err(Unreadable::Empty) } else { Ok(pieces) }
}

/// Why nothing of the document may be kept, when a table of it names workers or their health.
pub(super) fn refusal(bytes: &[u8], pieces: &[Piece]) -> Option<Refusal> {
    if !bytes.starts_with(b"PK") {
        return personal::check_text(&text_of(bytes).ok()?);
    }
    let cell = |lines: &Vec<Line>| lines.iter().map(|line| line.whole.as_str()).collect::<Vec<_>>().join(" ");
    let row = |piece: &Piece| match piece {
        Piece::Row(row) => (row.number, row.cells.iter().map(cell).collect()),
        Piece::Line(line) => (line.number, vec![line.whole.clone()]),
        Piece::Margin(text) => (0, vec![text.clone()]),
    };
    personal::check_rows(&pieces.iter().map(row).collect::<Vec<_>>())
}

fn text_of(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = decoded(bytes);
    if text.contains('\0') {
        return Err(Unreadable::Binary);
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// A character as it is read: without what does not show.
pub(super) fn visible(c: char) -> Option<char> {
    match c {
        '\n' | '\t' | '\u{c}' => Some(c),
        '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None, // soft hyphen, zero-width spaces, stray mark
        c => (!c.is_control()).then_some(c),
    }
}

fn pieces_of_text(text: &str) -> Result<Vec<Piece>, Unreadable> {
    let mut pieces = Vec::new();
    let mut gap = Gap { apart: true, new_page: false };
    for (number, source) in (1..).zip(text.split('\n')) {
        if number > MAX_LINES {
            return Err(Unreadable::TooLong);
        }
        let source: String = source.chars().filter_map(visible).collect();
        for (page, part) in source.split('\u{c}').enumerate() {
            gap.new_page |= page > 0;
            match piece(number, part) {
                Some(Piece::Line(line)) => pieces.push(Piece::Line(gap.before(line))),
                Some(row) => pieces.push(row),
                None => gap.apart = true,
            }
        }
    }
    Ok(pieces)
}

/// What is between a line and the one before.
#[derive(Clone, Copy, Default)]
struct Gap {
    apart: bool,
    new_page: bool,
}

impl Gap {
    fn before(&mut self, line: Line) -> Line {
        let gap = std::mem::take(self);
        Line { apart: gap.apart, new_page: gap.new_page, ..line }
    }
}

/// What one line of text is.
pub(super) fn piece(number: usize, source: &str) -> Option<Piece> {
    let trimmed = source.trim();
    let piped = trimmed.starts_with('|') && trimmed.matches('|').count() > 1;
    // a tab behind a bullet is a space; between two texts it parts two cells
    let tabbed = marked(trimmed).0 == Mark::Nothing && trimmed.contains('\t');
    let cells: Vec<&str> = match (piped, tabbed) {
        (true, _) => trimmed.trim_matches('|').split('|').collect(),
        (false, true) => trimmed.split('\t').collect(),
        (false, false) => {
            let unescaped = source.replacen('\\', "", usize::from(trimmed.starts_with('\\')));
            return Line::of(number, &unescaped).map(Piece::Line);
        }
    };
    let row = Row { number, cells: cells.into_iter().map(|cell| cell_of(number, cell)).collect() };
    row.cells.iter().any(|cell| !cell.is_empty()).then_some(Piece::Row(row))
}

/// The lines of a cell: Markdown has no other way than HTML to write several.
fn cell_of(number: usize, cell: &str) -> Vec<Line> {
    let mut text = cell.replace("\\|", "|");
    for tag in ["<br>", "<br/>", "<br />", "</li>", "<ul>", "</ul>", "<ol>", "</ol>", "<p>", "</p>"] {
        text = text.replace(tag, "\n");
    }
    text.replace("<li>", "\n- ").split('\n').filter_map(|line| Line::of(number, line)).collect()
}
