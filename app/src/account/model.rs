//! Signing in without a password: an address, then the link or the code that was mailed to it.
use serde::{Deserialize, Serialize};

use crate::committee::model::{Email, NotAnEmail};
use crate::error::AppError;
use crate::ids::FormKey;
use crate::words::words;

/// A link and its code are worth something for this long (minutes).
pub const MINUTES: i64 = 15;
/// After as many wrong codes, they are worth nothing (tries).
pub const TRIES: i32 = 5;
/// How many digits a code has.
pub const DIGITS: usize = 8;
/// The pages of signing in: their forms come back as they were typed, since nobody has drafts there.
pub const SIGN_IN: &str = "/compte/connexion";
pub const CODE: &str = "/compte/connexion/code";
pub const LINK: &str = "/compte/connexion/lien";
/// The pages that change one's address: their codes are no drafts either.
pub const ADDRESS: &str = "/compte/adresse";
pub const ADDRESS_CODE: &str = "/compte/adresse/code";
pub const ADDRESS_LINK: &str = "/compte/adresse/lien";

/// The page of a form that came back in the answer of this endpoint: somebody reloads that answer, or opens it again.
pub fn page_of(endpoint: &str) -> Option<&'static str> {
    match endpoint.strip_prefix("/api/")? {
        "sign_in" | "sign_in_demo" | "sign_in_again" => Some(SIGN_IN),
        "sign_in_code" => Some(CODE),
        "sign_in_link" => Some(LINK),
        "change_address" => Some(ADDRESS),
        "confirm_address_code" => Some(ADDRESS_CODE),
        "confirm_address_link" => Some(ADDRESS_LINK),
        _ => None,
    }
}

/// Whether the forms of a page come back in the answer that refuses them, and are kept nowhere.
pub fn comes_back(page: &str) -> bool {
    page.starts_with(SIGN_IN) || page.starts_with(ADDRESS)
}

words! {
    /// What an attempt proves, once its code or its link is used.
    Purpose {
        SignIn = "sign_in", "connexion";
        Address = "address", "nouvelle adresse";
    }
}

/// The first form: who comes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    pub page: String,
    pub email: String,
    /// Where to go afterwards: a path of this site.
    pub then: String,
}

impl EntryForm {
    /// The address to write to.
    ///
    /// # Errors
    /// `Invalid` with what to do about it.
    pub fn check(&self) -> Result<Email, AppError> {
        self.email.parse().map_err(|error: NotAnEmail| AppError::field("email", error.to_string()))
    }
}

/// The second form: the code of the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    pub page: String,
    pub code: String,
}

impl CodeForm {
    /// The digits of the code, however they were spaced.
    ///
    /// # Errors
    /// `Invalid` when it is no code: then it is no try either.
    pub fn check(&self) -> Result<String, AppError> {
        let digits: String = self.code.chars().filter(|c| !c.is_whitespace() && !"-.".contains(*c)).collect();
        if digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(digits)
        } else {
            let message =
                format!("Tapez les {DIGITS} chiffres du code, comme dans le courriel\u{a0}: 1234 5678.");
            Err(AppError::field("code", message))
        }
    }
}

/// The button of the page that the mailed link opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    pub page: String,
    pub token: String,
}

/// Whether one wants reminders by mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemindersForm {
    pub key: FormKey,
    pub page: String,
    /// A word of [`Wanted`].
    pub choice: String,
}

words! {
    /// Whether one wants reminders by mail: the label is the button.
    Wanted {
        Yes = "yes", "Recevoir les rappels";
        No = "no", "Ne plus recevoir de rappels";
    }
}

impl Wanted {
    /// What is said once it is so.
    pub fn done(self) -> &'static str {
        match self {
            Self::Yes => "Vous recevrez les rappels par courriel.",
            Self::No => "Vous ne recevrez plus de rappels par courriel.",
        }
    }
}

/// What an attempt to sign in is still worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// So many tries are left.
    Open(i32),
    Expired,
    Used,
    /// Too many wrong codes.
    Spent,
    /// Nobody asked, or so long ago that it is forgotten.
    Unknown,
}

impl Worth {
    /// Why it is worth nothing, and what to do.
    pub fn refusal(self) -> &'static str {
        match self {
            Self::Open(_) => "",
            Self::Expired => {
                "Ce code et ce lien ont expiré ou ont été remplacés\u{a0}: ils valent 15 minutes, et un nouveau courriel remplace le précédent. Ouvrez le dernier, ou demandez-en un autre."
            }
            Self::Used => {
                "Ce code et ce lien ont déjà servi\u{a0}: ils ne valent qu’une fois. Demandez un nouveau courriel."
            }
            Self::Spent => {
                "Trop de codes faux ont été tapés\u{a0}: par sécurité, ce code et ce lien ne valent plus rien. Demandez un nouveau courriel."
            }
            Self::Unknown => {
                "Cette demande de connexion n’est pas connue ici. Donnez votre adresse pour recevoir un nouveau courriel."
            }
        }
    }
}

/// A code as it is read aloud: « 1234 5678 ».
pub fn spaced(code: &str) -> String {
    let (left, right) = code.split_at_checked(DIGITS / 2).unwrap_or((code, ""));
    format!("{left} {right}").trim_end().to_owned()
}
