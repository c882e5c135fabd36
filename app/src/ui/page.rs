//! The frame of every page: breadcrumb, message of the last act, title, and the pages of refusals.
use std::future::Future;

use axum::http::request::Parts;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{Link, Script, Title};
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{Assets, Shown, form::escaped};
use crate::draft;
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::Session;
use crate::text::{escape, printable};

/// A step of the breadcrumb: a label and its address.
pub struct Crumb(pub String, pub String);

/// What a page gives to the frame.
pub struct Page {
    /// Unique in the site; « Prisme » is added.
    pub title: String,
    pub crumbs: Vec<Crumb>,
    /// The last step of the breadcrumb, when the title is too long for it.
    pub here: Option<String>,
    /// For forms and long texts.
    pub narrow: bool,
    /// The page itself says why a form came back to it.
    pub explains: bool,
    /// What was just done, when no receipt tells it.
    pub done: Option<&'static str>,
    pub body: AnyView,
}

impl Page {
    pub fn new(title: impl Into<String>, crumbs: Vec<Crumb>, body: impl IntoView + 'static) -> Self {
        Self {
            title: title.into(),
            crumbs,
            here: None,
            narrow: false,
            explains: false,
            done: None,
            body: body.into_any(),
        }
    }

    pub fn here(self, name: impl Into<String>) -> Self {
        Self { here: Some(name.into()), ..self }
    }

    pub fn narrow(self) -> Self {
        Self { narrow: true, ..self }
    }

    pub fn explaining(self) -> Self {
        Self { explains: true, ..self }
    }

    pub fn done(self, told: &'static str) -> Self {
        Self { done: Some(told), ..self }
    }
}

/// Renders a page from the database, or the page of its refusal with the right status.
pub fn page(body: impl Future<Output = Result<Page, AppError>> + Send + 'static) -> impl IntoView {
    let session = Session::current();
    let (receipt, refused) = (key("recu"), key("refus"));
    view! {
        <Suspense>{Suspend::new(async move {
            let page = match body.await {
                Ok(page) => page,
                Err(error) => return failure(error, session.ok()).into_any(),
            };
            let told = match session {
                Ok(session) => told(&session, receipt, refused).await.unwrap_or_default(),
                Err(_) => Told::default(),
            };
            framed(page, told).into_any()
        })}</Suspense>
    }
}

/// What to say above a page: of the form that was just accepted, or refused for a reason that is about no field.
#[derive(Default)]
struct Told {
    done: Option<String>,
    refused: Vec<String>,
}

async fn told(s: &Session, receipt: Option<FormKey>, refused: Option<FormKey>) -> Result<Told, AppError> {
    let Some(person) = s.actor.person() else { return Ok(Told::default()) };
    let done = match receipt {
        Some(key) => draft::store::message(&s.db.read, person, key, s.now).await?.filter(|m| !m.is_empty()),
        None => None,
    };
    let refused = match refused {
        Some(key) => draft::store::refusal(&s.db.read, person, key, s.now).await?,
        None => Vec::new(),
    };
    Ok(Told { done, refused })
}

fn key(name: &str) -> Option<FormKey> {
    query(name).and_then(|key| key.parse().ok())
}

fn framed(page: Page, told: Told) -> impl IntoView {
    let title = page.title.clone();
    let trail = page
        .crumbs
        .into_iter()
        .map(|Crumb(label, href)| view! { <li><a href=href>{label}</a></li> })
        .collect::<Vec<_>>();
    let here = page.here.unwrap_or_else(|| page.title.trim_start_matches("Erreur : ").to_owned());
    let refused = if page.explains { Vec::new() } else { told.refused };
    view! {
        <Title text=escaped(&format!("{title} | Prisme"))/>
        <main id="contenu" class="container" class:container--narrow=page.narrow tabindex="-1">
            {(!trail.is_empty()).then(|| view! {
                <nav class="breadcrumb" aria-label="Fil d’Ariane"><ol>{trail}<li aria-current="page">{here}</li></ol></nav>
            })}
            {told.done.or(page.done.map(str::to_owned)).map(|text| view! { <div class="flash fr-alert fr-alert--success" role="status"><p>{text}</p></div> })}
            {(!refused.is_empty()).then(|| view! {
                <div class="refused fr-alert fr-alert--warning" role="alert">{refused.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}</div>
            })}
            {page.body}
        </main>
    }
}

/// The page of a refusal: what happened, what to do, where to go.
pub fn failure(error: AppError, session: Option<Session>) -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(error.status());
    }
    let (title, advice) = match &error {
        AppError::Unauthenticated => {
            ("Connectez-vous", "Cette page demande d’être connecté. Après la connexion, vous y reviendrez.")
        }
        AppError::Forbidden(_) => ("Vous ne pouvez pas faire cela", ""),
        AppError::NotFound => (
            "Page introuvable",
            "Vérifiez l’adresse. La page a pu changer de place, ou n’être pas ouverte à vos mandats.",
        ),
        AppError::Stale | AppError::AlreadyDone { .. } => {
            ("La page a changé", "Rechargez-la pour voir ce qui a été enregistré entre-temps.")
        }
        AppError::Invalid(_) => {
            ("La saisie est à corriger", "Revenez au formulaire, corrigez, puis renvoyez.")
        }
        AppError::TooLarge => (
            "Envoi trop volumineux",
            "Revenez en arrière : votre navigateur a gardé votre saisie. Raccourcissez-la, ou envoyez un fichier plus léger (4 Mo au plus).",
        ),
        AppError::Unreadable => (
            "Demande illisible",
            "Le formulaire est arrivé incomplet. Revenez en arrière, rechargez la page et réessayez : les brouillons sont gardés.",
        ),
        AppError::Internal => (
            "Une erreur s’est produite",
            "Elle vient de nous, pas de vous. Vos brouillons sont gardés : réessayez dans un instant.",
        ),
    };
    let detail = match &error {
        AppError::Forbidden(why) => Some(view! { <p>{why.clone()}</p> }.into_any()),
        AppError::Invalid(errors) => Some(
            view! { <ul>{errors.iter().map(|e| view! { <li>{e.message.clone()}</li> }).collect_view()}</ul> }
                .into_any(),
        ),
        _ => None,
    };
    let (typed, kept) = use_context::<Shown>().map_or((None, false), |shown| (shown.typed, shown.kept));
    let number = session.map(|s| s.request_id).unwrap_or_default();
    let here = use_context::<Parts>().map(|p| p.uri.to_string()).unwrap_or_default();
    let sign_in =
        (error == AppError::Unauthenticated).then(|| format!("/compte/connexion?suite={}", escape(&here)));
    let reload = (error == AppError::Stale).then(|| here.clone());
    let around = match &error {
        // an upload is sent to the page of its form; a server function has no page
        AppError::Invalid(_) if !here.starts_with("/api/") => Some(("Revenir au formulaire", here.clone())),
        AppError::Invalid(_) | AppError::Forbidden(_) => around(&here),
        _ => None,
    };
    let status = error.status().as_u16();
    view! {
        <Title text=format!("{title} | Prisme")/>
        <main id="contenu" class="container container--narrow error-page" tabindex="-1">
            <p class="meta">{format!("Erreur {status}")}</p>
            <h1>{title}</h1>
            {detail}
            {(!advice.is_empty()).then(|| view! { <p>{advice}</p> })}
            {kept.then(|| view! { <p>"Ce que vous aviez écrit est gardé dans "<a href="/compte/brouillons">"Mes brouillons"</a>"."</p> })}
            {typed.map(|text| view! {
                <div class="fr-input-group">
                    <label class="fr-label" for="ecrit">"Ce que vous aviez écrit, à copier"</label>
                    <textarea class="fr-input" id="ecrit" rows="8" readonly="">{format!("\n{}", escaped(&text))}</textarea>
                </div>
            })}
            <ul class="actions">
                {around.map(|(label, href)| view! { <li><a class="fr-btn" href=href>{label}</a></li> })}
                {reload.map(|href| view! { <li><a class="fr-btn" href=href>"Recharger la page"</a></li> })}
                {sign_in.map(|href| view! { <li><a class="fr-btn" href=href>"Se connecter"</a></li> })}
                <li><a class="fr-btn fr-btn--secondary" href="/">"Aller à l’accueil"</a></li>
                <li><a class="fr-btn fr-btn--tertiary" href="/plan-du-site">"Plan du site"</a></li>
            </ul>
            {(error == AppError::Internal).then(|| view! { <p class="meta">"Si cela persiste, donnez ce numéro à l’administration : " <code>{number}</code></p> })}
        </main>
    }
}

/// What an address is a part of, when that is a sheet or a plan: `/ici/prst-4/fiches/1.1/point` is of `…/fiches/1.1`.
fn around(address: &str) -> Option<(&'static str, String)> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    match segments[..] {
        [region, plan, "fiches", sheet, _, ..] => {
            Some(("Revenir à la fiche", format!("/{region}/{plan}/fiches/{sheet}")))
        }
        [region, plan, "import" | "trame", ..] => Some(("Revenir au plan", format!("/{region}/{plan}"))),
        _ => None,
    }
}

/// A value of the query string; empty ones count as absent.
pub fn query(name: &str) -> Option<String> {
    use_query_map()
        .read_untracked()
        .get(name)
        .map(|value| printable(&value))
        .filter(|value| !value.is_empty())
}

/// A segment of the path.
pub fn segment(name: &str) -> String {
    use_params_map().read_untracked().get(name).map(|value| printable(&value)).unwrap_or_default()
}

/// Brings the browser's code to a page that has an island; the others stay without.
pub fn hydration() -> impl IntoView {
    let assets = use_context::<Assets>().unwrap_or_default();
    if assets.js.is_empty() {
        return ().into_any();
    }
    let nonce = use_nonce().map(|n| n.to_string()).unwrap_or_default();
    let start = format!(
        "import init,* as mod from '{}';{HYDRATE}start(init({{module_or_path:'{}'}}),mod);",
        assets.js, assets.wasm
    );
    view! {
        <Link rel="modulepreload" href=assets.js/>
        <Script type_="module" nonce=nonce>{start}</Script>
    }
    .into_any()
}

/// Finds the islands of the page, outer ones first, and hands each to its function.
const HYDRATE: &str = "async function start(ready,mod){await ready;mod.hydrate();\
for(const el of document.querySelectorAll('leptos-island')){const f=mod[el.dataset.component];if(f)await f(el);}\
document.documentElement.dataset.hydrated='true';}";
