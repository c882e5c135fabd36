//! What the adoption locked: the text that an accepted amendment puts in force, and who may write there at all.
use chrono::{DateTime, Utc};

use super::{rubric, rubrics::write, same};
use crate::access::{Permit, Verb};
use crate::action_sheet::model::{Locked, RubricKind, Sheet};
use crate::db::Tx;
use crate::error::AppError;

/// Whether the permit is the decision of an amendment, for which the adoption does not lock that rubric.
///
/// # Errors
/// `Forbidden` in a state where nothing is amended; `Internal` for a permit on another sheet.
pub fn decides(permit: &Permit, sheet: &Sheet, kind: RubricKind) -> Result<bool, AppError> {
    if permit.verb() != Verb::DecideAmendment || Locked::of(kind).is_none() {
        return Ok(false);
    }
    same(permit.sheet(Verb::DecideAmendment)?, sheet)?;
    sheet.check_amendable()?;
    Ok(true)
}

/// Puts the text of an accepted amendment in force, as a new version of the rubric.
///
/// # Errors
/// `Forbidden` in a state where nothing is amended; `Stale` when somebody wrote meanwhile.
pub async fn rewrite(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    kind: RubricKind,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    same(permit.sheet(Verb::DecideAmendment)?, sheet)?;
    sheet.check_amendable()?;
    let read = rubric(&**tx, sheet.id, kind).await?.version;
    write(tx, permit, sheet, kind, read, text, now).await?;
    Ok(())
}
