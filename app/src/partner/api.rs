//! What the forms of partners ask.
use leptos::prelude::*;

use super::model::PartnerForm;
use crate::error::AppError;
use crate::ids::PartnerId;
use crate::rows::model::ActForm;

/// Adds a partner, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_partner")]
pub async fn save_partner(form: PartnerForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let line = form.check()?;
    crate::rows::submit::save(s, form.sheet, (form.line, form.version), line).await
}

/// The button that takes a partner away.
///
/// # Errors
/// `Unreadable` for another act, and as `save_partner`.
#[server(endpoint = "remove_partner")]
pub async fn remove_partner(form: ActForm<PartnerId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Partner>(form).await
}
