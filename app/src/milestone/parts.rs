//! How the pages of other features show milestones.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::model::Milestone;
use crate::ids::MilestoneId;
use crate::rows::due::{Dated, Standing};
use crate::rows::model::Row;

/// The milestones that an update may tick, as part of its form; nothing when none is at hand.
pub fn ticks(
    at_hand: &[Row<Milestone>],
    ticked: &[MilestoneId],
    today: NaiveDate,
) -> Option<impl IntoView + use<>> {
    let boxes = at_hand.iter().map(|m| {
        let (id, checked) = (format!("jalon-{}", m.id), ticked.contains(&m.id));
        let late = m.line.standing(today) == Standing::Late;
        view! {
            <label class="choice" for=id.clone()>
                <input type="checkbox" id=id.clone() name="form[ticked][]" value=m.id.to_string() checked=checked/>
                <span><strong>{m.line.title.clone()}</strong><span class="meta">{m.line.due.when.to_string()}{late.then(|| view! { " · "<span class="late">"en retard"</span> })}</span></span>
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
