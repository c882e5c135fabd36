//! Which action a balance is about: « Axe 2 », « Action 2.4.1 », both on one line, or with their titles.
use crate::action_sheet::code::ActionCode;
use crate::plan::import::Axis;
use crate::plan::model::AxisKey;
use crate::text::fold;

/// What one line says of the action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Identity {
    pub axis: Option<AxisKey>,
    pub axis_title: Option<String>,
    pub code: Option<ActionCode>,
    pub title: Option<String>,
    /// « Bilan évaluatif »: what kind of document it is.
    pub kind: Option<String>,
}

const SEPARATORS: [char; 17] =
    [' ', '\u{a0}', '\u{202f}', '\t', ':', '–', '—', '-', '|', '/', ',', ';', '·', '(', ')', '[', ']'];
const LABELS: [&str; 6] = ["fiche-action", "fiche action", "sous-action", "action", "fiche", "code"];
const TITLES: [&str; 7] = [
    "titre",
    "intitule",
    "intitule de l'action",
    "titre de l'action",
    "nom de l'action",
    "action",
    "intitule de la fiche",
];
/// Words of which a line is made that only says what document this is.
const KIND: &[&str] = &[
    "bilan",
    "evaluatif",
    "evaluation",
    "evaluative",
    "final",
    "finale",
    "intermediaire",
    "mi",
    "parcours",
    "fiche",
    "action",
    "actions",
    "de",
    "l",
    "la",
    "le",
    "les",
    "du",
    "des",
    "d",
    "et",
    "a",
    "au",
    "en",
    "prst",
    "plan",
    "regional",
    "sante",
    "travail",
    "annuel",
    "annee",
    "document",
    "rapport",
    "synthese",
    "region",
    "par",
    "pilote",
    "pilotes",
];

impl Identity {
    /// Reads a line whose form says that it is about the action; « L’action 2.4.1 a permis… » is a sentence.
    pub(super) fn announced(text: &str) -> Option<Self> {
        let text = bare(text);
        if let Some((before, code, after)) = action(&text) {
            return Self::around(before, code, after);
        }
        let (axis, axis_title) = axis(&text)?;
        Some(Self { axis: Some(axis), axis_title, ..Self::default() })
    }

    /// The same before the first rubric, where « 2.4.1 Prévention… » and « Titre : … » are enough.
    pub(super) fn at_the_top(text: &str) -> Option<Self> {
        let text = bare(text);
        Self::announced(&text)
            .or_else(|| Self::of_code(&text))
            .or_else(|| Self::labelled(&text))
            .or_else(|| is_kind(&text).then(|| Self { kind: Some(text.clone()), ..Self::default() }))
    }

    fn around(before: &str, code: ActionCode, after: &str) -> Option<Self> {
        let mut said = Self { code: Some(code), ..Self::default() };
        let title = after.trim_matches(SEPARATORS);
        match axis(title) {
            _ if title.is_empty() => {}
            Some((key, axis_title)) => (said.axis, said.axis_title) = (Some(key), axis_title),
            None if after.starts_with(SEPARATORS) && is_title(after, title) => {
                said.title = Some(title.to_owned())
            }
            None => return None,
        }
        let before = before.trim_matches(SEPARATORS);
        match axis(before) {
            _ if before.is_empty() => {}
            Some((key, axis_title)) if said.axis.is_none() => {
                (said.axis, said.axis_title) = (Some(key), axis_title)
            }
            _ if is_kind(before) || (said.title.is_some() && fold(before).starts_with("bilan ")) => {
                said.kind = Some(before.to_owned());
            }
            _ if said.title.is_none() => said.title = Some(before.to_owned()),
            _ => return None,
        }
        Some(said)
    }

    fn of_code(text: &str) -> Option<Self> {
        let (code, after) = leading_code(text)?;
        (code.parts() > 1).then(|| Self::around("", code, after)).flatten()
    }

    fn labelled(text: &str) -> Option<Self> {
        let (label, title) = text.split_once(':')?;
        let title = title.trim();
        let known = TITLES.contains(&fold(label).as_str()) && title.contains(char::is_alphabetic);
        known.then(|| Self { title: Some(title.to_owned()), ..Self::default() })
    }
}

/// Without what only sets it off.
fn bare(text: &str) -> String {
    text.replace("**", "").replace("__", "").trim_start_matches(['#', ' ']).trim().to_owned()
}

fn axis(text: &str) -> Option<(AxisKey, Option<String>)> {
    let colon = text.split_once(':').filter(|(word, _)| fold(word) == "axe");
    let said = colon.map_or_else(|| text.to_owned(), |(word, rest)| format!("{word} {rest}"));
    Axis::announced(said.trim_matches(SEPARATORS)).map(|axis| (axis.key, axis.title))
}

/// A title after a code: behind a punctuation, or with a capital.
fn is_title(after: &str, title: &str) -> bool {
    !after.starts_with(char::is_whitespace)
        || after.trim_start().starts_with(SEPARATORS)
        || title.starts_with(|c: char| c.is_uppercase() || c == '«')
}

/// The first « Action 2.4.1 » that begins the line or follows a punctuation: what is before, the code, what follows.
fn action(text: &str) -> Option<(&str, ActionCode, &str)> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.filter(|at| begins_something(text, *at)).find_map(|at| {
        let (before, rest) = text.split_at_checked(at)?;
        let after = LABELS.iter().find_map(|label| after_label(rest, label))?;
        let (code, after) = leading_code(numeral(after))?;
        Some((before, code, after))
    })
}

/// At the beginning, after a separator that is more than a space, after « de l’ », or after an axis's number.
fn begins_something(text: &str, at: usize) -> bool {
    let Some((before, _)) = text.split_at_checked(at) else { return false };
    let trimmed = before.trim_end();
    let folded = fold(trimmed);
    trimmed.is_empty()
        || (trimmed.ends_with(SEPARATORS) && (trimmed.len() < before.len() || !trimmed.ends_with('-')))
        || (folded.ends_with(" l'") && is_kind(trimmed))
        || (trimmed.len() < before.len() && axis(trimmed).is_some_and(|(_, title)| title.is_none()))
        || (trimmed.len() < before.len() && is_kind(trimmed))
}

fn after_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let (word, rest) = text.split_at_checked(label.len())?;
    (word.to_lowercase() == label && !rest.starts_with(char::is_alphabetic)).then_some(rest)
}

/// Without « n° », a colon or a dash before the number.
fn numeral(text: &str) -> &str {
    let text = text.trim_start_matches(SEPARATORS);
    ["n°", "N°", "nº", "numéro", "n "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
        .trim_start()
}

/// The code that a text begins with, and the rest.
fn leading_code(text: &str) -> Option<(ActionCode, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let glued = rest.starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == ',' || c == '/');
    let code = digits.parse::<ActionCode>().ok().filter(|_| !glued)?;
    Some((code, rest))
}

fn is_kind(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let known = |word: &str| KIND.contains(&word) || word.bytes().all(|b| b.is_ascii_digit());
    words.clone().all(known) && words.any(|word| matches!(word, "bilan" | "prst" | "fiche" | "rapport"))
}
