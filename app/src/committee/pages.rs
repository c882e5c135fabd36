//! The committees of a plan: their list, one with its actions and its members, the forms that change it.
mod carry;
mod edit;
mod show;

pub use carry::CarryPage;
pub use edit::EditCommitteePage;
pub use show::CommitteePage;

use leptos::prelude::*;

use super::store::{self, Committee};
use crate::access::{self, Verb};
use crate::action_sheet;
use crate::error::AppError;
use crate::plan::{self, model::Plan};
use crate::progress;
use crate::session::Session;
use crate::text::{capitalised, counted};
use crate::ui::{
    Crumb, Page, page,
    paging::{self, PER_PAGE},
    query, segment,
};

/// The last part of the address of a committee that is not there yet.
const NEW: &str = "nouveau";

/// The plan in the address of the page.
async fn plan_here(s: &Session, region: &str, plan: &str) -> Result<Plan, AppError> {
    plan::store::find(&s.db.read, &s.actor, region, plan).await
}

/// The committee in the address of the page.
async fn committee_here(s: &Session, plan: &Plan, asked: &str) -> Result<Committee, AppError> {
    store::get(&s.db.read, plan.id, asked.parse().map_err(|_| AppError::NotFound)?).await
}

/// The way back from a page of committees.
fn crumbs(plan: &Plan, committee: Option<&Committee>) -> Vec<Crumb> {
    let mut trail = vec![
        Crumb(format!("{}, {}", plan.name, plan.region), plan.path()),
        Crumb("Comités".into(), plan.committees_path()),
    ];
    trail.extend(committee.map(|c| Crumb(c.is.name.clone(), plan.committee_path(c.id))));
    trail
}

#[component]
pub fn CommitteesPage() -> impl IntoView {
    let (region, plan, number) =
        (segment("region"), segment("plan"), paging::asked(query("page").as_deref()));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan_here(&s, &region, &plan).await?;
        let scope = s.actor.scope(&plan.place())?;
        let (committees, total) = store::list(&s.db.read, plan.id, number, PER_PAGE).await?;
        let pilots = access::store::pilots(&s.db.read, committees.iter().map(|c| c.id), s.today).await?;
        let carried = action_sheet::store::count_by_committee(&s.db.read, &scope).await?;
        let list = plan.committees_path();
        let may_write = s.actor.can(Verb::ManageCommittees, &plan.place());
        let lines = committees
            .iter()
            .map(|c| {
                let actions = carried.get(&c.id).copied().unwrap_or_default().unsigned_abs();
                let names = pilots.get(&c.id).into_iter().flatten().map(|p| p.name.clone()).collect::<Vec<_>>();
                let orphan = names.is_empty() && actions > 0;
                let names = if names.is_empty() { String::new() } else { format!(" · {}", names.join(", ")) };
                view! {
                    <li class="row-line">
                        <p class="row-title"><a href=plan.committee_path(c.id)>{c.is.name.clone()}</a></p>
                        <p class="meta">{format!("{} · {}{names} ", capitalised(c.is.kind.label()), counted(actions, "action", "actions"))}{orphan.then(progress::parts::orphan)}</p>
                    </li>
                }
            })
            .collect_view();
        let body = view! {
            <div class="title-row">
                <div><h1>{format!("Comités du {}", plan.name)}</h1><p class="meta">{counted(total, "comité", "comités")}</p></div>
                {may_write.then(|| view! { <ul class="actions"><li><a class="fr-btn" href=format!("{list}/{NEW}")>"Ajouter un comité"</a></li></ul> })}
            </div>
            {(total == 0).then(|| view! { <div class="empty"><p>"Aucun comité. Un comité technique porte une ou plusieurs actions : ses pilotes en tiennent les fiches."</p></div> })}
            <ul class="rows">{lines}</ul>
            {paging::pages(number, total, {
                let list = list.clone();
                move |n| format!("{list}?page={n}")
            })}
        };
        let mut trail = crumbs(&plan, None);
        trail.pop();
        Ok(Page::new(format!("Comités du {}, {}", plan.name, plan.region), trail, body).here("Comités"))
    })
}
