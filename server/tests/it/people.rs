//! People: invited, given mandates, leaving, handing over; organisations and committees around them.
use app::{
    access::Role,
    directory::store::{Seat, Which, seats},
    ids::PersonId,
};
use chrono::Duration;

use crate::testapp::{Form, Page, TestApp, Visitor};

const DIRECTORY: &str = "/ici/annuaire";
/// Running, of the committee of the pilot and the co-pilot.
const SHEET: &str = "/ici/prst-4/fiches/1.2";

/// The mandate of a person in the region of that plan.
async fn seat(app: &TestApp, plan: &str, person: PersonId) -> Seat {
    let region = app.plan(plan).await.region_id;
    seats(&app.db.read, region, Which::Person(person), None).await.unwrap().pop().unwrap()
}

async fn committee_path(app: &TestApp, sheet: &str) -> String {
    let sheet = app.sheet(sheet).await;
    format!("{}/comites/{}", sheet.plan_path, sheet.committee_id)
}

fn invitation(form: Form, name: &str, role: Role, place: &str) -> Form {
    let email = format!("{}@exemple.fr", app::text::slug(name));
    form.fill("name", name).fill("email", &email).fill("role", role.word()).fill("place", place)
}

async fn send(visitor: &Visitor, form: &Form) -> Page {
    visitor.follow(&visitor.submit(form).await).await
}

/// Ends a mandate at once.
async fn end(visitor: &Visitor, region: &str, seat: &Seat) -> Page {
    let path = format!("{region}/annuaire/personnes/{}/mandats/{}/fin", seat.person, seat.id);
    let form = visitor.open_form(&path).await;
    send(visitor, &form.fill("ending", "now")).await
}

#[tokio::test]
async fn somebody_who_is_invited_as_a_pilot_may_keep_the_sheet_at_once() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let committee = coordinator.page(&committee_path(&app, SHEET).await).await;
    let form = coordinator.open_form(&committee.link("Nommer un pilote")).await;
    assert_eq!(form.value("role"), "pilot");
    let place = form.value("place");
    let form = invitation(form, "Ulysse Invité", Role::Pilot, &place);
    let over = form.clone().fill("starts", "2020-01-01").fill("ends", "2021-01-01");
    let page = send(&coordinator, &over).await;
    assert!(page.text("#ends-erreur").contains("déjà passé"), "{}", page.text("main"));
    let form = page.form("form.entry").fill("ends", "");
    let page = send(&coordinator, &form).await;
    assert_eq!(page.text("h1"), "Ulysse Invité");
    assert_eq!(page.text(".flash"), "Mandat donné. Une invitation part à l’adresse que vous avez donnée.");
    assert!(page.says("ulysse-invite@exemple.fr") && page.says("Pilote, Comité 1"), "{}", page.text("main"));
    assert_eq!(app.text("SELECT kind FROM outbox ORDER BY id DESC LIMIT 1").await, "invitation");
    assert!(coordinator.page(SHEET).await.says("Ulysse Invité"));

    let region = app.plan("/ici/prst-4").await.region_id;
    let all = seats(&app.db.read, region, Which::Coordinators, None).await.unwrap();
    assert!(all.iter().all(|seat| seat.name != "Ulysse Invité"));
    let committee = app.sheet(SHEET).await.committee_id;
    let all = seats(&app.db.read, region, Which::Committee(committee), None).await.unwrap();
    let ulysse = app.sign_in(all.iter().find(|s| s.name == "Ulysse Invité").unwrap().person).await;
    assert_eq!(ulysse.get(&format!("{SHEET}/point")).await.status, 200);
}

#[tokio::test]
async fn the_same_address_is_the_same_person_and_the_same_mandate_is_given_once() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let before = app.count("person").await;
    for (role, place) in [(Role::Support, "region"), (Role::CouncilMember, "region")] {
        let form = coordinator.open_form(&format!("{DIRECTORY}/inviter")).await;
        send(&coordinator, &invitation(form, "Ulysse Invité", role, place)).await;
    }
    assert_eq!(app.count("person").await, before + 1);
    let form = coordinator.open_form(&format!("{DIRECTORY}/inviter")).await;
    let form = invitation(form, "Ulysse Invité", Role::Support, "region");
    let page = send(&coordinator, &form).await;
    assert!(page.text("#role-erreur").contains("tient déjà ce rôle"), "{}", page.text("main"));
    assert_eq!(page.attribute("#name", "value"), "Ulysse Invité");
    // under another name she is still herself, and one is told
    let form =
        page.form("form.entry").fill("name", "Quelqu’un d’autre").fill("role", Role::RelayContact.word());
    let page = send(&coordinator, &form).await;
    assert_eq!(page.text("h1"), "Ulysse Invité");
    assert_eq!(
        page.text(".flash"),
        "Mandat donné. Une invitation part à l’adresse que vous avez donnée, qui est celle d’Ulysse Invité."
    );
}

#[tokio::test]
async fn when_the_last_pilot_leaves_everybody_reads_at_once_that_nobody_carries_the_action() {
    let app = TestApp::open().await;
    let (coordinator, pilot) = (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.pilot).await);
    assert!(!coordinator.page(SHEET).await.says("Sans pilote"));
    for person in [app.world.co_pilot, app.world.pilot] {
        let page = end(&coordinator, "/ici", &seat(&app, "/ici/prst-4", person).await).await;
        assert!(page.says("Mandats terminés"), "{}", page.text("main"));
    }
    let council = app.sign_in(app.world.council).await;
    assert!(council.page(SHEET).await.says("Sans pilote"));
    assert!(council.page("/ici/prst-4/tableau?voir=sans-pilote").await.says("1.2"));
    assert!(council.page(&committee_path(&app, SHEET).await).await.says("Sans pilote"));
    assert_eq!(pilot.get(&format!("{SHEET}/point")).await.status, 404); // no mandate is left to her
    assert!(council.page(SHEET).await.says("Dominique Pilote") || app.count("history").await > 0);
}

#[tokio::test]
async fn who_is_given_a_role_or_leaves_one_is_told_by_mail() {
    let app = TestApp::open().await;
    app.mails().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let path = format!("{DIRECTORY}/personnes/{}/mandats/nouveau", app.world.contributor);
    let form =
        coordinator.open_form(&path).await.fill("role", Role::RelayContact.word()).fill("place", "region");
    assert_eq!(send(&coordinator, &form).await.text(".flash"), "Mandat donné.");
    end(&coordinator, "/ici", &seat(&app, "/ici/prst-4", app.world.pilot).await).await;
    let form = coordinator.open_form(&format!("{DIRECTORY}/inviter")).await;
    send(&coordinator, &invitation(form, "Ulysse Invité", Role::Support, "region")).await;
    let told = app.mails().await;
    let told: Vec<_> = told.iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
    assert_eq!(
        told,
        [
            ("fanny.membre@prisme.example", "Un rôle vous est donné\u{a0}: relais de diffusion"),
            ("dominique.pilote@prisme.example", "Votre rôle a pris fin\u{a0}: pilote"),
            ("ulysse-invite@exemple.fr", "Alix Coordination vous ouvre un accès à Prisme"),
        ]
    );
    let ended = &app.mails().await[1];
    assert!(ended.text.contains("– Pilote, Comité 1, Ici, jusqu’au "), "{}", ended.text);
    assert!(ended.text.contains("Ce que vous avez écrit reste, signé de votre nom."), "{}", ended.text);
}

#[tokio::test]
async fn a_mandate_that_is_ended_before_it_begins_is_said_to_be_withdrawn() {
    let app = TestApp::open().await;
    app.mails().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let path = format!("{DIRECTORY}/personnes/{}/mandats/nouveau", app.world.contributor);
    let form = coordinator.open_form(&path).await.fill("role", Role::RelayContact.word());
    let page = send(&coordinator, &form.fill("place", "region").fill("starts", "2099-01-01")).await;
    assert!(page.says("À venir, depuis le 1er janvier 2099"), "{}", page.text("main"));
    let region = app.plan("/ici/prst-4").await.region_id;
    let held = seats(&app.db.read, region, Which::Person(app.world.contributor), None).await.unwrap();
    let relay = held.iter().find(|seat| seat.given.role == Role::RelayContact).unwrap();
    let page = end(&coordinator, "/ici", relay).await;
    assert!(page.says("Prévu à partir du 1er janvier 2099, retiré"), "{}", page.text("main"));
    assert!(page.says("Mandats terminés") && !page.says("À venir"), "{}", page.text("main"));
    // that it was given is told no more
    let told = app.mails().await;
    let told: Vec<_> = told.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(told, ["Votre rôle est retiré\u{a0}: relais de diffusion"]);
}

#[tokio::test]
async fn what_a_form_of_a_mandate_leaves_in_doubt_is_asked() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let seat = seat(&app, "/ici/prst-4", app.world.pilot).await;
    let path = format!("{DIRECTORY}/personnes/{}/mandats/{}", seat.person, seat.id);
    let form = coordinator.open_form(&format!("{path}/fin")).await.fill("last", "2099-06-30");
    let page = send(&coordinator, &form.fill("ending", "now")).await;
    assert!(
        page.text("#last-erreur").starts_with("Vous avez écrit un dernier jour"),
        "{}",
        page.text("main")
    );
    let page = send(&coordinator, &page.form("form.entry").fill("ending", "day")).await;
    assert!(page.says("jusqu’au 30 juin 2099"), "{}", page.text("main"));
    let page = send(&coordinator, &coordinator.open_form(&format!("{path}/passation")).await).await;
    assert!(page.text("#name-erreur").starts_with("Choisissez qui prend la suite"), "{}", page.text("main"));
    assert!(!page.has("#email-erreur"));
}

#[tokio::test]
async fn two_committees_of_a_plan_have_two_names() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let form = coordinator.open_form("/ici/prst-4/comites/nouveau").await;
    let page = send(&coordinator, &form.fill("name", "COMITE 1").fill("kind", "technical")).await;
    assert!(page.text("#name-erreur").contains("s’appelle déjà « Comité 1 »"), "{}", page.text("main"));
    let page = send(&coordinator, &page.form("form.entry").fill("name", "Comité 1 bis")).await;
    assert_eq!(page.text(".flash"), "Comité enregistré.");
    // and it keeps its own when the rest changes
    let form =
        coordinator.open_form(&page.link("Modifier le comité")).await.fill("does", "Relire les guides.");
    assert_eq!(send(&coordinator, &form).await.text(".flash"), "Comité enregistré.");
}

#[tokio::test]
async fn during_a_handover_both_have_the_rights_and_afterwards_only_who_took_over() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let outgoing = seat(&app, "/ici/prst-4", app.world.pilot).await;
    let path = format!("{DIRECTORY}/personnes/{}/mandats/{}/passation", outgoing.person, outgoing.id);
    let last = (app.clock.now() + Duration::days(10)).date_naive();
    let form = coordinator.open_form(&path).await.fill("successor", &app.world.contributor.to_string());
    let page = send(&coordinator, &form.fill("last", &last.to_string())).await;
    assert_eq!(
        (page.text("h1").as_str(), page.text(".flash").as_str()),
        ("Fanny Membre", "Passation enregistrée.")
    );
    let committee = coordinator.page(&committee_path(&app, SHEET).await).await;
    assert!(committee.says("Tuilage : prend la suite de Dominique Pilote"), "{}", committee.text("main"));
    assert!(committee.says("Tuilage : passe la main à Fanny Membre"), "{}", committee.text("main"));
    for person in [app.world.pilot, app.world.contributor] {
        assert_eq!(app.sign_in(person).await.get(&format!("{SHEET}/point")).await.status, 200);
    }
    app.clock.advance(Duration::days(11));
    assert_eq!(app.sign_in(app.world.pilot).await.get(&format!("{SHEET}/point")).await.status, 404);
    assert_eq!(app.sign_in(app.world.contributor).await.get(&format!("{SHEET}/point")).await.status, 200);
}

#[tokio::test]
async fn the_last_coordinator_of_a_region_cannot_leave_before_another_is_named() {
    let app = TestApp::open().await;
    let alone = app.sign_in(app.world.neighbour).await;
    let own = seat(&app, "/ailleurs/prst-4", app.world.neighbour).await;
    let page = end(&alone, "/ailleurs", &own).await;
    assert!(page.says("resterait sans animation du plan. Nommez d’abord"), "{}", page.text("main"));
    let form = alone.open_form("/ailleurs/annuaire/inviter").await;
    send(&alone, &invitation(form, "Ulysse Invité", Role::Coordinator, "region")).await;
    // who cannot sign in coordinates nothing
    let suspend =
        |at: &'static str| format!("UPDATE person SET suspended_at = {at} WHERE name = 'Ulysse Invité'");
    app.sql(&suspend("(SELECT MAX(at) FROM history)")).await;
    assert!(end(&alone, "/ailleurs", &own).await.says("resterait sans animation du plan"));
    app.sql(&suspend("NULL")).await;
    let page = end(&alone, "/ailleurs", &own).await;
    assert_eq!(page.text(".flash"), "Fin du mandat enregistrée.");
    assert_eq!(alone.get("/ailleurs/annuaire").await.status, 404);
}

#[tokio::test]
async fn nobody_gives_a_role_elsewhere_nor_the_platform_s() {
    let app = TestApp::open().await;
    let (coordinator, noa) = (
        app.sign_in(app.world.coordinator).await,
        app.sign_in(app.world.everyone.iter().find(|p| p.name == "Noa Autre-plan").unwrap().id).await,
    );
    let region = app.plan("/ici/prst-4").await.region_id.to_string();
    let (here, far) = (app.sheet(SHEET).await, app.sheet("/ailleurs/prst-4/fiches/1.1").await);
    let key = || app::ids::FormKey::new().to_string();
    let form = |role: &str, place: String| {
        Form::of(
            "give_mandate",
            &[("key", &key()), ("page", "/"), ("region", &region), ("role", role), ("place", &place)],
        )
        .fill("name", "Ulysse Invité")
        .fill("email", "u@exemple.fr")
        .fill("starts", "2026-01-01")
    };
    let (own, other) = (format!("comite:{}", here.committee_id), format!("comite:{}", far.committee_id));
    assert_eq!(coordinator.script(&form("pilot", other)).await.status, 404);
    assert_eq!(coordinator.script(&form("pilot", format!("plan:{}", far.plan_id))).await.status, 422);
    assert_eq!(coordinator.script(&form("support", format!("plan:{}", far.plan_id))).await.status, 404);
    assert_eq!(coordinator.script(&form("admin", "region".into())).await.status, 422);
    // who coordinates one plan names nobody in another, nor in the whole region
    assert_eq!(noa.script(&form("pilot", own)).await.status, 403);
    assert_eq!(noa.script(&form("support", "region".into())).await.status, 403);
    assert_eq!(app.count("person").await, app.world.everyone.len() as i64);
}

#[tokio::test]
async fn an_address_is_read_by_coordinators_and_support_and_mended_by_no_equal() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET email = 'dominique@exemple.fr', email_key = 'dominique@exemple.fr' WHERE name = 'Dominique Pilote'").await;
    let path = format!("{DIRECTORY}/personnes/{}", app.world.pilot);
    for (person, sees) in [
        (app.world.coordinator, true),
        (app.world.support, true),
        (app.world.council, false),
        (app.world.co_pilot, false),
    ] {
        assert_eq!(app.sign_in(person).await.page(&path).await.says("dominique@exemple.fr"), sees);
    }
    app.sql("UPDATE person SET shows_email = TRUE").await;
    assert!(app.sign_in(app.world.council).await.page(&path).await.says("dominique@exemple.fr"));

    let coordinator = app.sign_in(app.world.coordinator).await;
    let equal = format!("{DIRECTORY}/personnes/{}/modifier", app.world.second_coordinator);
    assert_eq!(coordinator.get(&equal).await.status, 403);
    // a new address ends the sessions that the old one opened
    let pilot = app.sign_in(app.world.pilot).await;
    let form = coordinator.open_form(&format!("{path}/modifier")).await;
    let page = send(&coordinator, &form.fill("email", "d.pilote@exemple.fr")).await;
    assert!(page.says("d.pilote@exemple.fr") && page.text(".flash") == "Personne enregistrée.");
    assert_eq!(pilot.get("/compte").await.status, 401);
    let mails = app.mails().await;
    let told = mails.iter().find(|mail| mail.to == "dominique@exemple.fr").unwrap();
    assert_eq!(told.subject, "Votre adresse a été remplacée dans Prisme");
}

#[tokio::test]
async fn an_address_that_is_taken_away_is_told_whatever_became_of_the_account() {
    let app = TestApp::open().await;
    app.sql("UPDATE person SET email = 'dominique@exemple.fr', email_key = 'dominique@exemple.fr' WHERE name = 'Dominique Pilote'").await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let edit = format!("{DIRECTORY}/personnes/{}/modifier", app.world.pilot);
    let give = async |name: &str, email: &str| {
        let form = coordinator.open_form(&edit).await.fill("name", name).fill("email", email);
        assert_eq!(coordinator.submit(&form).await.status, 303);
    };
    // the account goes to somebody else: who had it is told under her own name
    give("Sacha Suivante", "").await;
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(
        (mails[0].to.as_str(), mails[0].subject.as_str()),
        ("dominique@exemple.fr", "Votre adresse a été retirée de Prisme")
    );
    let text = &mails[0].text;
    assert!(text.contains("Dominique Pilote") && text.contains("a retiré cette adresse"), "{text}");
    assert!(!text.contains("Sacha"), "{text}");
    // an address that is given to who had none takes nothing from anybody
    give("Sacha Suivante", "sacha@exemple.fr").await;
    assert_eq!(app.mails().await.len(), 1);
    let now = app.clock.now().to_rfc3339();
    app.sql(&format!("UPDATE person SET suspended_at = '{now}' WHERE name = 'Sacha Suivante'")).await;
    give("Sacha Suivante", "autre@exemple.fr").await;
    let mails = app.mails().await;
    let told = mails.iter().find(|mail| mail.to == "sacha@exemple.fr").unwrap();
    assert!(mails.len() == 2 && told.subject.contains("remplacée"), "{mails:?}");
}

#[tokio::test]
async fn an_organisation_is_kept_verified_and_never_overwritten_unseen() {
    let app = TestApp::open().await;
    let (one, two) =
        (app.sign_in(app.world.coordinator).await, app.sign_in(app.world.second_coordinator).await);
    let form = one.open_form(&format!("{DIRECTORY}/structures/nouvelle")).await;
    let refused = send(&one, &form.clone().fill("name", "carsat")).await;
    assert!(refused.says("Choisissez ce qu’est cette structure") && refused.says("Choisissez le collège"));
    let form = refused.form("form.entry").fill("kind", "spsti").fill("college", "prevention");
    let refused = send(&one, &form).await;
    assert!(refused.says("porte déjà ce nom"), "{}", refused.text("main"));
    let form = refused.form("form.entry").fill("name", "SPSTI du Midi").fill("departments][", "63");
    let page = send(&one, &form).await;
    assert!(page.says("Puy-de-Dôme (63)") && page.says("jamais vérifié"), "{}", page.text("main"));

    let edit = page.link("Modifier : SPSTI du Midi");
    let (hers, his) = (one.open_form(&edit).await, two.open_form(&edit).await);
    send(&one, &hers.fill("contact", "accueil@exemple.fr")).await;
    let page = send(&two, &his.fill("contact", "Val Tampon")).await;
    assert!(
        page.says("Rien n’est enregistré")
            && page.says("Enregistré entre-temps")
            && page.says("accueil@exemple.fr")
    );
    assert_eq!(page.attribute("#contact", "value"), "Val Tampon");
    let page = two.page(edit.trim_end_matches("/modifier")).await;
    let page = send(&two, &page.form("main form[action*=verify]")).await;
    assert!(page.says("vérifié le") && page.text(".flash") == "Contact vérifié.", "{}", page.text("main"));
}

#[tokio::test]
async fn an_action_that_changes_committee_is_kept_by_its_new_pilots_only() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let sheet = app.sheet(SHEET).await;
    let other = committee_path(&app, "/ici/prst-4/fiches/2.2").await;
    let form = coordinator.open_form(&format!("{other}/actions")).await;
    let page = send(&coordinator, &form.fill("sheets][", &sheet.id.to_string())).await;
    assert_eq!(page.text(".flash"), "1 action confiée au comité.");
    assert!(page.says("Former les entreprises"), "{}", page.text("main"));
    let path = format!("{SHEET}/point");
    assert_eq!(app.sign_in(app.world.pilot).await.get(&path).await.status, 403);
    assert_eq!(app.sign_in(app.world.other_pilot).await.get(&path).await.status, 200);
}

#[tokio::test]
async fn the_directory_is_searched_by_name_organisation_and_committee() {
    let app = TestApp::open().await;
    let council = app.sign_in(app.world.council).await;
    let found = |page: &Page| page.texts(".rows .row-title");
    assert_eq!(found(&council.page(&format!("{DIRECTORY}?q=helene")).await), ["Hélène Présidence"]);
    assert_eq!(found(&council.page(&format!("{DIRECTORY}?q=comit%C3%A9%202")).await), ["Kim Pilote"]);
    assert!(found(&council.page(&format!("{DIRECTORY}?q=carsat")).await).len() > 5);
    assert_eq!(found(&council.page(&format!("{DIRECTORY}?partis=1")).await), ["Paul Ancien"]);
    assert!(council.page(&format!("{DIRECTORY}?q=100%25")).await.says("Personne ne répond à ces mots"));
}
