//! The document around every page: head, header, menu, footer.
use axum::http::{HeaderName, HeaderValue, request::Parts};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use serde::de::DeserializeOwned;

use super::{Assets, icon, page};
use crate::access::{Actor, Place, Verb};
use crate::administration::model::PATH as ACCOUNTS;
use crate::draft::model::decode;
use crate::error::{AppError, FieldError};
use crate::mail::model::FAILED;
use crate::plan::model::DIRECTORY;
use crate::session::Session;
use crate::work::PATH as WORK;

/// The refusal that a layer asks to show, instead of the page of the address.
#[derive(Clone)]
pub struct Shown {
    pub error: AppError,
    /// What was typed and could not be kept: shown, so that it can be copied.
    pub typed: Option<String>,
    /// What was typed is in « Mes brouillons ».
    pub kept: bool,
}

/// The form of somebody who has no drafts, as it was sent and refused: its page shows it again in the same answer.
#[derive(Clone)]
pub struct Refused {
    pub fields: String,
    pub errors: Vec<FieldError>,
}

impl Refused {
    /// What the page that is being shown must show again, when its form was refused.
    pub fn here<T: DeserializeOwned>() -> Option<(T, Vec<FieldError>)> {
        let refused = use_context::<Self>()?;
        Some((decode(&refused.fields)?, refused.errors))
    }
}

/// What was typed in a plain endpoint's form that is refused: the page of the refusal shows it.
#[derive(Clone)]
pub struct Typed(pub String);

/// The document.
pub fn shell() -> impl IntoView {
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false); // only islands are brought to life
    }
    let assets = use_context::<Assets>().unwrap_or_default();
    protect();
    view! {
        <!DOCTYPE html>
        <html lang="fr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" type="image/svg+xml" href="/assets/favicon.svg"/>
                <link rel="stylesheet" href=assets.css/>
                <MetaTags/>
            </head>
            <body><crate::App/></body>
        </html>
    }
}

/// The content security policy of a page, with the nonce of its one script.
fn protect() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(HeaderName::from_static("content-security-policy"), policy);
    }
}

/// Header, content, footer.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let session = Session::current().ok();
    let demonstration = session.as_ref().is_some_and(|s| s.demonstration);
    view! {
        {icon::symbols()}
        <div class="fr-skiplinks">
            <nav class="fr-container" aria-label="Accès rapide">
                <ul class="fr-skiplinks__list">
                    <li><a class="fr-link" href="#contenu">"Contenu"</a></li>
                    <li><a class="fr-link" href="#menu">"Menu"</a></li>
                    <li><a class="fr-link" href="#pied">"Pied de page"</a></li>
                </ul>
            </nav>
        </div>
        <header class="site-header" role="banner">
            <div class="container">
                <a class="brand" href="/" title="Accueil, Prisme">"Prisme"</a>
                {session.as_ref().and_then(|s| s.home.clone()).map(|home| view! { <span class="place">{home.region}</span> })}
                {menu(session.as_ref())}
            </div>
            {demonstration.then(|| view! {
                <div class="demo-banner"><p class="container"><strong>"Démonstration."</strong>" Personnes, dates et avancements inventés ; connexion sans mot de passe."</p></div>
            })}
        </header>
        {demonstration.then(|| view! { <p class="print-only print-note meta">"Démonstration : personnes, dates et avancements inventés."</p> })}
        {children()}
        <footer class="site-footer" id="pied" role="contentinfo">
            <div class="container">
                <ul>
                    <li><a href="/accessibilite">"Accessibilité : non conforme"</a></li>
                    <li><a href="/mentions-legales">"Mentions légales"</a></li>
                    <li><a href="/donnees-personnelles">"Données personnelles"</a></li>
                    <li><a href="/cookies">"Cookies"</a></li>
                    <li><a href="/glossaire">"Glossaire"</a></li>
                    <li><a href="/plan-du-site">"Plan du site"</a></li>
                </ul>
            </div>
        </footer>
    }
}

fn menu(session: Option<&Session>) -> impl IntoView + use<> {
    let path = use_context::<Parts>().map(|p| p.uri.path().to_owned()).unwrap_or_default();
    let home = session.and_then(|s| s.home.clone());
    let mut entries = Vec::new();
    if session.is_some_and(|s| s.actor.person().is_some()) {
        entries.push(("Mon travail".to_owned(), "", WORK.to_owned()));
    }
    if let Some(home) = &home {
        // a person who reads another plan of the region keeps to that plan
        let plan = current_plan(&path, &home.path);
        let table =
            plan_name(&plan).map_or_else(|| "Tableau du plan".into(), |name| format!("Tableau du {name}"));
        entries.push((table, "", format!("{plan}/tableau")));
        entries.push(("Fiches-action".to_owned(), "", format!("{plan}/fiches")));
        let region = plan.rsplit_once('/').map_or("", |(region, _)| region);
        entries.push(("Annuaire".to_owned(), "", format!("{region}/{DIRECTORY}")));
        if session.is_some_and(|s| s.actor.can_in_region(Verb::AnswerAsk)) {
            entries.push(("Demandes d’appui".to_owned(), "", format!("{plan}/appuis")));
        }
    }
    if session.is_some_and(|s| s.actor.can(Verb::ManageAccounts, &Place::platform())) {
        entries.push(("Comptes".to_owned(), "", ACCOUNTS.to_owned()));
        entries.push(("Courrier".to_owned(), "", FAILED.to_owned()));
    }
    match session.map(|s| &s.actor) {
        Some(Actor::Person { name, .. }) => {
            entries.push(("Mon compte".to_owned(), name.as_str(), "/compte".to_owned()));
        }
        _ => entries.push(("Se connecter".to_owned(), "", "/compte/connexion".to_owned())),
    }
    let last = entries.len() - 1;
    let items = entries
        .into_iter()
        .enumerate()
        .map(|(rank, (label, who, href))| {
            let current = path == href || (href != "/compte" && path.starts_with(&format!("{href}/")));
            view! { <li class:me=rank == last><a href=href aria-current=current.then_some("page")>{label}{(!who.is_empty()).then(|| view! { <span class="who">{format!(" {who}")}</span> })}</a></li> }
        })
        .collect_view();
    view! {
        <details class="menu" id="menu">
            <summary>{icon::icon("menu")}"Menu"</summary>
            <nav aria-label="Menu principal"><ul>{items}</ul></nav>
        </details>
    }
}

/// The plan whose page is shown, when it is of the reader's region; her current plan otherwise.
fn current_plan(path: &str, home: &str) -> String {
    let region = home.rsplit_once('/').map_or("", |(region, _)| region);
    let mut segments = path.trim_start_matches('/').split('/');
    match (segments.next(), segments.next()) {
        (Some(r), Some(plan))
            if !region.is_empty() && format!("/{r}") == region && !["", DIRECTORY].contains(&plan) =>
        {
            format!("/{r}/{plan}")
        }
        _ => home.to_owned(),
    }
}

/// « PRST 3 », of `…/prst-3`: the menu knows the plan by its address only. `None` for an address of another shape.
fn plan_name(path: &str) -> Option<String> {
    let number = path.rsplit('/').next()?.strip_prefix("prst-")?;
    number.bytes().all(|b| b.is_ascii_digit()).then(|| format!("PRST {number}"))
}

/// What the router shows when no route matches.
pub fn fallback() -> impl IntoView {
    page::failure(AppError::NotFound, Session::current().ok())
}
