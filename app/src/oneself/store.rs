//! One's own row, and everything that is kept of oneself.
mod data;
pub mod erasure;

pub use data::{Oneself, data, get};

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::model::SelfEdit;
use crate::committee::store::person;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::PersonId;
use crate::text::fold;

/// Changes one's own name and what others see, over the version that was read; what is signed keeps the name of then.
///
/// # Errors
/// `Stale` when somebody mended it meanwhile.
pub async fn save(tx: &Tx, id: PersonId, read: i32, edit: &SelfEdit) -> Result<(), AppError> {
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
