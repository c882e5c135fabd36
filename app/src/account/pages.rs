//! Sign-in, my account.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{SignInDemo, SignOut};
use crate::access::{Actor, Mandate};
use crate::action_sheet::{self, model::Sheet, store::Own};
use crate::committee::{
    self,
    store::{DemonstrationRole, HeldMandate},
};
use crate::error::AppError;
use crate::plan::{self, model::Plan};
use crate::session::Session;
use crate::text;
use crate::ui::{Crumb, Page, page, query};

#[component]
pub fn SignInPage() -> impl IntoView {
    let session = Session::current();
    let then = query("suite").unwrap_or_else(|| "/".into());
    page(async move {
        let s = session?;
        let people = if s.demonstration {
            committee::store::demonstration_roles(&s.db.read, s.today).await?
        } else {
            Vec::new()
        };
        let mut regions: Vec<(String, Vec<DemonstrationRole>)> = Vec::new();
        for person in people {
            match regions.last_mut() {
                Some((region, group)) if *region == person.region => group.push(person),
                _ => regions.push((person.region.clone(), vec![person])),
            }
        }
        let cards = regions
            .into_iter()
            .map(|(region, group)| {
                let heading = if region.is_empty() { "Plateforme".to_owned() } else { region };
                let cards = group.into_iter().map(|person| card(person, &then)).collect_view();
                view! { <h2>{heading}</h2><ul class="cards roles plain-list">{cards}</ul> }
            })
            .collect_view();
        let body = view! {
            <h1>"Se connecter"</h1>
            {if s.demonstration {
                view! {
                    <p class="prose">"C’est une démonstration : choisissez un rôle et entrez d’un clic, sans mot de passe. Toutes les personnes sont inventées."</p>
                    {cards}
                }.into_any()
            } else {
                view! { <div class="empty"><p>"La connexion par courriel n’est pas encore ouverte sur cette installation. Adressez-vous à l’animation de votre plan."</p></div> }.into_any()
            }}
        };
        Ok(Page::new("Se connecter", Vec::new(), body))
    })
}

fn card(person: DemonstrationRole, then: &str) -> impl IntoView + use<> {
    let DemonstrationRole { id, name, role, committee, .. } = person;
    let place = committee.map(|committee| format!(" · {committee}"));
    view! {
        <li class="card">
            <h3>{text::capitalised(role.label())}</h3>
            <p class="meta">{name.clone()}{place}</p>
            <form method="post" action={<SignInDemo as ServerFn>::url()}>
                <input type="hidden" name="form[person]" value=id.to_string()/>
                <input type="hidden" name="form[then]" value=then.to_owned()/>
                <button class="fr-btn fr-btn--secondary">{format!("Entrer comme {name}")}</button>
            </form>
        </li>
    }
}

/// What a mandate in force opens: the sheets of its committee, or the plans of its region. Labels and addresses.
fn opened(given: &Mandate, own: &[Own], plans: &[Plan]) -> Vec<(String, String)> {
    if let Some(committee) = given.committee {
        let sheets = own.iter().map(|own| &own.sheet).filter(|sheet| sheet.committee_id == committee);
        let label = |sheet: &Sheet| sheet.code.as_ref().map(|_| sheet.name()).unwrap_or(sheet.title.clone());
        return sheets.map(|sheet| (label(sheet), sheet.path())).collect();
    }
    let covers =
        |plan: &&Plan| given.region == Some(plan.region_id) && given.plan.is_none_or(|own| own == plan.id);
    let plans = plans.iter().filter(covers);
    plans.map(|plan| (plan.name.clone(), plan.path())).collect()
}

fn row(mandate: HeldMandate, opened: Vec<(String, String)>) -> impl IntoView {
    let HeldMandate { given, committee, region, organisation } = mandate;
    let scope =
        [committee, region, organisation, Some(given.period())].into_iter().flatten().collect::<Vec<_>>();
    let links =
        opened.into_iter().map(|(label, href)| view! { <li><a class="fr-link" href=href>{label}</a></li> });
    view! {
        <li class="row-line">
            <p class="row-title">{text::capitalised(given.role.label())}</p>
            <p class="meta">{scope.join(" · ")}</p>
            <ul class="plain-list opened">{links.collect_view()}</ul>
        </li>
    }
}

#[component]
pub fn AccountPage() -> impl IntoView {
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let Actor::Person { id, name, .. } = &s.actor else { return Err(AppError::Unauthenticated) };
        let mandates = committee::store::mandates(&s.db.read, *id).await?;
        let plans = plan::store::list(&s.db.read, &s.actor).await?;
        let own = action_sheet::store::own(&s.db.read, &s.actor).await?;
        let rows = mandates
            .into_iter()
            .map(|mandate| {
                let opened = if mandate.given.in_force(s.today) {
                    opened(&mandate.given, &own, &plans)
                } else {
                    Vec::new()
                };
                row(mandate, opened)
            })
            .collect_view();
        let body = view! {
            <h1>"Mon compte"</h1>
            <p>{name.clone()}</p>
            <h2>"Mes mandats"</h2>
            <ul class="rows">{rows}</ul>
            <ul class="actions">
                <li><a class="fr-btn fr-btn--secondary" href="/compte/brouillons">"Mes brouillons"</a></li>
                <li><form method="post" action={<SignOut as ServerFn>::url()}><button class="fr-btn fr-btn--tertiary">"Se déconnecter"</button></form></li>
            </ul>
        };
        Ok(Page::new("Mon compte", vec![Crumb("Accueil".into(), "/".into())], body).narrow())
    })
}
