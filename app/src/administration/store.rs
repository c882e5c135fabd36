//! Accounts: people who can sign in, or could. Their table is `committee`'s.
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::model::Act;
use crate::access::{self, Permit, Subject, Verb};
use crate::account;
use crate::committee::{self, store::person};
use crate::db::{
    Tx,
    matching::{containing, folded},
};
use crate::error::AppError;
use crate::history::store::{Change, record_in};
use crate::ids::PersonId;
use crate::outbox;
use crate::text::fold;

/// The part of a person's history that tells her account.
const PART: &str = "account";

/// An account, as its administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Account {
    pub id: PersonId,
    pub name: String,
    /// Without one she does not sign in.
    pub email: Option<String>,
    pub suspended_at: Option<DateTime<Utc>>,
    pub signed_in_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// Who erased herself has no account any more.
fn accounts() -> sea_orm::Select<person::Entity> {
    person::Entity::find().filter(person::Column::ErasedAt.is_null())
}

/// One page of the accounts whose name or address holds these words, and how many they are.
///
/// # Errors
/// When the database fails, or the permit is another one.
pub async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit,
    search: &str,
    page: u64,
    per_page: u64,
) -> Result<(Vec<Account>, u64), AppError> {
    permit.platform(Verb::ManageAccounts)?;
    let mut query = accounts();
    for word in fold(search).split_whitespace() {
        let found = Condition::any()
            .add(person::Column::NameKey.like(containing(word)))
            .add(folded((person::Entity, person::Column::EmailKey)).like(containing(word)));
        query = query.filter(found);
    }
    let total = query.clone().count(db).await?;
    let rows = query
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .limit(per_page)
        .offset(page * per_page)
        .into_model::<Account>();
    Ok((rows.all(db).await?, total))
}

/// One account.
///
/// # Errors
/// `NotFound` for somebody who has none, or when the permit is another one.
pub async fn get(db: &impl ConnectionTrait, permit: &Permit, id: PersonId) -> Result<Account, AppError> {
    permit.platform(Verb::ManageAccounts)?;
    let row = accounts().filter(person::Column::Id.eq(id)).into_model::<Account>().one(db).await?;
    row.ok_or(AppError::NotFound)
}

impl Account {
    /// Why this is not done to the account by that person; `None` for what may be.
    fn refusal(&self, act: Act, by: Option<PersonId>) -> Option<&'static str> {
        if by == Some(self.id) {
            return Some(
                "C’est votre compte : une autre personne qui administre la plateforme peut le suspendre, et vos sessions se terminent dans « Mon compte ».",
            );
        }
        let suspended = self.suspended_at.is_some();
        match act {
            Act::Suspend | Act::Invite | Act::EndSessions if suspended => {
                Some("Ce compte est suspendu : réactivez-le d’abord.")
            }
            Act::Invite if self.email.is_none() => {
                Some("Cette personne n’a pas d’adresse : rien ne peut lui être écrit.")
            }
            Act::Reactivate if !suspended => Some("Ce compte n’est pas suspendu."),
            Act::Suspend | Act::Reactivate | Act::Invite | Act::EndSessions => None,
        }
    }

    /// What that person can do to the account.
    pub fn possible(&self, by: Option<PersonId>) -> impl Iterator<Item = Act> {
        Act::ALL.iter().copied().filter(move |act| self.refusal(*act, by).is_none())
    }
}

/// Does it, over the version that was read.
///
/// # Errors
/// `Stale` when the account changed meanwhile, `Invalid` for what cannot be done to this one, or when nobody would be
/// left to administer the platform.
pub async fn act(
    tx: &Tx,
    permit: &Permit,
    (id, read): (PersonId, i32),
    act: Act,
    today: NaiveDate,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let known = get(&**tx, permit, id).await?;
    if known.version != read {
        return Err(AppError::Stale);
    }
    if let Some(why) = known.refusal(act, permit.by().person) {
        return Err(AppError::field("", why));
    }
    let mut change = person::ActiveModel { version: Set(read + 1), ..Default::default() };
    match act {
        Act::Suspend => {
            access::store::check_administered(tx, id, today).await?;
            change.suspended_at = Set(Some(at));
        }
        Act::Reactivate => change.suspended_at = Set(None),
        Act::EndSessions | Act::Invite => {}
    }
    let changed = person::Entity::update_many()
        .set(change)
        .filter(person::Column::Id.eq(id))
        .filter(person::Column::Version.eq(read))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Stale);
    }
    // after her row: a session that opens meanwhile waits for it, and is refused, or is there to be ended
    match act {
        Act::Suspend => {
            account::store::close_all(tx, id, None).await?;
            account::store::sign_in::forget(tx, id).await?;
        }
        Act::EndSessions => account::store::close_all(tx, id, None).await?,
        Act::Invite => account::store::invite(tx, permit, id, at).await?,
        Act::Reactivate => {}
    }
    // the history is kept by region: somebody who never had a mandate is of none
    let held = committee::store::mandates(&**tx, id).await?;
    if let Some(region) = held.into_iter().find_map(|held| held.given.region) {
        let (subject, text) = (Subject::Person(id), act.told().to_owned());
        let change = Change { subject, part: PART, version: read + 1, text };
        record_in(tx, permit, region, at, change).await?;
    }
    let told = serde_json::json!({ "person": id, "act": act.word() });
    outbox::store::put(tx, at, "account_managed", told).await
}
