//! What holds for any input.

use super::comparing::applied;
use super::*;
use proptest::prelude::*;

/// Pieces of which plausible and implausible tables are made.
fn piece() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Axe",
        "Axe 1",
        "AXE 2 : Titre",
        "Axe transversal",
        "Numéro",
        "Intitulé",
        "Action",
        "Objectif",
        "Pilote",
        "1.1",
        "2.6",
        "1.2.x",
        "3",
        "Agir",
        "Le risque",
        "\"",
        "\"\"",
        "\"a\nb\"",
        "-",
        "|---|",
        "Préambule ..... 20",
        "",
        "",
        "\t",
        ";",
        "|",
        ",",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{a0}",
        "\u{c}",
        "\u{7}",
        "\u{2028}",
    ]);
    prop_oneof![8 => word.prop_map(str::to_owned), 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    (prop::bool::ANY, prop::collection::vec(piece(), 0..80)).prop_map(|(header, pieces)| {
        format!("{}{}", if header { "Axe;Numéro;Intitulé;Objectif\n" } else { "" }, pieces.concat())
    })
}

/// Rows of a well-made table: axis (0 is left blank), code, title.
fn rows() -> impl Strategy<Value = Vec<(u16, u16, String)>> {
    prop::collection::vec((0u16..4, 1u16..400, "[A-Z][a-zé’]{1,12}( [a-z]{1,8}){0,4}"), 1..30)
}

fn table_of(rows: &[(u16, u16, String)], separator: &str) -> String {
    let axis = |number: u16| if number == 0 { String::new() } else { format!("Axe {number}") };
    let row = |(number, code, title): &(u16, u16, String)| {
        [axis(*number), format!("1.{code}"), title.clone()].join(separator)
    };
    let header = ["Axe", "Numéro", "Intitulé"].join(separator);
    std::iter::once(header).chain(rows.iter().map(row)).collect::<Vec<_>>().join("\n")
}

proptest! {
    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_plan(&bytes);
    }

    #[test]
    fn no_line_is_lost_and_none_is_read_twice(text in text()) {
        let Ok(decoded) = crate::cells::text_of(text.as_bytes()) else { return Ok(()) };
        let table = read(&text);
        prop_assume!(table.refused.is_none()); // of a table about workers nothing is quoted
        let mut accounted: Vec<usize> = table.ignored.iter().map(|ignored| ignored.line).collect();
        prop_assert!(accounted.is_sorted());
        accounted.extend(&table.understood);
        let total = accounted.len();
        accounted.sort_unstable();
        accounted.dedup();
        prop_assert_eq!(accounted.len(), total);
        for (line, content) in (1..).zip(decoded.split('\n')).filter(|(_, content)| !content.trim().is_empty()) {
            prop_assert!(accounted.contains(&line), "line {}: {:?}", line, content);
        }
        let told = table.actions.iter().map(|action| action.line).chain(table.errors.iter().chain(&table.warnings).filter_map(|notice| notice.line));
        for line in told {
            prop_assert!(table.understood.contains(&line), "line {}", line);
        }
    }

    #[test]
    fn the_same_table_is_read_whatever_its_separator(rows in rows()) {
        let expected = read(&table_of(&rows, "\t"));
        prop_assert!(expected.ignored.is_empty());
        for separator in [";", " | ", ","] {
            prop_assert_eq!(&read(&table_of(&rows, separator)), &expected, "{}", separator);
        }
    }

    #[test]
    fn every_row_of_a_well_made_table_is_an_action(rows in rows()) {
        let mut rows = rows;
        rows.sort_by_key(|(_, code, _)| *code);
        rows.dedup_by_key(|(_, code, _)| *code);
        let table = read(&table_of(&rows, ";"));
        prop_assert_eq!(table.actions.len(), rows.len());
        let titles: Vec<_> = table.actions.iter().map(|action| &action.facts.title).collect();
        prop_assert_eq!(titles, rows.iter().map(|(_, _, title)| title).collect::<Vec<_>>());
    }

    #[test]
    fn importing_twice_changes_nothing_whatever_the_plan_and_the_table(before in text(), text in text()) {
        let plan = applied(&read(&text), &applied(&read(&before), &[]));
        let again = compare(&read(&text), &plan);
        let moved: Vec<_> = again.outcomes.iter().filter(|outcome| !matches!(outcome, Outcome::Unchanged { .. })).collect();
        prop_assert!(moved.is_empty(), "{:?}", moved);
    }

    #[test]
    fn a_report_is_read_back_as_it_was_written(text in text()) {
        let report = alone(&read(&text));
        let json = serde_json::to_string(&report).unwrap_or_default();
        prop_assert_eq!(serde_json::from_str::<Report>(&json).ok(), Some(report));
    }
}
