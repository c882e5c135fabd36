//! What holds for any input.
use super::super::{line::Line, source};
use super::*;
use crate::text::fold;
use proptest::prelude::*;
use std::collections::HashMap;

/// Pieces of which plausible and implausible balances are made.
fn piece() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Axe 2",
        "Action 2.4.1",
        "Axe 3 – Action 3.1 : Titre",
        "● ",
        "○ ",
        "- ",
        "* ",
        "o ",
        "▪ ",
        "1. ",
        "a) ",
        "# ",
        "### ",
        "**",
        "Action menée",
        "Résultats et impacts",
        "Principaux résultats",
        "Impacts constatés",
        "Leviers",
        "Freins",
        "Perspectives",
        "Leviers et freins",
        "LEVIERS",
        "Freins :",
        "Leviers (suite)",
        "Un résultat",
        "Freins identifiés",
        "P1",
        "Budget",
        "Moyens humains",
        "une phrase",
        "Une phrase.",
        "le",
        "suite",
        ",",
        ":",
        ".",
        "Page 2/3",
        "2",
        "- 2 -",
        "|",
        "| a | b |\n",
        "|---|---|",
        "<br>",
        "<li>",
        "\t",
        " ",
        "  ",
        "\n",
        "\n",
        "\n\n",
        "\n- ",
        "\n - ",
        "\n  o ",
        "\r\n",
        "\u{c}",
        "\u{a0}",
        "\u{ad}",
        "\u{7}",
        "\u{2028}",
        "\u{f0b7}",
        "é",
        "e\u{301}",
        "’",
    ]);
    prop_oneof![10 => word.prop_map(str::to_owned), 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// The words of a text, whatever its marks.
fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().filter_map(source::visible).collect();
    let text = text.replace("**", "").replace("__", "");
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of the lines; what is drawn before a text is its bullet or number.
fn typed(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter_map(source::visible).collect(); // a mark is one behind what does not show too
    let lines = text.split(['\n', '\u{c}']).filter_map(|line| Line::of(1, line));
    let html = ["br", "li", "ul", "ol", "p"];
    lines.flat_map(|line| words(&line.text)).filter(|word| !html.contains(&word.as_str())).collect()
}

fn counted(words: &[String]) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    words.iter().for_each(|word| *times.entry(word.clone()).or_default() += 1);
    times
}

/// Everything that a reading shows.
fn shown(reading: &Reading) -> String {
    let mut all = vec![
        reading.title.clone().unwrap_or_default(),
        messages(&reading.warnings),
        messages(&reading.errors),
    ];
    all.extend(reading.unclassified.iter().map(|left| left.text.clone()));
    all.extend(reading.headings.iter().map(|heading| heading.text.clone()));
    for part in Part::ALL {
        all.extend(leads(reading.content(*part)).into_iter().map(str::to_owned));
        all.extend(list(reading.content(*part)));
    }
    all.join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_balance(&bytes);
        read_balance(&[b"PK\x03\x04".to_vec(), bytes].concat());
    }

    #[test]
    fn no_word_is_lost(text in text()) {
        let reading = read(&text);
        prop_assume!(!reading.errors.iter().any(|error| error.line.is_none()) || !reading.unclassified.is_empty());
        let shown = words(&shown(&reading));
        for (word, times) in counted(&typed(&text)) {
            let found = shown.iter().filter(|other| other.contains(&word)).count();
            prop_assert!(
                found >= times || said_otherwise(&word, &reading),
                "{:?} is typed {} times and shown {} times in {:#?}", word, times, found, reading
            );
        }
    }

    #[test]
    fn the_same_reading_whatever_the_line_ends(text in text()) {
        let unix = text.replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(read(&unix.replace('\n', "\r\n")), read(&unix));
    }

    #[test]
    fn lists_of_any_depth_are_read_back(depths in prop::collection::vec(0usize..6, 1..30), step in 1usize..5) {
        let mut deepest = 0;
        let mut expected = Vec::new();
        let mut text = "T\n\nFreins\n".to_owned();
        for (at, depth) in depths.into_iter().enumerate() {
            let depth = if at == 0 { 0 } else { depth.min(deepest + 1) };
            deepest = depth;
            expected.push(format!("{}x{at}", ">".repeat(depth)));
            text += &format!("{}- x{at}\n", " ".repeat(depth * step));
        }
        prop_assert_eq!(list(read(&text).content(Part::Obstacles)), expected);
    }

    #[test]
    fn a_draft_is_read_back_as_it_was_imported(text in "[A-Z][a-z]{3,9}( [a-z]{3,9}){3,8}\\.", entries in prop::collection::vec("[A-Z][a-z]{3,9}( [a-z]{3,9}){0,5}", 1..8)) {
        let source = format!("T\n\n## Perspectives\n\n{text}\n\n- {}\n", entries.join("\n- "));
        let first = read(&source);
        let again = read(&format!("T\n\n## Perspectives\n\n{}", first.content(Part::Prospects).markdown()));
        prop_assert_eq!(again.content(Part::Prospects), first.content(Part::Prospects));
    }
}

/// « Axe », « Action », their numbers, and the words of the names in brackets are not repeated by the report.
fn said_otherwise(word: &str, reading: &Reading) -> bool {
    let label = ["axe", "action", "fiche", "code", "n", "titre", "intitule", "strategique", "l", "de", "la"];
    let number = word.parse::<u16>().ok();
    label.contains(&fold(word).as_str())
        || (number.is_some() && (reading.axis.is_some() || reading.action.is_some()))
}
