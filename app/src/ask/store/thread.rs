//! What was said about a request, step by step: its history.
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::access::Subject;
use crate::ask::model::Step;
use crate::committee;
use crate::error::AppError;
use crate::history;
use crate::ids::AskId;

/// Steps shown of one request.
const LONGEST: u64 = 200;

/// One step, signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub step: Step,
    pub at: DateTime<Utc>,
    pub by: String,
    /// What was written; who takes it over, when that is the step.
    pub text: String,
}

/// The steps of a request, oldest first: two queries.
///
/// # Errors
/// When the database fails.
pub async fn thread(db: &impl ConnectionTrait, id: AskId) -> Result<Vec<Said>, AppError> {
    let entries = history::store::of_object(db, Subject::Ask(id), LONGEST).await?;
    let taken = entries.iter().filter(|entry| entry.part == Step::Take.word());
    let names = committee::store::names(db, taken.filter_map(|entry| entry.text.parse().ok())).await?;
    let said = |entry: history::store::Entry| {
        let step = Step::stored(&entry.part)?;
        let text = match (step, entry.text.parse()) {
            (Step::Take, Ok(id)) => names.get(&id).cloned().unwrap_or_default(),
            _ => entry.text,
        };
        Ok(Said { step, at: entry.at, by: entry.by_name, text })
    };
    entries.into_iter().map(said).collect()
}
