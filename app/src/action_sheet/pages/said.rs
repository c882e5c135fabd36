//! What was said of a sheet before: by whom, and when.
use leptos::prelude::*;

use crate::history::store::Entry;
use crate::session::Session;
use crate::when;

/// Entries of the past that are shown.
pub const SHOWN: u64 = 20;

/// The past of a part of a sheet, under its form; nothing when there is none.
pub fn past(
    s: &Session,
    (id, heading): (&'static str, &'static str),
    said: &[Entry],
) -> Option<impl IntoView + use<>> {
    let lines = said.iter().map(|entry| {
        let day = when::date(entry.at.with_timezone(&s.time_zone).date_naive());
        view! { <li><strong>{entry.text.clone()}</strong>{format!(", {} le {day}", entry.by_name)}</li> }
    });
    (!said.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{heading}</h2>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    })
}
