//! Writes a document as DOCX (ECMA-376): language, title, outline levels, real lists, tables whose header is repeated.
//!
//! Word and LibreOffice read it without a template: its styles are its own.
use std::io::{Cursor, Write};

use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::model::{Block, Document, ListKind, Run, Table, Text};
use super::parts;

/// The width of the text between the margins of an A4 page (twentieths of a point).
const WIDTH: u32 = 9_638;
/// The deepest level that a list may have in Word, the first being 0.
const DEEPEST: usize = 8;
/// The numbering of every bulleted list; each numbered list has its own, so that it begins again.
const BULLETS: usize = 1;

/// The bytes of the file.
///
/// # Errors
/// Never in practice: it writes to memory.
pub fn write(document: &Document) -> Result<Vec<u8>, ZipError> {
    let mut body = Body::default();
    body.paragraph("Title", "", &document.title.as_str().into());
    if !document.subtitle.is_empty() {
        body.paragraph("Subtitle", "", &document.subtitle.as_str().into());
    }
    body.blocks(&document.blocks, &Inside::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(document)),
        ("word/document.xml", parts::document(&body.xml)),
        ("word/styles.xml", parts::styles()),
        ("word/numbering.xml", parts::numbering(&body.numbered)),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/footer1.xml", parts::footer(document)),
        ("word/_rels/document.xml.rels", parts::links(&body.links)),
    ];
    for (name, xml) in files {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Where a block stands.
#[derive(Clone, Default)]
struct Inside {
    /// How many lists it is in.
    lists: usize,
    quoted: bool,
}

#[derive(Default)]
struct Body {
    xml: String,
    /// The first number of each numbered list, in the order of their numberings.
    numbered: Vec<u32>,
    /// The addresses that are linked to, in the order of their relations.
    links: Vec<String>,
}

impl Body {
    fn blocks(&mut self, blocks: &[Block], inside: &Inside) {
        for block in blocks {
            self.block(block, inside);
        }
    }

    fn block(&mut self, block: &Block, inside: &Inside) {
        match block {
            Block::Heading(level, text) => {
                self.paragraph(&format!("Heading{}", (*level).clamp(1, 6)), "", text);
            }
            Block::Paragraph(text) => {
                let style = if inside.quoted { "Quote" } else { "Normal" };
                self.paragraph(style, &indent(inside.lists), text);
            }
            Block::List(kind, items) => self.list(*kind, items, inside),
            Block::Quote(blocks) => self.blocks(blocks, &Inside { quoted: true, ..inside.clone() }),
            Block::Table(table) => self.table(table),
            Block::Rule => self.paragraph("Rule", "", &Text::default()),
        }
    }

    fn list(&mut self, kind: ListKind, items: &[Vec<Block>], inside: &Inside) {
        let numbering = match kind {
            ListKind::Bullets => BULLETS,
            ListKind::Numbers(first) => {
                self.numbered.push(first);
                BULLETS + self.numbered.len()
            }
        };
        let level = inside.lists.min(DEEPEST);
        let within = Inside { lists: inside.lists + 1, ..inside.clone() };
        for item in items {
            // the sign stands before the first paragraph; what follows in the item is indented like it
            let number =
                format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{numbering}\"/></w:numPr>");
            let (first, rest) = match item.split_first() {
                Some((Block::Paragraph(text), rest)) => (text.clone(), rest),
                _ => (Text::default(), item.as_slice()),
            };
            self.paragraph("ListParagraph", &number, &first);
            self.blocks(rest, &within);
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.paragraph("Caption", "", &table.caption.as_str().into());
        }
        let all = table.columns.iter().map(|column| column.width).sum::<u32>().max(1);
        let widths: Vec<u32> = table.columns.iter().map(|column| column.width * WIDTH / all).collect();
        self.xml += &parts::table_begin(&table.caption, &widths);
        let titles: Vec<Text> = table.columns.iter().map(|column| column.title.clone()).collect();
        self.row("<w:tblHeader/>", "TableHeader", &titles, &widths);
        for row in &table.rows {
            self.row("", "TableText", row, &widths);
        }
        // a table at the end of a cell or of the body must be followed by a paragraph
        self.xml += "</w:tbl>";
        self.paragraph("AfterTable", "", &Text::default());
    }

    fn row(&mut self, header: &str, style: &str, cells: &[Text], widths: &[u32]) {
        self.xml += &format!("<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>");
        let empty = Text::default();
        for (rank, width) in widths.iter().enumerate() {
            self.xml += &format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
            self.paragraph(style, "", cells.get(rank).unwrap_or(&empty));
            self.xml += "</w:tc>";
        }
        self.xml += "</w:tr>";
    }

    /// A paragraph of a style, with properties that come after it in the schema's order.
    fn paragraph(&mut self, style: &str, properties: &str, text: &Text) {
        self.xml += &format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
        for run in &text.0 {
            self.run(run);
        }
        self.xml += "</w:p>";
    }

    fn run(&mut self, run: &Run) {
        let target = run.link.as_deref().and_then(followed);
        let is_link = target.is_some();
        if let Some(target) = target {
            self.links.push(target);
            self.xml += &format!("<w:hyperlink r:id=\"{}\">", parts::link_id(self.links.len()));
        }
        let look = run.look;
        let properties: String = [
            (is_link, "<w:rStyle w:val=\"Hyperlink\"/>"),
            (look.code, "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>"),
            (look.bold, "<w:b/>"),
            (look.italic, "<w:i/>"),
            (look.struck, "<w:strike/>"),
        ]
        .into_iter()
        .filter_map(|(holds, xml)| holds.then_some(xml))
        .collect();
        self.xml += &format!("<w:r><w:rPr>{properties}</w:rPr>");
        for (rank, line) in run.text.split('\n').enumerate() {
            if rank > 0 {
                self.xml += "<w:br/>";
            }
            self.xml += &format!("<w:t xml:space=\"preserve\">{}</w:t>", parts::escaped(line));
        }
        self.xml += "</w:r>";
        if is_link {
            self.xml += "</w:hyperlink>";
        }
    }
}

/// The indent of a paragraph that continues an item.
fn indent(lists: usize) -> String {
    match lists.min(DEEPEST + 1) {
        0 => String::new(),
        lists => format!("<w:ind w:left=\"{}\"/>", parts::STEP * lists),
    }
}

/// The address of a link as the relations of a file may hold it (Word refuses the whole file for one that is no URI);
/// `None` for what is not followed.
fn followed(link: &str) -> Option<String> {
    let (scheme, rest) = link.split_once(':')?;
    let (slashes, place) = match scheme {
        "http" | "https" => ("//", rest.strip_prefix("//")?),
        "mailto" | "tel" => ("", rest),
        _ => return None,
    };
    if !place.starts_with(|c: char| c.is_alphanumeric() || c == '+') {
        return None;
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    let place: String = place
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    Some(format!("{scheme}:{slashes}{place}"))
}
