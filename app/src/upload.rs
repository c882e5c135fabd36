//! A source that comes in: a pasted text or a file, in one multipart form.
use axum::{
    Extension,
    extract::{Multipart, multipart::MultipartError},
    response::{IntoResponse, Response},
};

use crate::access::{Actor, Permit, Verb};
use crate::draft::model::LONGEST;
use crate::error::AppError;
use crate::ids::FormKey;
use crate::plan::{self, model::Plan};
use crate::session::Session;
use crate::ui::Typed;

/// Reads what is sent. Megabytes are read for who may send them (`allowed`), and for who could until her session
/// expired; of anybody else, what a draft may hold: whoever is refused gets her text back.
///
/// # Errors
/// `TooLarge` and `Unreadable` for who may send.
pub async fn take<T>(
    s: &Session,
    allowed: Result<T, AppError>,
    parts: Multipart,
    largest: usize,
) -> Result<(Result<T, AppError>, Sent), AppError> {
    match allowed {
        Ok(allowed) => Ok((Ok(allowed), Sent::read(parts, largest).await?)),
        Err(error) => {
            let largest = if s.expired.is_some() { largest } else { LONGEST };
            Ok((Err(error), Sent::read(parts, largest).await.unwrap_or_default()))
        }
    }
}

/// The plan to which a source is sent, and the permit to send one.
///
/// # Errors
/// `Unauthenticated`, `NotFound`, `Forbidden`.
pub async fn to_plan(s: &Session, region: &str, plan: &str, verb: Verb) -> Result<(Plan, Permit), AppError> {
    if s.actor == Actor::Nobody {
        return Err(AppError::Unauthenticated);
    }
    let plan = plan::store::find(&s.db.read, &s.actor, region, plan).await?;
    let permit = s.actor.may(verb, plan.place())?;
    Ok((plan, permit))
}

/// What is answered to an upload. Nothing of a refused one can be kept as a draft: what was pasted is shown, to be
/// copied; a table about workers is not even shown again.
pub fn answer(kept: Result<Response, AppError>, pasted: Typed) -> Response {
    kept.unwrap_or_else(|error| match error {
        AppError::Invalid(_) => error.into_response(),
        error => (Extension(pasted), error).into_response(),
    })
}

/// What the form sent.
#[derive(Default)]
pub struct Sent {
    pub key: FormKey,
    text: Vec<u8>,
    file: Option<(String, Vec<u8>)>,
}

impl Sent {
    /// Reads the form; each of its fields is at most `largest` bytes.
    ///
    /// # Errors
    /// `TooLarge`, `Unreadable`.
    async fn read(mut parts: Multipart, largest: usize) -> Result<Self, AppError> {
        let mut sent = Self::default();
        while let Some(mut part) = parts.next_field().await.map_err(refused)? {
            let (name, file_name) =
                (part.name().unwrap_or_default().to_owned(), part.file_name().unwrap_or_default().to_owned());
            let mut bytes = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(refused)? {
                if bytes.len() + chunk.len() > largest {
                    return Err(AppError::TooLarge);
                }
                bytes.extend_from_slice(&chunk);
            }
            match name.as_str() {
                "key" => {
                    sent.key = std::str::from_utf8(&bytes)
                        .ok()
                        .and_then(|key| key.parse().ok())
                        .ok_or(AppError::Unreadable)?
                }
                "text" => sent.text = bytes,
                "file" if !bytes.is_empty() => {
                    sent.file =
                        Some((file_name.chars().filter(|c| !c.is_control()).take(120).collect(), bytes))
                }
                _ => {}
            }
        }
        Ok(sent)
    }

    /// What was pasted, to be given back when nothing of it can be kept as a draft.
    pub fn pasted(&self) -> Typed {
        Typed(String::from_utf8_lossy(self.text.get(..LONGEST).unwrap_or(&self.text)).into_owned())
    }

    /// Whether a file was sent: its bytes are kept where it comes from, a pasted text may be nowhere else.
    pub fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// The file when there is one, else the pasted text; `None` when both are empty.
    pub fn source(self) -> Option<(String, Vec<u8>)> {
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
