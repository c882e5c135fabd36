//! What the forms of balances ask.
use leptos::prelude::*;

use super::model::{ApplyForm, NewForm, ReattachForm, StepForm, TextForm};
use crate::error::AppError;

/// Begins a balance on a sheet.
///
/// # Errors
/// `Invalid` with every error, `Forbidden` on a sheet that takes none.
#[server(endpoint = "create_balance")]
pub async fn create_balance(form: NewForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let title = form.check()?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::EditBalance, sheet.place())?;
    let balance = store::create(&tx, &permit, &sheet, &title, s.now).await?;
    s.commit(tx, "Le bilan est commencé : écrivez ses rubriques.", &balance.path(&sheet)).await
}

/// Writes a rubric of a balance.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody wrote meanwhile, `Forbidden` once it was handed in.
#[server(endpoint = "save_balance_text")]
pub async fn save_balance_text(form: TextForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let (part, body) = form.check()?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let balance = store::get(&*tx, &s.actor, &sheet, form.balance).await?;
    let permit = s.actor.may(Verb::EditBalance, balance.place(&sheet))?;
    store::save_text(&tx, &permit, &balance, (part, form.version), &body, s.now).await?;
    let page = format!("{}#{}", balance.path(&sheet), part.slug());
    s.commit(tx, &format!("« {} » est enregistré.", part.label()), &page).await
}

/// Hands a balance in, validates it, publishes it or sends it back.
///
/// # Errors
/// `Invalid` with every error, `Stale` when it moved meanwhile, `Forbidden` without the right or for an illegal move.
#[server(endpoint = "move_balance")]
pub async fn move_balance(form: StepForm) -> Result<(), AppError> {
    use super::{model::Status, store};
    use crate::{action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let (step, comment) = form.check()?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let balance = store::get(&*tx, &s.actor, &sheet, form.balance).await?;
    let permit = s.actor.may(store::verb_of(step), balance.place(&sheet))?;
    let status = store::advance(&tx, &permit, &balance, form.version, (step, comment), s.now).await?;
    let done = match status {
        Status::Draft => "Le bilan est renvoyé à ses pilotes.",
        Status::Submitted => "Le bilan est remis.",
        Status::Validated => "Le bilan est validé.",
        Status::Published => "Le bilan est publié.",
    };
    s.commit(tx, done, &balance.path(&sheet)).await
}

/// Attaches a draft to another action of the plan.
///
/// # Errors
/// `Invalid` when none was chosen, `Stale` when the balance moved meanwhile, `NotFound` for an action that is not of the
/// plan, `Forbidden` without the right on both, and once the balance was handed in.
#[server(endpoint = "reattach_balance")]
pub async fn reattach_balance(form: ReattachForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, session::Session};
    let s = Session::submitting(form.key)?;
    let chosen = form.check()?;
    let tx = s.begin().await?;
    let (from, to) = store::hold_both(&tx, &s.actor, form.sheet, chosen).await?;
    let balance = store::unmoved(&tx, &s.actor, &from, form.balance).await?;
    let permit = s.actor.may(Verb::EditBalance, balance.place(&from))?;
    let onto = s.actor.may(Verb::EditBalance, to.place())?;
    store::reattach(&tx, (&permit, &onto), (&from, &to), &balance, form.version, s.now).await?;
    let done = format!("Le bilan est rattaché à « {} ».", to.full_name());
    s.commit(tx, &done, &balance.path(&to)).await
}

/// Makes a draft balance of a document that was sent.
///
/// # Errors
/// `Invalid` with every error or while the document has some, `Stale` when a balance was made of it meanwhile.
#[server(endpoint = "apply_balance")]
pub async fn apply_balance(form: ApplyForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, action_sheet, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let plan = plan::store::get(&s.db.read, &s.actor, form.plan).await?;
    s.actor.may(Verb::ImportBalance, plan.place())?;
    let import = store::get_import(&s.db.read, &s.actor, &plan, form.import).await?;
    let (sheet, title) = form.check()?;
    let reading = store::read_source(import.source.clone()).await?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, sheet).await?;
    if sheet.plan_id != plan.id {
        return Err(AppError::NotFound);
    }
    let permit = s.actor.may(Verb::EditBalance, sheet.place())?;
    let balance = store::apply(&tx, &permit, &sheet, &title, &import, &reading, s.now).await?;
    s.commit(tx, "Le bilan est repris en brouillon : relisez-le.", &balance.path(&sheet)).await
}
