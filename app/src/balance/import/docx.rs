//! DOCX → lines and rows: paragraphs with their styles, lists with their levels, tables; what was deleted is skipped.
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::docx_styles::Styles;
use super::line::{Line, Mark};
use super::source::{Piece, Row, Unreadable, piece, visible};
use super::{MAX_LINES, line};

/// A part of the file is read up to this once it is decompressed (bytes): a small file may unfold without end.
const LARGEST_PART: u64 = 16 * 1024 * 1024;
/// More headers, footers and notes than this are not read.
const MARGINS_MAX: usize = 12;

type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The pieces of the document, then what its margins say.
///
/// # Errors
/// `Damaged` when it is no DOCX, `TooLarge`, `TooLong`.
pub(super) fn pieces(bytes: &[u8]) -> Result<Vec<Piece>, Unreadable> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let document = part(&mut package, "word/document.xml")?.ok_or(Unreadable::Damaged)?;
    let styles = part(&mut package, "word/styles.xml")?.unwrap_or_default();
    let numbering = part(&mut package, "word/numbering.xml")?.unwrap_or_default();
    let styles = Styles::read(&styles, &numbering).ok_or(Unreadable::Damaged)?;
    let mut pieces = Body::new(&styles).read(&document)?;
    let is_margin = |name: &String| {
        ["word/header", "word/footer", "word/footnotes", "word/endnotes"]
            .iter()
            .any(|start| name.starts_with(start))
            && name.ends_with(".xml")
    };
    let mut margins: Vec<String> =
        package.file_names().flatten().map(|name| name.into_owned()).filter(is_margin).collect();
    margins.sort_unstable();
    for name in margins.into_iter().take(MARGINS_MAX) {
        let Some(xml) = part(&mut package, &name)? else { continue };
        for piece in Body::new(&styles).read(&xml)? {
            let text = match piece {
                Piece::Line(line) => line.whole,
                Piece::Row(row) => {
                    row.cells.iter().flatten().map(|line| line.whole.as_str()).collect::<Vec<_>>().join(" ")
                }
                Piece::Margin(text) => text,
            };
            let margin = Piece::Margin(text);
            if !pieces.contains(&margin) {
                pieces.push(margin);
            }
        }
    }
    Ok(pieces)
}

fn part(package: &mut Package, name: &str) -> Result<Option<String>, Unreadable> {
    let Ok(file) = package.by_name(name) else { return Ok(None) };
    let mut xml = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut xml).map_err(|_| Unreadable::Damaged)?;
    if xml.len() as u64 > LARGEST_PART {
        return Err(Unreadable::TooLarge);
    }
    String::from_utf8(xml).map(Some).map_err(|_| Unreadable::Damaged)
}

/// The value of an attribute, by its name without prefix.
pub(super) fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// `<w:b/>` and `<w:b w:val="true"/>` switch on, `<w:b w:val="0"/>` off.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(value(element, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}

#[derive(Default)]
struct Paragraph {
    style: String,
    list: Option<(String, usize)>,
    outline: Option<u8>,
    /// The texts, and whether each is bold.
    runs: Vec<(String, bool)>,
    bold: bool,
    new_page: bool,
}

#[derive(Default)]
struct Table {
    cells: Vec<Vec<Line>>,
}

struct Body<'a> {
    styles: &'a Styles,
    pieces: Vec<Piece>,
    /// The paragraphs that are open: a text box stands inside of one.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    number: usize,
    /// Inside the properties of a paragraph, which speak of its mark.
    properties: usize,
    /// Inside what was moved away, or what only older programs read.
    skipped: usize,
    in_text: bool,
}

impl<'a> Body<'a> {
    fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            pieces: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            number: 0,
            properties: 0,
            skipped: 0,
            in_text: false,
        }
    }

    fn read(mut self, xml: &str) -> Result<Vec<Piece>, Unreadable> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|_| Unreadable::Damaged)? {
                Event::Start(element) => self.start(&element, true)?,
                Event::Empty(element) => self.start(&element, false)?,
                Event::End(element) => self.end(element.local_name().as_ref())?,
                Event::Text(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::CData(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::GeneralRef(reference) => {
                    let named = match reference.as_ref() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => reference.resolve_char_ref().ok().flatten(),
                    };
                    self.text(&named.map(String::from).unwrap_or_default());
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
                Event::Eof => return Ok(self.pieces),
            }
        }
    }

    /// `open`: an end follows.
    fn start(&mut self, element: &BytesStart<'_>, open: bool) -> Result<(), Unreadable> {
        let name = element.local_name();
        match (name.as_ref(), open) {
            ("Fallback" | "moveFrom" | "del", true) => self.skipped += 1,
            ("pPr", true) => self.properties += 1,
            ("p", true) => self.paragraphs.push(Paragraph::default()),
            ("t", true) => self.in_text = true,
            ("tbl", true) => self.tables.push(Table::default()),
            ("tc", true) => {
                if let Some(table) = self.tables.last_mut() {
                    table.cells.push(Vec::new());
                }
            }
            _ => {}
        }
        let inside = self.properties > 0;
        let Some(paragraph) = self.paragraphs.last_mut() else { return Ok(()) };
        match name.as_ref() {
            "pStyle" => paragraph.style = value(element, "val").unwrap_or_default(),
            "outlineLvl" => paragraph.outline = value(element, "val").and_then(|level| level.parse().ok()),
            "numId" => {
                let level = paragraph.list.take().map_or(0, |(_, level)| level);
                paragraph.list = value(element, "val").map(|list| (list, level));
            }
            "ilvl" => {
                let level = value(element, "val").and_then(|level| level.parse().ok()).unwrap_or(0);
                paragraph.list =
                    Some((paragraph.list.take().map_or_else(String::new, |(list, _)| list), level));
            }
            "pageBreakBefore" => paragraph.new_page = is_on(element),
            "r" => paragraph.bold = false,
            "b" if !inside => paragraph.bold = is_on(element),
            "br" if value(element, "type").as_deref() == Some("page") => self.text_now("\u{c}"),
            "br" | "cr" => self.text_now("\n"),
            "tab" if !inside => self.text_now("\t"),
            "noBreakHyphen" => self.text_now("-"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "Fallback" | "moveFrom" | "del" => self.skipped = self.skipped.saturating_sub(1),
            "pPr" => self.properties = self.properties.saturating_sub(1),
            "t" => self.in_text = false,
            "p" => {
                self.number += 1;
                if self.number > MAX_LINES {
                    return Err(Unreadable::TooLong);
                }
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.put(&paragraph);
                }
            }
            "tr" => {
                let cells =
                    self.tables.last_mut().map(|table| std::mem::take(&mut table.cells)).unwrap_or_default();
                let number = self.number;
                match self.tables.len() {
                    // a table inside a cell: its lines are those of the cell
                    2.. => self.keep(cells.into_iter().flatten().map(Piece::Line).collect(), 1),
                    _ if cells.iter().any(|cell| !cell.is_empty()) => {
                        self.pieces.push(Piece::Row(Row { number, cells }))
                    }
                    _ => {}
                }
            }
            "tbl" => drop(self.tables.pop()),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.text_now(text);
        }
    }

    fn text_now(&mut self, text: &str) {
        let text: String = text.chars().filter_map(visible).collect();
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| self.skipped == 0) {
            match paragraph.runs.last_mut() {
                Some((before, bold)) if *bold == paragraph.bold => before.push_str(&text),
                _ => paragraph.runs.push((text, paragraph.bold)),
            }
        }
    }

    fn put(&mut self, paragraph: &Paragraph) {
        let style = self.styles.of(&paragraph.style);
        let level =
            paragraph.outline.or(style.outline).filter(|level| *level < 9).map(|level| level.min(5) + 1);
        let list = paragraph.list.clone().or(style.list).filter(|(list, _)| list != "0" && level.is_none());
        let mut pieces = Vec::new();
        let text = marked_bold(&paragraph.runs, level.is_none());
        for (page, part) in text.split('\u{c}').enumerate() {
            for (at, part) in part.split('\n').enumerate() {
                let Some(found) = piece(self.number, part) else { continue };
                let Piece::Line(mut line) = found else {
                    pieces.push(found);
                    continue;
                };
                line.apart = at == 0;
                line.new_page = (page > 0 || paragraph.new_page) && at == 0;
                // a new line inside of a paragraph goes on with it
                match (level, &list) {
                    (Some(level), _) => line.mark = Mark::Heading(level),
                    (None, Some((list, level))) if at == 0 && line.mark == Mark::Nothing => {
                        line.mark = Mark::Bullet(self.styles.shape(list, *level));
                        line.indent = level * 4;
                    }
                    (None, Some((_, level))) => line.indent = level * 4 + 1,
                    (None, None) => {}
                }
                pieces.push(Piece::Line(line));
            }
        }
        self.keep(pieces, 0);
    }

    /// In the cell that is open, so many tables further out; else in the document.
    fn keep(&mut self, pieces: Vec<Piece>, out: usize) {
        let table = self.tables.len().checked_sub(1 + out).and_then(|at| self.tables.get_mut(at));
        match table.and_then(|table| table.cells.last_mut()) {
            Some(cell) => cell.extend(pieces.into_iter().flat_map(|piece| match piece {
                Piece::Line(line) => vec![line],
                Piece::Row(row) => row.cells.into_iter().flatten().collect(),
                Piece::Margin(_) => Vec::new(),
            })),
            None => self.pieces.extend(pieces),
        }
    }
}

/// The text of a paragraph, with what is bold in it as Markdown writes it.
fn marked_bold(runs: &[(String, bool)], marked: bool) -> String {
    let mut out = String::new();
    for (text, bold) in runs {
        let inner = text.trim();
        let plain = !bold
            || !marked
            || !inner.contains(char::is_alphanumeric)
            || inner.contains(['\n', '\u{c}', '\t']);
        if plain || line::marked(inner).0 != Mark::Nothing {
            out += text;
            continue;
        }
        let (before, after) = text.split_once(inner).unwrap_or_default();
        out += &format!("{before}**{inner}**{after}");
    }
    out
}
