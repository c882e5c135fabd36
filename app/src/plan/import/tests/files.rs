//! What a file or a paste is made of: encodings, line ends, and what is not text at all.

use super::*;

const TABLE: &str = "Axe;Numéro;Intitulé\nAxe 1;1.1;L’évaluation\n;1.2;Agir\n";

#[test]
fn the_encoding_and_the_line_ends_change_nothing() {
    let expected = said(&read(TABLE));
    assert_eq!(expected.len(), 2);
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(TABLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows = encoding_rs::WINDOWS_1252.encode(TABLE).0.into_owned();
    for bytes in [
        utf16,
        windows,
        format!("\u{feff}{TABLE}").into_bytes(),
        TABLE.replace('\n', "\r\n").into_bytes(),
        TABLE.replace('\n', "\r").into_bytes(),
    ] {
        let table = read_plan(&bytes);
        assert_eq!(said(&table), expected);
        assert_eq!(table.actions.last().map(|action| action.line), Some(3));
    }
}

#[test]
fn control_characters_and_invisible_spaces_are_removed() {
    let table = read("Axe;Numéro;Intitulé\u{b}\nAxe 1;\u{200b}1.1;Pré\u{ad}vention\u{7}\u{c}primaire\n");
    assert_eq!(said(&table), ["1.1 | Axe 1 | Prévention primaire"]);
}

#[test]
fn what_is_not_a_text_is_refused_with_what_to_do() {
    for (bytes, says) in [
        (b"PK\x03\x04\x14\0\x06".as_slice(), "copiez le tableau"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "CSV UTF-8"),
        (b"%PDF-1.7\n1.1;Titre", "PDF"),
        (b"Axe;Code;Titre\n1;1.1;\0", "pas un texte"),
        (b" \r\n\t", "rien à lire"),
        (&vec![b'a'; MAX_BYTES + 1], "4 Mo"),
    ] {
        let table = read_plan(bytes);
        assert!(
            matches!(table.errors.as_slice(), [Notice { line: None, message, .. }] if message.contains(says)),
            "{:?}",
            table.errors
        );
        assert!(table.actions.is_empty() && !alone(&table).may_be_applied());
    }
}

/// Not a measure: a reading that looks at everything again for each line would take minutes here.
#[test]
fn the_largest_inputs_are_read_in_linear_time() {
    for line in [
        "Axe 1;1.1;A\n",
        "\"\"a;\"x;",
        "\"a\n",
        ";",
        "\n",
        "Axe;Code;Titre\n",
        "Axe 1\n",
        "a,b|c\t\"\"\"\"d;",
    ] {
        read(&format!("Axe;Code;Titre\n{}", line.repeat(200_000 / line.len())));
    }
    let axes: String = (0..20_000).map(|n| format!("Axe {n};{}.{};A{n}\n", n % 9000, n / 9000)).collect();
    read(&format!("Axe;Code;Titre\n{axes}"));
}
