//! What the pages of other features show of drafts.
use leptos::{prelude::*, server_fn::ServerFn};

use super::Opened;
use super::api::DiscardDraft;
use super::islands::Autosave;
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

/// Tells that the form shows a draft, and offers to start again from what is saved. Stands outside of the form.
pub fn notice<T>(form: &Opened<T>, s: &Session) -> Option<impl IntoView + use<T>> {
    let draft = form.draft.as_ref()?;
    let kept = when::moment(draft.kept_at.with_timezone(&s.time_zone));
    Some(view! {
        <div class="draft-notice">
            <p>{format!("Votre brouillon du {kept} est repris ci-dessous, là où vous l’aviez laissé.")}</p>
            <form method="post" action={<DiscardDraft as ServerFn>::url()}>
                {form::carried("draft", draft.key)}
                {form::carried("page", draft.page.clone())}
                <button class="fr-btn fr-btn--tertiary fr-btn--sm">"Jeter ce brouillon"</button>
            </form>
        </div>
    })
}
