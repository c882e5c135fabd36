//! The accounts of the platform, and one of them.
use std::collections::HashMap;

use leptos::{prelude::*, server_fn::ServerFn};

use super::api::ManageAccount;
use super::model::{Act, PATH};
use super::store::{self, Account};
use crate::access::Verb;
use crate::committee::{self, store::HeldMandate};
use crate::directory::parts::search;
use crate::error::AppError;
use crate::ids::{FormKey, PersonId};
use crate::session::Session;
use crate::text::{capitalised, counted, escape};
use crate::ui::{
    Crumb, Page, form, page,
    paging::{self, PER_PAGE},
    query, segment,
};
use crate::when;

#[component]
pub fn AccountsPage() -> impl IntoView {
    let (asked, number) = (query("q").unwrap_or_default(), paging::asked(query("page").as_deref()));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let permit = s.actor.may_on_platform(Verb::ManageAccounts)?;
        let (found, total) = store::list(&s.db.read, &permit, &asked, number, PER_PAGE).await?;
        let ids: Vec<PersonId> = found.iter().map(|account| account.id).collect();
        let held = committee::store::mandates_of(&s.db.read, ids).await?;
        let lines = found.iter().map(|account| line(&s, account, &held)).collect_view();
        let body = view! {
            <h1>"Comptes"</h1>
            <p class="meta">{counted(total, "compte", "comptes")}</p>
            {search(PATH, "Nom ou adresse", &asked)}
            {(total == 0).then(|| view! { <div class="empty"><p>"Aucun compte ne répond à ces mots. Les comptes s’ouvrent par une invitation de l’animation d’un plan, depuis l’annuaire de sa région."</p></div> })}
            <ul class="rows">{lines}</ul>
            {paging::pages(number, total, move |n| format!("{PATH}?q={}&page={n}", escape(&asked)))}
        };
        Ok(Page::new("Comptes", vec![Crumb("Accueil".into(), "/".into())], body))
    })
}

fn line(s: &Session, account: &Account, held: &HashMap<PersonId, Vec<HeldMandate>>) -> impl IntoView + use<> {
    let current = held.get(&account.id).into_iter().flatten().filter(|held| held.given.in_force(s.today));
    let mandates = current.map(said).collect::<Vec<_>>().join(" ; ");
    let mandates = if mandates.is_empty() { "aucun mandat en cours".to_owned() } else { mandates };
    view! {
        <li>
            <p class="row-title"><a href=format!("{PATH}/{}", account.id)>{account.name.clone()}</a>" "{suspended(account)}</p>
            <p class="meta">{format!("{} · {mandates} · {}", address(account), seen(s, account))}</p>
        </li>
    }
}

/// « Pilote, Comité 1, Ici »
fn said(held: &HeldMandate) -> String {
    let place = [held.committee.clone(), held.region.clone()].into_iter().flatten();
    [capitalised(held.given.role.label())].into_iter().chain(place).collect::<Vec<_>>().join(", ")
}

fn address(account: &Account) -> String {
    account.email.clone().unwrap_or_else(|| "sans adresse".into())
}

fn seen(s: &Session, account: &Account) -> String {
    account.signed_in_at.map_or_else(
        || "aucune connexion connue".to_owned(),
        |at| {
            format!("dernière connexion {}", when::age(at.with_timezone(&s.time_zone).date_naive(), s.today))
        },
    )
}

fn suspended(account: &Account) -> Option<impl IntoView + use<>> {
    account.suspended_at.map(|_| view! { <span class="state-tag">"Suspendu"</span> })
}

#[component]
pub fn AccountOfPage() -> impl IntoView {
    let asked = segment("person");
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let permit = s.actor.may_on_platform(Verb::ManageAccounts)?;
        let id = asked.parse().map_err(|_| AppError::NotFound)?;
        let account = store::get(&s.db.read, &permit, id).await?;
        let mandates = committee::store::mandates(&s.db.read, id).await?;
        let open = crate::account::store::sessions(&s.db.read, id, None, s.now).await?.len();
        let at = |at: chrono::DateTime<chrono::Utc>| when::moment(at.with_timezone(&s.time_zone));
        let last = account.signed_in_at.map_or_else(|| "Aucune connue".to_owned(), at);
        let since = account.suspended_at.map(|moment| format!("Compte suspendu depuis le {} : cette personne ne se connecte plus et ne reçoit plus de courriel. Ses mandats et ce qu’elle a écrit restent.", at(moment)));
        let buttons = account.possible(s.actor.person()).map(|act| button(&account, act)).collect_view();
        let own = s.actor.person() == Some(id);
        let rows = mandates.iter().map(|held| view! {
            <li><p class="row-title">{said(held)}</p><p class="meta">{capitalised(&held.given.period())}</p></li>
        });
        let rows = rows.collect_view();
        let none = mandates.is_empty();
        let body = view! {
            <h1>{account.name.clone()}" "{suspended(&account)}</h1>
            {since.map(|since| view! { <p class="prose">{since}</p> })}
            <dl class="facts">
                <div><dt>"Adresse"</dt><dd>{address(&account)}</dd></div>
                <div><dt>"Dernière connexion"</dt><dd>{last}</dd></div>
                <div><dt>"Sessions ouvertes"</dt><dd>{open}</dd></div>
            </dl>
            <h2>"Ce que vous pouvez faire"</h2>
            {(!own).then(|| view! { <ul class="actions">{buttons}</ul> })}
            {own.then(|| view! { <p class="prose">"C’est votre compte : une autre personne qui administre la plateforme peut le suspendre. Vos sessions se terminent dans "<a href="/compte/sessions">"« Mon compte »"</a>"."</p> })}
            <h2>"Mandats"</h2>
            {none.then(|| view! { <div class="empty"><p>"Aucun mandat. C’est l’animation d’un plan qui en donne, depuis l’annuaire de sa région."</p></div> })}
            <ul class="rows">{rows}</ul>
        };
        let title = format!("{}, compte", account.name);
        let trail = vec![Crumb("Comptes".into(), PATH.into())];
        Ok(Page::new(title, trail, body).here(account.name.clone()).narrow())
    })
}

fn button(account: &Account, act: Act) -> impl IntoView + use<> {
    let class = match act {
        Act::Suspend | Act::EndSessions => "fr-btn fr-btn--tertiary",
        Act::Reactivate | Act::Invite => "fr-btn fr-btn--secondary",
    };
    view! {
        <li>
            <form method="post" action={<ManageAccount as ServerFn>::url()}>
                {form::hidden(FormKey::new(), &format!("{PATH}/{}", account.id), act.word())}
                {form::carried("person", account.id)}
                {form::carried("version", account.version)}
                {form::carried("act", act.word())}
                <button class=class>{act.label()}</button>
            </form>
        </li>
    }
}
