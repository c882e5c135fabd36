//! How the pages of other features show balances.
use leptos::prelude::*;

use super::model::{check_sheet, list_path};
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::plan::model::Plan;
use crate::session::Session;

/// The way from a sheet to its balances; nothing before it may have one.
pub fn of_sheet(sheet: &Sheet) -> Option<impl IntoView + use<>> {
    check_sheet(sheet).ok()?;
    Some(view! {
        <section class="screen-only" aria-labelledby="bilans">
            <h2 id="bilans">"Les bilans"</h2>
            <p><a class="fr-link" href=list_path(sheet)>"Bilans de l’action"</a>" : ce qui a été fait, ce qui a changé, ce qui a aidé ou gêné, la suite."</p>
        </section>
    })
}

/// The way from a plan to the import of a balance, for those who may.
pub fn of_plan(s: &Session, plan: &Plan) -> Option<impl IntoView + use<>> {
    let may = s.actor.can(Verb::ImportBalance, &plan.place());
    may.then(|| view! { <li><a class="fr-btn fr-btn--tertiary" href=format!("{}/bilans/import", plan.path())>"Importer un bilan"</a></li> })
}
