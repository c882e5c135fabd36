//! The document of a balance comes in, and a balance goes out as a file.
use axum::{
    Extension,
    extract::{Multipart, Path},
    response::{IntoResponse, Redirect, Response},
};

use super::{document, import::MAX_BYTES, store};
use crate::access::{Actor, Permit, Verb};
use crate::action_sheet;
use crate::document::http::download;
use crate::error::{AppError, FieldError};
use crate::ids::BalanceId;
use crate::plan::model::Plan;
use crate::session::{Session, digest};
use crate::text::slug;
use crate::upload::{self, Sent};

/// Keeps the document, then shows the preview. No balance is made of it yet.
///
/// # Errors
/// `Unauthenticated`, `NotFound`, `Forbidden`, `TooLarge`, `Unreadable`, `Invalid` for a document about workers.
pub async fn receive(
    Extension(session): Extension<Session>,
    Path((region, plan)): Path<(String, String)>,
    parts: Multipart,
) -> Result<Response, AppError> {
    let allowed = upload::to_plan(&session, &region, &plan, Verb::ImportBalance).await;
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
    let path = format!("{}/bilans/import", plan.path());
    let is_file = sent.is_file();
    let Some((name, source)) = sent.source() else {
        return Ok(Redirect::to(&format!("{path}?vide=1")).into_response());
    };
    s.sent = digest([path.as_bytes(), &source]);
    let reading = store::read_source(source.clone()).await?;
    if let Some(refusal) = &reading.refused {
        return Err(AppError::field("", refusal.to_string()));
    }
    if is_file && reading.is_nothing() {
        let why = reading.errors.into_iter().map(|error| FieldError::new("", error.message));
        return Err(AppError::Invalid(why.collect()));
    }
    let tx = s.begin().await?;
    let id = store::keep_import(&tx, permit, &name, source, s.now).await?;
    let page = s.finish(tx, "", &format!("{path}/{id}")).await?;
    Ok(Redirect::to(&page).into_response())
}

/// A balance as a DOCX file.
///
/// # Errors
/// `Unauthenticated`, `NotFound`.
pub async fn docx(
    Extension(s): Extension<Session>,
    Path((region, plan, address, balance)): Path<(String, String, String, String)>,
) -> Result<Response, AppError> {
    if s.actor == Actor::Nobody {
        return Err(AppError::Unauthenticated);
    }
    let sheet = action_sheet::store::find(&s.db.read, &s.actor, &region, &plan, &address).await?;
    let id: BalanceId = balance.parse().map_err(|_| AppError::NotFound)?;
    let balance = store::get(&s.db.read, &s.actor, &sheet, id).await?;
    let texts = store::texts(&s.db.read, id).await?;
    let name = format!("{region}-{plan}-bilan-{}-{}", slug(&address), s.today);
    download(document::of(&s, &sheet, &balance, &texts), &name).await
}
