//! What the adoption locked: the text in force, and the one that an accepted amendment puts in its place.
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::{over_version, rubric, rubrics::write, same, tables::action_sheet as sheet};
use crate::access::{Permit, Verb};
use crate::action_sheet::model::{Locked, Sheet};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::text::fold;

/// The text in force of a part that the adoption locks; empty when nothing was written.
///
/// # Errors
/// When the database fails.
pub async fn in_force(db: &impl ConnectionTrait, sheet: &Sheet, part: Locked) -> Result<String, AppError> {
    match part {
        Locked::Title => Ok(sheet.title.clone()),
        Locked::Rubric(kind) => Ok(rubric(db, sheet.id, kind).await?.body),
    }
}

/// Puts the text of an accepted amendment in force, as a new version. The sheet keeps its address, so that links hold.
///
/// # Errors
/// `Forbidden` in a state where nothing is amended; `Stale` when somebody wrote meanwhile.
pub async fn replace(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    part: Locked,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    same(permit.sheet(Verb::DecideAmendment)?, sheet)?;
    sheet.check_amendable()?;
    match part {
        Locked::Title => {
            let change = sheet::ActiveModel {
                title: Set(text.to_owned()),
                title_key: Set(fold(text)),
                ..Default::default()
            };
            let version = over_version(tx, sheet, change).await?;
            let change =
                Change { subject: permit.subject(), part: part.word(), version, text: text.to_owned() };
            record(tx, permit, now, change).await
        }
        Locked::Rubric(kind) => {
            let read = rubric(&**tx, sheet.id, kind).await?.version;
            write(tx, permit, sheet, kind, read, text, now).await?;
            Ok(())
        }
    }
}
