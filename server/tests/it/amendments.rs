//! Amendments: what the adoption locked changes by a decision, numbered, read as a difference.
use app::{error::AppError, history};

use crate::testapp::{Page, STAKE, TestApp, Visitor};

/// A running sheet of the pilot's committee.
pub const SHEET: &str = "/ici/prst-4/fiches/1.2";

pub fn proposing(part: &str) -> String {
    format!("{SHEET}/avenants/proposer/{part}")
}

pub async fn propose(visitor: &Visitor, part: &str, body: &str) -> Page {
    let form =
        visitor.open_form(&proposing(part)).await.fill("body", body).fill("reason", "Le comité le demande.");
    visitor.follow(&visitor.submit(&form).await).await
}

pub async fn decide(visitor: &Visitor, path: &str, verdict: &str, reason: &str) -> Page {
    let form = visitor.open_form(path).await.fill("verdict", verdict).fill("reason", reason);
    visitor.follow(&visitor.submit(&form).await).await
}

/// A goal that stands on the sheet because an amendment added it, and its identifier.
pub async fn with_goals(app: &TestApp, pilot: &Visitor, coordinator: &Visitor, added: &str) {
    let form =
        pilot.open_form(&proposing("objectifs")).await.fill("added", added).fill("reason", "Il en manquait.");
    pilot.follow(&pilot.submit(&form).await).await;
    decide(coordinator, &newest(pilot).await, "accept", "").await;
    assert_eq!(app.count("goal").await, added.lines().count() as i64);
}

/// The name of the field that holds this title.
pub fn field_of(page: &Page, title: &str) -> String {
    let fields = page.find("textarea[id^='titles-']");
    let named = |field: &&_| scraper::ElementRef::text(field).collect::<String>().trim() == title;
    let field = fields.iter().find(named).unwrap();
    field.value().id().unwrap().trim_start_matches("titles-").to_owned()
}

/// The address of the newest amendment of the sheet.
pub async fn newest(visitor: &Visitor) -> String {
    let page = visitor.page(&format!("{SHEET}/avenants")).await;
    page.attribute(".rows > li:first-child .row-title a", "href")
}

#[tokio::test]
async fn what_was_adopted_changes_by_a_numbered_amendment_that_everybody_reads() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let council = app.sign_in(app.world.council).await;
    let sheet = pilot.page(SHEET).await;
    let link = format!("main .rubric a[href='{}']", proposing(STAKE.slug()));
    assert!(sheet.has(&link) && sheet.says("elle change par avenant"), "{}", sheet.text("main"));
    let page = propose(&pilot, STAKE.slug(), "Former **et outiller**.").await;
    assert_eq!(page.text(".flash"), "Avenant proposé : l’animation du plan en décidera.");
    assert!(page.text("ins").contains("et outiller"), "{}", page.text("main"));
    let path = newest(&pilot).await;
    let mails = app.mails().await;
    let [one, two] = &mails[..] else { panic!("those who decide: {mails:?}") };
    assert!(one.to.starts_with("alix") && two.to.starts_with("bao"), "{mails:?}");
    assert!(one.subject.starts_with("Avenant proposé") && one.links()[0].ends_with(&path), "{one:?}");
    // a proposal is its committee's, until it is decided
    assert_eq!(council.get(&path).await.status, 404);
    assert!(council.page(SHEET).await.says("Aucun avenant") || !council.page(SHEET).await.has("#avenants"));
    assert_eq!(app.stake(SHEET).await.body, "Former.");

    let page = decide(&coordinator, &path, "accept", "").await;
    assert_eq!(page.text(".flash"), "L’avenant n° 1 est adopté : ce qu’il change est en vigueur.");
    let mails = app.mails().await;
    assert!(mails[2].to.starts_with("dominique") && mails[2].text.contains("a décidé"), "{:?}", mails[2]);
    assert_eq!(mails.len(), 3);
    let stake = app.stake(SHEET).await;
    assert_eq!((stake.body.as_str(), stake.version), ("Former **et outiller**.", 2));
    let page = council.page(&path).await;
    assert!(page.says("Avenant n° 1") && page.text("ins").contains("outiller"), "{}", page.text("main"));
    assert!(council.page(SHEET).await.says("Avenant n° 1, enjeu et contexte"));

    propose(&pilot, "intitule", "Former et outiller les entreprises").await;
    let page = decide(&coordinator, &newest(&pilot).await, "accept", "Plus juste.").await;
    assert!(page.says("Avenant n° 2") && page.says("Plus juste."), "{}", page.text("main"));
    let sheet = app.sheet(SHEET).await;
    assert_eq!((sheet.title.as_str(), sheet.address.as_str()), ("Former et outiller les entreprises", "1.2"));
    let kept = history::store::of(&app.db.read, sheet.place().subject, "title", None, 9).await.unwrap();
    assert_eq!((kept[0].by_name.as_str(), kept[0].verb.as_str()), ("Alix Coordination", "decide_amendment"));
    let found = council.page("/ici/prst-4/tableau?q=outiller+entreprises").await;
    assert_eq!(found.texts("tr.row .code"), ["1.2"], "the table searches the new title");
}

#[tokio::test]
async fn a_refusal_is_explained_and_changes_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    propose(&pilot, "intitule", "Autre chose").await;
    let path = newest(&pilot).await;
    let page = decide(&coordinator, &path, "refuse", "").await;
    assert!(page.text("#reason-erreur").contains("Dites pourquoi"), "{}", page.text("main"));
    let page = decide(&coordinator, &path, "refuse", "Le conseil tient à cet intitulé.").await;
    assert!(page.says("Avenant refusé") && page.says("Le conseil tient à cet intitulé."));
    assert_eq!(app.sheet(SHEET).await.title, "Former les entreprises");
    assert!(!pilot.page(&path).await.has("main form"), "it is decided");
    assert_eq!(app.sign_in(app.world.council).await.get(&path).await.status, 404);
}

#[tokio::test]
async fn the_decider_is_told_when_the_text_changed_since_the_proposal() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let second = app.sign_in(app.world.second_coordinator).await;
    propose(&pilot, STAKE.slug(), "Former un.").await;
    let one = newest(&pilot).await;
    propose(&pilot, STAKE.slug(), "Former deux.").await;
    let two = newest(&pilot).await;
    let late = second.open_form(&two).await.fill("verdict", "accept");
    decide(&coordinator, &one, "accept", "").await;
    // she read the text of before: her decision is kept, and what changed is shown
    assert_eq!(second.script(&late).await.error(), AppError::Stale);
    let page =
        second.follow(&second.submit(&late.fill("key", &app::ids::FormKey::new().to_string())).await).await;
    assert!(page.says("Ce qui est en vigueur a changé depuis cette proposition"), "{}", page.text("main"));
    assert_eq!(page.find(".diff").len(), 2);
    assert_eq!(app.stake(SHEET).await.body, "Former un.");
    decide(&second, &two, "accept", "").await;
    assert_eq!(app.stake(SHEET).await.body, "Former deux.");
    assert!(second.page(&two).await.text("del").contains("un"), "the difference is with what it replaced");

    let (hers, his) = (pilot.open_form(&proposing("intitule")).await, "Un titre");
    propose(&pilot, "intitule", his).await;
    decide(&coordinator, &newest(&pilot).await, "accept", "").await;
    let form = hers.fill("body", "Un autre titre").fill("reason", "Mieux.");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.says("Enregistré entre-temps") && page.says("Un titre"), "{}", page.text("main"));
    assert_eq!(page.attribute("#body", "value"), "Un autre titre");
}

#[tokio::test]
async fn a_proposal_is_withdrawn_by_who_made_it_and_by_nobody_else() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    propose(&pilot, "intitule", "Autre chose").await;
    let path = newest(&pilot).await;
    assert!(!co_pilot.page(&path).await.has("form[action*=withdraw]"));
    let form = pilot.page(&path).await.form("form[action*=withdraw]");
    let foreign = form.clone().fill("key", &app::ids::FormKey::new().to_string());
    assert_eq!(co_pilot.script(&foreign).await.status, 403);
    let (one, two) = tokio::join!(pilot.submit(&form), pilot.submit(&form));
    assert_eq!((one.status, one.location()), (two.status, two.location()));
    assert!(pilot.page(&path).await.says("Avenant retiré"));
    let coordinator = app.sign_in(app.world.coordinator).await;
    assert!(!coordinator.page(&path).await.has("main form.entry"));
}

#[tokio::test]
async fn a_sheet_that_is_not_adopted_or_is_over_takes_none_and_the_same_text_is_no_amendment() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = pilot.page("/ici/prst-4/fiches/1.1/avenants/proposer/intitule").await;
    assert!(page.status == 403 && page.says("elle se modifie directement"), "{}", page.text("main"));
    let page = propose(&pilot, "intitule", "Former les entreprises").await;
    assert!(page.text("#body-erreur").contains("C’est le texte en vigueur"), "{}", page.text("main"));
    let form =
        pilot.open_form(&proposing("intitule")).await.fill("body", "Trop tard").fill("reason", "Pour voir.");
    app.sql("UPDATE action_sheet SET status = 'closed' WHERE address = '1.2'").await;
    let answer = pilot.script(&form).await;
    assert!(matches!(answer.error(), AppError::Forbidden(why) if why.contains("close")));
    assert_eq!(pilot.get(&proposing("inconnu")).await.status, 404);
    assert_eq!(app.count("amendment").await, 0);
}

#[tokio::test]
async fn goals_are_added_reworded_and_withdrawn_by_an_amendment() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let council = app.sign_in(app.world.council).await;
    let page = pilot.page(&format!("{SHEET}/objectifs/nouveau")).await;
    assert!(page.status == 403 && page.says("elle change par avenant"), "{}", page.text("main"));
    for page in [SHEET.to_owned(), format!("{SHEET}/objectifs")] {
        let link = format!("main a[href='{}']", proposing("objectifs"));
        assert!(pilot.page(&page).await.has(&link), "{page}");
        assert!(!council.page(&page).await.has(&link), "{page}");
    }
    with_goals(&app, &pilot, &coordinator, "Outiller\n- Publier un kit\n- Former des relais").await;
    // what serves a goal holds to it
    let form = pilot.open_form(&format!("{SHEET}/jalons/nouveau")).await;
    let page = pilot.page(&format!("{SHEET}/jalons/nouveau")).await;
    let named = |title: &str| {
        let mut goals = page.find("#goal option").into_iter();
        let goal = goals.find(|goal| goal.text().collect::<String>() == title).unwrap();
        goal.value().attr("value").unwrap().to_owned()
    };
    let kit = named("Publier un kit");
    let its_key = format!("g{kit}");
    pilot.submit(&form.fill("title", "Kit relu").fill("due", "juin 2026").fill("goal", &kit)).await;

    let page = pilot.page(&proposing("objectifs")).await;
    let (outiller, relais) = (field_of(&page, "Outiller"), field_of(&page, "Former des relais"));
    let form = page.form("form.entry").fill("reason", "Le conseil le demande.");
    let form = form.fill(&format!("titles][{outiller}"), "Outiller les dirigeants");
    let form = form.tick("withdrawn", &its_key).fill(&format!("below][{outiller}"), "Essayer en entreprise");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert_eq!(page.texts("#difference ~ ul strong"), ["Reformulé", "Retiré", "Ajouté"]);
    assert!(
        page.says("1 objectif inchangé") && page.text("ins").contains("les dirigeants"),
        "{}",
        page.text("main")
    );
    assert!(!council.page(SHEET).await.says("Outiller les dirigeants"), "not before it is decided");

    let page = decide(&coordinator, &newest(&pilot).await, "accept", "").await;
    assert_eq!(page.text(".flash"), "L’avenant n° 2 est adopté : ce qu’il change est en vigueur.");
    let read = council.page(SHEET).await;
    let goals = read.text("#objectifs");
    for said in
        ["Outiller les dirigeants", "Essayer en entreprise", "Former des relais", "Retiré par l’avenant n° 2"]
    {
        assert!(goals.contains(said), "{said}: {goals}");
    }
    // the milestone goes on saying what it was for, and may be changed without choosing another goal
    assert!(read.says("Publier un kit (retiré par l’avenant n° 2)"), "{}", read.text("main"));
    let lines = pilot.page(&format!("{SHEET}/jalons")).await;
    let form = pilot.open_form(&lines.attribute(".row-line a.fr-btn", "href")).await;
    assert_eq!(form.value("goal"), kit);
    assert_eq!(pilot.submit(&form.fill("title", "Kit relu par six dirigeants")).await.status, 303);
    let offered = pilot.page(&format!("{SHEET}/jalons/nouveau")).await.text("#goal");
    assert!(!offered.contains("Publier un kit") && offered.contains("Essayer"), "{offered}");

    let subject = app.sheet(SHEET).await.place().subject;
    let kept = history::store::of(&app.db.read, subject, "goal", None, 20).await.unwrap();
    assert!(kept.iter().all(|entry| entry.verb == "decide_amendment"), "{kept:?}");
    assert_eq!(kept.len(), 6, "three added, then one reworded, one withdrawn, one added");
    assert!(app.count("outbox").await >= 6);
    // what is withdrawn is no more to be amended, and a goal stays at least
    let page = pilot.page(&proposing("objectifs")).await;
    assert!(!page.has(&format!("#titles-{its_key}")) && page.has(&format!("#titles-{relais}")));
    let mut form = page.form("form.entry").fill("reason", "Pour voir.");
    for tick in page.find("input[name='form[withdrawn][]']") {
        form = form.tick("withdrawn", tick.value().attr("value").unwrap());
    }
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.text("#added-erreur").contains("Gardez au moins un objectif"), "{}", page.text("main"));
}

#[tokio::test]
async fn two_amendments_of_goals_meet_and_none_undoes_the_other_unseen() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let co_pilot = app.sign_in(app.world.co_pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    with_goals(&app, &pilot, &coordinator, "Outiller\n- Publier un kit").await;
    let page = pilot.page(&proposing("objectifs")).await;
    let (outiller, kit) = (field_of(&page, "Outiller"), field_of(&page, "Publier un kit"));
    let unread = co_pilot
        .open_form(&proposing("objectifs"))
        .await
        .fill("added", "Mesurer")
        .fill("reason", "Pour savoir.");
    let form = pilot
        .open_form(&proposing("objectifs"))
        .await
        .fill(&format!("titles][{kit}"), "Publier deux kits")
        .fill("reason", "Un ne suffit pas.");
    pilot.submit(&form).await;
    let his = newest(&pilot).await;
    let form = pilot
        .open_form(&proposing("objectifs"))
        .await
        .fill(&format!("titles][{outiller}"), "Outiller les dirigeants")
        .fill("reason", "Mieux.");
    let (one, two) = tokio::join!(pilot.submit(&form), pilot.submit(&form));
    assert_eq!((one.status, one.location()), (two.status, two.location()), "a double click proposes once");
    assert_eq!(app.count("amendment").await, 3);
    let hers = newest(&pilot).await;
    let late = coordinator.open_form(&hers).await.fill("verdict", "accept");
    decide(&coordinator, &his, "accept", "").await;
    assert_eq!(coordinator.script(&late).await.error(), AppError::Stale);
    let page = coordinator.page(&hers).await;
    assert!(page.says("Ce qui est en vigueur a changé depuis cette proposition"), "{}", page.text("main"));
    let decided = page.form("form.entry").fill("verdict", "accept").fill("reason", "");
    let (one, two) = tokio::join!(coordinator.submit(&decided), coordinator.submit(&decided));
    assert_eq!((one.status, one.location()), (two.status, two.location()));
    let goals = coordinator.page(SHEET).await.text("#objectifs");
    assert!(goals.contains("Outiller les dirigeants") && goals.contains("Publier deux kits"), "{goals}");
    assert!(coordinator.page(&hers).await.says("Avenant n° 3"));

    // what was begun on the goals of before comes back with those of today above it
    let page = co_pilot.follow(&co_pilot.submit(&unread).await).await;
    assert!(page.says("Enregistré entre-temps") && page.says("Publier deux kits"), "{}", page.text("main"));
    assert_eq!(page.text(&format!("#titles-{kit}")).trim(), "Publier deux kits", "nobody touched it");
    let form = page.form("form.entry");
    assert_eq!(form.value("added").trim(), "Mesurer");
    co_pilot.follow(&co_pilot.submit(&form).await).await;
    let page = decide(&coordinator, &newest(&pilot).await, "refuse", "Pas cette année.").await;
    assert!(
        page.says("Avenant refusé") && !coordinator.page(SHEET).await.text("#objectifs").contains("Mesurer")
    );
    assert_eq!(app.count("goal").await, 2);
}

#[tokio::test]
async fn a_proposal_that_changes_no_goal_is_refused_and_a_closed_sheet_takes_none() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    with_goals(&app, &pilot, &coordinator, "Outiller").await;
    let form = pilot.open_form(&proposing("objectifs")).await.fill("reason", "Pour voir.");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.text("#added-erreur").contains("Rien ne change"), "{}", page.text("main"));
    let form = page.form("form.entry").fill("added", "Mesurer");
    app.sql("UPDATE action_sheet SET status = 'closed' WHERE address = '1.2'").await;
    let answer = pilot.script(&form).await;
    assert!(matches!(answer.error(), AppError::Forbidden(why) if why.contains("close")));
    assert_eq!((app.count("goal").await, app.count("amendment").await), (1, 1));
}

#[tokio::test]
async fn the_difference_of_a_text_is_of_its_words_and_says_when_only_their_dress_changes() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = propose(&pilot, STAKE.slug(), "Former, **et outiller**.").await;
    assert!(page.text(".diff ins").contains("et outiller"), "{}", page.text("main"));
    assert!(!page.text(".diff").contains('*'), "{}", page.text(".diff"));
    let page = propose(&pilot, STAKE.slug(), "**Former**.").await;
    assert!(page.says("seule leur mise en forme change"), "{}", page.text("main"));
}

#[tokio::test]
async fn whom_an_adopted_sheet_targets_changes_by_amendment_field_by_field() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let council = app.sign_in(app.world.council).await;
    let own = format!("{SHEET}/cibles");
    let link = format!("main a[href='{}']", proposing("cibles"));
    for page in [SHEET, &own] {
        let page = pilot.page(page).await;
        assert!(page.has(&link) && page.says("elle change par avenant"), "{}", page.text("main"));
    }
    assert!(!pilot.page(&own).await.has("main form"), "it is read there");
    assert_eq!(council.get(&own).await.status, 403);
    let open = pilot.open_form(&proposing("cibles")).await;
    let page = pilot.follow(&pilot.submit(&open).await).await;
    for field in ["publics", "reason"] {
        assert!(page.has(&format!("#{field}-erreur")), "{field}");
    }
    let form = page.form("form.entry").fill("publics", "Dirigeants\nÉlus de CSE").fill("branches", "87");
    let form = form.tick("sizes", "small").fill("why", "La sinistralité.").fill("reason", "Il en manquait.");
    pilot.follow(&pilot.submit(&form).await).await;
    decide(&coordinator, &newest(&pilot).await, "accept", "").await;
    let read = council.page(SHEET).await;
    assert_eq!(
        read.texts("#cibles dt"),
        ["Publics", "Tailles d’entreprise", "Branches et métiers", "Pourquoi"]
    );
    assert_eq!(app.count("card").await, 1);

    // two proposals on two fields: none undoes the other
    let form = pilot.open_form(&proposing("cibles")).await;
    let his = form.clone().fill("key", &app::ids::FormKey::new().to_string());
    let his = his.fill("publics", "Dirigeants\nApprentis").fill("reason", "Les élus ont leur fiche.");
    let page = pilot.follow(&pilot.submit(&his).await).await;
    assert_eq!(page.texts("#difference ~ dl dt"), ["Publics"]);
    assert!(page.text("del").contains("Élus de CSE") && page.text("ins").contains("Apprentis"));
    assert!(page.text("#difference ~ dl dd").contains("Dirigeants"), "what stays is read with what changes");
    let one = newest(&pilot).await;
    let hers = form.fill("branches", "87\n88").fill("reason", "L’aide à domicile aussi.");
    pilot.submit(&hers).await;
    let two = newest(&pilot).await;
    assert_ne!(one, two);
    let late = coordinator.open_form(&two).await.fill("verdict", "accept");
    decide(&coordinator, &one, "accept", "").await;
    assert_eq!(coordinator.script(&late).await.error(), AppError::Stale);
    let page = coordinator.page(&two).await;
    assert!(page.says("Ce qui est en vigueur a changé depuis cette proposition"), "{}", page.text("main"));
    decide(&coordinator, &two, "accept", "").await;
    let said = council.page(SHEET).await.text("#cibles");
    assert!(said.contains("Apprentis") && said.contains("(88)") && !said.contains("Élus de CSE"), "{said}");
    let subject = app.sheet(SHEET).await.place().subject;
    let kept = history::store::of(&app.db.read, subject, "targeting", None, 9).await.unwrap();
    assert_eq!((kept.len(), kept[0].verb.as_str()), (3, "decide_amendment"));

    // the same targets are no amendment, and a refusal leaves those in force
    let form = pilot.open_form(&proposing("cibles")).await.fill("reason", "Pour voir.");
    let page = pilot.follow(&pilot.submit(&form).await).await;
    assert!(page.text("#publics-erreur").contains("Rien ne change"), "{}", page.text("main"));
    let form = page.form("form.entry").fill("why", "Autre raison.");
    pilot.submit(&form).await;
    decide(&coordinator, &newest(&pilot).await, "refuse", "La raison est la bonne.").await;
    assert!(!council.page(SHEET).await.says("Autre raison."));
}
