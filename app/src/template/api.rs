//! What the forms of the template ask.
use leptos::prelude::*;

use super::model::{ArrangeForm, FollowForm, PublishForm, SectionForm};
use crate::error::AppError;

/// Words a rubric of the version that is prepared.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody worded it meanwhile, `NotFound` when it was withdrawn.
#[server(endpoint = "save_section")]
pub async fn save_section(form: SectionForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let words = form.check()?;
    let tx = s.begin().await?;
    let plan = plan::store::hold(&tx, &s.actor, form.plan).await?;
    let permit = s.actor.may(Verb::ManageTemplate, plan.place())?;
    let done = format!("« {} » est enregistrée dans la version en préparation.", words.title);
    store::prepare(&tx, &permit, &plan, |template| template.reworded(form.version, words), s.now).await?;
    s.commit(tx, &done, &plan.template_path()).await
}

/// Moves, withdraws or adds a rubric in the version that is prepared.
///
/// # Errors
/// `Stale` when the template changed since it was read; `Invalid` for a rubric that every template has.
#[server(endpoint = "arrange_template")]
pub async fn arrange_template(form: ArrangeForm) -> Result<(), AppError> {
    use super::{model::Arrangement, store};
    use crate::{access::Verb, action_sheet::rubric::RubricKind, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let kind = RubricKind::from_word(&form.rubric).ok_or(AppError::Unreadable)?;
    let act = Arrangement::from_word(&form.act).ok_or(AppError::Unreadable)?;
    let tx = s.begin().await?;
    let plan = plan::store::hold(&tx, &s.actor, form.plan).await?;
    let permit = s.actor.may(Verb::ManageTemplate, plan.place())?;
    let arranged = |template: super::model::Template| {
        let unchanged = (template.number, template.version) == (form.template, form.version);
        if unchanged { template.arranged(act, kind) } else { Err(AppError::Stale) }
    };
    store::prepare(&tx, &permit, &plan, arranged, s.now).await?;
    s.commit(tx, act.done(), &plan.template_path()).await
}

/// Publishes the version that is prepared, or drops it.
///
/// # Errors
/// `Invalid` without a sentence or when nothing changed, `Stale` when the version changed since it was read.
#[server(endpoint = "publish_template")]
pub async fn publish_template(form: PublishForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, draft, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let note = form.check()?;
    let tx = s.begin().await?;
    let plan = plan::store::hold(&tx, &s.actor, form.plan).await?;
    let permit = s.actor.may(Verb::ManageTemplate, plan.place())?;
    let read = (form.template, form.version);
    let done = match note {
        Some(note) => {
            let number = store::publish(&tx, &permit, &plan, read, &note, s.now).await?;
            format!("La version {number} de la trame est publiée : les nouvelles fiches la suivent.")
        }
        None => {
            store::drop_prepared(&tx, &permit, &plan, read, s.now).await?;
            draft::store::discard(&tx, s.actor.person().ok_or(AppError::Unauthenticated)?, form.draft)
                .await?;
            "La version en préparation est abandonnée.".to_owned()
        }
    };
    s.commit(tx, &done, &plan.template_path()).await
}

/// Makes a sheet, or every sheet that is not adopted yet, follow the newest template.
///
/// # Errors
/// `Stale` when another version was published meanwhile; `Forbidden` once the sheet is over.
#[server(endpoint = "follow_template")]
pub async fn follow_template(form: FollowForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, action_sheet, ids::ActionSheetId, plan, session::Session, text::counted};
    let s = Session::submitting(form.key)?;
    let tx = s.begin().await?;
    if form.sheet == ActionSheetId::default() {
        let plan = plan::store::hold(&tx, &s.actor, form.plan).await?;
        let permit = s.actor.may(Verb::ManageTemplate, plan.place())?;
        let count = store::follow_all(&tx, &permit, &plan, form.template, s.now).await?;
        let sheets = counted(count as u64, "fiche en projet suit", "fiches en projet suivent");
        let done = format!("{sheets} maintenant la version {}.", form.template);
        return s.commit(tx, &done, &plan.template_path()).await;
    }
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::ManageTemplate, sheet.place())?;
    store::follow(&tx, &permit, &sheet, form.template, s.now).await?;
    let done = format!("La fiche suit la version {} de la trame. Aucun texte n’a changé.", form.template);
    s.commit(tx, &done, &sheet.path()).await
}
