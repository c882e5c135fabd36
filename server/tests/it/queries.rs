//! The number of queries of a page does not depend on the number of rows. The figures are exact: a change is a decision.

use app::balance::model::Step;

use crate::testapp::{TestApp, Visitor};

/// Imports actions in the plan of the world, until it has that many.
pub async fn grow(app: &TestApp, sheets: u32) {
    if sheets <= 11 {
        return; // they are there
    }
    let plan = app.plan("/ici/prst-4").await;
    let mut source = "Axe;Numéro;Intitulé\n".to_owned();
    for n in 11..sheets {
        source += &format!("Axe 2;3.{n};Une action de plus, la {n}e\n");
    }
    app.import(&plan, &source).await;
}

/// Page, and its queries; one of them finds who asks (session, mandates, home).
const PAGES: &[(&str, u64)] = &[
    ("/", 2),
    ("/mon-travail", 7), // requests made, requests to answer, amendments, balances, drafts, actions without a pilot
    ("/glossaire", 1),
    ("/compte", 4), // mandates, the plans that they open, reminders
    ("/compte/brouillons", 2),
    ("/compte/coordonnees", 3),
    ("/compte/sessions", 2),
    ("/compte/adresse", 1),
    ("/compte/donnees", 8),
    ("/compte/donnees.json", 8),
    ("/ici/annuaire", 6),
    ("/ici/annuaire?q=carsat", 6),
    ("/ici/annuaire/inviter", 7),
    ("/ici/annuaire/structures", 5),
    ("/ici/annuaire/structures/nouvelle", 3),
    ("/ici/prst-4", 4),
    ("/ici/prst-4/comites", 6),
    ("/ici/prst-4/tableau", 8),
    ("/ici/prst-4/tableau?etat=running", 9),
    ("/ici/prst-4/tableau?theme=tms", 8), // no line: nothing is asked of their pilots and dates; how many say no theme is
    ("/ici/prst-4/mode-d-emploi", 2),
    ("/ici/prst-4/trame", 5),
    ("/ici/prst-4/trame/enjeu-et-contexte", 4),
    ("/ici/prst-4/fiches", 5), // which committees have pilots
    ("/ici/prst-4/appuis", 6),
    ("/ici/prst-4/fiches/1.1", 19),
    ("/ici/prst-4/fiches/1.1/discussion", 7), // how many threads, those of the page, their answers, who may be called
    ("/ici/prst-4/fiches/1.1/objectifs", 3),
    ("/ici/prst-4/fiches/1.1/objectifs/nouveau", 4), // the general goals that one may stand under
    ("/ici/prst-4/fiches/1.1/projets/nouveau", 4),   // the next number
    ("/ici/prst-4/fiches/1.1/projets/importer", 4),
    ("/ici/prst-4/fiches/1.1/moyens", 3),
    ("/ici/prst-4/fiches/1.1/themes", 4),
    ("/ici/prst-4/fiches/1.1/cibles", 5), // the departments of the region
    ("/ici/prst-4/fiches/1.1/liens", 3),
    ("/ici/prst-4/fiches/1.1/liens/nouveau", 5), // the actions of the plan, and how many
    ("/ici/prst-4/fiches/1.1/jalons", 3),
    ("/ici/prst-4/fiches/1.1/jalons/nouveau", 4),
    ("/ici/prst-4/fiches/1.1/livrables", 3),
    ("/ici/prst-4/fiches/1.1/livrables/nouveau", 4),
    ("/ici/prst-4/fiches/1.1/point", 7),
    ("/ici/prst-4/fiches/1.1/appui/nouveau", 3),
    ("/ici/prst-4/fiches/1.2/bilans", 4),
    ("/ici/prst-4/bilans/import", 2),
    ("/ici/prst-4/fiches/1.2/phase", 4),
    ("/ici/prst-4/fiches/1.1/intitule", 4), // the titles that it had
    ("/ici/prst-4/fiches/1.2/avenants", 3),
    ("/ici/prst-4/fiches/1.2/avenants/proposer/intitule", 4),
    ("/ici/prst-4/fiches/1.2/avenants/proposer/enjeu-et-contexte", 5),
    ("/ici/prst-4/fiches/1.2/avenants/proposer/objectifs", 5),
    ("/ici/prst-4/fiches/1.2/avenants/proposer/cibles", 6),
    ("/ici/prst-4/fiches/1.2/fiche.docx", 15),
    ("/ici/prst-4/proposer-une-fiche", 5),
    ("/ici/prst-4/fiches/1.1/rubriques/enjeu-et-contexte", 4),
    ("/ici/prst-4/fiches/1.1/rubriques/enjeu-et-contexte/historique", 4),
    ("/ici/prst-4/tableau.csv", 6),
    ("/ici/prst-4/tableau.xlsx", 6),
];

#[tokio::test]
async fn a_page_runs_a_number_of_queries_that_does_not_depend_on_the_number_of_rows() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let mut measured = Vec::new();
    for sheets in [11, 60] {
        grow(&app, sheets).await;
        assert!(coordinator.page("/ici/prst-4/fiches").await.says(&format!("{sheets} fiches")));
        for &(path, _) in PAGES {
            let before = app.db.queries();
            assert_eq!(coordinator.get(path).await.status, 200, "{path}");
            measured.push((path, app.db.queries() - before));
        }
    }
    let expected: Vec<_> = PAGES.iter().chain(PAGES).copied().collect();
    assert_eq!(measured, expected);
}

#[tokio::test]
async fn three_sheets_cost_as_much_as_sixty() {
    // the other plan holds what the other region has: three sheets
    let app = TestApp::open().await;
    let neighbour = app.sign_in(app.world.neighbour).await;
    for (path, queries) in
        [("/ailleurs/prst-4/tableau", 8), ("/ailleurs/prst-4/fiches", 5), ("/ailleurs/prst-4", 4)]
    {
        let before = app.db.queries();
        assert_eq!(neighbour.get(path).await.status, 200);
        assert_eq!(app.db.queries() - before, queries, "{path}");
    }
}

#[tokio::test]
async fn ones_own_sheets_cost_one_query_however_many_they_are() {
    let app = TestApp::open().await;
    // sheets, milestones, deliverables, drafts; who pilots asked for support, and had balances sent back, too
    for (person, work) in [(app.world.pilot, 7), (app.world.contributor, 5)] {
        let visitor = app.sign_in(person).await;
        for (path, queries) in [("/", 2), ("/mon-travail", work), ("/compte", 5)] {
            let before = app.db.queries();
            assert_eq!(visitor.get(path).await.status, 200);
            assert_eq!(app.db.queries() - before, queries, "{path}");
        }
    }
}

/// Proposes an amendment of a sheet, asks for support, hands in a balance.
async fn leave_to_decide(pilot: &Visitor, sheet: &str) {
    let forms = [
        ("avenants/proposer/intitule", &[("body", "Autrement"), ("reason", "On a appris.")][..]),
        ("appui/nouveau", &[("about", "members"), ("request", "Un relais")]),
        ("bilans", &[("title", "Bilan")]),
    ];
    let mut last = String::new();
    for (page, fields) in forms {
        let form = pilot.open_form(&format!("{sheet}/{page}")).await;
        let form = fields.iter().fold(form, |form, (name, text)| form.fill(name, text));
        last = pilot.submit(&form).await.location().split('?').next().unwrap().to_owned();
    }
    let form = pilot.open_form(&format!("{last}/rubriques/leviers")).await;
    pilot.submit(&form.fill("body", "Une équipe.")).await;
    pilot.press(&last, Step::Submit.label()).await;
}

#[tokio::test]
async fn what_waits_for_a_decision_costs_as_much_for_one_sheet_as_for_two() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let mut measured = Vec::new();
    for (pilot, sheet) in [(app.world.pilot, "1.2"), (app.world.other_pilot, "2.2")] {
        leave_to_decide(&app.sign_in(pilot).await, &format!("/ici/prst-4/fiches/{sheet}")).await;
        let before = app.db.queries();
        let page = coordinator.page("/mon-travail").await;
        measured.push((page.find(".todos .row-title").len(), app.db.queries() - before));
    }
    // two more than where nothing waits: the sheets of the amendments, and those of the balances
    assert_eq!(measured, [(3, 9), (6, 9)]);
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_costs_no_query() {
    let app = TestApp::open().await;
    let before = app.db.queries();
    for path in ["/", "/glossaire", "/compte/connexion", "/ici/prst-4/tableau"] {
        app.anyone().get(path).await;
    }
    // the sign-in page of a demonstration lists its people
    assert_eq!(app.db.queries() - before, 1);
}

#[tokio::test]
async fn a_save_is_a_fixed_number_of_statements() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for _ in 0..3 {
        let form = pilot.open_form(crate::editing::FORM).await;
        let form = form.fill("body", &app::ids::FormKey::new().to_string());
        let before = app.db.queries();
        assert_eq!(pilot.submit(&form).await.status, 303);
        // who asks, key, sheet (PostgreSQL holds it first), rubric, history, outbox, draft, receipt
        assert_eq!(app.db.queries() - before, if app.db.is_sqlite() { 8 } else { 9 });
    }
}
