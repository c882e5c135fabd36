//! Where one starts: one's plans, one's mandates, the menu.
use crate::testapp::TestApp;

#[tokio::test]
async fn home_shows_the_plans_and_leads_to_ones_work() {
    let app = TestApp::open().await;
    for person in [app.world.pilot, app.world.contributor, app.world.coordinator, app.world.former] {
        let page = app.sign_in(person).await.page("/").await;
        assert_eq!(
            (page.texts("main h2"), page.link("Mon travail")),
            (vec!["Vos plans".into()], "/mon-travail".into())
        );
    }
}

#[tokio::test]
async fn a_mandate_leads_to_what_it_opens() {
    let app = TestApp::open().await;
    let account = |person| {
        let app = &app;
        async move { app.sign_in(person).await.page("/compte").await }
    };
    let page = account(app.world.pilot).await;
    assert_eq!(page.texts("main .row-title"), ["Pilote"]);
    assert_eq!(page.texts(".opened a"), ["Action 1.1", "Action 1.2", "Action 1.3", "Action 1.10"]);
    assert_eq!(page.link("Action 1.10"), "/ici/prst-4/fiches/1.10");
    assert!(
        page.text("main .meta").starts_with("Comité 1 · Ici · Carsat · depuis le "),
        "{}",
        page.text("main .meta")
    );
    let page = account(app.world.council).await;
    assert_eq!(
        (page.texts(".opened a"), page.link("PRST 4")),
        (vec!["PRST 4".into(), "PRST 5".into()], "/ici/prst-4".into())
    );
    let page = account(app.world.former).await;
    assert!(page.says("jusqu’au") && !page.has(".opened a"), "a mandate that ended leads nowhere");
}

#[tokio::test]
async fn the_administrator_is_not_sent_to_the_animation_for_a_plan() {
    let app = TestApp::open().await;
    let visitor = app.sign_in(app.world.admin).await;
    let home = visitor.page("/").await;
    assert!(home.says("Aucun plan n’est ouvert à vos mandats en cours. L’administration de la plateforme"));
    assert!(!home.says("demandez-en un"));
    let meta = visitor.page("/compte").await.text("main .meta");
    assert!(meta.starts_with("Carsat · depuis le ") && !meta.contains("· ·"), "{meta}");
    app.sql("UPDATE mandate SET organisation_id = NULL").await;
    let meta = visitor.page("/compte").await.text("main .meta");
    assert!(meta.starts_with("depuis le "), "{meta}");
    assert!(
        app.sign_in(app.world.stranger).await.page("/").await.says("demandez-en un à l’animation du plan")
    );
}

#[tokio::test]
async fn the_menu_says_which_plan_and_where_the_account_is() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for (path, plan) in [("/", "4"), ("/ici/prst-5", "5")] {
        let page = pilot.page(path).await;
        assert_eq!(
            page.texts("header nav a"),
            [
                "Mon travail",
                &format!("Tableau du PRST {plan}"),
                "Fiches-action",
                "Annuaire",
                "Mon compte Dominique Pilote"
            ]
        );
    }
    // the directory is of the region: from there too one comes back to a plan
    for path in ["/ici/annuaire", "/ici/annuaire/structures"] {
        let page = pilot.page(path).await;
        for entry in page.find("header nav a") {
            let href = entry.attr("href").unwrap();
            assert_eq!(pilot.get(href).await.status, 200, "{path}: {href}");
        }
    }
}

#[tokio::test]
async fn ones_own_sheets_are_marked_in_the_list_and_on_their_page() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let page = pilot.page("/ici/prst-4/fiches").await;
    let marked =
        page.texts("main .rows .meta").into_iter().filter(|meta| meta.contains("Vous : pilote")).count();
    assert_eq!(marked, 4);
    assert!(pilot.page("/ici/prst-4/fiches/1.2").await.text(".title-row").contains("Vous : pilote"));
    assert!(!pilot.page("/ici/prst-4/fiches/2.2").await.says("Vous :"));
}
