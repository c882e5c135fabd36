//! Two people write the same rubric: the second is told, sees both texts, and chooses.
use app::error::AppError;

use crate::editing::{FORM, SHEET};
use crate::testapp::{Page, TestApp, Visitor, squeeze};

const MINE: &str = "Le texte de la copilote.";
const THEIRS: &str = "Le texte du pilote.";

/// The pilot saves while the co-pilot writes; the page where her own submission leads her.
async fn collide(app: &TestApp) -> (Visitor, Page) {
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let (his, hers) = (pilot.open_form(FORM).await, co_pilot.open_form(FORM).await);
    assert!(pilot.submit(&his.fill("body", THEIRS)).await.location().starts_with(SHEET));
    let answer = co_pilot.submit(&hers.fill("body", MINE)).await;
    assert!(answer.status == 303 && answer.location().starts_with(&format!("{FORM}?refus=")));
    let page = co_pilot.follow(&answer).await;
    (co_pilot, page)
}

/// The saved text and one's own, as they read once the marks of what was removed are skipped.
fn both_texts(page: &Page) -> Vec<String> {
    let kept = scraper::Selector::parse(".diff > span, .diff > ins").unwrap();
    let read = |version: scraper::ElementRef<'_>| {
        let words = version.select(&kept).map(|run| run.text().collect::<String>()).collect::<String>();
        squeeze(&words.replace("[ajouté\u{a0}: ]", ""))
    };
    page.find(".version").into_iter().map(read).collect()
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_the_sheet_moved_and_sees_both_texts() {
    let app = TestApp::open().await;
    let (_, page) = collide(&app).await;
    assert_eq!(page.text("h1"), "Deux textes pour « Enjeu et contexte » : choisissez");
    assert!(page.says("Dominique Pilote a enregistré cette rubrique"));
    assert_eq!(both_texts(&page), [THEIRS, MINE]);
    assert_eq!(page.area("body"), MINE, "her text is in the area, to be finished");
    // nothing was replaced
    assert_eq!(app.stake(SHEET).await.body, THEIRS);
    assert_eq!(app.versions(SHEET).await.len(), 2);
    assert_eq!(app.drafts(app.world.co_pilot).await.len(), 1);
}

#[tokio::test]
async fn a_third_text_that_unites_both_may_be_saved() {
    let app = TestApp::open().await;
    let (co_pilot, page) = collide(&app).await;
    let form = page.form("form.entry").fill("choice", "third").fill("body", "Les deux réunis.");
    let answer = co_pilot.submit(&form).await;
    assert!(answer.location().starts_with(SHEET));
    let versions = app.versions(SHEET).await;
    assert_eq!(versions[0], (3, "Eden Copilote".into(), "Les deux réunis.".into()));
    assert_eq!(versions[1], (2, "Dominique Pilote".into(), THEIRS.into()));
    assert_eq!(app.drafts(app.world.co_pilot).await, []);
}

#[tokio::test]
async fn nothing_is_chosen_for_her_and_saving_without_a_choice_asks_for_one() {
    let app = TestApp::open().await;
    let (co_pilot, page) = collide(&app).await;
    assert!(!page.has("input[type=radio][checked]"));
    let form = page.form("form.entry").fill("body", "Les deux, commencés.");
    let answer = co_pilot.submit(&form).await;
    assert_eq!((answer.status, answer.location()), (303, format!("{FORM}#erreurs").as_str()));
    let page = co_pilot.follow(&answer).await;
    assert!(page.text("#erreurs a[href='#choice']").starts_with("Choisissez ce qui sera enregistré"));
    assert!(page.text("#choice-erreur").starts_with("Choisissez") && page.has("input#choice"));
    assert!(page.text("title").starts_with("Erreur : Deux textes"));
    // the text that she began is there, and the others too
    assert_eq!(page.area("body"), "Les deux, commencés.");
    assert_eq!(
        (both_texts(&page), app.stake(SHEET).await.body.as_str()),
        (vec![THEIRS.into(), MINE.into()], THEIRS)
    );
    // so it is when she types on and comes back later
    co_pilot.autosave(&page.form("form.entry").fill("body", "Plus loin.")).await;
    let page = co_pilot.page(FORM).await;
    assert_eq!(
        (both_texts(&page), page.area("body").as_str()),
        (vec![THEIRS.into(), MINE.into()], "Plus loin.")
    );
}

#[tokio::test]
async fn the_page_of_both_texts_says_once_why_it_is_there() {
    let app = TestApp::open().await;
    let (_, page) = collide(&app).await;
    assert!(page.says("Rien n’est perdu et rien n’est remplacé"));
    assert!(!page.has(".refused") && !page.says("la page a changé"), "{}", page.text("main"));
}

#[tokio::test]
async fn a_third_text_that_is_ones_own_is_said_to_be_ones_own() {
    let app = TestApp::open().await;
    let (co_pilot, page) = collide(&app).await;
    let answer = co_pilot.submit(&page.form("form.entry").fill("choice", "third")).await;
    let said = co_pilot.follow(&answer).await.text(".flash");
    assert!(said.ends_with("avec votre texte tel quel. La version 2 reste dans l’historique."), "{said}");
    assert_eq!((app.stake(SHEET).await.body.as_str(), app.versions(SHEET).await.len()), (MINE, 3));
}

#[tokio::test]
async fn a_line_that_was_added_does_not_mark_the_line_before_it() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for text in
        ["Une ligne.\nUne autre ligne.", "Une ligne.\nUne autre ligne.\n\nUne troisième.", "Une ligne."]
    {
        pilot.submit(&pilot.open_form(FORM).await.fill("body", text)).await;
    }
    let page = pilot.page(&format!("{FORM}/historique")).await;
    let marks = page.find(".diff ins, .diff del").into_iter().map(|mark| mark.text().collect::<String>());
    let marks: Vec<String> = marks.map(|mark| mark.split(']').next_back().unwrap().to_owned()).collect();
    assert!(marks.contains(&"Une troisième.".to_owned()), "{marks:?}");
    assert!(marks.iter().all(|mark| !mark.starts_with('\n') && !mark.ends_with('\n')), "{marks:?}");
    // the newer text keeps its lines
    let kept = page.find("ol.history li:nth-child(2) .diff > span, ol.history li:nth-child(2) .diff > ins");
    let read = kept.into_iter().map(|run| run.text().collect::<String>()).collect::<String>();
    assert_eq!(read.replace("[ajouté\u{a0}: ]", ""), "Une ligne.\nUne autre ligne.\n\nUne troisième.");
}

#[tokio::test]
async fn ones_own_text_may_be_saved_and_the_others_stays_in_the_history() {
    let app = TestApp::open().await;
    let (co_pilot, page) = collide(&app).await;
    // the area is ignored when « mine » is chosen
    let form = page.form("form.entry").fill("choice", "mine").fill("body", "Autre chose.");
    co_pilot.submit(&form).await;
    let versions = app.versions(SHEET).await;
    assert_eq!(versions[0], (3, "Eden Copilote".into(), MINE.into()));
    assert_eq!(versions[1].2, THEIRS);
}

#[tokio::test]
async fn the_others_text_may_stay_and_ones_own_is_set_aside() {
    let app = TestApp::open().await;
    let (co_pilot, page) = collide(&app).await;
    let answer = co_pilot.submit(&page.form("form.entry").fill("choice", "theirs")).await;
    assert!(co_pilot.follow(&answer).await.text(".flash").starts_with("Le texte enregistré reste."));
    assert_eq!((app.stake(SHEET).await.version, app.stake(SHEET).await.body.as_str()), (2, THEIRS));
    assert_eq!(app.versions(SHEET).await.len(), 2);
    // it is listed, and does not come back by itself
    let drafts = co_pilot.page("/compte/brouillons").await;
    assert!(drafts.says(MINE) && drafts.says("mis de côté"), "{}", drafts.text("main"));
    // nor does it wait anywhere: what names it leads to where it is read
    assert!(!co_pilot.page(SHEET).await.has(".draft-notice"));
    let work = co_pilot.page("/mon-travail").await;
    assert!(work.text(".side").contains("mis de côté"), "{}", work.text("main"));
    let leads = work.link("Enjeu et contexte, action 1.1");
    let (list, entry) = leads.split_once('#').unwrap();
    assert!(list == "/compte/brouillons" && drafts.has(&format!("#{entry}")), "{leads}");
    let form = co_pilot.open_form(FORM).await;
    assert_eq!((form.value("version").as_str(), form.value("body").as_str()), ("2", THEIRS));
}

#[tokio::test]
async fn an_empty_third_text_is_refused_and_loses_neither_text() {
    let app = TestApp::open().await;
    let (co_pilot, page) = collide(&app).await;
    let answer = co_pilot.submit(&page.form("form.entry").fill("choice", "third").fill("body", " ")).await;
    let page = co_pilot.follow(&answer).await;
    assert!(page.text("#erreurs").contains("Écrivez une phrase au moins."), "{}", page.text("main"));
    assert_eq!((both_texts(&page), page.area("body").as_str()), (vec![THEIRS.into(), MINE.into()], MINE));
    // and her text can still be the one
    co_pilot.submit(&page.form("form.entry").fill("choice", "mine")).await;
    assert_eq!(app.stake(SHEET).await.body, MINE);
}

#[tokio::test]
async fn who_chooses_while_somebody_saves_again_is_told_again() {
    let app = TestApp::open().await;
    let (co_pilot, page) = collide(&app).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    coordinator.submit(&coordinator.open_form(FORM).await.fill("body", "Un texte de plus.")).await;
    for choice in ["third", "mine"] {
        let form = page.form("form.entry").fill("choice", choice);
        let answer = co_pilot.submit(&form).await;
        assert!(answer.status == 303 && answer.location().starts_with(&format!("{FORM}?refus=")));
        let again = co_pilot.follow(&answer).await;
        assert!(again.says("Alix Coordination a enregistré cette rubrique"));
        assert_eq!(both_texts(&again), ["Un texte de plus.", MINE]);
        assert!(
            again.texts(".version ins").contains(&"[ajouté : ]Un texte de plus.".to_owned()),
            "unlike the text of before"
        );
        assert_eq!(again.area("body"), MINE);
        assert!(!again.has("input[type=radio][checked]"), "the choice was about another text");
    }
    assert_eq!(app.stake(SHEET).await.body, "Un texte de plus.");
}

#[tokio::test]
async fn a_draft_that_was_begun_before_somebody_saved_opens_as_a_choice() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    co_pilot.autosave(&co_pilot.open_form(FORM).await.fill("body", MINE)).await;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", THEIRS)).await;
    let page = co_pilot.page(FORM).await;
    assert!(page.text("h1").starts_with("Deux textes"));
    assert_eq!(both_texts(&page), [THEIRS, MINE]);
}

#[tokio::test]
async fn a_script_is_told_that_the_text_moved() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let hers = co_pilot.open_form(FORM).await;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", THEIRS)).await;
    let answer = co_pilot.script(&hers.fill("body", MINE)).await;
    assert_eq!((answer.status, answer.error()), (409, AppError::Stale));
    assert_eq!(app.stake(SHEET).await.body, THEIRS);
}

#[tokio::test]
async fn a_version_that_was_never_written_overwrites_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for version in ["0", "7", "-1", "2147483647"] {
        let form = pilot.open_form(FORM).await.fill("version", version).fill("body", "À l’aveugle.");
        let answer = pilot.script(&form).await;
        assert!(answer.status == 409 || answer.status == 400, "version {version}: {}", answer.status);
    }
    assert_eq!((app.stake(SHEET).await.version, app.versions(SHEET).await.len()), (1, 1));
}
