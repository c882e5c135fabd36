//! The timetable of a sheet: what is due, by the goal that it serves.
use crate::editing::SHEET;
use crate::testapp::{Form, Page, TestApp, Visitor};

async fn add(visitor: &Visitor, slug: &str, fields: &[(&str, &str)]) -> Page {
    let form = visitor.open_form(&format!("{SHEET}/{slug}/nouveau")).await;
    let form = fields.iter().fold(form, |form: Form, (name, value)| form.fill(name, value));
    visitor.follow(&visitor.submit(&form).await).await
}

#[tokio::test]
async fn the_timetable_reads_from_the_goal() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    assert!(pilot.page(SHEET).await.says("Aucun jalon, aucun livrable pour l’instant."));
    add(&pilot, "objectifs", &[("title", "Outiller dix relais"), ("level", "operational")]).await;
    let new = pilot.page(&format!("{SHEET}/jalons/nouveau")).await;
    let goal = new.find("#goal option")[1].attr("value").unwrap().to_owned();
    add(&pilot, "jalons", &[("title", "Kit relu"), ("due", "T2 2020"), ("goal", &goal)]).await;
    add(&pilot, "jalons", &[("title", "À part"), ("due", "2099")]).await;
    let guide =
        [("title", "Guide"), ("kind", "guide"), ("nature", "firms"), ("rank", "final"), ("due", "fin 2098")];
    add(&pilot, "livrables", &[&guide[..], &[("goal", &goal)]].concat()).await;
    let kits = [("title", "Kits diffusés"), ("kind", "realisation"), ("target", "500"), ("goal", &goal)];
    add(&pilot, "indicateurs", &kits).await;
    let sheet = pilot.page(SHEET).await;
    assert_eq!(
        sheet.texts(".dates .axis"),
        ["Objectif : Outiller dix relais · mesuré par : Kits diffusés (cible : 500)", "Sans objectif dit"]
    );
    assert_eq!(sheet.texts(".dates tbody th[scope=row]"), ["Kit relu", "Guide", "À part"]);
    assert_eq!(sheet.find("svg.frieze .mark").len(), 3);
    let told = sheet.text("svg.frieze desc");
    assert!(told.starts_with("0 fait, 1 en retard (Kit relu, T2 2020), 2 à venir, 0 abandonné"), "{told}");
    assert!(sheet.text("svg.frieze .late-mark text").ends_with("Kit relu, en retard"));
    assert!(sheet.text(".dates .late-mark").contains("en retard de"));
    // the link stays when the line is changed, and comes back in its form
    let edit = pilot.page(&format!("{SHEET}/jalons")).await.link("Modifier : Kit relu");
    assert_eq!(pilot.open_form(&edit).await.value("goal"), goal);
}

#[tokio::test]
async fn a_line_serves_no_goal_of_another_sheet() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let foreign = app::ids::GoalId::new().to_string();
    let page = add(&pilot, "jalons", &[("title", "Kit relu"), ("due", "2099"), ("goal", &foreign)]).await;
    assert!(page.says("Cet objectif n’est plus là"), "{}", page.text("main"));
    assert_eq!(page.attribute("#title", "value"), "Kit relu", "nothing typed is lost");
    assert_eq!(app.count("milestone").await, 0);
}
