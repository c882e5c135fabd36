//! The screens of the directory.
mod mandates;
mod mend;
mod organisations;
mod people;

pub use mandates::{EndMandatePage, GiveMandatePage, HandoverPage};
pub use mend::MendPersonPage;
pub use organisations::{EditOrganisationPage, OrganisationPage, OrganisationsPage};
pub use people::{PeoplePage, PersonPage};

use leptos::prelude::*;

use super::model::Held;
use super::store;
use crate::access::{Place, Verb};
use crate::committee;
use crate::error::AppError;
use crate::plan::model::{Plan, Region};
use crate::session::Session;
use crate::ui::pick::Group;

/// The longest list of a form; what is not in it is reached from its own page.
const SHOWN: usize = 300;

/// The parts of the directory, and the committees of each plan; `here` is the address of the page.
fn tabs(region: &Region, plans: &[Plan], here: &str) -> impl IntoView + use<> {
    let mut tabs = vec![
        ("Personnes".to_owned(), region.directory()),
        ("Structures".to_owned(), region.organisations_path()),
    ];
    let own = plans.iter().filter(|plan| plan.region_id == region.id);
    tabs.extend(own.map(|plan| (format!("Comités du {}", plan.name), plan.committees_path())));
    let items = tabs.into_iter().map(|(label, href)| {
        let current = href == here;
        view! { <li><a class="fr-link" href=href aria-current=current.then_some("page")>{label}</a></li> }
    });
    view! { <nav class="tabs" aria-label="Annuaire"><ul class="actions">{items.collect_view()}</ul></nav> }
}

/// The address of another page of a list that was searched.
fn paged(list: &str, search: &str, number: u64) -> String {
    format!("{list}?q={}&page={number}", crate::text::escape(search))
}

/// What a mandate may be held on, as far as the reader manages it: the region, its plans, their committees. The one
/// that was asked is there even when the list is long.
async fn places(s: &Session, region: &Region, plans: &[Plan], asked: &str) -> Result<Vec<Group>, AppError> {
    let may = |place: Place| s.actor.can(Verb::ManagePeople, &place);
    let mut committees = committee::store::newest(&s.db.read, region.id, SHOWN as u64).await?;
    if let Ok(Held::Committee(id)) = asked.parse::<Held>()
        && !committees.iter().any(|c| c.id == id)
    {
        committees.extend(committee::store::of_region(&s.db.read, region.id, id).await.ok());
    }
    let mut groups = Vec::new();
    if may(region.place()) {
        let whole = (Held::Region.to_string(), format!("Toute la région {}", region.name));
        groups.push(Group { name: String::new(), options: vec![whole] });
    }
    for plan in plans.iter().filter(|plan| plan.region_id == region.id) {
        if !may(Place::seat(region.id, Some(plan.id), None)) {
            continue;
        }
        let whole = (Held::Plan(plan.id).to_string(), format!("Tout le {}", plan.name));
        let of_plan = committees.iter().filter(|c| c.plan == plan.id);
        let each = of_plan.map(|c| (Held::Committee(c.id).to_string(), c.is.name.clone()));
        groups.push(Group { name: plan.name.clone(), options: [whole].into_iter().chain(each).collect() });
    }
    Ok(groups)
}

/// The organisations of the region, for a list; the one that was asked is there even when it is long.
async fn organisations_of(s: &Session, region: &Region, asked: &str) -> Result<Vec<Group>, AppError> {
    let (mut all, _) = store::organisations::list(&s.db.read, region, "", 0, SHOWN as u64).await?;
    if let Ok(id) = asked.parse()
        && !all.iter().any(|o| o.id == id)
    {
        all.extend(store::organisations::get(&s.db.read, region.id, id).await.ok());
    }
    let options = all.into_iter().map(|o| (o.id.to_string(), o.is.name)).collect();
    Ok(vec![Group { name: String::new(), options }])
}
