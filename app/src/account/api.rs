//! Signing in and out.
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

mod address;
pub use address::{ChangeAddress, ConfirmAddressCode, ConfirmAddressLink};

use super::model::{CodeForm, EntryForm, LinkForm, RemindersForm};
use crate::error::AppError;
use crate::ids::PersonId;
#[cfg(feature = "ssr")]
use crate::text;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DemoForm {
    pub person: PersonId,
    /// Where to go afterwards: a path of this site.
    pub then: String,
}

/// Opens a session as an invented person, in demonstration only.
///
/// # Errors
/// `NotFound` outside of the demonstration, or for somebody who is not invented.
#[server(endpoint = "sign_in_demo")]
pub async fn sign_in_demo(form: DemoForm) -> Result<(), AppError> {
    use crate::{committee, session::Session};
    let s = Session::current()?;
    if !s.demonstration {
        return Err(AppError::NotFound);
    }
    let (_, invented) = committee::store::get_person(&s.db.read, form.person).await?;
    if !invented {
        return Err(AppError::NotFound);
    }
    let tx = s.begin().await?;
    enter(&s, tx, form.person, &form.then).await
}

/// Asks for a mail with a link and a code. The answer is the same whether the address is known or not.
///
/// # Errors
/// `Invalid` for what is no address, or when it was asked too often.
#[server(endpoint = "sign_in")]
pub async fn sign_in(form: EntryForm) -> Result<(), AppError> {
    let s = crate::session::Session::current()?;
    let email = form.check()?;
    let tx = s.begin().await?;
    ask(&s, tx, &email, &form.then).await
}

/// Asks for another mail to the same address; what the first one carries is worth nothing any more.
///
/// # Errors
/// As `sign_in`; a browser that asked for nothing goes back to the first page.
#[server(endpoint = "sign_in_again")]
pub async fn sign_in_again() -> Result<(), AppError> {
    use super::{
        model::{self, Purpose},
        store::sign_in,
    };
    let s = crate::session::Session::current()?;
    let Some(attempt) =
        sign_in::of_browser(&s.db.read, Purpose::SignIn, presented(super::store::ATTEMPT), s.now).await?
    else {
        leptos_axum::redirect(model::SIGN_IN);
        return Ok(());
    };
    let email = attempt.email.parse().map_err(|_| AppError::Unreadable)?;
    let tx = s.begin().await?;
    sign_in::give_up(&tx, attempt.id, s.now).await?;
    ask(&s, tx, &email, &attempt.then).await
}

/// Enters with the code of the mail, in the browser that asked for it.
///
/// # Errors
/// `Invalid` with what is left to do.
#[server(endpoint = "sign_in_code")]
pub async fn sign_in_code(form: CodeForm) -> Result<(), AppError> {
    let s = crate::session::Session::current()?;
    let (tx, person, attempt) = spend_code(&s, super::model::Purpose::SignIn, &form).await?;
    enter(&s, tx, person, &attempt.then).await
}

/// The attempt whose code was typed in the browser that began it, spent, with the transaction that spent it.
#[cfg(feature = "ssr")]
async fn spend_code(
    s: &crate::session::Session,
    purpose: super::model::Purpose,
    form: &CodeForm,
) -> Result<(crate::db::Tx, PersonId, super::store::sign_in::Attempt), AppError> {
    use super::{
        model::{Purpose, Worth},
        store::{code::hash_code, sign_in},
    };
    let refused = |worth: Worth| AppError::field("code", worth.refusal());
    let code = form.check()?;
    let attempt = sign_in::of_browser(&s.db.read, purpose, presented(super::store::ATTEMPT), s.now).await?;
    let attempt = attempt.ok_or_else(|| refused(Worth::Unknown))?;
    // an address is confirmed by who gave it
    if purpose == Purpose::Address && attempt.person != s.actor.person() {
        return Err(refused(Worth::Unknown));
    }
    if !matches!(attempt.worth, Worth::Open(_)) {
        return Err(refused(attempt.worth));
    }
    let code_hash = hash_code(code, attempt.id).await?; // before the transaction: it is slow by design
    let tx = s.begin().await?;
    if let Some(person) = sign_in::try_code(&tx, attempt.id, &code_hash, s.now).await? {
        return Ok((tx, person, attempt));
    }
    let left = sign_in::get(&*tx, attempt.id, s.now).await?.map_or(Worth::Unknown, |attempt| attempt.worth);
    tx.commit().await?; // a wrong code counts
    Err(match left {
        Worth::Open(left) => {
            let left = text::counted(left, "essai", "essais");
            AppError::field(
                "code",
                format!("Ce code n’est pas le bon. Il vous reste {left}. Regardez le dernier courriel reçu."),
            )
        }
        worth => refused(worth),
    })
}

/// Enters with the link of the mail: the button of the page that it opens.
///
/// # Errors
/// When the database fails; a link that is worth nothing goes back to its page, which says why.
#[server(endpoint = "sign_in_link")]
pub async fn sign_in_link(form: LinkForm) -> Result<(), AppError> {
    use super::{model, store::sign_in};
    let s = crate::session::Session::current()?;
    let tx = s.begin().await?;
    match sign_in::use_link(&tx, model::Purpose::SignIn, &form.token, s.now).await? {
        Some((person, attempt)) => enter(&s, tx, person, &attempt.then).await,
        None => {
            leptos_axum::redirect(&format!("{}?jeton={}", model::LINK, text::escape(&form.token)));
            Ok(())
        }
    }
}

/// Begins an attempt and leads to the page where its code is typed.
#[cfg(feature = "ssr")]
async fn ask(
    s: &crate::session::Session,
    tx: crate::db::Tx,
    email: &crate::committee::model::Email,
    then: &str,
) -> Result<(), AppError> {
    use super::{model, store};
    let token = store::sign_in::ask(&tx, email, &s.network, local(then), s.now).await?;
    tx.commit().await?;
    set_cookie(&format!("{}={token}; Max-Age={}", store::ATTEMPT, 4 * 60 * model::MINUTES));
    leptos_axum::redirect(model::CODE);
    Ok(())
}

/// Opens a session in this browser, in place of the one that it had, and leads where one was going.
#[cfg(feature = "ssr")]
async fn enter(
    s: &crate::session::Session,
    tx: crate::db::Tx,
    person: PersonId,
    then: &str,
) -> Result<(), AppError> {
    use super::store;
    close_presented(&tx).await?;
    let token = store::open(&tx, person, s.now).await?;
    tx.commit().await?;
    let then = match local(then) {
        "/" => start(s, person).await?,
        then => then,
    };
    set_cookie(&format!("{}={token}; Max-Age={}", store::COOKIE, store::HOURS * 3600));
    if presented(store::ATTEMPT).is_some() {
        set_cookie(&format!("{}=; Max-Age=0", store::ATTEMPT));
    }
    leptos_axum::redirect(then);
    Ok(())
}

/// Where somebody starts who was going nowhere: at her work, when a mandate gives her some.
#[cfg(feature = "ssr")]
async fn start(s: &crate::session::Session, person: PersonId) -> Result<&'static str, AppError> {
    let held = crate::committee::store::mandates(&s.db.read, person).await?;
    let works = held.iter().any(|held| held.given.in_force(s.today));
    Ok(if works { crate::work::PATH } else { "/" })
}

/// An address of this site, or its home.
#[cfg(feature = "ssr")]
fn local(then: &str) -> &str {
    if crate::draft::model::is_local_address(then) { then } else { "/" }
}

/// The cookie of that name that came with the request.
#[cfg(feature = "ssr")]
fn presented(name: &str) -> Option<String> {
    use_context::<axum::http::request::Parts>().and_then(|parts| super::cookie_named(&parts.headers, name))
}

/// Ends the session of this browser.
///
/// # Errors
/// When the database fails.
#[server(endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::session::Session;
    let s = Session::current()?;
    let tx = s.begin().await?;
    close_presented(&tx).await?;
    tx.commit().await?;
    forget_cookie();
    leptos_axum::redirect("/");
    Ok(())
}

/// Turns reminders by mail on or off.
///
/// # Errors
/// `Unauthenticated`, or `Unreadable` for another answer than yes or no.
#[server(endpoint = "set_reminders")]
pub async fn set_reminders(form: RemindersForm) -> Result<(), AppError> {
    use super::{model::Wanted, store};
    let s = crate::session::Session::submitting(form.key)?;
    let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
    let wanted = Wanted::from_word(&form.choice).ok_or(AppError::Unreadable)?;
    let tx = s.begin().await?;
    store::set_reminders(&tx, person, wanted).await?;
    s.commit(tx, wanted.done(), "/compte").await
}

/// Ends the session whose cookie came with the request, if one did.
#[cfg(feature = "ssr")]
async fn close_presented(tx: &crate::db::Tx) -> Result<(), AppError> {
    match presented(super::store::COOKIE) {
        Some(token) => super::store::close(tx, &token).await,
        None => Ok(()),
    }
}

/// Takes the session's cookie from the browser.
#[cfg(feature = "ssr")]
pub fn forget_cookie() {
    set_cookie(&format!("{}=; Max-Age=0", super::store::COOKIE));
}

#[cfg(feature = "ssr")]
fn set_cookie(pair: &str) {
    use axum::http::{HeaderValue, header::SET_COOKIE};
    let secure = if use_context::<super::Https>().is_some_and(|https| https.0) { "; Secure" } else { "" };
    let cookie = HeaderValue::from_str(&format!("{pair}; Path=/; HttpOnly; SameSite=Lax{secure}"));
    if let (Ok(cookie), Some(response)) = (cookie, use_context::<leptos_axum::ResponseOptions>()) {
        response.append_header(SET_COOKIE, cookie);
    }
}
