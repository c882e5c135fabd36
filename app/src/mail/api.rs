//! What the administrator asks of the mail.
use leptos::prelude::*;

use super::model::RetryForm;
use crate::error::AppError;

/// Sends a mail that failed again, from its first try.
///
/// # Errors
/// `NotFound` for a mail that has not failed, or for somebody who does not follow the mail.
#[server(endpoint = "retry_mail")]
pub async fn retry_mail(form: RetryForm) -> Result<(), AppError> {
    use super::{model::FAILED, store};
    use crate::{access::Verb, session::Session};
    let s = Session::submitting(form.key)?;
    let tx = s.begin().await?;
    store::retry(&tx, &s.actor.may_on_platform(Verb::FollowMail)?, form.mail, s.now).await?;
    s.commit(tx, "Ce courriel est remis en file\u{a0}: il part dans la minute.", FAILED).await
}
