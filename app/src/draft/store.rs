//! Two tables: drafts, and the receipts of accepted forms.
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};

use super::model::{DAYS, Draft};
use crate::db::Tx;
use crate::error::{AppError, FieldError};
use crate::ids::{FormKey, PersonId};

mod draft {
    use sea_orm::entity::prelude::*;

    use crate::ids::{FormKey, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "draft")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub form_key: FormKey,
        pub person_id: PersonId,
        pub page: String,
        pub fields: String,
        pub errors: Json,
        pub set_aside: bool,
        pub kept_at: ChronoDateTimeUtc,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod receipt {
    use sea_orm::entity::prelude::*;

    use crate::ids::{FormKey, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "form_receipt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub form_key: FormKey,
        pub person_id: PersonId,
        pub at: ChronoDateTimeUtc,
        pub page: String,
        pub message: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

fn from_row(row: draft::Model) -> Draft {
    Draft {
        key: row.form_key,
        page: row.page,
        fields: row.fields,
        errors: serde_json::from_value(row.errors).unwrap_or_default(),
        kept_at: row.kept_at,
    }
}

fn of(person: PersonId, now: DateTime<Utc>) -> sea_orm::Select<draft::Entity> {
    draft::Entity::find()
        .filter(draft::Column::PersonId.eq(person))
        .filter(draft::Column::KeptAt.gt(now - Duration::days(DAYS)))
        .order_by_desc(draft::Column::KeptAt)
}

/// The newest draft of a person for the form of a page; those she set aside do not come back by themselves.
///
/// # Errors
/// When the database fails.
pub async fn newest(
    db: &impl ConnectionTrait,
    person: PersonId,
    page: &str,
    now: DateTime<Utc>,
) -> Result<Option<Draft>, AppError> {
    let row = of(person, now)
        .filter(draft::Column::Page.eq(page))
        .filter(draft::Column::SetAside.eq(false))
        .one(db)
        .await?;
    Ok(row.map(from_row))
}

/// A person's drafts, newest first, at most a hundred.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<Draft>, AppError> {
    Ok(of(person, now).limit(100).all(db).await?.into_iter().map(from_row).collect())
}

/// One draft of a person.
///
/// # Errors
/// `NotFound` when it is not hers, or gone.
pub async fn get(
    db: &impl ConnectionTrait,
    person: PersonId,
    key: FormKey,
    now: DateTime<Utc>,
) -> Result<Draft, AppError> {
    let row = of(person, now).filter(draft::Column::FormKey.eq(key)).one(db).await?;
    row.map(from_row).ok_or(AppError::NotFound)
}

/// Keeps what was typed. Says `false`, and keeps nothing, when that form was accepted meanwhile (a late keystroke)
/// or belongs to somebody else.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &Tx,
    person: PersonId,
    key: FormKey,
    page: &str,
    fields: String,
    errors: &[FieldError],
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    if receipt::Entity::find_by_id(key).one(&**tx).await?.is_some() {
        return Ok(false);
    }
    let row = draft::Model {
        form_key: key,
        person_id: person,
        page: page.to_owned(),
        fields,
        errors: serde_json::to_value(errors)?,
        set_aside: false,
        kept_at: now,
    };
    let upsert = OnConflict::column(draft::Column::FormKey)
        .update_columns([
            draft::Column::Page,
            draft::Column::Fields,
            draft::Column::Errors,
            draft::Column::SetAside,
            draft::Column::KeptAt,
        ])
        .action_and_where(draft::Column::PersonId.eq(person))
        .to_owned();
    let kept = draft::Entity::insert(row.into_active_model())
        .on_conflict(upsert)
        .exec_without_returning(&**tx)
        .await?;
    Ok(kept > 0)
}

/// Sets a draft aside: it stays in the list of drafts and no longer opens by itself.
///
/// # Errors
/// When the database fails.
pub async fn set_aside(tx: &Tx, person: PersonId, key: FormKey) -> Result<(), AppError> {
    draft::Entity::update_many()
        .set(draft::ActiveModel { set_aside: Set(true), ..Default::default() })
        .filter(draft::Column::FormKey.eq(key))
        .filter(draft::Column::PersonId.eq(person))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Throws a draft away.
///
/// # Errors
/// When the database fails.
pub async fn discard(tx: &Tx, person: PersonId, key: FormKey) -> Result<(), AppError> {
    draft::Entity::delete_many()
        .filter(draft::Column::FormKey.eq(key))
        .filter(draft::Column::PersonId.eq(person))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Claims a form's key for this transaction.
///
/// # Errors
/// `AlreadyDone`, with the first answer, when the form was accepted before.
pub async fn claim(tx: &Tx, key: FormKey, person: PersonId, now: DateTime<Utc>) -> Result<(), AppError> {
    let row = receipt::Model {
        form_key: key,
        person_id: person,
        at: now,
        page: String::new(),
        message: String::new(),
    };
    let nothing = OnConflict::column(receipt::Column::FormKey).do_nothing().to_owned();
    let claimed = receipt::Entity::insert(row.into_active_model())
        .on_conflict(nothing)
        .exec_without_returning(&**tx)
        .await?;
    if claimed > 0 {
        return Ok(());
    }
    let first = receipt::Entity::find_by_id(key).one(&**tx).await?.filter(|first| first.person_id == person);
    Err(first
        .map_or(AppError::NotFound, |first| AppError::AlreadyDone { page: with_receipt(&first.page, key) }))
}

/// Ends a form: its draft goes, its receipt says what was done and where to look. Returns that address.
///
/// # Errors
/// When the database fails.
pub async fn settle(tx: &Tx, key: FormKey, message: &str, page: &str) -> Result<String, AppError> {
    draft::Entity::delete_many()
        .filter(draft::Column::FormKey.eq(key))
        .filter(draft::Column::SetAside.eq(false))
        .exec(&**tx)
        .await?;
    let answer = receipt::ActiveModel {
        form_key: Set(key),
        page: Set(page.to_owned()),
        message: Set(message.to_owned()),
        ..Default::default()
    };
    answer.update(&**tx).await?;
    Ok(with_receipt(page, key))
}

fn with_receipt(page: &str, key: FormKey) -> String {
    let (path, anchor) =
        page.split_once('#').map_or((page, String::new()), |(path, anchor)| (path, format!("#{anchor}")));
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}recu={key}{anchor}")
}

/// What to tell a person who comes back from a form that was accepted less than ten minutes ago.
///
/// # Errors
/// When the database fails.
pub async fn message(
    db: &impl ConnectionTrait,
    person: PersonId,
    key: FormKey,
    now: DateTime<Utc>,
) -> Result<Option<String>, AppError> {
    let row = receipt::Entity::find_by_id(key).filter(receipt::Column::PersonId.eq(person)).one(db).await?;
    Ok(row.filter(|r| now - r.at < Duration::minutes(10)).map(|r| r.message))
}

/// Deletes what is older than its time: drafts and receipts.
///
/// # Errors
/// When the database fails.
pub async fn expire(tx: &Tx, now: DateTime<Utc>) -> Result<(), AppError> {
    let limit = now - Duration::days(DAYS);
    draft::Entity::delete_many().filter(draft::Column::KeptAt.lt(limit)).exec(&**tx).await?;
    receipt::Entity::delete_many().filter(receipt::Column::At.lt(limit)).exec(&**tx).await?;
    Ok(())
}
