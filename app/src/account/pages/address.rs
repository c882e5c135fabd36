//! Changing one's own address: the new one, then the code or the link that was mailed there.
use axum::http::request::Parts;
use leptos::{prelude::*, server_fn::ServerFn};

use crate::account::api::{ChangeAddress, ConfirmAddressCode, ConfirmAddressLink};
use crate::account::cookie_named;
use crate::account::model::{
    ADDRESS, ADDRESS_CODE, ADDRESS_LINK, CodeForm, EntryForm, LinkForm, MINUTES, Purpose, Worth,
};
use crate::account::store::{
    ATTEMPT,
    sign_in::{self, Attempt},
};
use crate::session::Session;
use crate::ui::{
    Crumb, Page, Refused,
    form::{self, Known},
    page, query,
};

fn crumbs() -> Vec<Crumb> {
    vec![
        Crumb("Mon compte".into(), "/compte".into()),
        Crumb("Mes coordonnées".into(), "/compte/coordonnees".into()),
    ]
}

#[component]
pub fn AddressPage() -> impl IntoView {
    let session = Session::signed_in();
    let refused = Refused::here::<EntryForm>();
    page(async move {
        session?;
        let (typed, errors) = refused.unwrap_or_default();
        let body = view! {
            <h1>"Changer d’adresse"</h1>
            {form::error_summary("La demande n’est pas partie", &errors, false)}
            <p class="prose">"Un courriel arrive à la nouvelle adresse, avec un code et un lien. Votre adresse ne change qu’une fois confirmée ; l’ancienne est prévenue."</p>
            <form class="entry" method="post" action={<ChangeAddress as ServerFn>::url()}>
                {form::carried("page", ADDRESS)}
                {form::known(Known::Address, "email", "Nouvelle adresse électronique", "", &typed.email, &errors)}
                <ul class="actions">
                    <li><button class="fr-btn">"Recevoir un code à cette adresse"</button></li>
                    <li><a class="fr-btn fr-btn--tertiary" href="/compte/coordonnees">"Garder mon adresse"</a></li>
                </ul>
            </form>
        };
        Ok(Page::new(title("Changer d’adresse", errors.is_empty()), crumbs(), body).narrow())
    })
}

/// The title of a page says first that something is wrong.
fn title(title: &str, right: bool) -> String {
    if right { title.to_owned() } else { format!("Erreur : {title}") }
}

/// What an attempt is worth to who is signed in: another's is as if nobody had asked.
fn worth(s: &Session, attempt: Option<&Attempt>) -> Worth {
    match attempt {
        Some(attempt) if attempt.person == s.actor.person() => attempt.worth,
        Some(_) | None => Worth::Unknown,
    }
}

#[component]
pub fn AddressCodePage() -> impl IntoView {
    let session = Session::signed_in();
    let refused = Refused::here::<CodeForm>();
    let token = use_context::<Parts>().and_then(|parts| cookie_named(&parts.headers, ATTEMPT));
    page(async move {
        let s = session?;
        let attempt = sign_in::of_browser(&s.db.read, Purpose::Address, token, s.now).await?;
        let worth = worth(&s, attempt.as_ref());
        let (Worth::Open(_), Some(attempt)) = (worth, attempt) else { return Ok(over(worth)) };
        let (typed, errors) = refused.unwrap_or_default();
        let heading = "Confirmez votre nouvelle adresse";
        let body = view! {
            <h1>{heading}</h1>
            {form::error_summary("Votre adresse n’est pas changée", &errors, false)}
            <p class="prose">"Si l’adresse "<strong>{attempt.email}</strong>{format!(" peut être la vôtre, un courriel y arrive dans la minute. Son code et son lien valent {MINUTES} minutes.")}</p>
            <form class="entry" method="post" action={<ConfirmAddressCode as ServerFn>::url()} autocomplete="off">
                {form::carried("page", ADDRESS_CODE)}
                {form::known(Known::Code, "code", "Code à 8 chiffres", "Comme dans le courriel : 1234 5678.", &typed.code, &errors)}
                <button class="fr-btn">"Confirmer cette adresse"</button>
            </form>
            <h2>"Rien n’arrive ?"</h2>
            <p class="prose">"Regardez dans les indésirables, et vérifiez l’adresse ci-dessus. Une adresse qui sert déjà à un autre compte ne reçoit rien."</p>
            {s.demonstration.then(|| view! { <p>"Ici, il se lit dans "<a href="/demo/courrier">"le courrier de la démonstration"</a>"."</p> })}
            <p><a class="fr-link" href=ADDRESS>"Donner une autre adresse"</a></p>
        };
        Ok(Page::new(title(heading, errors.is_empty()), crumbs(), body).narrow())
    })
}

/// The page that the mailed link opens. It changes nothing: programs that read mail before people do open links too.
#[component]
pub fn AddressLinkPage() -> impl IntoView {
    let session = Session::signed_in();
    let (token, errors) = match Refused::here::<LinkForm>() {
        Some((form, errors)) => (form.token, errors),
        None => (query("jeton").unwrap_or_default(), Vec::new()),
    };
    page(async move {
        let s = session?;
        let attempt = sign_in::of_link(&s.db.read, Purpose::Address, &token, s.now).await?;
        let worth = worth(&s, attempt.as_ref());
        let (Worth::Open(_), Some(attempt)) = (worth, attempt) else { return Ok(over(worth)) };
        let heading = "Confirmer une nouvelle adresse";
        let what = if errors.is_empty() {
            view! {
                <p class="prose">"Votre adresse dans Prisme deviendra "<strong>{attempt.email}</strong>". Vos autres sessions seront terminées."</p>
                <form method="post" action={<ConfirmAddressLink as ServerFn>::url()}>
                    {form::carried("page", ADDRESS_LINK)}
                    {form::carried("token", token)}
                    <button class="fr-btn">"Confirmer"</button>
                </form>
            }.into_any()
        } else {
            view! {
                <p class="prose">"L’adresse demandée : "<strong>{attempt.email}</strong></p>
                <p><a class="fr-btn" href=ADDRESS>"Donner une autre adresse"</a></p>
            }
            .into_any()
        };
        let body = view! {
            <h1>{heading}</h1>
            {form::error_summary("Votre adresse n’est pas changée", &errors, false)}
            {what}
        };
        Ok(Page::new(title(heading, errors.is_empty()), crumbs(), body).narrow())
    })
}

/// The page of an attempt that is worth nothing: why, and the way on.
fn over(worth: Worth) -> Page {
    let heading = "Ce changement d’adresse n’est plus possible";
    let why = match worth {
        Worth::Unknown => {
            "Cette demande n’est pas connue ici, ou elle est d’un autre compte. Donnez l’adresse à nouveau."
        }
        Worth::Open(_) | Worth::Expired | Worth::Used | Worth::Spent => worth.refusal(),
    };
    let body = view! {
        <h1>{heading}</h1>
        <p class="prose">{why}</p>
        <p><a class="fr-btn" href=ADDRESS>"Donner l’adresse à nouveau"</a></p>
    };
    Page::new(heading, crumbs(), body).narrow()
}
