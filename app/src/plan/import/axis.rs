//! What an axis is called: « Axe 1 », « AXE 2 : Titre », « Axe stratégique 3 – Titre », « Axe transversal », « 1 ».

use crate::plan::model::AxisKey;
use crate::text::fold;

/// An axis as a table writes it; its title is often left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    pub key: AxisKey,
    pub title: Option<String>,
}

/// What may stand between the number of an axis and its title.
const PUNCTUATION: [char; 6] = [':', '–', '—', '-', '.', ')'];

impl Axis {
    /// Reads the cell of an axis column, where « 1 » and « 1 Titre » are enough.
    pub(super) fn read(cell: &str) -> Option<Self> {
        Spelling::of(cell).map(|spelling| spelling.axis)
    }

    /// Reads a text that says by itself that it is an axis: the word « Axe », its number, then nothing or a punctuation
    /// and a title. « Axe 1 du projet » is a sentence.
    pub(crate) fn announced(text: &str) -> Option<Self> {
        Spelling::of(text)
            .filter(|spelling| spelling.worded && spelling.punctuated)
            .map(|spelling| spelling.axis)
    }
}

/// « Sans axe », as the product writes it.
pub(super) fn is_no_axis(cell: &str) -> bool {
    fold(cell) == "sans axe"
}

struct Spelling {
    axis: Axis,
    /// The word « Axe » is there.
    worded: bool,
    /// The title, if any, comes after a punctuation.
    punctuated: bool,
}

impl Spelling {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
        let (first, after) = first_word(text);
        let worded = first.eq_ignore_ascii_case("axe");
        let (name, tail) = if worded { number_word(after) } else { (first, after) };
        let key = key(name)?;
        let punctuated = tail.trim_start().is_empty() || tail.trim_start().starts_with(PUNCTUATION);
        let is_longer_number =
            tail.starts_with(['.', '-', ',', '/']) && tail.chars().nth(1).is_some_and(char::is_numeric);
        if is_longer_number || !(punctuated || tail.starts_with(char::is_whitespace)) {
            return None;
        }
        let title =
            tail.trim_start_matches(|c: char| c.is_whitespace() || PUNCTUATION.contains(&c)).trim_end();
        let title = (!title.is_empty()).then(|| title.to_owned());
        Some(Self { axis: Axis { key, title }, worded, punctuated })
    }
}

/// The number that follows « Axe », and what follows the number; « stratégique » and « n° » may stand between.
fn number_word(mut rest: &str) -> (&str, &str) {
    loop {
        let (word, after) = first_word(rest);
        match fold(word).as_str() {
            "strategique" | "no" | "n" | "numero" => rest = after,
            _ => return (word, after),
        }
    }
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let degree = text.strip_prefix(['n', 'N']).and_then(|rest| rest.strip_prefix('°'));
    let end = match degree {
        Some(rest) => text.len() - rest.len(),
        None => text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()),
    };
    text.split_at(end)
}

fn key(word: &str) -> Option<AxisKey> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let word = fold(word);
    if matches!(word.as_str(), "transversal" | "transverse") {
        return Some(AxisKey::Transversal);
    }
    let roman = ROMAN.iter().zip(1..).find(|(roman, _)| **roman == word).map(|(_, number)| number);
    word.parse().ok().or(roman).map(AxisKey::Numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Option<(AxisKey, Option<String>)> {
        Axis::read(cell).map(|axis| (axis.key, axis.title))
    }

    fn numbered(number: u16, title: &str) -> Option<(AxisKey, Option<String>)> {
        Some((AxisKey::Numbered(number), (!title.is_empty()).then(|| title.to_owned())))
    }

    #[test]
    fn an_axis_is_read_in_its_usual_spellings() {
        assert_eq!(read("Axe 1"), numbered(1, ""));
        assert_eq!(read("AXE 2 : La qualité de vie"), numbered(2, "La qualité de vie"));
        assert_eq!(read("Axe\u{a0}3\u{a0}– Titre"), numbered(3, "Titre"));
        assert_eq!(read("Axe stratégique n°4 : 2021, une année"), numbered(4, "2021, une année"));
        assert_eq!(read("1"), numbered(1, ""));
        assert_eq!(read("1. Prévention"), numbered(1, "Prévention"));
        assert_eq!(
            read("Axe transversal : Gouvernance"),
            Some((AxisKey::Transversal, Some("Gouvernance".to_owned())))
        );
    }

    #[test]
    fn a_code_a_date_and_a_sentence_are_not_axes() {
        for cell in ["1.2.1", "1,2", "08/01/2024", "1er axe", "Prévention", "Axes 1", "Axe", "70000", ""] {
            assert_eq!(read(cell), None, "{cell}");
        }
        assert_eq!(Axis::announced("Axe 1 du projet de service"), None);
        assert_eq!(Axis::announced("1. Prévention"), None);
        assert!(Axis::announced("## Axe 1 – Prévention").is_some());
    }
}
