//! The synthetic table: totals that are links to the lists that they count, filters, order, pages.
use app::{
    access::{self, Mandate, Place, Role, Verb},
    ids::PersonId,
};
use chrono::Duration;

use crate::testapp::{Page, TEST, TestApp, Visitor};

pub const TABLE: &str = "/ici/prst-4/tableau";

/// The codes of the lines, in their order.
fn codes(page: &Page) -> Vec<String> {
    page.texts("tr.row .code")
}

async fn seen(visitor: &Visitor, query: &str) -> String {
    codes(&visitor.page(&format!("{TABLE}{query}")).await).join(" ")
}

#[tokio::test]
async fn each_total_is_the_length_of_the_list_that_it_links_to() {
    let app = TestApp::open().await;
    let (mut followed, mut counted) = (0, 0);
    for person in
        [app.world.coordinator, app.world.support, app.world.pilot, app.world.other_pilot, app.world.council]
    {
        let visitor = app.sign_in(person).await;
        let page = visitor.page(TABLE).await;
        for link in page.find(".totals a") {
            let count = link.select(&scraper::Selector::parse("b").unwrap()).next().unwrap();
            let count: usize = count.text().collect::<String>().parse().unwrap();
            let path = link.attr("href").unwrap().split('#').next().unwrap();
            let list = visitor.page(path).await;
            assert_eq!(codes(&list).len(), count, "{path}");
            let current = format!(".totals a[href^='{path}#'][aria-current=true]");
            assert!(list.has(&current), "{path} is marked as the one that is read");
            (followed, counted) = (followed + 1, counted + count);
        }
        let states: usize =
            page.texts(".totals section:nth-child(3) b").iter().map(|n| n.parse::<usize>().unwrap()).sum();
        assert_eq!(states, codes(&page).len(), "the states add up to the plan");
    }
    assert!(followed > 40 && counted > 100, "{followed} links, {counted} lines");
}

#[tokio::test]
async fn the_totals_are_those_of_the_world() {
    let app = TestApp::open().await;
    let page = app.sign_in(app.world.coordinator).await.page(TABLE).await;
    let totals = |n| page.texts(&format!(".totals section:nth-child({n}) a"));
    assert_eq!(
        totals(1),
        [
            "2sans pilote",
            "2silencieuses (aucun point depuis plus de 90 jours)",
            "2bloquées",
            "0en retard (un jalon ou un livrable au moins)"
        ]
    );
    assert_eq!(
        totals(2),
        [
            "1Objectifs sécurisés",
            "0Objectifs atteignables",
            "1Appuis nécessaires",
            "1Objectifs compromis",
            "6Non renseignée"
        ]
    );
    assert_eq!(
        totals(3),
        ["2En cours", "2Adoptée", "2En co-écriture", "2Esquissée", "1En pause", "1Close", "1Abandonnée"]
    );
    assert_eq!(page.texts(".totals h2")[1..], ["Confiance déclarée, 9 actions ouvertes", "État, 11 actions"]);
    let chart = page.attribute(".totals svg.band", "aria-label");
    assert!(chart.contains("objectifs sécurisés 1") && chart.contains("non renseignée 6"), "{chart}");
}

#[tokio::test]
async fn filters_combine_and_say_what_they_leave_out() {
    let app = TestApp::open().await;
    let visitor = app.sign_in(app.world.coordinator).await;
    for (query, expected) in [
        ("", "1.1 1.2 1.3 1.10 2.1 2.2 2.3 2.4 2.5 2.6 2.7"),
        ("?axe=1", "1.1 1.2 1.3 1.10"),
        ("?etat=running", "1.2 2.2"),
        ("?etat=paused", "2.4"),
        ("?confiance=secured", "1.2"), // 2.5 is closed
        ("?confiance=non-renseignee", "1.1 1.3 1.10 2.1 2.3 2.7"),
        ("?voir=sans-pilote", "2.3 2.7"),
        ("?voir=silence", "2.1 2.2"),
        ("?voir=blocage", "2.2 2.4"),
        ("?axe=2&voir=silence&etat=running", "2.2"),
        ("?q=PREVENIR", "2.1"),
        ("?q=%C3%A9couter", "1.10"),
        ("?q=1.1", "1.1 1.10"), // the beginning of a code
        ("?q=kim", "2.1 2.2 2.4 2.5 2.6"),
        ("?q=paul+ancien", ""),                                // his mandate ended
        ("?q=carsat", "1.1 1.2 1.3 1.10 2.1 2.2 2.4 2.5 2.6"), // the organisation of the pilots
        ("?q=carsat+chutes", "2.1"),                           // every word counts, wherever it is
        ("?q=risques+les+CARTOGRAPHIER", "2.6"),
        ("?q=ain+relais", "2.2"),      // what blocks
        ("?q=financement", "2.4 2.6"), // what blocks, and why it was given up
        ("?axe=9", ""),
        ("?axe=x&etat=y&confiance=z&voir=w&tri=v&page=u", "1.1 1.2 1.3 1.10 2.1 2.2 2.3 2.4 2.5 2.6 2.7"),
    ] {
        assert_eq!(seen(&visitor, query).await, expected, "{query}");
    }
    let page = visitor.page(&format!("{TABLE}?axe=1&voir=silence")).await;
    assert!(page.says("Aucune action ne répond à ces filtres."));
    assert_eq!(page.link("Voir toutes les actions"), TABLE);
    let page = visitor.page(&format!("{TABLE}?axe=2&etat=running&q=relais")).await;
    assert!(page.text("caption").starts_with("1 sur 11 actions : « relais », axe 2, état : en cours."));
    assert_eq!(page.attribute("#f-q", "value"), "relais");
    assert_eq!(page.attribute("#f-axe option[selected]", "value"), "2");
    assert!(page.has("details.filters[open]"));
}

#[tokio::test]
async fn a_search_takes_signs_literally() {
    let app = TestApp::open().await;
    let visitor = app.sign_in(app.world.coordinator).await;
    for query in ["?q=%25", "?q=_", "?q=%5C", "?q=1_1", "?q=%21", "?q=%25kim%25"] {
        assert_eq!(seen(&visitor, query).await, "", "{query}");
    }
}

#[tokio::test]
async fn the_order_is_by_code_by_age_of_the_update_or_by_confidence() {
    let app = TestApp::open().await;
    let visitor = app.sign_in(app.world.coordinator).await;
    // no update at all comes first, then the oldest; what is over comes last, both ways
    assert_eq!(seen(&visitor, "?tri=point").await, "1.1 1.3 1.10 2.1 2.3 2.7 2.4 2.2 1.2 2.6 2.5");
    assert_eq!(seen(&visitor, "?tri=point-recent").await, "1.2 2.2 2.4 1.1 1.3 1.10 2.1 2.3 2.7 2.5 2.6");
    // the lowest first; what was not declared comes last
    assert_eq!(seen(&visitor, "?tri=confiance").await, "2.4 2.2 1.2 2.5 1.1 1.3 1.10 2.1 2.3 2.6 2.7");
    let page = visitor.page(&format!("{TABLE}?tri=point&axe=2")).await;
    assert_eq!(page.texts("th[aria-sort=ascending]"), ["Dernier point ▲"]);
    assert_eq!(page.link("Confiance déclarée"), format!("{TABLE}?axe=2&tri=confiance#resultats"));
    // a second click turns the order round, and what has one order only is no link
    let turned = format!("{TABLE}?axe=2&tri=point-recent#resultats");
    assert_eq!(page.link("Dernier point"), turned);
    let page = visitor.page(turned.split('#').next().unwrap()).await;
    assert_eq!(page.texts("th[aria-sort=descending]"), ["Dernier point ▼"]);
    assert_eq!(page.link("Dernier point"), format!("{TABLE}?axe=2&tri=point#resultats"));
    assert!(!visitor.page(TABLE).await.has("th[aria-sort] a"));
    // groups by axis stand in the order of axes only
    assert!(!page.has("th.axis") && visitor.page(TABLE).await.find("th.axis").len() == 2);
}

#[tokio::test]
async fn a_sheet_is_silent_after_more_than_90_days_and_not_before() {
    let app = TestApp::open().await;
    // the last update of 1.2 is 20 days old
    for (days, silent) in [(69, false), (1, false), (1, true)] {
        app.clock.advance(Duration::days(days));
        let visitor = app.sign_in(app.world.coordinator).await;
        let list = seen(&visitor, "?voir=silence").await;
        assert_eq!(list.split(' ').any(|code| code == "1.2"), silent, "after {days} more days: {list}");
        let row = visitor.page(&format!("{TABLE}?q=1.2")).await.text("tr.row .col-update");
        assert_eq!(row.contains("silencieuse"), silent, "the line says the same as the total");
    }
    // paused, closed and abandoned ones are never silent
    app.clock.advance(Duration::days(400));
    let visitor = app.sign_in(app.world.coordinator).await;
    assert_eq!(seen(&visitor, "?voir=silence").await, "1.1 1.2 1.3 1.10 2.1 2.2 2.3 2.7");
}

async fn give_a_pilot(app: &TestApp, person: PersonId, last_day: i64) {
    let place = app.sheet("/ici/prst-4/fiches/2.3").await.place();
    let permit = TEST.may(Verb::ManagePeople, Place::region(place.region)).unwrap();
    let today = app.clock.now().date_naive();
    let mandate = Mandate {
        role: Role::CoPilot,
        region: Some(place.region),
        plan: None,
        committee: place.committee,
        starts: today - Duration::days(1),
        ends: Some(today + Duration::days(last_day)),
    };
    let tx = app.db.begin().await.unwrap();
    access::store::give(&tx, &permit, person, None, mandate).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_sheet_is_orphan_from_the_day_after_its_last_mandate() {
    let app = TestApp::open().await;
    give_a_pilot(&app, app.world.stranger, 1).await;
    for (days, orphans) in [(0, ""), (1, ""), (1, "2.3 2.7")] {
        app.clock.advance(Duration::days(days));
        let visitor = app.sign_in(app.world.coordinator).await;
        assert_eq!(seen(&visitor, "?voir=sans-pilote").await, orphans);
        let row = visitor.page(&format!("{TABLE}?q=2.3")).await.text("tr.row .col-pilots");
        assert_eq!(row.contains("Rose Sans-mandat"), orphans.is_empty(), "{row}");
        assert_eq!(row.contains("Sans pilote"), !orphans.is_empty(), "{row}");
    }
}

#[tokio::test]
async fn a_long_table_is_paged_and_keeps_its_filters() {
    let app = TestApp::open().await;
    crate::queries::grow(&app, 112).await;
    let visitor = app.sign_in(app.world.coordinator).await;
    let mut all = Vec::new();
    let mut path = format!("{TABLE}?etat=outlined");
    for number in 1..=3 {
        let page = visitor.page(&path).await;
        assert!(page.text(".pagination").contains(&format!("Page {number} sur 3")));
        all.extend(codes(&page));
        assert!(page.has(".pagination a[href*='page=']"));
        if number < 3 {
            path = page.link("Page suivante");
        }
    }
    assert_eq!(all.len(), 103, "101 new ones, and two");
    let mut own = all.clone();
    own.sort();
    own.dedup();
    assert_eq!(own.len(), all.len(), "no line twice, none left out");
    let page = visitor.page(&format!("{TABLE}?etat=outlined")).await;
    let link = page
        .find(".totals section:nth-child(3) a")
        .into_iter()
        .find(|a| a.attr("href").unwrap().contains("outlined"));
    let outlined = link.unwrap().text().collect::<String>();
    assert!(outlined.starts_with("103"), "{outlined}");
    // a page that does not exist is empty, not an error
    assert_eq!(visitor.page(&format!("{TABLE}?page=99")).await.status, 200);
}

#[tokio::test]
async fn the_view_is_offered_as_files_with_its_filters() {
    let app = TestApp::open().await;
    let page = app.sign_in(app.world.council).await.page(&format!("{TABLE}?axe=2&tri=point")).await;
    assert_eq!(page.link("Tableur (XLSX)"), format!("{TABLE}.xlsx?axe=2&tri=point"));
    assert_eq!(page.link("CSV pour Excel en français"), format!("{TABLE}.csv?axe=2&tri=point"));
    assert_eq!(page.link("CSV, données ouvertes"), format!("{TABLE}.donnees.csv?axe=2&tri=point"));
}
