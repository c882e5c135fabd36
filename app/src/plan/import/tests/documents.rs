//! The real documents, pasted as they stand.

use super::*;

macro_rules! document {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../server/demo/documents/", $name))
    };
}

const SEMINAR: &str = document!("seminaire-prst3-vers-prst4-ara.md");
const OTHERS: [&str; 2] =
    [document!("bilan-2.4.1-usure-professionnelle.md"), document!("bilan-mi-parcours-prst4-hdf.md")];
/// It holds a table that follows workers one by one.
const NOMINATIVE: &str = document!("projet-de-service-ast-beaucaire.md");

/// Lines of the seminar, numbered from 1 as an editor does.
fn seminar_lines(from: usize, to: usize) -> String {
    SEMINAR.lines().skip(from - 1).take(to + 1 - from).collect::<Vec<_>>().join("\n")
}

fn is_the_ara_plan(table: &PlanTable) {
    let report = alone(table);
    assert_eq!(report.errors, []);
    assert_eq!(report.actions.len(), 19);
    let axes: Vec<_> = report.axes.iter().map(|axis| (axis.number, axis.actions)).collect();
    assert_eq!(axes, [(Some(1), 13), (Some(2), 3), (Some(3), 3)]);
    let warnings: Vec<_> = report
        .warnings
        .iter()
        .map(|warning| (warning.column.as_deref(), warning.message.contains("2.6")))
        .collect();
    assert_eq!(warnings, [(Some("Numéro"), true)]);
    let codes: Vec<String> = table
        .actions
        .iter()
        .filter_map(|action| action.facts.code.as_ref().map(ActionCode::to_string))
        .collect();
    assert_eq!(
        codes.join(" "),
        "1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.3.4 1.3.6 1.3.7 1.3.8 1.3.10 1.3.11 2.4.2 2.5.1 2.5.3 2.6 3.7 3.8.1"
    );
}

#[test]
fn the_whole_seminar_pasted_as_it_stands_gives_19_actions_in_3_axes_and_one_warning() {
    let table = read(SEMINAR);
    is_the_ara_plan(&table);
    assert_eq!(table.actions.first().map(|action| action.line), Some(787));
    assert!(said(&table).contains(&"2.6 | Axe 3 | Information et sensibilisation des PME/TPE sur la prévention des addictions en milieu professionnel".to_owned()));
}

#[test]
fn the_table_alone_gives_the_same() {
    is_the_ara_plan(&read(&seminar_lines(786, 805)));
}

#[test]
fn the_table_with_the_running_heads_around_it_gives_the_same_and_they_are_listed() {
    let table = read(&seminar_lines(770, 811));
    is_the_ara_plan(&table);
    assert!(table.ignored.iter().any(|ignored| ignored.text == "L'ANALYSE DES BILANS ÉVALUATIFS"));
}

#[test]
fn a_form_that_trims_the_first_blank_cell_of_the_header_changes_nothing() {
    is_the_ara_plan(&read(seminar_lines(786, 805).trim()));
}

#[test]
fn an_editor_that_trims_every_line_changes_nothing() {
    let trimmed: Vec<String> = seminar_lines(780, 812).lines().map(|line| line.trim().to_owned()).collect();
    is_the_ara_plan(&read(&trimmed.join("\n")));
}

#[test]
fn the_table_broken_by_a_page_goes_on_with_its_axis() {
    let head = "\n\nL'ANALYSE DES BILANS ÉVALUATIFS\n\n12\n\n";
    is_the_ara_plan(&read(&format!("{}{head}{}", seminar_lines(786, 795), seminar_lines(796, 805))));
    let repeated =
        format!("{}{head}\tNuméro\tIntitulé\n{}", seminar_lines(786, 795), seminar_lines(796, 805));
    is_the_ara_plan(&read(&repeated));
    let trimmed: Vec<&str> = repeated.lines().map(str::trim).collect();
    is_the_ara_plan(&read(&trimmed.join("\n")));
}

#[test]
fn the_other_documents_create_nothing_and_the_error_says_what_is_expected() {
    for document in OTHERS {
        let table = read(document);
        assert_eq!((said(&table), table.axes.len()), (vec![], 0));
        assert!(
            table.errors.iter().any(|error| error.line.is_none() && error.message.contains("« Intitulé »")),
            "{:?}",
            table.errors
        );
        assert_eq!(table.errors.len(), 1);
        assert_eq!(table.ignored.len(), document.lines().filter(|line| !line.trim().is_empty()).count());
    }
}

#[test]
fn other_documents_around_a_table_add_nothing_to_it() {
    for document in OTHERS {
        is_the_ara_plan(&read(&format!("{document}\n{}\n{document}", seminar_lines(780, 812))));
    }
}

#[test]
fn a_document_that_follows_workers_one_by_one_is_refused_and_nothing_of_it_is_quoted() {
    for document in [NOMINATIVE.to_owned(), format!("{NOMINATIVE}\n{}", seminar_lines(780, 812))] {
        let table = read(&document);
        assert!(table.refused.is_some());
        let errors: Vec<_> = table
            .errors
            .iter()
            .map(|error| (error.line, error.message.contains("N° salarié file active")))
            .collect();
        assert_eq!(errors, [(Some(147), true)]);
        assert_eq!(
            (table.actions.len(), table.axes.len(), table.ignored.len(), table.unknown_columns.len()),
            (0, 0, 0, 0)
        );
    }
}
