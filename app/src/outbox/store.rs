//! The one table of messages to send.
use chrono::{DateTime, Utc};
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::db::Tx;
use crate::error::AppError;
use crate::ids::MessageId;

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
