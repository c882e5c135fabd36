//! What the forms of goals ask.
use leptos::prelude::*;

use super::model::GoalForm;
use crate::error::AppError;
use crate::ids::GoalId;
use crate::rows::model::ActForm;

/// Adds a goal, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_goal")]
pub async fn save_goal(form: GoalForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let line = form.check()?;
    super::store::check_parent(&s, form.sheet, &line).await?;
    crate::rows::submit::save(s, form.sheet, (form.line, form.version), line).await
}

/// The button that takes a goal away.
///
/// # Errors
/// `Unreadable` for another act, and as `save_goal`.
#[server(endpoint = "remove_goal")]
pub async fn remove_goal(form: ActForm<GoalId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Goal>(form).await
}
