//! The document that tells of projects comes in: a pasted text or a file, in one multipart form.
use axum::{
    Extension,
    extract::{Multipart, Path},
    response::{IntoResponse, Redirect, Response},
};

use super::import::path_of;
use super::model::{ImportForm, Project};
use crate::access::Actor;
use crate::action_sheet::{self, model::Sheet};
use crate::draft::{model::LONGEST, store};
use crate::error::{AppError, FieldError};
use crate::personal;
use crate::project_tables::read_projects;
use crate::rows::model::Line;
use crate::session::Session;
use crate::upload::{self, Sent};

/// The largest document (bytes).
const LARGEST: usize = 4 * 1024 * 1024;

/// Reads the projects of a document into the draft of the form that adds them, then shows it. Nothing is written to the
/// action, and nothing else of the document is kept.
///
/// # Errors
/// `Unauthenticated`, `NotFound`, `Forbidden`, `TooLarge`, `Unreadable`, `Invalid` for a document without projects or
/// about workers.
pub async fn receive(
    Extension(s): Extension<Session>,
    Path((region, plan, address)): Path<(String, String, String)>,
    parts: Multipart,
) -> Result<Response, AppError> {
    let allowed = allowed(&s, &region, &plan, &address).await;
    let (allowed, sent) = upload::take(&s, allowed, parts, LARGEST).await?;
    let pasted = sent.pasted();
    let nominative = personal::check_text(&pasted.0).is_some();
    let kept = match allowed {
        Ok(sheet) => keep(&s, &sheet, sent).await,
        Err(error) => Err(error),
    };
    Ok(kept.unwrap_or_else(|error| match error {
        AppError::Invalid(_) if nominative => error.into_response(), // a table about workers is not even shown again
        error => (Extension(pasted), error).into_response(),
    }))
}

async fn allowed(s: &Session, region: &str, plan: &str, address: &str) -> Result<Sheet, AppError> {
    if s.actor == Actor::Nobody {
        return Err(AppError::Unauthenticated);
    }
    let sheet = action_sheet::store::find(&s.db.read, &s.actor, region, plan, address).await?;
    s.actor.may(Project::VERB, sheet.place())?;
    Project::check(&sheet)?;
    Ok(sheet)
}

async fn keep(s: &Session, sheet: &Sheet, sent: Sent) -> Result<Response, AppError> {
    let (page, key) = (path_of(sheet), sent.key);
    let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
    let Some((name, source)) = sent.source() else {
        return Ok(Redirect::to(&format!("{page}?vide=1")).into_response());
    };
    // a large document is work for a processor: a thread of its own, and no transaction waits for it
    let found = tokio::task::spawn_blocking(move || read_projects(&source)).await.map_err(|cause| {
        tracing::error!(%cause, "reading projects");
        AppError::Internal
    })?;
    if !found.errors.is_empty() {
        let errors = found.errors.into_iter().map(|error| FieldError::new("", error.message));
        return Err(AppError::Invalid(errors.collect()));
    }
    let fields = ImportForm::drafted(&name, &found)?;
    if fields.len() > LONGEST {
        return Err(AppError::TooLarge);
    }
    let tx = s.db.begin().await?;
    let typed = store::Typed { key, page: &page, form: "import", fields, errors: &[] };
    if !store::keep(&tx, person, typed, s.now).await? {
        return Err(AppError::Stale); // this form was sent already: another page has another key
    }
    tx.commit().await?;
    Ok(Redirect::to(&page).into_response())
}
