//! The sheet as a DOCX file, read back: what it says, its language, its title, its levels, its tables.
use std::io::{Cursor, Read};

use crate::testapp::{Answer, TestApp};

const SHEET: &str = "/ici/prst-4/fiches/1.2";

fn part(answer: &Answer, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.body.to_vec())).unwrap();
    let mut xml = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

#[tokio::test]
async fn the_sheet_comes_out_as_a_document_that_says_everything_the_screen_says() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for (title, due) in [("Kit relu", "juin 2001"), ("Bilan", "fin 2099")] {
        let form = pilot.open_form(&format!("{SHEET}/jalons/nouveau")).await;
        pilot.submit(&form.fill("title", title).fill("due", due)).await;
    }
    assert!(pilot.page(SHEET).await.has(&format!("a[href='{SHEET}/fiche.docx']")));
    let council = app.sign_in(app.world.council).await;
    let answer = council.get(&format!("{SHEET}/fiche.docx")).await;
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    );
    let today = app.clock.now().date_naive();
    assert_eq!(
        answer.header("content-disposition"),
        format!("attachment; filename=\"ici-prst-4-fiche-1-2-{today}.docx\"")
    );
    let core = part(&answer, "docProps/core.xml");
    assert!(core.contains("<dc:title>Action 1.2\u{a0}: Former les entreprises</dc:title>"), "{core}");
    assert!(core.contains("<dc:language>fr-FR</dc:language>"));
    assert!(part(&answer, "word/styles.xml").contains("<w:lang w:val=\"fr-FR\""));
    let text = part(&answer, "word/document.xml");
    for said in [
        "En cours, phase de cadrage, depuis le",
        "Dominique Pilote (Carsat), Eden Copilote (Carsat)",
        "Objectifs sécurisés",
        "Fait il y a 20 jours.",
        "Kit relu",
        "en retard",
        "fin 2099",
        "Enjeu et contexte",
        "Former.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(text.matches("<w:tblHeader/>").count(), 1);
    for (style, title) in
        [("Heading1", "Où en est-on"), ("Heading2", "Dernier point"), ("Heading1", "La fiche")]
    {
        let heading = text
            .split(&format!("<w:pStyle w:val=\"{style}\"/>"))
            .skip(1)
            .any(|rest| rest.split("</w:p>").next().is_some_and(|paragraph| paragraph.contains(title)));
        assert!(heading, "{title} is a {style}");
    }
}
