//! The way of a submitted card: what the `#[server]` functions of each do.
use super::model::Card;
use super::store;
use crate::access::Verb;
use crate::action_sheet;
use crate::error::AppError;
use crate::ids::ActionSheetId;
use crate::session::Session;

/// Saves a card over the version that was read.
///
/// # Errors
/// `Stale` when somebody saved meanwhile, `Forbidden` without the right or where it is read-only.
pub async fn save<K: Card>(s: Session, sheet: ActionSheetId, read: i32, card: K) -> Result<(), AppError> {
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, sheet).await?;
    let permit = s.actor.may(Verb::EditRubric, sheet.place())?;
    store::save(&tx, &permit, &sheet, read, &card, s.now).await?;
    s.commit(tx, &format!("Rubrique « {} » enregistrée.", K::KIND.label()), &sheet.anchor(K::KIND)).await
}
