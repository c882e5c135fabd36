//! The title of a sheet: corrected until the adoption, changed by amendment since. Whatever changes it, the sheet keeps
//! its address, so that links hold.
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;

use super::{over_version, same, tables::action_sheet as sheet};
use crate::access::{Permit, Verb};
use crate::action_sheet::model::{Locked, Sheet};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::outbox;
use crate::text::fold;

/// The columns of a title.
pub(super) fn titled(title: &str) -> sheet::ActiveModel {
    sheet::ActiveModel { title: Set(title.to_owned()), title_key: Set(fold(title)), ..Default::default() }
}

/// Corrects the title of a sheet that is not adopted, over the version that was read.
///
/// # Errors
/// `Stale` when the sheet moved meanwhile; `Invalid` when nothing changes; `Forbidden` in a state where it is locked.
pub async fn correct_title(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    read: i32,
    title: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    same(permit.sheet(Verb::EditRubric)?, sheet)?;
    sheet.check_title()?;
    if sheet.version != read {
        return Err(AppError::Stale);
    }
    if sheet.title == title {
        return Err(AppError::field(
            "title",
            "C’est l’intitulé d’aujourd’hui : changez-le, ou revenez à la fiche.",
        ));
    }
    let text = format!("« {} » devient « {title} »", sheet.title);
    let version = write(tx, permit, sheet, title, text, now).await?;
    let told = serde_json::json!({ "sheet": sheet.id, "version": version, "by": permit.by().person });
    outbox::store::put(tx, now, "sheet_retitled", told).await
}

/// Puts the title of an accepted amendment in force.
///
/// # Errors
/// `Forbidden` in a state where nothing is amended; `Stale` when somebody wrote meanwhile.
pub async fn retitle(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    title: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    same(permit.sheet(Verb::DecideAmendment)?, sheet)?;
    sheet.check_amendable()?;
    write(tx, permit, sheet, title, title.to_owned(), now).await?;
    Ok(())
}

/// Writes a title, signed with what the history says of it. Returns the new version of the sheet.
async fn write(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    title: &str,
    text: String,
    now: DateTime<Utc>,
) -> Result<i32, AppError> {
    let version = over_version(tx, sheet, titled(title)).await?;
    let part = Locked::Title.word();
    record(tx, permit, now, Change { subject: permit.subject(), part, version, text }).await?;
    Ok(version)
}
