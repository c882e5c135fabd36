//! The people of a region: their list, and one of them.
use leptos::prelude::*;

use super::{paged, tabs};
use crate::access::Verb;
use crate::directory::parts::{self, crumbs, search};
use crate::directory::store::{
    Seat, Which,
    people::{self, Known, Those},
    seats,
};
use crate::error::AppError;
use crate::plan::{
    self,
    model::{Plan, Region},
};
use crate::session::Session;
use crate::text::{capitalised, counted};
use crate::ui::{
    Page, page,
    paging::{self, PER_PAGE},
    query, segment,
};

#[component]
pub fn PeoplePage() -> impl IntoView {
    let (region, asked, number) =
        (segment("region"), query("q").unwrap_or_default(), paging::asked(query("page").as_deref()));
    let those = if query("partis").is_some() { Those::Gone } else { Those::Here };
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let region = plan::store::find_region(&s.db.read, &s.actor, &region).await?;
        let plans = plan::store::list(&s.db.read, &s.actor).await?;
        let (found, total) =
            people::list(&s.db.read, &region, (&asked, those), s.today, number, PER_PAGE).await?;
        let ids: Vec<_> = found.iter().map(|known| known.id).collect();
        let held = seats(&s.db.read, region.id, Which::People(&ids), None).await?;
        let list = region.directory();
        let lines = found.iter().map(|known| line(&region, &plans, known, &held, &s)).collect_view();
        let may_invite = s.actor.can(Verb::ManagePeople, &region.place());
        let (other, label) = match those {
            Those::Here => (format!("{list}?partis=1"), "Voir les personnes qui n’ont plus de mandat"),
            Those::Gone => (list.clone(), "Voir les personnes en mandat"),
        };
        let nothing = if asked.is_empty() {
            "Personne ici. L’annuaire dit qui tient quel rôle dans la région, et pour quelle structure."
        } else {
            "Personne ne répond à ces mots. Essayez un nom, une structure ou un comité."
        };
        let what = if those == Those::Gone { "sans mandat en cours" } else { "" };
        let count = counted(total, "personne", "personnes");
        let body = view! {
            <div class="title-row">
                <div><h1>{format!("Annuaire, {}", region.name)}</h1><p class="meta">{format!("{count} {what}").trim_end().to_owned()}</p></div>
                {may_invite.then(|| view! { <ul class="actions"><li><a class="fr-btn" href=format!("{list}/inviter")>"Inviter quelqu’un"</a></li></ul> })}
            </div>
            {tabs(&region, &plans, &list)}
            {search(&list, "Nom, structure ou comité", &asked)}
            {(total == 0).then(|| view! { <div class="empty"><p>{nothing}</p></div> })}
            <ul class="rows">{lines}</ul>
            {paging::pages(number, total, {
                let more = if those == Those::Gone { "&partis=1" } else { "" };
                move |n| format!("{}{more}", paged(&list, &asked, n))
            })}
            <p><a class="fr-link" href=other>{label}</a></p>
        };
        let crumbs = vec![crate::ui::Crumb("Accueil".into(), "/".into())];
        Ok(Page::new(format!("Annuaire, {}", region.name), crumbs, body).here("Annuaire"))
    })
}

fn line(region: &Region, plans: &[Plan], known: &Known, held: &[Seat], s: &Session) -> impl IntoView + use<> {
    let own: Vec<&Seat> = held.iter().filter(|seat| seat.person == known.id).collect();
    let current: Vec<&Seat> = own.iter().copied().filter(|seat| seat.is_coming_or_here(s.today)).collect();
    let shown = if current.is_empty() { own } else { current };
    let titles = shown.iter().map(|seat| parts::title(seat, plans)).collect::<Vec<_>>().join(" ; ");
    let mut names: Vec<_> =
        shown.iter().filter_map(|seat| seat.organisation.as_ref().map(|o| o.1.clone())).collect();
    names.sort();
    names.dedup();
    let of = if names.is_empty() { String::new() } else { format!(" · {}", names.join(", ")) };
    view! {
        <li class="row-line">
            <p class="row-title"><a href=region.person_path(known.id)>{known.name.clone()}</a></p>
            <p class="meta">{format!("{titles}{of}")}</p>
        </li>
    }
}

#[component]
pub fn PersonPage() -> impl IntoView {
    let (region, asked) = (segment("region"), segment("person"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let region = plan::store::find_region(&s.db.read, &s.actor, &region).await?;
        let id = asked.parse().map_err(|_| AppError::NotFound)?;
        let known = people::get(&s.db.read, region.id, id).await?;
        let plans = plan::store::list(&s.db.read, &s.actor).await?;
        let held = seats(&s.db.read, region.id, Which::Person(id), None).await?;
        let (now, past): (Vec<&Seat>, Vec<&Seat>) =
            held.iter().partition(|seat| seat.is_coming_or_here(s.today));
        let may_manage = s.actor.can(Verb::ManagePeople, &region.place());
        let may_mend = may_manage && people::check_mends(&s.db.read, &s.actor, id).await.is_ok();
        let path = region.person_path(id);
        let email = known.email_for(&s.actor, &region).map(str::to_owned);
        let hidden = known.email.is_some() && !known.shows_email && email.is_some();
        let body = view! {
            <div class="title-row">
                <div>
                    <h1>{known.name.clone()}</h1>
                    {email.map(|email| view! { <p><a class="fr-link" href=format!("mailto:{email}")>{email.clone()}</a>{hidden.then(|| view! { <span class="meta">" · visible de l’animation et de l’appui seulement"</span> })}</p> })}
                    {(may_manage && known.email.is_none()).then(|| view! { <p class="meta">"Sans adresse : cette personne ne peut pas se connecter."</p> })}
                </div>
                <ul class="actions">
                    {may_manage.then(|| view! { <li><a class="fr-btn" href=format!("{path}/mandats/nouveau")>"Donner un mandat"</a></li> })}
                    {may_mend.then(|| view! { <li><a class="fr-btn fr-btn--secondary" href=format!("{path}/modifier")>"Corriger le nom ou l’adresse"</a></li> })}
                </ul>
            </div>
            <h2>"Mandats en cours"</h2>
            {now.is_empty().then(|| view! { <div class="empty"><p>"Aucun mandat en cours dans cette région. Ce qu’elle a écrit reste signé de son nom."</p></div> })}
            <ul class="rows">{now.iter().map(|seat| mandate(&s, &region, &plans, seat, true)).collect_view()}</ul>
            {(!past.is_empty()).then(|| view! {
                <h2>"Mandats terminés"</h2>
                <ul class="rows">{past.iter().map(|seat| mandate(&s, &region, &plans, seat, false)).collect_view()}</ul>
            })}
        };
        let title = format!("{}, annuaire, {}", known.name, region.name);
        Ok(Page::new(title, crumbs(&region), body).here(known.name.clone()))
    })
}

fn mandate(
    s: &Session,
    region: &Region,
    plans: &[Plan],
    seat: &Seat,
    lasting: bool,
) -> impl IntoView + use<> {
    let may = lasting && s.actor.can(Verb::ManagePeople, &seat.place(region.id));
    let path = format!("{}/mandats/{}", region.person_path(seat.person), seat.id);
    let title = parts::title(seat, plans);
    let plan = plans.iter().find(|plan| Some(plan.id) == seat.plan);
    let committee = seat.given.committee.zip(plan).map(|(id, plan)| {
        view! { <a class="fr-link" href=plan.committee_path(id)>"Voir le comité"<span class="sr-only">{seat.committee.clone().map(|name| format!(" {name}"))}</span></a> }
    });
    let organisation = seat.organisation.as_ref().map(|(id, name)| {
        view! { <a href=region.organisation_path(*id)>{name.clone()}</a>" · " }
    });
    let period = if lasting && s.today < seat.given.starts {
        format!("À venir, {}", seat.given.period())
    } else {
        capitalised(&seat.given.period())
    };
    view! {
        <li class="row-line">
            <p class="row-title">{title.clone()}</p>
            <p class="meta">{organisation}{period}</p>
            <div class="actions">
                {committee}
                {may.then(|| view! {
                    <a class="fr-btn fr-btn--sm fr-btn--secondary" href=format!("{path}/passation")>"Passer la main"<span class="sr-only">{format!(" : {title}")}</span></a>
                    <a class="fr-btn fr-btn--sm fr-btn--tertiary" href=format!("{path}/fin")>"Terminer"<span class="sr-only">{format!(" : {title}")}</span></a>
                })}
            </div>
        </li>
    }
}
