//! Differences between two texts, word by word, said as well as coloured.
use std::time::Duration;

use leptos::prelude::*;
use similar::{ChangeTag, TextDiff};

/// After this long the differences that are left are shown in one block.
const LONGEST_SEARCH: Duration = Duration::from_millis(50);
/// Below this likeness (0 to 1) marks word by word are noise: the texts are shown one after the other.
const ALIKE: f32 = 0.4;

/// The newer text, what was removed struck out and what was added underlined.
pub fn words(older: &str, newer: &str) -> impl IntoView + use<> {
    let diff = TextDiff::configure().timeout(LONGEST_SEARCH).diff_unicode_words(older, newer);
    if diff.ratio() < ALIKE && !older.is_empty() && !newer.is_empty() {
        let runs = vec![
            (ChangeTag::Delete, older.to_owned()),
            (ChangeTag::Equal, "\n\n".into()),
            (ChangeTag::Insert, newer.to_owned()),
        ];
        return marked(runs);
    }
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, run)) if *tag == change.tag() => run.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    marked(runs)
}

fn marked(runs: Vec<(ChangeTag, String)>) -> impl IntoView {
    let runs = runs.into_iter().map(|(tag, run)| match tag {
        ChangeTag::Equal => view! { <span>{run}</span> }.into_any(),
        ChangeTag::Insert => view! { <ins><span class="sr-only">"[ajouté : ]"</span>{run}</ins> }.into_any(),
        ChangeTag::Delete => view! { <del><span class="sr-only">"[retiré : ]"</span>{run}</del> }.into_any(),
    });
    view! { <p class="diff">{runs.collect_view()}</p> }
}
