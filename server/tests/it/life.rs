//! The life cycle of a sheet: the coordinator moves it, everybody reads where it stands.
use app::{
    action_sheet::life::{Stage, Status, StatusWord, StepWord},
    error::AppError,
    history,
};

use crate::editing::{FORM, SHEET};
use crate::testapp::{TestApp, Visitor};

/// The coordinator opens the page of a move and presses its button, with a reason where one is asked.
async fn moves(visitor: &Visitor, sheet: &str, step: StepWord) {
    let form = visitor.open_form(&format!("{sheet}/etat/{}", step.word())).await;
    let form = if step.asks_why() { form.fill("reason", "Le comité attend.") } else { form };
    let answer = visitor.submit(&form).await;
    let page = visitor.follow(&answer).await;
    assert!(page.text(".flash").starts_with("La fiche est maintenant "), "{}", page.text("main"));
}

#[tokio::test]
async fn a_sheet_goes_from_outline_to_its_end_by_the_coordinators_hand() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let sheet = "/ici/prst-4/fiches/1.3";
    coordinator
        .submit(
            &coordinator
                .open_form(&format!("{sheet}/rubriques/enjeu-et-contexte"))
                .await
                .fill("body", "Mesurer."),
        )
        .await;
    use StepWord::{Adopt, Close, OpenToCommittee, Pause, Resume, Start};
    let path = [
        (OpenToCommittee, StatusWord::CoWriting),
        (Pause, StatusWord::Paused),
        (Resume, StatusWord::CoWriting),
        (Adopt, StatusWord::Adopted),
        (Start, StatusWord::Running),
        (Pause, StatusWord::Paused),
        (Resume, StatusWord::Running),
        (Close, StatusWord::Closed),
    ];
    for (step, becomes) in path {
        let page = coordinator.page(sheet).await;
        assert!(page.has(&format!("main a[href='{sheet}/etat/{}']", step.word())), "{step:?} is offered");
        moves(&coordinator, sheet, step).await;
        assert_eq!(app.sheet(sheet).await.status.word(), becomes);
        assert!(coordinator.page(sheet).await.text(".facts").contains(becomes.label()));
    }
    // each move is dated, signed and kept
    let subject = app.sheet(sheet).await.place().subject;
    let kept = history::store::of(&app.db.read, subject, "status", None, 100).await.unwrap();
    assert_eq!(kept.len(), path.len());
    assert!(kept.iter().all(|row| row.by_name == "Alix Coordination" && row.verb == "move_sheet"));
    assert_eq!(kept[0].text, "Close");
    assert!(!coordinator.page(sheet).await.has("main a[href*='/etat/']"), "nothing is offered any more");
}

#[tokio::test]
async fn the_page_offers_exactly_the_moves_that_the_server_accepts() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    for code in ["1.1", "1.2", "1.3", "1.10", "2.4", "2.5", "2.6"] {
        let path = format!("/ici/prst-4/fiches/{code}");
        let page = coordinator.page(&path).await;
        for step in StepWord::ALL {
            let (address, sheet) = (format!("{path}/etat/{}", step.word()), app.sheet(&path).await);
            let legal = sheet.status.after(step.step("Pourquoi.", None)).is_some();
            assert_eq!(page.has(&format!("main a[href='{address}']")), legal, "{code} {step:?}");
            assert_eq!(coordinator.page(&address).await.status, if legal { 200 } else { 403 });
            if !legal {
                let form =
                    crate::testapp::Form::of("move_sheet", &[("step", step.word()), ("reason", "Pourquoi.")])
                        .fill("key", &app::ids::FormKey::new().to_string())
                        .fill("sheet", &sheet.id.to_string())
                        .fill("version", &sheet.version.to_string());
                assert_eq!(coordinator.script(&form).await.status, 422, "{code} {step:?}");
                assert_eq!(app.sheet(&path).await, sheet);
            }
        }
    }
}

#[tokio::test]
async fn a_pause_needs_a_reason_and_a_date_to_come() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let path = format!("{SHEET}/etat/suspendre");
    let form = coordinator.open_form(&path).await.fill("reason", " ").fill("until", "2020-01-01");
    let answer = coordinator.submit(&form).await;
    assert_eq!(answer.location(), format!("{path}#erreurs"));
    let page = coordinator.follow(&answer).await;
    assert!(page.has("#erreurs a[href='#reason']") && page.has("#erreurs a[href='#until']"));
    assert_eq!(page.attribute("input#until", "value"), "2020-01-01");
    assert!(page.text("#erreurs").contains("Rien n’est perdu"), "a date was typed");
    assert_eq!(app.sheet(SHEET).await.status, Status::Open(Stage::CoWriting));
    let until = app.clock.now().date_naive() + chrono::Duration::days(30);
    let form = page.form("form.entry").fill("reason", "Un financement est attendu.");
    coordinator.submit(&form.fill("until", &until.to_string())).await;
    let Status::Paused(Stage::CoWriting, pause) = app.sheet(SHEET).await.status else { panic!() };
    assert_eq!((pause.reason.as_str(), pause.until), ("Un financement est attendu.", Some(until)));
    let facts = app.sign_in(app.world.pilot).await.page(SHEET).await.text(".facts");
    assert!(facts.contains("Un financement est attendu.") && facts.contains(&app::when::date(until)));
}

#[tokio::test]
async fn nothing_is_said_to_be_kept_where_nothing_was_written() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let form = coordinator.open_form(&format!("{SHEET}/etat/suspendre")).await;
    let page = coordinator.follow(&coordinator.submit(&form).await).await;
    assert!(page.has("#erreurs a[href='#reason']") && !page.says("Rien n’est perdu"));
}

#[tokio::test]
async fn the_new_state_is_said_in_a_sentence() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let answer = coordinator.submit(&coordinator.open_form("/ici/prst-4/fiches/1.3/etat/ouvrir").await).await;
    assert_eq!(coordinator.follow(&answer).await.text(".flash"), "La fiche est maintenant en co-écriture.");
}

#[tokio::test]
async fn adoption_says_who_names_pilots_and_warns_when_there_is_none() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let page = coordinator.page(&format!("{SHEET}/etat/adopter")).await;
    assert!(!page.says("Nommer un pilote") && !page.has(".fr-alert--warning") && page.has("form.entry"));
    let orphan = "/ici/prst-4/fiches/2.7";
    moves(&coordinator, orphan, StepWord::OpenToCommittee).await;
    let form = coordinator.open_form(&format!("{orphan}/rubriques/enjeu-et-contexte")).await;
    coordinator.submit(&form.fill("body", "Accueillir.")).await;
    let page = coordinator.page(&format!("{orphan}/etat/adopter")).await;
    assert_eq!(page.text(".fr-alert--warning h2"), "Cette fiche n’a pas de pilote");
    assert!(page.link("Nommer un pilote").contains("/annuaire/inviter"));
    coordinator.submit(&page.form("form.entry")).await;
    assert_eq!(app.sheet(orphan).await.status.word(), StatusWord::Adopted, "a warning, not a refusal");
}

#[tokio::test]
async fn an_abandonment_needs_its_motive_which_stays_readable() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let path = format!("{SHEET}/etat/abandonner");
    let answer = coordinator.script(&coordinator.open_form(&path).await).await;
    assert_eq!(answer.status, 422);
    coordinator.submit(&coordinator.open_form(&path).await.fill("reason", "Fait ailleurs.")).await;
    assert_eq!(app.sheet(SHEET).await.status, Status::Abandoned { motive: "Fait ailleurs.".into() });
    // what is over is read by the whole region, with its motive
    let council = app.sign_in(app.world.council).await;
    assert!(council.page(SHEET).await.says("Fait ailleurs."));
    assert!(council.page("/ici/prst-4/tableau").await.says("Motif : Fait ailleurs."));
    assert_eq!(app.stake(SHEET).await.version, 1, "abandoning keeps the text");
}

#[tokio::test]
async fn adoption_lists_what_is_missing_and_is_refused_until_it_is_written() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let sheet = "/ici/prst-4/fiches/2.1";
    assert!(coordinator.page(sheet).await.says("Avant l’adoption, il manque : Enjeu et contexte."));
    let page = coordinator.page(&format!("{sheet}/etat/adopter")).await;
    assert!(page.says("La fiche ne peut pas encore être adoptée") && !page.has("form.entry"));
    assert_eq!(page.link("Écrire « Enjeu et contexte »"), format!("{sheet}/rubriques/enjeu-et-contexte"));
    // and by force
    let found = app.sheet(sheet).await;
    let answer = coordinator
        .call(
            "move_sheet",
            &[
                ("key", &app::ids::FormKey::new().to_string()),
                ("sheet", &found.id.to_string()),
                ("version", &found.version.to_string()),
                ("step", "adopter"),
            ],
        )
        .await;
    let AppError::Invalid(errors) = answer.error() else { panic!("{}", answer.text()) };
    assert_eq!((answer.status, errors[0].field.as_str()), (422, "stake"));
    assert_eq!(app.sheet(sheet).await, found);
    let form = coordinator.open_form(&format!("{sheet}/rubriques/enjeu-et-contexte")).await;
    coordinator.submit(&form.fill("body", "Les chutes.")).await;
    moves(&coordinator, sheet, StepWord::Adopt).await;
    assert_eq!(app.sign_in(app.world.council).await.page(sheet).await.status, 200, "now the region reads it");
}

#[tokio::test]
async fn the_second_of_two_coordinators_who_move_a_sheet_is_told() {
    let app = TestApp::open().await;
    let alix = app.sign_in(app.world.coordinator).await;
    let bao = app.sign_in(app.world.second_coordinator).await;
    let sheet = "/ici/prst-4/fiches/1.10";
    // the same move: it is done already
    let path = format!("{sheet}/etat/demarrer");
    let (first, second) = (alix.open_form(&path).await, bao.open_form(&path).await);
    alix.submit(&first).await;
    let page = bao.submit(&second).await.page();
    assert_eq!((page.status, page.text("h1").as_str()), (409, "La page a changé"));
    assert!(bao.page(&path).await.says("Cette fiche est « En cours » : elle n’accepte pas ce changement."));
    // another move: what she wrote is kept, and she decides again
    let abandon = format!("{sheet}/etat/abandonner");
    let second = bao.open_form(&abandon).await.fill("reason", "Plus de moyens.");
    moves(&alix, sheet, StepWord::Pause).await;
    let answer = bao.submit(&second).await;
    let page = bao.follow(&answer).await;
    assert!(
        page.text(".refused").contains("la page a changé pendant que vous écriviez"),
        "{}",
        page.text("main")
    );
    assert_eq!(page.area("reason"), "Plus de moyens.");
    assert_eq!(app.sheet(sheet).await.status.word(), StatusWord::Paused);
    bao.submit(&page.form("form.entry")).await;
    assert_eq!(app.sheet(sheet).await.status.word(), StatusWord::Abandoned);
    // and a move that is legal again is not made on a page that was read before
    let start = "/ici/prst-4/fiches/2.3/etat/demarrer";
    let form = bao.open_form(start).await;
    moves(&alix, "/ici/prst-4/fiches/2.3", StepWord::Pause).await;
    moves(&alix, "/ici/prst-4/fiches/2.3", StepWord::Resume).await;
    assert_eq!(bao.submit(&form).await.status, 409);
    assert_eq!(app.sheet("/ici/prst-4/fiches/2.3").await.status.word(), StatusWord::Adopted);
}

#[tokio::test]
async fn a_pilot_moves_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    assert!(!pilot.page(SHEET).await.has("main a[href*='/etat/']"));
    for step in StepWord::ALL {
        let page = pilot.page(&format!("{SHEET}/etat/{}", step.word())).await;
        assert!(page.status == 403 && page.says("changer l’état"), "{}", page.text("main"));
        assert_eq!(page.link("Revenir à la fiche"), SHEET);
    }
    assert_eq!(app.sheet(SHEET).await.version, 2);
}

#[tokio::test]
async fn a_committee_tells_its_progress_as_soon_as_the_sheet_is_opened() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let sheet = "/ici/prst-4/fiches/1.3";
    assert_eq!(pilot.page(&format!("{sheet}/point")).await.status, 403);
    moves(&coordinator, sheet, StepWord::OpenToCommittee).await;
    assert_eq!(pilot.page(&format!("{sheet}/point")).await.status, 200);
    // paused, its texts may still be written
    moves(&coordinator, SHEET, StepWord::Pause).await;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", "Pendant la pause.")).await;
    assert_eq!(app.stake(SHEET).await.body, "Pendant la pause.");
}
