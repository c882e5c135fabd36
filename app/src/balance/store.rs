//! The tables of balances: read with the reader's rights, written with a permit over a sheet that is held.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};

use super::model::{Balance, Part, PartText, Status, Step, check_sheet};
use crate::access::{Actor, Permit, Subject, Verb};
use crate::action_sheet::model::Sheet;
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::BalanceId;
use crate::outbox;

mod imports;
mod reattached;
mod tables;
mod waiting;

pub use imports::{StoredImport, applied_before, apply, get_import, keep_import, read_source, source_of};
pub use reattached::{hold_both, reattach, unmoved};
use tables::{balance, balance_text};
pub use waiting::{told, waiting};

/// The part of a balance's history that tells its life.
const STATUS_PART: &str = "status";

impl TryFrom<balance::Model> for Balance {
    type Error = AppError;
    fn try_from(row: balance::Model) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            sheet: row.sheet_id,
            title: row.title,
            status: Status::stored(&row.status)?,
            comment: row.comment,
            by_name: row.by_name,
            status_since: row.status_since,
            version: row.version,
        })
    }
}

/// What a reader of the sheet may see of its balances: drafts and what waits are its committee's.
fn seen_by(actor: &Actor, sheet: &Sheet) -> sea_orm::Condition {
    let of_sheet = sea_orm::Condition::all().add(balance::Column::SheetId.eq(sheet.id));
    if actor.can(Verb::SeeDraft, &sheet.place()) {
        return of_sheet;
    }
    let read = Status::ALL.iter().filter(|status| !status.is_private()).map(|status| status.word());
    of_sheet.add(balance::Column::Status.is_in(read))
}

/// The balances of a sheet that the actor may read, the last moved first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, sheet: &Sheet) -> Result<Vec<Balance>, AppError> {
    let rows = balance::Entity::find()
        .filter(seen_by(actor, sheet))
        .order_by_desc(balance::Column::StatusSince)
        .order_by_desc(balance::Column::Id);
    rows.all(db).await?.into_iter().map(Balance::try_from).collect()
}

/// A balance of this sheet.
///
/// # Errors
/// `NotFound` when the sheet has none of this name, or when the actor may not read it.
pub async fn get(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sheet: &Sheet,
    id: BalanceId,
) -> Result<Balance, AppError> {
    let row = balance::Entity::find_by_id(id).filter(seen_by(actor, sheet)).one(db).await?;
    row.ok_or(AppError::NotFound)?.try_into()
}

/// The rubrics of a balance, in their order; those that nobody wrote are empty.
///
/// # Errors
/// When the database fails.
pub async fn texts(db: &impl ConnectionTrait, id: BalanceId) -> Result<Vec<PartText>, AppError> {
    let rows = balance_text::Entity::find().filter(balance_text::Column::BalanceId.eq(id)).all(db).await?;
    let mut texts: Vec<PartText> = Part::ALL.iter().map(|part| PartText::empty(*part)).collect();
    for row in rows {
        let part = Part::stored(&row.part)?;
        if let Some(text) = texts.iter_mut().find(|text| text.part == part) {
            *text = PartText {
                part,
                body: row.body,
                version: row.version,
                by_name: row.by_name,
                at: Some(row.at),
            };
        }
    }
    Ok(texts)
}

/// Begins a balance, a draft signed by the permit.
///
/// # Errors
/// `Forbidden` on a sheet that takes none.
pub async fn create(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    title: &str,
    now: DateTime<Utc>,
) -> Result<Balance, AppError> {
    if permit.sheet(Verb::EditBalance)? != sheet.id {
        return Err(AppError::Internal);
    }
    check_sheet(sheet)?;
    let row = balance::Model {
        id: BalanceId::new(),
        sheet_id: sheet.id,
        title: title.to_owned(),
        status: Status::Draft.word().into(),
        comment: String::new(),
        by_name: permit.by().name.clone(),
        status_since: now,
        version: 1,
    };
    balance::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    let made = Balance::try_from(row)?;
    tell(tx, permit, &made, 1, "Commencé".to_owned(), now).await?;
    Ok(made)
}

/// Writes a rubric over the version that was read.
///
/// # Errors
/// `Stale` when somebody wrote meanwhile; `Forbidden` once the balance was handed in.
pub async fn save_text(
    tx: &Tx,
    permit: &Permit,
    balance: &Balance,
    (part, read): (Part, i32),
    body: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if permit.balance(Verb::EditBalance)? != balance.id {
        return Err(AppError::Internal);
    }
    balance.check_writable()?;
    let version = read.checked_add(1).ok_or(AppError::Unreadable)?;
    let by_name = permit.by().name.clone();
    let written = if read == 0 {
        let row = balance_text::Model {
            balance_id: balance.id,
            part: part.word().into(),
            body: body.into(),
            version,
            by_name,
            at: now,
        };
        let nothing = OnConflict::columns([balance_text::Column::BalanceId, balance_text::Column::Part])
            .do_nothing()
            .to_owned();
        balance_text::Entity::insert(row.into_active_model())
            .on_conflict(nothing)
            .exec_without_returning(&**tx)
            .await?
    } else {
        balance_text::Entity::update_many()
            .set(balance_text::ActiveModel {
                body: Set(body.into()),
                version: Set(version),
                by_name: Set(by_name),
                at: Set(now),
                ..Default::default()
            })
            .filter(balance_text::Column::BalanceId.eq(balance.id))
            .filter(balance_text::Column::Part.eq(part.word()))
            .filter(balance_text::Column::Version.eq(read))
            .exec(&**tx)
            .await?
            .rows_affected
    };
    if written == 0 {
        return Err(AppError::Stale);
    }
    let subject = Subject::Balance(balance.id);
    record(tx, permit, now, Change { subject, part: part.word(), version, text: body.to_owned() }).await?;
    let told = serde_json::json!({ "balance": balance.id, "part": part.word(), "version": version });
    outbox::store::put(tx, now, "balance_text_saved", told).await
}

/// The verb that a move asks: pilots hand in, the coordinator decides.
pub fn verb_of(step: Step) -> Verb {
    match step {
        Step::Submit => Verb::SubmitBalance,
        Step::Validate | Step::Publish | Step::SendBack => Verb::DecideBalance,
    }
}

/// Moves a balance.
///
/// # Errors
/// `Stale` when it moved meanwhile, `Invalid` when it is handed in without a word, `Forbidden` for an illegal move.
pub async fn advance(
    tx: &Tx,
    permit: &Permit,
    balance: &Balance,
    version: i32,
    (step, comment): (Step, String),
    now: DateTime<Utc>,
) -> Result<Status, AppError> {
    if permit.balance(verb_of(step))? != balance.id {
        return Err(AppError::Internal);
    }
    if version != balance.version {
        return Err(AppError::Stale);
    }
    let status = balance.status.after(step).ok_or_else(|| {
        AppError::Forbidden(format!(
            "Ce bilan est {} : il n’accepte pas ce changement.",
            balance.status.label().to_lowercase()
        ))
    })?;
    if step == Step::Submit && texts(&**tx, balance.id).await?.iter().all(|text| text.body.is_empty()) {
        return Err(AppError::field("", "Écrivez une rubrique au moins avant de remettre le bilan."));
    }
    let row = balance::ActiveModel {
        status: Set(status.word().into()),
        comment: Set(comment.clone()),
        by_name: Set(permit.by().name.clone()),
        status_since: Set(now),
        ..Default::default()
    };
    let version = over_version(tx, balance, row).await?;
    let text = if comment.is_empty() {
        status.label().to_owned()
    } else {
        format!("{} : {comment}", status.label())
    };
    tell(tx, permit, balance, version, text, now).await?;
    Ok(status)
}

/// Writes columns of a balance over the version that was read. Returns the new version.
async fn over_version(tx: &Tx, balance: &Balance, change: balance::ActiveModel) -> Result<i32, AppError> {
    let version = balance.version.checked_add(1).ok_or(AppError::Internal)?;
    let written = balance::Entity::update_many()
        .set(balance::ActiveModel { version: Set(version), ..change })
        .filter(balance::Column::Id.eq(balance.id))
        .filter(balance::Column::Version.eq(balance.version))
        .exec(&**tx)
        .await?;
    if written.rows_affected == 0 { Err(AppError::Stale) } else { Ok(version) }
}

/// Signs a move in the history, and tells it.
async fn tell(
    tx: &Tx,
    permit: &Permit,
    balance: &Balance,
    version: i32,
    text: String,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let subject = Subject::Balance(balance.id);
    record(tx, permit, now, Change { subject, part: STATUS_PART, version, text }).await?;
    let told = serde_json::json!({
        "balance": balance.id, "sheet": balance.sheet, "version": version, "by": permit.by().person
    });
    outbox::store::put(tx, now, "balance_moved", told).await
}
