//! Mail (*courrier*): what the outbox tells to somebody becomes one mail per person, written when it leaves.
//!
//! A message of the outbox is spread into mails in one transaction; each mail is then claimed for a while by one
//! server, written from the database, sent without any transaction open, and marked. A server that dies in between
//! leaves it to the next one: at least once for what was committed, never for what was not.
pub mod api;
#[cfg(feature = "ssr")]
pub mod letters;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod reminder;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;

/// Where the embedded default writes mails, for the mailbox of the demonstration.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub struct MailFolder(pub std::path::PathBuf);
