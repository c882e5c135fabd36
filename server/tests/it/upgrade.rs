//! A database that an earlier Prisme made goes on with this one.
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;

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
    let signed_in = "SELECT CAST(COUNT(*) AS TEXT) FROM person WHERE signed_in_at IS NOT NULL";

    let earlier = Migrator::migrations().iter().position(|step| step.name() == "m0017_account").unwrap();
    let later = u32::try_from(Migrator::migrations().len() - earlier).unwrap();
    Migrator::down(app.db.maintenance(), Some(later)).await.unwrap();
    Migrator::up(app.db.maintenance(), None).await.unwrap();

    let discussion = council.page(TALK).await;
    assert!(discussion.says("Le kit est relu."), "{}", discussion.text("main"));
    assert!(!discussion.says("optimiste"), "it was said before the adoption");
    assert!(pilot.page(TALK).await.says("optimiste"), "and to whom it was said, it is still there");
    assert_eq!(app.text(signed_in).await, "2", "their sessions tell when they signed in");
}
