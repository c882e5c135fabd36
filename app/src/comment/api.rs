//! What the forms of a discussion ask.
use leptos::prelude::*;

use super::model::{CommentForm, RemoveForm};
use crate::error::AppError;

/// Writes a comment, or the answer to one.
///
/// # Errors
/// `Invalid` with every error (a name that is nobody's or several people's among them), `Forbidden` without the right or
/// on a sheet that is read-only.
#[server(endpoint = "write_comment")]
pub async fn write_comment(form: CommentForm) -> Result<(), AppError> {
    use super::{model::Audience, parts::path_to, store};
    use crate::{access::Verb, action_sheet, ids::CommentId, session::Session};
    let s = Session::submitting(form.key)?;
    let (body, person) = form.check()?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::Comment, sheet.place())?;
    let answered = Some(form.comment).filter(|id| *id != CommentId::default());
    let audience = match answered {
        // what one may not read is not answered either
        Some(id) => store::get(&*tx, &s.actor, &sheet, id).await?.audience,
        None => Audience::of_new(&sheet),
    };
    let text = store::read(&*tx, (&sheet, audience), &body, person, s.today).await?;
    let written = store::write(&tx, &permit, &sheet, answered, text, s.now).await?;
    let done = if answered.is_some() { "Réponse envoyée." } else { "Commentaire envoyé." };
    s.commit(tx, done, &path_to(&sheet, &written)).await
}

/// Changes a comment of one's own, while it may be.
///
/// # Errors
/// As `write_comment`, and `Stale` when it changed meanwhile.
#[server(endpoint = "edit_comment")]
pub async fn edit_comment(form: CommentForm) -> Result<(), AppError> {
    use super::{parts::path_to, store};
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let (body, person) = form.check()?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let permit = s.actor.may(Verb::Comment, sheet.place())?;
    sheet.check_open()?;
    let audience = store::get(&*tx, &s.actor, &sheet, form.comment).await?.audience;
    let text = store::read(&*tx, (&sheet, audience), &body, person, s.today).await?;
    let edited = store::edit(&tx, &permit, &sheet, (form.comment, form.version), text, s.now).await?;
    s.commit(tx, "Commentaire modifié.", &path_to(&sheet, &edited)).await
}

/// Takes a comment away: one's own, or another's with a reason.
///
/// # Errors
/// `Invalid` without a reason for another's, `Forbidden` without the right, `Stale` when it changed meanwhile.
#[server(endpoint = "remove_comment")]
pub async fn remove_comment(form: RemoveForm) -> Result<(), AppError> {
    use super::{parts::path_to, store};
    use crate::{access::Verb, action_sheet, session::Session};
    let s = Session::submitting(form.key)?;
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, form.sheet).await?;
    let comment = store::get(&*tx, &s.actor, &sheet, form.comment).await?;
    let verb = store::removing(&comment, s.actor.person());
    let permit = s.actor.may(verb, sheet.place())?;
    let reason = if verb == Verb::Comment { String::new() } else { form.check()? };
    store::remove(&tx, &permit, &sheet, (comment.id, form.version), reason, s.now).await?;
    s.commit(tx, "Commentaire retiré.", &path_to(&sheet, &comment)).await
}
