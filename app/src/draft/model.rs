//! Drafts: any form, as the browser encoded it.
use chrono::{DateTime, Utc};

use crate::error::FieldError;
use crate::ids::FormKey;

/// Drafts are kept this long after the last keystroke (days).
pub const DAYS: i64 = 30;
/// A draft, or any form, is at most this long (bytes).
pub const LONGEST: usize = 512 * 1024;

/// The addresses of our own pages are far shorter (bytes).
const LONGEST_ADDRESS: usize = 300;

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
    /// It was left for another text: its form does not show it any more, it is read in the list of drafts.
    pub set_aside: bool,
    pub kept_at: DateTime<Utc>,
}

/// « Mes brouillons »
pub const DRAFTS: &str = "/compte/brouillons";

/// Says that a text is longer than what is kept of it (characters). `what` begins the sentence: « Ce texte ».
pub fn too_long(field: &str, what: &str, length: usize, longest: usize) -> FieldError {
    let (length, longest) = (thousands(length), thousands(longest));
    FieldError::new(field, format!("{what} fait {length} caractères : {longest} au plus sont acceptés."))
}

/// « 20 000 », with spaces that do not break.
fn thousands(number: usize) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{}\u{a0}{:03}", thousands(number / 1_000), number % 1_000)
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
        && page.len() <= LONGEST_ADDRESS
        && !page.starts_with("//")
        && !page.contains(['\\', '?', '#'])
        && !page.chars().any(char::is_control)
}

#[cfg(feature = "ssr")]
mod server {
    use std::collections::BTreeMap;

    use serde::{Deserialize, de::DeserializeOwned};

    use super::{DRAFTS, Draft};
    use crate::action_sheet::{
        code::ActionCode,
        life::StepWord,
        model::{Locked, RubricKind},
    };
    use crate::ask::model::Step;
    use crate::balance::model::Part;

    /// What a field of a form sends.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Value {
        One(String),
        #[expect(dead_code, reason = "what boxes send is read to be passed over")]
        Several(Vec<String>),
        Keyed(BTreeMap<String, String>),
    }

    #[derive(Deserialize)]
    struct Sent<T> {
        form: T,
    }

    /// Reads a form as server functions do; `None` when it is not of that shape.
    pub fn decode<T: DeserializeOwned>(fields: &str) -> Option<T> {
        serde_qs::Config::new(5, false).deserialize_str::<Sent<T>>(fields).ok().map(|sent| sent.form)
    }

    /// What a form carries that nobody typed, or typed to confirm only.
    const CARRIED: &[&str] = &[
        "confirmation",
        "key",
        "axis",
        "committee",
        "balance",
        "action",
        "amendment",
        "before",
        "part",
        "line",
        "ask",
        "comment",
        "found",
        "owner",
        "addressee",
        "act",
        "page",
        "form",
        "draft",
        "sheet",
        "rubric",
        "version",
        "settles",
        "base",
        "step",
        "choice",
        "plan",
        "import",
        "seen",
        "restored",
        "mandatory",
        "mail",
        "template",
        "region",
        "person",
        "mandate",
        "session",
    ];

    /// The texts of a kept form, without what nobody typed.
    pub fn typed(fields: &str) -> String {
        let all: BTreeMap<String, Value> = decode(fields).unwrap_or_default();
        let mut typed: BTreeMap<String, String> = all
            .into_iter()
            .filter_map(|(name, value)| match value {
                Value::One(text) => Some((name, text)),
                Value::Several(_) => None, // boxes that were ticked come back ticked, and are no text
                Value::Keyed(texts) => {
                    let said = texts.into_values().filter(|text| !text.trim().is_empty());
                    Some((name, said.collect::<Vec<_>>().join("\n")))
                }
            })
            .collect();
        typed.retain(|name, value| !value.trim().is_empty() && !CARRIED.contains(&name.as_str()));
        // the conflict page carries the kept text beside the one that is being finished
        if typed.get("mine") == typed.get("body") {
            typed.remove("mine");
        }
        typed.into_values().collect::<Vec<_>>().join("\n\n")
    }

    /// What a draft is of, as its author knows it: « Point d’avancement, action 1.2.1 ». `None` for a page that has no
    /// such name.
    pub fn name(page: &str) -> Option<String> {
        let segments: Vec<&str> = page.split('/').skip(1).collect();
        match segments[..] {
            [_, _, "bilans", "import", _] => return Some("Bilan à importer".to_owned()),
            [_, _, "trame"] => return Some("Trame des fiches".to_owned()),
            [_, _, "trame", slug] => {
                return RubricKind::from_slug(slug).map(|kind| format!("Trame, « {} »", kind.label()));
            }
            ["compte", "coordonnees"] => return Some("Mes coordonnées".to_owned()),
            [_, "annuaire", "inviter"] => return Some("Inviter quelqu’un".to_owned()),
            [_, "annuaire", "structures", ..] => return Some("Structure".to_owned()),
            [_, "annuaire", "personnes", _, "modifier"] => {
                return Some("Nom ou adresse d’une personne".to_owned());
            }
            [_, "annuaire", "personnes", _, "mandats", ..] => return Some("Mandat".to_owned()),
            [_, _, "comites", ..] => return Some("Comité".to_owned()),
            _ => {}
        }
        let (sheet, what) = match segments[..] {
            [_, plan, "proposer-une-fiche"] => (plan, "Fiche émergente".to_owned()),
            [_, _, "fiches", sheet, "point"] => (sheet, "Point d’avancement".to_owned()),
            [_, _, "fiches", sheet, "avenants", "proposer", slug] => {
                (sheet, format!("Avenant, {}", Locked::from_slug(slug)?.label().to_lowercase()))
            }
            [_, _, "fiches", sheet, "avenants", _] => (sheet, "Décision d’un avenant".to_owned()),
            [_, _, "fiches", sheet, "bilans"] => (sheet, "Nouveau bilan".to_owned()),
            [_, _, "fiches", sheet, "bilans", _, "rattacher"] => {
                (sheet, "Rattachement d’un bilan".to_owned())
            }
            [_, _, "fiches", sheet, "bilans", _] => (sheet, "Renvoi d’un bilan".to_owned()),
            [_, _, "fiches", sheet, "bilans", _, "rubriques", slug] => {
                (sheet, format!("Bilan, {}", Part::from_slug(slug)?.label().to_lowercase()))
            }
            [_, _, "fiches", sheet, "intitule"] => (sheet, "Intitulé".to_owned()),
            [_, _, "fiches", sheet, "phase"] => (sheet, "Phase de l’action".to_owned()),
            [_, _, "fiches", sheet, "appui", "nouveau"] => (sheet, "Demande d’appui".to_owned()),
            [_, _, "fiches", sheet, "appui", _, step] => {
                (sheet, format!("Demande d’appui, {}", Step::from_slug(step)?.label()))
            }
            [_, _, "fiches", sheet, "projets", "importer"] => (sheet, "Import de projets".to_owned()),
            [_, _, "fiches", sheet, "discussion", ..] => (sheet, "Commentaire".to_owned()),
            [_, _, "fiches", sheet, "rubriques", slug] => {
                (sheet, RubricKind::from_slug(slug)?.label().to_owned())
            }
            [_, _, "fiches", sheet, "etat", word] => (sheet, StepWord::from_word(word)?.label().to_owned()),
            [_, _, "fiches", sheet, slug]
            | [_, _, "fiches", sheet, slug, _]
            | [_, _, "fiches", sheet, slug, _, "abandon"] => {
                (sheet, RubricKind::from_slug(slug)?.label().to_owned())
            }
            _ => return None,
        };
        let code = sheet.parse::<ActionCode>();
        Some(code.map_or_else(
            |_| format!("{what}, « {} »", sheet.replace('-', " ")),
            |code| format!("{what}, action {code}"),
        ))
    }

    impl Draft {
        /// Whether something was written in it.
        pub fn is_typed(&self) -> bool {
            !typed(&self.fields).is_empty()
        }

        /// What it is of, or the address of its page.
        pub fn name(&self) -> String {
            name(&self.page).unwrap_or_else(|| self.page.clone())
        }

        /// Where it is read: its form, or the list of drafts when it was set aside.
        pub fn address(&self) -> String {
            if self.set_aside { format!("{DRAFTS}#{}", self.anchor()) } else { self.page.clone() }
        }

        /// Its place in the list of drafts.
        pub fn anchor(&self) -> String {
            format!("brouillon-{}", self.key)
        }

        /// What became of it.
        pub fn fate(&self) -> &'static str {
            if self.set_aside {
                "mis de côté"
            } else if self.errors.is_empty() {
                "pas encore enregistré"
            } else {
                "refusé à l’envoi"
            }
        }

        /// The draft as the form's own type.
        pub fn form<T: DeserializeOwned>(&self) -> Option<T> {
            decode(&self.fields)
        }
    }
}
#[cfg(feature = "ssr")]
pub use server::{decode, name, typed};
