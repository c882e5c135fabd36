//! What is told by mail of amendments: proposed, to who decides; decided, to who proposed it.
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::telling;
use crate::access::{self, Verb};
use crate::action_sheet::model::Sheet;
use crate::amendment::{
    self,
    model::{Amendment, StateWord},
};
use crate::committee::store::Addressee;
use crate::error::AppError;
use crate::ids::{AmendmentId, PersonId};
use crate::mail::model::{Kind, Letter};
use crate::mail::store::Claimed;

/// A message about an amendment.
#[derive(Deserialize)]
pub struct OfAmendment {
    amendment: AmendmentId,
    /// Who proposed it, or decided.
    by: Option<PersonId>,
}

/// Those who decide, as long as it waits; once it is decided, who proposed it if she still works on the sheet. Never
/// who did it.
///
/// # Errors
/// When the database fails.
pub async fn who(
    db: &impl ConnectionTrait,
    kind: Kind,
    told: OfAmendment,
    today: NaiveDate,
) -> Result<Vec<PersonId>, AppError> {
    let Some((sheet, amendment)) = amendment::store::told(db, told.amendment).await? else {
        return Ok(Vec::new());
    };
    let verb = match kind {
        Kind::AmendmentProposed => Verb::DecideAmendment,
        _ => Verb::SeeDraft,
    };
    let mut people: Vec<PersonId> = access::store::who_may(db, verb, &sheet.place(), today)
        .await?
        .into_iter()
        .map(|one| one.id)
        .collect();
    people
        .retain(|id| Some(*id) != told.by && (kind == Kind::AmendmentProposed || Some(*id) == amendment.by));
    Ok(people)
}

/// The mail about an amendment; `None` for a proposal that is decided already.
///
/// # Errors
/// `Unreadable` for a message of another shape, or when the database fails.
pub async fn letter(
    db: &impl ConnectionTrait,
    to: &Addressee,
    site: &str,
    mail: &Claimed,
) -> Result<Option<Letter>, AppError> {
    let told: OfAmendment = super::read(&mail.payload)?;
    let found = amendment::store::told(db, told.amendment).await?;
    let waits = mail.kind == Kind::AmendmentProposed;
    let found = found.filter(|(_, amendment)| waits == (amendment.state.word() == StateWord::Proposed));
    Ok(found.map(|(sheet, amendment)| written(to, site, &sheet, &amendment)))
}

fn written(to: &Addressee, site: &str, sheet: &Sheet, amendment: &Amendment) -> Letter {
    let (of, heading) = (sheet.presented(), amendment.heading());
    let (said, quoted, gesture) = match amendment.state.decision() {
        None => (
            format!("{} propose un avenant à une fiche adoptée. {heading}. {of}.", amendment.by_name),
            &amendment.reason,
            "Lire ce qu’il change, et décider",
        ),
        Some(decision) => (
            format!("{} a décidé de l’avenant que vous aviez proposé. {heading}. {of}.", decision.by_name),
            &decision.reason,
            "Lire la décision",
        ),
    };
    let parts = telling(to, said, quoted, (gesture, format!("{site}{}", amendment.path(sheet))));
    Letter::new(&format!("{heading}, {}", sheet.in_words()), parts)
}
