//! Which words name a rubric. « Actions menées », « FREINS : », « 3) Résultats & impacts » do; « Identifier les leviers »
//! and « Perspectives encourageantes » do not: every word of the line has to belong to the name.
use super::line::marked;
use crate::balance::model::Part;
use crate::text::fold;

/// What a heading opens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Opens {
    Part(Part),
    /// A heading over several rubrics, such as « Leviers et freins »: what stands directly under it is in neither.
    Several(Vec<Part>),
}

impl Opens {
    /// The rubric that takes what stands directly under the heading. « Résultats et impacts » without sub-rubrics is
    /// what results have become (DOMAIN.md §3).
    pub(super) fn direct(&self) -> Option<Part> {
        match self {
            Self::Part(part) => Some(*part),
            Self::Several(parts) if *parts == [Part::Results, Part::Impacts] => Some(Part::Results),
            Self::Several(_) => None,
        }
    }

    /// The rubrics that it names.
    pub(super) fn parts(&self) -> &[Part] {
        match self {
            Self::Part(part) => std::slice::from_ref(part),
            Self::Several(parts) => parts,
        }
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Several(parts), Self::Part(part)) => parts.contains(part),
            (Self::Part(_) | Self::Several(_), _) => false,
        }
    }
}

/// The words of a rubric's name: `trigger`s, each a set of words of which all are needed, and what may stand beside.
struct Vocabulary {
    part: Part,
    triggers: &'static [&'static [&'static str]],
    beside: &'static [&'static str],
}

/// In the singular, folded.
const VOCABULARY: [Vocabulary; 6] = [
    Vocabulary {
        part: Part::Done,
        triggers: &[
            &["action", "mene"],
            &["action", "menee"],
            &["action", "realisee"],
            &["action", "realise"],
            &["action", "conduite"],
            &["action", "engagee"],
            &["action", "effectuee"],
            &["action", "deployee"],
            &["action", "developpee"],
            &["action", "oeuvre"],
            &["action", "accomplie"],
            &["travail", "mene"],
            &["travail", "realise"],
            &["travail", "conduit"],
            &["travail", "engage"],
            &["demarche", "menee"],
            &["demarche", "conduite"],
            &["demarche", "engagee"],
            &["demarche", "oeuvre"],
            &["activite", "menee"],
            &["activite", "realisee"],
            &["activite", "conduite"],
            &["initiative", "menee"],
            &["initiative", "prise"],
            &["realisation"],
            &["deroulement"],
            &["mise", "oeuvre"],
            &["description", "action"],
            &["descriptif", "action"],
            &["contenu", "action"],
        ],
        beside: &["action", "mise", "mis", "description", "descriptif", "presentation"],
    },
    Vocabulary {
        part: Part::Results,
        triggers: &[&["resultat"]],
        beside: &["obtenu", "atteint", "produit", "quantitatif", "qualitatif", "action"],
    },
    Vocabulary {
        part: Part::Impacts,
        triggers: &[&["impact"], &["effet"], &["retombee"]],
        beside: &["produit", "mesure", "observee", "constatee", "action"],
    },
    Vocabulary {
        part: Part::Levers,
        triggers: &[
            &["levier"],
            &["facteur", "reussite"],
            &["facteur", "succe"],
            &["facteur", "favorable"],
            &["facteur", "favorisant"],
            &["facteur", "facilitant"],
            &["facteur", "facilitateur"],
            &["element", "facilitant"],
            &["element", "favorable"],
            &["condition", "reussite"],
            &["facilitateur"],
            &["point", "fort"],
            &["point", "appui"],
            &["atout"],
        ],
        beside: &["action", "cle", "mobilise", "activer", "active", "reussite", "succe"],
    },
    Vocabulary {
        part: Part::Obstacles,
        triggers: &[
            &["frein"],
            &["difficulte"],
            &["obstacle"],
            &["blocage"],
            &["point", "bloquant"],
            &["point", "blocage"],
            &["point", "faible"],
            &["facteur", "bloquant"],
            &["facteur", "limitant"],
            &["facteur", "defavorable"],
            &["element", "bloquant"],
            &["limite", "rencontree"],
        ],
        beside: &["action", "rencontree", "limite", "constatee", "identifiee", "lever"],
    },
    Vocabulary {
        part: Part::Prospects,
        triggers: &[
            &["perspective"],
            &["suite"],
            &["action", "venir"],
            &["action", "mener"],
            &["etape", "venir"],
            &["prochaine", "etape"],
            &["prochaine", "action"],
            &["piste", "amelioration"],
            &["piste", "travail"],
            &["piste", "evolution"],
            &["reste", "faire"],
            &["prolongement"],
        ],
        beside: &[
            "action",
            "evolution",
            "donner",
            "donnee",
            "envisagee",
            "avenir",
            "amelioration",
            "piste",
            "developpement",
            "travail",
            "poursuite",
        ],
    },
];

/// Words that may stand beside any name.
const ANYWHERE: &[&str] = &[
    "l",
    "la",
    "le",
    "les",
    "des",
    "un",
    "une",
    "de",
    "du",
    "d",
    "et",
    "ou",
    "a",
    "au",
    "aux",
    "en",
    "dan",
    "pour",
    "par",
    "ce",
    "cette",
    "s",
    "e",
    "es",
    "x",
    "nos",
    "notre",
    "jour",
    "principal",
    "principale",
    "bilan",
    "synthese",
    "rappel",
    "comite",
    "technique",
    "cotech",
    "groupe",
    "projet",
    "plan",
    "prst",
    "majeur",
    "majeure",
    "constate",
    "identifie",
    "rencontre",
    "observe",
    "global",
    "general",
    "premier",
    "grand",
    "autre",
    "rubrique",
    "partie",
];

/// Names that are sentences.
const SENTENCES: [(&str, Part); 10] = [
    ("actions", Part::Done),
    ("les actions", Part::Done),
    ("ce qui a ete fait", Part::Done),
    ("ce qui a ete realise", Part::Done),
    ("ce que nous avons fait", Part::Done),
    ("ce qui a marche", Part::Levers),
    ("ce qui a aide", Part::Levers),
    ("ce qui a freine", Part::Obstacles),
    ("ce qui a bloque", Part::Obstacles),
    ("et apres", Part::Prospects),
];

/// Longer than this is a sentence (characters).
const LONGEST: usize = 90;

/// What the text of a line opens, when the whole of it is the name of a rubric. In the second place, what stands in
/// brackets behind the name and says more than « suite ».
pub(super) fn named(text: &str) -> Option<(Opens, Option<&str>)> {
    let (_, text) = marked(text.trim_start_matches(['*', '_', ' ', '\u{a0}']));
    let text = text.trim();
    if text.chars().count() > LONGEST || text.ends_with(['.', ';', ',', '!', '…']) {
        return None;
    }
    if let Some((name, bracketed)) = brackets(text) {
        let opens = name_of(name)?;
        let continued = matches!(fold(bracketed).as_str(), "suite" | "fin" | "suite et fin");
        let says = !continued && name_of(text).is_none();
        return Some((opens, says.then_some(bracketed)));
    }
    let continued = text.trim_end_matches(['*', ':', ' ']);
    let shorter = continued.len().checked_sub("suite".len()).and_then(|at| continued.split_at_checked(at));
    match shorter {
        Some((name, last)) if last.eq_ignore_ascii_case("suite") && name.contains(char::is_alphabetic) => {
            name_of(name.trim_end_matches([' ', '-', '–', '—'])).or_else(|| name_of(text))
        }
        _ => name_of(text),
    }
    .map(|opens| (opens, None))
}

/// What the text before the first colon opens, and what is said on the same line after it.
pub(super) fn named_inline(text: &str) -> Option<(Opens, &str)> {
    let (name, said) = text.split_once(':')?;
    let (opens, bracketed) = named(name)?;
    let said = said.trim_start_matches(['*', '_', ' ', '\u{a0}']);
    (bracketed.is_none() && said.contains(char::is_alphanumeric)).then_some((opens, said))
}

/// « Leviers (à compléter) » is « Leviers » and « à compléter »; « menée(s) » has no such brackets.
fn brackets(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches(['*', '_', ':', ' ', '\u{a0}']);
    let (name, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
    (name.ends_with(char::is_whitespace)).then_some((name.trim_end(), inside.trim()))
}

fn name_of(text: &str) -> Option<Opens> {
    let folded = fold(&text.replace('&', " et "));
    let words: Vec<String> = words(&folded);
    if words.first().is_some_and(|first| matches!(first.as_str(), "un" | "une" | "des")) {
        // « Un résultat » is one of them, « Les résultats » are the rubric
        return None;
    }
    let phrase = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some((_, part)) = SENTENCES.iter().find(|(sentence, _)| *sentence == phrase) {
        return Some(Opens::Part(*part));
    }
    let has = |word: &str| words.iter().any(|w| w == word);
    let named: Vec<&Vocabulary> =
        VOCABULARY.iter().filter(|v| v.triggers.iter().any(|all| all.iter().all(|word| has(word)))).collect();
    let belongs = |word: &str| {
        ANYWHERE.contains(&word)
            || is_year(word)
            || named
                .iter()
                .any(|v| v.beside.contains(&word) || v.triggers.iter().any(|all| all.contains(&word)))
    };
    if named.is_empty() || !words.iter().all(|word| belongs(word)) {
        return None;
    }
    match named.as_slice() {
        [one] => Some(Opens::Part(one.part)),
        several => Some(Opens::Several(several.iter().map(|v| v.part).collect())),
    }
}

/// The words in the singular; « menée(s) » is one word and its ending.
fn words(folded: &str) -> Vec<String> {
    let word = |word: &str| match word {
        "travaux" => "travail".to_owned(),
        "principaux" => "principal".to_owned(),
        _ if word.len() > 3 => word.trim_end_matches(['s', 'x']).to_owned(),
        _ => word.to_owned(),
    };
    folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(word).collect()
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}
