//! How the pages of other features show people, their mandates, and the way to name somebody.
use leptos::prelude::*;

use super::store::Seat;
use crate::access::{Place, Role, Verb};
use crate::action_sheet::model::Sheet;
use crate::ids::{CommitteeId, MandateId};
use crate::plan::model::{DIRECTORY, Plan, Region};
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::Crumb;

/// A name that leads to its page.
pub fn name(region: &Region, seat: &Seat) -> impl IntoView + use<> {
    view! { <a href=region.person_path(seat.person)>{seat.name.clone()}</a> }
}

/// « pilote, Comité 1.2.1 », « animation du plan, PRST 4 ».
pub fn title(seat: &Seat, plans: &[Plan]) -> String {
    let plan = plans.iter().find(|plan| Some(plan.id) == seat.plan).map(|plan| plan.name.clone());
    let of = match (&seat.committee, plan) {
        (Some(committee), Some(plan)) => format!(", {committee}, {plan}"),
        (Some(committee), None) => format!(", {committee}"),
        (None, Some(plan)) => format!(", {plan}"),
        (None, None) => String::new(),
    };
    format!("{}{of}", capitalised(seat.given.role.label()))
}

/// What a handover says on either side of it, while it lasts: « tuilage : prend la suite de … jusqu’au … ».
pub fn handover(seat: &Seat, all: &[Seat], today: chrono::NaiveDate) -> Option<String> {
    let last = |outgoing: &Seat| outgoing.given.ends.filter(|last| today <= *last).map(crate::when::date);
    let by_id = |id: MandateId| all.iter().find(|other| other.id == id);
    if let Some(outgoing) = seat.succeeds.and_then(by_id) {
        return last(outgoing)
            .map(|day| format!("tuilage : prend la suite de {}, jusqu’au {day}", outgoing.name));
    }
    let incoming = all.iter().find(|other| other.succeeds == Some(seat.id))?;
    last(seat).map(|day| format!("tuilage : passe la main à {}, jusqu’au {day}", incoming.name))
}

/// The address where somebody is invited to hold a role in a committee.
pub fn naming(directory: &str, committee: CommitteeId, role: Role) -> String {
    format!("{directory}/inviter?place=comite:{committee}&role={}", role.word())
}

/// The address where a pilot of this sheet is named, for whoever may name one.
pub fn naming_pilot(s: &Session, sheet: &Sheet) -> Option<String> {
    let place = Place::seat(sheet.region_id, Some(sheet.plan_id), Some(sheet.committee_id));
    let region = sheet.plan_path.rsplit_once('/').map_or("", |(region, _)| region);
    let directory = format!("{region}/{DIRECTORY}");
    s.actor.can(Verb::ManagePeople, &place).then(|| naming(&directory, sheet.committee_id, Role::Pilot))
}

/// The committee of a sheet, and the way to name its pilot when nobody is.
pub fn committee(s: &Session, sheet: &Sheet, orphan: bool) -> impl IntoView + use<> {
    let to_name = naming_pilot(s, sheet).filter(|_| orphan);
    view! {
        {to_name.map(|href| view! { <p><a class="fr-link" href=href>"Nommer un pilote"</a></p> })}
        <p class="meta"><a href=format!("{}/comites/{}", sheet.plan_path, sheet.committee_id)>"Le comité et ses membres"</a></p>
    }
}

/// The way back from a page of the directory.
pub fn crumbs(region: &Region) -> Vec<Crumb> {
    vec![Crumb(format!("Annuaire, {}", region.name), region.directory())]
}

/// The field that searches a list of the directory.
pub fn search(action: &str, label: &'static str, value: &str) -> impl IntoView + use<> {
    view! {
        <form class="search" method="get" action=action.to_owned() role="search" aria-label=label>
            <label class="fr-label" for="q">{label}</label>
            <div class="search-row">
                <input class="fr-input" type="search" id="q" name="q" maxlength="80" value=value.to_owned()/>
                <button class="fr-btn" type="submit">"Chercher"</button>
            </div>
        </form>
    }
}
