//! What the forms of projects ask.
use leptos::prelude::*;

use super::model::ProjectForm;
use crate::error::AppError;
use crate::ids::ProjectId;
use crate::rows::model::ActForm;

/// Adds a project, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_project")]
pub async fn save_project(form: ProjectForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let line = form.check()?;
    crate::rows::submit::save(s, form.sheet, (form.line, form.version), line).await
}

/// The button that takes a project away.
///
/// # Errors
/// `Unreadable` for another act, and as `save_project`.
#[server(endpoint = "remove_project")]
pub async fn remove_project(form: ActForm<ProjectId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Project>(form).await
}
