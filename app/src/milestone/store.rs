//! The table of milestones.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, Query, SelectStatement},
};

use super::model::{Milestone, MilestoneEdit, PastDue};
use crate::access::{Permit, Verb};
use crate::action_sheet::{model::Sheet, store::tables::action_sheet};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, MilestoneId};
use crate::outbox;
use crate::vague::When;

mod milestone {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, MilestoneId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "milestone")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MilestoneId,
        pub sheet_id: ActionSheetId,
        pub title: String,
        pub due: String,
        pub due_first: Date,
        pub due_last: Date,
        /// The earlier due dates, as `PastDue`.
        pub past: Json,
        pub done_on: Option<Date>,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The part of a sheet's history that tells its milestones.
const MILESTONE_PART: &str = "milestone";

impl TryFrom<milestone::Model> for Milestone {
    type Error = AppError;
    fn try_from(row: milestone::Model) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            sheet: row.sheet_id,
            title: row.title,
            due: When::stored(row.due, row.due_first, row.due_last),
            past: serde_json::from_value(row.past)?,
            done_on: row.done_on,
            version: row.version,
        })
    }
}

/// The milestones of a sheet, the first to end first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, sheet: ActionSheetId) -> Result<Vec<Milestone>, AppError> {
    Ok(of_sheets(db, [sheet]).await?.remove(&sheet).unwrap_or_default())
}

/// The milestones of each of these sheets: one query.
///
/// # Errors
/// When the database fails.
pub async fn of_sheets(
    db: &impl ConnectionTrait,
    sheets: impl IntoIterator<Item = ActionSheetId>,
) -> Result<HashMap<ActionSheetId, Vec<Milestone>>, AppError> {
    use milestone::Column as C;
    let rows = milestone::Entity::find()
        .filter(C::SheetId.is_in(sheets))
        .order_by_asc(C::DueLast)
        .order_by_asc(C::DueFirst)
        .order_by_asc(C::Id)
        .all(db)
        .await?;
    let mut by_sheet: HashMap<ActionSheetId, Vec<Milestone>> = HashMap::new();
    for row in rows {
        by_sheet.entry(row.sheet_id).or_default().push(row.try_into()?);
    }
    Ok(by_sheet)
}

/// The late milestones of the sheet of a line, for the query of a table.
pub(crate) fn late_of_line(today: NaiveDate) -> SelectStatement {
    use milestone::Column as C;
    let sheet = (action_sheet::Entity, action_sheet::Column::Id);
    Query::select()
        .expr(Expr::val(1))
        .from(milestone::Entity)
        .and_where(Expr::col((milestone::Entity, C::SheetId)).equals(sheet))
        .and_where(C::DoneOn.is_null())
        .and_where(C::DueLast.lt(today))
        .to_owned()
}

/// A milestone of this sheet.
///
/// # Errors
/// `NotFound` when the sheet has no such milestone.
pub async fn get(db: &impl ConnectionTrait, sheet: &Sheet, id: MilestoneId) -> Result<Milestone, AppError> {
    let row =
        milestone::Entity::find_by_id(id).filter(milestone::Column::SheetId.eq(sheet.id)).one(db).await?;
    row.ok_or(AppError::NotFound)?.try_into()
}

/// Adds a milestone to a sheet.
///
/// # Errors
/// `Forbidden` in a state where the timetable is read-only.
pub async fn add(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    edit: MilestoneEdit,
    at: DateTime<Utc>,
) -> Result<MilestoneId, AppError> {
    check(permit, sheet)?;
    let (due_first, due_last) = edit.due.days();
    let row = milestone::Model {
        id: MilestoneId::new(),
        sheet_id: sheet.id,
        title: edit.title.clone(),
        due: edit.due.to_string(),
        due_first,
        due_last,
        past: serde_json::json!([]),
        done_on: edit.done_on,
        version: 1,
    };
    let id = row.id;
    milestone::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    tell(tx, permit, 1, &edit, at).await?;
    Ok(id)
}

/// Changes a milestone over the version that was read; a due date that is replaced is remembered.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile, `NotFound` when it is gone, and as `add`.
pub async fn change(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (id, read): (MilestoneId, i32),
    edit: MilestoneEdit,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let known = unchanged(tx, permit, sheet, (id, read)).await?;
    let mut past = known.past;
    if known.due != edit.due {
        past.push(PastDue { due: known.due, replaced_at: at, by: permit.by().name.clone() });
    }
    let (due_first, due_last) = edit.due.days();
    let row = milestone::ActiveModel {
        title: Set(edit.title.clone()),
        due: Set(edit.due.to_string()),
        due_first: Set(due_first),
        due_last: Set(due_last),
        past: Set(serde_json::to_value(past)?),
        done_on: Set(edit.done_on),
        version: Set(read + 1),
        ..Default::default()
    };
    let changed = milestone::Entity::update_many()
        .set(row)
        .filter(milestone::Column::Id.eq(id))
        .filter(milestone::Column::Version.eq(read))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Stale);
    }
    tell(tx, permit, read + 1, &edit, at).await
}

/// Ticks those of these milestones that the sheet still has open.
///
/// # Errors
/// As `add`.
pub async fn reach(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    ticked: &[MilestoneId],
    today: NaiveDate,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let open = list(&**tx, sheet.id).await?.into_iter().filter(|m| m.done_on.is_none());
    for m in open.filter(|m| ticked.contains(&m.id)) {
        let edit = MilestoneEdit { title: m.title, due: m.due, done_on: Some(today) };
        change(tx, permit, sheet, (m.id, m.version), edit, at).await?;
    }
    Ok(())
}

/// Takes a milestone away; the history keeps it.
///
/// # Errors
/// As `change`.
pub async fn remove(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (id, read): (MilestoneId, i32),
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let known = unchanged(tx, permit, sheet, (id, read)).await?;
    milestone::Entity::delete_by_id(id).exec(&**tx).await?;
    let text = format!("Retiré : {}, {}", known.title, known.due);
    record(
        tx,
        permit,
        at,
        Change { subject: permit.subject(), part: MILESTONE_PART, version: read + 1, text },
    )
    .await?;
    outbox::store::put(tx, at, "milestone_removed", serde_json::json!({ "sheet": sheet.id, "milestone": id }))
        .await
}

/// The milestone as it was when its form was shown.
async fn unchanged(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (id, read): (MilestoneId, i32),
) -> Result<Milestone, AppError> {
    check(permit, sheet)?;
    let known = get(&**tx, sheet, id).await?;
    if known.version == read { Ok(known) } else { Err(AppError::Stale) }
}

fn check(permit: &Permit, sheet: &Sheet) -> Result<(), AppError> {
    if permit.sheet(Verb::EditRubric)? != sheet.id {
        return Err(AppError::Internal);
    }
    sheet.check_open()
}

async fn tell(
    tx: &Tx,
    permit: &Permit,
    version: i32,
    edit: &MilestoneEdit,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let done = edit.done_on.map(|day| format!(", fait le {}", crate::when::date(day))).unwrap_or_default();
    let text = format!("{}, {}{done}", edit.title, edit.due);
    record(tx, permit, at, Change { subject: permit.subject(), part: MILESTONE_PART, version, text }).await?;
    let told = serde_json::json!({ "sheet": permit.sheet(Verb::EditRubric)?, "version": version, "by": permit.by().person });
    outbox::store::put(tx, at, "milestone_saved", told).await
}
