//! One's own data as a file.
use axum::{
    Extension,
    http::header,
    response::{IntoResponse, Response},
};

use super::store;
use crate::error::AppError;
use crate::session::Session;

/// Everything that is kept of whoever asks, as JSON.
///
/// # Errors
/// `Unauthenticated` when nobody is signed in.
pub async fn json(Extension(s): Extension<Session>) -> Result<Response, AppError> {
    let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
    let data = store::data(&s.db.read, person, None, None, s.now).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"mes-donnees-prisme.json\""),
    ];
    Ok((headers, serde_json::to_string_pretty(&data)?).into_response())
}
