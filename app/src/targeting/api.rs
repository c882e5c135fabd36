//! What the form of the targets asks.
use leptos::prelude::*;

use super::model::TargetingForm;
use crate::error::AppError;

/// Says whom the action is for.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody saved meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_targeting")]
pub async fn save_targeting(form: TargetingForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let targeting = form.check()?;
    crate::card::submit::save(s, form.sheet, form.version, targeting).await
}
