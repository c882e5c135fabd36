//! What the forms of one's own account ask. Each acts on whoever is signed in, and on nobody else.
use leptos::prelude::*;

use super::model::{EraseForm, SelfForm, SessionsForm};
use crate::error::AppError;

/// Changes one's name, and what others see.
///
/// # Errors
/// `Invalid` for a name that is empty, too long or another's, `Stale` when somebody mended it meanwhile.
#[server(endpoint = "save_self")]
pub async fn save_self(form: SelfForm) -> Result<(), AppError> {
    use super::store;
    use crate::session::Session;
    let s = Session::submitting(form.key)?;
    let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
    let edit = form.check()?;
    let tx = s.begin().await?;
    store::save(&tx, person, form.version, &edit).await?;
    s.commit(tx, "Vos coordonnées sont enregistrées.", "/compte/coordonnees").await
}

/// Ends one of one's own sessions, or all but the one that asks.
///
/// # Errors
/// `NotFound` for a session that is not one's own.
#[server(endpoint = "end_sessions")]
pub async fn end_sessions(form: SessionsForm) -> Result<(), AppError> {
    use crate::{account, ids::SessionId, session::Session};
    let s = Session::submitting(form.key)?;
    let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
    let tx = s.begin().await?;
    let message = if form.session == SessionId::default() {
        account::store::close_all(&tx, person, account::presented().as_deref()).await?;
        "Les autres sessions sont terminées."
    } else {
        account::store::close_one(&tx, person, form.session).await?;
        "La session est terminée."
    };
    s.commit(tx, message, "/compte/sessions").await
}

/// Erases whoever is signed in: her name becomes a pseudonym wherever she signed, what she wrote stays.
///
/// # Errors
/// `Invalid` when the name is not typed again, or when a region would be left without a coordinator,
/// or the platform without an administrator.
#[server(endpoint = "erase_self")]
pub async fn erase_self(form: EraseForm) -> Result<(), AppError> {
    use super::{model::ERASED, store::erasure};
    use crate::{account, session::Session, text::fold};
    let s = Session::submitting(form.key)?;
    let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
    if fold(&form.confirmation) != fold(s.actor.name()) {
        return Err(AppError::field(
            "confirmation",
            format!("Écrivez « {} » pour confirmer, ou revenez à votre compte.", s.actor.name()),
        ));
    }
    let tx = s.begin().await?;
    erasure::erase(&tx, person, s.today, s.now).await?;
    tx.commit().await?;
    account::api::forget_cookie();
    leptos_axum::redirect(&format!("/?compte={ERASED}"));
    Ok(())
}
