mod documents;
mod family;
mod outlines;
mod properties;
mod word;

use super::*;

const REAL: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../server/demo/documents/bilan-2.4.1-usure-professionnelle.md"
));

fn read(text: &str) -> Reading {
    read_balance(text.as_bytes())
}

/// The lead sentences and the entries of each rubric, in the order of the rubrics.
fn counts(reading: &Reading) -> [(usize, usize); 6] {
    let count = |part| (reading.content(part).leads().count(), reading.content(part).entries().count());
    [Part::Done, Part::Results, Part::Impacts, Part::Levers, Part::Obstacles, Part::Prospects].map(count)
}

/// « > a > b »: the entries of a rubric, each with its depth.
fn list(content: &Content) -> Vec<String> {
    fn walk(entry: &Entry, depth: usize, out: &mut Vec<String>) {
        out.push(format!("{}{}", ">".repeat(depth), entry.text));
        entry.children.iter().for_each(|child| walk(child, depth + 1, out));
    }
    let mut out = Vec::new();
    content.entries().for_each(|entry| walk(entry, 0, &mut out));
    out
}

#[test]
fn a_rubric_that_its_form_would_refuse_is_an_error_that_names_it() {
    let long = "mot ".repeat(LONGEST_TEXT / 3);
    let reading = read_balance(format!("Bilan\n\nFreins\n- {long}\n\nLeviers\n- Une équipe\n").as_bytes());
    assert!(messages(&reading.errors).contains("Freins"), "{:?}", reading.errors);
    assert!(!reading.may_be_applied());
}

fn leads(content: &Content) -> Vec<&str> {
    content.leads().collect()
}

fn left_out(reading: &Reading) -> Vec<&str> {
    reading.unclassified.iter().map(|left| left.text.as_str()).collect()
}

fn messages(notices: &[Notice]) -> String {
    notices.iter().map(|notice| notice.message.as_str()).collect::<Vec<_>>().join("\n")
}
