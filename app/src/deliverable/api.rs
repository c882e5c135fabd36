//! What the forms of deliverables ask.
use leptos::prelude::*;

use super::model::DeliverableForm;
use crate::error::AppError;
use crate::ids::DeliverableId;
use crate::rows::given_up::GiveUpForm;
use crate::rows::model::ActForm;

/// Adds an expected deliverable, or changes what one is; where it stands stays.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_deliverable")]
pub async fn save_deliverable(form: DeliverableForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let deliverable = form.check()?;
    crate::goal::store::check_served::<super::model::Deliverable>(&s, form.sheet, deliverable.goal).await?;
    crate::rows::submit::save(s, form.sheet, (form.line, form.version), deliverable).await
}

/// One button of a line: begun, handed in, taken back, taken up again, or removed.
///
/// # Errors
/// `Unreadable` for a move that is not legal from where it stands, and as `save_deliverable`.
#[server(endpoint = "move_deliverable")]
pub async fn move_deliverable(form: ActForm<DeliverableId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Deliverable>(form).await
}

/// Gives a deliverable up, with the reason.
///
/// # Errors
/// As `save_deliverable`.
#[server(endpoint = "give_up_deliverable")]
pub async fn give_up_deliverable(form: GiveUpForm<DeliverableId>) -> Result<(), AppError> {
    crate::rows::submit::give_up::<super::model::Deliverable>(form).await
}
