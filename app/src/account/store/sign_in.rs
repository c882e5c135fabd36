//! Attempts to sign in, and to confirm a new address. What is mailed exists in clear only while the mail is written: the table keeps hashes.
//!
//! A link is 244 random bits: one hash is enough. A code has eight digits, which anybody who read the table could
//! try one after the other: its hash is slow (Argon2id), and it opens nothing without the cookie of the browser that
//! asked.
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};

use super::code::{hash_code, random_code};
use super::{hash, random};
use crate::account::model::{MINUTES, Purpose, TRIES, Worth};
use crate::committee;
use crate::committee::{model::Email, store::person};
use crate::db::{Db, Tx};
use crate::error::AppError;
use crate::ids::{PersonId, SignInId};
use crate::outbox;

/// How far back requests are counted (minutes).
const WINDOW: i64 = 15;
/// The most requests for one address from one network in that time: as many mails.
const PER_ADDRESS: u64 = 5;
/// The most from everywhere: somebody who asks in another's name from one network does not lock her out.
const PER_ADDRESS_EVERYWHERE: u64 = 15;
/// The most requests from one network in that time: an office may share one.
const PER_NETWORK: u64 = 30;
/// An attempt is kept this long, so that its page can say what became of it (days).
const KEPT: i64 = 1;

mod attempt {
    use sea_orm::entity::prelude::*;

    use crate::ids::{PersonId, SignInId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SignInId,
        /// Of the cookie of the browser that asked: only there can the code be typed.
        pub browser_hash: String,
        pub email: String,
        pub email_key: String,
        /// Nobody, when the address is nobody's: then no mail leaves, and nothing else differs.
        pub person_id: Option<PersonId>,
        pub network: String,
        pub at: ChronoDateTimeUtc,
        pub expires_at: ChronoDateTimeUtc,
        pub then_path: String,
        pub link_hash: Option<String>,
        pub code_hash: Option<String>,
        /// Codes that were typed.
        pub tries: i32,
        pub used_at: Option<ChronoDateTimeUtc>,
        /// A word of [`super::Purpose`].
        pub purpose: String,
        /// The address that is being left: it is warned.
        pub old_email: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An attempt, as its pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub id: SignInId,
    /// As it was typed.
    pub email: String,
    pub person: Option<PersonId>,
    pub then: String,
    pub worth: Worth,
    /// The address that it would replace.
    pub old_email: Option<String>,
}

impl Attempt {
    fn read(row: attempt::Model, now: DateTime<Utc>) -> Self {
        let worth = match () {
            () if row.used_at.is_some() => Worth::Used,
            () if row.tries >= TRIES => Worth::Spent,
            () if row.expires_at <= now => Worth::Expired,
            () => Worth::Open(TRIES - row.tries),
        };
        let old_email = row.old_email;
        Self { id: row.id, email: row.email, person: row.person_id, then: row.then_path, worth, old_email }
    }
}

/// Begins an attempt to sign in, known address or not, with the same statements. Returns the token for the browser's
/// cookie.
///
/// # Errors
/// `Invalid` when too many were begun lately for this address, or from this network.
pub async fn ask(
    tx: &Tx,
    email: &Email,
    network: &str,
    then: &str,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    limit(tx, email, network, now).await?;
    let person = committee::store::signing_in_with(&**tx, email).await?;
    let (row, browser) = begun(Purpose::SignIn, email, person, network, now);
    let (id, row) = (row.id, attempt::Model { then_path: then.to_owned(), ..row });
    attempt::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    outbox::store::put(tx, now, "sign_in_asked", serde_json::json!({ "attempt": id })).await?;
    Ok(browser)
}

/// Begins to give somebody another address: what confirms it goes there, and the old one is warned. Whether it is
/// another's is looked at when the mail leaves: nothing else differs.
///
/// # Errors
/// As `ask`; `Invalid` for the address that she has.
pub async fn ask_address(
    tx: &Tx,
    person: PersonId,
    email: &Email,
    network: &str,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    limit(tx, email, network, now).await?;
    let old_email = committee::store::addressee(&**tx, person).await?.map(|known| known.email);
    if old_email.as_ref().is_some_and(|old| old.eq_ignore_ascii_case(&email.to_string())) {
        return Err(AppError::field("email", "C’est déjà votre adresse : il n’y a rien à changer."));
    }
    let (row, browser) = begun(Purpose::Address, email, Some(person), network, now);
    let (id, row) = (row.id, attempt::Model { old_email, ..row });
    attempt::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    outbox::store::put(tx, now, "new_address_asked", serde_json::json!({ "attempt": id })).await?;
    let warned = serde_json::json!({ "attempt": id, "person": person });
    outbox::store::put(tx, now, "address_warning", warned).await?;
    Ok(browser)
}

/// Refuses what is asked too often.
async fn limit(tx: &Tx, email: &Email, network: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    tx.alone("sign_in").await?; // two requests at the same time would each count without the other
    let since = now - Duration::minutes(WINDOW);
    let lately = || attempt::Entity::find().filter(attempt::Column::At.gt(since));
    let (address, from) = (attempt::Column::EmailKey.eq(email.key()), attempt::Column::Network.eq(network));
    let everywhere = lately().filter(address.clone()).count(&**tx).await?;
    let heard = lately().filter(from.clone()).count(&**tx).await?;
    let asked = lately().filter(address.and(from)).count(&**tx).await?;
    let why = if asked >= PER_ADDRESS || everywhere >= PER_ADDRESS_EVERYWHERE {
        "Trop de demandes pour cette adresse en peu de temps. Ouvrez le dernier courriel reçu, ou"
    } else if heard >= PER_NETWORK {
        "Trop de demandes viennent du même réseau que vous en peu de temps. Si vous avez reçu un courriel, ouvrez-le ; sinon"
    } else {
        return Ok(());
    };
    Err(AppError::field("email", format!("{why} réessayez dans {WINDOW} minutes.")))
}

/// An attempt that begins, and the token for the browser's cookie.
fn begun(
    purpose: Purpose,
    email: &Email,
    person: Option<PersonId>,
    network: &str,
    now: DateTime<Utc>,
) -> (attempt::Model, String) {
    let browser = random();
    let row = attempt::Model {
        id: SignInId::new(),
        browser_hash: hash(&browser),
        email: email.to_string(),
        email_key: email.key(),
        person_id: person,
        network: network.to_owned(),
        at: now,
        expires_at: now + Duration::minutes(MINUTES),
        then_path: String::new(),
        link_hash: None,
        code_hash: None,
        tries: 0,
        used_at: None,
        purpose: purpose.word().into(),
        old_email: None,
    };
    (row, browser)
}

/// Ends an attempt whose mail did not come: only the next one is worth something.
///
/// # Errors
/// When the database fails.
pub async fn give_up(tx: &Tx, id: SignInId, now: DateTime<Utc>) -> Result<(), AppError> {
    attempt::Entity::update_many()
        .col_expr(attempt::Column::ExpiresAt, Expr::value(now))
        .filter(attempt::Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// An attempt by its identifier.
///
/// # Errors
/// When the database fails.
pub async fn get(
    db: &impl ConnectionTrait,
    id: SignInId,
    now: DateTime<Utc>,
) -> Result<Option<Attempt>, AppError> {
    Ok(attempt::Entity::find_by_id(id).one(db).await?.map(|row| Attempt::read(row, now)))
}

/// The attempt of that purpose that a browser began, by the token of its cookie.
///
/// # Errors
/// When the database fails.
pub async fn of_browser(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    token: Option<String>,
    now: DateTime<Utc>,
) -> Result<Option<Attempt>, AppError> {
    let Some(token) = token else { return Ok(None) };
    let row = attempt::Entity::find()
        .filter(attempt::Column::BrowserHash.eq(hash(&token)))
        .filter(attempt::Column::Purpose.eq(purpose.word()))
        .one(db)
        .await?;
    Ok(row.map(|row| Attempt::read(row, now)))
}

/// The attempt of that purpose of a mailed link.
///
/// # Errors
/// When the database fails.
pub async fn of_link(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<Attempt>, AppError> {
    let row = attempt::Entity::find()
        .filter(attempt::Column::LinkHash.eq(hash(token)))
        .filter(attempt::Column::Purpose.eq(purpose.word()))
        .one(db)
        .await?;
    Ok(row.map(|row| Attempt::read(row, now)))
}

/// What a mail carries, once.
pub struct Secrets {
    pub link: String,
    pub code: String,
}

/// Makes the link and the code of an attempt whose mail is about to leave; those of an earlier try of the same mail
/// are worth nothing from now on. `None` when the attempt is worth nothing any more.
///
/// # Errors
/// When the database fails.
pub async fn arm(db: &Db, id: SignInId, now: DateTime<Utc>) -> Result<Option<Secrets>, AppError> {
    let secrets = Secrets { link: random(), code: random_code() };
    let code_hash = hash_code(secrets.code.clone(), id).await?;
    let tx = db.begin().await?;
    let armed = attempt::Entity::update_many()
        .set(attempt::ActiveModel {
            link_hash: Set(Some(hash(&secrets.link))),
            code_hash: Set(Some(code_hash)),
            expires_at: Set(now + Duration::minutes(MINUTES)),
            ..Default::default()
        })
        .filter(still_open(id, now))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok((armed.rows_affected == 1).then_some(secrets))
}

/// The attempts of this identifier that are worth something.
fn still_open(id: SignInId, now: DateTime<Utc>) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(attempt::Column::Id.eq(id))
        .add(attempt::Column::UsedAt.is_null())
        .add(attempt::Column::ExpiresAt.gt(now))
        .add(attempt::Column::Tries.lt(TRIES))
}

/// Tries a code, by its hash. The try is counted in any case: commit, whatever the answer.
///
/// # Errors
/// When the database fails.
pub async fn try_code(
    tx: &Tx,
    id: SignInId,
    code_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<PersonId>, AppError> {
    let counted = attempt::Entity::update_many()
        .col_expr(attempt::Column::Tries, Expr::col(attempt::Column::Tries).add(1))
        .filter(still_open(id, now))
        .exec(&**tx)
        .await?;
    if counted.rows_affected == 0 {
        return Ok(None);
    }
    let matching = attempt::Entity::update_many()
        .col_expr(attempt::Column::UsedAt, Expr::value(now))
        .filter(attempt::Column::Id.eq(id))
        .filter(attempt::Column::UsedAt.is_null())
        .filter(attempt::Column::CodeHash.eq(code_hash));
    spend(tx, id, matching).await
}

/// Spends a link; `None` when it is worth nothing.
///
/// # Errors
/// When the database fails.
pub async fn use_link(
    tx: &Tx,
    purpose: Purpose,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<(PersonId, Attempt)>, AppError> {
    let Some(attempt) = of_link(&**tx, purpose, token, now).await? else { return Ok(None) };
    let matching = attempt::Entity::update_many()
        .col_expr(attempt::Column::UsedAt, Expr::value(now))
        .filter(still_open(attempt.id, now))
        .filter(attempt::Column::LinkHash.eq(hash(token)));
    Ok(spend(tx, attempt.id, matching).await?.map(|person| (person, attempt)))
}

/// Marks an attempt as used when it matches, and says for whom.
async fn spend(
    tx: &Tx,
    id: SignInId,
    matching: sea_orm::UpdateMany<attempt::Entity>,
) -> Result<Option<PersonId>, AppError> {
    if matching.exec(&**tx).await?.rows_affected == 0 {
        return Ok(None);
    }
    let person = attempt::Entity::find_by_id(id)
        .select_only()
        .column(attempt::Column::PersonId)
        .order_by_asc(attempt::Column::Id)
        .into_tuple::<Option<PersonId>>();
    Ok(person.one(&**tx).await?.flatten())
}

/// Forgets the attempts with a person's address, those from before it was hers too.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, id: PersonId) -> Result<(), AppError> {
    let known = Query::select()
        .column(person::Column::EmailKey)
        .from(person::Entity)
        .and_where(person::Column::Id.eq(id))
        .and_where(person::Column::EmailKey.is_not_null())
        .to_owned();
    attempt::Entity::delete_many().filter(attempt::Column::EmailKey.in_subquery(known)).exec(&**tx).await?;
    Ok(())
}

/// Forgets attempts, and the networks they came from.
///
/// # Errors
/// When the database fails.
pub async fn expire(tx: &Tx, now: DateTime<Utc>) -> Result<(), AppError> {
    attempt::Entity::delete_many()
        .filter(attempt::Column::At.lt(now - Duration::days(KEPT)))
        .exec(&**tx)
        .await?;
    Ok(())
}
