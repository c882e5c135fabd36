//! What the forms of committees ask.
use leptos::prelude::*;

use super::model::{CarryForm, CommitteeForm};
use crate::error::AppError;

/// Adds a committee, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `NotFound` for an unknown plan.
#[server(endpoint = "save_committee")]
pub async fn save_committee(form: CommitteeForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, ids::CommitteeId, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let edit = form.check()?;
    let tx = s.begin().await?;
    let plan = plan::store::get(&*tx, &s.actor, form.plan).await?;
    let permit = s.actor.may(Verb::ManageCommittees, plan.place())?;
    let id = if form.committee == CommitteeId::default() {
        store::add(&tx, &permit, &edit, s.now).await?
    } else {
        store::get(&*tx, plan.id, form.committee).await?;
        store::change(&tx, &permit, (form.committee, form.version), &edit, s.now).await?;
        form.committee
    };
    s.commit(tx, "Comité enregistré.", &plan.committee_path(id)).await
}

/// Hands actions of the plan to a committee.
///
/// # Errors
/// `Invalid` when none is ticked, or for a committee that carries none; `NotFound` for what is not of the plan.
#[server(endpoint = "carry_actions")]
pub async fn carry_actions(form: CarryForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, action_sheet, plan, session::Session, text};
    let s = Session::submitting(form.key)?;
    let sheets = form.check()?;
    let tx = s.begin().await?;
    let plan = plan::store::get(&*tx, &s.actor, form.plan).await?;
    let permit = s.actor.may(Verb::ManageCommittees, plan.place())?;
    let committee = store::get(&*tx, plan.id, form.committee).await?;
    committee.is.check_carries()?;
    let count = action_sheet::store::carry(&tx, &permit, &committee, &sheets, s.now).await?;
    let message = format!("{} au comité.", text::counted(count, "action confiée", "actions confiées"));
    s.commit(tx, &message, &plan.committee_path(committee.id)).await
}
