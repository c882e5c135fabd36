//! The organisations of a region.
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::access::{Permit, Subject, Verb};
use crate::committee::model::{College, OrganisationKind};
use crate::committee::store::organisation;
use crate::db::{Tx, matching::containing};
use crate::department::Department;
use crate::directory::model::OrganisationEdit;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{OrganisationId, RegionId};
use crate::outbox;
use crate::plan::model::Region;
use crate::text::fold;

/// The part of an organisation's history that tells what it is.
const PART: &str = "organisation";

/// An organisation, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub version: i32,
    pub is: OrganisationEdit,
    /// The last day on which somebody said that the contact is right.
    pub verified_on: Option<NaiveDate>,
}

impl TryFrom<organisation::Model> for Organisation {
    type Error = AppError;
    fn try_from(row: organisation::Model) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            version: row.version,
            is: OrganisationEdit {
                kind: OrganisationKind::stored(&row.kind)?,
                college: College::stored(&row.college)?,
                departments: row.departments.split(',').filter_map(Department::of_code).collect(),
                name: row.name,
                contact: row.contact,
            },
            verified_on: row.verified_on,
        })
    }
}

/// One page of the organisations of a region whose name holds these words, by name, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    region: &Region,
    search: &str,
    page: u64,
    per_page: u64,
) -> Result<(Vec<Organisation>, u64), AppError> {
    let mut query = organisation::Entity::find().filter(organisation::Column::RegionId.eq(region.id));
    for word in fold(search).split_whitespace() {
        query = query.filter(organisation::Column::NameKey.like(containing(word)));
    }
    let total = query.clone().count(db).await?;
    let rows = query
        .order_by_asc(organisation::Column::NameKey)
        .order_by_asc(organisation::Column::Id)
        .limit(per_page)
        .offset(page * per_page);
    let rows = rows.all(db).await?.into_iter().map(Organisation::try_from);
    Ok((rows.collect::<Result<_, _>>()?, total))
}

/// An organisation of this region.
///
/// # Errors
/// `NotFound` when the region has no such organisation.
pub async fn get(
    db: &impl ConnectionTrait,
    region: RegionId,
    id: OrganisationId,
) -> Result<Organisation, AppError> {
    let row = organisation::Entity::find_by_id(id)
        .filter(organisation::Column::RegionId.eq(region))
        .one(db)
        .await?;
    row.ok_or(AppError::NotFound)?.try_into()
}

fn departments(of: &OrganisationEdit) -> String {
    of.departments.iter().map(|d| d.code).collect::<Vec<_>>().join(",")
}

/// A new organisation of the permit's region.
///
/// # Errors
/// `Invalid` when the region has one of that name.
pub async fn add(
    tx: &Tx,
    permit: &Permit,
    edit: &OrganisationEdit,
    at: DateTime<Utc>,
) -> Result<OrganisationId, AppError> {
    let region = permit.region_for(Verb::ManagePeople)?;
    let row = organisation::Model {
        id: OrganisationId::new(),
        region_id: region,
        name: edit.name.clone(),
        name_key: fold(&edit.name),
        college: edit.college.word().to_owned(),
        kind: edit.kind.word().to_owned(),
        departments: departments(edit),
        contact: edit.contact.clone(),
        verified_on: None,
        version: 1,
    };
    alone(tx, region, row.id, &row.name_key).await?;
    let id = row.id;
    row.into_active_model().insert(&**tx).await?;
    tell(tx, permit, id, 1, said(edit), at).await?;
    Ok(id)
}

/// Changes an organisation over the version that was read.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile, `Invalid` when the region has another one of that name.
pub async fn change(
    tx: &Tx,
    permit: &Permit,
    (id, read): (OrganisationId, i32),
    edit: &OrganisationEdit,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let region = permit.region_for(Verb::ManagePeople)?;
    alone(tx, region, id, &fold(&edit.name)).await?;
    let row = organisation::ActiveModel {
        name: Set(edit.name.clone()),
        name_key: Set(fold(&edit.name)),
        college: Set(edit.college.word().to_owned()),
        kind: Set(edit.kind.word().to_owned()),
        departments: Set(departments(edit)),
        contact: Set(edit.contact.clone()),
        ..Default::default()
    };
    write(tx, permit, (id, read), row).await?;
    tell(tx, permit, id, read.saturating_add(1), said(edit), at).await
}

/// Notes that somebody checked the contact today.
///
/// # Errors
/// As `change`.
pub async fn verify(
    tx: &Tx,
    permit: &Permit,
    (id, read): (OrganisationId, i32),
    today: NaiveDate,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = organisation::ActiveModel { verified_on: Set(Some(today)), ..Default::default() };
    write(tx, permit, (id, read), row).await?;
    let text = format!("Contact vérifié le {}", crate::when::date(today));
    tell(tx, permit, id, read.saturating_add(1), text, at).await
}

async fn write(
    tx: &Tx,
    permit: &Permit,
    (id, read): (OrganisationId, i32),
    row: organisation::ActiveModel,
) -> Result<(), AppError> {
    let region = permit.region_for(Verb::ManagePeople)?;
    let changed = organisation::Entity::update_many()
        .set(organisation::ActiveModel { version: Set(read.saturating_add(1)), ..row })
        .filter(organisation::Column::Id.eq(id))
        .filter(organisation::Column::RegionId.eq(region))
        .filter(organisation::Column::Version.eq(read))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 { Err(AppError::Stale) } else { Ok(()) }
}

/// Two organisations of one name would be taken for each other.
async fn alone(tx: &Tx, region: RegionId, id: OrganisationId, key: &str) -> Result<(), AppError> {
    let other = organisation::Entity::find()
        .filter(organisation::Column::RegionId.eq(region))
        .filter(organisation::Column::NameKey.eq(key))
        .filter(organisation::Column::Id.ne(id));
    if other.one(&**tx).await?.is_some() {
        return Err(AppError::field(
            "name",
            "Une structure de la région porte déjà ce nom : ouvrez-la, ou précisez celui-ci.",
        ));
    }
    Ok(())
}

fn said(edit: &OrganisationEdit) -> String {
    let places = edit.departments.iter().map(|d| d.code).collect::<Vec<_>>().join(", ");
    [edit.name.as_str(), edit.kind.label(), edit.college.label(), &places, &edit.contact]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

async fn tell(
    tx: &Tx,
    permit: &Permit,
    id: OrganisationId,
    version: i32,
    text: String,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    record(tx, permit, at, Change { subject: Subject::Organisation(id), part: PART, version, text }).await?;
    let told = serde_json::json!({ "organisation": id, "version": version });
    outbox::store::put(tx, at, "organisation_saved", told).await
}
