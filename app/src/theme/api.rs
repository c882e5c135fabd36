//! What the form of themes asks.
use leptos::prelude::*;

use super::model::ThemesForm;
use crate::error::AppError;

/// Says what the action is about.
///
/// # Errors
/// `Invalid` when nothing is ticked, `Stale` when somebody saved meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_themes")]
pub async fn save_themes(form: ThemesForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let themes = form.check()?;
    crate::card::submit::save(s, form.sheet, form.version, themes).await
}
