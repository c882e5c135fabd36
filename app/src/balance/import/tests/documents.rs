//! The real document, as it stands and in the other encodings and wrappings that it comes in.
use super::*;

pub(super) const REAL_COUNTS: [(usize, usize); 6] = [(2, 5), (0, 5), (0, 0), (0, 5), (0, 4), (0, 5)];

pub(super) fn is_the_real_one(reading: &Reading) {
    assert_eq!(counts(reading), REAL_COUNTS, "{reading:#?}");
    assert_eq!(reading.title.as_deref(), Some("Prévention primaire collective de l'usure professionnelle"));
    assert_eq!(reading.axis, Some(AxisKey::Numbered(2)));
    assert_eq!(reading.action.as_ref().map(ToString::to_string).as_deref(), Some("2.4.1"));
    assert_eq!(reading.unclassified, []);
    assert_eq!(reading.errors, []);
    let nested = Part::ALL
        .iter()
        .flat_map(|part| reading.content(*part).entries())
        .find(|entry| !entry.children.is_empty());
    assert_eq!(nested, None);
}

#[test]
fn the_real_balance_goes_in_as_it_stands() {
    let reading = read(REAL);
    is_the_real_one(&reading);
    assert_eq!(reading.warnings, []);
    let leads = leads(reading.content(Part::Done));
    assert!(
        leads[0].starts_with("L'action vise à") && leads[1] == "Elle s'est déclinée en plusieurs volets :"
    );
}

#[test]
fn so_it_does_in_windows_1252_in_utf_16_and_with_the_line_ends_of_windows() {
    let windows = REAL.replace('●', "•").replace('○', "o").replace('\n', "\r\n");
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(&windows);
    assert!(!lost);
    is_the_real_one(&read_balance(&bytes));
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(REAL.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    is_the_real_one(&read_balance(&wide));
    is_the_real_one(&read(&format!("\u{feff}{REAL}")));
}

#[test]
fn the_drafts_markdown_is_read_back_as_the_same_content() {
    let reading = read(REAL);
    for part in Part::ALL {
        let content = reading.content(*part);
        let again = read(&format!("# Titre\n\n## {}\n\n{}", part.label(), content.markdown()));
        assert_eq!(again.content(*part), content);
    }
    assert_eq!(
        reading.content(Part::Done).markdown().lines().nth(4),
        Some(
            "- Animation du comité technique et d'un groupe de travail associant préventeurs, SPSTI et CROCT."
        )
    );
}

#[test]
fn what_is_no_text_is_refused_with_what_to_do() {
    for (bytes, says) in [
        (&b""[..], "Collez le texte"),
        (b" \n\t\n", "Collez le texte"),
        (b"%PDF-1.7", "copiez le texte"),
        (b"\xD0\xCF\x11\xE0aaaa", ".docx"),
        (b"PK\x03\x04truncated", "enregistrez-le à nouveau"),
        (b"{\\rtf1 a}", ".docx"),
        (b"a\0b", "est pas un texte"),
    ] {
        let reading = read_balance(bytes);
        assert!(messages(&reading.errors).contains(says), "{says}: {:?}", reading.errors);
        assert!(!reading.may_be_applied());
    }
    let long = "a\n".repeat(MAX_LINES + 1);
    assert!(messages(&read(&long).errors).contains("5 000 lignes"));
    let large = "a ".repeat(MAX_BYTES / 2 + 1);
    assert!(messages(&read(&large).errors).contains("4 Mo"));
}

#[test]
fn a_table_that_names_workers_is_refused_and_nothing_of_it_is_quoted() {
    let table = "| Matricule | Nom du salarié | Pathologie |\n|---|---|---|\n| 12 | Exemple | lombalgie |\n";
    let reading = read(&format!("{REAL}\n\n{table}"));
    assert!(reading.refused.is_some() && !reading.may_be_applied());
    assert!(messages(&reading.errors).contains("« Matricule »"));
    assert!(!format!("{reading:?}").contains("lombalgie") && reading.title.is_none());
}

#[test]
fn a_text_that_is_no_balance_says_so_and_is_all_shown() {
    let reading = read("Compte rendu\n\nBonjour à tous.\n- un point\n");
    assert!(messages(&reading.errors).contains("Aucune rubrique"));
    assert_eq!(left_out(&reading), ["Compte rendu", "Bonjour à tous.", "- un point"]);
}
