//! The list of the sheets of a plan.
use std::collections::HashMap;

use leptos::prelude::*;

use crate::access::{self, Place, Verb, store::PilotRow};
use crate::action_sheet::{
    model::Sheet,
    parts::{nothing_yet, yours},
    store,
};
use crate::ids::CommitteeId;
use crate::plan::{self, model::Plan};
use crate::progress::parts::orphan;
use crate::session::Session;
use crate::text::counted;
use crate::ui::{Crumb, Page, page, paging, query, segment};

#[component]
pub fn SheetsPage() -> impl IntoView {
    let (region, plan_slug, asked) = (segment("region"), segment("plan"), query("page"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan_slug).await?;
        let scope = s.actor.scope(&plan.place())?;
        let number = paging::asked(asked.as_deref());
        let (sheets, total) = store::list(&s.db.read, &scope, number, paging::PER_PAGE).await?;
        let carried =
            access::store::pilots(&s.db.read, sheets.iter().map(|sheet| sheet.committee_id), s.today);
        let carried = carried.await?;
        let path = plan.path();
        let body = view! {
            <div class="title-row">
                <div>
                    <h1>{format!("Fiches-action du {}", plan.name)}</h1>
                    <p class="meta">{format!("{} · {} · {}", plan.region, plan.years(), counted(total, "fiche", "fiches"))}</p>
                </div>
                <ul class="actions">
                    <li><a class="fr-btn fr-btn--secondary fr-btn--sm" href=format!("{path}/tableau")>"Tableau synthétique"</a></li>
                    {may_propose(&s, &plan).then(|| view! { <li><a class="fr-btn fr-btn--tertiary fr-btn--sm" href=format!("{path}/proposer-une-fiche")>"Proposer une fiche émergente"</a></li> })}
                </ul>
            </div>
            {(total == 0).then(|| nothing_yet(&s, &plan))}
            {by_axis(&s, sheets, &carried)}
            {paging::pages(number, total, { let path = path.clone(); move |n| format!("{path}/fiches?page={n}") })}
        };
        Ok(Page::new(
            format!("Fiches-action du {}, {}", plan.name, plan.region),
            vec![Crumb(plan.name.clone(), path.clone())],
            body,
        ))
    })
}

/// Whether the reader may propose an emergent sheet for the plan, or for a committee of hers.
fn may_propose(s: &Session, plan: &Plan) -> bool {
    let for_committee = |committee| Place { committee, ..plan.place() };
    let own = s.actor.mandates().iter().filter_map(|m| m.committee);
    [None].into_iter().chain(own.map(Some)).any(|c| s.actor.can(Verb::ProposeSheet, &for_committee(c)))
}

/// The committees that somebody pilots, and by whom.
type Carried = HashMap<CommitteeId, Vec<PilotRow>>;

fn by_axis(s: &Session, sheets: Vec<Sheet>, carried: &Carried) -> impl IntoView + use<> {
    let mut groups: Vec<(String, Vec<Sheet>)> = Vec::new();
    for sheet in sheets {
        match groups.last_mut() {
            Some((axis, group)) if *axis == sheet.axis_name() => group.push(sheet),
            _ => groups.push((sheet.axis_name(), vec![sheet])),
        }
    }
    groups
        .into_iter()
        .map(|(axis, group)| {
            let lines = group.into_iter().map(|sheet| line(s, sheet, carried)).collect_view();
            view! { <section><h2>{axis}</h2><ul class="rows">{lines}</ul></section> }
        })
        .collect_view()
}

fn line(s: &Session, sheet: Sheet, carried: &Carried) -> impl IntoView + use<> {
    let alone = !carried.contains_key(&sheet.committee_id) && !sheet.status.word().is_over();
    let code = sheet.code.as_ref().map(|code| view! { <span class="code num">{code.to_string()}" "</span> });
    view! {
        <li class="row-line">
            <p class="row-title">{code}<a href=sheet.path()>{sheet.title.clone()}</a></p>
            <p class="meta">{sheet.status.said()}" "{yours(&s.actor, &sheet)}" "{alone.then(orphan)}</p>
        </li>
    }
}
