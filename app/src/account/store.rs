//! Sessions: the cookie holds a random token, the table its hash, so that a stolen database opens no session.
use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoActiveModel,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, sea_query::Expr,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::model::Wanted;
use crate::access::{Mandate, Permit, Role, Verb, store::mandate};
use crate::committee::{self, model::Email, store::person};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::{CommitteeId, PersonId, PlanId, RegionId, SessionId};
use crate::outbox;
use crate::plan::{self, store::region};
use crate::session::Home;

pub mod code;
pub mod sign_in;

mod sessions;

pub use sessions::{close_all, close_one, note_seen, sessions};

/// A session lasts this long (hours): a working day.
pub const HOURS: i64 = 12;
/// An expired session is still known this long (days), so that what was typed can be kept for its account.
const KNOWN: i64 = 30;

/// The cookie of a session.
pub const COOKIE: &str = "prisme_session";
/// The cookie of the browser that asked to sign in.
pub const ATTEMPT: &str = "prisme_connexion";

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
        pub last_seen_at: Option<ChronoDateTimeUtc>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::committee::store::person::Entity",
            from = "Column::PersonId",
            to = "crate::committee::store::person::Column::Id"
        )]
        Person,
        #[sea_orm(
            belongs_to = "crate::access::store::mandate::Entity",
            from = "Column::PersonId",
            to = "crate::access::store::mandate::Column::PersonId"
        )]
        Mandate,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

fn hash(token: &str) -> String {
    format!("{:x}", Sha256::digest(token.as_bytes()))
}

/// A token that nobody guesses (244 random bits).
fn random() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// Opens a session and returns the token for the cookie.
///
/// # Errors
/// `NotFound` for somebody whose account is suspended.
pub async fn open(tx: &Tx, person: PersonId, now: DateTime<Utc>) -> Result<String, AppError> {
    let seen = person::Entity::update_many()
        .col_expr(person::Column::SignedInAt, Expr::value(now))
        .filter(person::Column::Id.eq(person))
        .filter(person::Column::SuspendedAt.is_null());
    if seen.exec(&**tx).await?.rows_affected == 0 {
        return Err(AppError::NotFound);
    }
    let token = random();
    let row = session::Model {
        id: SessionId::new(),
        token_hash: hash(&token),
        person_id: person,
        created_at: now,
        expires_at: now + Duration::hours(HOURS),
        last_seen_at: Some(now),
    };
    row.into_active_model().insert(&**tx).await?;
    Ok(token)
}

/// Who a cookie stands for.
#[derive(Clone, Debug)]
pub struct Holder {
    pub person: PersonId,
    pub name: String,
    pub expires_at: DateTime<Utc>,
    pub last_seen_at: Option<DateTime<Utc>>,
    /// All the mandates, ended ones included, oldest first, each with the region that it opens.
    pub mandates: Vec<(Mandate, Option<Opened>)>,
}

/// The region of a mandate: where its holder starts, and which day it is there.
#[derive(Clone, Debug)]
pub struct Opened {
    pub home: Home,
    pub time_zone: Tz,
}

#[derive(FromQueryResult)]
struct HolderRow {
    person_id: PersonId,
    name: String,
    expires_at: DateTime<Utc>,
    last_seen_at: Option<DateTime<Utc>>,
    role: Option<String>,
    region_id: Option<RegionId>,
    plan_id: Option<PlanId>,
    committee_id: Option<CommitteeId>,
    starts: Option<NaiveDate>,
    ends: Option<NaiveDate>,
    region: Option<String>,
    region_slug: Option<String>,
    time_zone: Option<String>,
    plan_slug: Option<String>,
}

impl HolderRow {
    fn mandate(self) -> Result<Option<(Mandate, Option<Opened>)>, AppError> {
        let (Some(role), Some(starts)) = (&self.role, self.starts) else { return Ok(None) };
        let mandate = Mandate {
            role: Role::stored(role)?,
            region: self.region_id,
            plan: self.plan_id,
            committee: self.committee_id,
            starts,
            ends: self.ends,
        };
        let opened = match (self.region, self.region_slug, self.plan_slug) {
            (Some(region), Some(region_slug), Some(plan_slug)) => Some(Opened {
                home: Home { region, path: format!("/{region_slug}/{plan_slug}") },
                time_zone: self.time_zone.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::Europe__Paris),
            }),
            _ => None,
        };
        Ok(Some((mandate, opened)))
    }
}

/// The holder of a token, expired or not; `None` for an unknown one. One query: every request begins with it.
///
/// # Errors
/// When the database fails.
pub async fn holder(db: &impl ConnectionTrait, token: &str) -> Result<Option<Holder>, AppError> {
    use mandate::Column as M;
    let rows = session::Entity::find()
        .select_only()
        .columns([session::Column::PersonId, session::Column::ExpiresAt, session::Column::LastSeenAt])
        .column(person::Column::Name)
        .columns([M::Role, M::RegionId, M::PlanId, M::CommitteeId, M::Starts, M::Ends])
        .column_as(region::Column::Name, "region")
        .column_as(region::Column::Slug, "region_slug")
        .column(region::Column::TimeZone)
        .expr_as(plan::store::slug_of_current(), "plan_slug")
        .join(JoinType::InnerJoin, session::Relation::Person.def())
        .join(JoinType::LeftJoin, session::Relation::Mandate.def())
        .join(JoinType::LeftJoin, mandate::Relation::Region.def())
        .filter(session::Column::TokenHash.eq(hash(token)))
        .order_by_asc(M::Id)
        .into_model::<HolderRow>()
        .all(db)
        .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (person, name) = (first.person_id, first.name.clone());
    let (expires_at, last_seen_at) = (first.expires_at, first.last_seen_at);
    let mandates = rows.into_iter().filter_map(|row| row.mandate().transpose());
    Ok(Some(Holder { person, name, expires_at, last_seen_at, mandates: mandates.collect::<Result<_, _>>()? }))
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn close(tx: &Tx, token: &str) -> Result<(), AppError> {
    session::Entity::delete_many().filter(session::Column::TokenHash.eq(hash(token))).exec(&**tx).await?;
    Ok(())
}

/// Whether a person wants reminders, and whether she has an address for them.
///
/// # Errors
/// `NotFound` when nobody has this identifier.
pub async fn reminders(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<Wanted>, AppError> {
    let row = person::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
    Ok(row.email.map(|_| if row.reminders { Wanted::Yes } else { Wanted::No }))
}

/// Turns a person's reminders on or off; herself only.
///
/// # Errors
/// When the database fails.
pub async fn set_reminders(tx: &Tx, id: PersonId, wanted: Wanted) -> Result<(), AppError> {
    person::Entity::update_many()
        .col_expr(person::Column::Reminders, Expr::value(wanted == Wanted::Yes))
        .filter(person::Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Tells a person which mandates she has, and how to sign in: one mail, signed by who invites.
///
/// # Errors
/// When the database fails, or the permit is another one.
pub async fn invite(tx: &Tx, permit: &Permit, person: PersonId, at: DateTime<Utc>) -> Result<(), AppError> {
    match permit.verb() {
        Verb::ManageAccounts => permit.platform(Verb::ManageAccounts)?,
        _ => permit.region_for(Verb::ManagePeople).map(|_| ())?,
    }
    let told = serde_json::json!({ "person": person, "by": permit.by().person.map(|_| &permit.by().name) });
    outbox::store::put(tx, at, "invitation", told).await
}

/// Gives a person the address that she has just proved to be hers, ends her other sessions, and tells it.
///
/// # Errors
/// `Invalid` when it became another's meanwhile.
pub async fn set_address(
    tx: &Tx,
    person: PersonId,
    email: &Email,
    token: Option<&str>,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    if committee::store::claim(tx, email).await?.is_some_and(|other| other != person) {
        return Err(AppError::field(
            "",
            "Entre-temps, cette adresse est devenue celle d’un autre compte. La vôtre n’a pas changé : donnez-en une autre. Si les deux comptes sont à vous, écrivez à l’animation de votre plan.",
        ));
    }
    sign_in::forget(tx, person).await?; // what was mailed to the old address opens nothing any more
    person::Entity::update_many()
        .col_expr(person::Column::Email, Expr::value(email.to_string()))
        .col_expr(person::Column::EmailKey, Expr::value(email.key()))
        .col_expr(person::Column::Version, Expr::col(person::Column::Version).add(1))
        .filter(person::Column::Id.eq(person))
        .exec(&**tx)
        .await?;
    close_all(tx, person, token).await?;
    let told = serde_json::json!({ "person": person, "address": true });
    outbox::store::put(tx, at, "person_changed", told).await
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
