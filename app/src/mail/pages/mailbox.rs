//! The mails that the embedded default wrote in its folder, read back.
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use leptos::prelude::use_context;
use mail_parser::{Address, MessageParser};

use crate::error::AppError;
use crate::ids::MailId;
use crate::mail::MailFolder;

/// The most mails of the list.
const SHOWN: usize = 100;

/// A mail as it was written.
pub struct Kept {
    pub id: MailId,
    pub at: DateTime<Utc>,
    pub to: String,
    pub from: String,
    pub subject: String,
    pub text: String,
}

/// The folder of the mails.
///
/// # Errors
/// `NotFound` where mails really leave.
pub fn folder() -> Result<PathBuf, AppError> {
    use_context::<MailFolder>().map(|folder| folder.0).ok_or(AppError::NotFound)
}

/// The newest mails first.
///
/// # Errors
/// When the folder cannot be read; one that is not there yet is empty.
pub async fn newest(folder: PathBuf) -> Result<Vec<Kept>, AppError> {
    tokio::task::spawn_blocking(move || {
        let Ok(files) = std::fs::read_dir(&folder) else { return Vec::new() };
        let ids = files
            .flatten()
            .filter_map(|file| file.file_name().to_str()?.strip_suffix(".eml")?.parse::<MailId>().ok());
        // identifiers sort by the time at which they were made
        let mut ids: Vec<MailId> = ids.collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids.into_iter().take(SHOWN).filter_map(|id| read(&folder, id)).collect()
    })
    .await
    .map_err(|cause| {
        tracing::error!(%cause, "mailbox");
        AppError::Internal
    })
}

/// One mail.
///
/// # Errors
/// `NotFound` when it is not there.
pub async fn get(folder: PathBuf, id: MailId) -> Result<Kept, AppError> {
    let read = tokio::task::spawn_blocking(move || read(&folder, id)).await;
    read.ok().flatten().ok_or(AppError::NotFound)
}

fn read(folder: &Path, id: MailId) -> Option<Kept> {
    let bytes = std::fs::read(folder.join(format!("{id}.eml"))).ok()?;
    let mail = MessageParser::default().parse(&bytes)?;
    let first = |address: Option<&Address<'_>>| {
        let one = address.and_then(Address::first);
        let (name, email) = (one.and_then(|one| one.name()), one.and_then(|one| one.address()));
        let email = email.unwrap_or_default();
        name.map_or_else(|| email.to_owned(), |name| format!("{name} <{email}>"))
    };
    Some(Kept {
        id,
        at: DateTime::from_timestamp(mail.date()?.to_timestamp(), 0)?,
        to: first(mail.to()),
        from: first(mail.from()),
        subject: mail.subject().unwrap_or_default().to_owned(),
        text: mail.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
    })
}
