//! « @Prénom Nom » in a text: who is called, among those who read the discussion. Nothing is guessed: what names nobody,
//! or several people, is refused with the choices.
use super::{Span, Text};
use crate::error::FieldError;
use crate::ids::PersonId;
use crate::text::{first_line, fold};

/// The most people whom a comment calls: as many mails.
pub const MOST: usize = 10;
/// Names that a refusal lists at most.
const LISTED: usize = 8;
/// The longest excerpt of a refusal (characters).
const EXCERPT: usize = 40;

/// Somebody who reads the discussion, and may be called in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub id: PersonId,
    pub name: String,
    /// What tells her from a namesake; perhaps empty.
    pub organisation: String,
}

impl Reader {
    /// « Alix Modèle (Dreets) »
    pub fn shown(&self) -> String {
        if self.organisation.is_empty() {
            self.name.clone()
        } else {
            format!("{} ({})", self.name, self.organisation)
        }
    }
}

/// Reads a text as it was typed; `chosen` in the list is called first when the text does not call her.
///
/// # Errors
/// Every name that is nobody's or several people's, at once; more people than a comment calls.
pub fn read(typed: &str, chosen: Option<PersonId>, readers: &[Reader]) -> Result<Text, Vec<FieldError>> {
    let (mut spans, mut errors) = (Vec::new(), Vec::new());
    let asked = chosen;
    let chosen = asked.and_then(|id| readers.iter().find(|reader| reader.id == id));
    if asked.is_some() && chosen.is_none() {
        let gone = "Cette personne ne lit pas cette discussion : choisissez-en une autre, ou personne.";
        errors.push(FieldError::new("person", gone));
    }
    let (mut text, mut rest) = (String::new(), typed);
    while let Some((before, after)) = rest.split_once('@') {
        text.push_str(before);
        // an address of mail has no space before its sign; a sign alone calls nobody
        let calls = !text.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphabetic);
        if !calls {
            text.push('@');
            rest = after;
            continue;
        }
        match found(after, chosen, readers) {
            Ok((id, length)) => {
                spans.push(Span::Text(std::mem::take(&mut text)));
                spans.push(Span::Person(id));
                rest = after.get(length..).unwrap_or_default();
            }
            Err(message) => {
                errors.push(FieldError::new("body", message));
                text.push('@');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    spans.push(Span::Text(text));
    spans.retain(|span| *span != Span::Text(String::new()));
    let read = Text(spans);
    if !errors.is_empty() {
        return Err(errors);
    }
    let read = match chosen {
        Some(reader) if !read.people().contains(&reader.id) => {
            let called = [Span::Person(reader.id), Span::Text(" ".into())];
            Text(called.into_iter().chain(read.0).collect())
        }
        _ => read,
    };
    let called = read.people().len();
    if called > MOST {
        return Err(vec![FieldError::new(
            "body",
            format!(
                "Un commentaire prévient {MOST} personnes au plus, et celui-ci en appelle {called} : gardez celles dont vous attendez une réponse, et retirez le « @ » des autres."
            ),
        )]);
    }
    Ok(read)
}

/// Who is called by what follows the sign, and how many bytes of it are her name.
fn found(after: &str, chosen: Option<&Reader>, readers: &[Reader]) -> Result<(PersonId, usize), String> {
    let named: Vec<(&Reader, usize)> =
        readers.iter().filter_map(|reader| Some((reader, begins(after, &reader.name)?))).collect();
    let longest = named.iter().map(|(_, length)| *length).max();
    let best: Vec<&Reader> =
        named.iter().filter(|(_, length)| Some(*length) == longest).map(|(reader, _)| *reader).collect();
    match (&best[..], longest) {
        ([one], Some(length)) => return Ok((one.id, length)),
        ([], _) | (_, None) => {}
        (namesakes, Some(length)) => {
            return match chosen.filter(|chosen| namesakes.contains(chosen)) {
                Some(chosen) => Ok((chosen.id, length)),
                None => Err(format!(
                    "Plusieurs personnes s’appellent « @{} » : choisissez laquelle dans la liste « Prévenir » ({}).",
                    after.get(..length).unwrap_or_default(),
                    listed(namesakes)
                )),
            };
        }
    }
    let (first, length) = first_word(after);
    let alike: Vec<&Reader> =
        readers.iter().filter(|reader| begins(first, first_word(&reader.name).0).is_some()).collect();
    // « @Alix Dupont » is not the one Alix who reads here
    let followed = after.get(length..).and_then(|rest| rest.strip_prefix(' '));
    let another = followed.is_some_and(|rest| rest.starts_with(char::is_uppercase));
    match &alike[..] {
        [one] if !another => Ok((one.id, length)),
        [] => Err(format!(
            "« @{} » n’est le nom de personne qui lise cette discussion : écrivez le prénom et le nom, choisissez dans la liste, \
             ou retirez « @ ».",
            first_line(after, EXCERPT)
        )),
        several => Err(format!(
            "« @{first} » : dites qui vous appelez, avec le prénom et le nom ({}).",
            listed(several)
        )),
    }
}

/// The first word, without the signs that end it, and its length (bytes).
fn first_word(text: &str) -> (&str, usize) {
    let word = text.split_whitespace().next().unwrap_or_default();
    let word = unsigned(word);
    (word, word.len())
}

/// How many bytes of the text are this name, when it begins with it: accents and case aside, whole words only.
fn begins(text: &str, name: &str) -> Option<usize> {
    let words = name.split_whitespace().count();
    let mut end = 0;
    for _ in 0..words {
        let rest = text.get(end..)?;
        let start = end + (rest.len() - rest.trim_start().len());
        let word = text.get(start..)?.split_whitespace().next()?;
        end = start + word.len();
    }
    let (said, known) = (unsigned(text.get(..end)?), unsigned(name));
    if words == 0 || fold(said) != fold(known) {
        return None;
    }
    // « Alix Modèle (Dreets) »: the signs that end a name are of it
    let (signs, after) = (name.get(known.len()..)?, text.get(said.len()..)?);
    Some(said.len() + if after.starts_with(signs) { signs.len() } else { 0 })
}

/// The text without the signs that end it.
fn unsigned(text: &str) -> &str {
    text.trim_end_matches(|c: char| !c.is_alphanumeric())
}

fn listed(readers: &[&Reader]) -> String {
    let more = if readers.len() > LISTED { "…" } else { "" };
    let names: Vec<String> = readers.iter().take(LISTED).map(|reader| reader.shown()).collect();
    format!("{}{more}", names.join(", "))
}
