//! The people of a region: whoever holds a mandate there, or held one.
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};

use crate::access::{Actor, Permit, Place, Role, Subject, Verb, store::mandate};
use crate::account;
use crate::committee;
use crate::committee::store::{committee as committees, organisation, person};
use crate::db::{
    Tx,
    matching::{containing, folded},
};
use crate::directory::model::PersonEdit;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{PersonId, RegionId};
use crate::outbox;
use crate::plan::model::Region;
use crate::text::fold;

/// The part of a person's history that tells her name.
const PART: &str = "person";

/// Somebody of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: PersonId,
    pub name: String,
    pub email: Option<String>,
    /// Whoever reads the directory sees her address.
    pub shows_email: bool,
    pub version: i32,
}

impl Known {
    /// Her address, as far as this reader may see it.
    pub fn email_for(&self, actor: &Actor, region: &Region) -> Option<&str> {
        let may = self.shows_email || actor.can(Verb::SeeContacts, &region.place());
        self.email.as_deref().filter(|_| may)
    }
}

impl From<person::Model> for Known {
    fn from(row: person::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            email: row.email,
            shows_email: row.shows_email,
            version: row.version,
        }
    }
}

/// Whose names a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Those {
    /// A mandate of theirs counts, or will.
    Here,
    /// All their mandates ended.
    Gone,
}

/// The mandates in the region of the person of the query.
fn mandates(region: RegionId) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(mandate::Entity)
        .and_where(
            Expr::col((mandate::Entity, mandate::Column::PersonId))
                .equals((person::Entity, person::Column::Id)),
        )
        .and_where(mandate::Column::RegionId.eq(region))
        .to_owned()
}

fn lasting(region: RegionId, today: NaiveDate) -> SelectStatement {
    let lasting = Condition::any().add(mandate::Column::Ends.is_null()).add(mandate::Column::Ends.gte(today));
    mandates(region).cond_where(lasting).to_owned()
}

/// A folded word of the name, of an organisation or of a committee.
fn found(region: RegionId, today: NaiveDate, word: &str) -> Condition {
    let of_organisation = lasting(region, today)
        .inner_join(
            organisation::Entity,
            Expr::col((mandate::Entity, mandate::Column::OrganisationId))
                .equals((organisation::Entity, organisation::Column::Id)),
        )
        .and_where(Expr::col((organisation::Entity, organisation::Column::NameKey)).like(containing(word)))
        .to_owned();
    let of_committee = lasting(region, today)
        .inner_join(
            committees::Entity,
            Expr::col((mandate::Entity, mandate::Column::CommitteeId))
                .equals((committees::Entity, committees::Column::Id)),
        )
        .and_where(folded((committees::Entity, committees::Column::Name)).like(containing(word)))
        .to_owned();
    Condition::any()
        .add(person::Column::NameKey.like(containing(word)))
        .add(Expr::exists(of_organisation))
        .add(Expr::exists(of_committee))
}

/// One page of the people of a region whose name, organisation or committee holds these words, and how many they are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    region: &Region,
    (search, those): (&str, Those),
    today: NaiveDate,
    page: u64,
    per_page: u64,
) -> Result<(Vec<Known>, u64), AppError> {
    let here = Expr::exists(lasting(region.id, today));
    let mut query = match those {
        Those::Here => person::Entity::find().filter(here),
        Those::Gone => person::Entity::find().filter(Expr::exists(mandates(region.id))).filter(here.not()),
    };
    for word in fold(search).split_whitespace() {
        query = query.filter(found(region.id, today, word));
    }
    let total = query.clone().count(db).await?;
    let rows = query
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .limit(per_page)
        .offset(page * per_page)
        .all(db)
        .await?;
    Ok((rows.into_iter().map(Known::from).collect(), total))
}

/// Somebody who holds a mandate in this region, or held one.
///
/// # Errors
/// `NotFound` for anybody else.
pub async fn get(db: &impl ConnectionTrait, region: RegionId, id: PersonId) -> Result<Known, AppError> {
    let row = person::Entity::find_by_id(id).filter(Expr::exists(mandates(region))).one(db).await?;
    row.map(Known::from).ok_or(AppError::NotFound)
}

/// Whether this actor may mend the name and the address of somebody. Whoever changes an address may sign in with it,
/// so the actor must hold every right that this person holds, and be no other's equal.
///
/// # Errors
/// `Forbidden` when she holds more.
pub async fn check_mends(db: &impl ConnectionTrait, actor: &Actor, id: PersonId) -> Result<(), AppError> {
    let all = committee::store::mandates(db, id).await?;
    let may = all.iter().map(|held| &held.given).all(|m| {
        let below = !matches!(m.role, Role::Coordinator | Role::Admin);
        let place = m.region.map(|region| Place::seat(region, m.plan, m.committee));
        below && place.is_some_and(|place| actor.can(Verb::ManagePeople, &place))
    });
    if may {
        return Ok(());
    }
    Err(AppError::Forbidden(
        "Cette personne a des mandats que vous ne gérez pas : elle change son nom et son adresse dans « Mon compte ».".into(),
    ))
}

/// Mends the name or the address of somebody, over the version that was read. Another address, or none, ends her sessions
/// and is told to the old one.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile, `Invalid` for an address that is another person's.
pub async fn mend(
    tx: &Tx,
    permit: &Permit,
    known: &Known,
    read: i32,
    edit: &PersonEdit,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    permit.region_for(Verb::ManagePeople)?;
    if let Some(email) = &edit.email
        && committee::store::claim(tx, email).await?.is_some_and(|other| other != known.id)
    {
        return Err(AppError::field(
            "email",
            "Cette adresse est celle d’un autre compte : vérifiez-la, ou invitez cette autre personne.",
        ));
    }
    let email = edit.email.as_ref().map(ToString::to_string);
    let moved = email != known.email;
    if moved {
        account::store::sign_in::forget(tx, known.id).await?; // what was mailed to the old address opens nothing
        account::store::close_all(tx, known.id, None).await?;
    }
    let row = person::ActiveModel {
        name: Set(edit.name.clone()),
        name_key: Set(fold(&edit.name)),
        email: Set(email.clone()),
        email_key: Set(edit.email.as_ref().map(committee::model::Email::key)),
        version: Set(read.saturating_add(1)),
        ..Default::default()
    };
    let changed = person::Entity::update_many()
        .set(row)
        .filter(person::Column::Id.eq(known.id))
        .filter(person::Column::Version.eq(read))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Stale);
    }
    let text = if moved { "Nom ou adresse corrigés ; sessions terminées" } else { "Nom corrigé" };
    let change = Change {
        subject: Subject::Person(known.id),
        part: PART,
        version: read.saturating_add(1),
        text: text.into(),
    };
    record(tx, permit, at, change).await?;
    if let Some(old) = known.email.as_ref().filter(|_| moved) {
        let kind = if email.is_some() { "address_replaced" } else { "address_removed" };
        let told = serde_json::json!({ "person": known.id, "name": known.name, "email": old });
        outbox::store::put(tx, at, kind, told).await?;
    }
    let told = serde_json::json!({ "person": known.id, "address": moved });
    outbox::store::put(tx, at, "person_changed", told).await
}
