//! Others of the family: the real document with other bullets, headings, order, wrapping and pages.
use super::documents::is_the_real_one;
use super::*;

/// The real document with its headings written otherwise; `write` gets the text of each.
fn headed(write: impl Fn(&str) -> String) -> String {
    let headings = [
        ("● Action menée", "Action menée"),
        ("● Résultats et impacts", "Résultats et impacts"),
        ("○ Leviers des actions\n\nLeviers", "Leviers"),
        ("\nFreins\n", "Freins"),
        ("○ Perspectives", "Perspectives"),
    ];
    headings
        .into_iter()
        .fold(REAL.to_owned(), |text, (old, name)| text.replace(old, &format!("\n{}\n", write(name))))
}

#[test]
fn whatever_the_bullets_of_its_lists() {
    for bullet in [
        "*",
        "+",
        "•",
        "●",
        "○",
        "o",
        "▪",
        "–",
        "—",
        "➢",
        "✓",
        "\u{f0b7}",
        "§",
        "·",
        "‣",
        "-\t",
        "•\u{a0}",
        "   -",
    ] {
        is_the_real_one(&read(&REAL.replace("\n- ", &format!("\n{bullet} "))));
    }
    for glued in ["•", "▪", "➢", "-", "–"] {
        let text = REAL.replace("\n- ", &format!("\n{glued}"));
        is_the_real_one(&read(&text));
    }
}

#[test]
fn whatever_the_numbers_of_its_lists() {
    for number in ["1.", "1)", "(1)", "1°", "a)", "(a)", "i)", "iv.", "1/", "a."] {
        is_the_real_one(&read(&REAL.replace("\n- ", &format!("\n{number} "))));
    }
}

/// How a heading is written.
type Writing = fn(&str) -> String;

#[test]
fn whatever_its_headings_look_like() {
    let ways: [(&str, Writing); 19] = [
        ("#", |name| format!("# {name}")),
        ("###", |name| format!("### {name} ###")),
        ("bold", |name| format!("**{name}**")),
        ("bold, colon", |name| format!("**{name} :**")),
        ("bold, colon after", |name| format!("**{name}** :")),
        ("underlined", |name| format!("__{name}__")),
        ("bare", str::to_owned),
        ("colon", |name| format!("{name} :")),
        ("no-break colon", |name| format!("{name}\u{a0}:")),
        ("capitals", str::to_uppercase),
        ("capitals without accents", |name| name.to_uppercase().replace('É', "E")),
        ("no accents", |name| name.replace('é', "e")),
        ("disc", |name| format!("● {name}")),
        ("disc, glued", |name| format!("●{name}")),
        ("dash", |name| format!("- {name}")),
        ("numbered", |name| format!("1. {name}")),
        ("roman", |name| format!("II – {name}")),
        ("numbered heading", |name| format!("## 2.1 {name}")),
        ("bold disc", |name| format!("**● {name}**")),
    ];
    for (way, write) in ways {
        let reading = read(&headed(write));
        assert_eq!(counts(&reading), super::documents::REAL_COUNTS, "{way}: {reading:#?}");
        is_the_real_one(&reading);
    }
}

#[test]
fn whatever_its_rubrics_are_called() {
    let names = [
        (
            "Action menée",
            &[
                "Actions menées",
                "Action(s) menée(s)",
                "Actions réalisées",
                "L’action menée",
                "Travaux menés",
                "Mise en œuvre de l'action",
                "Ce qui a été fait",
                "Actions conduites",
                "Bilan des actions menées",
            ][..],
        ),
        (
            "Résultats et impacts",
            &[
                "Résultats",
                "Principaux résultats",
                "Résultats obtenus",
                "Résultats & impacts",
                "Résultats/impacts",
                "Les résultats et les impacts de l’action",
                "Résultat(s) et impact(s)",
            ],
        ),
        (
            "Leviers",
            &[
                "Levier",
                "Les leviers",
                "Leviers identifiés",
                "Leviers de l'action",
                "Facteurs de réussite",
                "Facteurs favorables",
                "Leviers (facteurs de réussite)",
            ],
        ),
        (
            "Freins",
            &[
                "Frein",
                "Freins rencontrés",
                "Difficultés rencontrées",
                "Principales difficultés",
                "Freins et difficultés",
                "Obstacles",
                "Les freins à l’action",
            ],
        ),
        (
            "Perspectives",
            &[
                "Perspective",
                "Suites",
                "Suites à donner",
                "Perspectives et suites",
                "Perspectives d’évolution",
                "Prochaines étapes",
                "Perspectives 2025",
                "Actions à venir",
            ],
        ),
    ];
    for (name, others) in names {
        for other in others {
            let text = headed(|heading| format!("● {}", if heading == name { other } else { heading }));
            let reading = read(&text);
            assert_eq!(counts(&reading), super::documents::REAL_COUNTS, "{other}: {reading:#?}");
            is_the_real_one(&reading);
        }
    }
}

#[test]
fn in_another_order() {
    let (top, rest) = REAL.split_once("● Action menée").unwrap();
    let (done, after) = rest.split_once("● Résultats").unwrap();
    is_the_real_one(&read(&format!("{top}● Résultats{after}\n\n● Action menée{done}")));
}

#[test]
fn wrapped_at_any_width() {
    for width in [50, 60, 72, 80, 100] {
        for indent in ["", "  "] {
            let wrapped: Vec<String> = REAL.lines().map(|line| wrap(line, width, indent)).collect();
            let reading = read(&wrapped.join("\n"));
            assert_eq!(counts(&reading), super::documents::REAL_COUNTS, "{width} {indent:?}: {reading:#?}");
            for part in Part::ALL {
                assert_eq!(reading.content(*part), read(REAL).content(*part), "{width} {indent:?}");
            }
        }
    }
}

/// As a text editor does, at spaces.
fn wrap(line: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out += &format!("\n{indent}");
            column = indent.len();
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out += word;
        column += length;
    }
    out
}

#[test]
fn cut_by_pages_anywhere() {
    let lines: Vec<&str> = REAL.lines().collect();
    for at in 8..lines.len() {
        for cut in [
            "\u{c}",
            "\n\u{c}\n",
            "\nPage 2/3\n\u{c}",
            "\nPage 2 sur 3\n",
            "\n2\n\u{c}\n",
            "\n- 2 -\n",
            "\n2/3\n\u{c}\nPrévention primaire collective de l'usure professionnelle\nAxe 2 – Action 2.4.1\n",
            "\n\n",
        ] {
            let text = format!("{}\n{cut}{}", lines[..at].join("\n"), lines[at..].join("\n"));
            let reading = read(&text);
            assert_eq!(counts(&reading), super::documents::REAL_COUNTS, "line {at}, {cut:?}: {reading:#?}");
            is_the_real_one(&reading);
        }
    }
}

#[test]
fn cut_by_a_page_in_the_middle_of_a_sentence() {
    let text = REAL
        .replace("d'un **kit de sensibilisation**", "d'un\n\nPage 1/2\n\u{c}\n**kit de sensibilisation**");
    let reading = read(&text);
    is_the_real_one(&reading);
    assert_eq!(reading.content(Part::Done), read(REAL).content(Part::Done));
    assert!(messages(&reading.warnings).contains("« Page 1/2 »"));
}

#[test]
fn with_running_titles_on_each_page() {
    let header = "DREETS Exemple – bilan du PRST 4";
    let text =
        format!("{header}\n{REAL}").replace("● Résultats", &format!("Page 1/3\n\u{c}{header}\n● Résultats"));
    let text = text.replace("\nFreins", &format!("\nPage 2/3\n\u{c}{header}\nFreins"));
    let reading = read(&text);
    assert_eq!(counts(&reading), super::documents::REAL_COUNTS);
    assert_eq!(reading.title.as_deref(), Some("Prévention primaire collective de l'usure professionnelle"));
    assert_eq!(messages(&reading.warnings).matches(header).count() + left_out(&reading).len(), 3);
}

#[test]
fn with_axis_and_code_said_otherwise() {
    for said in [
        "Axe 2 – Action 2.4.1",
        "Axe 2 - action 2.4.1",
        "AXE 2 / ACTION 2.4.1",
        "Axe 2, action 2.4.1",
        "Axe 2 Action 2.4.1",
        "Axe 2 | Action 2.4.1",
        "Axe n°2 – Fiche-action n° 2.4.1",
        "Axe stratégique 2 : Action n°2.4.1",
        "Axe II – Action 2.4.1",
        "**Axe 2** – **Action 2.4.1**",
        "Action 2.4.1 (axe 2)",
        "Axe : 2\nAction : 2.4.1",
        "- Axe 2\n- Action 2.4.1",
        "| Axe | 2 |\n|---|---|\n| Action | 2.4.1 |",
        "Axe\t2\nAction\t2.4.1",
    ] {
        let text = REAL.replace("Axe 2\nAction 2.4.1", said);
        let reading = read(&text);
        assert_eq!(
            (reading.axis, reading.unclassified.len()),
            (Some(AxisKey::Numbered(2)), 0),
            "{said}: {reading:#?}"
        );
        is_the_real_one(&reading);
    }
    for said in [
        "Axe 2 – Action 2.4.1 : Prévention primaire collective de l'usure professionnelle",
        "Axe 2\n2.4.1 Prévention primaire collective de l'usure professionnelle",
        "Axe 2\nAction 2.4.1\nIntitulé de l’action : Prévention primaire collective de l'usure professionnelle",
        "# Prévention primaire collective de l'usure professionnelle\n\n## Axe 2\n\n## Action 2.4.1",
        "Axe 2\nPrévention primaire collective de l'usure professionnelle (action 2.4.1)",
        "Axe 2\nBilan du printemps, action 2.4.1 : Prévention primaire collective de l'usure professionnelle",
        "Bilan de l’action 2.4.1\nAxe 2\nPrévention primaire collective de l'usure professionnelle",
        "Bilan évaluatif – PRST 4\nPrévention primaire collective\nde l'usure professionnelle\nAxe 2 : Santé au travail – Action 2.4.1",
    ] {
        let (_, rest) = REAL.split_once("Action 2.4.1").unwrap();
        is_the_real_one(&read(&format!("{said}\n{rest}")));
    }
}
