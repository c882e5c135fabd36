//! What the forms and the preview of a sheet ask.
use leptos::prelude::*;

use super::model::{EmergentForm, MoveForm, PhaseForm, RestoreForm, RubricForm, TitleForm};
use crate::error::AppError;

/// Writes a rubric, or settles a conflict about it.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody wrote meanwhile, `Forbidden` in a state where it is locked.
#[server(endpoint = "save_rubric")]
pub async fn save_rubric(form: RubricForm) -> Result<(), AppError> {
    use super::{model::RubricEdit, store};
    use crate::{access::Verb, draft, session::Session};
    let s = Session::submitting(form.key)?;
    let edit = form.check()?;
    let tx = s.begin().await?;
    let sheet = store::hold(&tx, &s.actor, form.sheet).await?;
    match edit {
        RubricEdit::Write { kind, version, body } => {
            let permit = s.actor.may(Verb::EditRubric, sheet.place())?;
            store::save_rubric(&tx, &permit, &sheet, kind, version, &body, s.now).await?;
            let done = if form.keeps_mine_only() {
                format!(
                    "« {} » est enregistré, avec votre texte tel quel. La version {version} reste dans l’historique.",
                    kind.label()
                )
            } else {
                format!("« {} » est enregistré.", kind.label())
            };
            s.commit(tx, &done, &sheet.path()).await
        }
        RubricEdit::LeaveTheirs => {
            s.actor.may(Verb::EditRubric, sheet.place())?;
            let person = s.actor.person().ok_or(AppError::Unauthenticated)?;
            let kept = draft::store::set_aside(&tx, person, form.key).await?;
            let mine = if kept { " Le vôtre est gardé 30 jours dans « Mes brouillons »." } else { "" };
            s.commit(tx, &format!("Le texte enregistré reste.{mine}"), &sheet.path()).await
        }
    }
}

/// Brings back the text of an old version, as a new version.
///
/// # Errors
/// As `save_rubric`, and `NotFound` for a version that does not exist.
#[server(endpoint = "restore_rubric")]
pub async fn restore_rubric(form: RestoreForm) -> Result<(), AppError> {
    use super::{model::RubricKind, store};
    use crate::{access::Verb, history, session::Session};
    let s = Session::submitting(form.key)?;
    let kind = RubricKind::from_word(&form.rubric).filter(|kind| kind.is_text());
    let kind = kind.ok_or(AppError::Unreadable)?;
    let tx = s.begin().await?;
    let sheet = store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::EditRubric, sheet.place())?;
    let old = history::store::version(&*tx, permit.subject(), kind.word(), form.restored).await?;
    store::save_rubric(&tx, &permit, &sheet, kind, form.version, &old.text, s.now).await?;
    s.commit(
        tx,
        &format!("La version {} de « {} » est de retour.", form.restored, kind.label()),
        &sheet.path(),
    )
    .await
}

/// Moves a sheet in its life cycle.
///
/// # Errors
/// `Invalid` with every error or with what is missing, `Stale` when it moved meanwhile, `Forbidden` for others than the coordinator.
#[server(endpoint = "move_sheet")]
pub async fn move_sheet(form: MoveForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, session::Session};
    let s = Session::submitting(form.key)?;
    let step = form.check(s.today)?;
    let tx = s.begin().await?;
    let sheet = store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::MoveSheet, sheet.place())?;
    let status = store::move_sheet(&tx, &permit, &sheet, form.version, step, s.now).await?;
    let state = status.label().to_lowercase();
    s.commit(tx, &format!("La fiche est maintenant {state}."), &sheet.path()).await
}

/// Proposes an emergent sheet to the council.
///
/// # Errors
/// `Invalid` with every error, `Forbidden` for others than the pilots of that committee and the coordinator.
#[server(endpoint = "propose_sheet")]
pub async fn propose_sheet(form: EmergentForm) -> Result<(), AppError> {
    use super::{
        life::Emergence,
        model::RubricKind,
        store::{self, Planned},
    };
    use crate::{
        access::{Place, Verb},
        plan,
        session::Session,
    };
    let s = Session::submitting(form.key)?;
    let asked = form.check()?;
    let tx = s.begin().await?;
    let plan = plan::store::hold(&tx, &s.actor, form.plan).await?;
    let s = s.in_zone(&plan.time_zone);
    let permit =
        s.actor.may(Verb::ProposeSheet, Place { committee: Some(asked.committee), ..plan.place() })?;
    let axis = plan::store::named_axis(&tx, &permit, asked.axis).await?;
    let planned = Planned { axis, objective: None, code: None, title: &asked.title };
    let id = store::propose(&tx, &permit, planned, Emergence::proposed_on(s.today), s.now).await?;
    let sheet = store::hold(&tx, &s.actor, id).await?;
    let permit = s.actor.may(Verb::EditRubric, sheet.place())?;
    store::save_rubric(&tx, &permit, &sheet, RubricKind::Stake, 0, &asked.stake, s.now).await?;
    s.commit(tx, "La fiche émergente est proposée.", &sheet.path()).await
}

/// Says in which phase a running action is.
///
/// # Errors
/// `Invalid` for the phase that it is in already, `Stale` when the sheet moved meanwhile, `Forbidden` for others than its
/// pilots and the coordinator.
#[server(endpoint = "set_phase")]
pub async fn set_phase(form: PhaseForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, session::Session};
    let s = Session::submitting(form.key)?;
    let phase = form.check()?;
    let tx = s.begin().await?;
    let sheet = store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::SetPhase, sheet.place())?;
    store::enter(&tx, &permit, &sheet, form.version, phase, s.now).await?;
    let done = format!("L’action est maintenant en phase de {}.", phase.label().to_lowercase());
    s.commit(tx, &done, &sheet.path()).await
}

/// Corrects the title of a sheet that is not adopted yet.
///
/// # Errors
/// `Invalid` with every error or when nothing changes, `Stale` when the sheet moved meanwhile, `Forbidden` once it is
/// adopted.
#[server(endpoint = "correct_title")]
pub async fn correct_title(form: TitleForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, session::Session};
    let s = Session::submitting(form.key)?;
    let title = form.check()?;
    let tx = s.begin().await?;
    let sheet = store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::EditRubric, sheet.place())?;
    store::correct_title(&tx, &permit, &sheet, form.version, &title, s.now).await?;
    s.commit(tx, "L’intitulé est corrigé.", &sheet.path()).await
}

/// The HTML of a Markdown text, as the sheet will show it.
///
/// # Errors
/// `Unauthenticated`, or `TooLarge`.
#[server(endpoint = "preview_markdown")]
pub async fn preview_markdown(body: String) -> Result<String, AppError> {
    crate::session::Session::signed_in()?;
    if body.chars().count() > super::model::LONGEST_BODY {
        return Err(AppError::TooLarge);
    }
    Ok(crate::ui::markdown::to_html(&crate::text::clean(&body)))
}
