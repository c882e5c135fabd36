//! « Mes brouillons ».
use leptos::prelude::*;

use super::model::{DAYS, DRAFTS, Draft, typed};
use super::parts::discard;
use crate::error::AppError;
use crate::session::Session;
use crate::ui::{Crumb, Page, page};
use crate::when;

#[component]
pub fn DraftsPage() -> impl IntoView {
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
        let mut drafts = super::store::list(&s.db.read, person, s.now).await?;
        drafts.retain(Draft::is_typed);
        let empty = drafts.is_empty();
        let lines = drafts
            .into_iter()
            .map(|draft| {
                let kept = when::moment(draft.kept_at.with_timezone(&s.time_zone));
                let text = typed(&draft.fields);
                let of = draft.name();
                let form = draft.page.clone();
                let (title, aside) = if draft.set_aside {
                    let aside = view! { ", "{draft.fate()}" : recopiez ce qui sert encore dans "<a href=form>"son formulaire"<span class="sr-only">{format!(" : {of}")}</span></a> };
                    (of.clone().into_any(), Some(aside))
                } else {
                    (view! { <a href=form>{of.clone()}</a> }.into_any(), None)
                };
                view! {
                    <li id=draft.anchor()>
                        <p class="row-title">{title}</p>
                        <p class="meta">{format!("gardé le {kept}")}{aside}</p>
                        <details><summary>"Relire ce qui a été écrit"</summary><p class="typed">{text}</p></details>
                        {discard(&draft, DRAFTS, &format!("{of}, {kept}"))}
                    </li>
                }
            })
            .collect_view();
        let body = view! {
            <h1>"Mes brouillons"</h1>
            <p class="prose">{format!("Ce que vous avez écrit sans l’enregistrer est gardé {DAYS} jours, pour vous seulement.")}</p>
            {empty.then(|| view! { <div class="empty"><p>"Aucun brouillon : tout ce que vous avez écrit est enregistré."</p></div> })}
            <ul class="rows drafts">{lines}</ul>
        };
        Ok(Page::new("Mes brouillons", vec![Crumb("Mon compte".into(), "/compte".into())], body).narrow())
    })
}
