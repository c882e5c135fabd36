//! The state of a sheet in its columns, and the phase that its pilots say.
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
};

use super::{hold, move_sheet, over_version, same, tables::action_sheet as sheet};
use crate::access::{Actor, Permit, Verb};
use crate::action_sheet::life::{Emergence, Pause, Phase, Status, StatusWord, Step};
use crate::action_sheet::model::Sheet;
use crate::db::{Db, Tx};
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::ActionSheetId;
use crate::outbox;
use crate::plan::store::tables::{plan, region};

/// The columns of a state, for every query that shows one.
pub(crate) const STATUS_COLUMNS: [sheet::Column; 6] = [
    sheet::Column::Status,
    sheet::Column::Stage,
    sheet::Column::Phase,
    sheet::Column::Reason,
    sheet::Column::PausedUntil,
    sheet::Column::LastDay,
];

#[derive(FromQueryResult)]
pub(crate) struct StatusRow {
    status: String,
    stage: String,
    phase: String,
    reason: String,
    paused_until: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
}

impl TryFrom<StatusRow> for Status {
    type Error = AppError;
    fn try_from(row: StatusRow) -> Result<Self, AppError> {
        let stage = StatusWord::stored(&row.stage)?.stage(Phase::stored(&row.phase)?)?;
        let last_day = || {
            row.last_day.ok_or_else(|| {
                tracing::error!("an emergent sheet without its last day");
                AppError::Internal
            })
        };
        Ok(match StatusWord::stored(&row.status)? {
            StatusWord::Emergent => Self::Emergent(Emergence { last_day: last_day()?, reason: row.reason }),
            StatusWord::Expired => Self::Expired(last_day()?),
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

/// Ends the emergent sheets whose last day is over where they are. Several servers may do it at once.
///
/// # Errors
/// When the database fails.
pub async fn expire(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    const CLOCK: Actor = Actor::System("expiration");
    // the day begins somewhere in the world up to 14 hours before it does in Greenwich
    let tomorrow = (now + Duration::hours(14)).date_naive();
    let waiting: Vec<(ActionSheetId, String)> = sheet::Entity::find()
        .select_only()
        .column(sheet::Column::Id)
        .column(region::Column::TimeZone)
        .join(JoinType::InnerJoin, sheet::Relation::Plan.def())
        .join(JoinType::InnerJoin, plan::Relation::Region.def())
        .filter(sheet::Column::Status.eq(StatusWord::Emergent.word()))
        .filter(sheet::Column::LastDay.lt(tomorrow))
        .into_tuple()
        .all(&db.read)
        .await?;
    for (id, zone) in waiting {
        let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::Europe::Paris);
        let step = Step::Expire { today: now.with_timezone(&zone).date_naive() };
        let tx = db.begin().await?;
        let sheet = hold(&tx, &CLOCK, id).await?;
        if sheet.status.after(step.clone()).is_some() {
            let permit = CLOCK.may(Verb::MoveSheet, sheet.place())?;
            move_sheet(&tx, &permit, &sheet, sheet.version, step, now).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
