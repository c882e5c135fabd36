//! The shapes that a table comes in.

use super::*;

const EXPECTED: [&str; 3] = [
    "1.1 | Axe 1 | Culture de prévention",
    "1.2 | Axe 1 | Risque chimique",
    "2.1 | Axe 2 | Maintien en emploi",
];

#[test]
fn a_blank_axis_cell_is_carried_down() {
    let table = read(
        "Axe;Numéro;Intitulé\nAxe 1;1.1;Culture de prévention\n;1.2;Risque chimique\nAxe 2;2.1;Maintien en emploi",
    );
    assert_eq!(said(&table), EXPECTED);
    assert!(clean(&table));
}

#[test]
fn a_markdown_table_is_read_with_or_without_its_outer_pipes() {
    let outer = "| **Axe** | N° | Action |\n|:---|---|---|\n| Axe 1 | 1.1 | **Culture de prévention** |\n| | 1.2 | Risque chimique |\n| Axe 2 | 2.1 | Maintien en emploi |";
    assert_eq!(said(&read(outer)), EXPECTED);
    assert!(read(outer).ignored.is_empty());
    let bare = "Axe | N° | Action\n--- | --- | ---\nAxe 1 | 1.1 | Culture de prévention\n | 1.2 | Risque chimique\nAxe 2 | 2.1 | Maintien en emploi";
    assert_eq!(said(&read(bare)), EXPECTED);
}

#[test]
fn an_axis_alone_on_its_row_is_that_of_the_rows_below() {
    let table = read(
        "Code\tLibellé\nAxe 1 : Prévention\t\n1.1\tCulture de prévention\n1.2\tRisque chimique\nAXE 2 – Emploi\n2.1\tMaintien en emploi",
    );
    assert_eq!(said(&table), EXPECTED);
    assert!(clean(&table));
    let titles: Vec<_> = table.axes.iter().map(|axis| axis.title.as_deref()).collect();
    assert_eq!(titles, [Some("Prévention"), Some("Emploi")]);
}

#[test]
fn a_table_per_axis_under_its_title_is_one_plan() {
    let table = read(
        "Axe 1 : Prévention\nCode;Titre\n1.1;Culture de prévention\n1.2;Risque chimique\n\nAxe 2 : Emploi\n\nCode;Titre\n2.1;Maintien en emploi\n\nAxe 4 : on verra\n",
    );
    assert_eq!(said(&table), EXPECTED);
    assert_eq!(table.axes.len(), 2);
    let ignored: Vec<_> = table.ignored.iter().map(|ignored| ignored.line).collect();
    assert_eq!(ignored, [11], "an axis that nothing follows is not one of the plan");
}

#[test]
fn a_table_without_header_is_read_when_its_cells_say_what_they_are() {
    assert_eq!(
        said(&read(
            "Axe 1\t1.1\tCulture de prévention\n\t1.2\tRisque chimique\nAxe 2\t2.1\tMaintien en emploi"
        )),
        EXPECTED
    );
    assert_eq!(
        said(&read("1.1;Culture de prévention;Axe 1\n1.2;Risque chimique\n2.1;Maintien en emploi;Axe 2")),
        EXPECTED
    );
    assert_eq!(
        said(&read("Axe 1\n1.1;Culture de prévention\n1.2;Risque chimique\nAxe 2\n2.1;Maintien en emploi")),
        EXPECTED
    );
}

#[test]
fn a_table_of_contents_is_not_a_table_without_header() {
    for contents in [
        "4.1\tPréambule.....20\n4.2\tContenu.....21",
        "Axe 1 : Prévention ..... 4\n1.1\tCulture ..... 4\n1.2\tRisque ..... 5",
    ] {
        assert_eq!(said(&read(contents)), Vec::<String>::new());
    }
}

#[test]
fn a_plan_without_codes_has_titles_and_axes() {
    let table = read("Axe;Action\n1;Culture de prévention\n;Risque chimique\nAxe transversal;Gouvernance");
    assert_eq!(
        said(&table),
        [
            "– | Axe 1 | Culture de prévention",
            "– | Axe 1 | Risque chimique",
            "– | Axe transversal | Gouvernance"
        ]
    );
    assert!(clean(&table));
}

#[test]
fn a_code_may_be_a_single_number() {
    let table = read(
        "N°\tAction\tAxe\n1\tCulture de prévention\tAxe 1\n2\tRisque chimique\tAxe 1\n12\n\n3\tMaintien en emploi\tAxe 2",
    );
    assert_eq!(
        said(&table),
        [
            "1 | Axe 1 | Culture de prévention",
            "2 | Axe 1 | Risque chimique",
            "3 | Axe 2 | Maintien en emploi"
        ]
    );
    assert!(clean(&table), "the page number is not an action: {:?}", table.errors);
}

#[test]
fn the_objective_is_carried_down_until_the_axis_changes() {
    let table = read("Axe;Objectif;Code;Titre\nAxe 1;Culture;1.1;A\n;;1.2;B\n;Risques;1.3;C\nAxe 2;;2.1;D");
    let objectives: Vec<_> = table.actions.iter().map(|action| action.facts.objective.as_deref()).collect();
    assert_eq!(objectives, [Some("Culture"), Some("Culture"), Some("Risques"), None]);
}

#[test]
fn the_usual_names_of_the_columns_are_known() {
    for header in [
        "Axe;Numéro de l’action;Intitulé de l’action",
        "AXES;Fiche;Libellé",
        "axe;n°;action",
        "Axe;Action;Titre",
        "Axe;N;Fiche-action",
        "Axe stratégique;Réf.;Nom de l'action",
    ] {
        assert_eq!(
            said(&read(&format!("{header}\nAxe 1;1.1;Culture de prévention"))),
            EXPECTED.get(..1).unwrap_or_default(),
            "{header}"
        );
    }
}

#[test]
fn an_unknown_column_is_named_and_harms_nothing() {
    let table = read(
        "Axe,Code,Pilote,Titre,\n1,1.1,Carsat,Culture de prévention,à voir\n,1.2,Dreets,Risque chimique,\n2,2.1,ARS,Maintien en emploi",
    );
    assert_eq!(said(&table), EXPECTED);
    assert!(clean(&table));
    assert_eq!(table.unknown_columns, ["Pilote", "colonne 5"]);
}

#[test]
fn a_quoted_cell_may_hold_separators_quotes_and_line_ends() {
    let table = read("Axe;Code;Titre\n1;1.1;\"Agir ; prévenir\net \"\"former\"\"\"\n;1.2;Risque chimique");
    assert_eq!(
        said(&table),
        ["1.1 | Axe 1 | Agir ; prévenir et \"former\"", "1.2 | Axe 1 | Risque chimique"]
    );
    assert_eq!(table.actions.last().map(|action| action.line), Some(4));
}

#[test]
fn a_quotation_mark_in_a_sentence_opens_no_cell() {
    let table = read(
        "\"Une citation qui ne finit pas\nAxe;Code;Titre\n1;1.1;\"Agir\" ensemble\n;1.2;Un écran de 5\" ou plus",
    );
    assert_eq!(said(&table), ["1.1 | Axe 1 | \"Agir\" ensemble", "1.2 | Axe 1 | Un écran de 5\" ou plus"]);
}

#[test]
fn titles_keep_their_apostrophes_and_no_break_spaces() {
    let table = read("Axe;Code;Titre\n1;1.1;  L’amiante\u{a0}:  prévenir ");
    assert_eq!(said(&table), ["1.1 | Axe 1 | L’amiante\u{a0}: prévenir"]);
}

#[test]
fn another_table_after_the_plan_creates_nothing() {
    let plan = "Code\tTitre\n1.1\tCulture de prévention\n";
    for other in [
        "\nTrès satisfait\t12\nSatisfait\t30",
        "\n1\tTrès satisfait\n2\tSatisfait",
        "\nObjectifs\tPublic\nSensibiliser\tTPE",
        "\n4.1\tPréambule.....20",
    ] {
        let table = read(&format!("{plan}{other}"));
        assert_eq!((table.actions.len(), table.errors.len()), (1, 0), "{other}: {:?}", table.errors);
    }
}

#[test]
fn a_table_that_was_left_for_more_than_a_page_break_is_over() {
    let prose = "Une ligne de texte.\n".repeat(11);
    let table = read(&format!("Code\tTitre\n1.1\tCulture de prévention\n{prose}2.1\tUn chapitre"));
    assert_eq!((table.actions.len(), table.ignored.len()), (1, 12));
}
