//! The source of an import comes in: a pasted text or a file, in one multipart form.
use axum::{
    Extension,
    extract::{Multipart, Path, multipart::MultipartError},
    response::{IntoResponse, Redirect, Response},
};

use super::{import::MAX_BYTES, model::Plan, store};
use crate::access::{Actor, Permit, Verb};
use crate::draft::model::LONGEST;
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::{Session, digest};
use crate::ui::Typed;

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
    let sent = Sent::read(parts).await?;
    let pasted = Typed(String::from_utf8_lossy(sent.text.get(..LONGEST).unwrap_or(&sent.text)).into_owned());
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

#[derive(Default)]
struct Sent {
    key: FormKey,
    text: Vec<u8>,
    file: Option<(String, Vec<u8>)>,
}

impl Sent {
    async fn read(mut parts: Multipart) -> Result<Self, AppError> {
        let mut sent = Self::default();
        while let Some(part) = parts.next_field().await.map_err(refused)? {
            let (name, file_name) =
                (part.name().unwrap_or_default().to_owned(), part.file_name().unwrap_or_default().to_owned());
            let bytes = part.bytes().await.map_err(refused)?;
            if bytes.len() > MAX_BYTES {
                return Err(AppError::TooLarge);
            }
            match name.as_str() {
                "key" => {
                    sent.key = std::str::from_utf8(&bytes)
                        .ok()
                        .and_then(|key| key.parse().ok())
                        .ok_or(AppError::Unreadable)?
                }
                "text" => sent.text = bytes.to_vec(),
                "file" if !bytes.is_empty() => {
                    sent.file = Some((
                        file_name.chars().filter(|c| !c.is_control()).take(120).collect(),
                        bytes.to_vec(),
                    ))
                }
                _ => {}
            }
        }
        Ok(sent)
    }

    /// The file when there is one, else the pasted text; `None` when both are empty.
    fn source(self) -> Option<(String, Vec<u8>)> {
        self.file
            .or_else(|| (!self.text.trim_ascii().is_empty()).then(|| ("Texte collé".to_owned(), self.text)))
    }
}

fn refused(error: MultipartError) -> AppError {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::Unreadable
    }
}
