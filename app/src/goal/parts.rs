//! How the sheet shows its goals, and how its lines say which one they serve.
use leptos::prelude::*;

use super::model::{Goal, tree};
use crate::action_sheet::model::Sheet;
use crate::error::{AppError, FieldError};
use crate::rows::{model::Row, store::list};
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::form;

/// The field in which a line says the goal that it serves; nothing on a sheet that has no goals.
///
/// # Errors
/// When the database fails.
pub async fn served(
    s: &Session,
    sheet: &Sheet,
    typed: &str,
    errors: &[FieldError],
) -> Result<AnyView, AppError> {
    let goals = list::<Goal>(&s.db.read, sheet.id).await?;
    let in_order = tree(&goals).into_iter().flat_map(|(goal, under)| [goal].into_iter().chain(under));
    // what serves a goal that was withdrawn goes on saying so, until somebody chooses another
    let offered = in_order.filter(|row| row.line.is_in_force() || row.id.to_string() == typed);
    let options: Vec<(String, String)> = offered.map(|row| (row.id.to_string(), row.line.named())).collect();
    if options.is_empty() {
        return Ok(().into_any());
    }
    let hint = "Facultatif : le calendrier se lit ainsi depuis l’objectif.";
    Ok(form::select("goal", "Quel objectif sert-il ?", hint, options, typed, errors).into_any())
}

/// The general goals, each with the operational ones under it; those that an amendment withdrew say so.
pub fn goals(goals: &[Row<Goal>]) -> AnyView {
    let lines = tree(goals).into_iter().map(|(goal, under)| {
        let under = under.into_iter().map(|goal| view! { <li>{goal.line.title.clone()}</li> }).collect_view();
        view! {
            <li>
                <strong>{goal.line.title.clone()}</strong>
                <span class="meta">{format!(" ({})", goal.line.level.label().to_lowercase())}</span>
                {withdrawn(&goal.line)}
                {(!under.is_empty()).then(|| view! { <ul>{under}</ul> })}
            </li>
        }
    });
    view! { <ul class="prose">{lines.collect_view()}</ul> }.into_any()
}

/// Says that a goal was withdrawn, and by what.
pub fn withdrawn(goal: &Goal) -> Option<impl IntoView + use<>> {
    let said = capitalised(&goal.withdrawn()?);
    Some(view! { <p class="meta"><span class="state-tag">{said}</span></p> })
}
