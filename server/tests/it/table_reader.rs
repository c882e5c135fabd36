//! What the table says to the one who reads it: what she sees of the plan, what blocks, how many.
use app::{
    access::Verb,
    progress::{
        self,
        model::{Confidence, Said},
    },
};

use crate::table::TABLE;
use crate::testapp::{TEST, TestApp};

const LIMITED: &str = "fiches adoptées ou ouvertes à vos mandats";

#[tokio::test]
async fn who_does_not_read_every_draft_is_told_so_on_screen_and_on_paper() {
    let app = TestApp::open().await;
    for (person, told) in [
        (app.world.council, true),
        (app.world.pilot, true),
        (app.world.coordinator, false),
        (app.world.support, false),
    ] {
        let page = app.sign_in(person).await.page(TABLE).await;
        assert_eq!(page.text("caption").contains(LIMITED), told, "{}", page.text("caption"));
        assert_eq!(page.text(".print-only").contains(LIMITED), told, "{}", page.text(".print-only"));
    }
}

#[tokio::test]
async fn a_paused_sheet_shows_why_and_then_what_blocked_it() {
    let app = TestApp::open().await;
    let page = app.sign_in(app.world.council).await.page(&format!("{TABLE}?etat=paused")).await;
    assert_eq!(
        page.texts("tr.row .col-blocking .line"),
        ["Pause : Le comité attend un financement.", "Le financement"]
    );
}

#[tokio::test]
async fn a_search_reads_what_blocks_whatever_its_accents_and_capitals() {
    let app = TestApp::open().await;
    let sheet = app.sheet("/ici/prst-4/fiches/1.2").await;
    let permit = TEST.may(Verb::AddUpdate, sheet.place()).unwrap();
    let said = Said {
        done: "Rien.".into(),
        next: "Rien.".into(),
        obstacle: "Le labo n’écrit plus.\nÉLARGI à la MAIN-D’ŒUVRE agricole, 100_%".into(),
        confidence: Confidence::Support,
    };
    let tx = app.db.begin().await.unwrap();
    progress::store::append(&tx, &permit, &sheet, said, app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let visitor = app.sign_in(app.world.council).await;
    for (query, found) in [
        ("elargi", true),
        ("%C3%89largi", true),
        ("LABO", true),
        ("n%27%C3%A9crit", true),
        ("main-d%E2%80%99oeuvre+agricole", true),
        ("100_%25", true),
        ("100%25", false),
        ("labo+introuvable", false),
    ] {
        let codes = visitor.page(&format!("{TABLE}?q={query}")).await.texts("tr.row .code");
        assert_eq!(codes.contains(&"1.2".to_owned()), found, "{query}: {codes:?}");
    }
}

#[tokio::test]
async fn none_and_one_are_singular() {
    let app = TestApp::open().await;
    // the council reads the one that is closed, and no draft
    app.sql("UPDATE action_sheet SET status = 'co_writing', stage = 'co_writing' WHERE code <> '2.5'").await;
    let visitor = app.sign_in(app.world.council).await;
    let page = visitor.page(TABLE).await;
    assert_eq!(page.texts(".totals h2")[1..], ["Confiance déclarée, 0 action ouverte", "État, 1 action"]);
    let alerts = page.texts(".totals .first b + span").join(", ");
    assert_eq!(
        alerts,
        "sans pilote, silencieuse (aucun point depuis plus de 90 jours), bloquée, en retard (un jalon ou un livrable au moins)"
    );
    assert!(page.text("caption").starts_with("1 action. "), "{}", page.text("caption"));
    let printed = page.text("main .print-only");
    assert!(printed.starts_with("1 action (") && printed.contains("(0 ouverte)"), "{printed}");
    assert!(printed.contains("0 silencieuse, 0 bloquée, 0 en retard."), "{printed}");
    assert!(visitor.page("/ici/prst-4/fiches").await.says("· 1 fiche"));
}

#[tokio::test]
async fn an_empty_plan_has_nothing_to_filter_nor_to_take_away_and_leads_to_the_import() {
    let app = TestApp::open().await;
    for (person, import) in [(app.world.coordinator, true), (app.world.council, false)] {
        let visitor = app.sign_in(person).await;
        for path in ["/ici/prst-5/tableau", "/ici/prst-5/fiches", "/ici/prst-5"] {
            let page = visitor.page(path).await;
            assert_eq!((page.status, page.has(".filters, table, a[download]")), (200, false), "{path}");
            assert_eq!(page.has(".empty a[href='/ici/prst-5/import']"), import, "{path}");
            assert!(
                page.says(if import { "n’a pas encore d’actions" } else { "Aucune action à lire" }),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn an_axis_says_how_many_actions_one_reads_and_leads_nowhere_when_there_are_none() {
    let app = TestApp::open().await;
    app.sql("UPDATE action_sheet SET status = 'co_writing', stage = 'co_writing' WHERE code LIKE '1.%'")
        .await;
    let council = app.sign_in(app.world.council).await.page("/ici/prst-4").await;
    assert_eq!(council.texts("main .rows .meta"), ["0 action à lire", "5 actions à lire"]);
    assert_eq!(council.texts("main .rows a"), ["Axe 2"]);
    let coordinator = app.sign_in(app.world.coordinator).await.page("/ici/prst-4").await;
    assert_eq!(coordinator.texts("main .rows a"), ["Axe 1", "Axe 2"]);
}
