//! The code of an action: dot-separated numbers such as 2.4.1, 2.6 or 1.3.10, sorted as numbers.
//!
//! A code names an action inside its plan; it says nothing sure about the axis (2.6 stands under « Axe 3 » in a real
//! table), so nothing here knows axes.

use crate::text::first_line;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

const PARTS_MAX: usize = 5;
const DIGITS_MAX: usize = 4;

/// One to five numbers of at most four digits each. The order is that of the numbers: 1.3 < 1.3.2 < 1.3.10 < 2.
///
/// Read with some tolerance (spaces around, a trailing dot, leading zeros are dropped), written in one way only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActionCode(Vec<u16>); // never empty; `Vec` compares part by part, a prefix first: the order that we want

impl ActionCode {
    /// A text whose byte order is the order of codes, for a database column: `0001.0003.0010`.
    pub fn sort_key(&self) -> String {
        self.joined(|number| format!("{number:0DIGITS_MAX$}"))
    }

    /// The 2 of 2.4.1.
    pub fn first_number(&self) -> u16 {
        self.0.first().copied().unwrap_or_default()
    }

    /// How many numbers: 3 for 2.4.1.
    pub fn parts(&self) -> usize {
        self.0.len()
    }

    fn joined(&self, write: impl Fn(&u16) -> String) -> String {
        self.0.iter().map(write).collect::<Vec<_>>().join(".")
    }
}

impl FromStr for ActionCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let trimmed = text.trim();
        let numbers: Option<Vec<u16>> =
            trimmed.strip_suffix('.').unwrap_or(trimmed).split('.').map(number).collect();
        match numbers {
            Some(numbers) if numbers.len() <= PARTS_MAX => Ok(Self(numbers)),
            _ => Err(NotACode { text: first_line(trimmed, 40) }),
        }
    }
}

fn number(part: &str) -> Option<u16> {
    let plausible =
        !part.is_empty() && part.len() <= DIGITS_MAX && part.bytes().all(|byte| byte.is_ascii_digit());
    plausible.then(|| part.parse().ok()).flatten()
}

impl TryFrom<String> for ActionCode {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<ActionCode> for String {
    fn from(code: ActionCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for ActionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.joined(u16::to_string))
    }
}

/// What was read instead of a code; its display tells the reader, in French, what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotACode {
    text: String,
}

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text.as_str() {
            "" => f.write_str("Écrivez le code de l’action, par exemple 1.3.10.")?,
            text => write!(
                f,
                "« {text} » n’est pas un code d’action. Écrivez un à {PARTS_MAX} nombres de {DIGITS_MAX} chiffres au plus, \
                 séparés par des points, par exemple 1.3.10."
            )?,
        }
        Ok(())
    }
}

impl std::error::Error for NotACode {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        text.parse::<ActionCode>().ok().map(|code| code.to_string())
    }

    #[test]
    fn the_codes_of_real_plans_are_read() {
        for code in ["1.1", "2.4.1", "2.6", "1.3.10", "3", "1.2.3.4.5"] {
            assert_eq!(read(code).as_deref(), Some(code));
        }
    }

    #[test]
    fn spaces_around_a_trailing_dot_and_leading_zeros_are_dropped() {
        assert_eq!(read(" 1.3. ").as_deref(), Some("1.3"));
        assert_eq!(read("\u{a0}01.003\u{a0}").as_deref(), Some("1.3"));
    }

    #[test]
    fn what_is_not_a_code_is_refused_and_the_message_says_what_to_write() {
        for text in [
            "",
            ".",
            "1..2",
            ".1",
            "1,2",
            "1.2.a",
            "1 .2",
            "12345",
            "1.2.3.4.5.6",
            "1.2..",
            "-1",
            "①",
            "01/02/2003",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let message = "1,3".parse::<ActionCode>().map_err(|wrong| wrong.to_string());
        assert!(message.is_err_and(|text| text.contains("« 1,3 »") && text.contains("par exemple 1.3.10")));
    }

    #[test]
    fn codes_are_sorted_as_numbers_and_a_shorter_one_comes_first() {
        let mut codes: Vec<ActionCode> =
            ["2", "1.3.10", "1.3.2", "1.10", "1.3"].iter().filter_map(|c| c.parse().ok()).collect();
        codes.sort();
        assert_eq!(
            codes.iter().map(ActionCode::to_string).collect::<Vec<_>>(),
            ["1.3", "1.3.2", "1.3.10", "1.10", "2"]
        );
    }

    #[test]
    fn a_code_travels_as_a_text() {
        let code: ActionCode = ActionCode(vec![1, 3, 10]);
        assert_eq!(serde_json::to_string(&code).ok().as_deref(), Some("\"1.3.10\""));
        assert_eq!(serde_json::from_str::<ActionCode>("\"1.3.10\"").ok(), Some(code));
        assert!(serde_json::from_str::<ActionCode>("\"1.x\"").is_err());
    }

    fn any_code() -> impl Strategy<Value = ActionCode> {
        prop::collection::vec(0u16..=9999, 1..=PARTS_MAX).prop_map(ActionCode)
    }

    proptest! {
        #[test]
        fn a_code_is_read_back_as_it_was_written(code in any_code()) {
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }

        #[test]
        fn the_order_of_codes_is_the_order_of_their_sort_keys(a in any_code(), b in any_code()) {
            prop_assert_eq!(a.cmp(&b), a.sort_key().cmp(&b.sort_key()));
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = text.parse::<ActionCode>();
        }
    }
}
