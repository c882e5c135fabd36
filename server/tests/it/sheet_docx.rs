//! The sheet as a DOCX file, read back: what it says, its language, its title, its levels, its tables.
use std::io::{Cursor, Read};

use crate::amendments::{decide, field_of, newest, proposing, with_goals};
use crate::testapp::{Answer, TestApp, squeeze};

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
    let guide = [("kind", "guide"), ("nature", "firms"), ("rank", "final"), ("publics", "Dirigeants")];
    let counted = [("kind", "result"), ("target", "500 fin 2027"), ("source", "Comptage des SPSTI")];
    for (slug, title, fields) in [
        ("jalons", "Kit relu", &[("due", "juin 2001")][..]),
        ("jalons", "Bilan", &[("due", "fin 2099")]),
        ("livrables", "Guide", &[&guide[..], &[("due", "2099")]].concat()),
        ("projets", "Essayer en atelier", &[("goals", "Gagner du temps"), ("publics", "Artisans")]),
        ("indicateurs", "Kits diffusés", &counted),
    ] {
        let form = pilot.open_form(&format!("{SHEET}/{slug}/nouveau")).await.fill("title", title);
        let form = fields.iter().fold(form, |form, (name, text)| form.fill(name, text));
        assert_eq!(pilot.follow(&pilot.submit(&form).await).await.text("#erreurs"), "", "{title}");
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
    let text = squeeze(&part(&answer, "word/document.xml"));
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
        ", pour Dirigeants)",
        "Projet 1 : Essayer en atelier",
        "Vise : Gagner du temps",
        "Pour : Artisans",
        "Résultat : Kits diffusés",
        "cible : 500 fin 2027, source : Comptage des SPSTI",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(text.matches("<w:tblHeader/>").count(), 2);
    assert_eq!(
        text.matches(">Livrables<").count(),
        1,
        "what the timetable says is not said to be empty below"
    );
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

#[tokio::test]
async fn what_amendments_put_in_force_and_withdrew_is_in_the_document() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    with_goals(&app, &pilot, &coordinator, "Outiller\n- Publier un kit").await;
    let page = pilot.page(&proposing("objectifs")).await;
    let goals = page.form("form.entry").tick("withdrawn", &field_of(&page, "Publier un kit"));
    let targets = pilot.open_form(&proposing("cibles")).await;
    let targets = targets.fill("publics", "Dirigeants\nÉlus de CSE").fill("why", "La sinistralité.");
    for form in [goals, targets] {
        pilot.submit(&form.fill("reason", "Le conseil le demande.")).await;
        decide(&coordinator, &newest(&pilot).await, "accept", "").await;
    }
    let answer = app.sign_in(app.world.council).await.get(&format!("{SHEET}/fiche.docx")).await;
    let text = squeeze(&part(&answer, "word/document.xml"));
    for said in [
        "Outiller",
        "Publier un kit (retiré par l’avenant n° 2)",
        "Publics : Dirigeants ; Élus de CSE",
        "Pourquoi : La sinistralité.",
        "Avenant n° 3, cibles",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}
