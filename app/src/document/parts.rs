//! The parts of a DOCX file that do not depend on its text: styles, numberings, properties, relations.
use super::model::Document;

/// The language of every document.
const LANGUAGE: &str = "fr-FR";
/// The indent of one level of a list (twentieths of a point).
pub const STEP: usize = 360;
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

pub const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

pub const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

pub const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:defaultTabStop w:val="708"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="fr-FR"/></w:settings>"#;

/// The title, the author and the language of the file itself.
pub fn core(document: &Document) -> String {
    let at = document.made_at.format("%Y-%m-%dT%H:%M:%SZ");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator><dc:language>{LANGUAGE}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified></cp:coreProperties>",
        escaped(&document.title),
        escaped(&document.subtitle),
        escaped(&document.author),
    )
}

/// The text on A4 pages with margins of 2 cm and a footer.
pub fn document(body: &str) -> String {
    format!(
        "{HEAD}<w:document {W} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// The title and the number of the page.
pub fn footer(document: &Document) -> String {
    let field =
        |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    format!(
        "{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{} · page </w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> sur </w:t></w:r>{}</w:p></w:ftr>",
        escaped(&document.title),
        field("PAGE"),
        field("NUMPAGES"),
    )
}

/// The relation of the nth link, from 1.
pub fn link_id(rank: usize) -> String {
    format!("rId{}", rank + 100)
}

pub fn links(links: &[String]) -> String {
    const OF: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let own = ["styles", "numbering", "settings", "footer"].iter().zip(1..).map(|(part, id)| {
        let file = if *part == "footer" { "footer1" } else { part };
        format!("<Relationship Id=\"rId{id}\" Type=\"{OF}/{part}\" Target=\"{file}.xml\"/>")
    });
    let outside = links.iter().zip(1..).map(|(target, rank)| {
        let (id, target) = (link_id(rank), escaped(target));
        format!(
            "<Relationship Id=\"{id}\" Type=\"{OF}/hyperlink\" Target=\"{target}\" TargetMode=\"External\"/>"
        )
    });
    let all: String = own.chain(outside).collect();
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

/// Numbering 1 is the bullets'; each of the others is a numbered list that begins at its own number.
pub fn numbering(firsts: &[u32]) -> String {
    let levels = |format: &str, text: &dyn Fn(usize) -> String| -> String {
        (0..9)
            .map(|level| {
                let (text, left) = (text(level), STEP * (level + 1));
                format!("<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>")
            })
            .collect()
    };
    let bullets = levels("bullet", &|level| if level % 2 == 0 { "•" } else { "–" }.to_owned());
    let numbers = levels("decimal", &|level| format!("%{}.", level + 1));
    let kinds: String = [bullets, numbers]
        .iter()
        .enumerate()
        .map(|(id, levels)| {
            format!("<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>")
        })
        .collect();
    let lists: String = firsts
        .iter()
        .zip(2..)
        .map(|(first, id)| {
            let begins: String = (0..9)
                .map(|level| format!("<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride>"))
                .collect();
            format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/>{begins}</w:num>")
        })
        .collect();
    format!(
        "{HEAD}<w:numbering {W}>{kinds}<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>{lists}</w:numbering>"
    )
}

/// How each kind of paragraph looks; headings carry their outline level.
pub fn styles() -> String {
    let paragraph = |id: &str, name: &str, properties: &str, run: &str| {
        let (default, based) =
            if id == "Normal" { (" w:default=\"1\"", "") } else { ("", "<w:basedOn w:val=\"Normal\"/>") };
        format!(
            "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let rule = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"929292\"/></w:pBdr>";
    let dark = "<w:color w:val=\"000091\"/>";
    let headings: String = [30, 26, 23, 21, 21, 21]
        .iter()
        .zip(1..)
        .map(|(size, level)| {
            let properties = format!("<w:keepNext/><w:keepLines/><w:spacing w:before=\"{}\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/>", 360 - level * 30, level - 1);
            let run = format!("<w:b/>{dark}<w:sz w:val=\"{size}\"/>");
            paragraph(&format!("Heading{level}"), &format!("heading {level}"), &properties, &run)
        })
        .collect();
    let others = [
        paragraph("Normal", "Normal", "<w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/>", ""),
        paragraph(
            "Title",
            "Title",
            "<w:keepNext/><w:spacing w:after=\"60\"/>",
            &format!("<w:b/>{dark}<w:sz w:val=\"40\"/>"),
        ),
        paragraph(
            "Subtitle",
            "Subtitle",
            "<w:spacing w:after=\"240\"/>",
            "<w:color w:val=\"3A3A3A\"/><w:sz w:val=\"22\"/>",
        ),
        paragraph("ListParagraph", "List Paragraph", "<w:spacing w:after=\"60\"/>", ""),
        paragraph("Quote", "Quote", "<w:ind w:left=\"567\" w:right=\"567\"/>", "<w:i/>"),
        paragraph(
            "Caption",
            "caption",
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"80\"/>",
            "<w:b/><w:sz w:val=\"19\"/>",
        ),
        paragraph(
            "TableHeader",
            "Table Header",
            "<w:keepNext/><w:spacing w:before=\"40\" w:after=\"40\"/>",
            "<w:b/><w:sz w:val=\"19\"/>",
        ),
        paragraph(
            "TableText",
            "Table Text",
            "<w:spacing w:before=\"40\" w:after=\"40\"/>",
            "<w:sz w:val=\"19\"/>",
        ),
        paragraph("AfterTable", "After Table", "<w:spacing w:after=\"0\"/>", "<w:sz w:val=\"12\"/>"),
        paragraph("Rule", "Rule", rule, ""),
        paragraph(
            "Footer",
            "footer",
            "<w:jc w:val=\"right\"/>",
            "<w:color w:val=\"3A3A3A\"/><w:sz w:val=\"17\"/>",
        ),
    ]
    .concat();
    format!(
        "{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"{LANGUAGE}\" w:eastAsia=\"{LANGUAGE}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault></w:docDefaults>{others}{headings}<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"000091\"/><w:u w:val=\"single\"/></w:rPr></w:style></w:styles>"
    )
}

/// A table as wide as the text, ruled, with its caption for those who listen.
pub fn table_begin(caption: &str, widths: &[u32]) -> String {
    let sides: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"929292\"/>"))
        .collect();
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let named = if caption.is_empty() {
        String::new()
    } else {
        format!("<w:tblCaption w:val=\"{}\"/>", escaped(caption))
    };
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
}

/// A text inside XML, without the characters that XML 1.0 may not hold.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}
