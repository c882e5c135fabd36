//! The one table of what was done.
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::access::{Permit, Subject};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::{HistoryId, PersonId, RegionId};

mod entry {
    use sea_orm::entity::prelude::*;

    use crate::ids::{HistoryId, PersonId, RegionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "history")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: HistoryId,
        pub at: ChronoDateTimeUtc,
        pub region_id: RegionId,
        pub person_id: Option<PersonId>,
        pub by_name: String,
        pub verb: String,
        pub subject: Uuid,
        pub part: String,
        pub version: i32,
        pub text: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
pub use entry::Model as Entry;

/// What changed: a part of an object (a rubric, its state), its version, its text from now on.
pub struct Change {
    pub subject: Subject,
    pub part: &'static str,
    pub version: i32,
    pub text: String,
}

/// Signs a change, in the transaction that makes it.
///
/// # Errors
/// When the database fails.
pub async fn record(tx: &Tx, permit: &Permit, at: DateTime<Utc>, change: Change) -> Result<(), AppError> {
    record_all(tx, permit, at, vec![change]).await
}

/// The same for the changes of one act to several objects.
///
/// # Errors
/// When the database fails.
pub async fn record_all(
    tx: &Tx,
    permit: &Permit,
    at: DateTime<Utc>,
    changes: Vec<Change>,
) -> Result<(), AppError> {
    write(tx, permit, permit.region(), at, changes).await
}

/// Signs what an act of the platform changed, in the history of that region.
///
/// # Errors
/// When the database fails.
pub async fn record_in(
    tx: &Tx,
    permit: &Permit,
    region: RegionId,
    at: DateTime<Utc>,
    change: Change,
) -> Result<(), AppError> {
    write(tx, permit, region, at, vec![change]).await
}

async fn write(
    tx: &Tx,
    permit: &Permit,
    region: RegionId,
    at: DateTime<Utc>,
    changes: Vec<Change>,
) -> Result<(), AppError> {
    let row = |change: Change| {
        let row = Entry {
            id: HistoryId::new(),
            at,
            region_id: region,
            person_id: permit.by().person,
            by_name: permit.by().name.clone(),
            verb: permit.verb().word().to_owned(),
            subject: uuid(change.subject),
            part: change.part.to_owned(),
            version: change.version,
            text: change.text,
        };
        row.into_active_model()
    };
    if !changes.is_empty() {
        entry::Entity::insert_many(changes.into_iter().map(row)).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// What happened to a part of an object, newest first, from the version `before` (excluded) down, at most `limit` entries.
///
/// # Errors
/// When the database fails.
pub async fn of(
    db: &impl ConnectionTrait,
    subject: Subject,
    part: &str,
    before: Option<i32>,
    limit: u64,
) -> Result<Vec<Entry>, AppError> {
    let rows = entry::Entity::find()
        .filter(entry::Column::Subject.eq(uuid(subject)))
        .filter(entry::Column::Part.eq(part))
        .filter(entry::Column::Version.lt(before.unwrap_or(i32::MAX)))
        .order_by_desc(entry::Column::Version)
        .order_by_desc(entry::Column::Id)
        .limit(limit);
    Ok(rows.all(db).await?)
}

/// The newest version of an object that was not made in this part of it; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn last_but(db: &impl ConnectionTrait, subject: Subject, part: &str) -> Result<i32, AppError> {
    let newest: Option<Option<i32>> = entry::Entity::find()
        .select_only()
        .column_as(entry::Column::Version.max(), "version")
        .filter(entry::Column::Subject.eq(uuid(subject)))
        .filter(entry::Column::Part.ne(part))
        .into_tuple()
        .one(db)
        .await?;
    Ok(newest.flatten().unwrap_or_default())
}

/// All that happened to an object, oldest first, at most `limit` entries.
///
/// # Errors
/// When the database fails.
pub async fn of_object(
    db: &impl ConnectionTrait,
    subject: Subject,
    limit: u64,
) -> Result<Vec<Entry>, AppError> {
    let rows = entry::Entity::find()
        .filter(entry::Column::Subject.eq(uuid(subject)))
        .order_by_asc(entry::Column::Version)
        .order_by_asc(entry::Column::Id)
        .limit(limit);
    Ok(rows.all(db).await?)
}

/// What a person signed but that part of things, newest first, at most `limit` entries if that is said.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
    but: &str,
    limit: Option<u64>,
) -> Result<Vec<Entry>, AppError> {
    let rows = entry::Entity::find()
        .filter(entry::Column::PersonId.eq(person))
        .filter(entry::Column::Part.ne(but))
        .order_by_desc(entry::Column::At)
        .order_by_desc(entry::Column::Id)
        .limit(limit);
    Ok(rows.all(db).await?)
}

/// One version of a part of an object.
///
/// # Errors
/// `NotFound` when there is no such version.
pub async fn version(
    db: &impl ConnectionTrait,
    subject: Subject,
    part: &str,
    version: i32,
) -> Result<Entry, AppError> {
    let row = entry::Entity::find()
        .filter(entry::Column::Subject.eq(uuid(subject)))
        .filter(entry::Column::Part.eq(part))
        .filter(entry::Column::Version.eq(version));
    row.one(db).await?.ok_or(AppError::NotFound)
}

/// Who made one thing among several of a part say this in that version, and when; `None` when it is told otherwise now.
///
/// # Errors
/// When the database fails.
pub async fn signed(
    db: &impl ConnectionTrait,
    subject: Subject,
    part: &str,
    (version, text): (i32, String),
) -> Result<Option<Entry>, AppError> {
    let rows = entry::Entity::find()
        .filter(entry::Column::Subject.eq(uuid(subject)))
        .filter(entry::Column::Part.eq(part))
        .filter(entry::Column::Version.eq(version))
        .filter(entry::Column::Text.eq(text))
        .order_by_desc(entry::Column::At);
    Ok(rows.one(db).await?)
}

fn uuid(subject: Subject) -> uuid::Uuid {
    match subject {
        Subject::Platform => uuid::Uuid::nil(),
        Subject::Region(id) => id.0,
        Subject::Plan(id) => id.0,
        Subject::Sheet(id) => id.0,
        Subject::Committee(id) => id.0,
        Subject::Organisation(id) => id.0,
        Subject::Person(id) => id.0,
        Subject::Ask(id) => id.0,
        Subject::Balance(id) => id.0,
    }
}
