//! Sessions: the cookie holds a random token, the table its hash, so that a stolen database opens no session.
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, JoinType,
    QueryFilter, QuerySelect, RelationTrait,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::committee::store::person;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::{PersonId, SessionId};

/// A session lasts this long (hours): a working day.
pub const HOURS: i64 = 12;
/// An expired session is still known this long (days), so that what was typed can be kept for its account.
const KNOWN: i64 = 30;

/// The name of the one cookie.
pub const COOKIE: &str = "prisme_session";

mod session {
    use sea_orm::entity::prelude::*;

    use crate::ids::{PersonId, SessionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SessionId,
        pub token_hash: String,
        pub person_id: PersonId,
        pub created_at: ChronoDateTimeUtc,
        pub expires_at: ChronoDateTimeUtc,
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

fn hash(token: &str) -> String {
    format!("{:x}", Sha256::digest(token.as_bytes()))
}

/// Opens a session and returns the token for the cookie.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &Tx, person: PersonId, now: DateTime<Utc>) -> Result<String, AppError> {
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let row = session::Model {
        id: SessionId::new(),
        token_hash: hash(&token),
        person_id: person,
        created_at: now,
        expires_at: now + Duration::hours(HOURS),
    };
    row.into_active_model().insert(&**tx).await?;
    Ok(token)
}

/// Who a cookie stands for.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Holder {
    pub person_id: PersonId,
    pub name: String,
    pub expires_at: DateTime<Utc>,
}

/// The holder of a token, expired or not; `None` for an unknown one.
///
/// # Errors
/// When the database fails.
pub async fn holder(db: &impl ConnectionTrait, token: &str) -> Result<Option<Holder>, AppError> {
    let row = session::Entity::find()
        .select_only()
        .columns([session::Column::PersonId, session::Column::ExpiresAt])
        .column(person::Column::Name)
        .join(JoinType::InnerJoin, session::Relation::Person.def())
        .filter(session::Column::TokenHash.eq(hash(token)));
    Ok(row.into_model::<Holder>().one(db).await?)
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn close(tx: &Tx, token: &str) -> Result<(), AppError> {
    session::Entity::delete_many().filter(session::Column::TokenHash.eq(hash(token))).exec(&**tx).await?;
    Ok(())
}

/// Forgets sessions long expired.
///
/// # Errors
/// When the database fails.
pub async fn expire(tx: &Tx, now: DateTime<Utc>) -> Result<(), AppError> {
    session::Entity::delete_many()
        .filter(session::Column::ExpiresAt.lt(now - Duration::days(KNOWN)))
        .exec(&**tx)
        .await?;
    Ok(())
}
