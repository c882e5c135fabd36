//! The one place where the outcome of a server function becomes an answer.
//!
//! A plain form gets 303 to what it asked, or back to itself with its draft; a script gets the status and the error.
use app::{
    account::{self, model::comes_back},
    draft::store::Typed,
    draft::{
        self,
        model::{LONGEST, decode, is_local},
    },
    error::{AppError, FieldError},
    ids::FormKey,
    session::Session,
    text::escape,
    ui::{Refused, Shown},
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::http::{LARGEST_FORM, Server, form_again, page_of};

/// Whether a person will read the answer in a browser.
pub fn wants_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// What the layer needs of any form.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Envelope {
    key: FormKey,
    page: String,
    form: String,
}

/// The layer around the server functions.
pub async fn translate(State(server): State<Server>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let plain = wants_html(request.headers());
    if plain && request.method() == Method::GET {
        return account::model::page_of(request.uri().path())
            .map_or_else(|| AppError::NotFound.into_response(), |page| Redirect::to(page).into_response());
    }
    let Some(session) = request.extensions().get::<Session>().cloned() else {
        return AppError::Internal.into_response();
    };
    let (mut parts, body) = request.into_parts();
    let (path, headers) = (parts.uri.clone(), parts.headers.clone());
    let outcome = match to_bytes(body, LARGEST_FORM).await {
        Err(_) => Err((AppError::TooLarge, String::new())),
        Ok(bytes) if !is_text(&bytes) => Err((AppError::Unreadable, String::new())),
        Ok(bytes) => {
            // Leptos would answer a plain form by itself, with the error in the address
            parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
            if let Some(session) = parts.extensions.get_mut::<Session>() {
                session.sent = format!("{:x}", Sha256::digest(&bytes));
            }
            let fields = String::from_utf8_lossy(&bytes).into_owned();
            let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
            if response.status().is_success() || response.status().is_redirection() {
                Ok(response)
            } else {
                Err((refusal(response).await, fields))
            }
        }
    };
    match outcome {
        Ok(response) if plain => see_other(response),
        Ok(response) => response,
        Err((error, fields)) if plain => answer(&server, session, (path, headers), error, &fields).await,
        Err((error, _)) => (
            error.status(),
            [(header::CONTENT_TYPE, "application/json")],
            serde_json::to_string(&error).unwrap_or_default(),
        )
            .into_response(),
    }
}

/// A success sends the browser on, with what it set (the cookie).
fn see_other(mut response: Response) -> Response {
    if !response.headers().contains_key(header::LOCATION) {
        response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/"));
    }
    *response.status_mut() = StatusCode::SEE_OTHER;
    *response.body_mut() = Body::empty();
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response
}

async fn refusal(response: Response) -> AppError {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), LARGEST_FORM).await.unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or(if status.is_client_error() {
        AppError::Unreadable
    } else {
        AppError::Internal
    })
}

/// A refused plain form: its draft is kept, then the person goes back to it, or to the page that says why not.
async fn answer(
    server: &Server,
    session: Session,
    (path, headers): (Uri, HeaderMap),
    error: AppError,
    fields: &str,
) -> Response {
    if let AppError::AlreadyDone { page } = &error {
        return Redirect::to(page).into_response();
    }
    let form = decode::<Envelope>(fields).unwrap_or_default();
    // the address of a server function is no page: links and messages speak of the form's own
    let page = Some(form.page.clone()).filter(|page| is_local(page));
    let path = page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(path);
    let typed = draft::model::typed(fields);
    // a button that came too late has nothing to keep: its reader is told
    let kept = match error {
        AppError::Stale if typed.is_empty() => None,
        _ => keep(server, &session, &form, fields, &error).await,
    };
    match (&error, kept, page) {
        // nobody has drafts while signing in: the form comes back in this very answer
        (AppError::Invalid(errors), None, Some(page)) if comes_back(&page) => {
            let refused = Refused { fields: fields.to_owned(), errors: errors.clone() };
            form_again(server, session, path, headers, refused).await
        }
        (AppError::Invalid(errors), Some(_), Some(page)) if errors.iter().all(|e| !e.field.is_empty()) => {
            Redirect::to(&format!("{page}#erreurs")).into_response() // the form shows them at its fields
        }
        (AppError::Invalid(_) | AppError::Stale, Some(key), Some(page)) => {
            Redirect::to(&format!("{page}?refus={key}")).into_response() // its page says it on top
        }
        (AppError::Unauthenticated, Some(_), Some(page)) => {
            Redirect::to(&format!("/compte/connexion?suite={}", escape(&page))).into_response()
        }
        (_, kept, _) => {
            let kept = kept.is_some() && !typed.is_empty();
            let typed = Some(typed).filter(|text| !kept && !text.is_empty());
            page_of(server, session, path, Shown { error, typed, kept }).await
        }
    }
}

/// Keeps the draft of a refused form for whoever is signed in, or was until her session expired. Returns its key:
/// another one when the form's own was spent, so that nothing typed since is lost.
async fn keep(
    server: &Server,
    session: &Session,
    form: &Envelope,
    fields: &str,
    error: &AppError,
) -> Option<FormKey> {
    let person = session.actor.person().or(session.expired)?;
    if form.key == FormKey::default() || !is_local(&form.page) || fields.len() > LONGEST {
        return None;
    }
    let errors = match error {
        AppError::Invalid(errors) => errors.clone(),
        AppError::Stale => vec![FieldError::new(
            "",
            "Rien n’est enregistré : la page a changé pendant que vous écriviez. Relisez-la, puis renvoyez.",
        )],
        _ => Vec::new(),
    };
    let kept = async {
        let tx = server.db.begin().await?;
        let typed = |key| Typed {
            key,
            page: &form.page,
            form: &form.form,
            fields: fields.to_owned(),
            errors: &errors,
        };
        let mut key = form.key;
        let mut kept = draft::store::keep(&tx, person, typed(key), session.now).await?;
        if !kept {
            key = FormKey::new();
            kept = draft::store::keep(&tx, person, typed(key), session.now).await?;
        }
        tx.commit().await?;
        Ok::<_, AppError>(kept.then_some(key))
    };
    kept.await.ok().flatten()
}

/// Whether percent-decoding gives UTF-8: other bytes would become « � » without a word.
fn is_text(form: &[u8]) -> bool {
    let hex = |b: &u8| char::from(*b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let mut decoded = Vec::with_capacity(form.len());
    let mut rest = form;
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                decoded.push(hex(high).unwrap_or_default() * 16 + hex(low).unwrap_or_default());
                rest = after;
            }
            _ => {
                decoded.push(*first);
                rest = tail;
            }
        }
    }
    std::str::from_utf8(&decoded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        assert!(is_text(b"a=%C3%A9t%C3%A9&b=100%"));
        assert!(!is_text(b"a=%E9t%E9"));
        assert!(!is_text(b"\xff"));
    }
}
