//! The way of a submitted proposal: what the `#[server]` functions of each part do.
use super::model::Proposal;
use super::store;
use crate::access::Verb;
use crate::action_sheet;
use crate::error::AppError;
use crate::ids::ActionSheetId;
use crate::session::Session;

/// Proposes an amendment of the sheet.
///
/// # Errors
/// As `store::propose`, and `Forbidden` without the right.
pub async fn propose(s: Session, sheet: ActionSheetId, proposal: Proposal) -> Result<(), AppError> {
    let tx = s.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &s.actor, sheet).await?;
    let permit = s.actor.may(Verb::ProposeAmendment, sheet.place())?;
    let id = store::propose(&tx, &permit, &sheet, proposal, s.now).await?;
    let page = format!("{}/{id}", sheet.amendments_path());
    s.commit(tx, "Avenant proposé : l’animation du plan en décidera.", &page).await
}
