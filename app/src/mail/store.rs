//! The one table of mails: spread from the outbox, claimed by one server at a time, sent or failed.
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Europe::Paris;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};

use super::letters;
use super::model::{Kind, wait_after};
use crate::access::{Permit, Verb};
use crate::committee::store::person;
use crate::db::{Db, Tx};
use crate::error::AppError;
use crate::ids::{MailId, PersonId};
use crate::outbox::{self, store::Message};

/// How many messages of the outbox are spread at a time.
const BATCH: u64 = 100;
/// A server that claimed a mail has this long to send it; then another one may (longer than a send takes at most).
const LEASE: Duration = Duration::seconds(60);
/// A message that cannot be spread for this long is given up, with a line in the log.
const PATIENCE: Duration = Duration::days(1);
/// Mails that were sent, and messages that were dealt with, are kept this long.
const KEPT: Duration = Duration::days(30);
/// The most failed mails on a page.
const SHOWN: u64 = 100;

mod mail {
    use sea_orm::entity::prelude::*;

    use crate::ids::{MailId, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MailId,
        pub person_id: PersonId,
        pub kind: String,
        pub payload: Json,
        pub at: ChronoDateTimeUtc,
        /// When it may be tried next; while a server is sending it, the end of its lease.
        pub next_at: ChronoDateTimeUtc,
        pub tries: i32,
        pub sent_at: Option<ChronoDateTimeUtc>,
        pub failed_at: Option<ChronoDateTimeUtc>,
        pub error: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::committee::store::person::Entity",
            from = "Column::PersonId",
            to = "crate::committee::store::person::Column::Id"
        )]
        Person,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// A mail that this server may send now.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    pub id: MailId,
    pub person: PersonId,
    pub kind: Kind,
    pub payload: serde_json::Value,
    /// This try included.
    pub tries: i32,
}

/// Spreads what waits in the outbox: a mail for each person whom a message concerns, exactly once.
///
/// # Errors
/// When the database fails.
pub async fn spread(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    let told = Kind::ALL.iter().map(|kind| kind.word());
    for message in outbox::store::waiting(&db.read, told, BATCH).await? {
        spread_one(db, Kind::stored(&message.kind)?, &message, now).await?;
    }
    Ok(())
}

async fn spread_one(db: &Db, kind: Kind, message: &Message, now: DateTime<Utc>) -> Result<(), AppError> {
    let tx = db.begin().await?;
    if !outbox::store::take(&tx, message.id, now).await? {
        return Ok(()); // another server was first
    }
    match letters::recipients(&*tx, kind, &message.payload, now.with_timezone(&Paris).date_naive()).await {
        Ok(people) => {
            for person in still_untold(&tx, kind, message, people).await? {
                put(&tx, kind, message, person, now).await?;
            }
        }
        Err(AppError::Internal) if now - message.at < PATIENCE => {
            tracing::warn!(id = %message.id, kind = kind.word(), "a message that will be tried again");
            return Ok(()); // nothing of the transaction stays
        }
        Err(error) => tracing::error!(id = %message.id, kind = kind.word(), %error, "a message for nobody"),
    }
    Ok(tx.commit().await?)
}

/// Those of these people to whom no mail about the same was written: who is called again in a comment that changes was
/// told. A mail that had nothing to say any more when it was to leave is none.
async fn still_untold(
    tx: &Tx,
    kind: Kind,
    message: &Message,
    mut people: Vec<PersonId>,
) -> Result<Vec<PersonId>, AppError> {
    let Some((about, since)) = letters::once(kind, &message.payload)? else { return Ok(people) };
    tx.alone("mail_once").await?;
    let known = mail::Entity::find()
        .filter(mail::Column::Kind.eq(kind.word()))
        .filter(mail::Column::PersonId.is_in(people.iter().copied()))
        .filter(mail::Column::At.gt(message.at - since));
    for row in known.all(&**tx).await? {
        if letters::once(kind, &row.payload)?.is_some_and(|(same, _)| same == about) {
            people.retain(|person| *person != row.person_id);
        }
    }
    Ok(people)
}

async fn put(
    tx: &Tx,
    kind: Kind,
    message: &Message,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = mail::Model {
        id: MailId::new(),
        person_id: person,
        kind: kind.word().to_owned(),
        payload: message.payload.clone(),
        at: message.at,
        next_at: now,
        tries: 0,
        sent_at: None,
        failed_at: None,
        error: String::new(),
    };
    mail::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The mails that are neither sent nor failed.
fn unsent() -> Select<mail::Entity> {
    mail::Entity::find().filter(mail::Column::SentAt.is_null()).filter(mail::Column::FailedAt.is_null())
}

/// Claims the next mail that may be tried now, for as long as a lease. Somebody sits before a page that waits for a mail
/// with a code: those leave before all others.
///
/// # Errors
/// When the database fails.
pub async fn claim(db: &Db, now: DateTime<Utc>) -> Result<Option<Claimed>, AppError> {
    loop {
        let due = unsent()
            .filter(mail::Column::NextAt.lte(now))
            .filter(mail::Column::Kind.is_in(Kind::ALL.iter().map(|kind| kind.word())))
            .order_by_desc(mail::Column::Kind.is_in([Kind::SignIn.word(), Kind::NewAddress.word()]))
            .order_by_asc(mail::Column::NextAt)
            .order_by_asc(mail::Column::Id);
        let Some(row) = due.one(&db.read).await? else { return Ok(None) };
        let tx = db.begin().await?;
        let claimed = mail::Entity::update_many()
            .set(mail::ActiveModel {
                tries: Set(row.tries + 1),
                next_at: Set(now + LEASE),
                ..Default::default()
            })
            .filter(mail::Column::Id.eq(row.id))
            .filter(mail::Column::Tries.eq(row.tries))
            .filter(mail::Column::NextAt.eq(row.next_at))
            .filter(mail::Column::SentAt.is_null())
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        if claimed.rows_affected == 0 {
            continue; // another server was first
        }
        let kind = Kind::stored(&row.kind)?;
        return Ok(Some(Claimed {
            id: row.id,
            person: row.person_id,
            kind,
            payload: row.payload,
            tries: row.tries + 1,
        }));
    }
}

/// Says that a mail has left.
///
/// # Errors
/// When the database fails: then it leaves once more after the lease.
pub async fn sent(db: &Db, id: MailId, now: DateTime<Utc>) -> Result<(), AppError> {
    mark(
        db,
        id,
        mail::ActiveModel { sent_at: Set(Some(now)), error: Set(String::new()), ..Default::default() },
    )
    .await
}

/// Says that nothing is left to say to this person.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Db, id: MailId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    mail::Entity::delete_by_id(id).exec(&*tx).await?;
    Ok(tx.commit().await?)
}

/// Says that a mail could not leave: it waits for its next try or, `for_good` or tried enough, for an administrator.
///
/// # Errors
/// When the database fails.
pub async fn failed(
    db: &Db,
    claimed: &Claimed,
    why: &str,
    again: Again,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let next = match again {
        Again::Later => wait_after(claimed.tries),
        Again::Never => None,
    };
    let row = mail::ActiveModel {
        error: Set(crate::text::first_line(why, 500)),
        next_at: Set(now + next.unwrap_or_default()),
        failed_at: Set(next.is_none().then_some(now)),
        ..Default::default()
    };
    mark(db, claimed.id, row).await
}

/// Whether a mail that could not leave may leave later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    Later,
    /// Its receiver refuses it, or it cannot be written.
    Never,
}

async fn mark(db: &Db, id: MailId, row: mail::ActiveModel) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let one = mail::Entity::update_many().set(row).filter(mail::Column::Id.eq(id));
    one.filter(mail::Column::SentAt.is_null()).exec(&*tx).await?;
    Ok(tx.commit().await?)
}

/// A mail that could not leave, for the administrator.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FailedMail {
    pub id: MailId,
    kind: String,
    pub name: String,
    pub email: Option<String>,
    pub at: DateTime<Utc>,
    pub tries: i32,
    pub error: String,
}

impl FailedMail {
    /// What it is about, on the screen.
    pub fn about(&self) -> &str {
        Kind::from_word(&self.kind).map_or(self.kind.as_str(), |kind| kind.label())
    }
}

/// The mails that failed, newest first, at most a hundred; and how many wait to leave.
///
/// # Errors
/// When the database fails, or the permit is another one.
pub async fn followed(
    db: &impl ConnectionTrait,
    permit: &Permit,
) -> Result<(Vec<FailedMail>, u64), AppError> {
    permit.platform(Verb::FollowMail)?;
    let failed = mail::Entity::find()
        .select_only()
        .columns([
            mail::Column::Id,
            mail::Column::Kind,
            mail::Column::At,
            mail::Column::Tries,
            mail::Column::Error,
        ])
        .columns([person::Column::Name, person::Column::Email])
        .join(JoinType::InnerJoin, mail::Relation::Person.def())
        .filter(mail::Column::FailedAt.is_not_null())
        .order_by_desc(mail::Column::FailedAt)
        .order_by_desc(mail::Column::Id)
        .limit(SHOWN)
        .into_model::<FailedMail>()
        .all(db)
        .await?;
    Ok((failed, unsent().count(db).await?))
}

/// Puts a failed mail back in the queue, from its first try.
///
/// # Errors
/// `NotFound` for a mail that has not failed.
pub async fn retry(tx: &Tx, permit: &Permit, id: MailId, now: DateTime<Utc>) -> Result<(), AppError> {
    permit.platform(Verb::FollowMail)?;
    let again =
        mail::ActiveModel { failed_at: Set(None), tries: Set(0), next_at: Set(now), ..Default::default() };
    let one = mail::Entity::update_many().set(again).filter(mail::Column::Id.eq(id));
    let done = one.filter(mail::Column::FailedAt.is_not_null()).exec(&**tx).await?;
    if done.rows_affected == 0 { Err(AppError::NotFound) } else { Ok(()) }
}

/// Forgets mails that left or failed long ago, and messages that were dealt with long ago, or that no server of this
/// version knows: during an upgrade, a newer one may have written them for itself.
///
/// # Errors
/// When the database fails.
pub async fn expire(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    loop {
        let tx = db.begin().await?; // others write between two of them
        let told = Kind::ALL.iter().map(|kind| kind.word());
        let others = outbox::store::pass_over(&tx, told, now - PATIENCE, now).await?;
        tx.commit().await?;
        if !others {
            break;
        }
    }
    let tx = db.begin().await?;
    let past =
        Condition::any().add(mail::Column::SentAt.lt(now - KEPT)).add(mail::Column::FailedAt.lt(now - KEPT));
    mail::Entity::delete_many().filter(past).exec(&*tx).await?;
    outbox::store::expire(&tx, now - KEPT).await?;
    Ok(tx.commit().await?)
}
