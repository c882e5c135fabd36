//! The source of an import comes in: a pasted text or a file, in one multipart form.
use axum::{
    Extension,
    extract::{Multipart, Path},
    response::{IntoResponse, Redirect, Response},
};

use super::{import::MAX_BYTES, model::Plan, store};
use crate::access::{Actor, Permit, Verb};
use crate::error::AppError;
use crate::session::{Session, digest};
use crate::upload::Sent;

/// Keeps the source and its report, then shows the preview. Nothing is written to the plan.
///
/// # Errors
/// `Unauthenticated`, `NotFound`, `Forbidden`, `TooLarge`, `Unreadable`.
pub async fn receive(
    Extension(session): Extension<Session>,
    Path((region, plan)): Path<(String, String)>,
    parts: Multipart,
) -> Result<Response, AppError> {
    let allowed = allowed(&session, &region, &plan).await;
    // four megabytes are read for who may import, and for who could until her session expired: she gets her text back
    if let (Err(error), None) = (&allowed, session.expired) {
        return Err(error.clone());
    }
    let sent = Sent::read(parts, MAX_BYTES).await?;
    let pasted = sent.pasted();
    let kept = match allowed {
        Ok((plan, permit)) => keep(session, &plan, &permit, sent).await,
        Err(error) => Err(error),
    };
    Ok(kept.unwrap_or_else(|error| match error {
        AppError::Invalid(_) => error.into_response(), // a table about workers is not even shown again
        // nothing of a refused upload can be kept as a draft: what was pasted is shown, to be copied
        error => (Extension(pasted), error).into_response(),
    }))
}

async fn allowed(s: &Session, region: &str, plan: &str) -> Result<(Plan, Permit), AppError> {
    if s.actor == Actor::Nobody {
        return Err(AppError::Unauthenticated);
    }
    let plan = store::find(&s.db.read, &s.actor, region, plan).await?;
    let permit = s.actor.may(Verb::ImportPlan, plan.place())?;
    Ok((plan, permit))
}

async fn keep(session: Session, plan: &Plan, permit: &Permit, sent: Sent) -> Result<Response, AppError> {
    let mut s = session.with_form(sent.key)?;
    let Some((name, source)) = sent.source() else {
        return Ok(Redirect::to(&format!("{}/import?vide=1", plan.path())).into_response());
    };
    s.sent = digest([plan.path().as_bytes(), &source]);
    let table = store::read_source(source.clone(), None).await?;
    if let Some(refusal) = &table.refused {
        return Err(AppError::field("", refusal.to_string()));
    }
    let reading = store::read_against_plan(&s.db.read, plan, table).await?;
    let tx = s.begin().await?;
    let id = store::keep_import(&tx, permit, &name, source, &reading.report, s.now).await?;
    let page = s.finish(tx, "", &format!("{}/import/{id}", plan.path())).await?;
    Ok(Redirect::to(&page).into_response())
}
