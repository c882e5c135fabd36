//! Documents that were sent to become balances: kept as they came; a draft is made of one only when somebody says so.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use sha2::{Digest, Sha256};

use super::tables::{balance, balance_import as import_row};
use crate::access::{Actor, Permit, Subject, Verb};
use crate::action_sheet::{self, model::Sheet};
use crate::balance::import::{Reading, read_balance};
use crate::balance::model::{Balance, Part};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{BalanceId, BalanceImportId};
use crate::plan::model::Plan;

/// A document that was sent.
#[derive(Clone, Debug)]
pub struct StoredImport {
    pub id: BalanceImportId,
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub source_name: String,
    pub source: Vec<u8>,
    pub sha256: String,
    /// The balance that was made of it.
    pub balance: Option<BalanceId>,
}

/// Reads a document on a thread of its own: a large one is work for a processor, and no transaction waits for it.
///
/// # Errors
/// `Internal` when the thread died.
pub async fn read_source(source: Vec<u8>) -> Result<Reading, AppError> {
    tokio::task::spawn_blocking(move || read_balance(&source)).await.map_err(|cause| {
        tracing::error!(%cause, "reading a balance");
        AppError::Internal
    })
}

/// Keeps a document; no balance is made of it yet.
///
/// # Errors
/// When the database fails.
pub async fn keep_import(
    tx: &Tx,
    permit: &Permit,
    source_name: &str,
    source: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<BalanceImportId, AppError> {
    let row = import_row::Model {
        id: BalanceImportId::new(),
        plan_id: permit.plan(Verb::ImportBalance)?,
        person_id: permit.by().person,
        by_name: permit.by().name.clone(),
        at: now,
        source_name: source_name.to_owned(),
        sha256: format!("{:x}", Sha256::digest(&source)),
        source,
        balance_id: None,
    };
    Ok(row.into_active_model().insert(&**tx).await?.id)
}

/// A document of this plan, for who sent it, for those who read all the plan's drafts, and for those who read the draft
/// that was made of it.
///
/// # Errors
/// `NotFound` when there is none, or for others.
pub async fn get_import(
    db: &impl ConnectionTrait,
    actor: &Actor,
    plan: &Plan,
    id: BalanceImportId,
) -> Result<StoredImport, AppError> {
    let row =
        import_row::Entity::find_by_id(id).filter(import_row::Column::PlanId.eq(plan.id)).one(db).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let own = row.person_id.is_some() && row.person_id == actor.person();
    if !own && !actor.can(Verb::SeeDraft, &plan.place()) {
        let balance = row.balance_id.ok_or(AppError::NotFound)?;
        let made = balance::Entity::find_by_id(balance).one(db).await?.ok_or(AppError::NotFound)?;
        let sheet = action_sheet::store::get(db, actor, made.sheet_id).await?;
        if !actor.can(Verb::SeeDraft, &sheet.place()) {
            return Err(AppError::NotFound);
        }
    }
    Ok(StoredImport {
        id: row.id,
        by_name: row.by_name,
        at: row.at,
        source_name: row.source_name,
        source: row.source,
        sha256: row.sha256,
        balance: row.balance_id,
    })
}

/// What a balance was made of: the import, the name of its document, who sent it and when.
///
/// # Errors
/// When the database fails.
pub async fn source_of(
    db: &impl ConnectionTrait,
    balance: BalanceId,
) -> Result<Option<(BalanceImportId, String, String, DateTime<Utc>)>, AppError> {
    use import_row::Column as C;
    let row = import_row::Entity::find()
        .select_only()
        .columns([C::Id, C::SourceName, C::ByName, C::At])
        .filter(C::BalanceId.eq(balance));
    Ok(row.into_tuple().one(db).await?)
}

/// When the same document was already made a balance of this plan: when, and by whom.
///
/// # Errors
/// When the database fails.
pub async fn applied_before(
    db: &impl ConnectionTrait,
    plan: &Plan,
    import: &StoredImport,
) -> Result<Option<(DateTime<Utc>, String)>, AppError> {
    use import_row::Column as C;
    let row = import_row::Entity::find()
        .select_only()
        .columns([C::At, C::ByName])
        .filter(C::PlanId.eq(plan.id))
        .filter(C::Sha256.eq(import.sha256.as_str()))
        .filter(C::BalanceId.is_not_null())
        .order_by_desc(C::At)
        .limit(1);
    Ok(row.into_tuple().one(db).await?)
}

/// Makes a draft of a document on a sheet, signed by the permit; the document is kept beside it.
///
/// # Errors
/// `Invalid` while the document has errors, `Stale` when a balance was made of it meanwhile, `Forbidden` on a sheet
/// that takes none.
pub async fn apply(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    title: &str,
    import: &StoredImport,
    reading: &Reading,
    now: DateTime<Utc>,
) -> Result<Balance, AppError> {
    if !reading.may_be_applied() {
        return Err(AppError::field(
            "",
            "Corrigez d’abord les erreurs du document, puis envoyez-le à nouveau.",
        ));
    }
    let balance = super::create(tx, permit, sheet, title, now).await?;
    let of_balance = permit.on_balance(&balance.place(sheet))?;
    for part in Part::ALL {
        let body = reading.content(*part).markdown();
        if !body.is_empty() {
            super::save_text(tx, &of_balance, &balance, (*part, 0), &body, now).await?;
        }
    }
    let made = import_row::Entity::update_many()
        .set(import_row::ActiveModel { balance_id: Set(Some(balance.id)), ..Default::default() })
        .filter(import_row::Column::Id.eq(import.id))
        .filter(import_row::Column::BalanceId.is_null())
        .exec(&**tx)
        .await?;
    if made.rows_affected == 0 {
        return Err(AppError::Stale);
    }
    let text = format!("Importé de « {} »", import.source_name);
    let change = Change { subject: Subject::Balance(balance.id), part: "import", version: 0, text };
    record(tx, &of_balance, now, change).await?;
    Ok(balance)
}
