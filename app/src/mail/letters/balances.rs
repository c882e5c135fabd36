//! What is told by mail of balances: handed in, to who decides; sent back, validated, published, to its pilots.
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::telling;
use crate::access::{self, Role};
use crate::action_sheet::model::Sheet;
use crate::balance::{
    self,
    model::{Balance, Status},
};
use crate::committee::store::Addressee;
use crate::error::AppError;
use crate::ids::{BalanceId, PersonId};
use crate::mail::model::Letter;
use crate::mail::store::Claimed;

/// A message about a move of a balance.
#[derive(Deserialize)]
pub struct OfBalance {
    balance: BalanceId,
    /// The version that the move made.
    version: i32,
    /// Who made it.
    by: Option<PersonId>,
}

/// Those whose turn it is, or who handed it in; never who made the move. A draft that is begun tells nobody.
///
/// # Errors
/// When the database fails.
pub async fn who(
    db: &impl ConnectionTrait,
    told: OfBalance,
    today: NaiveDate,
) -> Result<Vec<PersonId>, AppError> {
    let Some((sheet, balance)) = balance::store::told(db, told.balance).await? else { return Ok(Vec::new()) };
    let roles: &[Role] = match balance.status {
        Status::Draft if !balance.is_sent_back() => return Ok(Vec::new()),
        Status::Submitted => &[Role::Coordinator],
        Status::Draft | Status::Validated | Status::Published => &[Role::Pilot, Role::CoPilot],
    };
    let holders = access::store::who_holds(db, roles, &sheet.place(), today).await?;
    Ok(holders.into_iter().map(|holder| holder.id).filter(|id| Some(*id) != told.by).collect())
}

/// The mail about a move; `None` when another move came after it, whose own mail says more.
///
/// # Errors
/// `Unreadable` for a message of another shape, or when the database fails.
pub async fn letter(
    db: &impl ConnectionTrait,
    to: &Addressee,
    site: &str,
    mail: &Claimed,
) -> Result<Option<Letter>, AppError> {
    let told: OfBalance = super::read(&mail.payload)?;
    let found = balance::store::told(db, told.balance).await?;
    let found = found.filter(|(_, balance)| balance.version == told.version);
    Ok(found.map(|(sheet, balance)| written(to, site, &sheet, &balance)))
}

fn written(to: &Addressee, site: &str, sheet: &Sheet, balance: &Balance) -> Letter {
    let by = &balance.by_name;
    let (subject, did, gesture) = match balance.status {
        Status::Draft => ("Bilan à reprendre", "vous renvoie", "Reprendre le bilan"),
        Status::Submitted => ("Bilan remis", "a remis", "Le lire, puis le valider ou le renvoyer"),
        Status::Validated => ("Bilan validé", "a validé", "Lire le bilan"),
        Status::Published => ("Bilan publié", "a publié", "Lire le bilan"),
    };
    let title = &balance.title;
    let done = format!("{by} {did} le bilan « {title} ». {}.", sheet.presented());
    let said = if balance.is_sent_back() { balance.comment.as_str() } else { "" };
    let parts = telling(to, done, said, (gesture, format!("{site}{}", balance.path(sheet))));
    Letter::new(&format!("{subject}, {} : {title}", sheet.in_words()), parts)
}
