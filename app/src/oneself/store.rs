//! One's own row, and everything that is kept of oneself.
mod data;
pub mod erasure;

pub use data::{Oneself, data, get};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query},
};

use super::model::{SelfEdit, name_words};
use crate::access::store::mandate;
use crate::committee::store::person;
use crate::db::{Tx, matching::containing};
use crate::error::AppError;
use crate::ids::PersonId;
use crate::text::fold;

/// Changes one's own name and what others see, over the version that was read; what is signed keeps the name of then.
///
/// # Errors
/// `Invalid` for the name of somebody else of one's regions, `Stale` when somebody mended it meanwhile.
pub async fn save(tx: &Tx, id: PersonId, read: i32, edit: &SelfEdit) -> Result<(), AppError> {
    let known = get(&**tx, id).await?.name;
    // who has a namesake already may still change the rest
    tx.alone("person_name").await?;
    if name_words(&known) != name_words(&edit.name) && is_taken(tx, id, &edit.name).await? {
        return Err(AppError::field(
            "name",
            format!(
                "Quelqu’un d’autre porte ce nom dans votre région : pour qu’on ne vous confonde pas, ajoutez un prénom ou votre structure, comme « {} (Carsat) ».",
                edit.name
            ),
        ));
    }
    let row = person::ActiveModel {
        name: Set(edit.name.clone()),
        name_key: Set(fold(&edit.name)),
        shows_email: Set(edit.shows_email),
        version: Set(read.saturating_add(1)),
        ..Default::default()
    };
    let changed = person::Entity::update_many()
        .set(row)
        .filter(person::Column::Id.eq(id))
        .filter(person::Column::Version.eq(read))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 { Err(AppError::Stale) } else { Ok(()) }
}

/// Whether somebody else who holds a mandate in one of this person's regions, or held one, answers to this name.
async fn is_taken(tx: &Tx, id: PersonId, name: &str) -> Result<bool, AppError> {
    let of_person = Expr::col(mandate::Column::PersonId).eq(id);
    let regions = Query::select()
        .column(mandate::Column::RegionId)
        .from(mandate::Entity)
        .and_where(of_person)
        .to_owned();
    let neighbours = Query::select()
        .column(mandate::Column::PersonId)
        .from(mandate::Entity)
        .and_where(Expr::col(mandate::Column::RegionId).in_subquery(regions))
        .to_owned();
    let mut alike = person::Entity::find()
        .select_only()
        .column(person::Column::NameKey)
        .filter(person::Column::Id.ne(id))
        .filter(person::Column::Id.in_subquery(neighbours));
    let words = name_words(name);
    for word in &words {
        alike = alike.filter(person::Column::NameKey.like(containing(word)));
    }
    let keys = alike.into_tuple::<String>().all(&**tx).await?;
    Ok(keys.iter().any(|key| name_words(key) == words))
}
