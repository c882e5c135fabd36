//! Words made comparable, addressable, short. Nothing here knows a feature.

use std::fmt::Display;

use deunicode::deunicode;

/// A slug is cut at this many bytes (it is ASCII), between two words when it can be.
const SLUG_MAX: usize = 80;

/// What two texts are compared and sorted by: accents, case, kind of apostrophe and kind of space aside.
///
/// The answer is ASCII, trimmed, with single spaces; folding it again changes nothing. The degree sign is read as the
/// "o" of « n° », which is how it is used in the documents.
pub fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        '°' | '˚' => 'o',
        c if c.is_whitespace() => ' ', // `deunicode` drops some of them
        c => c,
    };
    let ascii = deunicode(&text.chars().map(plain).collect::<String>()).to_ascii_lowercase();
    ascii.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as a part of an address: `[a-z0-9-]`, at most 80 characters; empty if no letter or digit remains.
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let mut slug = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.is_empty() {
            slug.extend(word.chars().take(SLUG_MAX));
        } else if slug.len() + 1 + word.len() <= SLUG_MAX {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    slug
}

/// The first line that says something, trimmed, in at most `max` characters, the ellipsis included.
pub fn first_line(text: &str, max: usize) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if line.chars().count() <= max {
        return line.to_owned();
    }
    let mut cut: String = line.chars().take(max.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    if max > 0 {
        cut.push('…');
    }
    cut
}

/// The word for a number of things: in French, zero and one are singular.
pub fn plural<'a, N: PartialOrd + From<u8>>(count: N, one: &'a str, many: &'a str) -> &'a str {
    if count < N::from(2) { one } else { many }
}

/// « 0 action », « 1 action », « 2 actions ».
pub fn counted<N: Copy + PartialOrd + From<u8> + Display>(count: N, one: &str, many: &str) -> String {
    format!("{count} {}", plural(count, one, many))
}

/// « de Camille », « d’Alix »: whose something is.
pub fn of(name: &str) -> String {
    let elided = fold(name).starts_with(['a', 'e', 'i', 'o', 'u']);
    if elided { format!("d’{name}") } else { format!("de {name}") }
}

/// The text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Signs that turn the way in which a text is read: a name could be read as another.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as it is kept: no carriage returns, no control characters, no spaces at line ends nor blank ends.
pub fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String =
        lines.chars().filter(|c| *c == '\n' || *c == '\t' || !(c.is_control() || turns(*c))).collect();
    kept.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The same on one line.
pub fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Percent-encodes what a value in a query may not hold (RFC 3986); `/` may stay.
pub fn escape(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-_.~/".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// The text without control characters: PostgreSQL refuses some of them.
pub fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_case_apostrophes_and_spaces_do_not_tell_two_texts_apart() {
        assert_eq!(fold("  L’Évaluation\u{a0}:  des\trisques "), "l'evaluation : des risques");
        assert_eq!(fold("Main-d’Œuvre"), fold("MAIN-D'OEUVRE"));
        assert_eq!(fold("e\u{301}tat"), fold("état"));
    }

    #[test]
    fn of_whom_something_is_agrees_with_her_name() {
        assert_eq!(
            [of("Alix Modèle"), of("Élise"), of("Camille")],
            ["d’Alix Modèle", "d’Élise", "de Camille"]
        );
    }

    #[test]
    fn what_turns_the_reading_of_a_text_is_not_kept() {
        assert_eq!(clean("Alix\u{202e} ledoM\u{2066}"), "Alix ledoM");
    }

    #[test]
    fn the_degree_sign_is_the_o_of_numero() {
        assert_eq!(fold("N° de l’action"), "no de l'action");
        assert_eq!((fold("Nº"), fold("N˚")), ("no".to_owned(), "no".to_owned()));
    }

    #[test]
    fn a_slug_is_made_of_words_and_hyphens() {
        assert_eq!(
            slug("Prévenir le risque d’exposition à l'amiante !"),
            "prevenir-le-risque-d-exposition-a-l-amiante"
        );
        assert_eq!(slug("PRST 3"), "prst-3");
        assert_eq!(slug(" … "), "");
    }

    #[test]
    fn a_long_slug_ends_on_a_whole_word() {
        let slug = slug(&"prévention ".repeat(20));
        assert!(slug.len() <= SLUG_MAX && slug.ends_with("prevention"), "{slug}");
    }

    #[test]
    fn the_first_line_is_the_first_that_says_something() {
        assert_eq!(first_line("\n  \n  Bonjour  \nà tous", 20), "Bonjour");
        assert_eq!(first_line("Prévention primaire", 11), "Prévention…");
        assert_eq!(first_line("Prévention primaire", 12), "Prévention…");
        assert_eq!(first_line("", 5), "");
        assert_eq!(first_line("abc", 0), "");
    }

    #[test]
    fn zero_and_one_are_singular() {
        let said = |count: u64| counted(count, "action ouverte", "actions ouvertes");
        assert_eq!(
            [said(0), said(1), said(2)],
            ["0 action ouverte", "1 action ouverte", "2 actions ouvertes"]
        );
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn a_slug_is_always_an_address(text in any::<String>()) {
            let slug = slug(&text);
            prop_assert!(slug.len() <= SLUG_MAX && !slug.starts_with('-') && !slug.ends_with('-'));
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
        }

        #[test]
        fn a_first_line_is_never_longer_than_asked(text in any::<String>(), max in 0usize..40) {
            prop_assert!(first_line(&text, max).chars().count() <= max);
        }
    }
}
