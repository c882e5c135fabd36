//! The projects of the real document, and of its neighbours.

use super::*;

const DOCUMENT: &str = include_str!("../../../server/demo/documents/projet-de-service-ast-beaucaire.md");

fn warned(found: &Found, line: usize, says: &str) -> bool {
    found.warnings.iter().any(|warning| warning.line == Some(line) && warning.message.contains(says))
}

#[test]
fn the_real_document_has_five_projects_and_what_is_odd_in_them_is_said() {
    let found = read(DOCUMENT);
    assert_eq!(found.errors, []);
    let said: Vec<_> = found
        .projects
        .iter()
        .map(|p| (p.line, p.number, p.title.as_str(), p.goals.len(), p.publics.len()))
        .collect();
    assert_eq!(
        said,
        [
            (190, Some(1), "Favoriser la coordination des acteurs de la PDP", 5, 1),
            (218, Some(2), "Développer l'information et l'outillage des professionnels de santé", 3, 1),
            (250, Some(3), "Développer des actions collectives ciblées", 4, 1),
            (583, Some(1), "Suivre et valoriser les innovations régionales", 2, 1),
            (592, Some(4), "Production d'outils / repères de méthodes pour agir sur l'attractivité", 1, 1),
        ]
    );
    let goals =
        |place: usize| found.projects.get(place).map(|project| project.goals.clone()).unwrap_or_default();
    assert!(goals(0).contains(&"Identifier les types de pratiques de ces acteurs et".to_owned()));
    assert_eq!(goals(4), ["Capitaliser sur les expérimentations régionales"]);
    assert!(
        goals(2)
            .iter()
            .any(|goal| goal
                .ends_with("« Un dirigeant entendra mieux si c'est un dirigeant qui lui parle. »)"))
    );
    for (line, says) in [
        (191, "semble coupé"),
        (191, "sans en être un point"),
        (219, "Plusieurs publics"),
        (583, "déjà celui du projet de la ligne 190"),
        (584, "Plusieurs publics"),
        (592, "hors de son tableau, ligne 590"),
        (592, "la légende"),
        (593, "points de suspension"),
        (147, "N° salarié file active"),
    ] {
        assert!(warned(&found, line, says), "{line} {says}: {:#?}", found.warnings);
    }
    assert_eq!(found.warnings.len(), 10, "{:#?}", found.warnings);
}

#[test]
fn a_markdown_table_a_plain_one_and_swapped_columns_are_read() {
    for table in [
        "**Projet 2 : Outiller**\n\n| Public | Objectifs |\n|---|---|\n| TPE | • Voir<br>• Agir |\n",
        "Projet 2 – Outiller\t\nObjectifs\tPublic\nVoir\tTPE\nAgir\t\n",
        "### Projet n° 2 : Outiller\nOBJECTIFS\tPUBLICS CIBLES\n<ol><li>Voir</li><li>Agir</li></ol>\t<p>TPE</p>\n\nLe texte continue.",
    ] {
        let found = read(table);
        let said: Vec<_> = found
            .projects
            .iter()
            .map(|p| (p.number, p.title.as_str(), p.goals.join(" / "), p.publics.join(" / ")))
            .collect();
        assert_eq!(said, [(Some(2), "Outiller", "Voir / Agir".to_owned(), "TPE".to_owned())], "{table}");
    }
}

#[test]
fn two_tables_that_touch_are_two_projects() {
    let found = read(
        "Projet 1 : Un\t\nObjectifs\tPublic\nVoir\tTPE\nProjet 2 : Deux\t\nObjectifs\tPublic\nAgir\tTPE\n",
    );
    let titles: Vec<&str> = found.projects.iter().map(|project| project.title.as_str()).collect();
    assert_eq!((titles, found.warnings.len()), (vec!["Un", "Deux"], 0));
}

#[test]
fn signs_that_open_and_never_close_are_text() {
    // once per sign would be hours
    let found = read(&"<".repeat(4 << 20));
    assert!(found.projects.is_empty() && found.errors.len() == 1);
    let found = read("Projet 1 : Un\t\nObjectifs\tPublic\nMoins de 10 < 20 <br>Agir\tTPE\n");
    assert_eq!(found.projects[0].goals, ["Moins de 10 < 20", "Agir"]);
}

#[test]
fn a_document_without_projects_says_what_is_expected() {
    for text in ["", "Objectifs : aller mieux", "Axe;Numéro;Intitulé\n1;1.1;Une"] {
        let found = read_projects(text.as_bytes());
        assert!(found.projects.is_empty() && found.errors.len() == 1, "{text}");
    }
    assert!(read_projects(b"PK\x03\x04").errors.len() == 1);
}

#[test]
fn a_document_of_endless_lines_is_not_read() {
    let found = read(&format!("{DOCUMENT}{}", "x\n".repeat(MAX_LINES)));
    assert!(found.projects.is_empty());
    assert!(
        matches!(&found.errors[..], [one] if one.message.contains("20000 au plus")),
        "{:?}",
        found.errors
    );
}

#[test]
fn projects_that_name_workers_are_refused() {
    let found = read("Projet 1 : Suivre\t\t\nObjectifs\tPublic\tNom du salarié\nVoir\tTPE\tx\n");
    assert!(
        found.projects.is_empty()
            && found.errors.iter().any(|error| error.message.contains("Nom du salarié"))
    );
    assert!(!format!("{found:?}").contains("Voir"));
}

#[test]
fn signs_and_comparisons_are_not_taken_for_marks() {
    let found = read(
        "Projet 1 : Les TPE\t\nObjectifs\tPublic\nAider les TPE < 10 salariés &amp; les autres > 10\tTPE-PME\n",
    );
    assert_eq!(
        found.projects.first().map(|p| p.goals.join("|")),
        Some("Aider les TPE < 10 salariés & les autres > 10".to_owned())
    );
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn piece() -> impl Strategy<Value = String> {
        let known = prop::sample::select(vec![
            "Projet 1 : Un",
            "Objectifs",
            "Public",
            "\t",
            "\n",
            "\n\n",
            "|",
            "<ul>",
            "<li>",
            "</li>",
            "</ul>",
            "<br>",
            "<",
            ">",
            "•",
            "Voir",
            "Agir et",
            "TPE",
            "|---|---|",
            "**",
            "&amp;",
        ]);
        prop_oneof![6 => known.prop_map(str::to_owned), 1 => any::<String>()]
    }

    proptest! {
        #[test]
        fn reading_never_panics(pieces in prop::collection::vec(piece(), 0..60)) {
            read_projects(pieces.concat().as_bytes());
        }

        #[test]
        fn every_word_of_the_cells_is_in_the_projects(goals in prop::collection::vec("[a-zé]{2,9}( [a-zé]{2,9}){0,4}", 1..6), publics in prop::collection::vec("[A-Z][a-z]{2,9}", 1..4)) {
            let list = |points: &[String]| format!("<ul><li>• {}</li></ul>", points.join("</li><li>• "));
            let found = read(&format!("Projet 7 : Titre\t\nObjectifs\tPublic\n{}\t{}\n", list(&goals), list(&publics)));
            prop_assert_eq!(&found.projects.first().map(|p| (p.goals.clone(), p.publics.clone())), &Some((goals, publics)));
        }
    }
}
