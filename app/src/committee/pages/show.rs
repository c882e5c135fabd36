//! A committee: its perimeter, its actions, its pilots, its members by college.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::{committee_here, crumbs, plan_here};
use crate::access::{Role, Verb};
use crate::action_sheet::{self, model::Sheet};
use crate::committee::model::{College, advice};
use crate::committee::store::Committee;
use crate::directory::{
    self,
    store::{Seat, Which, seats},
};
use crate::plan::model::{Plan, Region};
use crate::progress;
use crate::session::Session;
use crate::text::{capitalised, counted};
use crate::ui::{Page, page, segment};

#[component]
pub fn CommitteePage() -> impl IntoView {
    let (region, plan, asked) = (segment("region"), segment("plan"), segment("committee"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan_here(&s, &region, &plan).await?;
        let committee = committee_here(&s, &plan, &asked).await?;
        let scope = s.actor.scope(&plan.place())?;
        let sheets = action_sheet::store::of_committee(&s.db.read, &scope, committee.id).await?;
        let all = seats(&s.db.read, plan.region_id, Which::Committee(committee.id), None).await?;
        let region = plan.region();
        let body = view! {
            {head(&s, &plan, &committee)}
            {perimeter(&committee)}
            {actions(&committee, &sheets)}
            {members(&s, &region, &plan, &committee, &all)}
        };
        let title = format!("{}, {}, {}", committee.is.name, plan.name, plan.region);
        Ok(Page::new(title, crumbs(&plan, None), body).here(committee.is.name.clone()))
    })
}

fn head(s: &Session, plan: &Plan, committee: &Committee) -> impl IntoView + use<> {
    let path = plan.committee_path(committee.id);
    let may_write = s.actor.can(Verb::ManageCommittees, &plan.place());
    let carries = committee.is.check_carries().is_ok();
    view! {
        <div class="title-row">
            <div>
                <h1>{committee.is.name.clone()}</h1>
                <p class="meta">{format!("{} · {}", capitalised(committee.is.kind.label()), plan.name)}</p>
            </div>
            {may_write.then(|| view! {
                <ul class="actions">
                    {carries.then(|| view! { <li><a class="fr-btn fr-btn--secondary" href=format!("{path}/actions")>"Confier des actions"</a></li> })}
                    <li><a class="fr-btn fr-btn--tertiary" href=format!("{path}/modifier")>"Modifier le comité"</a></li>
                </ul>
            })}
        </div>
    }
}

/// What a committee does and does not do, as far as it is said.
pub(super) fn perimeter(committee: &Committee) -> impl IntoView + use<> {
    let said = [("Ce qu’il fait", &committee.is.does), ("Ce qu’il ne fait pas", &committee.is.does_not)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| view! { <div><dt>{label}</dt><dd class="typed">{text.clone()}</dd></div> })
        .collect_view();
    (!said.is_empty()).then(|| view! { <dl class="facts">{said}</dl> })
}

fn actions(committee: &Committee, sheets: &[Sheet]) -> impl IntoView + use<> {
    let lines = sheets.iter().map(|sheet| {
        let code =
            sheet.code.as_ref().map(|code| view! { <span class="code num">{code.to_string()}" "</span> });
        view! {
            <li class="row-line">
                <p class="row-title">{code}<a href=sheet.path()>{sheet.title.clone()}</a></p>
                <p class="meta">{sheet.status.label()}</p>
            </li>
        }
    });
    let nothing = if committee.is.check_carries().is_ok() {
        "Ce comité ne porte aucune action que vous puissiez lire."
    } else {
        "Un comité de coordination ne porte pas d’action : il réunit ceux qui en portent."
    };
    view! {
        <section aria-labelledby="actions-portees">
            <h2 id="actions-portees">"Actions portées"</h2>
            {sheets.is_empty().then(|| view! { <div class="empty"><p>{nothing}</p></div> })}
            <ul class="rows">{lines.collect_view()}</ul>
        </section>
    }
}

fn members(
    s: &Session,
    region: &Region,
    plan: &Plan,
    committee: &Committee,
    all: &[Seat],
) -> impl IntoView + use<> {
    let here: Vec<&Seat> = all.iter().filter(|seat| seat.given.in_force(s.today)).collect();
    let coming: Vec<&Seat> =
        all.iter().filter(|seat| s.today < seat.given.starts && seat.is_coming_or_here(s.today)).collect();
    let gone: Vec<&Seat> = all.iter().filter(|seat| !seat.is_coming_or_here(s.today)).collect();
    let (pilots, others): (Vec<&Seat>, Vec<&Seat>) =
        here.iter().partition(|seat| matches!(seat.given.role, Role::Pilot | Role::CoPilot));
    let mut people: Vec<_> = here.iter().map(|seat| seat.person).collect();
    people.sort_unstable();
    people.dedup();
    let carries = committee.is.check_carries().is_ok();
    let may_name = s.actor.can(Verb::ManagePeople, &committee.place(plan.region_id));
    let invite = |role| directory::parts::naming(&region.directory(), committee.id, role);
    let rows = |seats: &[&Seat]| list(region, seats, all, s.today);
    let colleges = College::ALL.iter().map(|college| Some(*college)).chain([None]).map(|college| {
        let of: Vec<&Seat> = others.iter().copied().filter(|seat| seat.college == college).collect();
        let label = college.map_or("Sans structure", College::label);
        (!of.is_empty()).then(|| view! { <h3>{format!("Collège : {label}, {}", counted(of.len() as u64, "membre", "membres"))}</h3>{rows(&of)} })
    });
    let orphan = match pilots.len() {
        _ if !carries => None,
        0 => Some(
            view! { <p>{progress::parts::orphan()}" Personne ne fait le point sur ses actions."</p> }
                .into_any(),
        ),
        1 => Some(
            view! { <p class="silent">"Un seul pilote : un binôme de deux structures tient mieux."</p> }
                .into_any(),
        ),
        _ => None,
    };
    view! {
        <section aria-labelledby="pilotes">
            <h2 id="pilotes">"Pilotes"</h2>
            {orphan}
            {rows(&pilots)}
            {(may_name && carries).then(|| view! {
                <ul class="actions">
                    <li><a class="fr-btn fr-btn--secondary fr-btn--sm" href=invite(Role::Pilot)>"Nommer un pilote"</a></li>
                    <li><a class="fr-btn fr-btn--tertiary fr-btn--sm" href=invite(Role::CoPilot)>"Nommer un co-pilote"</a></li>
                </ul>
            })}
        </section>
        <section aria-labelledby="membres">
            <h2 id="membres">"Membres"</h2>
            {advice(people.len()).map(|text| view! { <p class="meta">{text}</p> })}
            {others.is_empty().then(|| view! { <div class="empty"><p>"Aucun membre en dehors des pilotes."</p></div> })}
            {colleges.collect_view()}
            {may_name.then(|| view! { <p><a class="fr-btn fr-btn--tertiary fr-btn--sm" href=invite(Role::Contributor)>"Inviter un membre"</a></p> })}
            {(!coming.is_empty()).then(|| view! { <h3>"À venir"</h3>{rows(&coming)} })}
            {(!gone.is_empty()).then(|| view! { <details><summary>{format!("Mandats terminés ({})", gone.len())}</summary>{rows(&gone)}</details> })}
        </section>
    }
}

fn list(region: &Region, shown: &[&Seat], all: &[Seat], today: NaiveDate) -> impl IntoView + use<> {
    let lines = shown.iter().map(|seat| {
        let organisation = seat.organisation.as_ref().map(|(id, name)| {
            view! { " · "<a href=region.organisation_path(*id)>{name.clone()}</a> }
        });
        let handover = directory::parts::handover(seat, all, today);
        view! {
            <li class="row-line">
                <p class="row-title">{directory::parts::name(region, seat)}</p>
                <p class="meta">{capitalised(seat.given.role.label())}{organisation}{format!(" · {}", seat.given.period())}{handover.map(|text| view! { <span class="line">{capitalised(&text)}</span> })}</p>
            </li>
        }
    });
    (!shown.is_empty()).then(|| view! { <ul class="rows">{lines.collect_view()}</ul> })
}
