//! A document as a download.
use axum::{
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};

use super::{docx, model::Document};
use crate::error::AppError;

/// The document as a DOCX file of that name (without its ending; letters, digits and hyphens).
///
/// # Errors
/// `Internal` when it cannot be written.
pub async fn download(document: Document, name: &str) -> Result<Response, AppError> {
    // writing is work for a processor, not for the threads that answer
    let written = tokio::task::spawn_blocking(move || docx::write(&document).map_err(|e| e.to_string()));
    let bytes = written.await.map_err(|e| e.to_string()).and_then(|bytes| bytes).map_err(|cause| {
        tracing::error!(%cause, "document");
        AppError::Internal
    })?;
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.docx\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
