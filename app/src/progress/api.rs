//! What the form of the update asks.
use leptos::prelude::*;

use super::model::UpdateForm;
use crate::error::AppError;

/// Appends a progress update to a sheet, ticks the milestones that it says are reached, hands in the deliverables that it
/// says are done, asks for support or asks again.
///
/// # Errors
/// `Invalid` with every error, `Forbidden` without a pilot's mandate or in a state that takes none.
#[server(endpoint = "add_update")]
pub async fn add_update(form: UpdateForm) -> Result<(), AppError> {
    use super::model::done;
    use crate::deliverable::model::{self as deliverable, Deliverable};
    use crate::milestone::model::{self as milestone, Milestone};
    use crate::{access::Verb, action_sheet, ask, rows, session::Session};
    let s = Session::submitting(form.key)?;
    let (said, request) = form.check(s.today)?;
    let tx = s.begin().await.map_err(|error| match error {
        // nobody else can make an update's form stale: its author came back to it after sending it
        AppError::Stale => {
            AppError::field("", "Ce point est déjà envoyé : l’envoyer à nouveau en ajoutera un second.")
        }
        error => error,
    })?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::AddUpdate, sheet.place())?;
    let obstacle = said.obstacle.clone();
    super::store::append(&tx, &permit, &sheet, said, s.now).await?;
    if !form.ticked.is_empty() || !form.submitted.is_empty() {
        let permit = s.actor.may(Verb::KeepTimetable, sheet.place())?;
        let done = (milestone::Act::Done.word(), form.ticked.as_slice());
        rows::store::press::<Milestone>(&tx, &permit, &sheet, done, s.today, s.now).await?;
        let submitted = (deliverable::Act::Submit.word(), form.submitted.as_slice());
        rows::store::press::<Deliverable>(&tx, &permit, &sheet, submitted, s.today, s.now).await?;
    }
    let done = done(request.as_ref().map(|request| request.to), form.reminded.len());
    if let Some(request) = request {
        let permit = s.actor.may(Verb::AskSupport, sheet.place())?;
        ask::store::open(&tx, &permit, &sheet, request, s.now).await?;
    }
    if !form.reminded.is_empty() {
        let permit = s.actor.may(Verb::AskSupport, sheet.place())?;
        ask::store::remind(&tx, &permit, &sheet, &form.reminded, &obstacle, s.now).await?;
    }
    s.commit(tx, &done, &sheet.path()).await
}
