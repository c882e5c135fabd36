//! What is a heading and what is not, what belongs to no rubric, and what the lists keep.
use super::*;

#[test]
fn results_and_impacts_may_have_their_own_headings() {
    for (over, results, impacts) in [
        ("● Résultats et impacts", "○ Principaux résultats", "○ Impacts constatés"),
        ("● Résultats et impacts", "● Principaux résultats", "● Impacts constatés"),
        ("## Résultats et impacts", "### Principaux résultats :", "### Impacts constatés :"),
        ("● Résultats et impacts", "  o Résultats", "  o Impacts"),
        ("", "Principaux résultats", "Impacts constatés"),
        ("**Résultats et impacts**", "Résultats", "Impacts"),
    ] {
        let text = format!("Titre\n\n{over}\n{results}\n- a\n- b\n{impacts}\n- c\n\n● Leviers\n- d\n");
        let reading = read(&text);
        assert_eq!(counts(&reading), [(0, 0), (0, 2), (0, 1), (0, 1), (0, 0), (0, 0)], "{text}");
        assert_eq!(reading.unclassified, []);
    }
}

#[test]
fn a_heading_over_two_rubrics_takes_nothing_by_itself() {
    let reading = read("Titre\n● Leviers et freins\nUne phrase.\n○ Leviers\n- a\n○ Freins\n- b\n");
    assert_eq!(counts(&reading), [(0, 0), (0, 0), (0, 0), (0, 1), (0, 1), (0, 0)]);
    assert_eq!(left_out(&reading), ["Une phrase."]);
    assert!(messages(&reading.warnings).contains("« Leviers et freins » couvre plusieurs rubriques"));
}

#[test]
fn a_heading_word_inside_a_sentence_is_no_heading() {
    let text = "T\n\nAction menée\n\nNous avons identifié les\nleviers\net les freins de l’action.\n\n- Identifier les leviers\n- Perspectives encourageantes pour 2025\n- Lever les freins, puis mesurer les résultats\n  Freins compris\n- Les résultats.\n\nDeux actions menées en 2023 ont servi.\n\n3 actions menées\n";
    let reading = read(text);
    assert_eq!(counts(&reading), [(3, 4), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)], "{reading:#?}");
    assert_eq!(
        leads(reading.content(Part::Done))[0],
        "Nous avons identifié les leviers et les freins de l’action."
    );
    assert_eq!(
        list(reading.content(Part::Done))[2],
        "Lever les freins, puis mesurer les résultats Freins compris"
    );
}

#[test]
fn what_follows_the_name_on_its_line_is_said_in_the_rubric() {
    let reading = read(
        "T\n\n**Leviers :** une équipe soudée\n**Freins :**\n- le temps\nPerspectives : aller plus loin.\n",
    );
    assert_eq!(leads(reading.content(Part::Levers)), ["une équipe soudée"]);
    assert_eq!(leads(reading.content(Part::Prospects)), ["aller plus loin."]);
    let reading = read("T\n\n- Résultats : un guide\n- Leviers : une équipe\n- Freins : le temps\n");
    assert_eq!(counts(&reading), [(0, 0), (1, 0), (0, 0), (1, 0), (1, 0), (0, 0)]);
    let reading = read("T\n\nRésultats\n- Un guide\n- Freins : le temps a manqué\n");
    assert_eq!(list(reading.content(Part::Results)), ["Un guide", "Freins : le temps a manqué"]);
}

#[test]
fn a_rubric_that_is_not_known_is_left_out_and_said() {
    for (own, other) in [
        ("● Leviers", "● Budget et moyens"),
        ("○ Leviers", "○ Budget"),
        ("# Leviers", "# Budget"),
        ("## Leviers", "## Moyens mobilisés (humains, financiers)"),
        ("**Leviers**", "**Moyens humains**"),
        ("LEVIERS", "MOYENS HUMAINS"),
        ("Leviers", "Moyens humains"),
        ("Leviers :", "Moyens :"),
        ("1. Leviers", "2. Moyens"),
    ] {
        let text = format!(
            "T\n\n{own}\n\n- a\n\n{other}\n\n- 10 000 euros\n- deux personnes\n\n{}\n\n- b\n",
            own.replace("Leviers", "Freins").replace("LEVIERS", "FREINS")
        );
        let reading = read(&text);
        assert_eq!(counts(&reading)[3..5], [(0, 1), (0, 1)], "{text}{reading:#?}");
        assert_eq!(left_out(&reading), [other, "- 10 000 euros", "- deux personnes"], "{text}");
        assert!(messages(&reading.warnings).contains("n’est pas une rubrique"), "{text}");
    }
}

#[test]
fn a_sub_heading_stays_in_its_rubric() {
    for text in [
        "T\n\n## Résultats\n\n### Dans les entreprises\n\n- a\n\n### Dans les branches\n\n- b\n\n## Freins\n- c\n",
        "T\n\n● Résultats\n\nDans les entreprises :\n- a\n\nDans les branches :\n- b\n\n● Freins\n- c\n",
        "T\n\n● Résultats\n\n**Dans les entreprises**\n- a\n\n**Dans les branches**\n- b\n\n● Freins\n- c\n",
    ] {
        let reading = read(text);
        assert_eq!((counts(&reading)[1], counts(&reading)[4]), ((2, 2), (0, 1)), "{text}{reading:#?}");
        assert_eq!(reading.unclassified, []);
        let markdown = reading.content(Part::Results).markdown();
        assert!(markdown.find("branches") > markdown.find("- a"), "{markdown}");
    }
    let nested = read(
        "T\n\n● Action menée\n○ Animer le comité\n▪ six réunions\n○ Écrire un guide\n● Résultats\n○ Un guide\n",
    );
    assert_eq!(list(nested.content(Part::Done)), ["Animer le comité", ">six réunions", "Écrire un guide"]);
    assert_eq!(nested.unclassified, []);
}

#[test]
fn headings_and_entries_may_have_the_same_bullets() {
    let reading = read("T\n\n- Leviers\n- Une équipe\n- Un guide\n- Freins\n- Le temps\n");
    assert_eq!(counts(&reading)[3..5], [(0, 2), (0, 1)]);
    let reading = read("T\n\n● Leviers\n  ● Une équipe\n  ● Un guide\n    ● Relu\n● Freins\n  ● Le temps\n");
    assert_eq!(list(reading.content(Part::Levers)), ["Une équipe", "Un guide", ">Relu"]);
    assert_eq!(counts(&reading)[4], (0, 1));
}

#[test]
fn an_entry_that_is_only_the_word_of_a_heading_is_an_entry() {
    let text = "T\n\nRésultats et impacts\n▪ Un résultat\n\nAction menée\n▪ Réunion\n\nLeviers\n▪ Un guide\n▪ Freins identifiés\n▪ Une équipe\n\nFreins\n▪ Le temps\n";
    let reading = read(text);
    assert_eq!(counts(&reading), [(0, 1), (0, 1), (0, 0), (0, 3), (0, 1), (0, 0)], "{reading:#?}");
    assert_eq!(list(reading.content(Part::Results)), ["Un résultat"]);
    assert_eq!(list(reading.content(Part::Levers)), ["Un guide", "Freins identifiés", "Une équipe"]);
    for bullet in ["-", "•", "➢", "●", "1."] {
        let reading = read(&text.replace('▪', bullet));
        assert_eq!(counts(&reading), [(0, 1), (0, 1), (0, 0), (0, 3), (0, 1), (0, 0)], "{bullet}");
    }
    let alone = read("T\n\nLeviers\n➢ Principaux résultats\n\nFreins\n- Le temps\n\nPerspectives\n- Un an\n");
    assert_eq!(list(alone.content(Part::Levers)), ["Principaux résultats"], "{alone:#?}");
    let under = read("T\n\nLeviers et freins\n- Leviers\n- a\n- Freins\n- b\n\nPerspectives\n- c\n");
    assert_eq!(counts(&under)[3..], [(0, 1), (0, 1), (0, 1)], "{under:#?}");
}

#[test]
fn the_lines_read_as_headings_are_kept_too() {
    let reading =
        read("T\n\n● Actions menées par le comité technique\n- a\n\n● Leviers et freins\n○ Freins\n- b\n");
    let headings: Vec<_> =
        reading.headings.iter().map(|h| (h.line, h.text.as_str(), h.rubrics.as_slice())).collect();
    let expected: [(usize, &str, &[&str]); 3] = [
        (3, "● Actions menées par le comité technique", &["done"]),
        (6, "● Leviers et freins", &["levers", "obstacles"]),
        (7, "○ Freins", &["obstacles"]),
    ];
    assert_eq!(headings, expected);
}

#[test]
fn a_line_of_a_list_is_no_number_of_a_page() {
    for entry in ["P1", "p. 3", "2", "2024", "3/4"] {
        let reading = read(&format!("T\n\nFreins\n\n- a\n\n- {entry}\n\n- b\n"));
        assert_eq!(list(reading.content(Part::Obstacles)), ["a", entry, "b"]);
    }
}

#[test]
fn dashes_and_stars_of_one_indentation_are_of_one_list() {
    let reading = read("T\n\nFreins\n- a\n* b\n  * c\n  - d\n+ e\n- f\n");
    assert_eq!(list(reading.content(Part::Obstacles)), ["a", "b", ">c", ">d", "e", "f"]);
}

#[test]
fn nested_lists_stay_nested_were_it_by_one_space() {
    for (second, third) in [
        (" - ", "  - "),
        ("  - ", "    - "),
        ("    - ", "        - "),
        ("\t- ", "\t\t- "),
        ("o ", "▪ "),
        ("\to ", "\t\t▪ "),
        ("• ", "▪ "),
        ("1. ", "a) "),
        ("   1) ", "      a) "),
    ] {
        let text =
            format!("T\n\nFreins\n- a\n{second}b\n{third}c\n{second}d\n- e\n{second}f\n\nLeviers\n- g\n");
        let reading = read(&text);
        assert_eq!(list(reading.content(Part::Obstacles)), ["a", ">b", ">>c", ">d", "e", ">f"], "{text}");
        assert_eq!(list(reading.content(Part::Levers)), ["g"]);
    }
}

#[test]
fn a_nested_list_keeps_its_sentences_when_they_are_wrapped() {
    let text = "T\n\nFreins\n- Le temps,\nqui manque\n - aux pilotes\n   des comités\n - aux membres\n\n- L’argent\n";
    let reading = read(text);
    assert_eq!(
        list(reading.content(Part::Obstacles)),
        ["Le temps, qui manque", ">aux pilotes des comités", ">aux membres", "L’argent"]
    );
    let markdown = reading.content(Part::Obstacles).markdown();
    assert_eq!(markdown, "- Le temps, qui manque\n  - aux pilotes des comités\n  - aux membres\n- L’argent");
}

#[test]
fn a_rubric_that_comes_again_is_continued() {
    let reading = read("T\n\nLeviers\n- a\n\nFreins\n- b\n\nLeviers (suite)\n- c\n\nFreins\n- d\n");
    assert_eq!(counts(&reading)[3..5], [(0, 2), (0, 2)]);
    assert_eq!(messages(&reading.warnings).matches("revient").count(), 2);
}

#[test]
fn missing_rubrics_are_said_and_nothing_is_invented() {
    let reading = read("Un titre\nAction 2.4.1\n\nFreins\n- Le temps\n");
    assert_eq!(reading.axis, None, "the axis is said, never deduced from the code");
    assert!(
        messages(&reading.warnings)
            .contains("« Action menée », « Principaux résultats », « Leviers », « Perspectives »")
    );
    let reading = read("Freins\n- Le temps\n");
    assert_eq!((reading.title.as_deref(), reading.action.clone()), (None, None));
    assert!(
        messages(&reading.warnings).contains("titre")
            && messages(&reading.warnings).contains("choisissez l’action")
    );
}

#[test]
fn text_before_the_first_rubric_is_unclassified() {
    let reading =
        read("Un titre\nAxe 2\n\nRédigé par les pilotes en mars.\n\n- un point\n\nFreins\n- Le temps\n");
    assert_eq!(reading.title.as_deref(), Some("Un titre"));
    assert_eq!(left_out(&reading), ["Rédigé par les pilotes en mars.", "- un point"]);
    assert_eq!(reading.unclassified[0].line, 4);
}

#[test]
fn a_second_balance_in_the_same_document_is_not_mixed_with_the_first() {
    let reading = read("Un\nAction 2.4.1\n\nFreins\n- a\n\nDeux\n\nAction 2.4.2\n\nFreins\n- b\n");
    assert!(messages(&reading.errors).contains("à part"));
    assert_eq!(reading.errors[0].line, Some(9));
    assert!(left_out(&reading).contains(&"- b"));
}

#[test]
fn what_the_document_says_twice_otherwise_is_not_chosen() {
    let reading = read("Un titre\nAxe 2\nAxe 3\n\nFreins\n- a\n");
    assert_eq!((reading.axis, left_out(&reading)), (Some(AxisKey::Numbered(2)), vec!["Axe 3"]));
}

#[test]
fn tables_are_read_by_row_or_by_column() {
    let reading = read(
        "T\n\n| Rubrique | Contenu |\n|---|---|\n| Leviers | une équipe<br>un guide |\n| Freins | <ul><li>le temps</li><li>l’argent</li></ul> |\n",
    );
    assert_eq!(counts(&reading)[3..5], [(0, 2), (0, 2)], "{reading:#?}");
    let reading = read(
        "T\n\n| **Leviers** | **Freins** |\n|---|---|\n| une équipe | le temps |\n| un guide | l’argent |\n",
    );
    assert_eq!(leads(reading.content(Part::Levers)).len() + list(reading.content(Part::Levers)).len(), 2);
    assert_eq!(
        leads(reading.content(Part::Obstacles)).len() + list(reading.content(Part::Obstacles)).len(),
        2
    );
    let reading = read("T\n\nRésultats\n\n| Année | Entreprises |\n|---|---|\n| 2023 | 12 |\n");
    assert_eq!(list(reading.content(Part::Results)), ["Année | Entreprises", "2023 | 12"]);
    let reading = read("T\n\nLeviers\tune équipe\nFreins\tle temps\n");
    assert_eq!(counts(&reading)[3..5], [(1, 0), (1, 0)]);
}

#[test]
fn lines_without_bullets_are_sentences() {
    let reading = read(
        "T\n\nLeviers\n\nPartage de repères communs\n\nApproche centrée sur le travail réel\n\nFreins\n\nLe temps manque.\nL’argent manque.\n",
    );
    assert_eq!(
        leads(reading.content(Part::Levers)),
        ["Partage de repères communs", "Approche centrée sur le travail réel"]
    );
    assert_eq!(leads(reading.content(Part::Obstacles)), ["Le temps manque.", "L’argent manque."]);
}

#[test]
fn a_bullet_alone_on_its_line_takes_the_text_below() {
    let reading = read("T\n\n●\nLeviers\n\n•\n\nune équipe\n\n•\nun guide\n");
    assert_eq!(list(reading.content(Part::Levers)), ["une équipe", "un guide"], "{reading:#?}");
}
