//! The open sessions of a person, as she sees them.
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::{hash, session};
use crate::db::{Db, Tx};
use crate::error::AppError;
use crate::ids::{PersonId, SessionId};
use crate::oneself::model::MySession;

/// A session is noted as seen at most this often (minutes): reading must not become writing.
const NOTED: i64 = 15;

/// The sessions of a person that are open, the newest first; the one of this token is the current one.
///
/// # Errors
/// When the database fails.
pub async fn sessions(
    db: &impl ConnectionTrait,
    person: PersonId,
    token: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Vec<MySession>, AppError> {
    let current = token.map(hash);
    let rows = session::Entity::find()
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_desc(session::Column::CreatedAt)
        .all(db)
        .await?;
    let shown = rows.into_iter().map(|row| MySession {
        id: row.id,
        began_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        current: current.as_ref() == Some(&row.token_hash),
    });
    Ok(shown.collect())
}

/// Ends one session of a person.
///
/// # Errors
/// `NotFound` for a session that is not hers.
pub async fn close_one(tx: &Tx, person: PersonId, id: SessionId) -> Result<(), AppError> {
    let ended =
        session::Entity::delete_by_id(id).filter(session::Column::PersonId.eq(person)).exec(&**tx).await?;
    if ended.rows_affected == 0 { Err(AppError::NotFound) } else { Ok(()) }
}

/// Ends all the sessions of a person, but perhaps the one of this token.
///
/// # Errors
/// When the database fails.
pub async fn close_all(tx: &Tx, person: PersonId, but: Option<&str>) -> Result<(), AppError> {
    let mut ended = session::Entity::delete_many().filter(session::Column::PersonId.eq(person));
    if let Some(token) = but {
        ended = ended.filter(session::Column::TokenHash.ne(hash(token)));
    }
    ended.exec(&**tx).await?;
    Ok(())
}

/// Notes that a session was seen, unless it was lately. What cannot be noted is no reason to refuse a page.
pub async fn note_seen(db: &Db, token: &str, last: Option<DateTime<Utc>>, now: DateTime<Utc>) {
    if last.is_some_and(|last| now < last + Duration::minutes(NOTED)) {
        return;
    }
    let noted = async {
        let tx = db.begin().await?;
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::value(now))
            .filter(session::Column::TokenHash.eq(hash(token)))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok::<_, AppError>(())
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "a session that was seen could not be noted");
    }
}
