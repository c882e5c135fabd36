//! Every form that a page keeps as a draft is named where drafts are listed.
use app::draft::model::name;
use server::http::PAGES;

use super::Site;

/// What one writes in; what confirms only is no draft.
const WRITTEN: &str = "textarea, input[type=text]:not([name='form[confirmation]']), input[type=date]";

#[tokio::test]
async fn every_form_that_keeps_a_draft_has_a_name() {
    let site = Site::open().await;
    let (written, kept) = (select(WRITTEN), select("input[name='form[page]']"));
    let (mut named, mut nameless) = (0, Vec::new());
    for person in [site.app.world.pilot, site.app.world.coordinator] {
        let visitor = site.app.sign_in(person).await;
        for route in PAGES.iter() {
            for (path, _) in site.addresses(route.path()).await {
                let page = visitor.page(&path).await;
                let forms = page.find("main form").into_iter();
                let forms = forms.filter(|form| form.select(&written).next().is_some());
                for field in forms.filter_map(|form| form.select(&kept).next()) {
                    let address = field.attr("value").unwrap();
                    match name(address) {
                        Some(_) => named += 1,
                        None => nameless.push(address.to_owned()),
                    }
                }
            }
        }
    }
    nameless.sort();
    nameless.dedup();
    assert!(nameless.is_empty(), "{named} have a name, these do not: {nameless:#?}");
    assert!(named > 40, "only {named}");
}

fn select(css: &str) -> scraper::Selector {
    scraper::Selector::parse(css).unwrap()
}
