use std::io::{Cursor, Read};

use proptest::prelude::*;

use super::model::*;
use super::{docx, markdown::blocks};

/// The XML of one part of the file that a document becomes.
fn part(document: &Document, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx::write(document).unwrap())).unwrap();
    let mut xml = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    roxmltree::Document::parse(&xml).unwrap(); // every part is well formed
    xml
}

fn of(blocks: Vec<Block>) -> Document {
    Document {
        title: "Fiche <1> & suite".into(),
        subtitle: "PRST 4, Ici".into(),
        author: "Prisme".into(),
        made_at: "2026-03-16T12:00:00Z".parse().unwrap(),
        blocks,
    }
}

/// The paragraphs of a document: their style, and their text.
fn paragraphs(document: &Document) -> Vec<(String, String)> {
    let xml = part(document, "word/document.xml");
    let read = roxmltree::Document::parse(&xml).unwrap();
    let value = |node: roxmltree::Node<'_, '_>| {
        node.attributes().find(|a| a.name() == "val").map(|a| a.value().to_owned()).unwrap_or_default()
    };
    read.descendants()
        .filter(|node| {
            node.has_tag_name(("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "p"))
        })
        .map(|p| {
            let style = p.descendants().find(|n| n.tag_name().name() == "pStyle").map(value);
            let said = p.descendants().filter_map(|n| match n.tag_name().name() {
                "t" => n.text(),
                "br" => Some("\n"),
                _ => None,
            });
            (style.unwrap_or_default(), said.collect())
        })
        .collect()
}

/// What the text says, without its spaces.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn the_file_says_its_language_its_title_and_its_levels() {
    let document =
        of(vec![Block::heading(1, "La fiche"), Block::heading(2, "Enjeu"), Block::fact("État", "close")]);
    let core = part(&document, "docProps/core.xml");
    assert!(core.contains("<dc:title>Fiche &lt;1&gt; &amp; suite</dc:title>"), "{core}");
    assert!(core.contains("<dc:language>fr-FR</dc:language>") && core.contains("2026-03-16T12:00:00Z"));
    let styles = part(&document, "word/styles.xml");
    assert!(styles.contains("<w:lang w:val=\"fr-FR\""), "{styles}");
    for (level, outline) in [(1, 0), (2, 1), (6, 5)] {
        let style = styles.split(&format!("w:styleId=\"Heading{level}\"")).nth(1).unwrap();
        assert!(
            style
                .split("</w:style>")
                .next()
                .unwrap()
                .contains(&format!("<w:outlineLvl w:val=\"{outline}\"/>"))
        );
    }
    for name in ["[Content_Types].xml", "_rels/.rels", "word/settings.xml", "word/footer1.xml"] {
        part(&document, name);
    }
    assert_eq!(
        paragraphs(&document),
        [
            ("Title", "Fiche <1> & suite"),
            ("Subtitle", "PRST 4, Ici"),
            ("Heading1", "La fiche"),
            ("Heading2", "Enjeu"),
            ("Normal", "État\u{a0}: close"),
        ]
        .map(|(style, text)| (style.to_owned(), text.to_owned()))
    );
}

#[test]
fn the_header_of_a_table_is_repeated_and_its_rows_are_whole() {
    let row = |text: &str| vec![Text::from(text), Text::bold("x")];
    let table = Table {
        caption: "Jalons".into(),
        columns: vec![Column::new("Jalon", 3), Column::new("Échéance", 1)],
        rows: vec![row("Kit"), vec!["une cellule manque".into()]],
    };
    let xml = part(&of(vec![Block::Table(table)]), "word/document.xml");
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    let header = xml.split("<w:tr>").nth(1).unwrap();
    assert!(header.contains("<w:tblHeader/>") && header.contains("Échéance"), "{header}");
    assert_eq!((xml.matches("<w:tr>").count(), xml.matches("<w:tc>").count()), (3, 6));
    assert!(xml.contains("<w:tblCaption w:val=\"Jalons\"/>") && xml.contains("une cellule manque"));
}

#[test]
fn markdown_becomes_the_structure_of_the_document() {
    let text = "### Pourquoi\n\nun **mot** et [un lien](https://exemple.fr/?a=1&b=2)\nsuite\n\n- a\n  - a1\n- b\n\n  encore b\n\n3. trois\n4. quatre\n\n| X | Y |\n|---|---|\n| 1 | 2 |\n\n> cité\n";
    let document = of(blocks(text, 2));
    let said: Vec<(String, String)> = paragraphs(&document).into_iter().skip(2).collect();
    let expected = [
        ("Heading3", "Pourquoi"),
        ("Normal", "un mot et un lien\nsuite"),
        ("ListParagraph", "a"),
        ("ListParagraph", "a1"),
        ("ListParagraph", "b"),
        ("Normal", "encore b"),
        ("ListParagraph", "trois"),
        ("ListParagraph", "quatre"),
        ("TableHeader", "X"),
        ("TableHeader", "Y"),
        ("TableText", "1"),
        ("TableText", "2"),
        ("AfterTable", ""),
        ("Quote", "cité"),
    ];
    assert_eq!(said, expected.map(|(style, text)| (style.to_owned(), text.to_owned())));
    let xml = part(&document, "word/document.xml");
    assert!(xml.contains("<w:b/>") && xml.contains("<w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/>"), "{xml}");
    assert!(part(&document, "word/numbering.xml").contains("<w:startOverride w:val=\"3\"/>"));
    assert!(part(&document, "word/_rels/document.xml.rels").contains("https://exemple.fr/?a=1&amp;b=2"));
}

#[test]
fn headings_go_down_without_a_gap_and_what_runs_is_no_link() {
    let levels = |text: &str, below| -> Vec<u8> {
        let heading = |block: &Block| if let Block::Heading(level, _) = block { Some(*level) } else { None };
        blocks(text, below).iter().filter_map(heading).collect()
    };
    assert_eq!(levels("# A\n\n#### B\n\n# C\n", 2), [3, 4, 3]);
    assert_eq!(levels("# A\n## B\n### C\n#### D\n", 4), [5, 6, 6, 6]);
    let document = of(blocks("[piège](javascript:alert(1)) ![schéma](a.png)", 2));
    assert!(!part(&document, "word/_rels/document.xml.rels").contains("javascript"));
    assert!(paragraphs(&document).iter().any(|(_, text)| text == "piège schéma"));
    let document = of(blocks("[a](<https://é.fr/un deux|trois>) [b](https://) [c](mailto:a@exemple.fr)", 2));
    let relations = part(&document, "word/_rels/document.xml.rels");
    assert!(relations.contains("\"https://%C3%A9.fr/un%20deux%7Ctrois\""), "{relations}");
    assert!(
        relations.contains("\"mailto:a@exemple.fr\"") && !relations.contains("\"https://\""),
        "{relations}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_word_is_lost_and_the_file_always_opens(text in "([a-zé0-9]{1,5}|[ \\n#*_>|~`-]|- |1\\. |\\n\\n|\\*\\*){0,60}") {
        let document = of(blocks(&text, 2));
        let said: String = paragraphs(&document).into_iter().skip(2).map(|(_, text)| text).collect();
        let (kept, typed) = (letters(&said), letters(&text));
        // the numbers of lists are the list's own, and the name of a code block is not shown
        let words = typed.split(|c: char| c.is_ascii_digit()).filter(|word| !word.is_empty());
        if !text.contains("``") && !text.contains("~~") {
            for word in words {
                prop_assert!(kept.contains(word), "{word:?} of {text:?} in {kept:?}");
            }
        }
    }

    #[test]
    fn any_text_makes_a_file_that_opens(text in any::<String>()) {
        paragraphs(&of(vec![Block::paragraph(text.clone()), Block::List(ListKind::Numbers(1), blocks(&text, 1).into_iter().map(|b| vec![b]).collect())]));
    }
}
