use proptest::prelude::*;

use super::model::{Kind, Letter, Part, wait_after};

#[test]
fn the_waits_grow_and_then_an_administrator_is_asked() {
    let waits: Vec<_> = (1..=5).map_while(wait_after).collect();
    assert_eq!(waits.len(), 5);
    assert!(waits.windows(2).all(|pair| matches!(pair, [a, b] if a < b)));
    assert_eq!((wait_after(0), wait_after(6), wait_after(i32::MIN + 1)), (None, None, None));
}

#[test]
fn a_letter_reads_in_text_and_in_html() {
    let letter = Letter::new(
        "Bonjour",
        vec![
            Part::Text("Une ligne,\net <une> autre.".into()),
            Part::Code("1234 5678".into()),
            Part::Link("Se connecter".into(), "http://ici/?a=1&b=\"2\"".into()),
        ],
    );
    assert_eq!(
        letter.text(),
        "Une ligne,\net <une> autre.\n\n    1234 5678\n\nSe connecter\u{a0}:\nhttp://ici/?a=1&b=\"2\"\n"
    );
    assert!(letter.html().contains("<p>Une ligne,<br>et &lt;une&gt; autre.</p>"));
    assert!(letter.html().contains("<a href=\"http://ici/?a=1&amp;b=&quot;2&quot;\">Se connecter</a>"));
}

#[test]
fn every_kind_has_a_word_of_its_own() {
    assert!(Kind::ALL.iter().all(|kind| Kind::from_word(kind.word()) == Some(*kind)));
}

proptest! {
    #[test]
    fn a_subject_is_one_short_line_whatever_a_name_holds(name in any::<String>()) {
        let letter = Letter::new(&format!("{name} vous invite"), Vec::new());
        prop_assert!(!letter.subject().chars().any(char::is_control));
        prop_assert!(letter.subject().chars().count() <= 120);
    }
}
