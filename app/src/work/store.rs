//! What « Mon travail » asks of the other features: as many queries for three sheets as for sixty.
use super::model::{Carried, Todo, most_pressing_first};
use crate::access::Verb;
use crate::action_sheet;
use crate::amendment;
use crate::ask::{self, store::Line};
use crate::balance;
use crate::dashboard::store::{Orphans, orphans};
use crate::deliverable::model::Deliverable;
use crate::draft::{self, model::Draft};
use crate::error::AppError;
use crate::ids::ActionSheetId;
use crate::mail;
use crate::milestone::model::Milestone;
use crate::rows;
use crate::session::Session;

/// All of it.
pub struct Work {
    /// Those that are over last.
    pub sheets: Vec<Carried>,
    /// The most pressing first.
    pub todos: Vec<Todo>,
    /// What the reader, or her committee, asked and is not settled.
    pub asked: Vec<Line>,
    pub drafts: Vec<Draft>,
    /// The actions without a pilot, for who names pilots.
    pub orphans: Vec<Orphans>,
    /// Mails that could not leave, for who follows them.
    pub failed: Option<usize>,
}

/// What waits for who is signed in.
///
/// # Errors
/// `Unauthenticated` for the system, or when the database fails.
pub async fn work(s: &Session) -> Result<Work, AppError> {
    let (db, person) = (&s.db.read, s.actor.person().ok_or(AppError::Unauthenticated)?);
    let own = action_sheet::store::own(db, &s.actor).await?;
    let ids: Vec<ActionSheetId> = own.iter().map(|own| own.sheet.id).collect();
    let mut milestones = rows::store::of_sheets::<Milestone>(db, ids.iter().copied()).await?;
    let mut deliverables = rows::store::of_sheets::<Deliverable>(db, ids).await?;
    let mut asked = ask::store::mine(db, &s.actor).await?;
    let waiting = ask::store::waiting(db, &s.actor, s.today).await?;
    let amendments = amendment::store::waiting(db, &s.actor).await?;
    let balances = balance::store::waiting(db, &s.actor).await?;
    let mut drafts = draft::store::list(db, person, s.now).await?;
    drafts.retain(Draft::is_typed);
    let failed = match s.actor.may_on_platform(Verb::FollowMail) {
        Ok(permit) => Some(mail::store::followed(db, &permit).await?.0.len()),
        Err(_) => None,
    };
    let sheets: Vec<Carried> = own
        .into_iter()
        .map(|own| {
            let id = own.sheet.id;
            let lines = (milestones.remove(&id), deliverables.remove(&id));
            Carried::new(own, lines.0.unwrap_or_default(), lines.1.unwrap_or_default())
        })
        .collect();
    let mut todos: Vec<Todo> = sheets
        .iter()
        .filter(|carried| s.actor.can(Verb::AddUpdate, &carried.sheet.place()))
        .flat_map(|carried| carried.todos(s.today, &s.time_zone))
        .collect();
    // what one both asked and answers is to be answered
    asked.retain(|line| waiting.iter().all(|other| other.ask.id != line.ask.id));
    todos.extend(waiting.into_iter().map(|line| Todo::of_ask(line.sheet, line.ask, s.today, &s.time_zone)));
    todos.extend(amendments.into_iter().map(|(sheet, amendment)| {
        let at = amendment.at;
        Todo::of_amendment(sheet, amendment, at, &s.time_zone)
    }));
    let balances = balances.into_iter();
    todos.extend(balances.map(|(sheet, balance)| Todo::of_balance(sheet, balance, &s.time_zone)));
    most_pressing_first(&mut todos, s.today);
    Ok(Work { sheets, todos, asked, drafts, orphans: orphans(s).await?, failed })
}
