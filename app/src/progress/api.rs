//! What the form of the update asks.
use leptos::prelude::*;

use super::model::UpdateForm;
use crate::error::AppError;

/// Appends a progress update to a sheet, and ticks the milestones that it says are reached.
///
/// # Errors
/// `Invalid` with every error, `Forbidden` without a pilot's mandate or in a state that takes none.
#[server(endpoint = "add_update")]
pub async fn add_update(form: UpdateForm) -> Result<(), AppError> {
    use crate::milestone::model::{Act, Milestone};
    use crate::{access::Verb, action_sheet, rows, session::Session};
    let s = Session::submitting(form.key)?;
    let said = form.check()?;
    let tx = s.begin().await.map_err(|error| match error {
        // nobody else can make an update's form stale: its author came back to it after sending it
        AppError::Stale => {
            AppError::field("", "Ce point est déjà envoyé : l’envoyer à nouveau en ajoutera un second.")
        }
        error => error,
    })?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::AddUpdate, sheet.place())?;
    super::store::append(&tx, &permit, &sheet, said, s.now).await?;
    if !form.ticked.is_empty() {
        let permit = s.actor.may(Verb::KeepTimetable, sheet.place())?;
        let done = (Act::Done.word(), form.ticked.as_slice());
        rows::store::press::<Milestone>(&tx, &permit, &sheet, done, s.today, s.now).await?;
    }
    s.commit(tx, "Point d’avancement enregistré.", &sheet.path()).await
}
