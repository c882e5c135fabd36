//! What the forms of milestones ask.
use leptos::prelude::*;

use super::model::MilestoneForm;
use crate::error::AppError;
use crate::ids::MilestoneId;
use crate::rows::model::ActForm;

/// Adds a milestone, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_milestone")]
pub async fn save_milestone(form: MilestoneForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let milestone = form.check(s.today)?;
    crate::goal::store::check_served::<super::model::Milestone>(&s, form.sheet, milestone.goal).await?;
    crate::rows::submit::save(s, form.sheet, (form.line, form.version), milestone).await
}

/// One button of a line: done today, not done after all, or removed.
///
/// # Errors
/// `Unreadable` for another act, and as `save_milestone`.
#[server(endpoint = "tick_milestone")]
pub async fn tick_milestone(form: ActForm<MilestoneId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Milestone>(form).await
}
