//! What the forms of links ask.
use leptos::prelude::*;

use super::model::LinkForm;
use crate::error::AppError;
use crate::ids::LinkId;
use crate::rows::model::ActForm;

/// Adds a link, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_link")]
pub async fn save_link(form: LinkForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let link = form.check()?;
    crate::rows::submit::save_checked(s, form.sheet, (form.line, form.version), async |tx, actor, sheet| {
        super::store::named(tx, actor, sheet, form.line, link).await
    })
    .await
}

/// The button that takes a link away.
///
/// # Errors
/// `Unreadable` for another act, and as `save_link`.
#[server(endpoint = "remove_link")]
pub async fn remove_link(form: ActForm<LinkId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Link>(form).await
}
