//! What the forms of amendments ask.
use leptos::prelude::*;

use super::model::{DecisionForm, ProposalForm, WithdrawForm};
use crate::error::AppError;

/// Proposes an amendment.
///
/// # Errors
/// `Invalid` with every error, `Stale` when the text changed meanwhile, `Forbidden` on a sheet that takes none.
#[server(endpoint = "propose_amendment")]
pub async fn propose_amendment(form: ProposalForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let proposal = form.check()?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::ProposeAmendment, sheet.place())?;
    let id = store::propose(&tx, &permit, &sheet, proposal, s.now).await?;
    let page = format!("{}/{id}", sheet.amendments_path());
    s.commit(tx, "Avenant proposé : l’animation du plan en décidera.", &page).await
}

/// Accepts or refuses an amendment.
///
/// # Errors
/// `Invalid` with every error, `Stale` when it or the text changed meanwhile, `Forbidden` for others than the coordinator.
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
        State::Accepted(number, _) => format!("L’avenant n° {number} est adopté : son texte est en vigueur."),
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
