//! The one table of messages to send.
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Expr,
};

use crate::db::{Tx, matching::containing};
use crate::error::AppError;
use crate::ids::{MessageId, PersonId};

/// Messages that are taken in one transaction.
const AT_ONCE: u64 = 1_000;

mod message {
    use sea_orm::entity::prelude::*;

    use crate::ids::MessageId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MessageId,
        pub at: ChronoDateTimeUtc,
        pub kind: String,
        pub payload: Json,
        pub sent_at: Option<ChronoDateTimeUtc>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Puts a message in the outbox: a kind that the sender knows, and what it needs to write it.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, at: DateTime<Utc>, kind: &str, payload: serde_json::Value) -> Result<(), AppError> {
    let row = message::Model { id: MessageId::new(), at, kind: kind.to_owned(), payload, sent_at: None };
    message::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// A message that nobody has looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub at: DateTime<Utc>,
    pub kind: String,
    pub payload: serde_json::Value,
}

/// The oldest messages of these kinds that wait.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    db: &impl ConnectionTrait,
    kinds: impl IntoIterator<Item = &'static str>,
    most: u64,
) -> Result<Vec<Message>, AppError> {
    let rows = message::Entity::find()
        .filter(message::Column::SentAt.is_null())
        .filter(message::Column::Kind.is_in(kinds))
        .order_by_asc(message::Column::At)
        .limit(most)
        .all(db)
        .await?;
    let read = |row: message::Model| Message { id: row.id, at: row.at, kind: row.kind, payload: row.payload };
    Ok(rows.into_iter().map(read).collect())
}

/// Takes a message, so that it is dealt with in this transaction and never again; `false` when another server did.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &Tx, id: MessageId, now: DateTime<Utc>) -> Result<bool, AppError> {
    let taken = message::Entity::update_many()
        .col_expr(message::Column::SentAt, Expr::value(now))
        .filter(message::Column::Id.eq(id))
        .filter(message::Column::SentAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Takes some messages from before that which are of none of these kinds: nobody is told of them. Whether there may be
/// others.
///
/// # Errors
/// When the database fails.
pub async fn pass_over(
    tx: &Tx,
    told: impl IntoIterator<Item = &'static str>,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let some = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .filter(message::Column::SentAt.is_null())
        .filter(message::Column::Kind.is_not_in(told))
        .filter(message::Column::At.lt(before))
        .limit(AT_ONCE)
        .into_query();
    let taken = message::Entity::update_many()
        .col_expr(message::Column::SentAt, Expr::value(now))
        .filter(message::Column::Id.in_subquery(some))
        .exec(&**tx)
        .await?;
    Ok(taken.rows_affected == AT_ONCE)
}

/// Forgets the messages of these kinds about a person, told or not.
///
/// # Errors
/// When the database fails.
pub async fn forget(
    tx: &Tx,
    kinds: impl IntoIterator<Item = &'static str>,
    person: PersonId,
) -> Result<(), AppError> {
    let hers = Expr::col(message::Column::Payload).cast_as("text").like(containing(&person.to_string()));
    message::Entity::delete_many()
        .filter(message::Column::Kind.is_in(kinds))
        .filter(hers)
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Forgets the messages that were dealt with before that.
///
/// # Errors
/// When the database fails.
pub async fn expire(tx: &Tx, before: DateTime<Utc>) -> Result<(), AppError> {
    message::Entity::delete_many().filter(message::Column::SentAt.lt(before)).exec(&**tx).await?;
    Ok(())
}
