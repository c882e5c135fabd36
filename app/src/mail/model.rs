//! What a mail says, in plain text and in simple HTML; how long to wait before it is tried again.
use chrono::Duration;
use serde::{Deserialize, Serialize};

use crate::ids::{FormKey, MailId};
use crate::text::{first_line, printable};
use crate::words::words;

words! {
    /// What is mailed: the word is the kind of the outbox's message, the label is for the administrator.
    Kind {
        SignIn = "sign_in_asked", "connexion";
        Invitation = "invitation", "invitation";
        MandateGiven = "mandate_given", "rôle donné";
        MandateEnded = "mandate_ended", "fin d’un rôle";
        Reminder = "reminder", "rappel";
        Mention = "comment_mention", "mention dans une discussion";
        AskOpened = "ask_opened", "demande d’appui";
        AskReminded = "ask_reminded", "relance d’une demande d’appui";
        AskTaken = "ask_taken", "demande d’appui confiée";
        AskAnswered = "ask_answered", "réponse à une demande d’appui";
        AskSettled = "ask_settled", "demande d’appui réglée";
        AskReopened = "ask_reopened", "demande d’appui rouverte";
        NewAddress = "new_address_asked", "nouvelle adresse à confirmer";
        AddressWarning = "address_warning", "changement d’adresse demandé";
        AddressReplaced = "address_replaced", "adresse remplacée par l’animation du plan";
        AddressRemoved = "address_removed", "adresse retirée par l’animation du plan";
        AmendmentProposed = "amendment_proposed", "avenant proposé";
        AmendmentDecided = "amendment_decided", "avenant décidé";
        BalanceMoved = "balance_moved", "bilan remis, renvoyé, validé ou publié";
    }
}

/// The page of the mails that failed, and the mailbox of the demonstration.
pub const FAILED: &str = "/administration/courrier";
pub const MAILBOX: &str = "/demo/courrier";

/// The longest subject (characters).
const LONGEST_SUBJECT: usize = 120;

/// Waits before the second try and the next ones; after the last, an administrator is asked.
const WAITS: [Duration; 5] = [
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::hours(2),
    Duration::hours(6),
];

/// How long to wait after that many tries; `None` when it was tried enough.
pub fn wait_after(tries: i32) -> Option<Duration> {
    WAITS.get(usize::try_from(tries - 1).ok()?).copied()
}

/// A mail about to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    subject: String,
    parts: Vec<Part>,
}

/// A paragraph of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Text(String),
    /// A code to type somewhere else.
    Code(String),
    /// What it leads to, and its whole address.
    Link(String, String),
}

impl Letter {
    /// The subject is one line, whatever the names in it hold.
    pub fn new(subject: &str, parts: Vec<Part>) -> Self {
        let subject = first_line(&printable(&subject.replace(['\r', '\n'], " ")), LONGEST_SUBJECT);
        Self { subject, parts }
    }

    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Paragraphs with a blank line between them, addresses on lines of their own.
    pub fn text(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Code(code) => format!("    {code}"),
            Part::Link(label, address) => format!("{label}\u{a0}:\n{address}"),
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join("\n\n") + "\n"
    }

    pub fn html(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => format!("<p>{}</p>", html(text)),
            Part::Code(code) => format!("<p style=\"font-size:1.5em\"><strong>{}</strong></p>", html(code)),
            Part::Link(label, address) => {
                format!("<p><a href=\"{}\">{}</a></p>", html(address), html(label))
            }
        };
        let parts = self.parts.iter().map(part).collect::<String>();
        format!(
            "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>{parts}</body></html>",
            html(&self.subject)
        )
    }
}

fn html(text: &str) -> String {
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    safe.replace('\n', "<br>")
}

/// The button that sends a failed mail again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryForm {
    pub key: FormKey,
    pub page: String,
    pub mail: MailId,
}
