//! A database that an earlier Prisme made goes on with this one.
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;

use crate::editing::SHEET;
use crate::given_up::{add, give_up};
use crate::testapp::{TestApp, Visitor};

const TALK: &str = "/ici/prst-4/fiches/1.2/discussion";

async fn say(visitor: &Visitor, body: &str) {
    let form = visitor.open_form(TALK).await.fill("body", body);
    visitor.follow(&visitor.submit(&form).await).await;
}

#[tokio::test]
async fn what_an_earlier_base_did_not_know_is_told_by_what_it_knew() {
    let app = TestApp::open().await;
    let (pilot, council) = (app.sign_in(app.world.pilot).await, app.sign_in(app.world.council).await);
    for said in ["Entre nous, c’est optimiste.", "Le kit est relu."] {
        say(&pilot, said).await;
    }
    app.sql(
        "UPDATE comment SET at = (SELECT MIN(at) FROM history) WHERE CAST(text AS TEXT) LIKE '%optimiste%'",
    )
    .await;
    // a project of which the history tells the day, and an indicator of which it tells nothing
    let (projects, indicators) = (format!("{SHEET}/projets"), format!("{SHEET}/indicateurs"));
    add(&pilot, &projects, "Former").await;
    give_up(&pilot, &projects, "Former", "other", "Fait par la branche.").await;
    add(&pilot, &indicators, "Kits").await;
    give_up(&pilot, &indicators, "Kits", "means", "compter coûte cher").await;
    app.sql("UPDATE history SET at = '2026-03-03T10:00:00+00:00' WHERE part = 'project'").await;
    app.sql("DELETE FROM history WHERE part = 'indicator'").await;
    let signed_in = "SELECT CAST(COUNT(*) AS TEXT) FROM person WHERE signed_in_at IS NOT NULL";

    let earlier = Migrator::migrations().iter().position(|step| step.name() == "m0017_account").unwrap();
    let later = u32::try_from(Migrator::migrations().len() - earlier).unwrap();
    Migrator::down(app.db.maintenance(), Some(later)).await.unwrap();
    let in_words = app.text("SELECT given_up FROM indicator").await;
    assert_eq!(in_words, "les moyens manquent\u{a0}: compter coûte cher");
    assert_eq!(app.text("SELECT given_up FROM project").await, "Fait par la branche.");
    Migrator::up(app.db.maintenance(), None).await.unwrap();

    let discussion = council.page(TALK).await;
    assert!(discussion.says("Le kit est relu."), "{}", discussion.text("main"));
    assert!(!discussion.says("optimiste"), "it was said before the adoption");
    assert!(pilot.page(TALK).await.says("optimiste"), "and to whom it was said, it is still there");
    assert_eq!(app.text(signed_in).await, "2", "their sessions tell when they signed in");
    let given_up = pilot.page(SHEET).await;
    assert!(given_up.says("Abandonné le 3 mars 2026, Fait par la branche."), "{}", given_up.text("main"));
    assert!(given_up.says("les moyens manquent : compter coûte cher"), "{}", given_up.text("main"));
    let today = "SELECT CAST(COUNT(*) AS TEXT) FROM indicator WHERE given_up_on = date(CURRENT_TIMESTAMP)";
    assert_eq!(app.text(today).await, "1");
}
