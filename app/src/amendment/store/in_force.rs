//! What is in force of what the adoption locked, and how an accepted amendment changes it.
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::access::Permit;
use crate::action_sheet::model::{Locked, RubricKind, Sheet};
use crate::action_sheet::store::{retitle, rewrite, rubric};
use crate::amendment::model::{Content, Difference, Goals};
use crate::card::store as card;
use crate::db::Tx;
use crate::error::AppError;
use crate::goal::model::Goal;
use crate::ids::GoalId;
use crate::rows::store as rows;
use crate::targeting::model::Targeting;
use crate::template;

/// What is in force of a part that the adoption locks; empty when nothing was written.
///
/// # Errors
/// When the database fails.
pub async fn in_force(db: &impl ConnectionTrait, sheet: &Sheet, part: Locked) -> Result<Content, AppError> {
    match part {
        Locked::Title => Ok(Content::Title(sheet.title.clone())),
        Locked::Stake => Ok(Content::Stake(rubric(db, sheet.id, RubricKind::Stake).await?.body)),
        Locked::Goals => Ok(Content::Goals(Goals::in_force(&rows::list::<Goal>(db, sheet.id).await?))),
        Locked::Targeting => {
            let saved = card::read::<Targeting>(&card::all(db, sheet.id).await?)?;
            Ok(Content::Targeting(saved.map(|saved| saved.card).unwrap_or_default()))
        }
    }
}

/// The parts that may be amended: those that the template of the sheet has.
///
/// # Errors
/// When the database fails.
pub async fn amendable(db: &impl ConnectionTrait, sheet: &Sheet) -> Result<Vec<Locked>, AppError> {
    let template = template::store::followed(db, sheet).await?;
    let has = |part: &Locked| part.rubric().is_none_or(|kind| template.writable(kind).is_ok());
    Ok(Locked::ALL.iter().copied().filter(has).collect())
}

/// Whether the template of the sheet has that part.
///
/// # Errors
/// `Forbidden`, with the explanation that the page shows, when it does not.
pub async fn check_template(db: &impl ConnectionTrait, sheet: &Sheet, part: Locked) -> Result<(), AppError> {
    match part.rubric() {
        Some(kind) => template::store::followed(db, sheet).await?.writable(kind).map(drop),
        None => Ok(()),
    }
}

/// Puts what the nth amendment of the sheet says in force.
///
/// # Errors
/// `Forbidden` in a state where nothing is amended; `Stale` when somebody wrote meanwhile.
pub(super) async fn put(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (after, number): (&Content, i32),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    match after {
        Content::Title(title) => retitle(tx, permit, sheet, title, now).await,
        Content::Stake(text) => rewrite(tx, permit, sheet, RubricKind::Stake, text, now).await,
        Content::Goals(after) => put_goals(tx, permit, sheet, (after, number), now).await,
        Content::Targeting(targeting) => {
            let known = card::read::<Targeting>(&card::all(&**tx, sheet.id).await?)?;
            let read = known.map_or(0, |saved| saved.version);
            card::save(tx, permit, sheet, read, targeting, now).await
        }
    }
}

async fn put_goals(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (after, number): (&Goals, i32),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let known = rows::list::<Goal>(&**tx, sheet.id).await?;
    let row = |id: GoalId| known.iter().find(|row| row.id == id).ok_or(AppError::Stale);
    for difference in Goals::in_force(&known).differences(after) {
        match difference {
            Difference::Kept(_) => {}
            Difference::Reworded(_, now_said) => {
                let known = row(now_said.id)?;
                let goal = Goal { title: now_said.title.clone(), ..known.line.clone() };
                rows::change(tx, permit, sheet, known, goal, now).await?;
            }
            Difference::Withdrawn(gone) => {
                let known = row(gone.id)?;
                let goal = Goal { withdrawn_by: Some(number), ..known.line.clone() };
                rows::change(tx, permit, sheet, known, goal, now).await?;
            }
            Difference::Added(new) => {
                let (level, under) = (new.level, new.under);
                let goal = Goal { level, under, title: new.title.clone(), withdrawn_by: None };
                rows::add_named(tx, permit, sheet, new.id, goal, now).await?;
            }
        }
    }
    Ok(())
}
