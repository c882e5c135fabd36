//! A new installation: a region, a plan, and the first person, by commands; then she enters by mail.
use server::install::{self, Invitation, NewPlan, Region};

use crate::testapp::{Form, TestApp};

fn somebody(role: &str, region: Option<&str>) -> Invitation {
    Invitation {
        email: "alix.modele@dreets.example".into(),
        name: "Alix Modèle".into(),
        role: role.into(),
        region: region.map(str::to_owned),
        plan: None,
    }
}

#[tokio::test]
async fn the_first_coordinator_of_an_installation_enters_by_mail() {
    let app = TestApp::open_with(false, false).await;
    let region = || Region { name: "Là-Bas".into(), code: "99".into(), time_zone: "Europe/Paris".into() };
    install::region(&app.db, &region()).await.unwrap();
    let plan = || NewPlan { name: "PRST 4".into(), region: "la-bas".into(), years: "2021-2025".into() };
    install::plan(&app.db, &plan()).await.unwrap();
    install::invite(&app.db, &app.clock, &somebody("coordinator", Some("la-bas"))).await.unwrap();
    let [mail] = &app.mails().await[..] else { panic!("one mail") };
    assert!(mail.text.contains("Animation du plan, Là-Bas"), "{}", mail.text);
    let visitor = app.anyone();
    let asked = visitor.submit(&visitor.page(mail.links()[0]).await.form("form.entry")).await;
    let visitor = visitor.after(&asked);
    let code = app.mails().await.pop().unwrap().code();
    let entered = visitor.submit(&Form::of("sign_in_code", &[("code", &code)])).await;
    let visitor = visitor.after(&entered);
    assert_eq!(visitor.page("/la-bas/prst-4/import").await.status, 200);
    assert_eq!(visitor.page("/ici/prst-4").await.status, 404);
    // what exists is not made twice
    assert!(install::region(&app.db, &region()).await.is_err());
    assert!(install::plan(&app.db, &plan()).await.is_err());
}

#[tokio::test]
async fn an_address_is_of_one_person_who_may_be_invited_again() {
    let app = TestApp::open().await;
    install::invite(&app.db, &app.clock, &somebody("admin", None)).await.unwrap();
    let people = app.count("person").await;
    let again = Invitation { email: "Alix.MODELE@dreets.example".into(), ..somebody("support", Some("ici")) };
    install::invite(&app.db, &app.clock, &again).await.unwrap();
    assert_eq!(app.count("person").await, people);
    let mails = app.mails().await;
    assert!(mails.len() == 2 && mails.iter().all(|mail| mail.to == "alix.modele@dreets.example"));
    assert!(
        mails[1].text.contains("Administration de la plateforme") && mails[1].text.contains("Assistance")
    );
}

#[tokio::test]
async fn what_cannot_be_given_is_refused_and_invites_nobody() {
    let app = TestApp::open().await;
    let before = app.count("person").await;
    for wrong in [
        somebody("coordinator", None),
        somebody("coordinator", Some("nulle-part")),
        somebody("roi", Some("ici")),
        somebody("pilot", Some("ici")),
        somebody("admin", Some("ici")),
        Invitation { email: "alix".into(), ..somebody("support", Some("ici")) },
        Invitation { plan: Some("prst-99".into()), ..somebody("support", Some("ici")) },
    ] {
        assert!(install::invite(&app.db, &app.clock, &wrong).await.is_err());
    }
    let bad = |years: &str| NewPlan { name: "PRST 9".into(), region: "ici".into(), years: years.into() };
    for years in ["2025", "2025-2021", "x-y"] {
        assert!(install::plan(&app.db, &bad(years)).await.is_err(), "{years}");
    }
    let compte = Region { name: "Compte".into(), code: "98".into(), time_zone: "Europe/Paris".into() };
    assert!(install::region(&app.db, &compte).await.is_err(), "the site keeps this address");
    assert_eq!((app.count("person").await, app.mails().await.len()), (before, 0));
}
