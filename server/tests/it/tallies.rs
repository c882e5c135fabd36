//! What the table counts of dated lines by a query is what the sheet counts of those that it reads.
use std::collections::HashMap;

use app::{
    action_sheet::model::Sheet,
    db::Tx,
    deliverable::model::{Deliverable, DeliverableForm, State},
    ids::ActionSheetId,
    milestone::model::Milestone,
    rows::{
        self,
        due::{Due, Tally},
        given_up::{GivenUp, Reason},
        store::{Stored, due::StoredDue},
    },
    vague::When,
};
use chrono::NaiveDate;

use crate::editing::SHEET;
use crate::testapp::{TEST, TestApp};

/// On the same day: what ends first, then what begins first, then the title.
const DATES: [&str; 8] =
    ["2024", "T4 2024", "31/12/2024", "15/06/2025", "juin 2025", "T2 2025", "fin 2025", "15/06/2025"];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn add<L: Stored>(tx: &Tx, app: &TestApp, sheet: &Sheet, line: L) {
    let permit = TEST.may(L::VERB, sheet.place()).unwrap();
    rows::store::add(tx, &permit, sheet, line, app.clock.now()).await.unwrap();
}

fn milestone(number: usize, due: &str) -> Milestone {
    let done_on = number.is_multiple_of(3).then(|| day("2025-01-01"));
    let title = format!("Étape | {} œuvre", DATES.len() - number);
    Milestone { title, due: Due::from(due.parse::<When>().unwrap()), goal: None, done_on }
}

fn deliverable(number: usize, due: &str) -> Deliverable {
    let (kind, nature, rank) = ("guide".into(), "firms".into(), "final".into());
    let title = format!("Livrable {number}");
    let form = DeliverableForm { title, kind, nature, rank, due: due.into(), ..Default::default() };
    let on = day("2025-01-02");
    let given_up = GivenUp { on, reason: Reason::Means, detail: String::new() };
    let state = match number % 4 {
        0 => State::Expected,
        1 => State::Drafting,
        2 => State::Submitted { on },
        _ => State::GivenUp(given_up),
    };
    Deliverable { state, ..form.check().unwrap() }
}

async fn compare<L: StoredDue>(app: &TestApp, sheets: &[ActionSheetId], today: NaiveDate) -> Vec<Tally> {
    let read = rows::store::of_sheets::<L>(&app.db.read, sheets.iter().copied()).await.unwrap();
    let read: HashMap<_, _> = read.iter().map(|(id, rows)| (*id, Tally::of(rows, today))).collect();
    let counted = rows::store::due::tallies::<L>(&app.db.read, sheets.to_vec(), today).await.unwrap();
    assert_eq!(counted, read, "{today}");
    counted.into_values().collect()
}

#[tokio::test]
async fn a_query_counts_as_a_sheet_does() {
    let app = TestApp::open().await;
    let sheets = [app.sheet(SHEET).await, app.sheet("/ici/prst-4/fiches/1.2").await];
    let [first, second] = &sheets;
    let tx = app.db.begin().await.unwrap();
    for (number, due) in DATES.iter().enumerate() {
        add(&tx, &app, first, milestone(number, due)).await;
        add(&tx, &app, first, deliverable(number, due)).await;
    }
    add(&tx, &app, second, milestone(0, "2026")).await;
    tx.commit().await.unwrap();
    let ids = [first.id, second.id];
    let mut seen = Vec::new();
    for today in ["2024-06-01", "2024-12-31", "2025-01-01", "2025-06-16", "2026-01-01"].map(day) {
        seen.extend(compare::<Milestone>(&app, &ids, today).await);
        seen.extend(compare::<Deliverable>(&app, &ids, today).await);
    }
    assert!(seen.iter().any(|t| t.done > 0 && t.late > 0 && t.planned > 0), "{seen:?}");
    assert!(seen.iter().any(|t| t.given_up == 2) && seen.iter().any(|t| t.next.is_none()), "{seen:?}");
    let none = rows::store::due::tallies::<Milestone>(&app.db.read, Vec::new(), day("2025-01-01")).await;
    assert!(none.unwrap().is_empty());
}
