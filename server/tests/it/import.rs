//! The import of a plan: pasted as it stands, previewed, written only when somebody says so.
use app::plan::{
    self,
    import::{Report, read_plan},
    model::AxisKey,
};

use crate::testapp::{Page, TestApp, Visitor};

const SEMINAR: &str = include_str!("../../demo/documents/seminaire-prst3-vers-prst4-ara.md");
const PLAN: &str = "/ici/prst-5";
/// The button of the preview.
const APPLY: &str = "main form[action*=apply]";

/// Pastes a text and reads the preview.
async fn paste(visitor: &Visitor, text: &str) -> (String, Page) {
    let page = visitor.page(&format!("{PLAN}/import")).await;
    let key = page.attribute("main form input[name=key]", "value");
    let answer = visitor
        .upload(
            &page.attribute("main form", "action"),
            &[("key", None, key.as_bytes()), ("text", None, text.as_bytes()), ("file", Some(""), b"")],
        )
        .await;
    (answer.location().to_owned(), visitor.follow(&answer).await)
}

/// What is in the plan, and around it.
async fn counts(app: &TestApp) -> [i64; 4] {
    [
        app.count("action_sheet").await,
        app.count("committee").await,
        app.count("axis").await,
        app.count("history").await,
    ]
}

async fn titles(visitor: &Visitor) -> Vec<String> {
    visitor.page(&format!("{PLAN}/fiches")).await.texts("main .row-title a")
}

#[tokio::test]
async fn the_whole_document_of_the_seminar_is_previewed_and_nothing_is_written_before_importer() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let before = counts(&app).await;
    let (_, page) = paste(&coordinator, SEMINAR).await;
    assert_eq!(page.text("h1"), "Aperçu de l’import");
    assert!(page.says("19 fiches à créer, 0 à modifier, 0 inchangée. Rien n’est écrit avant « Importer »."));
    assert_eq!(page.text("table caption"), "19 actions dans la source, 3 axes");
    let rows = page.texts("tr.import-line--created");
    let under = |axis: &str| rows.iter().filter(|row| row.contains(&format!("Axe{axis}"))).count();
    assert_eq!((rows.len(), under("Axe 1"), under("Axe 2"), under("Axe 3")), (19, 13, 3, 3), "{rows:#?}");
    assert_eq!(page.texts(".fr-alert--warning h2"), ["À vérifier (1)"]);
    assert!(page.text(".fr-alert--warning li").contains("2.6"));
    assert!(!page.has(".fr-alert--error"));
    assert_eq!(counts(&app).await, before, "nothing is written yet");
    assert_eq!(titles(&coordinator).await, Vec::<String>::new());
}

#[tokio::test]
async fn importing_it_makes_19_sheets_each_with_its_committee() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let [sheets, committees, axes, history] = counts(&app).await;
    let (_, page) = paste(&coordinator, SEMINAR).await;
    let answer = coordinator.submit(&page.form(APPLY)).await;
    let page = coordinator.follow(&answer).await;
    assert_eq!(page.text(".flash"), "Import terminé : 19 fiches créées, 0 modifiée, 0 inchangée.");
    assert_eq!(counts(&app).await, [sheets + 19, committees + 19, axes + 3, history + 20]);
    let codes = page.texts("main .code");
    assert_eq!(
        codes.join(" "),
        "1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.3.4 1.3.6 1.3.7 1.3.8 1.3.10 1.3.11 2.4.2 2.5.1 2.5.3 2.6 3.7 3.8.1"
    );
    assert!(page.texts("main .row-line .meta").iter().all(|state| state.starts_with("Esquissée")));
    let addiction = coordinator.page(&format!("{PLAN}/fiches/2.6")).await;
    assert!(addiction.says("Action 2.6 · Axe 3"), "the axis is said, never deduced from the code");
    // twice changes nothing
    let before = counts(&app).await;
    let (_, page) = paste(&coordinator, SEMINAR).await;
    assert!(page.says("Rien à importer : 19 actions du tableau sont déjà dans le plan.") && !page.has(APPLY));
    assert_eq!(counts(&app).await, before);
}

#[tokio::test]
async fn errors_block_the_import_and_are_said_where_they_are() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let (path, page) =
        paste(&coordinator, "Axe;Numéro;Intitulé\nAxe 1;1.1;Une action\n;1.1;La même\n;1.x;Une autre\n")
            .await;
    let errors = page.texts(".fr-alert--error li");
    assert!(
        errors.iter().any(|e| e.contains("ligne 3")) && errors.iter().any(|e| e.contains("ligne 4")),
        "{errors:?}"
    );
    assert!(page.says("Rien n’est importé : corrigez la source, puis") && !page.has(APPLY));
    // and by force
    let (plan, before) = (app.plan(PLAN).await, counts(&app).await);
    let id = path.split(['/', '?']).nth(4).unwrap();
    let form = crate::testapp::Form::of("apply_import", &[("import", id), ("page", "/")])
        .fill("key", &app::ids::FormKey::new().to_string())
        .fill("plan", &plan.id.to_string());
    assert_eq!(coordinator.script(&form).await.status, 422);
    assert_eq!(counts(&app).await, before);
    // the source is kept, and can be found again
    let stored = plan::store::get_import(&app.db.read, plan.id, id.parse().unwrap()).await.unwrap();
    assert!(String::from_utf8(stored.source).unwrap().contains("La même"));
    assert!(coordinator.page(&format!("{PLAN}/import")).await.has(&format!("a[href='{PLAN}/import/{id}']")));
}

#[tokio::test]
async fn a_preview_that_is_older_than_the_plan_is_refused() {
    let app = TestApp::open().await;
    let alix = app.sign_in(app.world.coordinator).await;
    let bao = app.sign_in(app.world.second_coordinator).await;
    let source = "Axe;Numéro;Intitulé\nAxe 1;1.1;Une action\n";
    let (path, first) = paste(&alix, source).await;
    let (_, second) = paste(&bao, "Axe;Numéro;Intitulé\nAxe 1;1.1;Un autre intitulé\n").await;
    bao.submit(&second.form(APPLY)).await;
    let before = counts(&app).await;
    let page = alix.submit(&first.form(APPLY)).await.page();
    assert_eq!((page.status, page.text("h1").as_str()), (409, "La page a changé"));
    assert_eq!((counts(&app).await, titles(&alix).await), (before, vec!["Un autre intitulé".to_owned()]));
    // the preview, read again, says what would happen now
    let again = alix.page(&path).await;
    assert!(again.says("Intitulé : « Un autre intitulé » devient « Une action »"), "{}", again.text("main"));
    alix.submit(&again.form(APPLY)).await;
    assert_eq!(titles(&alix).await, ["Une action"]);
}

#[tokio::test]
async fn an_import_changes_what_it_says_and_erases_nothing() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let table = |lines: &str| format!("Axe;Objectif;Numéro;Intitulé\n{lines}");
    let (_, page) = paste(
        &coordinator,
        &table("Axe 1;Savoir;1.1;Une action\nAxe 1;Agir;1.2;Une deuxième\nAxe 2;;2.1;Une troisième\n"),
    )
    .await;
    coordinator.submit(&page.form(APPLY)).await;
    // a new title, an empty objective, a line that disappeared
    let (_, page) =
        paste(&coordinator, &table("Axe 1;;1.1;Une action, dite mieux\nAxe 1;;1.2;Une deuxième\n")).await;
    assert!(page.says("0 fiche à créer, 1 à modifier, 1 inchangée."), "{}", page.text("main"));
    assert!(page.says("Dans le plan et pas dans la source (1)") && page.says("2.1 Une troisième"));
    coordinator.submit(&page.form(APPLY)).await;
    assert_eq!(titles(&coordinator).await, ["Une action, dite mieux", "Une deuxième", "Une troisième"]);
    assert!(coordinator.page(&format!("{PLAN}/fiches/1.1")).await.says("Objectif : Savoir"));
}

#[tokio::test]
async fn a_line_to_be_checked_has_the_colour_of_a_warning() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let (_, page) = paste(&coordinator, SEMINAR).await;
    assert_eq!(page.find("tr.import-line--warning").len(), 1);
    assert!(page.text("tr.import-line--warning").ends_with("à créer, à vérifier"));
    assert!(!page.says("empreinte"));
}

#[tokio::test]
async fn what_was_adopted_does_not_change_by_import() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let plan = app.plan("/ici/prst-4").await;
    let source = "Axe;Numéro;Intitulé\nAxe 1;1.1;Repérer autrement\nAxe 2;1.2;Former autrement\n";
    let reading =
        plan::store::read_against_plan(&app.db.read, &plan, read_plan(source.as_bytes())).await.unwrap();
    let report: &Report = &reading.report;
    assert_eq!(report.changed.iter().map(|c| c.title.as_str()).collect::<Vec<_>>(), ["Repérer autrement"]);
    assert!(report.warnings.iter().any(|w| w.message.contains("est adoptée ou terminée")));
    let key = app::ids::FormKey::new().to_string();
    let parts = [("key", None, key.as_bytes()), ("text", None, source.as_bytes())];
    let answer = coordinator.upload("/ici/prst-4/import", &parts).await;
    let page = coordinator.follow(&answer).await;
    coordinator.submit(&page.form(APPLY)).await;
    assert_eq!(app.sheet("/ici/prst-4/fiches/1.1").await.title, "Repérer autrement");
    let adopted = app.sheet("/ici/prst-4/fiches/1.2").await;
    assert_eq!(
        (adopted.title.as_str(), adopted.axis),
        ("Former les entreprises", Some(AxisKey::Numbered(1)))
    );
    assert_eq!(app.stake("/ici/prst-4/fiches/1.1").await.version, 1, "an import touches no text");
}

#[tokio::test]
async fn actions_without_a_code_are_known_by_their_title() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let source = "Axe;Intitulé\nAxe 1;Prévenir l’usure\n;Prévenir les chutes\n";
    let (_, page) = paste(&coordinator, source).await;
    coordinator.submit(&page.form(APPLY)).await;
    let page = coordinator.page(&format!("{PLAN}/fiches/prevenir-l-usure")).await;
    assert_eq!((page.status, page.text("h1").as_str()), (200, "Prévenir l’usure"));
    let (_, page) =
        paste(&coordinator, "Axe;Intitulé\nAxe 1;PRÉVENIR L'USURE\n;prévenir  les chutes\n").await;
    assert_eq!(page.find("tr.import-line--created").len(), 0, "{}", page.text("main"));
}
