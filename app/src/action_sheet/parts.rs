//! What the pages of other features use of a sheet: its address, the way back to it.
use leptos::prelude::*;

use super::{model::Sheet, store};
use crate::access::{Actor, Role, Verb};
use crate::error::AppError;
use crate::plan::model::Plan;
use crate::session::Session;
use crate::ui::{Crumb, segment};

/// The address of a sheet in the path of the page.
#[derive(Clone)]
pub struct Address {
    region: String,
    plan: String,
    sheet: String,
}

impl Address {
    pub fn here() -> Self {
        Self { region: segment("region"), plan: segment("plan"), sheet: segment("sheet") }
    }

    /// The sheet, for somebody who is signed in.
    pub async fn open(&self, session: &Session) -> Result<Sheet, AppError> {
        store::find(&session.db.read, &session.actor, &self.region, &self.plan, &self.sheet).await
    }
}

/// The way back from a page of a sheet.
pub fn crumbs(sheet: &Sheet) -> Vec<Crumb> {
    vec![
        Crumb(sheet.plan_name.clone(), sheet.plan_path.clone()),
        Crumb("Fiches-action".into(), format!("{}/fiches", sheet.plan_path)),
        Crumb(sheet.code.as_ref().map_or_else(|| sheet.title.clone(), |_| sheet.name()), sheet.path()),
    ]
}

/// Of which plan and region a printed page is: the screen says it in its trail.
pub fn on_paper(sheet: &Sheet) -> impl IntoView + use<> {
    view! { <p class="print-only meta">{format!("{}, {}", sheet.plan_name, sheet.region)}</p> }
}

/// « Vous : pilote » on a sheet of the reader's own committee.
pub fn yours(actor: &Actor, sheet: &Sheet) -> Option<impl IntoView + use<>> {
    let role = own_role(actor, sheet)?;
    Some(view! { <span class="state-tag">{format!("Vous : {}", role.label())}</span> })
}

fn own_role(actor: &Actor, sheet: &Sheet) -> Option<Role> {
    let Actor::Person { mandates, .. } = actor else { return None };
    mandates.iter().filter(|m| m.committee == Some(sheet.committee_id)).map(|m| m.role).min()
}

/// A plan without a sheet that the reader may read.
pub fn nothing_yet(s: &Session, plan: &Plan) -> impl IntoView + use<> {
    let text = if s.actor.can(Verb::ImportPlan, &plan.place()) {
        let import = format!("{}/import", plan.path());
        view! { "Ce plan n’a pas encore d’actions. "<a href=import>"Importez-les d’un tableau"</a>" que vous avez déjà." }.into_any()
    } else {
        "Aucune action à lire dans ce plan pour l’instant. Elles apparaîtront ici quand l’animation du plan les aura importées et ouvertes à vous.".into_any()
    };
    view! { <div class="empty"><p>{text}</p></div> }
}
