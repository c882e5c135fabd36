//! What the forms of indicators ask.
use leptos::prelude::*;

use super::model::IndicatorForm;
use crate::error::AppError;
use crate::ids::IndicatorId;
use crate::rows::given_up::GiveUpForm;
use crate::rows::model::ActForm;

/// Adds an indicator, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_indicator")]
pub async fn save_indicator(form: IndicatorForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let line = form.check()?;
    crate::goal::store::check_served::<super::model::Indicator>(&s, form.sheet, line.goal).await?;
    crate::rows::submit::save(s, form.sheet, (form.line, form.version), line).await
}

/// One button of a line: taken up again, or removed.
///
/// # Errors
/// `Unreadable` for a button that it does not have, and as `save_indicator`.
#[server(endpoint = "move_indicator")]
pub async fn move_indicator(form: ActForm<IndicatorId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Indicator>(form).await
}

/// Gives an indicator up, with the reason.
///
/// # Errors
/// As `save_indicator`.
#[server(endpoint = "give_up_indicator")]
pub async fn give_up_indicator(form: GiveUpForm<IndicatorId>) -> Result<(), AppError> {
    crate::rows::submit::give_up::<super::model::Indicator>(form).await
}
