//! The mails that could not leave, for the administrator; the mailbox of the demonstration.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::RetryMail;
use super::model::{FAILED, MAILBOX};
use super::store::{self, FailedMail};
use crate::access::Verb;
use crate::error::AppError;
use crate::ids::{FormKey, MailId};
use crate::session::Session;
use crate::text::counted;
use crate::ui::{Crumb, Page, form, page, segment};
use crate::when;

mod mailbox;
use mailbox::Kept;

#[component]
pub fn FailedMailPage() -> impl IntoView {
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let permit = s.actor.may_on_platform(Verb::FollowMail)?;
        let (failed, waiting) = store::followed(&s.db.read, &permit).await?;
        let empty = failed.is_empty();
        let rows = failed.into_iter().map(|mail| row(mail, &s)).collect_view();
        let body = view! {
            <h1>"Courrier en échec"</h1>
            <p class="prose">"Les courriels partent tout seuls et sont retentés plusieurs fois. Ceux qui n’ont pas pu partir restent ici, avec la réponse du serveur de messagerie."</p>
            <p>{format!("{} de partir.", counted(waiting, "courriel attend", "courriels attendent"))}</p>
            {empty.then(|| view! { <div class="empty"><p>"Aucun courriel en échec."</p></div> })}
            <ul class="rows">{rows}</ul>
        };
        Ok(Page::new("Courrier en échec", vec![Crumb("Accueil".into(), "/".into())], body).narrow())
    })
}

fn row(mail: FailedMail, s: &Session) -> impl IntoView + use<> {
    let about = format!("{}, pour {}", crate::text::capitalised(mail.about()), mail.name);
    let at = when::moment(mail.at.with_timezone(&s.time_zone));
    let tries = counted(mail.tries.unsigned_abs(), "essai", "essais");
    let address = mail.email.unwrap_or_else(|| "sans adresse".into());
    view! {
        <li class="row-line">
            <p class="row-title">{about.clone()}</p>
            <p class="meta">{format!("{address} · demandé le {at} · {tries}")}</p>
            <p class="refused-mail">{mail.error}</p>
            <form method="post" action={<RetryMail as ServerFn>::url()}>
                {form::hidden(FormKey::new(), FAILED, "retry")}
                {form::carried("mail", mail.id)}
                <button class="fr-btn fr-btn--sm fr-btn--secondary">"Réessayer"<span class="sr-only">{format!(" : {about}")}</span></button>
            </form>
        </li>
    }
}

#[component]
pub fn MailboxPage() -> impl IntoView {
    let (session, folder) = (Session::current(), mailbox::folder());
    page(async move {
        let s = session?;
        let mails =
            if s.demonstration { mailbox::newest(folder?).await? } else { return Err(AppError::NotFound) };
        let empty = mails.is_empty();
        let rows = mails.into_iter().map(|kept| listed(kept, &s)).collect_view();
        let body = view! {
            <h1>"Courrier de la démonstration"</h1>
            <p class="prose">"Ici rien ne part : ce qui serait envoyé aux personnes inventées est écrit dans des fichiers, et se lit sur cette page. Les cent derniers sont montrés."</p>
            {empty.then(|| view! { <div class="empty"><p>"Aucun courriel pour l’instant. Demandez un code de connexion avec l’adresse d’une personne inventée, puis rechargez cette page."</p></div> })}
            <ul class="rows">{rows}</ul>
        };
        Ok(Page::new("Courrier de la démonstration", vec![Crumb("Accueil".into(), "/".into())], body)
            .narrow())
    })
}

fn listed(kept: Kept, s: &Session) -> impl IntoView + use<> {
    let at = when::moment(kept.at.with_timezone(&s.time_zone));
    view! {
        <li class="row-line">
            <p class="row-title"><a href=format!("{MAILBOX}/{}", kept.id)>{kept.subject}<span class="sr-only">{format!(", pour {}, le {at}", kept.to)}</span></a></p>
            <p class="meta">{format!("{} · {at}", kept.to)}</p>
        </li>
    }
}

#[component]
pub fn MailPage() -> impl IntoView {
    let (session, folder, asked) = (Session::current(), mailbox::folder(), segment("mail"));
    page(async move {
        let s = session?;
        if !s.demonstration {
            return Err(AppError::NotFound);
        }
        let id: MailId = asked.parse().map_err(|_| AppError::NotFound)?; // an identifier, never a path
        let kept = mailbox::get(folder?, id).await?;
        let at = when::moment(kept.at.with_timezone(&s.time_zone));
        let lines = kept.text.lines().map(|line| {
            let line = line.to_owned();
            if line.starts_with("http://") || line.starts_with("https://") {
                let address = line.clone();
                view! { <a href=address>{line}</a>"\n" }.into_any()
            } else {
                view! { {line}"\n" }.into_any()
            }
        });
        let title = format!("Courriel : {}", kept.subject);
        let body = view! {
            <h1>{kept.subject.clone()}</h1>
            <p class="meta">{format!("À {} · de {} · {at}", kept.to, kept.from)}</p>
            <div class="mail">{lines.collect_view()}</div>
        };
        let trail = vec![Crumb("Accueil".into(), "/".into()), Crumb("Courrier".into(), MAILBOX.into())];
        Ok(Page::new(title, trail, body).here(kept.subject).narrow())
    })
}
