//! The table of templates. The first version is the product's and has no row.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::{Deserialize, Serialize};

use super::model::{FIRST, Reuse, Section, Template};
use crate::access::{Permit, Subject, Verb};
use crate::action_sheet::{
    life::StatusWord, model::Sheet, rubric::RubricKind, store::tables::action_sheet as sheet,
};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record, record_all};
use crate::ids::{ActionSheetId, PlanId, SheetTemplateId};
use crate::outbox;
use crate::plan::{model::Plan, store::tables::plan};
use crate::text::counted;

mod template {
    use sea_orm::entity::prelude::*;

    use crate::ids::{PlanId, SheetTemplateId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sheet_template")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SheetTemplateId,
        pub plan_id: PlanId,
        pub number: i32,
        /// As `Kept`.
        pub sections: Json,
        pub note: String,
        pub version: i32,
        pub by_name: String,
        /// Absent while it is prepared: a plan has at most one such.
        pub published_at: Option<ChronoDateTimeUtc>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use template::Column as C;

/// The part of the history of a plan, or of a sheet, that tells its template.
const TEMPLATE_PART: &str = "template";

/// A section as the table keeps it.
#[derive(Serialize, Deserialize)]
struct Kept {
    kind: String,
    title: String,
    instruction: String,
    mandatory: bool,
    reuse: Vec<String>,
    version: i32,
}

fn kept(sections: &[Section]) -> Result<serde_json::Value, AppError> {
    let kept = sections.iter().map(|section| Kept {
        kind: section.kind.word().into(),
        title: section.title.clone(),
        instruction: section.instruction.clone(),
        mandatory: section.mandatory,
        reuse: section.reuse.iter().map(|place| place.word().to_owned()).collect(),
        version: section.version,
    });
    Ok(serde_json::to_value(kept.collect::<Vec<_>>())?)
}

impl TryFrom<template::Model> for Template {
    type Error = AppError;
    fn try_from(row: template::Model) -> Result<Self, AppError> {
        let sections = serde_json::from_value::<Vec<Kept>>(row.sections)?.into_iter().map(|kept| {
            let reuse = kept.reuse.iter().map(|word| Reuse::stored(word)).collect::<Result<_, _>>()?;
            let (kind, mandatory, version) = (RubricKind::stored(&kept.kind)?, kept.mandatory, kept.version);
            Ok::<_, AppError>(Section {
                kind,
                title: kept.title,
                instruction: kept.instruction,
                mandatory,
                reuse,
                version,
            })
        });
        Ok(Self {
            number: row.number,
            version: row.version,
            sections: sections.collect::<Result<_, _>>()?,
            note: row.note,
            published: row.published_at.map(|at| (at, row.by_name)),
        })
    }
}

/// A published version of the template of a plan; no query for the first.
///
/// # Errors
/// `NotFound` when the plan never published that version.
pub async fn numbered(db: &impl ConnectionTrait, plan: PlanId, number: i32) -> Result<Template, AppError> {
    if number == FIRST {
        return Ok(Template::first());
    }
    let row = of(plan).filter(C::Number.eq(number)).filter(C::PublishedAt.is_not_null()).one(db).await?;
    row.ok_or(AppError::NotFound)?.try_into()
}

/// The template that a sheet follows.
///
/// # Errors
/// When the database fails.
pub async fn followed(db: &impl ConnectionTrait, sheet: &Sheet) -> Result<Template, AppError> {
    numbered(db, sheet.plan_id, sheet.template).await
}

/// Every version of the template of a plan, newest first, the one that is prepared before all.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &impl ConnectionTrait, plan: PlanId) -> Result<Vec<Template>, AppError> {
    let rows = of(plan).order_by_desc(C::Number).all(db).await?;
    rows.into_iter().map(Template::try_from).chain([Ok(Template::first())]).collect()
}

fn of(plan: PlanId) -> sea_orm::Select<template::Entity> {
    template::Entity::find().filter(C::PlanId.eq(plan))
}

/// What is shown on the page where it is prepared: the version under way, else the newest.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &impl ConnectionTrait, plan: PlanId) -> Result<Template, AppError> {
    let row = of(plan).order_by_desc(C::Number).limit(1).one(db).await?;
    row.map_or_else(|| Ok(Template::first()), Template::try_from)
}

/// Prepares the next version: `change` makes it of what `newest` gives. The plan is held.
///
/// # Errors
/// Those of `change`; when the database fails, or the permit is another one.
pub async fn prepare(
    tx: &Tx,
    permit: &Permit,
    plan: &Plan,
    change: impl FnOnce(Template) -> Result<Template, AppError>,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    check(permit, plan)?;
    let before = newest(&**tx, plan.id).await?;
    let after = change(before.clone())?;
    let number = if before.published.is_none() && before.number > FIRST {
        template::Entity::update_many()
            .set(template::ActiveModel {
                sections: Set(kept(&after.sections)?),
                version: Set(before.version + 1),
                ..Default::default()
            })
            .filter(C::PlanId.eq(plan.id))
            .filter(C::Number.eq(before.number))
            .exec(&**tx)
            .await?;
        before.number
    } else {
        let row = template::Model {
            id: SheetTemplateId::new(),
            plan_id: plan.id,
            number: before.number + 1,
            sections: kept(&after.sections)?,
            note: String::new(),
            version: before.version + 1,
            by_name: permit.by().name.clone(),
            published_at: None,
        };
        template::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
        before.number + 1
    };
    let text = format!("Version {number} en préparation : {}", after.since(&before).join(" "));
    let change = Change { subject: permit.subject(), part: TEMPLATE_PART, version: before.version + 1, text };
    record(tx, permit, at, change).await
}

/// Publishes the version that is prepared: new sheets follow it. Returns its number.
///
/// # Errors
/// `Stale` when it is not the one that was read; `Invalid` when it changes nothing.
pub async fn publish(
    tx: &Tx,
    permit: &Permit,
    plan: &Plan,
    read: (i32, i32),
    note: &str,
    at: DateTime<Utc>,
) -> Result<i32, AppError> {
    let prepared = under_way(tx, permit, plan, read).await?;
    let changes = prepared.since(&numbered(&**tx, plan.id, plan.template).await?);
    if changes.is_empty() {
        return Err(AppError::field(
            "",
            "Cette version dit la même chose que la précédente : changez-la, ou abandonnez-la.",
        ));
    }
    template::Entity::update_many()
        .set(template::ActiveModel {
            note: Set(note.to_owned()),
            by_name: Set(permit.by().name.clone()),
            published_at: Set(Some(at)),
            ..Default::default()
        })
        .filter(C::PlanId.eq(plan.id))
        .filter(C::Number.eq(prepared.number))
        .exec(&**tx)
        .await?;
    plan::Entity::update_many()
        .set(plan::ActiveModel { template: Set(prepared.number), ..Default::default() })
        .filter(plan::Column::Id.eq(plan.id))
        .exec(&**tx)
        .await?;
    let text = format!("Version {} publiée : {note}", prepared.number);
    let change =
        Change { subject: permit.subject(), part: TEMPLATE_PART, version: prepared.version + 1, text };
    record(tx, permit, at, change).await?;
    let told = serde_json::json!({ "plan": plan.id, "number": prepared.number, "by": permit.by().person });
    outbox::store::put(tx, at, "template_published", told).await?;
    Ok(prepared.number)
}

/// Drops the version that is prepared; the history keeps that there was one.
///
/// # Errors
/// `Stale` when it is not the one that was read.
pub async fn drop_prepared(
    tx: &Tx,
    permit: &Permit,
    plan: &Plan,
    read: (i32, i32),
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let prepared = under_way(tx, permit, plan, read).await?;
    template::Entity::delete_many()
        .filter(C::PlanId.eq(plan.id))
        .filter(C::Number.eq(prepared.number))
        .exec(&**tx)
        .await?;
    let text = format!("Version {} abandonnée avant d’être publiée", prepared.number);
    let change =
        Change { subject: permit.subject(), part: TEMPLATE_PART, version: prepared.version + 1, text };
    record(tx, permit, at, change).await
}

/// The version under way, as it was read (number, version).
async fn under_way(tx: &Tx, permit: &Permit, plan: &Plan, read: (i32, i32)) -> Result<Template, AppError> {
    check(permit, plan)?;
    let newest = newest(&**tx, plan.id).await?;
    if newest.number == plan.template || (newest.number, newest.version) != read {
        return Err(AppError::Stale);
    }
    Ok(newest)
}

/// Makes a sheet follow the newest template. What it has written stays.
///
/// # Errors
/// `Stale` when another version was published meanwhile, or it follows it already; `Forbidden` once the sheet is over.
pub async fn follow(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    number: i32,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    if permit.sheet(Verb::ManageTemplate)? != sheet.id {
        return Err(AppError::Internal);
    }
    sheet.check_open()?;
    if number != sheet.newest_template || number == sheet.template {
        return Err(AppError::Stale);
    }
    moved(tx, permit, &[sheet.id], number, at).await
}

/// Makes every sheet that is not adopted yet follow the newest template. Says how many did not yet.
///
/// # Errors
/// `Stale` when another version was published meanwhile.
pub async fn follow_all(
    tx: &Tx,
    permit: &Permit,
    plan: &Plan,
    number: i32,
    at: DateTime<Utc>,
) -> Result<usize, AppError> {
    check(permit, plan)?;
    if number != plan.template {
        return Err(AppError::Stale);
    }
    let drafts = drafts_behind(&**tx, plan).await?;
    moved(tx, permit, &drafts, number, at).await?;
    let text = format!(
        "{} à la version {number}",
        counted(drafts.len() as u64, "fiche en projet passe", "fiches en projet passent")
    );
    record(tx, permit, at, Change { subject: permit.subject(), part: TEMPLATE_PART, version: number, text })
        .await?;
    Ok(drafts.len())
}

/// The sheets that are not adopted yet and follow an older template than the newest.
///
/// # Errors
/// When the database fails.
pub async fn drafts_behind(db: &impl ConnectionTrait, plan: &Plan) -> Result<Vec<ActionSheetId>, AppError> {
    let drafts = StatusWord::ALL.iter().filter(|stage| stage.is_draft()).map(|stage| stage.word());
    let over = StatusWord::ALL.iter().filter(|status| status.is_over()).map(|status| status.word());
    let ids = sheet::Entity::find()
        .select_only()
        .column(sheet::Column::Id)
        .filter(sheet::Column::PlanId.eq(plan.id))
        .filter(sheet::Column::Template.ne(plan.template))
        .filter(sheet::Column::Stage.is_in(drafts))
        .filter(sheet::Column::Status.is_not_in(over))
        .order_by_asc(sheet::Column::Id)
        .into_tuple();
    Ok(ids.all(db).await?)
}

async fn moved(
    tx: &Tx,
    permit: &Permit,
    sheets: &[ActionSheetId],
    number: i32,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    sheet::Entity::update_many()
        .set(sheet::ActiveModel { template: Set(number), ..Default::default() })
        .filter(sheet::Column::Id.is_in(sheets.iter().copied()))
        .exec(&**tx)
        .await?;
    let change = |id: &ActionSheetId| Change {
        subject: Subject::Sheet(*id),
        part: TEMPLATE_PART,
        version: number,
        text: format!("La fiche suit la version {number} de la trame"),
    };
    record_all(tx, permit, at, sheets.iter().map(change).collect()).await
}

fn check(permit: &Permit, plan: &Plan) -> Result<(), AppError> {
    if permit.plan(Verb::ManageTemplate)? == plan.id { Ok(()) } else { Err(AppError::Internal) }
}
