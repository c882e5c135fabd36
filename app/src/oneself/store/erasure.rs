//! Erasing a person: her name becomes a pseudonym wherever it was signed, what she wrote and did stays.
//!
//! The lists below are the one place that knows where names are. A test reads the schema of the database and fails when
//! a column that signs is missing here; another one looks for an erased name, and for the addresses
//! that she had, in every column of every table.
use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ConnectionTrait, ExprTrait, FromQueryResult, Value,
    sea_query::{Alias, Expr, Query},
};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::access;
use crate::account;
use crate::committee::store::person;
use crate::db::{Tx, matching::containing};
use crate::directory;
use crate::error::AppError;
use crate::ids::PersonId;
use crate::mail::model::Kind;
use crate::outbox;
use crate::text::fold;

/// A column that holds the name of who signed.
pub struct Signed {
    pub table: &'static str,
    pub column: &'static str,
    author: Author,
}

/// How a row knows its author.
enum Author {
    /// By her identifier, in this column.
    Person(&'static str),
    /// By the moment, in this column: the history has a line of hers at the same microsecond, of the same transaction.
    Moment(&'static str),
    /// By nothing but the name: a namesake loses hers there too.
    Name,
}

const fn by_person(table: &'static str, column: &'static str) -> Signed {
    Signed { table, column, author: Author::Person("person_id") }
}

const fn by_moment(table: &'static str, column: &'static str, moment: &'static str) -> Signed {
    Signed { table, column, author: Author::Moment(moment) }
}

/// Every column that signs.
pub const SIGNED: &[Signed] = &[
    // the history comes last: the moments of the others are looked up in it, by the identifier that it keeps
    by_moment("rubric", "by_name", "at"),
    by_moment("card", "by_name", "at"),
    by_person("progress_update", "by_name"),
    by_person("plan_import", "by_name"),
    by_person("amendment", "by_name"),
    by_moment("amendment", "decided_by_name", "decided_at"),
    by_person("ask", "by_name"),
    by_person("comment", "by_name"),
    Signed { table: "comment", column: "removed_by_name", author: Author::Person("removed_by") },
    by_moment("balance", "by_name", "status_since"),
    by_moment("balance_text", "by_name", "at"),
    by_person("balance_import", "by_name"),
    Signed { table: "sheet_template", column: "by_name", author: Author::Name },
    by_person("history", "by_name"),
];

/// Documents that hold names under the key `by`: the moves of a date, and messages that are waiting.
const DOCUMENTS: &[(&str, &str)] =
    &[("milestone", "past"), ("deliverable", "past"), ("outbox", "payload"), ("mail", "payload")];

/// What is a person's own and goes with her.
const OWN: &[&str] = &["draft", "form_receipt", "session", "sign_in", "mail"];

/// Messages that hold an address that was hers.
const TO_HER_ADDRESS: [Kind; 2] = [Kind::AddressReplaced, Kind::AddressRemoved];

/// Erases a person, and answers her pseudonym.
///
/// # Errors
/// `Invalid` when a region would be left without a coordinator, or the platform without an administrator.
pub async fn erase(tx: &Tx, id: PersonId, today: NaiveDate, now: DateTime<Utc>) -> Result<String, AppError> {
    let names = names_of(tx, id).await?;
    access::store::check_administered(tx, id, today).await?;
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    directory::store::mandates::end_all(tx, id, yesterday).await?;
    let pseudonym = free_pseudonym(tx).await?;
    for signed in SIGNED {
        sign(tx, signed, (id, &names), &pseudonym).await?;
    }
    for (table, column) in DOCUMENTS {
        for name in &names {
            rewrite(tx, (table, column), name, &pseudonym).await?;
        }
    }
    // before her mails: a server that makes one of such a message at this moment is waited for
    outbox::store::forget(tx, TO_HER_ADDRESS.map(Kind::word), id).await?;
    for table in OWN {
        let mut gone = Query::delete();
        gone.from_table(Alias::new(*table)).and_where(Expr::col("person_id").eq(id));
        tx.execute(&gone).await?;
    }
    account::store::sign_in::forget(tx, id).await?;
    let mut row = Query::update();
    row.table(person::Entity)
        .value(person::Column::Name, pseudonym.as_str())
        .value(person::Column::NameKey, fold(&pseudonym))
        .value(person::Column::Email, Value::String(None))
        .value(person::Column::EmailKey, Value::String(None))
        .value(person::Column::ShowsEmail, false)
        .value(person::Column::Demonstration, false) // nobody enters as her any more
        .value(person::Column::SignedInAt, Option::<DateTime<Utc>>::None)
        .value(person::Column::ErasedAt, now)
        .and_where(Expr::col(person::Column::Id).eq(id));
    tx.execute(&row).await?;
    outbox::store::put(tx, now, "person_erased", serde_json::json!({ "person": id })).await?;
    Ok(pseudonym)
}

/// The name that she has, and those under which she signed before.
async fn names_of(tx: &Tx, id: PersonId) -> Result<Vec<String>, AppError> {
    #[derive(FromQueryResult)]
    struct Name {
        by_name: String,
    }
    let mut signed = Query::select();
    signed.distinct().column("by_name").from("history").and_where(Expr::col("person_id").eq(id));
    let statement = tx.get_database_backend().build(&signed);
    let signed = Name::find_by_statement(statement).all(&**tx).await?;
    let mut names: Vec<String> = signed.into_iter().map(|name| name.by_name).collect();
    names.push(super::get(&**tx, id).await?.name);
    Ok(names)
}

/// « Personne effacée 4F2A », which nobody has yet: drawn, so that it says nothing of the person.
async fn free_pseudonym(tx: &Tx) -> Result<String, AppError> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    loop {
        let drawn = Uuid::new_v4().simple().to_string().to_uppercase();
        let pseudonym = format!("Personne effacée {}", drawn.get(..4).unwrap_or_default());
        let taken = person::Entity::find().filter(person::Column::Name.eq(&pseudonym));
        if taken.one(&**tx).await?.is_none() {
            return Ok(pseudonym);
        }
    }
}

async fn sign(
    tx: &Tx,
    signed: &Signed,
    (id, names): (PersonId, &[String]),
    pseudonym: &str,
) -> Result<(), AppError> {
    let hers = match signed.author {
        Author::Person(column) => Expr::col(column).eq(id),
        Author::Moment(moment) => {
            let mut line = Query::select();
            line.expr(Expr::val(1))
                .from("history")
                .and_where(Expr::col(("history", "at")).equals((signed.table, moment)))
                .and_where(Expr::col(("history", "person_id")).eq(id));
            Expr::exists(line)
        }
        Author::Name => Expr::col(signed.column).is_in(names),
    };
    let mut update = Query::update();
    update.table(Alias::new(signed.table)).value(signed.column, pseudonym).and_where(hers);
    tx.execute(&update).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Document {
    id: Uuid,
    document: Json,
}

/// Replaces a name under the key `by` of documents; a namesake loses hers there too, where no identifier tells them apart.
async fn rewrite(
    tx: &Tx,
    (table, column): (&'static str, &'static str),
    name: &str,
    pseudonym: &str,
) -> Result<(), AppError> {
    let mut holding = Query::select();
    holding
        .column("id")
        .expr_as(Expr::col(column), "document")
        .from(table)
        .and_where(Expr::col(column).cast_as("text").like(containing(name)));
    let statement = tx.get_database_backend().build(&holding);
    for Document { id, mut document } in Document::find_by_statement(statement).all(&**tx).await? {
        rename(&mut document, name, pseudonym);
        let mut update = Query::update();
        update.table(table).value(column, document).and_where(Expr::col("id").eq(id));
        tx.execute(&update).await?;
    }
    Ok(())
}

fn rename(document: &mut Json, name: &str, pseudonym: &str) {
    match document {
        Json::Object(fields) => {
            for (key, value) in fields {
                if key == "by" && value == name {
                    *value = Json::String(pseudonym.to_owned());
                } else {
                    rename(value, name, pseudonym);
                }
            }
        }
        Json::Array(all) => all.iter_mut().for_each(|value| rename(value, name, pseudonym)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
