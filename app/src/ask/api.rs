//! What the forms of requests ask.
use leptos::prelude::*;

use super::forms::{AnswerForm, AskForm, StepForm, TakeForm};
use crate::error::AppError;

/// Asks for support on a sheet.
///
/// # Errors
/// `Invalid` with every error, `Forbidden` without a pilot's mandate or on a sheet that is read-only.
#[server(endpoint = "open_ask")]
pub async fn open_ask(form: AskForm) -> Result<(), AppError> {
    use super::{parts::path, store};
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let request = form.check(s.today)?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::AskSupport, sheet.place())?;
    let to = request.to;
    let id = store::open(&tx, &permit, &sheet, request, s.now).await?;
    s.commit(tx, &format!("Demande envoyée {}.", to.to()), &path(&sheet, id)).await
}

/// Says who answers: oneself, or another who may.
///
/// # Errors
/// `Invalid` for somebody who may not answer, `Stale` when it moved meanwhile.
#[server(endpoint = "take_ask")]
pub async fn take_ask(form: TakeForm) -> Result<(), AppError> {
    use super::{parts::path, store};
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let owner = form.check()?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::AnswerAsk, sheet.place())?;
    store::check_owner(&tx, &sheet, owner, s.today).await?;
    store::take(&tx, &permit, &sheet, (form.ask, form.version), owner, s.now).await?;
    s.commit(tx, "C’est noté : la demande a un responsable.", &path(&sheet, form.ask)).await
}

/// Answers a request, or says an answer better.
///
/// # Errors
/// As `take_ask`.
#[server(endpoint = "answer_ask")]
pub async fn answer_ask(form: AnswerForm) -> Result<(), AppError> {
    use super::{parts::path, store};
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let answering = form.check(s.today)?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::AnswerAsk, sheet.place())?;
    store::check_owner(&tx, &sheet, answering.owner, s.today).await?;
    store::answer(&tx, &permit, &sheet, (form.ask, form.version), answering, s.now).await?;
    s.commit(tx, "Réponse envoyée.", &path(&sheet, form.ask)).await
}

/// Asks again, reopens or settles a request.
///
/// # Errors
/// `Invalid` with every error or when the step is not legal, `Stale` when it moved meanwhile.
#[server(endpoint = "move_ask")]
pub async fn move_ask(form: StepForm) -> Result<(), AppError> {
    use super::{model::Step, parts::path, store};
    use crate::{action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let said = form.check()?;
    let done = match said.0 {
        Step::Remind => "Demande relancée.",
        Step::Reopen => "Demande rouverte.",
        Step::Settle | Step::Ask | Step::Take | Step::Answer => "Demande réglée.",
    };
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(store::verb(said.0), sheet.place())?;
    store::step(&tx, &permit, &sheet, (form.ask, form.version), said, s.now).await?;
    s.commit(tx, done, &path(&sheet, form.ask)).await
}
