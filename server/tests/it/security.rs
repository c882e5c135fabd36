//! What protects the reader: headers, cookies, other sites, hostile texts.
use axum::{
    body::Body,
    http::{Method, Request},
};

use crate::editing::{FORM, SHEET};
use crate::testapp::{Answer, Form, TestApp, Visitor, encode};

#[tokio::test]
async fn every_page_has_a_policy_with_its_own_nonce_and_nothing_unsafe() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let mut nonces = Vec::new();
    for path in ["/", "/glossaire", FORM, "/ici/prst-4/tableau", "/nulle/part", "/compte/connexion"] {
        let answer = pilot.get(path).await;
        let policy = answer.header("content-security-policy").to_owned();
        assert!(
            policy.starts_with("default-src 'none';") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
        for part in ["form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'self'"] {
            assert!(policy.contains(part), "{path}: {part}");
        }
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        assert!(nonce.len() >= 16);
        nonces.push(nonce.to_owned());
        let page = answer.page();
        assert!(!page.has("[style]") && !page.has("style"), "{path}: a style of its own");
        assert!(page.find("script").iter().all(|script| script.attr("nonce") == Some(nonce)), "{path}");
        let html = answer.text();
        assert!(!html.contains(" onclick=") && !html.contains("javascript:"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert!(
            answer.header("cache-control").contains("private")
                || answer.header("cache-control") == "no-store"
        );
        assert_eq!(answer.header("x-request-id").len(), 32);
    }
    let every = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), every, "a nonce is used once");
}

#[tokio::test]
async fn what_is_not_a_page_may_load_nothing() {
    let app = TestApp::open().await;
    let council = app.sign_in(app.world.council).await;
    for path in ["/healthz", "/readyz", "/ici/prst-4/tableau.csv"] {
        let answer = council.get(path).await;
        assert_eq!(answer.status, 200);
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'; frame-ancestors 'none'")
        );
    }
    assert_eq!(app.anyone().get("/readyz").await.text(), "ready");
}

/// Posts a good form with these headers instead of a browser's.
async fn posted_with(visitor: &Visitor, form: &Form, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post(form.action.clone())
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    visitor.send(request.body(Body::from(form.encoded())).unwrap()).await
}

#[tokio::test]
async fn a_write_that_another_site_asks_for_is_refused() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "De la part d’un autre.");
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://prisme.test")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://prisme.test.evil.example")],
        &[("origin", "null")],
    ] {
        let answer = posted_with(&pilot, &form, headers).await;
        assert_eq!(answer.status, 403, "{headers:?}");
        assert_eq!(app.stake(SHEET).await.version, 1);
    }
    assert_eq!(app.count("draft").await, 0, "nor is it kept");
    for headers in [&[("origin", "http://prisme.test")][..], &[("sec-fetch-site", "same-origin")], &[]] {
        let form = pilot.open_form(FORM).await.fill("body", &format!("{headers:?}"));
        assert_eq!(posted_with(&pilot, &form, headers).await.status, 303, "{headers:?}");
    }
}

#[tokio::test]
async fn an_upload_and_a_sign_in_from_another_site_are_refused_too() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    for path in ["/ici/prst-5/import", "/api/sign_in_demo", "/api/sign_out", "/api/keep_draft"] {
        let request = Request::post(path).header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
        assert_eq!(coordinator.send(request).await.status, 403, "{path}");
    }
    assert_eq!(coordinator.page("/compte").await.status, 200, "she was not signed out");
}

#[tokio::test]
async fn a_hostile_text_is_shown_and_does_nothing() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> [lien](javascript:alert(1)) \
                   <a href=\"data:text/html,x\">x</a> <style>*{}</style> ![i](https://evil.example/i.png)\n\n\
                   </textarea><script>alert(2)</script>\n\n<iframe src=//evil.example></iframe> <svg/onload=alert(3)>";
    let form = pilot.open_form(FORM).await.fill("body", hostile);
    pilot.autosave(&form).await;
    let list = pilot.page("/compte/brouillons").await;
    assert!(list.says("alert(2)") && !list.has("main script"));
    pilot.submit(&form).await;
    pilot.submit(&pilot.open_form(FORM).await.fill("body", &format!("{hostile} encore"))).await;
    for path in [SHEET.to_owned(), FORM.to_owned(), format!("{FORM}/historique")] {
        let page = pilot.page(&path).await;
        assert!(
            page.says("alert(1)") || page.area("body").contains("alert(1)"),
            "{path}: it is shown as text"
        );
        for css in
            ["main script", "main img", "main iframe", "main style", "main svg[onload]", "main [onerror]"]
        {
            assert!(!page.has(css), "{path}: {css}");
        }
        let links = page.find("main a");
        assert!(links.iter().all(|a| !a.attr("href").unwrap_or_default().starts_with(['j', 'd'])), "{path}");
    }
    assert_eq!(
        pilot.open_form(FORM).await.value("body"),
        format!("{hostile} encore"),
        "and none of it is lost"
    );
}

#[tokio::test]
async fn a_hostile_title_is_a_title() {
    let app = TestApp::open().await;
    let coordinator = app.sign_in(app.world.coordinator).await;
    let title = "</title></head><script>alert(1)</script> & <b>gras</b> \"x\" '><img src=x>";
    let key = app::ids::FormKey::new().to_string();
    let source = format!("Axe\tNuméro\tIntitulé\nAxe 1\t1.1\t{title}\n");
    let parts = [("key", None, key.as_bytes()), ("text", None, source.as_bytes())];
    let preview = coordinator.follow(&coordinator.upload("/ici/prst-5/import", &parts).await).await;
    coordinator.submit(&preview.form("main form[action*=apply]")).await;
    assert_eq!(app.sheet("/ici/prst-5/fiches/1.1").await.title, title);
    for path in [
        "/fiches/1.1",
        "/fiches",
        "/tableau",
        "/fiches/1.1/rubriques/enjeu-et-contexte",
        "/fiches/1.1/etat/ouvrir",
    ] {
        let page = coordinator.page(&format!("/ici/prst-5{path}")).await;
        assert!(page.says(title), "{path}: {}", page.text("main"));
        assert!(
            !page.has("main h1 b, main th b, main .row-title b, main script, main img, head script"),
            "{path}"
        );
    }
    let title_shown = coordinator.page("/ici/prst-5/fiches/1.1").await.text("head title");
    assert!(title_shown.starts_with(&format!("Action 1.1 : {title}")), "{title_shown}");
}

#[tokio::test]
async fn a_form_over_a_mebibyte_is_refused_by_a_page() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", &"a".repeat(1024 * 1024));
    let page = pilot.submit(&form).await.page();
    assert_eq!((page.status, page.text("h1").as_str()), (413, "Envoi trop volumineux"));
    let answer = pilot.script(&form).await;
    assert_eq!((answer.status, answer.error()), (413, app::error::AppError::TooLarge));
    assert_eq!(app.stake(SHEET).await.version, 1);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_rather_than_replaced() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let form = pilot.open_form(FORM).await.fill("body", "BODY").encoded();
    for bytes in [
        form.replace("BODY", "%E9t%E9").into_bytes(),
        form.replace("BODY", "\u{1}")
            .into_bytes()
            .into_iter()
            .map(|b| if b == 1 { 0xff } else { b })
            .collect(),
    ] {
        let answer = pilot.post("/api/save_rubric", "text/html", bytes).await;
        assert_eq!((answer.status, answer.page().text("h1").as_str()), (400, "Demande illisible"));
    }
    assert_eq!((app.stake(SHEET).await.version, app.count("draft").await), (1, 0));
}

#[tokio::test]
async fn what_a_function_cannot_read_is_refused() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for body in
        ["", "form=1", "form[sheet]=x", "form[key]=x", "autre=1", &format!("form{}=1", "[a]".repeat(500))]
    {
        let answer = pilot.post("/api/save_rubric", "application/json", body.to_owned()).await;
        assert_eq!(answer.status, 400, "{body}: {}", answer.text());
        let page = pilot.post("/api/save_rubric", "text/html", body.to_owned()).await.page();
        assert_eq!((page.status, page.text("h1").as_str()), (400, "Demande illisible"), "{body}");
    }
    let unknown = pilot.post("/api/absente", "text/html", "").await;
    assert!([400, 404].contains(&unknown.status), "{}", unknown.status);
}

#[tokio::test]
async fn an_unknown_address_has_a_page_that_helps_back() {
    let app = TestApp::open().await;
    for path in
        ["/nulle", "/nulle/part/du/tout", "/ici/prst-4/fiches/1.1/absent", "/assets/../secret", "/%ff"]
    {
        for visitor in [app.anyone(), app.sign_in(app.world.pilot).await] {
            let answer = visitor.get(path).await;
            assert!(
                answer.status == 404 || answer.status == 400 || answer.status == 401,
                "{path}: {}",
                answer.status
            );
        }
    }
    let page = app.sign_in(app.world.pilot).await.page("/nulle/part/du/tout").await;
    assert_eq!((page.status, page.text("h1").as_str()), (404, "Page introuvable"));
    assert_eq!(page.link("Aller à l’accueil"), "/");
    assert!(page.has("header nav") && page.has("footer"));
}

#[tokio::test]
async fn a_page_answers_only_to_those_who_read_it() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let request = Request::builder()
            .method(method.clone())
            .uri(SHEET)
            .header("sec-fetch-site", "same-origin")
            .body(Body::empty())
            .unwrap();
        assert!([404, 405].contains(&pilot.send(request).await.status), "{method}");
    }
    for function in ["save_rubric", "sign_out", "keep_draft"] {
        let answer = pilot.get(&format!("/api/{function}?form[key]=x")).await;
        assert!((400..500).contains(&answer.status), "{function} by GET: {}", answer.status);
    }
    assert_eq!(pilot.page("/compte").await.status, 200, "a link signs nobody out");
}

#[tokio::test]
async fn no_field_of_a_form_sends_the_browser_to_another_site() {
    let app = TestApp::open().await;
    let pilot = app.sign_in(app.world.pilot).await;
    let person = app.world.pilot.to_string();
    let form = pilot.open_form(FORM).await;
    for evil in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        " //evil.example",
        "javascript:alert(1)",
    ] {
        let entry = Form::of("sign_in_demo", &[("person", &person), ("then", evil)]);
        assert_eq!(app.anyone().submit(&entry).await.location(), "/mon-travail", "{evil:?}");
        // refused, expired and discarded forms lead to their page
        let refused = pilot.submit(&form.clone().fill("page", evil).fill("body", "")).await;
        assert!(
            refused.location().is_empty() || refused.location().starts_with("/ici/"),
            "{evil:?}: {}",
            refused.location()
        );
        let key = form.value("key");
        let discard = pilot.submit(&Form::of("discard_draft", &[("key", &key), ("page", evil)])).await;
        assert_eq!((discard.status, discard.location()), (400, ""), "{evil:?}");
        // what the sign-in page carries stays a path, or is not followed
        let entry = app.anyone().page(&format!("/compte/connexion?suite={}", encode(evil))).await;
        let button = entry.form(&format!("main li.card form:has(input[value='{person}'])"));
        assert_eq!(app.anyone().submit(&button).await.location(), "/mon-travail", "{evil:?}");
    }
    let expired = app.sign_in(app.world.pilot).await;
    app.let_sessions_expire();
    for evil in ["//evil.example", "/\\evil.example"] {
        let answer = expired.submit(&form.clone().fill("page", evil)).await;
        assert_eq!((answer.status, answer.location()), (401, ""), "{evil}");
        assert!(!answer.page().link("Se connecter").contains("evil"));
    }
}
