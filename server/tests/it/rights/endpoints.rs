//! The part of the test of rights that asks every plain endpoint.
use app::{access::Verb, action_sheet::rubric::RubricKind, balance::model::Step, ids::FormKey};
use server::http::ENDPOINTS;

use super::{Expected, SHEETS, Site};

/// A document that tells of one project.
const PROJECT: &str = "Projet 1 : Outiller\nObjectifs\tPublic\nVoir\tTPE\n";

#[tokio::test]
async fn every_plain_endpoint_asks_for_the_right_of_its_row() {
    let site = Site::open().await;
    let visitors = site.visitors().await;
    let (mut tried, mut wrong) = (0, Vec::new());
    for endpoint in ENDPOINTS.iter() {
        let Some(verb) = endpoint.verb else {
            for (trying, visitor, name) in &visitors {
                let status = visitor.get(&endpoint.path.replace("{name}", "favicon.svg")).await.status;
                tried += 1;
                // a binary without dist/ has no assets
                if endpoint.path.starts_with("/compte/") && trying.signed_in().is(status) {
                    continue; // one's own
                }
                if status != 200 && !(status == 404 && endpoint.path.starts_with("/assets/")) {
                    wrong.push(format!("{name} on {}: got {status}", endpoint.path));
                }
            }
            continue;
        };
        if let Some(tail) = endpoint.path.strip_prefix("/{region}/{plan}/fiches/{sheet}") {
            if endpoint.method == "POST" {
                for sheet in SHEETS {
                    let (path, (plan, sheet)) = (format!("{sheet}{tail}"), site.of_sheet(sheet).await);
                    for (trying, visitor, name) in &visitors {
                        let key = FormKey::new().to_string();
                        let parts = [("key", None, key.as_bytes()), ("text", None, PROJECT.as_bytes())];
                        let status = visitor.upload(&path, &parts).await.status;
                        let legal = sheet.check_writable(RubricKind::Projects).is_ok();
                        let expected = trying.on_sheet(verb, &plan, &sheet, legal, Expected::Refused);
                        tried += 1;
                        if !expected.is(status) {
                            wrong.push(format!("{name} on {path}: {expected:?}, got {status}"));
                        }
                    }
                }
                continue;
            }
            for sheet in SHEETS {
                let (mut path, (plan, sheet)) = (format!("{sheet}{tail}"), site.of_sheet(sheet).await);
                if tail.contains("{balance}") {
                    let steps = [Step::Submit, Step::Validate];
                    let Some(id) = site.balance(&sheet, &steps).await else { continue };
                    path = path.replace("{balance}", &id.to_string());
                }
                for (trying, visitor, name) in &visitors {
                    let (expected, status) =
                        (trying.reading_sheet(&plan, &sheet), visitor.get(&path).await.status);
                    tried += 1;
                    if verb != Verb::SeeSheet || !expected.is(status) {
                        wrong.push(format!("{name} on {path}: {expected:?}, got {status}"));
                    }
                }
            }
            continue;
        }
        for (plan, _) in &site.imports {
            let path = endpoint.path.replace("{region}", &plan.region_slug).replace("{plan}", &plan.slug);
            assert!(!path.contains('{'), "no case for the endpoint {}: add one", endpoint.path);
            for (trying, visitor, name) in &visitors {
                let before = site.app.writings().await;
                let answer = if endpoint.method == "GET" {
                    visitor.get(&path).await
                } else {
                    let key = FormKey::new().to_string();
                    visitor
                        .upload(&path, &[("key", None, key.as_bytes()), ("text", None, b"Axe;Titre\n1;Une")])
                        .await
                };
                let (expected, wrote) = (trying.on_plan(verb, plan), before != site.app.writings().await);
                tried += 1;
                if !expected.is(answer.status)
                    || wrote != (expected == Expected::Done && endpoint.method == "POST")
                {
                    wrong.push(format!(
                        "{name} on {path}: {expected:?}, got {}, wrote: {wrote}",
                        answer.status
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 200, "only {tried} tries");
}
