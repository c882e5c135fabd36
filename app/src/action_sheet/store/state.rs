//! The state of a sheet in its columns, and the phase that its pilots say.
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, FromQueryResult};

use super::{over_version, same, tables::action_sheet as sheet};
use crate::access::{Permit, Verb};
use crate::action_sheet::life::{Pause, Phase, Status, StatusWord, Step};
use crate::action_sheet::model::Sheet;
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::outbox;

/// The columns of a state, for every query that shows one.
pub(crate) const STATUS_COLUMNS: [sheet::Column; 5] = [
    sheet::Column::Status,
    sheet::Column::Stage,
    sheet::Column::Phase,
    sheet::Column::Reason,
    sheet::Column::PausedUntil,
];

#[derive(FromQueryResult)]
pub(crate) struct StatusRow {
    status: String,
    stage: String,
    phase: String,
    reason: String,
    paused_until: Option<NaiveDate>,
}

impl TryFrom<StatusRow> for Status {
    type Error = AppError;
    fn try_from(row: StatusRow) -> Result<Self, AppError> {
        let stage = StatusWord::stored(&row.stage)?.stage(Phase::stored(&row.phase)?)?;
        Ok(match StatusWord::stored(&row.status)? {
            StatusWord::Paused => Self::Paused(stage, Pause { reason: row.reason, until: row.paused_until }),
            StatusWord::Abandoned => Self::Abandoned { motive: row.reason },
            StatusWord::Closed => Self::Closed,
            StatusWord::Outlined | StatusWord::CoWriting | StatusWord::Adopted | StatusWord::Running => {
                Self::Open(stage)
            }
        })
    }
}

/// The part of a sheet's history that tells its phases.
pub const PHASE_PART: &str = "phase";

/// Brings a running action into a phase, from the version of the sheet that was read.
///
/// # Errors
/// `Stale` when the sheet moved meanwhile; `Invalid` when it does not run, or is in this phase already.
pub async fn enter(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    read: i32,
    phase: Phase,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    same(permit.sheet(Verb::SetPhase)?, sheet)?;
    if sheet.version != read {
        return Err(AppError::Stale);
    }
    if sheet.status.after(Step::Enter(phase)).is_none() {
        let why = format!("Cette action est « {} » : choisissez une autre phase.", sheet.status.said());
        return Err(AppError::field("phase", why));
    }
    let change = sheet::ActiveModel { phase: Set(phase.word().into()), ..Default::default() };
    let version = over_version(tx, sheet, change).await?;
    let text = phase.label().to_owned();
    record(tx, permit, now, Change { subject: permit.subject(), part: PHASE_PART, version, text }).await?;
    let told = serde_json::json!({ "sheet": sheet.id, "phase": phase.word(), "by": permit.by().person });
    outbox::store::put(tx, now, "phase_entered", told).await
}
