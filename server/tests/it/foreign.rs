//! Guessing shows nothing: an object of another region answers as one that nobody made.
use app::{
    directory::store::{Which, seats},
    ids::FormKey,
};
use server::http::{ENDPOINTS, PAGES};
use uuid::Uuid;

use crate::testapp::{Form, TestApp, Visitor};

/// What the other region's pages say, and no page of « Ici ».
const SECRETS: [&str; 5] = ["Naviguer", "Pêcher", "Plonger", "Max Voisin", "d’ailleurs"];

/// The identifiers of the other region that an address or a form may name.
struct Foreign {
    ids: Vec<(&'static str, String)>,
}

impl Foreign {
    async fn of(app: &TestApp) -> Self {
        let sheet = app.sheet("/ailleurs/prst-4/fiches/1.2").await;
        let all =
            seats(&app.db.read, sheet.region_id, Which::Committee(sheet.committee_id), None).await.unwrap();
        let seat = &all[0];
        let organisation = seat.organisation.clone().unwrap().0.to_string();
        let ids = vec![
            ("region", sheet.region_id.to_string()),
            ("plan", sheet.plan_id.to_string()),
            ("sheet", sheet.id.to_string()),
            ("committee", sheet.committee_id.to_string()),
            ("person", seat.person.to_string()),
            ("mandate", seat.id.to_string()),
            ("organisation", organisation),
        ];
        Self { ids }
    }

    /// The identifier that a parameter of an address takes; an unknown one for what the other region has none of.
    fn of_parameter(&self, name: &str) -> String {
        match name {
            "rubric" => "enjeu-et-contexte".into(),
            "step" => "pause".into(),
            "part" => "intitule".into(),
            "name" => "favicon.svg".into(),
            _ => self
                .ids
                .iter()
                .find(|(known, _)| *known == name)
                .map_or_else(|| Uuid::new_v4().to_string(), |(_, id)| id.clone()),
        }
    }
}

/// The address of a pattern, each of its parameters replaced.
fn fill(pattern: &str, value: impl Fn(&str) -> String) -> String {
    let parts = pattern.split('/').map(|part| {
        part.strip_prefix('{').and_then(|p| p.strip_suffix('}')).map_or_else(|| part.to_owned(), &value)
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn shows_nothing(visitor: &Visitor, path: &str) -> Option<String> {
    let answer = visitor.get(path).await;
    let text = answer.text();
    let said = SECRETS.iter().find(|secret| text.contains(*secret));
    // a page of one's own region that one may not use at all says so before it looks: the same for every guess
    let hidden = answer.status == 404 || (answer.status == 403 && path.starts_with("/ici/"));
    (!hidden || said.is_some()).then(|| format!("{path}: {}, {said:?}", answer.status))
}

#[tokio::test]
async fn guessing_the_addresses_of_a_thousand_foreign_objects_shows_nothing() {
    let app = TestApp::open().await;
    let foreign = Foreign::of(&app).await;
    let patterns: Vec<String> = PAGES.iter().map(|route| route.path().to_owned()).collect();
    let files = ENDPOINTS.iter().filter(|e| e.method == "GET").map(|e| e.path.to_owned());
    let patterns: Vec<String> =
        patterns.into_iter().chain(files).filter(|pattern| pattern.contains("{region}")).collect();
    let mut addresses = Vec::new();
    for pattern in &patterns {
        // where it is
        for sheet in ["1.1", "1.2", "1.3"] {
            addresses.push(fill(pattern, |name| match name {
                "region" => "ailleurs".into(),
                "plan" => "prst-4".into(),
                "sheet" => sheet.into(),
                other => foreign.of_parameter(other),
            }));
        }
        // under an address of one's own, by its own identifier and by ones that nobody has
        let named = ["{region}", "{plan}", "{rubric}", "{step}", "{part}"];
        if pattern.split('/').any(|part| part.starts_with('{') && !named.contains(&part)) {
            for guess in 0..40 {
                addresses.push(fill(pattern, |name| match name {
                    "region" => "ici".into(),
                    "plan" => "prst-4".into(),
                    "sheet" => format!("9.{guess}"),
                    other if guess == 0 => foreign.of_parameter(other),
                    "rubric" | "step" | "part" => foreign.of_parameter(name),
                    _ => Uuid::new_v4().to_string(),
                }));
            }
        }
    }
    addresses.sort();
    addresses.dedup();
    assert!(addresses.len() >= 1_000, "only {} addresses", addresses.len());
    let mut wrong = Vec::new();
    for person in [app.world.coordinator, app.world.pilot, app.world.stranger] {
        let visitor = app.sign_in(person).await;
        for path in &addresses {
            wrong.extend(shows_nothing(&visitor, path).await);
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is typed in the fields that forms have, so that none is refused before it comes to its object.
const TEXTS: &[(&str, &str)] = &[
    ("title", "Titre"),
    ("due", "2099"),
    ("name", "Nom"),
    ("email", "n@exemple.fr"),
    ("role", "pilot"),
    ("body", "Un texte."),
    ("text", "Un texte."),
    ("stake", "Les étés changent."),
    ("instruction", "Dire pourquoi."),
    ("note", "L’ordre change."),
    ("answer", "Oui."),
    ("request", "Un relais."),
    ("reason", "Parce que."),
    ("done", "Fait."),
    ("next", "Suite."),
    ("confidence", "secured"),
    ("addressee", "dreets"),
    ("about", "means"),
    ("kind", "technical"),
    ("college", "state"),
    ("starts", "2026-01-01"),
    ("last", "2999-01-01"),
    ("ending", "now"),
    ("act", "done"),
    ("step", "suspendre"),
    ("phase", "production"),
    ("rubric", "stake"),
    ("part", "title"),
    ("axis", "sans"),
    ("publics", "Apprentis"),
    ("verdict", "refuse"),
    ("level", "general"),
    ("number", "1"),
    ("unit", "days"),
    ("certainty", "known"),
    ("relation", "complements"),
    ("elsewhere", "PRST 3, action 4.2"),
    (
        "found",
        r#"{"projects":[{"line":1,"number":null,"title":"Projet","goals":[],"publics":[]}],"errors":[],"warnings":[]}"#,
    ),
];

/// What another form would not understand.
fn texts_of(function: &str) -> &'static [(&'static str, &'static str)] {
    match function {
        "save_deliverable" => &[("kind", "guide"), ("nature", "firms"), ("rank", "final")],
        "give_up_deliverable" | "give_up_indicator" | "give_up_project" => &[("reason", "means")],
        "save_indicator" => &[("kind", "result")],
        "save_organisation" => &[("kind", "carsat")],
        "save_balance_text" => &[("part", "levers")],
        "move_balance" => &[("step", "remettre")],
        "move_ask" => &[("step", "reminded")],
        "arrange_template" => &[("act", "down")],
        "publish_template" => &[("act", "publish")],
        _ => &[],
    }
}

#[tokio::test]
async fn a_server_function_says_of_a_foreign_object_what_it_says_of_none() {
    let app = TestApp::open().await;
    let foreign = Foreign::of(&app).await;
    let before = app.writings().await;
    let filled = |function: &str, id: &dyn Fn(&str) -> String| {
        let form =
            Form::of(function, &[("key", &FormKey::new().to_string()), ("page", "/"), ("version", "1")]);
        let texts = [TEXTS, texts_of(function)].concat();
        let form = texts.iter().fold(form, |form, (name, text)| form.fill(name, text));
        let form = foreign.ids.iter().fold(form, |form, (name, _)| form.fill(name, &id(name)));
        let form = form.fill("owner", &id("person")).fill("themes][", "tms").fill("chosen][", "1");
        let form = form.fill("place", &format!("comite:{}", id("committee"))).fill("sheets][", &id("sheet"));
        form.fill("action", &id("sheet"))
    };
    // what acts on whoever asks, and not on an object of the plan
    let own = [
        "keep_draft",
        "discard_draft",
        "preview_markdown",
        "sign_out",
        "end_sessions",
        "set_reminders",
        "save_self",
        "erase_self",
        "change_address",
        "confirm_address_code",
        "confirm_address_link",
    ];
    let mut wrong = Vec::new();
    for person in [app.world.coordinator, app.world.pilot, app.world.stranger] {
        let visitor = app.sign_in(person).await;
        for (path, _) in leptos::server_fn::axum::server_fn_paths() {
            let function = path.trim_start_matches("/api/");
            if own.contains(&function) || function.contains("sign_in") {
                continue;
            }
            let known = |name: &str| foreign.of_parameter(name);
            let there = visitor.script(&filled(function, &known)).await;
            let nowhere = visitor.script(&filled(function, &|_: &str| Uuid::new_v4().to_string())).await;
            // a form that is refused for what it says never came to the object
            let read = ![400, 422].contains(&there.status);
            if !read || there.status < 400 || there.status != nowhere.status || there.body != nowhere.body {
                wrong.push(format!("{function}: {} {}, and {}", there.status, there.text(), nowhere.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(before, app.writings().await);
}
