//! The table of amendments.
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, prelude::DateTimeUtc,
};

use super::model::{Amendment, Content, Decision, Proposal, State, StateWord, Step, Verdict};
use crate::access::{Actor, Permit, Verb};
use crate::action_sheet::model::{Locked, Sheet};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{AmendmentId, GoalId, PersonId};
use crate::outbox;

mod in_force;
mod waiting;

use in_force::put;
pub use in_force::{amendable, check_template, in_force};
pub use waiting::{told, waiting};

mod amendment {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, AmendmentId, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "amendment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AmendmentId,
        pub sheet_id: ActionSheetId,
        pub part: String,
        pub before: String,
        pub after: String,
        pub reason: String,
        pub person_id: Option<PersonId>,
        pub by_name: String,
        pub at: ChronoDateTimeUtc,
        pub state: String,
        /// Once it is accepted: its rank among those of its sheet.
        pub number: Option<i32>,
        /// What was said of the decision.
        pub decision: String,
        pub decided_by_name: String,
        pub decided_at: Option<ChronoDateTimeUtc>,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The part of a sheet's history that tells its amendments.
const AMENDMENT_PART: &str = "amendment";

impl TryFrom<amendment::Model> for Amendment {
    type Error = AppError;
    fn try_from(row: amendment::Model) -> Result<Self, AppError> {
        let unreadable = |what: &str| {
            tracing::error!(amendment = %row.id, what, "an amendment that cannot be read");
            AppError::Internal
        };
        let decision = |at: Option<DateTimeUtc>| {
            let at = at.ok_or_else(|| unreadable("no decision"))?;
            Ok::<_, AppError>(Decision {
                by_name: row.decided_by_name.clone(),
                at,
                reason: row.decision.clone(),
            })
        };
        let state = match StateWord::stored(&row.state)? {
            StateWord::Proposed => State::Proposed,
            StateWord::Accepted => {
                let number = row.number.ok_or_else(|| unreadable("no number"))?;
                State::Accepted(number, decision(row.decided_at)?)
            }
            StateWord::Refused => State::Refused(decision(row.decided_at)?),
            StateWord::Withdrawn => State::Withdrawn(decision(row.decided_at)?),
        };
        let part = Locked::from_word(&row.part).ok_or_else(|| unreadable("no such part"))?;
        Ok(Self {
            id: row.id,
            before: Content::stored(part, row.before)?,
            after: Content::stored(part, row.after)?,
            reason: row.reason,
            by: row.person_id,
            by_name: row.by_name,
            at: row.at,
            state,
            version: row.version,
        })
    }
}

/// What a reader may see of the amendments of a sheet: those in force with the sheet, proposals with its drafts.
fn seen_by(actor: &Actor, sheet: &Sheet) -> sea_orm::Condition {
    let of_sheet = sea_orm::Condition::all().add(amendment::Column::SheetId.eq(sheet.id));
    if actor.can(Verb::SeeDraft, &sheet.place()) {
        of_sheet
    } else {
        of_sheet.add(amendment::Column::State.eq(StateWord::Accepted.word()))
    }
}

/// The amendments of a sheet that the actor may read, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sheet: &Sheet,
) -> Result<Vec<Amendment>, AppError> {
    let rows = amendment::Entity::find()
        .filter(seen_by(actor, sheet))
        .order_by_desc(amendment::Column::At)
        .order_by_desc(amendment::Column::Id);
    rows.all(db).await?.into_iter().map(Amendment::try_from).collect()
}

/// An amendment of this sheet.
///
/// # Errors
/// `NotFound` when the sheet has none of this name, or when the actor may not read it.
pub async fn get(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sheet: &Sheet,
    id: AmendmentId,
) -> Result<Amendment, AppError> {
    let row = amendment::Entity::find_by_id(id).filter(seen_by(actor, sheet)).one(db).await?;
    row.ok_or(AppError::NotFound)?.try_into()
}

/// Proposes to change a part that the adoption locked.
///
/// # Errors
/// `Stale` when what is in force is no longer what was read; `Invalid` when nothing changes; `Forbidden` in a state where
/// nothing is amended, and of a rubric that the template no longer has.
pub async fn propose(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    proposal: Proposal,
    now: DateTime<Utc>,
) -> Result<AmendmentId, AppError> {
    check(permit, Verb::ProposeAmendment, sheet)?;
    let part = proposal.change.part();
    check_template(&**tx, sheet, part).await?;
    let before = unchanged(tx, sheet, part, &proposal.seen).await?;
    let after = proposal.change.of(&before, GoalId::new);
    if before == after {
        return Err(before.same());
    }
    after.check_lasting()?;
    let row = amendment::Model {
        id: AmendmentId::new(),
        sheet_id: sheet.id,
        part: part.word().into(),
        before: before.kept()?,
        after: after.kept()?,
        reason: proposal.reason,
        person_id: permit.by().person,
        by_name: permit.by().name.clone(),
        at: now,
        state: StateWord::Proposed.word().into(),
        number: None,
        decision: String::new(),
        decided_by_name: String::new(),
        decided_at: None,
        version: 1,
    };
    let (id, text) = (row.id, format!("Proposé, {} : {}", part.label(), row.reason));
    amendment::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    tell(tx, permit, sheet, (id, 1), "amendment_proposed", text, now).await?;
    Ok(id)
}

/// Decides a proposal; accepted, it gets its number and is in force from this transaction on.
///
/// # Errors
/// `Stale` when what is in force is no longer what was read; `Invalid` when it is decided already, when accepting it
/// would change nothing any more, or leave nothing in force; `Forbidden` in a state where nothing is
/// amended, and to accept one of a rubric that the template no longer has.
pub async fn decide(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    amendment: Amendment,
    (verdict, seen, reason): (Verdict, &str, String),
    now: DateTime<Utc>,
) -> Result<State, AppError> {
    check(permit, Verb::DecideAmendment, sheet)?;
    if let Some(decision) = amendment.state.decision() {
        return Err(ended(&amendment.state, decision));
    }
    let current = unchanged(tx, sheet, amendment.part(), seen).await?;
    let after = amendment.after.over(&amendment.before, &current);
    let (step, replaced) = match verdict {
        Verdict::Accept => {
            check_template(&**tx, sheet, amendment.part()).await?;
            if after == current {
                return Err(overtaken("Il ne changerait plus rien à ce qui est en vigueur"));
            }
            after.check_lasting().map_err(|_| overtaken("Il ne resterait rien en vigueur"))?;
            (Step::Accept(next_number(tx, sheet).await?), Some((current.kept()?, after.kept()?)))
        }
        Verdict::Refuse => (Step::Refuse, None),
    };
    let state = end(tx, permit, sheet, amendment, step, reason, replaced, now).await?;
    if let State::Accepted(number, _) = &state {
        put(tx, permit, sheet, (&after, *number), now).await?;
    }
    Ok(state)
}

/// Who was faster, and how: there is nothing left to decide.
fn ended(state: &State, decision: &Decision) -> AppError {
    let (done, by) = (state.word().label().to_lowercase(), &decision.by_name);
    AppError::field("", format!("Rien n’est enregistré : l’avenant a été {done} entre-temps par {by}."))
}

/// Why a proposal can only be refused: what it would do today, because of another one.
fn overtaken(would: &str) -> AppError {
    let message = format!("{would}, car un autre avenant a été adopté entre-temps : refusez celui-ci.");
    AppError::field("verdict", message)
}

/// Takes back a proposal of one's own.
///
/// # Errors
/// `Forbidden` for another's, or in a state where nothing is amended; `Stale` when it is decided already.
pub async fn withdraw(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    amendment: Amendment,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    check(permit, Verb::ProposeAmendment, sheet)?;
    if !is_own(&amendment, permit.by().person) {
        return Err(AppError::Forbidden("Un avenant est retiré par la personne qui l’a proposé.".into()));
    }
    end(tx, permit, sheet, amendment, Step::Withdraw, String::new(), None, now).await?;
    Ok(())
}

/// Whether this person proposed it.
pub fn is_own(amendment: &Amendment, person: Option<PersonId>) -> bool {
    person.is_some() && amendment.by == person
}

/// Ends a proposal; `replaced` is what an accepted one replaces and by what: both may have changed since it was proposed.
#[expect(clippy::too_many_arguments, reason = "one private step of the three ways to end a proposal")]
async fn end(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    amendment: Amendment,
    step: Step,
    reason: String,
    replaced: Option<(String, String)>,
    now: DateTime<Utc>,
) -> Result<State, AppError> {
    let decision = Decision { by_name: permit.by().name.clone(), at: now, reason };
    let version = amendment.version + 1;
    let state = amendment.state.after(step, decision.clone()).ok_or(AppError::Stale)?;
    let mut row = amendment::ActiveModel {
        state: Set(state.word().word().into()),
        decision: Set(decision.reason.clone()),
        decided_by_name: Set(decision.by_name),
        decided_at: Set(Some(now)),
        version: Set(version),
        ..Default::default()
    };
    if let State::Accepted(number, _) = &state {
        row.number = Set(Some(*number));
    }
    if let Some((before, after)) = replaced {
        row.before = Set(before);
        row.after = Set(after);
    }
    let written = amendment::Entity::update_many()
        .set(row)
        .filter(amendment::Column::Id.eq(amendment.id))
        .filter(amendment::Column::Version.eq(amendment.version))
        .exec(&**tx)
        .await?;
    if written.rows_affected == 0 {
        return Err(AppError::Stale);
    }
    let said = if decision.reason.is_empty() { String::new() } else { format!(" : {}", decision.reason) };
    let number =
        if let State::Accepted(number, _) = &state { format!(" n° {number}") } else { String::new() };
    let text = format!("{}{number}, {}{said}", state.word().label(), amendment.part().label());
    tell(tx, permit, sheet, (amendment.id, version), "amendment_decided", text, now).await?;
    Ok(state)
}

/// The number of the next amendment of a sheet that the transaction holds.
async fn next_number(tx: &Tx, sheet: &Sheet) -> Result<i32, AppError> {
    let last: Option<Option<i32>> = amendment::Entity::find()
        .select_only()
        .column_as(amendment::Column::Number.max(), "last")
        .filter(amendment::Column::SheetId.eq(sheet.id))
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(last.flatten().unwrap_or_default() + 1)
}

/// What is in force, if it is still what was read.
async fn unchanged(tx: &Tx, sheet: &Sheet, part: Locked, seen: &str) -> Result<Content, AppError> {
    let current = in_force(&**tx, sheet, part).await?;
    if current.digest()? == seen { Ok(current) } else { Err(AppError::Stale) }
}

fn check(permit: &Permit, verb: Verb, sheet: &Sheet) -> Result<(), AppError> {
    if permit.sheet(verb)? != sheet.id {
        return Err(AppError::Internal);
    }
    sheet.check_amendable()
}

async fn tell(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (id, version): (AmendmentId, i32),
    kind: &'static str,
    text: String,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let change = Change { subject: permit.subject(), part: AMENDMENT_PART, version, text };
    record(tx, permit, now, change).await?;
    let told = serde_json::json!({ "sheet": sheet.id, "amendment": id, "by": permit.by().person });
    outbox::store::put(tx, now, kind, told).await
}
