//! What the forms of amendments ask.
use leptos::prelude::*;

use super::model::{DecisionForm, GoalsForm, ProposalForm, TargetsForm, WithdrawForm};
use crate::error::AppError;

/// Proposes another title, or another text.
///
/// # Errors
/// `Invalid` with every error, `Stale` when the text changed meanwhile, `Forbidden` on a sheet that takes none.
#[server(endpoint = "propose_amendment")]
pub async fn propose_amendment(form: ProposalForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    super::submit::propose(s, form.sheet, form.check()?).await
}

/// Proposes to add, reword and withdraw goals.
///
/// # Errors
/// As `propose_amendment`.
#[server(endpoint = "amend_goals")]
pub async fn amend_goals(form: GoalsForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    super::submit::propose(s, form.sheet, form.check()?).await
}

/// Proposes other targets.
///
/// # Errors
/// As `propose_amendment`.
#[server(endpoint = "amend_targeting")]
pub async fn amend_targeting(form: TargetsForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    super::submit::propose(s, form.sheet, form.check()?).await
}

/// Accepts or refuses an amendment.
///
/// # Errors
/// `Invalid` with every error, `Stale` when it or what it changes changed meanwhile, `Forbidden` for others than the coordinator.
#[server(endpoint = "decide_amendment")]
pub async fn decide_amendment(form: DecisionForm) -> Result<(), AppError> {
    use super::{model::State, store};
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let (verdict, reason) = form.check()?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::DecideAmendment, sheet.place())?;
    let amendment = store::get(&*tx, &s.actor, &sheet, form.amendment).await?;
    let page = amendment.path(&sheet);
    let decided = (verdict, form.seen.as_str(), reason);
    let done = match store::decide(&tx, &permit, &sheet, amendment, decided, s.now).await? {
        State::Accepted(number, _) => {
            format!("L’avenant n° {number} est adopté : ce qu’il change est en vigueur.")
        }
        State::Proposed | State::Refused(_) | State::Withdrawn(_) => "L’avenant est refusé.".to_owned(),
    };
    s.commit(tx, &done, &page).await
}

/// Takes back an amendment that one has proposed.
///
/// # Errors
/// `Forbidden` for another's, `Stale` when it is decided already.
#[server(endpoint = "withdraw_amendment")]
pub async fn withdraw_amendment(form: WithdrawForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::ProposeAmendment, sheet.place())?;
    let amendment = store::get(&*tx, &s.actor, &sheet, form.amendment).await?;
    let page = amendment.path(&sheet);
    store::withdraw(&tx, &permit, &sheet, amendment, s.now).await?;
    s.commit(tx, "L’avenant est retiré.", &page).await
}
