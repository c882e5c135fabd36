//! Signing in: an address, then the code or the link of the mail. In demonstration, a click is enough.
use axum::http::request::Parts;
use leptos::{prelude::*, server_fn::ServerFn};

use crate::account::api::{SignIn, SignInAgain, SignInCode, SignInDemo, SignInLink};
use crate::account::cookie_named;
use crate::account::model::{CODE, CodeForm, EntryForm, LINK, MINUTES, Purpose, SIGN_IN, Worth};
use crate::account::store::{ATTEMPT, sign_in};
use crate::committee::{self, store::DemonstrationRole};
use crate::session::Session;
use crate::text;
use crate::ui::{
    Crumb, Page, Refused,
    form::{self, Known},
    page, query,
};

#[component]
pub fn SignInPage() -> impl IntoView {
    let session = Session::current();
    let then = query("suite").unwrap_or_else(|| "/".into());
    let address = query("adresse").unwrap_or_default();
    let refused = Refused::here::<EntryForm>();
    page(async move {
        let s = session?;
        let people = if s.demonstration {
            committee::store::demonstration_roles(&s.db.read, s.today).await?
        } else {
            Vec::new()
        };
        let (typed, errors) = refused
            .unwrap_or_else(|| (EntryForm { email: address, then, ..EntryForm::default() }, Vec::new()));
        let then = typed.then.clone();
        let mail = view! {
            {form::error_summary("La demande n’est pas partie", &errors, false)}
            <form class="entry" method="post" action={<SignIn as ServerFn>::url()}>
                {form::carried("page", SIGN_IN)}
                {form::carried("then", typed.then.clone())}
                {form::known(Known::Address, "email", "Votre adresse électronique", "Celle de votre invitation. Pas de mot de passe : un courriel vous apporte un code.", &typed.email, &errors)}
                <button class="fr-btn">"Recevoir un code"</button>
            </form>
        };
        let body = view! {
            <h1>"Se connecter"</h1>
            {if s.demonstration {
                view! {
                    <p class="prose">"C’est une démonstration : choisissez un rôle et entrez d’un clic, sans mot de passe. Toutes les personnes sont inventées."</p>
                    {roles(people, &then)}
                    <h2>"Comme sur une vraie installation"</h2>
                    <p class="prose">"Les personnes inventées ont une adresse, comme camille.exemple@prisme.example ; ce qui leur est écrit se lit dans "<a href="/demo/courrier">"le courrier de la démonstration"</a>"."</p>
                    {mail}
                }.into_any()
            } else {
                mail.into_any()
            }}
        };
        let page = Page::new(title("Se connecter", errors.is_empty()), Vec::new(), body);
        Ok(if s.demonstration { page } else { page.narrow() })
    })
}

/// The title of a page says first that something is wrong.
fn title(title: &str, right: bool) -> String {
    if right { title.to_owned() } else { format!("Erreur : {title}") }
}

/// The invented people, by region.
fn roles(people: Vec<DemonstrationRole>, then: &str) -> impl IntoView + use<> {
    let mut regions: Vec<(String, Vec<DemonstrationRole>)> = Vec::new();
    for person in people {
        match regions.last_mut() {
            Some((region, group)) if *region == person.region => group.push(person),
            _ => regions.push((person.region.clone(), vec![person])),
        }
    }
    let then = then.to_owned();
    regions
        .into_iter()
        .map(move |(region, group)| {
            let heading = if region.is_empty() { "Plateforme".to_owned() } else { region };
            let cards = group.into_iter().map(|person| card(person, &then)).collect_view();
            view! { <h2>{heading}</h2><ul class="cards roles plain-list">{cards}</ul> }
        })
        .collect_view()
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

/// Where the code is typed, in the window that asked for it.
#[component]
pub fn CodePage() -> impl IntoView {
    let session = Session::current();
    let refused = Refused::here::<CodeForm>();
    let token = use_context::<Parts>().and_then(|parts| cookie_named(&parts.headers, ATTEMPT));
    page(async move {
        let s = session?;
        let attempt = sign_in::of_browser(&s.db.read, Purpose::SignIn, token, s.now).await?;
        let (email, worth) =
            attempt.map_or((String::new(), Worth::Unknown), |attempt| (attempt.email, attempt.worth));
        if !matches!(worth, Worth::Open(_)) {
            return Ok(over(worth, (!email.is_empty()).then_some(email)));
        }
        let (typed, errors) = refused.unwrap_or_default();
        let body = view! {
            <h1>"Tapez le code reçu"</h1>
            {form::error_summary("La connexion n’a pas abouti", &errors, false)}
            <p class="prose">"Si l’adresse "<strong>{email}</strong>{format!(" a un compte, un courriel y arrive dans la minute. Il porte un code et un lien, qui valent {MINUTES} minutes.")}</p>
            <form class="entry" method="post" action={<SignInCode as ServerFn>::url()} autocomplete="off">
                {form::carried("page", CODE)}
                {form::known(Known::Code, "code", "Code à 8 chiffres", "Comme dans le courriel : 1234 5678. Vous pouvez aussi ouvrir son lien, sur cet appareil ou un autre.", &typed.code, &errors)}
                <button class="fr-btn">"Se connecter"</button>
            </form>
            <h2>"Rien n’arrive ?"</h2>
            <p class="prose">"Regardez dans les indésirables, et vérifiez l’adresse ci-dessus. Si elle n’est pas celle de votre invitation, aucun courriel ne part : demandez à l’animation de votre plan laquelle elle connaît."</p>
            {s.demonstration.then(|| view! { <p>"Ici, il se lit dans "<a href="/demo/courrier">"le courrier de la démonstration"</a>"."</p> })}
            {again()}
        };
        Ok(Page::new(title("Tapez le code reçu", errors.is_empty()), crumbs(), body).narrow())
    })
}

/// What to do when nothing came, or when what came is worth nothing.
fn again() -> impl IntoView {
    view! {
        <ul class="actions">
            <li><form method="post" action={<SignInAgain as ServerFn>::url()}><button class="fr-btn fr-btn--secondary">"Recevoir un nouveau code"</button></form></li>
            <li><a class="fr-btn fr-btn--tertiary" href=SIGN_IN>"Donner une autre adresse"</a></li>
        </ul>
    }
}

/// The page of an attempt that is worth nothing: why, and the way on. With the address, one press asks again.
fn over(worth: Worth, email: Option<String>) -> Page {
    let heading = "Cette connexion n’est plus possible";
    let body = view! {
        <h1>{heading}</h1>
        <p class="prose">{worth.refusal()}</p>
        {match email {
            Some(_) => again().into_any(),
            None => view! { <p><a class="fr-btn" href=SIGN_IN>"Demander un nouveau courriel"</a></p> }.into_any(),
        }}
    };
    Page::new(heading, crumbs(), body).narrow()
}

fn crumbs() -> Vec<Crumb> {
    vec![Crumb("Se connecter".into(), SIGN_IN.into())]
}

/// The page that the mailed link opens. It changes nothing: programs that read mail before people do open links too.
#[component]
pub fn LinkPage() -> impl IntoView {
    let session = Session::current();
    let token = query("jeton").unwrap_or_default();
    page(async move {
        let s = session?;
        let attempt = sign_in::of_link(&s.db.read, Purpose::SignIn, &token, s.now).await?;
        let person = attempt.as_ref().and_then(|attempt| attempt.person);
        let worth = attempt.map_or(Worth::Unknown, |attempt| attempt.worth);
        let (Worth::Open(_), Some(person)) = (worth, person) else {
            return Ok(over(worth, None));
        };
        let (name, _) = committee::store::get_person(&s.db.read, person).await?;
        let body = view! {
            <h1>"Entrer dans Prisme"</h1>
            <p class="prose">"Vous entrez dans ce navigateur comme "<strong>{name}</strong>", pour une journée de travail. Si ce n’est pas vous, fermez cette page."</p>
            <form method="post" action={<SignInLink as ServerFn>::url()}>
                {form::carried("page", LINK)}
                {form::carried("token", token)}
                <button class="fr-btn">"Se connecter"</button>
            </form>
        };
        Ok(Page::new("Entrer dans Prisme", crumbs(), body).narrow())
    })
}
