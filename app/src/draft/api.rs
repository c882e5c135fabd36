//! What the `Autosave` island and the list of drafts ask.
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::ids::FormKey;

/// What is being typed: the form as the browser would send it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KeepForm {
    pub key: FormKey,
    pub page: String,
    pub form: String,
    pub fields: String,
}

/// Keeps a draft and answers the hour at which it was kept, such as « 14 h 32 ».
///
/// # Errors
/// `Unauthenticated`, `TooLarge`, `Unreadable` for a page that is not of this site, or `Stale` when the form was
/// already accepted: what is typed there now is not kept.
#[server(endpoint = "keep_draft")]
pub async fn keep_draft(form: KeepForm) -> Result<String, AppError> {
    use super::{model, store};
    let session = crate::session::Session::signed_in()?;
    let person = session.actor.person().ok_or(AppError::Unauthenticated)?;
    if form.fields.len() > model::LONGEST {
        return Err(AppError::TooLarge);
    }
    if !model::is_local(&form.page) || form.key == FormKey::default() {
        return Err(AppError::Unreadable);
    }
    let tx = session.begin().await?;
    let typed =
        store::Typed { key: form.key, page: &form.page, form: &form.form, fields: form.fields, errors: &[] };
    if !store::keep(&tx, person, typed, session.now).await? {
        return Err(AppError::Stale);
    }
    tx.commit().await?;
    Ok(crate::when::hour(session.now.with_timezone(&session.time_zone)))
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DiscardForm {
    pub draft: FormKey,
    pub page: String,
}

/// Throws a draft away and goes back to its page, or to the list of drafts.
///
/// # Errors
/// `Unauthenticated`, or `Unreadable` for a page that is not of this site.
#[server(endpoint = "discard_draft")]
pub async fn discard_draft(form: DiscardForm) -> Result<(), AppError> {
    let session = crate::session::Session::signed_in()?;
    let person = session.actor.person().ok_or(AppError::Unauthenticated)?;
    if !super::model::is_local(&form.page) {
        return Err(AppError::Unreadable);
    }
    let tx = session.begin().await?;
    super::store::discard(&tx, person, form.draft).await?;
    session.commit(tx, "", &form.page).await
}
