//! The table of requests: read by those who may, one step at a time, each over the version that was read.
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::forms::{Answering, Request};
use super::model::{Ask, State, Step};
use crate::access::{self, Actor, Permit, Subject, Verb};
use crate::action_sheet::model::Sheet;
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{AskId, PersonId};
use crate::outbox;
use crate::vague::When;

mod lists;
mod tables;
mod thread;

pub use lists::{Line, PER_PERSON, Told, last_said, load, mine, of_sheet, queue, told, waiting};
use tables::ask;
pub use thread::{Said, thread};

/// A request of a sheet.
///
/// # Errors
/// `NotFound` when the sheet has no such request, or when the actor may not see it.
pub async fn get(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sheet: &Sheet,
    id: AskId,
) -> Result<Ask, AppError> {
    if !actor.can(Verb::SeeAsks, &sheet.place()) {
        return Err(AppError::NotFound);
    }
    find(db, sheet, id).await
}

async fn find(db: &impl ConnectionTrait, sheet: &Sheet, id: AskId) -> Result<Ask, AppError> {
    let only = Condition::all().add(ask::Column::Id.eq(id)).add(ask::Column::SheetId.eq(sheet.id));
    let line = lists::lines(only).one(db).await?.ok_or(AppError::NotFound)?;
    Ok(Line::try_from(line)?.ask)
}

/// Asks for support.
///
/// # Errors
/// `Forbidden` on a sheet that is read-only.
pub async fn open(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    request: Request,
    at: DateTime<Utc>,
) -> Result<AskId, AppError> {
    check(permit, sheet, Step::Ask)?;
    let state = Step::Ask.after(None).ok_or(AppError::Internal)?;
    let row = ask::Model {
        id: AskId::new(),
        sheet_id: sheet.id,
        addressee: request.to.word().into(),
        about: request.about.word().into(),
        request: request.text.clone(),
        person_id: permit.by().person,
        by_name: permit.by().name.clone(),
        opened_at: at,
        state: state.word().into(),
        since: at,
        owner_id: None,
        answer: String::new(),
        answered_by: None,
        answered_at: None,
        due: request.wanted.as_ref().map(ToString::to_string),
        due_first: request.wanted.as_ref().map(|when| when.days().0),
        due_last: request.wanted.as_ref().map(|when| when.days().1),
        reminders: 0,
        version: 1,
    };
    let id = row.id;
    ask::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    tell(tx, permit, Step::Ask, (id, 1), request.text, at).await?;
    Ok(id)
}

/// Says who answers.
///
/// # Errors
/// `Stale` when it moved meanwhile, `NotFound` when the sheet has no such request.
pub async fn take(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    line: (AskId, i32),
    owner: PersonId,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let change = ask::ActiveModel { owner_id: Set(Some(owner)), ..Default::default() };
    // the name may change or be erased: the history keeps the identifier
    advance(tx, permit, sheet, line, (Step::Take, change, owner.to_string()), at).await
}

/// Answers, or says an answer better.
///
/// # Errors
/// As `take`.
pub async fn answer(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    line: (AskId, i32),
    answering: Answering,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let mut change = ask::ActiveModel {
        answer: Set(answering.text.clone()),
        answered_by: Set(permit.by().person),
        answered_at: Set(Some(at)),
        owner_id: Set(Some(answering.owner)),
        ..Default::default()
    };
    set_due(&mut change, Some(&answering.due));
    let text = format!("{}\n\nPour : {}", answering.text, answering.due);
    advance(tx, permit, sheet, line, (Step::Answer, change, text), at).await
}

/// Asks again, reopens or settles, with what is said of it.
///
/// # Errors
/// As `take`, `Invalid` when the step is not legal from where it stands, `Forbidden` on a sheet that is read-only.
pub async fn step(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    line: (AskId, i32),
    (step, text): (Step, String),
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let mut change = ask::ActiveModel::default();
    if step == Step::Reopen {
        // the answer stays in the thread
        change.answer = Set(String::new());
        change.answered_by = Set(None);
        change.answered_at = Set(None);
        set_due(&mut change, None);
    }
    advance(tx, permit, sheet, line, (step, change, text), at).await
}

/// Asks again those of these requests that somebody still waits for, with the words of an update.
///
/// # Errors
/// As `step`.
pub async fn remind(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    asks: &[AskId],
    words: &str,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    for ask in lists::all_of_sheet(&**tx, sheet).await?.into_iter().filter(|ask| asks.contains(&ask.id)) {
        if Step::Remind.after(Some(ask.word())).is_some() {
            step(tx, permit, sheet, (ask.id, ask.version), (Step::Remind, words.to_owned()), at).await?;
        }
    }
    Ok(())
}

/// Makes one step from the version that was read: the rest of the row, the history and the message with it.
async fn advance(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (id, read): (AskId, i32),
    (step, mut change, text): (Step, ask::ActiveModel, String),
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    check(permit, sheet, step)?;
    let known = find(&**tx, sheet, id).await?;
    if known.version != read {
        return Err(AppError::Stale);
    }
    let Some(state) = step.after(Some(known.word())) else {
        let label = known.word().label().to_lowercase();
        return Err(AppError::field("", format!("Cette demande est « {label} » : elle n’accepte pas cela.")));
    };
    if state != known.word() {
        change.state = Set(state.word().into());
        change.since = Set(at);
    }
    if step == Step::Remind {
        change.reminders = Set(known.reminders + 1);
    }
    change.version = Set(read + 1);
    let changed = ask::Entity::update_many()
        .set(change)
        .filter(ask::Column::Id.eq(id))
        .filter(ask::Column::Version.eq(read))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(AppError::Stale);
    }
    tell(tx, permit, step, (id, read + 1), text, at).await
}

/// An owner is somebody who may answer on that sheet.
///
/// # Errors
/// `Invalid` for another.
pub async fn check_owner(tx: &Tx, sheet: &Sheet, owner: PersonId, today: NaiveDate) -> Result<(), AppError> {
    let may = access::store::who_may(&**tx, Verb::AnswerAsk, &sheet.place(), today).await?;
    if may.iter().any(|holder| holder.id == owner) {
        return Ok(());
    }
    Err(AppError::field(
        "owner",
        "Choisissez quelqu’un de l’animation du plan ou de l’assistance, dans la liste.",
    ))
}

/// Who may make a step.
pub fn verb(step: Step) -> Verb {
    match step {
        Step::Ask | Step::Remind | Step::Reopen => Verb::AskSupport,
        Step::Take | Step::Answer | Step::Settle => Verb::AnswerAsk,
    }
}

/// Whether this actor may make a step on the requests of a sheet; a page offers it only then.
///
/// # Errors
/// `Forbidden` with the explanation that the page shows.
pub fn check_step(actor: &Actor, sheet: &Sheet, step: Step) -> Result<(), AppError> {
    check(&actor.may(verb(step), sheet.place())?, sheet, step)
}

/// The permit is for this; on a sheet that is over nothing is asked any more, and what was asked can be answered.
fn check(permit: &Permit, sheet: &Sheet, step: Step) -> Result<(), AppError> {
    if permit.sheet(verb(step))? != sheet.id {
        return Err(AppError::Internal);
    }
    match step {
        Step::Ask | Step::Remind | Step::Reopen => sheet.check_open(),
        Step::Take | Step::Answer | Step::Settle => Ok(()),
    }
}

fn set_due(change: &mut ask::ActiveModel, due: Option<&When>) {
    change.due = Set(due.map(ToString::to_string));
    change.due_first = Set(due.map(|when| when.days().0));
    change.due_last = Set(due.map(|when| when.days().1));
}

async fn tell(
    tx: &Tx,
    permit: &Permit,
    step: Step,
    (id, version): (AskId, i32),
    text: String,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    record(tx, permit, at, Change { subject: Subject::Ask(id), part: step.word(), version, text }).await?;
    let kind = match step {
        Step::Ask => "ask_opened",
        Step::Take => "ask_taken",
        Step::Remind => "ask_reminded",
        Step::Answer => "ask_answered",
        Step::Settle => "ask_settled",
        Step::Reopen => "ask_reopened",
    };
    let told = serde_json::json!({
        "sheet": permit.sheet(verb(step))?, "ask": id, "version": version, "by": permit.by().person,
    });
    outbox::store::put(tx, at, kind, told).await
}

/// The columns of the date that is waited for, as one value.
fn due(said: Option<String>, first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<When> {
    Some(When::stored(said?, first?, last?))
}

/// Where a row stands; a word that asks for an answer without one is a fault of ours.
fn state(row: &lists::AskRow) -> Result<State, AppError> {
    use super::model::{Answer, StateWord};
    let due = due(row.due.clone(), row.due_first, row.due_last);
    let answer = |due: Option<When>| {
        Ok::<_, AppError>(Answer {
            text: row.answer.clone(),
            by: row.answered_by_name.clone().unwrap_or_default(),
            at: row.answered_at.ok_or(AppError::Internal)?,
            due: due.ok_or(AppError::Internal)?,
        })
    };
    Ok(match StateWord::stored(&row.state)? {
        StateWord::Open => State::Open { wanted: due },
        StateWord::Answered => State::Answered(answer(due)?),
        StateWord::Settled => State::Settled(answer(due)?),
    })
}
