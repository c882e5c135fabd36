//! How the sheet shows its goals.
use leptos::prelude::*;

use super::model::{Goal, tree};
use crate::rows::model::Row;

/// The general goals, each with the operational ones under it.
pub fn goals(goals: &[Row<Goal>]) -> AnyView {
    let lines = tree(goals).into_iter().map(|(goal, under)| {
        let under = under.into_iter().map(|goal| view! { <li>{goal.line.title.clone()}</li> }).collect_view();
        view! {
            <li>
                <strong>{goal.line.title.clone()}</strong>
                <span class="meta">{format!(" ({})", goal.line.level.label().to_lowercase())}</span>
                {(!under.is_empty()).then(|| view! { <ul>{under}</ul> })}
            </li>
        }
    });
    view! { <ul class="prose">{lines.collect_view()}</ul> }.into_any()
}
