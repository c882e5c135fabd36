//! Whether a line goes on with the sentence of the line before: texts are cut anywhere.

/// Words after which no sentence ends.
const LINKS: &[&str] = &[
    "le",
    "la",
    "les",
    "l'",
    "un",
    "une",
    "des",
    "de",
    "du",
    "d'",
    "et",
    "ou",
    "à",
    "au",
    "aux",
    "en",
    "sur",
    "sous",
    "pour",
    "par",
    "avec",
    "sans",
    "dans",
    "entre",
    "vers",
    "chez",
    "ce",
    "cette",
    "ces",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "nos",
    "notre",
    "qui",
    "que",
    "dont",
    "où",
    "est",
    "sont",
    "ont",
    "afin",
    "ainsi",
    "très",
    "plus",
    "moins",
    "comme",
    "notamment",
    "principaux",
    "principales",
];
/// A line that ends before this was ended by its author, not by the width of a page (characters).
const NARROWEST: usize = 45;

/// How the lines of a document were cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Width(usize);

impl Width {
    /// From the longest line, in characters.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        Self(lines.map(|line| line.chars().count()).max().unwrap_or_default())
    }

    /// Whether the first word of the next line had its place on the line before: then the author went to a new line.
    fn had_place(self, before: &str, next: &str) -> bool {
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        before.chars().count() + 1 + word <= self.0
    }
}

/// Whether `next`, a line without a mark right under `before`, goes on with its sentence.
pub(super) fn goes_on(before: &str, next: &str, width: Width) -> bool {
    if goes_on_after_a_gap(before, next) {
        return true;
    }
    let before = before.trim_end();
    if before.ends_with([':', ';']) {
        return false;
    }
    let ended = ends_a_sentence(before);
    match (ended, width.had_place(before, next)) {
        (_, false) => true,
        (true, true) => false,
        (false, true) => before.chars().count() >= NARROWEST,
    }
}

/// The same over a blank line or the end of a page, where only what cannot stand alone goes on.
pub(super) fn goes_on_after_a_gap(before: &str, next: &str) -> bool {
    is_open(before) || (!ends_a_sentence(before) && begins_inside(next))
}

/// Nothing can end here: an article, a comma, an open bracket.
fn is_open(text: &str) -> bool {
    let text = text.trim_end_matches(['*', '_', ' ', '\u{a0}']);
    let last = text.rsplit([' ', '\u{a0}']).next().unwrap_or_default().to_lowercase().replace('’', "'");
    let opened = |open: char, close: char| text.matches(open).count() > text.matches(close).count();
    text.ends_with([',', '(', '«', '’', '\''])
        || LINKS.contains(&last.as_str())
        || opened('(', ')')
        || opened('«', '»')
}

fn ends_a_sentence(text: &str) -> bool {
    text.trim_end_matches(['*', '_', ' ', '\u{a0}', '»', '"', ')']).ends_with(['.', '!', '?', ':', ';', '…'])
}

/// Begins as the middle of a sentence does.
fn begins_inside(text: &str) -> bool {
    text.trim_start_matches(['*', '_', '(', '«', ' ', '\u{a0}'])
        .chars()
        .next()
        .is_some_and(|first| first.is_lowercase() || matches!(first, ')' | ',' | ';' | '»' | '%' | '€'))
}

/// The two parts of a sentence put together; a word cut by a hyphen keeps it.
pub(super) fn joined(before: &mut String, next: &str) {
    if before.is_empty() {
        return before.push_str(next);
    }
    let mut ends = before.chars().rev();
    let cut = ends.next() == Some('-')
        && ends.next().is_some_and(char::is_alphabetic)
        && next.starts_with(char::is_lowercase);
    if !cut {
        before.push(' ');
    }
    before.push_str(next);
}
