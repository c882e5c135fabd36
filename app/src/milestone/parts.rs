//! How the pages of other features show milestones.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::model::{Milestone, Standing};
use crate::ids::MilestoneId;
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

/// The milestones that an update may tick, as part of its form; nothing when none is at hand.
pub fn ticks(
    at_hand: &[Milestone],
    ticked: &[MilestoneId],
    today: NaiveDate,
) -> Option<impl IntoView + use<>> {
    let boxes = at_hand.iter().map(|m| {
        let (id, checked) = (format!("jalon-{}", m.id), ticked.contains(&m.id));
        let late = m.standing(today) == Standing::Late;
        view! {
            <label class="choice" for=id.clone()>
                <input type="checkbox" id=id.clone() name="form[ticked][]" value=m.id.to_string() checked=checked/>
                <span><strong>{m.title.clone()}</strong><span class="meta">{m.due.to_string()}{late.then(|| view! { " · "<span class="late">"en retard"</span> })}</span></span>
            </label>
        }
    });
    let boxes = boxes.collect_view();
    (!at_hand.is_empty()).then(|| {
        view! {
            <fieldset class="choices">
                <legend class="question">"Quels jalons sont passés ?"<span class="fr-hint-text">"Cochez ceux qui sont faits ; laissez les autres."</span></legend>
                {boxes}
            </fieldset>
        }
    })
}
