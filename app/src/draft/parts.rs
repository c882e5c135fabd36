//! What the pages of other features show of drafts.
use leptos::{prelude::*, server_fn::ServerFn};

use super::Opened;
use super::api::DiscardDraft;
use super::islands::Autosave;
use super::model::Draft;
use crate::session::Session;
use crate::ui::form;
use crate::when;

/// What a form begins with: its hidden fields.
pub fn carried<T>(form: &Opened<T>) -> impl IntoView + use<T> {
    form::hidden(form.key, &form.page, &form.name)
}

/// The island that keeps the form while one types.
pub fn autosave<T>(form: &Opened<T>) -> impl IntoView + use<T> {
    view! { <Autosave form_key=form.key page=form.page.clone() form=form.name.clone()/> }
}

/// What is wrong with a form that came back.
pub fn refused<T>(form: &Opened<T>, title: &str) -> Option<impl IntoView + use<T>> {
    form::error_summary(title, &form.errors, form.is_typed())
}

/// Tells that the form shows a draft, and offers to begin again. Stands outside of the form, and leaves the place to
/// what is wrong with one that was refused.
pub fn notice<T>(form: &Opened<T>, s: &Session) -> Option<impl IntoView + use<T>> {
    let draft = form.draft.as_ref().filter(|_| !form.is_refused())?;
    let text = format!("{}.", taken_up(draft, s));
    Some(notified(text, draft, "Jeter ce brouillon"))
}

/// The same where a version is saved: it is intact, and one may begin again from it, refused or not.
pub fn notice_of_version<T>(form: &Opened<T>, s: &Session, version: i32) -> Option<impl IntoView + use<T>> {
    let draft = form.draft.as_ref()?;
    let intact = format!("La version {version} enregistrée est intacte.");
    let text = if form.is_refused() { intact } else { format!("{}. {intact}", taken_up(draft, s)) };
    Some(notified(text, draft, "Repartir de la version enregistrée"))
}

fn taken_up(draft: &Draft, s: &Session) -> String {
    let kept = when::moment(draft.kept_at.with_timezone(&s.time_zone));
    format!("Votre brouillon du {kept} est repris ci-dessous, là où vous l’aviez laissé")
}

fn notified(text: String, draft: &Draft, discard: &'static str) -> impl IntoView + use<> {
    view! {
        <div class="draft-notice">
            <p>{text}</p>
            <form method="post" action={<DiscardDraft as ServerFn>::url()}>
                {form::carried("draft", draft.key)}
                {form::carried("page", draft.page.clone())}
                <button class="fr-btn fr-btn--tertiary fr-btn--sm">{discard}</button>
            </form>
        </div>
    }
}

/// The button that throws a draft away and leads back to a page; `of` tells which one to those who listen.
pub fn discard(draft: &Draft, back: &str, of: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action={<DiscardDraft as ServerFn>::url()}>
            {form::carried("draft", draft.key)}
            {form::carried("page", back.to_owned())}
            <button class="fr-btn fr-btn--tertiary fr-btn--sm">"Jeter"<span class="sr-only">{format!(" le brouillon : {of}")}</span></button>
        </form>
    }
}

/// « Un brouillon vous attend », on the page of what its forms are about; nothing when none does.
pub fn waiting(s: &Session, drafts: &[Draft]) -> Option<impl IntoView + use<>> {
    let drafts: Vec<&Draft> = drafts.iter().filter(|draft| draft.is_typed()).collect();
    let title = match drafts.len() {
        0 => return None,
        1 => "Un brouillon vous attend".to_owned(),
        many => format!("{many} brouillons vous attendent"),
    };
    let lines = drafts.into_iter().map(|draft| {
        let kept = when::moment(draft.kept_at.with_timezone(&s.time_zone));
        view! { <li><a href=draft.page.clone()>{draft.name()}</a>{format!(", gardé le {kept}")}</li> }
    });
    Some(view! {
        <div class="draft-notice screen-only">
            <p>{format!("{title} ici :")}</p>
            <ul>{lines.collect_view()}</ul>
        </div>
    })
}
