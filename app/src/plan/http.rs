//! The source of an import comes in: a pasted text or a file, in one multipart form.
use axum::{
    Extension,
    extract::{Multipart, Path},
    response::{IntoResponse, Redirect, Response},
};

use super::{import::MAX_BYTES, model::Plan, store};
use crate::access::{Permit, Verb};
use crate::error::AppError;
use crate::session::{Session, digest};
use crate::upload::{self, Sent};

/// Keeps the source and its report, then shows the preview. Nothing is written to the plan.
///
/// # Errors
/// `Unauthenticated`, `NotFound`, `Forbidden`, `TooLarge`, `Unreadable`.
pub async fn receive(
    Extension(session): Extension<Session>,
    Path((region, plan)): Path<(String, String)>,
    parts: Multipart,
) -> Result<Response, AppError> {
    let allowed = upload::to_plan(&session, &region, &plan, Verb::ImportPlan).await;
    let (allowed, sent) = upload::take(&session, allowed, parts, MAX_BYTES).await?;
    let pasted = sent.pasted();
    let kept = match allowed {
        Ok((plan, permit)) => keep(session, &plan, &permit, sent).await,
        Err(error) => Err(error),
    };
    Ok(upload::answer(kept, pasted))
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
