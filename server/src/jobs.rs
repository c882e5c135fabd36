//! What is done from time to time: forgetting what is past its time, reminding pilots.
use std::time::Duration;

use app::{account, action_sheet, db::Db, draft, error::AppError, mail, session::Clock};

/// An emergent sheet stays open for this long at most after its last day.
const QUARTER: Duration = Duration::from_secs(900);

/// Every quarter of an hour, until the process ends. Several servers may do it at once: it is idempotent.
pub async fn run(db: Db, clock: Clock) {
    loop {
        if let Err(error) = expire(&db, &clock).await {
            tracing::warn!(%error, "expiry");
        }
        if let Err(error) = mail::reminder::decide(&db, clock.now()).await {
            tracing::warn!(%error, "reminders");
        }
        tokio::time::sleep(QUARTER).await;
    }
}

/// Forgets drafts, receipts, sessions, attempts to sign in, mails and messages that are past their time; ends
/// emergent sheets after their last day.
///
/// # Errors
/// When the database fails.
pub async fn expire(db: &Db, clock: &Clock) -> Result<(), AppError> {
    let tx = db.begin().await?;
    draft::store::expire(&tx, clock.now()).await?;
    account::store::expire(&tx, clock.now()).await?;
    account::store::sign_in::expire(&tx, clock.now()).await?;
    tx.commit().await?;
    mail::store::expire(db, clock.now()).await?;
    action_sheet::store::expire(db, clock.now()).await
}
