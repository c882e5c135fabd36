//! The boxes by which an update says that what was expected is done.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::due::{Dated, Standing, is_at_hand};
use super::model::Row;
use crate::vague::When;

/// A box to tick: a line that is at hand.
pub struct Tick {
    field: &'static str,
    id: String,
    title: String,
    /// « jalon »
    noun: &'static str,
    due: When,
    late: Option<String>,
    checked: bool,
}

/// The lines of one kind that are at hand; those in `ticked` were ticked in the draft.
pub fn due<L: Dated>(rows: &[Row<L>], field: &'static str, ticked: &[L::Id], today: NaiveDate) -> Vec<Tick> {
    let at_hand = rows.iter().filter(|row| is_at_hand(&row.line, today));
    let tick = |row: &Row<L>| Tick {
        field,
        id: row.id.to_string(),
        title: row.line.title().to_owned(),
        noun: L::NOUN.one,
        due: row.line.due().when.clone(),
        late: (row.line.standing(today) == Standing::Late).then(|| row.line.due().lateness(today)),
        checked: ticked.contains(&row.id),
    };
    at_hand.map(tick).collect()
}

/// The question, the most pressing first.
pub fn boxes(mut ticks: Vec<Tick>) -> impl IntoView {
    ticks.sort_by(|one, other| one.due.cmp(&other.due));
    let boxes = ticks.into_iter().map(|tick| {
        let id = format!("{}-{}", tick.field, tick.id);
        view! {
            <label class="choice" for=id.clone()>
                <input type="checkbox" id=id.clone() name=format!("form[{}][]", tick.field) value=tick.id checked=tick.checked/>
                <span><strong>{tick.title}</strong><span class="meta">{format!("{}, {}", tick.noun, tick.due)}{tick.late.map(|late| view! { " · "<span class="late">{late}</span> })}</span></span>
            </label>
        }
    });
    view! {
        <fieldset class="choices">
            <legend class="question">"Ce qui était attendu est-il fait ?"<span class="fr-hint-text">"Cochez ce qui est fait ; le reste ne bouge pas. Un livrable coché est remis."</span></legend>
            {boxes.collect_view()}
        </fieldset>
    }
}
