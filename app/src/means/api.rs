//! What the forms of means ask.
use leptos::prelude::*;

use super::model::MeansForm;
use crate::error::AppError;
use crate::ids::MeansId;
use crate::rows::model::ActForm;

/// Adds a line of means, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_means")]
pub async fn save_means(form: MeansForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let line = form.check()?;
    crate::rows::submit::save(s, form.sheet, (form.line, form.version), line).await
}

/// The button that takes a line of means away.
///
/// # Errors
/// `Unreadable` for another act, and as `save_means`.
#[server(endpoint = "remove_means")]
pub async fn remove_means(form: ActForm<MeansId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Means>(form).await
}
