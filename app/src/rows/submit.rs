//! The way of a submitted form of a line: what the `#[server]` functions of every kind do.
use super::given_up::{Forsaken, GiveUpForm};
use super::model::{ActForm, REMOVE, list_path};
use super::store::{self, Stored};
use crate::access::Actor;
use crate::action_sheet::model::Sheet;
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::ActionSheetId;
use crate::session::Session;
use crate::text::capitalised;

/// Adds a line (its identifier is the default one), or changes one over the version that was read.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile, `Forbidden` without the right or on a sheet that is read-only.
pub async fn save<L: Stored>(
    s: Session,
    sheet: ActionSheetId,
    (id, read): (L::Id, i32),
    line: L,
) -> Result<(), AppError> {
    save_checked(s, sheet, (id, read), async |_, _, _| Ok(line)).await
}

/// The same for a line that is checked against what the sheet holds, in the transaction that writes it.
///
/// # Errors
/// As `save`, and those of the check.
pub async fn save_checked<L: Stored>(
    s: Session,
    sheet: ActionSheetId,
    (id, read): (L::Id, i32),
    check: impl AsyncFnOnce(&Tx, &Actor, &Sheet) -> Result<L, AppError>,
) -> Result<(), AppError> {
    let tx = s.begin().await?;
    let (sheet, permit) = store::hold::<L>(&tx, &s, sheet).await?;
    let line = check(&tx, &s.actor, &sheet).await?;
    if id == L::Id::default() {
        store::add(&tx, &permit, &sheet, line, s.now).await?;
    } else {
        let known = store::unchanged::<L>(&tx, &permit, &sheet, (id, read)).await?;
        store::revise(&tx, &permit, &sheet, known, line, s.now).await?;
    }
    let message = format!("{} {}.", capitalised(L::NOUN.one), L::NOUN.past("enregistré"));
    s.commit(tx, &message, &list_path::<L>(&sheet)).await
}

/// One button of a line.
///
/// # Errors
/// `Unreadable` for a button that the line does not have, and as `save`.
pub async fn act<L: Stored>(form: ActForm<L::Id>) -> Result<(), AppError> {
    let s = Session::submitting(form.key)?;
    let tx = s.begin().await?;
    let (sheet, permit) = store::hold::<L>(&tx, &s, form.sheet).await?;
    let known = store::unchanged::<L>(&tx, &permit, &sheet, (form.line, form.version)).await?;
    let message = if form.act == REMOVE {
        store::remove(&tx, &permit, &sheet, known, s.now).await?;
        format!("{} {}.", capitalised(L::NOUN.one), L::NOUN.past("retiré"))
    } else {
        let (line, message) = known.line.after(&form.act, s.today).ok_or(AppError::Unreadable)?;
        store::change(&tx, &permit, &sheet, &known, line, s.now).await?;
        message.to_owned()
    };
    s.commit(tx, &message, &list_path::<L>(&sheet)).await
}

/// Gives a line up, with the reason.
///
/// # Errors
/// `Invalid` with every error, `Unreadable` for a line that can no longer be given up, and as `save`.
pub async fn give_up<L: Stored + Forsaken>(form: GiveUpForm<L::Id>) -> Result<(), AppError> {
    let s = Session::submitting(form.key)?;
    let why = form.check(s.today)?;
    let tx = s.begin().await?;
    let (sheet, permit) = store::hold::<L>(&tx, &s, form.sheet).await?;
    let known = store::unchanged::<L>(&tx, &permit, &sheet, (form.line, form.version)).await?;
    let line = known.line.give_up(why).ok_or(AppError::Unreadable)?;
    store::change(&tx, &permit, &sheet, &known, line, s.now).await?;
    let message = format!("{} {}.", capitalised(L::NOUN.one), L::NOUN.past("abandonné"));
    s.commit(tx, &message, &list_path::<L>(&sheet)).await
}
