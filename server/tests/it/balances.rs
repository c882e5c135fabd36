//! Balances: written rubric by rubric, handed in, decided; imported from the document that pilots hand in.
use std::io::{Cursor, Read};

use app::{balance::model::Step, history};
use server::import;

use crate::testapp::{Form, Page, TestApp, Visitor, sent_to, squeeze};

/// A running sheet of the pilot's committee.
const SHEET: &str = "/ici/prst-4/fiches/1.2";
/// Another adopted one of that committee.
const OTHER: &str = "/ici/prst-4/fiches/1.10";
const IMPORT: &str = "/ici/prst-4/bilans/import";
const REAL: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/documents/bilan-2.4.1-usure-professionnelle.md"));

fn list() -> String {
    format!("{SHEET}/bilans")
}

/// Begins a balance; its address.
async fn begun(visitor: &Visitor) -> String {
    let form = visitor.open_form(&list()).await.fill("title", "Bilan à mi-parcours");
    let answer = visitor.submit(&form).await;
    address(answer.location())
}

/// Without the receipt of what was done.
fn address(location: &str) -> String {
    location.split('?').next().unwrap_or_default().to_owned()
}

async fn write(visitor: &Visitor, balance: &str, part: &str, body: &str) -> Page {
    let form = visitor.open_form(&format!("{balance}/rubriques/{part}")).await.fill("body", body);
    visitor.follow(&visitor.submit(&form).await).await
}

/// Sends a document; the address of its preview.
async fn sent(visitor: &Visitor, name: Option<&str>, bytes: &[u8]) -> String {
    let key = app::ids::FormKey::new().to_string();
    let field = if name.is_some() { "file" } else { "text" };
    let answer = visitor.upload(IMPORT, &[("key", None, key.as_bytes()), (field, name, bytes)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    address(answer.location())
}

#[tokio::test]
async fn a_balance_is_written_handed_in_sent_back_validated_and_published() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let council = app.sign_in(app.world.council).await;
    let balance = begun(&pilot).await;
    let page = pilot.press(&balance, Step::Submit.label()).await;
    assert!(page.says("Écrivez une rubrique au moins"), "{}", page.text("main"));
    let page = write(&pilot, &balance, "leviers", "- Une équipe\n  - soudée").await;
    assert_eq!(page.texts("#leviers ~ .prose li li"), ["soudée"], "{}", page.text("main"));
    let empty =
        "Restent vides : action menée, principaux résultats, impacts constatés, freins, perspectives.";
    assert!(page.says(empty), "{}", page.text("main"));
    assert_eq!(council.get(&balance).await.status, 404, "a draft is its committee's");

    let page = pilot.press(&balance, Step::Submit.label()).await;
    assert!(page.says("Remis") && !page.has("a[href$='/rubriques/leviers']"), "{}", page.text("main"));
    assert_eq!(pilot.get(&format!("{balance}/rubriques/leviers")).await.status, 403);
    let form = coordinator.page(&balance).await.form_of(Step::SendBack.label());
    let page = coordinator.follow(&coordinator.submit(&form).await).await;
    assert!(page.text("#remark-erreur").contains("Dites aux pilotes"), "{}", page.text("main"));
    let form = page.form_of(Step::SendBack.label()).fill("remark", "Précisez les freins.");
    let page = coordinator.follow(&coordinator.submit(&form).await).await;
    assert!(page.says("Brouillon"));
    let page = pilot.page(&balance).await;
    assert!(page.says("À reprendre") && page.says("Précisez les freins."), "{}", page.text("main"));

    write(&pilot, &balance, "freins", "Le temps.").await;
    pilot.press(&balance, Step::Submit.label()).await;
    assert_eq!(council.get(&balance).await.status, 404);
    coordinator.press(&balance, Step::Validate.label()).await;
    assert!(council.page(&balance).await.says("Une équipe"));
    assert!(council.page(&list()).await.says("Validé le"));
    let page = coordinator.press(&balance, Step::Publish.label()).await;
    assert!(page.says("Publié") && !page.has("main form"), "{}", page.text("main"));
    assert!(council.page(SHEET).await.has(&format!("a[href='{}']", list())));
}

#[tokio::test]
async fn whose_turn_it_is_finds_the_balance_in_her_work_and_in_her_mail() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let balance = begun(&pilot).await;
    write(&pilot, &balance, "leviers", "Une équipe.").await;
    assert!(app.mails().await.is_empty(), "a draft tells nobody");
    let waits = async |visitor: &Visitor| {
        let page = visitor.page("/mon-travail").await;
        page.find(".todos a").iter().any(|a| a.attr("href") == Some(&balance))
    };
    pilot.press(&balance, Step::Submit.label()).await;
    assert!(waits(&coordinator).await && !waits(&pilot).await);
    let mails = app.mails().await;
    let [mail] = &sent_to(&mails, "alix")[..] else { panic!("one mail: {mails:?}") };
    assert!(mail.subject.starts_with("Bilan remis, action 1.2"), "{}", mail.subject);
    assert!(mail.links()[0].ends_with(&balance), "{:?}", mail.links());
    assert!(sent_to(&mails, "dominique").is_empty(), "she did it");

    let form = coordinator.page(&balance).await.form_of(Step::SendBack.label());
    coordinator.submit(&form.fill("remark", "Précisez les freins.")).await;
    assert!(waits(&pilot).await && !waits(&coordinator).await);
    let other = app.sign_in(app.world.other_pilot).await;
    assert!(!waits(&other).await);
    let mails = app.mails().await;
    let [mail] = &sent_to(&mails, "dominique")[..] else { panic!("one mail: {mails:?}") };
    assert!(mail.subject.starts_with("Bilan à reprendre"), "{}", mail.subject);
    assert!(mail.text.contains("Précisez les freins."), "{}", mail.text);
    assert_eq!(sent_to(&mails, "alix").len(), 1, "she did it");
    pilot.press(&balance, Step::Submit.label()).await;
    assert!(!waits(&pilot).await);
}

#[tokio::test]
async fn what_was_wrong_with_a_decision_is_forgotten_once_the_balance_has_moved() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let balance = begun(&pilot).await;
    write(&pilot, &balance, "leviers", "Une équipe.").await;
    pilot.press(&balance, Step::Submit.label()).await;
    let form = coordinator.page(&balance).await.form_of(Step::SendBack.label());
    coordinator.submit(&form).await;
    assert!(coordinator.page(&balance).await.has("#remark-erreur"));
    coordinator.press(&balance, Step::Validate.label()).await;
    let page = coordinator.page(&balance).await;
    assert!(page.says("Validé") && !page.has("#remark-erreur"), "{}", page.text("main"));
    assert!(!page.text("title").contains("Erreur"));
}

#[tokio::test]
async fn what_is_to_be_taken_up_again_is_kept_when_another_decided_meanwhile() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let (one, two) =
        (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.second_coordinator).await);
    let balance = begun(&pilot).await;
    write(&pilot, &balance, "leviers", "Une équipe.").await;
    pilot.press(&balance, Step::Submit.label()).await;
    let form = two.page(&balance).await.form_of(Step::SendBack.label());
    one.press(&balance, Step::Validate.label()).await;
    two.submit(&form.fill("remark", "Précisez les freins.")).await;
    assert!(two.page("/compte/brouillons").await.says("Précisez les freins."), "nothing typed is lost");
}

#[tokio::test]
async fn a_file_of_which_nothing_can_be_read_is_refused_and_not_kept() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for (bytes, says) in [(&b"%PDF-1.7"[..], "PDF"), (&[0; 5000][..], "n’est pas un texte")] {
        let key = app::ids::FormKey::new().to_string();
        let parts = [("key", None, key.as_bytes()), ("file", Some("bilan.docx"), bytes)];
        let answer = pilot.upload(IMPORT, &parts).await;
        assert!(answer.status == 422 && answer.text().contains(says), "{}", answer.text());
    }
    assert_eq!(app.count("balance_import").await, 0);
}

#[tokio::test]
async fn the_second_of_two_writers_is_told_and_reads_what_was_saved() {
    let app = TestApp::open().await;
    let (one, two) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let balance = begun(&one).await;
    let path = format!("{balance}/rubriques/freins");
    let (mine, theirs) = (one.open_form(&path).await, two.open_form(&path).await);
    one.submit(&mine.fill("body", "Le temps manque.")).await;
    let page = two.follow(&two.submit(&theirs.fill("body", "L’argent manque.")).await).await;
    assert!(page.has("#entre-temps") && page.text("#entre-temps").contains("temps"), "{}", page.text("main"));
    assert_eq!(page.area("body"), "L’argent manque.", "nothing typed is lost");
    let form = page.form("form.entry").fill("body", "Le temps et l’argent manquent.");
    let page = two.follow(&two.submit(&form).await).await;
    assert!(page.says("Le temps et l’argent manquent."), "{}", page.text("main"));
}

#[tokio::test]
async fn the_document_of_pilots_becomes_a_draft_on_the_action_that_is_chosen() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let source = REAL.replace("Action 2.4.1", "Action 1.2") + "\n\n● Budget\n\n- 10 000 euros\n";
    let preview = sent(&pilot, None, source.as_bytes()).await;
    let page = pilot.page(&preview).await;
    assert!(page.says("Le document dit : axe 2, action 1.2."), "{}", page.text("main"));
    let left = page.texts("#non-classe ~ ul > li").join(" ");
    assert!(left.contains("Budget (ligne") && left.contains("10 000 euros"), "{left}");
    assert!(page.text("select option[selected]").contains("Action 1.2"), "proposed from the code");
    assert!(!page.text("select").contains("2.1"), "only the actions that one may write on");
    assert!(page.text("#leviers + p").contains("Leviers des actions"));
    let co_pilot = app.sign_in(app.world.co_pilot).await;
    assert_eq!(co_pilot.get(&preview).await.status, 404, "nothing was made of it yet");
    let before = app.count("balance").await;
    let form = page.form("form.entry").fill("action", "").fill("title", "");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.has("#action-erreur") && page.has("#title-erreur"), "{}", page.text("main"));
    assert_eq!(app.count("balance").await, before);

    let sheet = app.sheet(SHEET).await.id.to_string();
    let form = page.form("form.entry").fill("action", &sheet).fill("title", "Bilan final");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.says("Brouillon") && page.says("Repris par Dominique Pilote"), "{}", page.text("main"));
    assert_eq!(page.find("#action-menee ~ .prose li").len(), 5);
    assert_eq!(page.find("#action-menee ~ .prose p").len(), 2);
    assert_eq!(page.find("#freins ~ .prose li").len(), 4);
    assert_eq!(app.text("SELECT source_name FROM balance_import").await, "Texte collé", "the source is kept");

    assert!(
        co_pilot.page(&preview).await.text("#non-classe ~ ul").contains("10 000 euros"),
        "who reads the draft reads what is not in it"
    );
    let other = app.sign_in(app.world.other_pilot).await;
    assert_eq!(
        other.get(&preview).await.status,
        404,
        "a document is read by who sent it, and the plan's animation"
    );
    let coordinator = app.sign_in(app.world.coordinator).await;
    assert!(!coordinator.page(&preview).await.has("main form"), "it is a balance already");
    let again = sent(&coordinator, None, source.as_bytes()).await;
    assert!(coordinator.page(&again).await.says("Ce même document a déjà été importé"));
}

#[tokio::test]
async fn a_table_about_workers_is_refused_and_nothing_of_it_is_kept() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let text = format!(
        "{REAL}\n\n| Matricule | Nom du salarié | Pathologie |\n|---|---|---|\n| 1 | Exemple | lombalgie |\n"
    );
    let key = app::ids::FormKey::new().to_string();
    let answer =
        pilot.upload(IMPORT, &[("key", None, key.as_bytes()), ("text", None, text.as_bytes())]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Matricule") && !answer.text().contains("lombalgie"));
    assert_eq!(app.count("balance_import").await, 0);
}

#[tokio::test]
async fn a_balance_goes_out_as_a_file_and_comes_back_the_same() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let balance = begun(&pilot).await;
    write(&pilot, &balance, "leviers", "Nous avons eu :\n\n- une équipe & un guide\n  - relu").await;
    let answer = pilot.get(&format!("{balance}/bilan.docx")).await;
    assert_eq!(answer.status, 200);
    let mut package = zip::ZipArchive::new(Cursor::new(answer.body.to_vec())).unwrap();
    let mut core = String::new();
    package.by_name("docProps/core.xml").unwrap().read_to_string(&mut core).unwrap();
    assert!(core.contains("<dc:title>Bilan à mi-parcours, action 1.2") && core.contains("fr-FR"));
    let preview = sent(&pilot, Some("bilan.docx"), &answer.body).await;
    let page = pilot.page(&preview).await;
    assert_eq!(page.texts("#leviers ~ .prose li li"), ["relu"], "{}", page.text("main"));
    assert!(page.text("#leviers ~ .prose p").contains("Nous avons eu :"));
}

#[tokio::test]
async fn the_command_makes_the_same_draft_once() {
    let app = TestApp::open().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bilan.md");
    std::fs::write(&file, REAL.replace("Action 2.4.1", "Action 1.2")).unwrap();
    for _ in 0..2 {
        import::balance::import(&app.db, &file, "ici/prst-4", true).await.unwrap();
        assert_eq!((app.count("balance").await, app.count("balance_text").await), (1, 5));
    }
    let pilot = app.sign_in(app.world.pilot).await;
    assert!(pilot.page(&list()).await.says("Brouillon le"));
    std::fs::write(&file, REAL).unwrap();
    let unknown = import::balance::import(&app.db, &file, "ici/prst-4", true).await.unwrap_err();
    assert!(unknown.to_string().contains("2.4.1"));
}

/// The form that attaches a balance to the action of that code.
async fn attaching(app: &TestApp, visitor: &Visitor, balance: &str, to: &str) -> Form {
    let to = app.sheet(to).await.id.to_string();
    visitor.open_form(&format!("{balance}/rattacher")).await.fill("action", &to)
}

#[tokio::test]
async fn a_draft_on_the_wrong_action_is_attached_to_another_with_all_that_is_its_own() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let preview = sent(&pilot, None, REAL.replace("Action 2.4.1", "Action 1.2").as_bytes()).await;
    let form = pilot.open_form(&preview).await.fill("title", "Bilan final");
    let wrong = address(pilot.submit(&form).await.location());
    let typed = co_pilot.open_form(&format!("{wrong}/rubriques/freins")).await.fill("body", "Pas fini.");
    co_pilot.autosave(&typed).await;
    let page = pilot.page(&format!("{wrong}/rattacher")).await;
    let offered = page.texts("select option").join(" ");
    assert!(
        offered.contains("Action 1.10") && !offered.contains("1.2") && !offered.contains("2.2"),
        "{offered}"
    );
    let page = pilot.follow(&pilot.submit(&page.form("form.entry")).await).await;
    assert!(page.text("#action-erreur").contains("Choisissez l’action"), "{}", page.text("main"));

    let form = attaching(&app, &pilot, &wrong, OTHER).await;
    let before = app.writings().await;
    let answer = pilot.submit(&form).await;
    let balance = address(answer.location());
    assert!(balance.starts_with(&format!("{OTHER}/bilans/")), "{balance}");
    let page = pilot.follow(&answer).await;
    let done = "Le bilan est rattaché à «\u{a0}Action 1.10\u{a0}: Écouter les branches\u{a0}».";
    assert_eq!(page.text(".flash"), squeeze(done));
    assert!(page.says("Brouillon") && page.says("Repris par Dominique Pilote"), "{}", page.text("main"));
    assert_eq!(page.find("#freins ~ .prose li").len(), 4);
    let [entries, messages, updates, imports] = before;
    assert_eq!(app.writings().await, [entries + 3, messages + 1, updates, imports]);
    for (path, says) in
        [(SHEET, "rattaché à «\u{a0}Action 1.10"), (OTHER, "venu de «\u{a0}Action 1.2\u{a0}: Former")]
    {
        let subject = app.sheet(path).await.place().subject;
        let told = history::store::of(&app.db.read, subject, "balance", None, 9).await.unwrap();
        assert!(told.len() == 1 && told[0].text.contains(says), "{path}: {told:?}");
    }
    assert_eq!(pilot.get(&wrong).await.status, 404);
    assert!(pilot.page(&format!("{OTHER}/bilans")).await.says("Bilan final"));
    assert!(!pilot.page(&list()).await.says("Bilan final"));
    let form = co_pilot.open_form(&format!("{balance}/rubriques/freins")).await;
    assert_eq!(form.value("body"), "Pas fini.", "what she typed followed");
    assert!(co_pilot.submit(&form).await.location().starts_with(&balance));
}

#[tokio::test]
async fn a_draft_is_attached_by_who_writes_balances_on_both_actions_only() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let balance = begun(&pilot).await;
    let page = format!("{balance}/rattacher");
    for (who, status) in
        [(app.world.contributor, 403), (app.world.other_pilot, 404), (app.world.council, 404)]
    {
        assert_eq!(app.sign_in(who).await.get(&page).await.status, status);
    }
    let foreign = "/ailleurs/prst-4/fiches/1.2";
    for (to, status) in
        [("/ici/prst-4/fiches/2.2", 403), ("/ici/prst-4/fiches/1.1", 403), (foreign, 404), (SHEET, 422)]
    {
        let form = attaching(&app, &pilot, &balance, to).await;
        assert_eq!(pilot.script(&form).await.status, status, "{to}");
    }
    write(&pilot, &balance, "leviers", "Une équipe.").await;
    let late = attaching(&app, &pilot, &balance, OTHER).await;
    let shown = pilot.press(&balance, Step::Submit.label()).await;
    assert!(!shown.has("a[href$='/rattacher']") && pilot.get(&page).await.status == 403);
    assert_eq!(pilot.script(&late).await.status, 409, "it was handed in meanwhile");
    assert_eq!(pilot.get(&balance).await.status, 200);
}

#[tokio::test]
async fn of_two_who_attach_a_draft_elsewhere_the_second_is_told() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let one = app.sign_in(app.world.coordinator).await;
    let two = app.sign_in(app.world.second_coordinator).await;
    for _ in 0..5 {
        let balance = begun(&pilot).await;
        let here = attaching(&app, &one, &balance, OTHER).await;
        let there = attaching(&app, &two, &balance, "/ici/prst-4/fiches/2.2").await;
        let (first, second) = tokio::join!(one.script(&here), two.script(&there));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert!(statuses[0] < 400 && statuses[1] == 409, "{statuses:?}");
        assert_eq!(pilot.get(&balance).await.status, 404);
    }
}
