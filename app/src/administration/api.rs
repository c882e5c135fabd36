//! What the buttons of an account ask.
use leptos::prelude::*;

use super::model::AccountForm;
use crate::error::AppError;

/// Suspends, reactivates, invites again, or ends all the sessions.
///
/// # Errors
/// `NotFound` for who does not manage accounts, or for no account; `Stale` when it changed meanwhile; `Invalid` for
/// what cannot be done to this one, or when nobody would be left to administer the platform.
#[server(endpoint = "manage_account")]
pub async fn manage_account(form: AccountForm) -> Result<(), AppError> {
    use super::{
        model::{Act, PATH},
        store,
    };
    use crate::{access::Verb, session::Session};
    let s = Session::submitting(form.key)?;
    let permit = s.actor.may_on_platform(Verb::ManageAccounts)?;
    let act = Act::from_word(&form.act).ok_or(AppError::Unreadable)?;
    let tx = s.begin().await?;
    store::act(&tx, &permit, (form.person, form.version), act, s.today, s.now).await?;
    s.commit(tx, act.done(), &format!("{PATH}/{}", form.person)).await
}
