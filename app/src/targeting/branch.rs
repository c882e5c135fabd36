//! A branch of activity, as people say it: a division or a class of the NAF, or a trade in their own words.
use std::fmt;

use serde::{Deserialize, Serialize};

use super::naf::{self, Division};
use crate::text::{clean, fold};

/// The longest name of a trade (characters).
pub const LONGEST_TRADE: usize = 80;
/// How many divisions a refusal suggests.
const SUGGESTED: usize = 3;

/// A branch that an action targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Branch {
    Division(Division),
    /// A class (« 47.11 ») or a sub-class (« 47.11F ») of a division; its own name is not known here.
    Class(Division, String),
    /// What the nomenclature does not say: « EHPAD ».
    Trade(String),
}

/// Why a text is no branch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotABranch {
    #[error(
        "« {0} » n’est pas un code de la NAF : écrivez une division comme 87, ou une classe comme 87.10A.{1}"
    )]
    Code(String, Suggestions),
    #[error("« {0} » : écrivez le code seul, et le métier sur une autre ligne.{1}")]
    Mixed(String, Suggestions),
    #[error(
        "« {0} » ressemble à une branche de la NAF : écrivez son code, ou mettez vos mots entre guillemets pour les garder.{1}"
    )]
    Near(String, Suggestions),
    #[error("Raccourcissez « {0}… » : un métier se dit en {LONGEST_TRADE} caractères au plus.")]
    Long(String),
}

/// What might have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestions(pub Vec<Division>);

impl fmt::Display for Suggestions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named: Vec<String> = self.0.iter().map(|division| division.named()).collect();
        if named.is_empty() { Ok(()) } else { write!(f, " Peut-être : {} ?", named.join(", ou ")) }
    }
}

impl std::str::FromStr for Branch {
    type Err = NotABranch;

    fn from_str(text: &str) -> Result<Self, NotABranch> {
        let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(trade) = quoted(&text) {
            return trade_of(trade);
        }
        let first = text.split(' ').next().unwrap_or_default();
        if first.starts_with(|c: char| c.is_ascii_digit()) {
            let rest = text.strip_prefix(first).unwrap_or_default().trim();
            return coded(first, rest, &text);
        }
        let said = fold(&text);
        if let Some(division) = naf::ALL.iter().find(|division| fold(division.label) == said) {
            return Ok(Self::Division(*division));
        }
        let near = near(&said);
        if near.is_empty() { trade_of(&text) } else { Err(NotABranch::Near(text, Suggestions(near))) }
    }
}

/// A code, perhaps with the name that the list of divisions gives it.
fn coded(code: &str, name: &str, text: &str) -> Result<Branch, NotABranch> {
    let compact = code.replace('.', "").to_uppercase();
    let division = compact.get(..2).and_then(Division::of_code);
    let (digits, letters) =
        compact.split_at(compact.find(|c: char| !c.is_ascii_digit()).unwrap_or(compact.len()));
    let is_class = digits.len() == 4
        && matches!(letters.as_bytes(), [] | [b'A'..=b'Z'])
        && [digits.to_owned(), format!("{}.{}", &digits[..2], &digits[2..])]
            .iter()
            .any(|form| code.to_uppercase() == format!("{form}{letters}"));
    let branch = match division {
        Some(division) if code == division.code => Branch::Division(division),
        Some(division) if is_class => {
            Branch::Class(division, format!("{}.{}{letters}", &digits[..2], &digits[2..]))
        }
        _ => return Err(NotABranch::Code(code.to_owned(), Suggestions(beside(&compact)))),
    };
    let of = match &branch {
        Branch::Division(division) | Branch::Class(division, _) => *division,
        Branch::Trade(_) => return Ok(branch),
    };
    if name.is_empty() || fold(of.label).starts_with(&fold(name.trim_start_matches(['-', '–', ':', ' ']))) {
        Ok(branch)
    } else {
        Err(NotABranch::Mixed(text.to_owned(), Suggestions(vec![of])))
    }
}

fn quoted(text: &str) -> Option<&str> {
    let pairs = [('«', '»'), ('"', '"'), ('“', '”')];
    pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close)).map(str::trim)
}

fn trade_of(text: &str) -> Result<Branch, NotABranch> {
    if text.chars().count() > LONGEST_TRADE {
        return Err(NotABranch::Long(text.chars().take(30).collect()));
    }
    Ok(Branch::Trade(text.to_owned()))
}

/// The divisions on both sides of digits that are none's.
fn beside(compact: &str) -> Vec<Division> {
    let Some(digits) = compact.get(..2).filter(|two| two.chars().all(|c| c.is_ascii_digit())) else {
        return Vec::new();
    };
    if let Some(division) = Division::of_code(digits) {
        return vec![division];
    }
    let before = naf::ALL.iter().rev().find(|division| division.code < digits);
    let after = naf::ALL.iter().find(|division| division.code > digits);
    before.into_iter().chain(after).copied().collect()
}

/// The divisions whose name begins each word of a folded text of two or more: half-typed, not one's own words.
fn near(said: &str) -> Vec<Division> {
    let words: Vec<&str> =
        said.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let has = |division: &&Division| {
        let label = fold(division.label);
        let known: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).collect();
        words.iter().all(|word| known.iter().any(|one| one.starts_with(word.trim_end_matches('s'))))
    };
    naf::ALL.iter().filter(has).take(SUGGESTED).copied().collect()
}

impl Branch {
    /// As the sheet shows it: « Hébergement médico-social et social (87) ».
    pub fn label(&self) -> String {
        match self {
            Self::Division(division) => format!("{} ({})", division.label, division.code),
            Self::Class(division, code) => format!("{code}, dans « {} »", division.label),
            Self::Trade(trade) => trade.clone(),
        }
    }

    /// Every branch of a text: one a line, or apart by commas or semicolons. Each once.
    ///
    /// # Errors
    /// What is wrong with each that cannot be read.
    pub fn all_of(text: &str) -> Result<Vec<Self>, Vec<NotABranch>> {
        let (mut read, mut wrong) = (Vec::new(), Vec::new());
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            // the names of some divisions have commas: the line first, as a whole
            let whole = line.parse::<Self>().ok().filter(|branch| !matches!(branch, Self::Trade(_)));
            let branches = match whole {
                Some(branch) => vec![Ok(branch)],
                None => pieces(line).into_iter().map(str::parse).collect(),
            };
            for branch in branches {
                match branch {
                    Ok(Self::Trade(empty)) if empty.is_empty() => {}
                    Ok(branch) if read.contains(&branch) => {}
                    Ok(branch) => read.push(branch),
                    Err(error) => wrong.push(error),
                }
            }
        }
        if wrong.is_empty() { Ok(read) } else { Err(wrong) }
    }
}

/// What commas and semicolons part, but not within quotes.
fn pieces(line: &str) -> Vec<&str> {
    if quoted(line).is_some_and(|inside| !inside.contains(['«', '»', '"', '“', '”'])) {
        return vec![line];
    }
    line.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// As a form says it, so that it is read again as it was.
impl fmt::Display for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Division(division) => f.write_str(&division.named()),
            Self::Class(_, code) => f.write_str(code),
            Self::Trade(trade) => match Self::all_of(trade) {
                Ok(read) if read == [self.clone()] => f.write_str(trade),
                _ => write!(f, "« {trade} »"),
            },
        }
    }
}

impl TryFrom<String> for Branch {
    type Error = NotABranch;
    fn try_from(text: String) -> Result<Self, NotABranch> {
        text.parse()
    }
}

impl From<Branch> for String {
    fn from(branch: Branch) -> Self {
        branch.to_string()
    }
}
