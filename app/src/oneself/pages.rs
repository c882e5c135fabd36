//! The screens of one's own account.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{EndSessions, EraseSelf, SaveSelf};
use super::model::{EraseForm, MyData, MySession, SHOWS_EMAIL, SelfForm};
use super::store;
use crate::account::{self, model::ADDRESS};
use crate::draft;
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::Session;
use crate::text::{capitalised, counted};
use crate::ui::{Crumb, Page, form, hydration, page, pick};
use crate::when;

fn crumbs() -> Vec<Crumb> {
    vec![Crumb("Mon compte".into(), "/compte".into())]
}

#[component]
pub fn DetailsPage() -> impl IntoView {
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let me = store::get(&s.db.read, s.actor.person().ok_or(AppError::Unauthenticated)?).await?;
        let fresh = || SelfForm {
            name: me.name.clone(),
            shows: me.shows_email.then(|| SHOWS_EMAIL.to_owned()).into_iter().collect(),
            ..SelfForm::default()
        };
        let f = draft::open::<SelfForm>(&s, "/compte/coordonnees", "self", fresh).await?;
        let email = me.email.clone().unwrap_or_else(|| "aucune".into());
        let shown = vec![(SHOWS_EMAIL.to_owned(), "Mon adresse de courriel".to_owned())];
        let body = view! {
            {hydration()}
            <h1>"Mes coordonnées"</h1>
            {draft::parts::refused(&f, "Vos coordonnées ne sont pas enregistrées")}
            {draft::parts::notice(&f, &s)}
            <p class="prose">"Toute personne qui a un mandat dans votre région lit votre nom, vos mandats et votre structure. Votre adresse n’est lue que par l’animation du plan et l’appui, sauf si vous la montrez."</p>
            <form class="entry" method="post" action={<SaveSelf as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("version", me.version)}
                {form::input("text", "name", "Prénom et nom", "Ce que vous avez déjà signé garde le nom d’alors.", &f.typed.name, &f.errors)}
                <p>"Votre adresse : "<strong>{email}</strong>" "<a class="fr-link" href=ADDRESS>"En changer"</a></p>
                {pick::boxes("shows", "Ce que voit toute la région", "", shown, &f.typed.shows)}
                {form::submit_bar("Enregistrer", f.is_refused(), Some(("Mon compte", "/compte".into())), draft::parts::autosave(&f))}
            </form>
        };
        Ok(Page::new(f.title("Mes coordonnées"), crumbs(), body).here("Mes coordonnées").narrow())
    })
}

#[component]
pub fn SessionsPage() -> impl IntoView {
    let (session, token) = (Session::signed_in(), account::presented());
    page(async move {
        let s = session?;
        let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
        let open = account::store::sessions(&s.db.read, person, token.as_deref(), s.now).await?;
        let others = open.len() > 1;
        let lines = open.iter().map(|one| line(&s, one)).collect_view();
        let body = view! {
            <h1>"Mes sessions"</h1>
            <p class="prose">"Chaque appareil où vous êtes connecté·e a sa session. Terminez celles que vous ne reconnaissez pas, ou que vous avez laissées ouvertes ailleurs."</p>
            <ul class="rows">{lines}</ul>
            {others.then(|| view! {
                <form method="post" action={<EndSessions as ServerFn>::url()}>
                    {form::hidden(FormKey::new(), "/compte/sessions", "sessions")}
                    <p class="actions"><button class="fr-btn fr-btn--secondary">"Terminer toutes les autres"</button></p>
                </form>
            })}
        };
        Ok(Page::new("Mes sessions", crumbs(), body).narrow())
    })
}

fn line(s: &Session, one: &MySession) -> impl IntoView + use<> {
    let at = |moment: chrono::DateTime<chrono::Utc>| when::moment(moment.with_timezone(&s.time_zone));
    let began = at(one.began_at);
    let seen = one.last_seen_at.map(|seen| format!("vue pour la dernière fois le {} · ", at(seen)));
    let until = format!("jusqu’au {}", at(one.expires_at));
    let (id, current) = (one.id, one.current);
    view! {
        <li class="row-line">
            <p class="row-title">{format!("Ouverte le {began} ")}{current.then(|| view! { <span class="state-tag">"Celle-ci"</span> })}</p>
            <p class="meta">{seen}{until}</p>
            {(!current).then(|| view! {
                <form method="post" action={<EndSessions as ServerFn>::url()}>
                    {form::hidden(FormKey::new(), "/compte/sessions", "session")}
                    {form::carried("session", id)}
                    <button class="fr-btn fr-btn--sm fr-btn--tertiary">"Terminer"<span class="sr-only">{format!(" la session ouverte le {began}")}</span></button>
                </form>
            })}
        </li>
    }
}

/// What somebody signed that her page shows; the file holds all of it.
const SIGNED: u64 = 200;

#[component]
pub fn DataPage() -> impl IntoView {
    let (session, token) = (Session::signed_in(), account::presented());
    page(async move {
        let s = session?;
        let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
        let data = store::data(&s.db.read, person, token.as_deref(), Some(SIGNED), s.now).await?;
        let all = data.signed.len() < SIGNED as usize;
        let email = data.email.clone().unwrap_or_else(|| "aucune adresse".into());
        let shown = if data.shows_email { "montrée à la région" } else { "non montrée" };
        let body = view! {
            <div class="title-row">
                <h1>"Mes données"</h1>
                <ul class="actions"><li><a class="fr-btn" href="/compte/donnees.json" download="">"Télécharger (JSON)"</a></li></ul>
            </div>
            <p class="prose">{if all {
                "Tout ce que Prisme garde de vous. Le fichier contient la même chose, pour une autre application.".to_owned()
            } else {
                format!("Ce que Prisme garde de vous, avec les {SIGNED} derniers textes que vous avez signés. Le fichier les contient tous.")
            }}</p>
            <p><strong>{data.name.clone()}</strong>{format!(" · {email}, {shown}")}</p>
            {sections(&s, data)}
            <p><a class="fr-link" href="/compte/effacement">"Effacer mon compte"</a></p>
        };
        Ok(Page::new("Mes données", crumbs(), body).narrow())
    })
}

fn sections(s: &Session, data: MyData) -> impl IntoView + use<> {
    let at = |moment: chrono::DateTime<chrono::Utc>| when::moment(moment.with_timezone(&s.time_zone));
    let mandates = data.mandates.into_iter().map(|m| {
        let of = [m.committee, m.region, m.organisation].into_iter().flatten().collect::<Vec<_>>().join(", ");
        (format!("{} · {of}", capitalised(m.role)), m.period)
    });
    let updates = data.updates.into_iter().map(|u| {
        let text = [u.done, u.next, u.obstacle].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
        (format!("{}, le {} · confiance : {}", u.sheet, at(u.at), u.confidence), text.join("\n"))
    });
    let comments = data.comments.into_iter().map(|c| (format!("{}, le {}", c.sheet, at(c.at)), c.text));
    let signed = data.signed.into_iter().map(|entry| (format!("Le {}", at(entry.at)), entry.text));
    let drafts = data.drafts.into_iter().map(|d| (format!("{}, gardé le {}", d.page, at(d.kept_at)), d.text));
    let sessions = data.sessions.into_iter().map(|one| {
        let seen = one.last_seen_at.map(|seen| format!("vue le {}", at(seen))).unwrap_or_default();
        (format!("Ouverte le {}", at(one.began_at)), seen)
    });
    view! {
        {section("Mandats", mandates.collect())}
        {section("Points d’avancement", updates.collect())}
        {section("Commentaires", comments.collect())}
        {section("Ce que vous avez signé", signed.collect())}
        {section("Brouillons", drafts.collect())}
        {section("Sessions", sessions.collect())}
    }
}

fn section(title: &'static str, lines: Vec<(String, String)>) -> impl IntoView + use<> {
    let count = counted(lines.len() as u64, "ligne", "lignes");
    let lines = lines.into_iter().map(|(what, text)| {
        view! { <li><p class="row-title">{what}</p>{(!text.is_empty()).then(|| view! { <p class="typed">{text}</p> })}</li> }
    });
    view! {
        <details><summary>{format!("{title}, {count}")}</summary><ul class="rows">{lines.collect_view()}</ul></details>
    }
}

#[component]
pub fn ErasePage() -> impl IntoView {
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let f = draft::open::<EraseForm>(&s, "/compte/effacement", "erase", EraseForm::default).await?;
        let name = s.actor.name().to_owned();
        let body = view! {
            <h1>"Effacer mon compte"</h1>
            {draft::parts::refused(&f, "Votre compte n’est pas effacé")}
            <ul>
                <li>"Votre nom est remplacé par un pseudonyme partout où vous avez signé. Ce que vous avez écrit pour le plan reste."</li>
                <li>"Votre adresse, vos sessions et vos brouillons sont supprimés."</li>
                <li>"Vos mandats se terminent tout de suite : les actions que vous pilotez seul·e seront lues « Sans pilote »."</li>
                <li>"Cela ne se défait pas. "<a href="/compte/donnees">"Téléchargez d’abord vos données"</a>" si vous voulez les garder."</li>
            </ul>
            <form class="entry" method="post" action={<EraseSelf as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::input("text", "confirmation", &format!("Pour confirmer, écrivez « {name} »"), "", &f.typed.confirmation, &f.errors)}
                {form::submit_bar("Effacer mon compte", f.is_refused(), Some(("Garder mon compte", "/compte".into())), ())}
            </form>
        };
        Ok(Page::new(f.title("Effacer mon compte"), crumbs(), body).narrow())
    })
}
