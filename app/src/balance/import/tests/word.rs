//! DOCX files, made here part by part as word processors make them.
use std::io::{Cursor, Write};

use super::documents::is_the_real_one;
use super::*;
use zip::{ZipWriter, write::SimpleFileOptions};

fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        package.start_file(*name, SimpleFileOptions::default()).unwrap();
        package.write_all(xml.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>"#;
const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Mien"><w:basedOn w:val="Titre1"/></w:style><w:style w:styleId="Boucle"><w:basedOn w:val="Boucle"/></w:style>
<w:style w:styleId="Puces"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;

fn document(body: &str) -> Vec<u8> {
    let xml = format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    docx(&[("word/document.xml", &xml), ("word/styles.xml", STYLES), ("word/numbering.xml", NUMBERING)])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn paragraph(properties: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escaped(text)
    )
}

fn item(list: u8, level: u8, text: &str) -> String {
    paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
}

/// The real document as a word processor would keep it: bold runs, lists, and headings as `heading` writes them.
fn real(heading: impl Fn(&str) -> String) -> Vec<u8> {
    let mut body = String::new();
    for line in REAL.lines() {
        body += &match (line.strip_prefix("- "), line.strip_prefix(['●', '○'])) {
            (Some(text), _) => {
                let runs = text.split("**").enumerate().map(|(at, run)| {
                    let bold = if at % 2 == 1 { "<w:rPr><w:b/></w:rPr>" } else { "" };
                    format!("<w:r>{bold}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(run))
                });
                format!(r#"<w:p><w:pPr><w:pStyle w:val="Puces"/></w:pPr>{}</w:p>"#, runs.collect::<String>())
            }
            (None, Some(text)) => heading(text.trim()),
            (None, None) if line == "Leviers" || line == "Freins" => heading(line),
            (None, None) => paragraph("", line),
        };
    }
    document(&body)
}

#[test]
fn the_real_balance_as_a_docx() {
    let headings: [fn(&str) -> String; 5] = [
        |text| paragraph(r#"<w:pStyle w:val="Titre1"/>"#, text),
        |text| paragraph(r#"<w:pStyle w:val="Mien"/>"#, text),
        |text| paragraph(r#"<w:pStyle w:val="Boucle"/><w:outlineLvl w:val="1"/>"#, text),
        |text| item(2, 0, text),
        |text| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text} :</w:t></w:r></w:p>"),
    ];
    for heading in headings {
        let reading = read_balance(&real(heading));
        is_the_real_one(&reading);
        for part in Part::ALL {
            assert_eq!(reading.content(*part), read(REAL).content(*part));
        }
    }
}

#[test]
fn levels_tables_breaks_and_deletions_are_understood() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let body = [
        paragraph("", "Un titre"),
        paragraph("", "Axe 2\u{a0}– Action 2.4.1"),
        paragraph(r#"<w:pStyle w:val="Titre1"/>"#, "Freins & difficultés"),
        item(1, 0, "Le temps"),
        item(1, 1, "des pilotes"),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>L&#8217;argent</w:t></w:r><w:del><w:r><w:delText>jamais</w:delText><w:t>jamais</w:t></w:r></w:del><w:r><w:br/><w:t>et les locaux</w:t></w:r></w:p>".into(),
        format!(
            "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
            cell(&paragraph("", "Leviers")),
            cell(&(item(1, 0, "une équipe") + &item(1, 0, "un guide")))
        ),
    ];
    let reading = read_balance(&document(&body.concat()));
    assert_eq!(
        list(reading.content(Part::Obstacles)),
        ["Le temps", ">des pilotes", "L’argent et les locaux"],
        "{reading:#?}"
    );
    assert_eq!(list(reading.content(Part::Levers)), ["une équipe", "un guide"]);
    assert_eq!((reading.axis, reading.unclassified), (Some(AxisKey::Numbered(2)), vec![]));
}

#[test]
fn headers_footers_and_notes_are_quoted() {
    let xml = |text: &str| format!("<w:x xmlns:w=\"w\">{}</w:x>", paragraph("", text));
    let reading = read_balance(&docx(&[
        (
            "word/document.xml",
            &format!(
                "<w:document xmlns:w=\"w\">{}{}</w:document>",
                paragraph("", "Freins"),
                paragraph("", "Le temps.")
            ),
        ),
        ("word/header1.xml", &xml("PRST 4, Exemple")),
        ("word/footnotes.xml", &xml("Une note.")),
    ]));
    let said = messages(&reading.warnings);
    assert!(said.contains("« PRST 4, Exemple » est en marge") && said.contains("« Une note. »"));
}

#[test]
fn a_damaged_or_swollen_file_is_refused() {
    for bytes in [
        docx(&[("xl/workbook.xml", "<a/>")]),
        docx(&[("word/document.xml", "<w:p><w:t>")]),
        docx(&[("word/document.xml", "<a></b>")]),
    ] {
        let reading = read_balance(&bytes);
        assert!(!reading.may_be_applied(), "{reading:?}");
    }
    let swollen = docx(&[("word/document.xml", &" ".repeat(17 * 1024 * 1024))]);
    assert!(swollen.len() < 100_000);
    assert!(messages(&read_balance(&swollen).errors).contains("4 Mo"));
}
