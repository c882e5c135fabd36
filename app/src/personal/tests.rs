//! What is refused, and its near misses.

use super::*;

const PROJECT: &str = include_str!("../../../server/demo/documents/projet-de-service-ast-beaucaire.md");
const OTHERS: [&str; 3] = [
    include_str!("../../../server/demo/documents/bilan-2.4.1-usure-professionnelle.md"),
    include_str!("../../../server/demo/documents/bilan-mi-parcours-prst4-hdf.md"),
    include_str!("../../../server/demo/documents/seminaire-prst3-vers-prst4-ara.md"),
];

fn columns(text: &str) -> Vec<String> {
    match check_text(text).map(|refusal| refusal.found) {
        Some(Found::Columns(columns)) => columns,
        Some(Found::SocialSecurityNumber) => vec!["NIR".into()],
        None => Vec::new(),
    }
}

#[test]
fn the_follow_up_table_of_the_real_document_is_refused_and_its_columns_are_named() {
    let refusal = check_text(PROJECT);
    assert_eq!(refusal.as_ref().map(|refusal| refusal.line), Some(147));
    let said = refusal.map(|refusal| refusal.to_string()).unwrap_or_default();
    for column in [
        "N° salarié file active",
        "Numéro de dossier salarié dans STEtHO",
        "Type(s) de pathologie/ situation(s) de handicap",
    ] {
        assert!(said.contains(column), "{said}");
    }
    assert!(!said.contains("Médecin du travail") && !said.contains("Code NAF"), "{said}");
    assert!(
        said.contains("Retirez ces colonnes") && said.contains("Rien de ce qui a été envoyé n’est gardé")
    );
}

#[test]
fn the_other_real_documents_pass() {
    for document in OTHERS {
        assert_eq!(check_text(document), None);
    }
    let without: Vec<&str> = PROJECT.lines().filter(|line| !line.starts_with("N° salarié")).collect();
    assert_eq!(check_text(&without.join("\n")), None);
}

#[test]
fn a_table_that_names_workers_or_their_health_is_refused() {
    for (header, named) in [
        ("Axe;Numéro;Intitulé;Matricule", "Matricule"),
        ("Axe;Numéro;Intitulé;Pathologie", "Pathologie"),
        ("Nom;Prénom;Poste", "Nom, Prénom"),
        ("Nom et prénom;Atelier", "Nom et prénom"),
        ("NOM Prénom;Pathologie(s);Structure", "NOM Prénom, Pathologie(s)"),
        ("N° de salarié;Mesure", "N° de salarié"),
        ("Nº d’identification du salarié;Mesure", "Nº d’identification du salarié"),
        ("Nom du salarié;Restriction", "Nom du salarié, Restriction"),
        ("Nom de la salariée;Mesure", "Nom de la salariée"),
        ("Nom des agents;Mesure", "Nom des agents"),
        ("Salarié(e);Diagnostic", "Salarié(e), Diagnostic"),
        ("Salarié : nom;Mesure", "Salarié : nom"),
        ("Date de naissance;Mesure", "Date de naissance"),
        ("Né(e) le;Mesure", "Né(e) le"),
        ("N° de sécurité sociale;Mesure", "N° de sécurité sociale"),
        ("NIR;Mesure", "NIR"),
        ("N° SS;Mesure", "N° SS"),
        ("Entreprise;Métier;Inaptitude", "Inaptitude"),
        ("Entreprise;Métier;Restrictions d’aptitude", "Restrictions d’aptitude"),
        ("Entreprise;RQTH", "RQTH"),
        ("Patient;Pathologie;Nombre de visites", "Patient, Pathologie"),
        ("Nom;Restrictions;Nombre de jours", "Nom, Restrictions"),
    ] {
        for separator in ["\t", ";", " | "] {
            let blank = "x;".repeat(header.matches(';').count());
            let table = format!("Titre du document\n\n{header}\n{blank}\n").replace(';', separator);
            let named: Vec<&str> = named.split(", ").collect();
            assert_eq!(columns(&table), named, "{table}");
        }
    }
}

#[test]
fn counts_professionals_subjects_and_publics_pass() {
    for header in [
        "Axe;Numéro;Intitulé;Nombre de salariés",
        "Effectif;Entreprise;Code NAF",
        "Effectif salarié;Salariés concernés;Salariés formés",
        "Pathologie;Nombre de cas;Part",
        "Pathologie;2022;2023",
        "Pathologies;Secteur",
        "Inaptitudes;Effectif total",
        "Taux d’inaptitude;Branche",
        "Nombre de pathologies déclarées;Branche",
        "Risque ou pathologie;Action",
        "Prévention de l’inaptitude;Action",
        "Diagnostic;Objectif;Action",
        "Restrictions budgétaires;Action",
        "Agent chimique;Branche",
        "Médecin du travail;Entreprise",
        "Nom du pilote;Prénom du pilote;Structure",
        "Nom;Prénom;Structure;Fonction",
        "Nom de l’action pour les salariés;Public",
        "Nom;Objectif",
        "Employeur;Salarié;Partenaire",
        "Numéro adhérent (l’entreprise);Nom de l’entreprise",
        "Objectifs;Public",
        "Date de signature;Lieu",
    ] {
        for separator in ["\t", ";", " | "] {
            let blank = "x;".repeat(header.matches(';').count());
            let table = format!("{header}\n{blank}\n").replace(';', separator);
            assert_eq!(columns(&table), Vec::<String>::new(), "{table}");
        }
    }
}

#[test]
fn salarie_alone_is_refused_when_names_stand_below() {
    assert_eq!(columns("Salarié;Mesure\nDUPONT Jean;Étude de poste\n"), ["Salarié"]);
    assert_eq!(columns("Public;Salarié\nTPE;oui\n"), Vec::<String>::new());
}

#[test]
fn a_title_that_speaks_of_health_is_not_a_header() {
    let table = "Axe;Numéro;Intitulé\nAxe 1;1.1;Inaptitude\nAxe 1;A;Maladie\n";
    assert_eq!(columns(table), Vec::<String>::new());
    let prose = "Les visites, le matricule du salarié, la pathologie et le poste.\nRien d’autre.\n";
    assert_eq!(columns(prose), Vec::<String>::new());
}

#[test]
fn a_table_of_a_web_page_is_a_table() {
    assert_eq!(columns("<table>\n<tr><td>Nom du salarié</td><td>Poste</td></tr>\n</table>").len(), 1);
}

#[test]
fn a_social_security_number_is_refused_wherever_it_stands() {
    // of nobody: the commune and the order are those of no birth
    for number in ["299999999999987", "2 99 99 99 999 999 87", "1 85 05 2A 999 999 71"] {
        let with_key = with_right_key(number);
        assert_eq!(columns(&format!("Action;Référence\nAgir;{with_key}\n")), ["NIR"], "{with_key}");
        assert_eq!(columns(&format!("Il a le numéro {with_key}, dit-on.")), ["NIR"], "{with_key}");
    }
    for other in ["123 456 789 00012", "299999999999900", "06 12 34 56 78", "12345678901234567890"] {
        assert_eq!(check_text(&format!("Action;Référence\nAgir;{other}\n")), None, "{other}");
    }
}

/// The number with the key that its figures ask for.
fn with_right_key(number: &str) -> String {
    let body = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let tail = &number[body.len()..];
    let body = format!("{body}{}", &tail[..tail.len() - 2]);
    let figures: String = body.chars().filter(|c| *c != ' ').collect();
    let value: u64 = figures.replace("2A", "19").parse().unwrap_or_default();
    format!("{body}{:02}", 97 - value % 97)
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn looking_never_panics(text in any::<String>()) {
            check_text(&text);
        }

        #[test]
        fn what_stands_around_the_table_hides_nothing(before in "[a-zé .\n]{0,80}", after in "[a-zé .\n]{0,80}") {
            let text = format!("{before}\n\nMatricule\tPathologie\n1\tx\n{after}");
            prop_assert_eq!(columns(&text), ["Matricule", "Pathologie"]);
        }
    }
}
