//! Drafts: any form, as the browser encoded it.
use chrono::{DateTime, Utc};

use crate::error::FieldError;
use crate::ids::FormKey;

/// Drafts are kept this long after the last keystroke (days).
pub const DAYS: i64 = 30;
/// A draft, or any form, is at most this long (bytes).
pub const LONGEST: usize = 512 * 1024;

/// A kept form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub key: FormKey,
    /// The page that shows the form, without its query.
    pub page: String,
    /// Which form of the page.
    pub form: String,
    /// The form as the browser encoded it: `form[body]=…&form[version]=3`.
    pub fields: String,
    /// What was wrong with it when it was last submitted; empty while it was only typed.
    pub errors: Vec<FieldError>,
    pub kept_at: DateTime<Utc>,
}

/// An address of this site, perhaps with a query: where to go after signing in.
pub fn is_local_address(address: &str) -> bool {
    is_local(address.split('?').next().unwrap_or_default())
        && !address.contains(['\\', '#'])
        && !address.chars().any(char::is_control)
}

/// An address of this site that a form names as its own page: a path, never another site.
pub fn is_local(page: &str) -> bool {
    page.starts_with('/')
        && !page.starts_with("//")
        && !page.contains(['\\', '?', '#'])
        && !page.chars().any(char::is_control)
}

#[cfg(feature = "ssr")]
mod server {
    use std::collections::BTreeMap;

    use serde::{Deserialize, de::DeserializeOwned};

    use super::Draft;

    #[derive(Deserialize)]
    struct Sent<T> {
        form: T,
    }

    /// Reads a form as server functions do; `None` when it is not of that shape.
    pub fn decode<T: DeserializeOwned>(fields: &str) -> Option<T> {
        serde_qs::Config::new(5, false).deserialize_str::<Sent<T>>(fields).ok().map(|sent| sent.form)
    }

    /// What a form carries that nobody typed.
    const CARRIED: [&str; 14] = [
        "key", "page", "form", "draft", "sheet", "rubric", "version", "base", "step", "choice", "plan",
        "import", "seen", "restored",
    ];

    /// The texts of a kept form, without what nobody typed.
    pub fn typed(fields: &str) -> String {
        let mut typed: BTreeMap<String, String> = decode(fields).unwrap_or_default();
        typed.retain(|name, value| !value.trim().is_empty() && !CARRIED.contains(&name.as_str()));
        // the conflict page carries the kept text beside the one that is being finished
        if typed.get("mine") == typed.get("body") {
            typed.remove("mine");
        }
        typed.into_values().collect::<Vec<_>>().join("\n\n")
    }

    impl Draft {
        /// The draft as the form's own type.
        pub fn form<T: DeserializeOwned>(&self) -> Option<T> {
            decode(&self.fields)
        }
    }
}
#[cfg(feature = "ssr")]
pub use server::{decode, typed};
