//! What the forms of milestones ask.
use leptos::prelude::*;

use super::model::{MilestoneForm, TickForm};
use crate::error::AppError;

/// Adds a milestone, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_milestone")]
pub async fn save_milestone(form: MilestoneForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, action_sheet, ids::MilestoneId, session::Session};
    let s = Session::submitting(form.key)?;
    let edit = form.check(s.today)?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::EditRubric, sheet.place())?;
    if form.milestone == MilestoneId::default() {
        store::add(&tx, &permit, &sheet, edit, s.now).await?;
    } else {
        store::change(&tx, &permit, &sheet, (form.milestone, form.version), edit, s.now).await?;
    }
    s.commit(tx, "Jalon enregistré.", &sheet.milestones_path()).await
}

/// One button of a line: done today, not done after all, or removed.
///
/// # Errors
/// `Unreadable` for another act, and as `save_milestone`.
#[server(endpoint = "tick_milestone")]
pub async fn tick_milestone(form: TickForm) -> Result<(), AppError> {
    use super::{
        model::{Act, MilestoneEdit},
        store,
    };
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let act = Act::from_word(&form.act).ok_or(AppError::Unreadable)?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::EditRubric, sheet.place())?;
    let line = (form.milestone, form.version);
    let done_on = match act {
        Act::Done => Some(s.today),
        Act::Reopen => None,
        Act::Remove => {
            store::remove(&tx, &permit, &sheet, line, s.now).await?;
            return s.commit(tx, "Jalon retiré.", &sheet.milestones_path()).await;
        }
    };
    sheet.check_open()?;
    let known = store::get(&*tx, &sheet, form.milestone).await?;
    let edit = MilestoneEdit { title: known.title, due: known.due, done_on };
    store::change(&tx, &permit, &sheet, line, edit, s.now).await?;
    s.commit(tx, if done_on.is_some() { "Jalon fait." } else { "Jalon rouvert." }, &sheet.milestones_path())
        .await
}
