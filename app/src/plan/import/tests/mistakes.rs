//! What is told, where, and what to do about it.

use super::*;

fn notices(notices: &[Notice]) -> Vec<(Option<usize>, Option<&str>, &str)> {
    notices.iter().map(|notice| (notice.line, notice.column.as_deref(), notice.message.as_str())).collect()
}

/// Asserts that there is one error, at this line and column, saying this; and how many actions remain.
fn one_error(text: &str, line: usize, column: &str, says: &str, actions: usize) {
    let table = read(text);
    assert!(
        matches!(notices(&table.errors).as_slice(), [(at, name, message)] if *at == Some(line) && *name == Some(column) && message.contains(says)),
        "{:?}",
        table.errors
    );
    assert_eq!(table.actions.len(), actions);
}

fn one_warning(text: &str, line: usize, column: Option<&str>, says: &str, actions: usize) {
    let table = read(text);
    assert_eq!(table.errors, []);
    assert!(
        matches!(notices(&table.warnings).as_slice(), [(at, name, message)] if *at == Some(line) && *name == column && message.contains(says)),
        "{:?}",
        table.warnings
    );
    assert_eq!(table.actions.len(), actions);
}

#[test]
fn an_action_without_a_title_is_an_error_at_its_cell() {
    one_error(
        "Axe;N°;Intitulé\n1;1.1;A\n;1.2.3;\n;1.3;C",
        3,
        "Intitulé",
        "Donnez un intitulé à l’action 1.2.3.",
        2,
    );
    one_error(
        "Axe;N°;Intitulé\n1;1.1;A\n;1.2.3\n;1.3;C",
        3,
        "Intitulé",
        "Donnez un intitulé à l’action 1.2.3.",
        2,
    );
    one_error(
        "N°\tIntitulé\tAxe\n1.1\tA\t1\n1.2.3\n1.3\tC\t1",
        3,
        "Intitulé",
        "Donnez un intitulé à l’action 1.2.3.",
        2,
    );
}

#[test]
fn a_code_that_cannot_be_read_is_an_error_that_says_what_is_expected() {
    one_error("Axe;N°;Intitulé\n1;1,1;A\n;1.2;B", 2, "N°", "« 1,1 » n’est pas un code d’action. Écrivez", 1);
    one_error("Axe;N°;Intitulé\n1;1.1;A\n;à venir;B", 3, "N°", "« à venir »", 1);
    one_error("Axe;N°;Intitulé\n1;1.1;A\n\nPage 2\n\n;1.2.x;B", 6, "N°", "« 1.2.x »", 1);
}

#[test]
fn an_axis_that_cannot_be_read_is_an_error_and_the_one_above_is_not_used_instead() {
    let table = read("Axe;N°;Intitulé\n1;1.1;A\nPrévention;2.1;B\n;2.2;C");
    assert!(
        matches!(notices(&table.errors).as_slice(), [(Some(3), Some("Axe"), message)] if message.contains("« Prévention »"))
    );
    assert_eq!(said(&table), ["1.1 | Axe 1 | A", "2.2 | – | C"]);
}

#[test]
fn the_axis_written_wins_over_the_code_with_a_warning() {
    let text = "Axe;N°;Intitulé\nAxe 2;2.4.2;A\nAxe 3;2.6;B\n;3.7;C";
    one_warning(text, 3, Some("N°"), "L’action 2.6 est écrite sous l’axe 3", 3);
    assert!(said(&read(text)).contains(&"2.6 | Axe 3 | B".to_owned()));
}

#[test]
fn gaps_and_the_transversal_axis_are_no_mistake() {
    assert!(clean(&read("Axe;N°;Intitulé\nAxe 1;1.1;A\n;1.3.10;B\nAxe transversal;4.1;C")));
}

#[test]
fn the_same_line_twice_is_read_once_with_a_warning() {
    one_warning(
        "Axe;N°;Intitulé\n1;1.1;Prévention\n;1.1;PREVENTION",
        3,
        Some("N°"),
        "déjà écrite ligne 2",
        1,
    );
    one_warning("Axe;Intitulé\n1;Prévention\n;Prévention", 3, Some("Intitulé"), "déjà écrite ligne 2", 1);
}

#[test]
fn the_same_code_with_another_title_is_an_error() {
    one_error("Axe;N°;Intitulé\n1;1.1;A\n;1.1;B", 3, "N°", "déjà écrite ligne 2, avec un autre intitulé", 1);
    one_error("Axe;Intitulé\n1;A\n2;A", 3, "Intitulé", "sous un autre axe", 1);
}

#[test]
fn an_action_without_a_code_is_told_when_the_others_have_one() {
    one_warning("Axe;N°;Intitulé\n1;1.1;A\n;;B", 3, Some("N°"), "reconnue à son intitulé", 2);
}

#[test]
fn a_row_longer_than_its_header_is_told() {
    one_warning("Axe;N°;Intitulé\n1;1.1;Prévenir; agir\n;1.2;B;;", 2, None, "« agir » n’a pas été lu", 2);
}

#[test]
fn two_titles_for_one_axis_are_told_and_the_first_is_kept() {
    let text = "Axe;N°;Intitulé\nAxe 1 : Culture;1.1;A\nAxe 1;1.2;B\nAxe 1 : Risques;1.3;C";
    one_warning(text, 4, Some("Axe"), "« Culture », qui est gardé", 3);
}

#[test]
fn actions_without_axis_are_told_once() {
    one_warning("N°;Intitulé\n1.1;A\n1.2;B", 2, None, "2 actions n’ont pas d’axe", 2);
}

#[test]
fn a_paragraph_is_not_a_title() {
    let long = "é".repeat(MAX_TITLE + 1);
    one_error(&format!("Axe;N°;Intitulé\n1;1.1;{long}"), 2, "Intitulé", "500 caractères au plus", 0);
    assert!(clean(&read(&format!("Axe;N°;Intitulé\n1;1.1;{}", "é".repeat(MAX_TITLE)))));
    one_error(&format!("Axe;N°;Intitulé\nAxe 1 : {long};1.1;A"), 2, "Axe", "ce titre d’axe", 0);
    let alone = read(&format!("N°;Intitulé\nAxe 1 : {long}\n1.1;A"));
    assert!(matches!(notices(&alone.errors).as_slice(), [(Some(2), None, _)]), "{:?}", alone.errors);
}

#[test]
fn more_than_5000_actions_are_refused() {
    let rows = |count: usize| {
        (1..=count).map(|n| format!("1;1.{}.{};Action {n}\n", n / 1000, n % 1000)).collect::<String>()
    };
    assert!(clean(&read(&format!("Axe;N°;Intitulé\n{}", rows(MAX_ACTIONS)))));
    let table = read(&format!("Axe;N°;Intitulé\n{}", rows(MAX_ACTIONS + 3)));
    assert!(
        matches!(notices(&table.errors).as_slice(), [(Some(5002), None, message)] if message.contains("plus de 5000 actions"))
    );
    assert_eq!(table.actions.len(), MAX_ACTIONS);
}

#[test]
fn a_header_that_nothing_follows_is_an_error() {
    assert!(
        matches!(notices(&read("Axe;N°;Intitulé\n\nFin").errors).as_slice(), [(None, None, message)] if message.contains("aucune action"))
    );
}
