//! Committees, colleges and kinds of organisations (DOMAIN.md §3), and the address of a person.
mod form;

pub use form::{ADVISED, CarryForm, CommitteeEdit, CommitteeForm, advice};

use crate::words::words;

words! {
    /// Which side of the council an organisation sits on.
    College {
        State = "state", "État";
        Employers = "employers", "employeurs";
        Employees = "employees", "salariés";
        Prevention = "prevention", "sécurité sociale, expertise et prévention";
        Qualified = "qualified", "personnes qualifiées";
    }
}

words! {
    /// What an organisation is, as people of the field sort them.
    OrganisationKind {
        Dreets = "dreets", "Dreets";
        Carsat = "carsat", "Carsat";
        Msa = "msa", "MSA";
        Aract = "aract", "Aract";
        Ars = "ars", "ARS";
        Oppbtp = "oppbtp", "OPPBTP";
        Spsti = "spsti", "SPSTI";
        Employers = "employers", "organisation d’employeurs";
        Employees = "employees", "organisation de salariés";
        Consular = "consular", "chambre consulaire";
        Training = "training", "organisme de formation";
        Administration = "administration", "autre service de l’État";
        Other = "other", "autre";
    }
}

words! {
    /// What a committee is for.
    CommitteeKind {
        Technical = "technical", "comité technique";
        Coordination = "coordination", "comité de coordination";
        WorkingGroup = "working_group", "groupe de travail";
    }
}

/// An address that one can write to: `nom@structure.fr`. Parsed where it enters, so that it holds no line end, no
/// second address and no display name: nothing of it can become another header of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

/// Longer addresses exist nowhere (RFC 5321 §4.5.3.1; characters, which are bytes here).
const LONGEST_EMAIL: usize = 254;
const LONGEST_LOCAL: usize = 64;

/// What to do about an address that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Cette adresse ne se lit pas. Écrivez-la en entier, comme prenom.nom@structure.fr.")]
pub struct NotAnEmail;

impl Email {
    /// What tells two addresses apart: their letters, capitals aside.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(NotAnEmail)?;
        let label = |part: &str| {
            (1..=63).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let atom = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
        };
        let readable = text.len() <= LONGEST_EMAIL
            && local.len() <= LONGEST_LOCAL
            && local.split('.').all(atom)
            && domain.contains('.')
            && domain.split('.').all(label);
        if readable { Ok(Self(text.to_owned())) } else { Err(NotAnEmail) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Email;

    #[test]
    fn an_address_is_read_as_it_is_written_and_told_apart_without_its_capitals() {
        let email = " Camille.Exemple+prst@Carsat-ara.fr ".parse::<Email>().unwrap();
        assert_eq!(email.to_string(), "Camille.Exemple+prst@Carsat-ara.fr");
        assert_eq!(email.key(), "camille.exemple+prst@carsat-ara.fr");
    }

    #[test]
    fn what_is_not_one_address_is_refused() {
        for wrong in [
            "",
            "camille",
            "@carsat.fr",
            "camille@",
            "camille@carsat",
            "a b@carsat.fr",
            "a@b@carsat.fr",
            "Camille <camille@carsat.fr>",
            "camille@carsat.fr, x@evil.example",
            "camille@-carsat.fr",
            "a@carsat.fr\nBcc: x@evil.example",
            "a@carsat.fr\r\nBcc: x@evil.example",
            "a\0@carsat.fr",
            "camille@carsat..fr",
            ".a@carsat.fr",
            "é@carsat.fr",
            "a@[127.0.0.1]",
            "\"a b\"@carsat.fr",
        ] {
            assert!(wrong.parse::<Email>().is_err(), "{wrong:?}");
        }
        assert!(format!("{}@carsat.fr", "a".repeat(65)).parse::<Email>().is_err());
    }

    proptest! {
        #[test]
        fn an_address_never_holds_what_a_header_could_be_made_of(text in any::<String>()) {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert!(email.to_string().bytes().all(|b| b.is_ascii_graphic() && !b"<>,;:\"()[]\\".contains(&b)));
                prop_assert_eq!(email.to_string().matches('@').count(), 1);
                prop_assert_eq!(email.to_string().parse::<Email>().unwrap(), email);
            }
        }
    }
}
