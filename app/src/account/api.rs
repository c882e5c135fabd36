//! Signing in and out.
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::ids::PersonId;

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
    use crate::{committee, draft::model::is_local_address, session::Session};
    let s = Session::current()?;
    if !s.demonstration {
        return Err(AppError::NotFound);
    }
    let (_, invented) = committee::store::get_person(&s.db.read, form.person).await?;
    if !invented {
        return Err(AppError::NotFound);
    }
    let tx = s.begin().await?;
    close_presented(&tx).await?; // signing in again ends the session that this browser had
    let token = super::store::open(&tx, form.person, s.now).await?;
    tx.commit().await?;
    set_cookie(&format!("{}={token}; Max-Age={}", super::store::COOKIE, super::store::HOURS * 3600));
    leptos_axum::redirect(if is_local_address(&form.then) { &form.then } else { "/" });
    Ok(())
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
    set_cookie(&format!("{}=; Max-Age=0", super::store::COOKIE));
    leptos_axum::redirect("/");
    Ok(())
}

/// Ends the session whose cookie came with the request, if one did.
#[cfg(feature = "ssr")]
async fn close_presented(tx: &crate::db::Tx) -> Result<(), AppError> {
    let parts = use_context::<axum::http::request::Parts>();
    match parts.and_then(|parts| super::cookie(&parts.headers)) {
        Some(token) => super::store::close(tx, &token).await,
        None => Ok(()),
    }
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
