//! Changing one's own address: asked, proved by what is mailed there, and only then changed.
use leptos::prelude::*;

use crate::account::model::{CodeForm, EntryForm, LinkForm};
use crate::error::AppError;

/// Asks for a mail to another address. The answer is the same whether it is somebody else's or not.
///
/// # Errors
/// `Unauthenticated`, or `Invalid` for what is no address, or when it was asked too often.
#[server(endpoint = "change_address")]
pub async fn change_address(form: EntryForm) -> Result<(), AppError> {
    use crate::{
        account::{model, store},
        session::Session,
    };
    let s = Session::signed_in()?;
    let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
    let email = form.check()?;
    let tx = s.begin().await?;
    let token = store::sign_in::ask_address(&tx, person, &email, &s.network, s.now).await?;
    tx.commit().await?;
    super::set_cookie(&format!("{}={token}; Max-Age={}", store::ATTEMPT, 4 * 60 * model::MINUTES));
    leptos_axum::redirect(model::ADDRESS_CODE);
    Ok(())
}

/// Confirms the address with the code of the mail, in the browser that asked for it.
///
/// # Errors
/// `Unauthenticated`, or `Invalid` with what is left to do.
#[server(endpoint = "confirm_address_code")]
pub async fn confirm_address_code(form: CodeForm) -> Result<(), AppError> {
    use crate::{account::model::Purpose, ids::FormKey, session::Session};
    let s = Session::signed_in()?.with_form(FormKey::new())?; // a key of its own: its receipt says that it is done
    let (tx, person, attempt) = super::spend_code(&s, Purpose::Address, &form).await?;
    set(&s, tx, person, &attempt.email).await
}

/// Confirms it with the link of the mail, where one is signed in: the button of the page that it opens.
///
/// # Errors
/// `Unauthenticated`; a link that is worth nothing, or is another's, goes back to its page, which says why.
#[server(endpoint = "confirm_address_link")]
pub async fn confirm_address_link(form: LinkForm) -> Result<(), AppError> {
    use crate::{
        account::{
            model::{ADDRESS_LINK, Purpose},
            store::sign_in,
        },
        ids::FormKey,
        session::Session,
        text,
    };
    let s = Session::signed_in()?.with_form(FormKey::new())?;
    let tx = s.begin().await?;
    match sign_in::use_link(&tx, Purpose::Address, &form.token, s.now).await? {
        Some((person, attempt)) if Some(person) == s.actor.person() => {
            set(&s, tx, person, &attempt.email).await
        }
        // what somebody else's link spent is not committed
        _ => {
            leptos_axum::redirect(&format!("{ADDRESS_LINK}?jeton={}", text::escape(&form.token)));
            Ok(())
        }
    }
}

/// Gives the address that was proved, and says so.
#[cfg(feature = "ssr")]
async fn set(
    s: &crate::session::Session,
    tx: crate::db::Tx,
    person: crate::ids::PersonId,
    email: &str,
) -> Result<(), AppError> {
    use crate::account::{self, store};
    let email = email.parse().map_err(|_| AppError::Unreadable)?;
    store::set_address(&tx, person, &email, account::presented().as_deref(), s.now).await?;
    s.commit(tx, "Votre adresse est changée. Vos autres sessions sont terminées.", "/compte/coordonnees")
        .await
}
