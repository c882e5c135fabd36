//! People and their addresses.
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    QueryFilter, QuerySelect,
};

use super::person;
use crate::access::{Permit, Verb};
use crate::committee::model::Email;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::PersonId;
use crate::text::{fold, slug};

/// A new person.
///
/// # Errors
/// When the database fails.
pub async fn add_person(
    tx: &Tx,
    permit: &Permit,
    name: &str,
    demonstration: bool,
) -> Result<PersonId, AppError> {
    permit.region_for(Verb::ManagePeople)?;
    insert_person(tx, name, None, demonstration).await
}

async fn insert_person(
    tx: &Tx,
    name: &str,
    email: Option<&Email>,
    demonstration: bool,
) -> Result<PersonId, AppError> {
    let row = person::Model {
        id: PersonId::new(),
        name: name.to_owned(),
        name_key: fold(name),
        demonstration,
        email: email.map(ToString::to_string),
        email_key: email.map(Email::key),
        reminders: true,
        reminded_at: None,
        shows_email: false,
        erased_at: None,
        suspended_at: None,
        signed_in_at: None,
        version: 1,
    };
    Ok(row.into_active_model().insert(&**tx).await?.id)
}

/// An invented person, and the address that goes with her name: `camille.exemple@prisme.example`, where no mail arrives.
///
/// # Errors
/// When the database fails, or the name was already invented.
pub async fn add_invented(tx: &Tx, permit: &Permit, name: &str) -> Result<PersonId, AppError> {
    permit.region_for(Verb::ManagePeople)?;
    let email = format!("{}@prisme.example", slug(name).replace('-', ".")).parse().ok();
    insert_person(tx, name, email.as_ref(), true).await
}

/// The person of an address, whoever gave it; a new one of that name when nobody has it yet. The name of somebody who
/// is already there is not touched: she and her other regions know her by it.
///
/// # Errors
/// When the database fails.
pub async fn find_or_add_person(
    tx: &Tx,
    permit: &Permit,
    email: &Email,
    name: &str,
) -> Result<PersonId, AppError> {
    permit.region_for(Verb::ManagePeople)?;
    match claim(tx, email).await? {
        Some(id) => Ok(id),
        None => insert_person(tx, name, Some(email), false).await,
    }
}

/// Who has this address.
///
/// # Errors
/// When the database fails.
pub async fn person_of(db: &impl ConnectionTrait, email: &Email) -> Result<Option<PersonId>, AppError> {
    let row = person::Entity::find().filter(person::Column::EmailKey.eq(email.key())).one(db).await?;
    Ok(row.map(|row| row.id))
}

/// Who has this address; nobody else is given it until the commit, so that of two people to whom one address is given
/// at the same time the second is told.
///
/// # Errors
/// When the database fails.
pub async fn claim(tx: &Tx, email: &Email) -> Result<Option<PersonId>, AppError> {
    tx.alone("person_email").await?;
    person_of(&**tx, email).await
}

/// Who signs in with this address: nobody, while her account is suspended.
///
/// # Errors
/// When the database fails.
pub async fn signing_in_with(db: &impl ConnectionTrait, email: &Email) -> Result<Option<PersonId>, AppError> {
    let hers = person::Entity::find().filter(person::Column::EmailKey.eq(email.key()));
    let row = hers.filter(person::Column::SuspendedAt.is_null()).one(db).await?;
    Ok(row.map(|row| row.id))
}

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Addressee {
    pub name: String,
    pub email: String,
}

/// To whom a mail to a person goes; `None` for somebody who has no address (any more), or whose account is suspended.
///
/// # Errors
/// When the database fails.
pub async fn addressee(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<Addressee>, AppError> {
    let row = person::Entity::find_by_id(id)
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::SuspendedAt.is_null());
    Ok(row.into_model::<Addressee>().one(db).await?)
}

/// Of these people, those who have an address, and whose account is not suspended.
///
/// # Errors
/// When the database fails.
pub async fn with_address(
    db: &impl ConnectionTrait,
    people: Vec<PersonId>,
) -> Result<Vec<PersonId>, AppError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Id.is_in(people))
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::SuspendedAt.is_null());
    Ok(rows.into_tuple().all(db).await?)
}
