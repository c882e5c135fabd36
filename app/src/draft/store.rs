//! Two tables: drafts, and the receipts of accepted forms.
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, Func, OnConflict, Query},
};

use super::model::{DAYS, Draft};
use crate::db::{Tx, matching::beginning};
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
        /// Which form of the page.
        pub form: String,
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
        /// Of what was sent, so that the same form with another text is not taken for a double click.
        pub digest: String,
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
        form: row.form,
        fields: row.fields,
        errors: serde_json::from_value(row.errors).unwrap_or_default(),
        set_aside: row.set_aside,
        kept_at: row.kept_at,
    }
}

/// What a person may see again: kept lately, and not of a form that was accepted since (unless she set it aside).
fn of(person: PersonId, now: DateTime<Utc>) -> sea_orm::Select<draft::Entity> {
    let accepted = Query::select()
        .expr(Expr::val(1))
        .from(receipt::Entity)
        .and_where(
            Expr::col((receipt::Entity, receipt::Column::FormKey))
                .equals((draft::Entity, draft::Column::FormKey)),
        )
        .and_where(receipt::Column::PersonId.eq(person))
        .to_owned();
    draft::Entity::find()
        .filter(draft::Column::PersonId.eq(person))
        .filter(draft::Column::KeptAt.gt(now - Duration::days(DAYS)))
        .filter(Condition::any().add(draft::Column::SetAside.eq(true)).add(Expr::exists(accepted).not()))
        .order_by_desc(draft::Column::KeptAt)
}

/// The newest draft of a person for one form of a page; those she set aside do not come back by themselves.
///
/// # Errors
/// When the database fails.
pub async fn newest(
    db: &impl ConnectionTrait,
    person: PersonId,
    page: &str,
    form: &str,
    now: DateTime<Utc>,
) -> Result<Option<Draft>, AppError> {
    let row = of(person, now)
        .filter(draft::Column::Page.eq(page))
        .filter(draft::Column::Form.eq(form))
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

/// A person's drafts that wait on the pages under an address, newest first: those she set aside do not.
///
/// # Errors
/// When the database fails.
pub async fn under(
    db: &impl ConnectionTrait,
    person: PersonId,
    address: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Draft>, AppError> {
    let inside = Expr::col(draft::Column::Page).like(beginning(&format!("{address}/")));
    let waiting = of(person, now).filter(inside).filter(draft::Column::SetAside.eq(false));
    Ok(waiting.limit(100).all(db).await?.into_iter().map(from_row).collect())
}

/// What to keep of a form.
pub struct Typed<'a> {
    pub key: FormKey,
    pub page: &'a str,
    pub form: &'a str,
    pub fields: String,
    pub errors: &'a [FieldError],
}

/// Keeps what was typed. Says `false`, and keeps nothing, when that form was accepted meanwhile (a late keystroke)
/// or belongs to somebody else.
///
/// # Errors
/// When the database fails.
pub async fn keep(tx: &Tx, person: PersonId, typed: Typed<'_>, now: DateTime<Utc>) -> Result<bool, AppError> {
    // the key is claimed for a moment, so that a save of the same form at the same time comes before or after
    match claim(tx, typed.key, person, "", now).await {
        Ok(()) => receipt::Entity::delete_by_id(typed.key).exec(&**tx).await?,
        Err(AppError::AlreadyDone { .. } | AppError::Stale | AppError::NotFound) => return Ok(false),
        Err(error) => return Err(error),
    };
    let row = draft::Model {
        form_key: typed.key,
        person_id: person,
        page: typed.page.to_owned(),
        form: typed.form.to_owned(),
        fields: typed.fields,
        errors: serde_json::to_value(typed.errors)?,
        set_aside: false,
        kept_at: now,
    };
    use draft::Column as C;
    let upsert = OnConflict::column(C::FormKey)
        .update_columns([C::Page, C::Form, C::Fields, C::Errors, C::SetAside, C::KeptAt])
        .action_and_where(C::PersonId.eq(person))
        .to_owned();
    let kept = draft::Entity::insert(row.into_active_model())
        .on_conflict(upsert)
        .exec_without_returning(&**tx)
        .await?;
    Ok(kept > 0)
}

/// Sets a draft aside: it stays in the list of drafts and no longer opens by itself. Says whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn set_aside(tx: &Tx, person: PersonId, key: FormKey) -> Result<bool, AppError> {
    let aside = draft::Entity::update_many()
        .set(draft::ActiveModel { set_aside: Set(true), ..Default::default() })
        .filter(draft::Column::FormKey.eq(key))
        .filter(draft::Column::PersonId.eq(person))
        .exec(&**tx)
        .await?;
    Ok(aside.rows_affected > 0)
}

/// Pages under an address got another one: the drafts of their forms follow, whoever typed them.
///
/// # Errors
/// When the database fails.
pub async fn carry(tx: &Tx, from: &str, to: &str) -> Result<(), AppError> {
    let page = || Expr::col(draft::Column::Page);
    let moved = Func::cust("replace").args([page(), Expr::val(from), Expr::val(to)]);
    let inside = page().like(beginning(&format!("{from}/")));
    draft::Entity::update_many()
        .col_expr(draft::Column::Page, moved.into())
        .filter(Condition::any().add(draft::Column::Page.eq(from)).add(inside))
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

/// Claims a form's key for this transaction; `digest` is of what was sent.
///
/// # Errors
/// `AlreadyDone`, with the first answer, when the same form was accepted before; `Stale` when it was accepted with
/// something else in it (somebody came back to it and went on typing).
pub async fn claim(
    tx: &Tx,
    key: FormKey,
    person: PersonId,
    digest: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = receipt::Model {
        form_key: key,
        person_id: person,
        at: now,
        digest: digest.to_owned(),
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
    Err(match first {
        Some(first) if first.digest == digest => {
            AppError::AlreadyDone { page: with_receipt(&first.page, key) }
        }
        Some(_) => AppError::Stale,
        None => AppError::NotFound,
    })
}

/// Ends a form: its draft goes, its receipt says what was done and where to look. Returns that address.
///
/// # Errors
/// When the database fails.
pub async fn settle(
    tx: &Tx,
    key: FormKey,
    person: PersonId,
    message: &str,
    page: &str,
) -> Result<String, AppError> {
    draft::Entity::delete_many()
        .filter(draft::Column::FormKey.eq(key))
        .filter(draft::Column::PersonId.eq(person))
        .filter(draft::Column::SetAside.eq(false))
        .exec(&**tx)
        .await?;
    receipt::Entity::update_many()
        .set(receipt::ActiveModel {
            page: Set(page.to_owned()),
            message: Set(message.to_owned()),
            ..Default::default()
        })
        .filter(receipt::Column::FormKey.eq(key))
        .exec(&**tx)
        .await?;
    Ok(with_receipt(page, key))
}

fn with_receipt(page: &str, key: FormKey) -> String {
    let (path, anchor) =
        page.split_once('#').map_or((page, String::new()), |(path, anchor)| (path, format!("#{anchor}")));
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}recu={key}{anchor}")
}

/// The errors of a refused form that are about no field: its page shows them on top.
///
/// # Errors
/// When the database fails.
pub async fn refusal(
    db: &impl ConnectionTrait,
    person: PersonId,
    key: FormKey,
    now: DateTime<Utc>,
) -> Result<Vec<String>, AppError> {
    let row = of(person, now).filter(draft::Column::FormKey.eq(key)).one(db).await?;
    let errors = row.map(|row| from_row(row).errors).unwrap_or_default();
    Ok(errors.into_iter().filter(|e| e.field.is_empty()).map(|e| e.message).collect())
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
