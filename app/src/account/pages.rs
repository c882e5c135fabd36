//! Sign-in, my account.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{SignInDemo, SignOut};
use crate::access::{self, Actor};
use crate::committee::{self, store::DemonstrationRole};
use crate::error::AppError;
use crate::session::Session;
use crate::text;
use crate::ui::{Crumb, Page, page, query};
use crate::when;

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

#[component]
pub fn AccountPage() -> impl IntoView {
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let Actor::Person { id, name, .. } = &s.actor else { return Err(AppError::Unauthenticated) };
        let mandates = access::store::described(&s.db.read, *id).await?;
        let rows = mandates
            .into_iter()
            .map(|m| view! {
                <li class="row-line">
                    <p class="row-title">{m.role}</p>
                    <p class="meta">{m.scope}{format!(" · depuis le {}", when::date(m.starts))}{m.ends.map(|d| format!(", jusqu’au {}", when::date(d)))}</p>
                </li>
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
