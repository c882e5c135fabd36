//! Differences between two texts, word by word, said as well as coloured.
use std::time::Duration;

use leptos::prelude::*;
use similar::{Change, ChangeTag, TextDiff};

use super::markdown;

/// After this long the differences that are left are shown in one block.
const LONGEST_SEARCH: Duration = Duration::from_millis(50);
/// Below this share of words that stay (0 to 1) marks word by word are noise: the texts are shown one after the other.
const ALIKE: f32 = 0.4;

/// The newer text, what was removed struck out and what was added underlined.
pub fn words(older: &str, newer: &str) -> impl IntoView + use<> {
    words_within(older, newer, LONGEST_SEARCH)
}

/// The same within a time: a page that compares many texts gives each its share.
fn words_within(older: &str, newer: &str, search: Duration) -> impl IntoView + use<> {
    let diff = TextDiff::configure().timeout(search).diff_unicode_words(older, newer);
    let changes: Vec<_> = diff.iter_all_changes().collect();
    if !is_alike(&changes) {
        let runs = vec![
            (ChangeTag::Delete, older.to_owned()),
            (ChangeTag::Equal, "\n\n".into()),
            (ChangeTag::Insert, newer.to_owned()),
        ];
        return marked(runs);
    }
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in changes {
        match runs.last_mut() {
            Some((tag, run)) if *tag == change.tag() => run.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    marked(runs)
}

/// Whether enough words stay for the others to be marked among them; a text that only grew, or only shrank, is alike.
/// Spaces and points do not count: any two texts share those.
fn is_alike(changes: &[Change<&str>]) -> bool {
    let (mut stay, mut go, mut come) = (0.0, 0.0, 0.0);
    for change in changes.iter().filter(|change| change.value().contains(char::is_alphanumeric)) {
        match change.tag() {
            ChangeTag::Equal => stay += 2.0, // in both texts
            ChangeTag::Delete => go += 1.0,
            ChangeTag::Insert => come += 1.0,
        }
    }
    go == 0.0 || come == 0.0 || stay / (stay + go + come) >= ALIKE
}

/// The difference between two Markdown texts: of their words, without their marks.
pub fn written(older: &str, newer: &str) -> impl IntoView + use<> {
    written_within(older, newer, LONGEST_SEARCH)
}

/// The same for a page that compares many texts.
pub fn written_within(older: &str, newer: &str, search: Duration) -> impl IntoView + use<> {
    let (said, says) = (markdown::words(older), markdown::words(newer));
    let dressed = (said == says && older != newer)
        .then(|| view! { <p class="meta">"Les mots sont les mêmes : seule leur mise en forme change."</p> });
    view! { {words_within(&said, &says, search)}{dressed} }
}

/// Marks are on words: the end of a line that did not change is not marked because a line was added after it.
fn marked(runs: Vec<(ChangeTag, String)>) -> impl IntoView {
    let runs = runs.into_iter().map(|(tag, run)| {
        let words = run.trim_matches('\n').to_owned();
        let before = run.len() - run.trim_start_matches('\n').len();
        let after = run.len() - before - words.len();
        match tag {
            ChangeTag::Equal => view! { <span>{run}</span> }.into_any(),
            ChangeTag::Insert => {
                let lines = |count| (count > 0).then(|| view! { <span>{"\n".repeat(count)}</span> });
                let words = (!words.is_empty())
                    .then(|| view! { <ins><span class="sr-only">"[ajouté : ]"</span>{words}</ins> });
                view! { {lines(before)}{words}{lines(after)} }.into_any()
            }
            ChangeTag::Delete => {
                let lines = |count| (0..count).map(|_| view! { <br/> }).collect_view();
                let words = (!words.is_empty())
                    .then(|| view! { <del><span class="sr-only">"[retiré : ]"</span>{words}</del> });
                view! { {lines(before)}{words}{lines(after)} }.into_any()
            }
        }
    });
    view! { <p class="diff">{runs.collect_view()}</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(older: &str, newer: &str) -> bool {
        let diff = TextDiff::configure().diff_unicode_words(older, newer);
        is_alike(&diff.iter_all_changes().collect::<Vec<_>>())
    }

    #[test]
    fn texts_that_share_little_more_than_spaces_are_shown_one_after_the_other() {
        let base = "Les salariés de l’aide à domicile sont exposés.";
        for other in
            ["Un texte de plus.", "Le texte du pilote.", "Le bruit reste la gêne des ateliers de bois."]
        {
            assert!(!alike(base, other), "{other}");
        }
        for other in
            ["Les salariés de l’aide à domicile sont trop exposés.", "Les salariés sont exposés.", ""]
        {
            assert!(alike(base, other) && alike(other, base), "{other}");
        }
    }

    #[test]
    fn a_text_that_only_grew_is_marked_word_by_word_however_much_it_grew() {
        assert!(alike("Former.", "Former, outiller et accompagner les entreprises de la région."));
    }
}
