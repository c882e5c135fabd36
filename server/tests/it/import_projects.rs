//! The projects of a document, read in the browser, become lines of an action.
use crate::testapp::{Answer, Page, TestApp, Visitor};

const LIST: &str = "/ici/prst-4/fiches/1.1/projets";
const PAGE: &str = "/ici/prst-4/fiches/1.1/projets/importer";
const DOCUMENT: &[u8] = include_bytes!("../../demo/documents/projet-de-service-ast-beaucaire.md");

async fn send(visitor: &Visitor, name: Option<&str>, source: &[u8]) -> Answer {
    let page = visitor.page(PAGE).await;
    let key = page.attribute("form[enctype] input[name=key]", "value");
    let part = if name.is_some() { "file" } else { "text" };
    visitor.upload(PAGE, &[("key", None, key.as_bytes()), (part, name, source)]).await
}

async fn read(visitor: &Visitor, name: Option<&str>, source: &[u8]) -> Page {
    visitor.follow(&send(visitor, name, source).await).await
}

#[tokio::test]
async fn the_five_projects_of_the_real_document_are_shown_then_added_at_once() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    assert_eq!(pilot.page(LIST).await.link("Importer d’un document"), PAGE);
    let writings = app.writings().await;
    let page = read(&pilot, Some("projet de service.md"), DOCUMENT).await;
    assert!(
        page.says("Aperçu : projet de service.md") && page.says("5 projets dans le document, 5 à ajouter")
    );
    assert_eq!(page.find(".found-project").len(), 5);
    // what is odd stands with its project, the rest above
    assert!(
        page.text(".found-project:nth-of-type(5)").contains("hors de son tableau, ligne 590"),
        "{}",
        page.text("main")
    );
    assert!(page.says("N° salarié file active"));
    assert_eq!(app.writings().await, writings, "nothing is written before it is asked");
    let form = page.form("form[action*=import_projects]");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert_eq!(page.text(".flash"), "5 projets ajoutés.");
    assert!(page.says("Projet 1 : Favoriser la coordination des acteurs de la PDP"));
    // two of the document are the first: the second one gets the next number
    assert!(page.says("Projet 5 : Suivre et valoriser les innovations régionales"), "{}", page.text("main"));
    // a double click is one import
    let again = pilot.submit(&form).await;
    assert_eq!((again.status, app.count("project").await), (303, 5));

    let page = read(&pilot, None, DOCUMENT).await;
    assert!(
        page.says("Rien à ajouter") && !page.has("form[action*=import_projects] button"),
        "{}",
        page.text("main")
    );
    assert_eq!(page.texts(".found-project .state-tag"), ["Déjà dans l’action"; 5]);
}

#[tokio::test]
async fn one_chooses_among_the_projects_and_one_at_least() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let document = "Projet 1 : Voir\nObjectifs\tPublic\nRepérer\tTPE\n\nObjectifs\tPublic\nSans nom\tTPE\n\nProjet 7 : Agir\nObjectifs\tPublic\nOutiller\tBranches\n";
    let page = read(&pilot, None, document.as_bytes()).await;
    assert!(
        page.says("3 projets dans le document, 2 à ajouter") && page.says("Nommez le projet"),
        "{}",
        page.text("main")
    );
    let form = page.form("form[action*=import_projects]");
    let none = form.clone().without("chosen][");
    let refused = pilot.follow(&pilot.submit(&none).await).await;
    assert!(refused.text("#erreurs").contains("Cochez au moins un projet"), "{}", refused.text("main"));
    let one = refused.form("form[action*=import_projects]").fill("chosen][", "9");
    let page = pilot.follow(&pilot.submit(&one).await).await;
    assert!(page.says("Projet 7 : Agir") && !page.says("Projet 1 : Voir"), "{}", page.text("main"));
}

#[tokio::test]
async fn a_project_gets_the_number_that_was_shown_whatever_else_is_chosen() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let table = "Objectifs\tPublic\nRepérer\tTPE\n\n";
    let document = format!(
        "Projet 1 : Un\n{table}Projet 3 : Trois\n{table}Projet 2025 : Demain\n{table}Projet : Sans\n{table}"
    );
    let page = read(&pilot, None, document.as_bytes()).await;
    let shown = page.texts(".found-project");
    assert!(shown[2].contains("de 1 à 99") && shown[3].contains("projet 4"), "{shown:?}");
    let line = page.attribute(".found-project:nth-of-type(4) input[name='form[chosen][]']", "value");
    let form = page.form("form[action*=import_projects]").without("chosen][").fill("chosen][", &line);
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.says("Projet 4 : Sans"), "{}", page.text("main"));
}

#[tokio::test]
async fn a_table_of_workers_is_refused_by_its_columns_and_nothing_of_it_is_kept() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let pasted = "Objectifs\tPublic\tN° salarié\tPathologie\nMaintenir\tUntel\t12\tlombalgie\n";
    let page = send(&pilot, None, pasted.as_bytes()).await.page();
    assert_eq!(page.status, 422);
    assert!(page.says("« N° salarié », « Pathologie »") && !page.says("lombalgie"), "{}", page.text("main"));
    // a document with projects and such a table: the projects are read, what stands around them is not kept
    read(&pilot, None, DOCUMENT).await;
    let kept = app.drafts(app.world.pilot).await;
    assert!(kept.len() == 1 && !kept[0].fields.contains("Commission%20de%20Contr"), "{}", kept[0].fields);
    assert_eq!(app.count("project").await, 0);
}

#[tokio::test]
async fn a_document_without_projects_comes_back_with_what_to_do() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = send(&pilot, None, "Un texte sans tableau.".as_bytes()).await.page();
    assert!(page.status == 422 && page.says("Aucun projet n’a été trouvé"), "{}", page.text("main"));
    assert!(page.says("Un texte sans tableau."), "what was pasted is shown, to be copied");
    let page = read(&pilot, None, b"  ").await;
    assert!(page.says("Collez le document, ou choisissez un fichier."));
    // on a sheet that is closed there is nothing to add
    app.sql("UPDATE action_sheet SET status = 'closed' WHERE address = '1.1'").await;
    assert_eq!(pilot.get(PAGE).await.status, 403);
}
