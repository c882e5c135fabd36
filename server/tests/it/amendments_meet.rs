//! Amendments that meet: what one that is accepted does to another that waits, or that is being typed.
use crate::amendments::{SHEET, decide, field_of, newest, propose, proposing, with_goals};
use crate::testapp::{STAKE, TestApp};

#[tokio::test]
async fn a_proposal_that_would_change_nothing_any_more_is_not_accepted_and_keeps_its_text() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let coordinator = app.sign_in(app.world.coordinator).await;
    with_goals(&app, &pilot, &coordinator, "Outiller\n- Publier un kit").await;
    let form = pilot.open_form(&proposing("objectifs")).await.fill("reason", "Un ne suffit pas.");
    let kit = field_of(&pilot.page(&proposing("objectifs")).await, "Publier un kit");
    pilot.submit(&form.fill(&format!("titles][{kit}"), "Publier deux kits")).await;
    let hers = newest(&pilot).await;
    let form = co_pilot.open_form(&proposing("objectifs")).await.fill("reason", "Il y en a déjà un.");
    co_pilot.submit(&form.tick("withdrawn", &kit)).await;
    decide(&coordinator, &newest(&pilot).await, "accept", "").await;

    let page = coordinator.page(&hers).await;
    assert!(page.says("Celui-ci ne changerait plus rien"), "{}", page.text("main"));
    let page = decide(&coordinator, &hers, "accept", "Elle a raison.").await;
    assert!(page.text("#verdict-erreur").contains("refusez celui-ci"), "{}", page.text("main"));
    assert_eq!(page.area("reason").trim(), "Elle a raison.", "nothing typed is lost");
    assert!(page.says("Avenant proposé") && page.text("ins").contains("deux"), "{}", page.text("main"));
    let page = decide(&coordinator, &hers, "refuse", "L’objectif est retiré.").await;
    assert!(page.says("Avenant refusé") && page.text("ins").contains("deux"), "{}", page.text("main"));

    // it took no number; and of two that propose the same text, the second changes nothing either
    let mut paths = Vec::new();
    for visitor in [&pilot, &co_pilot] {
        let form = visitor.open_form(&proposing("intitule")).await.fill("body", "Former et outiller");
        visitor.submit(&form.fill("reason", "Plus juste.")).await;
        paths.push(newest(visitor).await);
    }
    let page = decide(&coordinator, &paths[0], "accept", "").await;
    assert!(page.says("Avenant n° 3"), "{}", page.text("main"));
    assert!(decide(&coordinator, &paths[1], "accept", "").await.has("#verdict-erreur"));
}

#[tokio::test]
async fn what_was_typed_for_a_goal_that_is_withdrawn_meanwhile_is_kept_among_those_to_add() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    let coordinator = app.sign_in(app.world.coordinator).await;
    with_goals(&app, &pilot, &coordinator, "Outiller\n- Publier un kit\nMesurer").await;
    let page = pilot.page(&proposing("objectifs")).await;
    let [outiller, kit] = ["Outiller", "Publier un kit"].map(|title| field_of(&page, title));
    let form = page.form("form.entry").fill("reason", "Il en manque.").fill("added", "Relayer");
    let form = form.fill(&format!("below][{outiller}"), "Essayer en entreprise\nÉcouter les élus");
    let form = form.fill(&format!("titles][{kit}"), "Publier deux kits");
    let other = co_pilot.open_form(&proposing("objectifs")).await.fill("reason", "Fait ailleurs.");
    co_pilot.submit(&other.tick("withdrawn", &outiller).tick("withdrawn", &kit)).await;
    decide(&coordinator, &newest(&pilot).await, "accept", "").await;

    let page = pilot.follow(&pilot.submit(&form).await).await;
    let moved = "- Essayer en entreprise\n- Écouter les élus\n- Publier deux kits\nRelayer";
    let lines = |text: &str| {
        let mut lines: Vec<String> = text.trim().lines().map(str::to_owned).collect();
        lines[..3].sort();
        lines
    };
    assert_eq!(lines(&page.area("added")), lines(moved), "{}", page.text("main"));
    assert!(page.says("est passé dans « Objectifs à ajouter »"), "{}", page.text("main"));
    // what the island saves next holds it, and the page says it no more
    let form = page.form("form.entry");
    pilot.autosave(&form).await;
    let page = pilot.page(&proposing("objectifs")).await;
    assert_eq!(lines(&page.area("added")), lines(moved));
    assert!(!page.says("est passé dans"), "{}", page.text("main"));
    let page = pilot.follow(&pilot.submit(&page.form("form.entry")).await).await;
    assert_eq!(page.texts("#difference ~ ul strong"), ["Ajouté"; 4]);
    assert!(page.says("Essayer en entreprise") && page.says("Publier deux kits"), "{}", page.text("main"));
    assert_eq!(newest(&pilot).await.rsplit_once('/').unwrap().0, format!("{SHEET}/avenants"));
}

#[tokio::test]
async fn the_second_who_decides_is_told_who_did_and_reads_what_she_wrote() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let second = app.sign_in(app.world.second_coordinator).await;
    propose(&pilot, "intitule", "Autre chose").await;
    let path = newest(&pilot).await;
    let late = second.open_form(&path).await.fill("verdict", "refuse").fill("reason", "Trop vague.");
    decide(&coordinator, &path, "accept", "").await;
    let page = second.follow(&second.submit(&late).await).await;
    assert!(
        page.text(".refused").contains("l’avenant a été adopté entre-temps par Alix Coordination"),
        "{}",
        page.text("main")
    );
    assert!(page.text(".reminder").contains("Trop vague.") && !page.says("Relisez-la"));
    let page = second.press(&path, "Jeter le brouillon : Avenant n° 1").await;
    assert!(!page.says("Trop vague."), "{}", page.text("main"));
}

#[tokio::test]
async fn a_second_proposal_for_the_same_part_is_told_of_the_first() {
    let app = TestApp::open().await;
    let (pilot, co_pilot) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.co_pilot).await);
    propose(&pilot, "intitule", "Autre chose").await;
    let page = co_pilot.page(&proposing("intitule")).await;
    assert!(page.text(".reminder").contains("en attente d’une décision"), "{}", page.text("main"));
    assert_eq!(page.attribute(".reminder a", "href"), newest(&pilot).await);
    assert!(!co_pilot.page(&proposing(STAKE.slug())).await.has(".reminder"), "of another part");
    assert!(propose(&co_pilot, "intitule", "Encore autre chose").await.says("Avenant proposé"));
}
