//! How the pages of other features show milestones.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::model::{Milestone, Standing};
use crate::when;

/// The title, the due date as it was said, where it stands, and what its date was before.
pub fn line(m: &Milestone, today: NaiveDate) -> impl IntoView + use<> {
    let (class, stands) = match (m.standing(today), m.done_on) {
        (Standing::Done, Some(day)) => ("", format!("fait le {}", when::date(day))),
        (Standing::Late, _) => ("late", "en retard".to_owned()),
        (Standing::Done | Standing::Planned, _) => ("", "prévu".to_owned()),
    };
    let before = m.past.iter().map(|past| past.due.to_string()).collect::<Vec<_>>().join(", puis ");
    let postponed = Some(m.postponed()).filter(|text| !text.is_empty());
    view! {
        <p class="row-title">{m.title.clone()}</p>
        <p class="meta">
            <strong>{m.due.to_string()}</strong>" · "<span class=class>{stands}</span>
            {postponed.map(|text| format!(" · {text}"))}
            {(!before.is_empty()).then(|| format!(" · avant : {before}"))}
        </p>
    }
}
