//! A draft that was begun on the wrong action, or imported there, is attached to another one of the plan.
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{balance, over_version};
use crate::access::{Actor, Permit, Subject, Verb};
use crate::action_sheet::{self, model::Sheet};
use crate::balance::model::{Balance, check_sheet};
use crate::db::Tx;
use crate::draft;
use crate::error::AppError;
use crate::history::store::{Change, record_all};
use crate::ids::{ActionSheetId, BalanceId};
use crate::outbox;

/// The sheet of a balance and the one to come, kept for this transaction.
///
/// # Errors
/// `NotFound` when the actor may not see one of them.
pub async fn hold_both(
    tx: &Tx,
    actor: &Actor,
    from: ActionSheetId,
    to: ActionSheetId,
) -> Result<(Sheet, Sheet), AppError> {
    // always in the same order: two people who cross do not wait for each other
    if to < from {
        let to = action_sheet::store::hold(tx, actor, to).await?;
        return Ok((action_sheet::store::hold(tx, actor, from).await?, to));
    }
    let from = action_sheet::store::hold(tx, actor, from).await?;
    Ok((from, action_sheet::store::hold(tx, actor, to).await?))
}

/// The balance of this sheet, as long as it is there.
///
/// # Errors
/// `Stale` when it was attached meanwhile to another sheet, where the actor reads it; otherwise as `get`.
pub async fn unmoved(tx: &Tx, actor: &Actor, sheet: &Sheet, id: BalanceId) -> Result<Balance, AppError> {
    let row = balance::Entity::find_by_id(id).one(&**tx).await?.ok_or(AppError::NotFound)?;
    if row.sheet_id == sheet.id {
        return super::get(&**tx, actor, sheet, id).await;
    }
    let now_of = action_sheet::store::get(&**tx, actor, row.sheet_id).await?;
    super::get(&**tx, actor, &now_of, id).await?;
    Err(AppError::Stale)
}

/// Attaches a draft to another sheet of the plan, from the version that was read. Its texts and its document are its own;
/// what was typed about it and is not saved follows it to its new address.
///
/// # Errors
/// `Stale` when it moved meanwhile; `Invalid` for the sheet where it is; `NotFound` for one of another plan; `Forbidden`
/// once it was handed in, and for a sheet that takes no balance.
pub async fn reattach(
    tx: &Tx,
    (permit, onto): (&Permit, &Permit),
    (from, to): (&Sheet, &Sheet),
    balance: &Balance,
    read: i32,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if permit.balance(Verb::EditBalance)? != balance.id || onto.sheet(Verb::EditBalance)? != to.id {
        return Err(AppError::Internal);
    }
    if read != balance.version {
        return Err(AppError::Stale);
    }
    balance.check_writable()?;
    if from.id == to.id {
        let why = "C’est déjà l’action de ce bilan : choisissez-en une autre, ou revenez au bilan.";
        return Err(AppError::field("action", why));
    }
    if from.plan_id != to.plan_id {
        return Err(AppError::NotFound);
    }
    check_sheet(to)?;
    let change = balance::ActiveModel { sheet_id: Set(to.id), ..Default::default() };
    let version = over_version(tx, balance, change).await?;
    draft::store::carry(tx, &balance.path(from), &balance.path(to)).await?;
    let (old, new) = (named(from), named(to));
    let of_sheet = |sheet: &Sheet, text| Change {
        subject: Subject::Sheet(sheet.id),
        part: "balance",
        version: sheet.version,
        text,
    };
    let changes = vec![
        of_sheet(from, format!("Bilan « {} » rattaché à {new}", balance.title)),
        of_sheet(to, format!("Bilan « {} » rattaché à cette action, venu de {old}", balance.title)),
        Change {
            subject: permit.subject(),
            part: "sheet",
            version,
            text: format!("Rattaché à {new}, venu de {old}"),
        },
    ];
    record_all(tx, permit, now, changes).await?;
    let told = serde_json::json!({
        "balance": balance.id, "from": from.id, "to": to.id, "version": version, "by": permit.by().person
    });
    outbox::store::put(tx, now, "balance_reattached", told).await
}

/// « Action 1.2 : Former les entreprises »
fn named(sheet: &Sheet) -> String {
    format!("« {} »", sheet.full_name())
}
