//! The post office: mails leave by SMTP, or are written as files in a folder (the embedded default).
use std::{path::PathBuf, sync::Arc, time::Duration};

use app::{
    committee::store::Addressee,
    db::Db,
    error::AppError,
    ids::MailId,
    mail::{
        letters,
        model::Letter,
        store::{self, Again, Claimed},
    },
    session::Clock,
    text::printable,
};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};

use crate::config::Config;

/// How often the outbox is looked at.
const PAUSE: Duration = Duration::from_secs(1);
/// How long a mail may take to leave: less than the lease of a claim.
const PATIENCE: Duration = Duration::from_secs(30);

/// How mails leave, from whom, and the address of the site that they lead to.
pub struct PostOffice {
    way: Way,
    from: Mailbox,
    site: String,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Why a mail did not leave.
struct Refusal {
    why: String,
    again: Again,
}

impl PostOffice {
    /// The post office of the settings. A demonstration never writes to anybody: its mails stay in the folder.
    ///
    /// # Errors
    /// When the address of the SMTP server cannot be understood.
    pub fn open(config: &Config, demonstration: bool) -> Result<Self, lettre::transport::smtp::Error> {
        let way = match &config.smtp_url {
            Some(url) if !demonstration => Way::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(PATIENCE)).build(),
            ),
            _ => Way::Folder(config.mail_folder()),
        };
        Ok(Self { way, from: config.mail_from.clone(), site: config.public_url.clone() })
    }

    /// Where mails are written, when they do not leave.
    pub fn folder(&self) -> Option<PathBuf> {
        match &self.way {
            Way::Smtp(_) => None,
            Way::Folder(folder) => Some(folder.clone()),
        }
    }

    async fn send(&self, id: MailId, to: &Addressee, letter: &Letter) -> Result<(), Refusal> {
        let never = |why: String| Refusal { why, again: Again::Never };
        let later = |why: String| Refusal { why, again: Again::Later };
        let address: Address = to.email.parse().map_err(|error| never(format!("{} : {error}", to.email)))?;
        let host = self.from.email.domain().to_owned();
        let message = Message::builder()
            .message_id(Some(format!("<{id}@{host}>"))) // the same at each try: a reader shows it once
            .from(self.from.clone())
            .to(Mailbox::new(Some(printable(&to.name)), address))
            .subject(letter.subject())
            .raw_header(automatic())
            .multipart(MultiPart::alternative_plain_html(letter.text(), letter.html()))
            .map_err(|error| never(error.to_string()))?;
        match &self.way {
            Way::Smtp(server) => match tokio::time::timeout(PATIENCE, server.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) if error.is_permanent() => Err(never(error.to_string())),
                Ok(Err(error)) => Err(later(error.to_string())),
                Err(_) => Err(later("le serveur de messagerie ne répond pas".into())),
            },
            Way::Folder(folder) => {
                write(folder, id, message.formatted()).await.map_err(|error| later(error.to_string()))
            }
        }
    }
}

/// Tells answering machines that nobody reads their answers (RFC 3834).
fn automatic() -> lettre::message::header::HeaderValue {
    let name = lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted");
    lettre::message::header::HeaderValue::new(name, "auto-generated".into())
}

/// Writes a mail whole, or not at all.
async fn write(folder: &PathBuf, id: MailId, bytes: Vec<u8>) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let (half, whole) = (folder.join(format!("{id}.part")), folder.join(format!("{id}.eml")));
    tokio::fs::write(&half, bytes).await?;
    tokio::fs::rename(half, whole).await
}

/// Sends what is to be sent, until the process ends. Several servers may do it at once: each mail is claimed.
pub async fn run(db: Db, clock: Clock, office: Arc<PostOffice>) {
    loop {
        if let Err(error) = round(&db, &clock, &office).await {
            tracing::warn!(%error, "mail");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Spreads the outbox into mails and sends all that may leave now; what is asked meanwhile takes its place among them.
/// Returns how many left.
///
/// # Errors
/// When the database fails.
pub async fn round(db: &Db, clock: &Clock, office: &Arc<PostOffice>) -> Result<usize, AppError> {
    let mut left = 0;
    loop {
        store::spread(db, clock.now()).await?;
        let Some(claimed) = store::claim(db, clock.now()).await? else { return Ok(left) };
        // in a task of its own: a mail that makes it panic stops no other
        let one = deliver(db.clone(), clock.clone(), office.clone(), claimed.clone());
        match tokio::spawn(one).await {
            Ok(done) => left += usize::from(done?),
            Err(panic) => {
                let refusal = Refusal { why: panic.to_string(), again: Again::Never };
                refused(db, clock, &claimed, refusal).await?;
            }
        }
    }
}

/// Writes one mail and sends it; whether it left.
async fn deliver(db: Db, clock: Clock, office: Arc<PostOffice>, claimed: Claimed) -> Result<bool, AppError> {
    let refusal = match letters::write(&db, &office.site, &claimed, clock.now()).await {
        Ok(None) => {
            store::forget(&db, claimed.id).await?;
            return Ok(false);
        }
        Ok(Some((to, letter))) => match office.send(claimed.id, &to, &letter).await {
            Ok(()) => {
                store::sent(&db, claimed.id, clock.now()).await?;
                return Ok(true);
            }
            Err(refusal) => refusal,
        },
        Err(AppError::Internal) => Refusal { why: "la base n’a pas répondu".into(), again: Again::Later },
        Err(error) => Refusal { why: error.to_string(), again: Again::Never },
    };
    refused(&db, &clock, &claimed, refusal).await?;
    Ok(false)
}

async fn refused(db: &Db, clock: &Clock, claimed: &Claimed, refusal: Refusal) -> Result<(), AppError> {
    tracing::warn!(id = %claimed.id, kind = claimed.kind.word(), tries = claimed.tries, why = refusal.why, "mail");
    store::failed(db, claimed, &refusal.why, refusal.again, clock.now()).await
}
