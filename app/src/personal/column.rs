//! What the name of one column, or one cell, tells of a person.

use crate::text::fold;

/// A cell of more characters than this is a sentence, not the name of a column.
const LONGEST_NAME: usize = 160;

/// A name that a column of personal data bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// It tells one worker from the others.
    Identity,
    FullName,
    FamilyName,
    FirstName,
    /// « Salarié »: who it is, or a public.
    Worker,
    /// The health of one person.
    Health,
    /// The same, or something else: « diagnostic », « restrictions ».
    PerhapsHealth,
}

const WORKERS: [&str; 8] =
    ["salarie", "travailleur", "travailleuse", "employe", "patient", "assure", "ouvrier", "interimaire"];
/// Workers where the word is beside « nom » or « numéro », and others things elsewhere (« agent chimique »).
const WORKERS_BESIDE: [&str; 5] = ["agent", "collaborateur", "collaboratrice", "apprenti", "victime"];
const IDENTIFIERS: [&str; 14] = [
    "no",
    "num",
    "numero",
    "numeros",
    "matricule",
    "identifiant",
    "identifiants",
    "identite",
    "id",
    "nom",
    "noms",
    "prenom",
    "dossier",
    "initiales",
];
/// What may stand between « numéro » and « salarié ».
const BETWEEN: [&str; 18] = [
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "un",
    "une",
    "et",
    "ou",
    "chaque",
    "nom",
    "prenom",
    "prenoms",
    "dossier",
    "identification",
];
const COUNTS: [&str; 15] = [
    "nombre",
    "nb",
    "nbre",
    "nbr",
    "effectif",
    "effectifs",
    "total",
    "totaux",
    "taux",
    "pourcentage",
    "part",
    "proportion",
    "moyenne",
    "repartition",
    "volume",
];
/// What is counted when it is not people.
const NOT_PEOPLE: [&str; 6] = ["jour", "jours", "heure", "heures", "enfant", "enfants"];
/// A subject that a plan works on, not a person's state.
const SUBJECTS: [&str; 18] = [
    "risque",
    "risques",
    "theme",
    "themes",
    "thematique",
    "thematiques",
    "visee",
    "visees",
    "ciblee",
    "ciblees",
    "prevention",
    "axe",
    "action",
    "actions",
    "objectif",
    "objectifs",
    "prioritaire",
    "prioritaires",
];
/// Who has a name in a plan because of what they do there.
const PROFESSIONALS: [&str; 30] = [
    "pilote",
    "pilotes",
    "copilote",
    "copilotes",
    "referent",
    "referente",
    "referents",
    "contact",
    "contacts",
    "medecin",
    "infirmier",
    "infirmiere",
    "animateur",
    "animatrice",
    "formateur",
    "intervenant",
    "intervenants",
    "responsable",
    "representant",
    "representants",
    "membre",
    "membres",
    "signataire",
    "correspondant",
    "redacteur",
    "auteur",
    "directeur",
    "directrice",
    "entreprise",
    "structure",
];
/// Columns of a list of people who carry a plan.
const OF_THE_PLAN: [&str; 16] = [
    "organisme",
    "organisation",
    "structure",
    "institution",
    "fonction",
    "college",
    "mandat",
    "role",
    "courriel",
    "mail",
    "email",
    "mel",
    "titulaire",
    "suppleant",
    "pilote",
    "comite",
];
const HEALTH: [&str; 8] =
    ["pathologie", "inaptitude", "inapte", "aptitude", "maladie", "rqth", "cim", "antecedents"];
const PERHAPS_HEALTH: [&str; 15] = [
    "pathologies",
    "maladies",
    "inaptitudes",
    "aptitudes",
    "restriction",
    "restrictions",
    "diagnostic",
    "diagnostics",
    "handicap",
    "handicaps",
    "invalidite",
    "patho",
    "lesion",
    "lesions",
    "symptomes",
];
/// What makes « diagnostic » or « restriction » a person's.
const MEDICAL: [&str; 6] = ["medical", "medicale", "medicaux", "medicales", "aptitude", "clinique"];

fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| !word.is_empty() && !matches!(*word, "e" | "s" | "es" | "b" | "br"))
        .map(str::to_owned)
        .collect()
}

fn any(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

impl Column {
    /// What the name of a column tells; none for a count, a subject, a professional, and all the rest.
    pub(super) fn of(name: &str) -> Option<Self> {
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return None;
        }
        let words = words(name);
        if any(&words, &COUNTS) {
            return None;
        }
        if identifies(&words) {
            return Some(Self::Identity);
        }
        Self::named(&words).or_else(|| Self::of_health(&words))
    }

    fn named(words: &[String]) -> Option<Self> {
        let family = any(words, &["nom", "noms"]);
        let first = any(words, &["prenom", "prenoms"]);
        let is_of_a_person = !any(words, &PROFESSIONALS) && words.len() <= 5;
        match (family, first) {
            (true, true) if is_of_a_person => Some(Self::FullName),
            (true, false) if words.len() == 1 => Some(Self::FamilyName),
            (false, true) if is_of_a_person => Some(Self::FirstName),
            _ if is_a_worker(words) => Some(Self::Worker),
            _ => None,
        }
    }

    fn of_health(words: &[String]) -> Option<Self> {
        if any(words, &SUBJECTS) {
            return None;
        }
        let certain = any(words, &HEALTH)
            || any(words, &["restriction", "restrictions", "diagnostic", "avis", "dossier"])
                && any(words, &MEDICAL)
            || words.windows(3).any(|three| three == ["etat", "de", "sante"])
            || words.windows(2).any(|two| two == ["arret", "maladie"]);
        if certain {
            return Some(Self::Health);
        }
        any(words, &PERHAPS_HEALTH).then_some(Self::PerhapsHealth)
    }
}

/// « Matricule », « date de naissance », « numéro de sécurité sociale », « N° de dossier du salarié », « salarié : nom ».
fn identifies(words: &[String]) -> bool {
    let numbered = any(words, &["no", "num", "numero", "n", "numeros"]);
    let is_worker = |word: &String| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        let singular =
            singular.strip_suffix("ee").map_or_else(|| singular.to_owned(), |stem| format!("{stem}e"));
        WORKERS.contains(&singular.as_str()) || WORKERS_BESIDE.contains(&singular.as_str())
    };
    let identifier = |word: &String| IDENTIFIERS.contains(&word.as_str());
    let before = words.iter().enumerate().filter(|(_, word)| identifier(word)).any(|(place, _)| {
        let mut after = words.iter().skip(place + 1).skip_while(|word| BETWEEN.contains(&word.as_str()));
        after.next().is_some_and(is_worker)
    });
    let after = matches!(words, [first, second, ..] if is_worker(first) && identifier(second));
    any(words, &["matricule", "matricules", "nir", "ddn"]) && !any(words, &["vehicule", "machine", "engin"])
        || any(words, &["naissance"])
            && (words.len() == 1 || any(words, &["date", "annee", "lieu", "jour", "nom"]))
        || words.len() <= 4
            && words.windows(2).any(|two| matches!(two[0].as_str(), "ne" | "nee") && two[1] == "le")
        || any(words, &["securite"]) && any(words, &["sociale"]) && (numbered || words.len() == 2)
        || numbered && words.len() == 2 && any(words, &["ss", "secu", "insee"])
        || before
        || after
}

/// « Salarié », « salariée concernée »: the column says one worker and nothing else.
fn is_a_worker(words: &[String]) -> bool {
    const WHICH: [&str; 9] = [
        "concerne",
        "concernee",
        "suivi",
        "suivie",
        "signale",
        "signalee",
        "accompagne",
        "accompagnee",
        "oriente",
    ];
    let is_worker = |word: &String| {
        WORKERS.contains(&word.as_str()) || word.strip_suffix('e').is_some_and(|word| WORKERS.contains(&word))
    };
    match words {
        [only] => is_worker(only),
        [first, which] => is_worker(first) && WHICH.contains(&which.as_str()),
        _ => false,
    }
}

/// A column that counts people: the table is then about how many they are, not about who.
pub(super) fn counts_people(name: &str) -> bool {
    let words = words(name);
    let is_year = |word: &String| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    name.contains('%')
        || any(&words, &COUNTS) && !any(&words, &NOT_PEOPLE)
        || matches!(&words[..], [only] if is_year(only) && only.bytes().all(|b| b.is_ascii_digit()))
}

pub(super) fn is_of_the_plan(name: &str) -> bool {
    any(&words(name), &OF_THE_PLAN)
}

/// A number, a code or a date: its row is no header. A year may be the name of a column.
pub(super) fn is_data(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits > 0 && !cell.contains(char::is_alphabetic) && !counts_people(cell)
}

/// « DUPONT Jean », « Mme Jeanne Dupont »: two to five words, each with a capital.
pub(super) fn looks_like_a_name(cell: &str) -> bool {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
    };
    (2..=5).contains(&words.len()) && words.iter().all(is_name)
}

/// A French social security number (NIR) somewhere in the text: sex, year, month, department, commune, order, and a
/// control key that is 97 minus the remainder of the thirteen first figures by 97 (INSEE).
pub(super) fn holds_social_security_number(text: &str) -> bool {
    let mut before = ' ';
    text.char_indices().any(|(at, c)| {
        let begins = matches!(c, '1' | '2') && !before.is_alphanumeric();
        before = c;
        begins && text.get(at..).is_some_and(is_social_security_number)
    })
}

/// Whether the text begins with such a number, written in one piece or in groups.
fn is_social_security_number(text: &str) -> bool {
    const FIGURES: usize = 15;
    let groups = |c: &char| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-');
    let number: String = text.chars().filter(groups).take(FIGURES).collect();
    // Corsican departments count as 19 and 18
    let number = match number.get(5..7) {
        Some("2A") => number.replacen("2A", "19", 1),
        Some("2B") => number.replacen("2B", "18", 1),
        _ => number,
    };
    if number.len() != FIGURES || !number.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let figures =
        |from, to| number.get(from..to).and_then(|n: &str| n.parse::<u64>().ok()).unwrap_or_default();
    let (body, key, month) = (figures(0, 13), figures(13, 15), figures(3, 5));
    97 - body % 97 == key && matches!(month, 1..=12 | 20..=42 | 50..=99)
}
