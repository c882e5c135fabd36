//! The reminder: one mail a fortnight at most, with all the sheets of a pilot that wait for an update.
//!
//! It leaves when something new is to be said (a sheet about to be silent, a milestone or a deliverable that became late) and then says
//! all of it. Who was reminded, and when, is a column: several servers, or a restart, remind nobody twice. The day and the
//! hour are those of the region.
use std::ops::Range;

use chrono::{DateTime, Days, Duration, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect, RelationTrait, sea_query::Expr,
};

use crate::access::store::{mandate, piloting};
use crate::action_sheet::{self, life::Status, model::Sheet, store::Own};
use crate::committee::store::person;
use crate::db::Db;
use crate::deliverable::model::Deliverable;
use crate::error::AppError;
use crate::ids::{ActionSheetId, CommitteeId, PersonId};
use crate::milestone::model::Milestone;
use crate::outbox;
use crate::plan::store::tables::region;
use crate::progress::model::silence;
use crate::rows::{
    self,
    due::{self, Dated},
    model::Row,
};

/// Nobody is reminded twice within this.
const FORTNIGHT: Duration = Duration::days(14);

/// Nobody is written to at night (hours of the day, in the region).
const DAYTIME: Range<u32> = 7..19;

/// A sheet that waits for an update, and why: since which day, in which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub sheet: Sheet,
    pub why: Vec<(NaiveDate, String)>,
}

/// The lines of a sheet that are late: since when, in words.
fn late<L: Dated>(rows: &[Row<L>], today: NaiveDate) -> impl Iterator<Item = (NaiveDate, String)> {
    due::late(rows, today).map(|line| {
        let (noun, title, due) = (L::NOUN.one, line.title(), &line.due().when);
        let said = format!("{noun} «\u{a0}{title}\u{a0}» en retard, pour\u{a0}: {due}");
        (due.days().1 + Days::new(1), said)
    })
}

#[derive(FromQueryResult)]
struct PilotRow {
    person_id: PersonId,
    committee_id: CommitteeId,
    reminded_at: Option<DateTime<Utc>>,
}

/// The time zones of the regions: one query.
async fn zones(db: &impl ConnectionTrait) -> Result<Vec<Tz>, AppError> {
    let zones = region::Entity::find().select_only().column(region::Column::TimeZone).distinct();
    let zones = zones.into_tuple::<String>().all(db).await?;
    Ok(zones.iter().filter_map(|zone| zone.parse().ok()).collect())
}

/// Pilots of the regions of a time zone who may be reminded, and their committees.
fn pilots(zone: Tz, now: DateTime<Utc>) -> sea_orm::Select<mandate::Entity> {
    mandate::Entity::find()
        .select_only()
        .columns([mandate::Column::PersonId, mandate::Column::CommitteeId])
        .column(person::Column::RemindedAt)
        .join(JoinType::InnerJoin, mandate::Relation::Person.def())
        .join(JoinType::InnerJoin, mandate::Relation::Region.def())
        .filter(region::Column::TimeZone.eq(zone.name()))
        .filter(piloting(now.with_timezone(&zone).date_naive()))
        .filter(mandate::Column::CommitteeId.is_not_null())
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::SuspendedAt.is_null())
        .filter(person::Column::Reminders.eq(true))
}

/// What waits in these committees, in the order of the plan: a query, and one for each kind of lines.
async fn waiting(
    db: &impl ConnectionTrait,
    committees: Vec<CommitteeId>,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<Vec<Waiting>, AppError> {
    let today = now.with_timezone(&zone).date_naive();
    let mut sheets = action_sheet::store::of_committees(db, committees).await?;
    sheets.retain(|own| matches!(own.sheet.status, Status::Open(..)) && own.sheet.status.takes_updates());
    let ids: Vec<ActionSheetId> = sheets.iter().map(|own| own.sheet.id).collect();
    let milestones = rows::store::of_sheets::<Milestone>(db, ids.iter().copied()).await?;
    let deliverables = rows::store::of_sheets::<Deliverable>(db, ids).await?;
    let mut waiting = Vec::new();
    for Own { sheet, last } in sheets {
        let mut why: Vec<_> = silence(&sheet, last.map(|last| last.at), today, &zone).into_iter().collect();
        why.extend(milestones.get(&sheet.id).into_iter().flat_map(|rows| late(rows, today)));
        why.extend(deliverables.get(&sheet.id).into_iter().flat_map(|rows| late(rows, today)));
        if !why.is_empty() {
            waiting.push(Waiting { sheet, why });
        }
    }
    Ok(waiting)
}

/// What waits for a person's update: all of her sheets. Nothing for somebody who wants no reminder any more.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<Waiting>, AppError> {
    let mut all = Vec::new();
    for zone in zones(db).await? {
        let hers = pilots(zone, now).filter(mandate::Column::PersonId.eq(person));
        let hers = hers.into_model::<PilotRow>().all(db).await?;
        if !hers.is_empty() {
            all.extend(waiting(db, hers.iter().map(|row| row.committee_id).collect(), zone, now).await?);
        }
    }
    Ok(all)
}

/// Puts a reminder in the outbox for each pilot to whom something new is to be said, where it is daytime.
///
/// # Errors
/// When the database fails: those who were already dealt with stay so.
pub async fn decide(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    for zone in zones(&db.read).await? {
        if DAYTIME.contains(&now.with_timezone(&zone).hour()) {
            decide_in(db, zone, now).await?;
        }
    }
    Ok(())
}

async fn decide_in(db: &Db, zone: Tz, now: DateTime<Utc>) -> Result<(), AppError> {
    let rested = Condition::any()
        .add(person::Column::RemindedAt.is_null())
        .add(person::Column::RemindedAt.lte(now - FORTNIGHT));
    let rows = pilots(zone, now).filter(rested.clone()).into_model::<PilotRow>().all(&db.read).await?;
    let waiting = waiting(&db.read, rows.iter().map(|row| row.committee_id).collect(), zone, now).await?;
    let is_new = |row: &PilotRow| {
        let known = row.reminded_at.map(|at| at.with_timezone(&zone).date_naive());
        let hers = waiting.iter().filter(|one| one.sheet.committee_id == row.committee_id);
        let mut since = hers.flat_map(|one| &one.why).map(|(since, _)| *since);
        since.any(|since| known.is_none_or(|known| since > known))
    };
    let mut people: Vec<PersonId> = rows.iter().filter(|row| is_new(row)).map(|row| row.person_id).collect();
    people.sort_unstable();
    people.dedup();
    for id in people {
        let tx = db.begin().await?;
        let mine = person::Entity::update_many()
            .col_expr(person::Column::RemindedAt, Expr::value(now))
            .filter(person::Column::Id.eq(id))
            .filter(rested.clone());
        if mine.exec(&*tx).await?.rows_affected == 1 {
            outbox::store::put(&tx, now, "reminder", serde_json::json!({ "person": id })).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
