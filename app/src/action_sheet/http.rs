//! The sheet as a download.
use axum::{Extension, extract::Path, response::Response};

use super::{document, store};
use crate::access::Actor;
use crate::document::http::download;
use crate::error::AppError;
use crate::session::Session;
use crate::text::slug;

/// The sheet as a DOCX file.
///
/// # Errors
/// `Unauthenticated`, `NotFound`.
pub async fn docx(
    Extension(s): Extension<Session>,
    Path((region, plan, address)): Path<(String, String, String)>,
) -> Result<Response, AppError> {
    if s.actor == Actor::Nobody {
        return Err(AppError::Unauthenticated);
    }
    let sheet = store::find(&s.db.read, &s.actor, &region, &plan, &address).await?;
    let document = document::of(&s, &sheet).await?;
    download(document, &format!("{region}-{plan}-fiche-{}-{}", slug(&address), s.today)).await
}
