//! A template, how it is arranged, and what two versions of it do not share. Pure: no database, no clock.
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::action_sheet::rubric::RubricKind;
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey, PlanId};
use crate::text::clean;
use crate::words::words;

/// The number of the template that every plan begins with.
pub const FIRST: i32 = 1;
/// The longest name of a rubric (characters).
const LONGEST_TITLE: usize = 80;
/// The longest instruction (characters).
const LONGEST_INSTRUCTION: usize = 600;
/// The longest sentence that says what a version changes (characters).
const LONGEST_NOTE: usize = 300;

words! {
    /// Where else a rubric is read.
    Reuse {
        Table = "table", "le tableau synthétique";
        Pitch = "pitch", "le pitch au CROCT";
        Balance = "balance", "le bilan";
        Public = "public", "la page publique";
    }
}

/// A version of the template of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// From 1, in the order of publication.
    pub number: i32,
    /// Grows with each change while it is prepared; forms quote it.
    pub version: i32,
    /// In their order.
    pub sections: Vec<Section>,
    /// What it changes, in a sentence.
    pub note: String,
    /// When, and by whom; absent while it is prepared, and for the first.
    pub published: Option<(DateTime<Utc>, String)>,
}

/// A rubric as a template words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub kind: RubricKind,
    pub title: String,
    pub instruction: String,
    /// Adoption is refused while it is empty.
    pub mandatory: bool,
    pub reuse: Vec<Reuse>,
    /// Grows with each change of its words.
    pub version: i32,
}

impl Section {
    /// « Repris dans le bilan et la page publique. »; empty when nowhere.
    pub fn reused_in(&self) -> String {
        let places: Vec<&str> = self.reuse.iter().map(|place| place.label()).collect();
        match places.split_last() {
            None => String::new(),
            Some((last, [])) => format!("Repris dans {last}."),
            Some((last, others)) => format!("Repris dans {} et {last}.", others.join(", ")),
        }
    }

    /// What to write, and where it is read again.
    pub fn hint(&self) -> String {
        format!("{} {}", self.instruction, self.reused_in()).trim().to_owned()
    }

    fn says_the_same(&self, other: &Self) -> bool {
        Self { version: other.version, ..self.clone() } == *other
    }
}

words! {
    /// What a button of the template's page does to a rubric.
    Arrangement {
        Up = "up", "Monter";
        Down = "down", "Descendre";
        Withdraw = "withdraw", "Retirer";
        Add = "add", "Ajouter";
    }
}

impl Arrangement {
    /// What to say once it is done.
    pub fn done(self) -> &'static str {
        match self {
            Self::Up | Self::Down => "La rubrique a changé de place dans la version en préparation.",
            Self::Withdraw => "La rubrique est retirée de la version en préparation.",
            Self::Add => "La rubrique est ajoutée à la fin de la version en préparation.",
        }
    }
}

impl Template {
    pub fn section(&self, kind: RubricKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == kind)
    }

    /// The words of a rubric that may be written.
    ///
    /// # Errors
    /// `Forbidden`, with the explanation that the page shows, when the template does not have it.
    pub fn writable(&self, kind: RubricKind) -> Result<&Section, AppError> {
        self.section(kind).ok_or_else(|| {
            AppError::Forbidden(format!(
                "« {} » n’est pas dans la version {} de la trame, que cette fiche suit : ce qui y est écrit se lit \
                 sous « Hors trame » et ne se modifie plus.",
                kind.label(),
                self.number
            ))
        })
    }

    /// The name of a rubric, also of one that the template does not have.
    pub fn title(&self, kind: RubricKind) -> String {
        self.section(kind).map_or_else(|| kind.label().to_owned(), |section| section.title.clone())
    }

    /// The rubrics that it does not have.
    pub fn absent(&self) -> Vec<RubricKind> {
        RubricKind::ALL.iter().copied().filter(|kind| self.section(*kind).is_none()).collect()
    }

    /// The mandatory rubrics that are still empty: adoption is refused while there are some.
    pub fn missing(&self, filled: &HashSet<RubricKind>) -> Vec<&Section> {
        self.sections.iter().filter(|section| section.mandatory && !filled.contains(&section.kind)).collect()
    }

    /// The template after one button.
    ///
    /// # Errors
    /// `Stale` when the button does not fit what is there; `Invalid` for a rubric that every template has.
    pub fn arranged(mut self, act: Arrangement, kind: RubricKind) -> Result<Self, AppError> {
        let rank = self.sections.iter().position(|section| section.kind == kind);
        match (act, rank) {
            (Arrangement::Add, None) => self.sections.push(Section::worded(kind)),
            (Arrangement::Withdraw, Some(_)) if kind.is_compulsory() => {
                let why = "ce que le conseil fixe est dans toutes les fiches";
                return Err(AppError::field(
                    "",
                    format!("« {} » ne se retire pas : {why}.", self.title(kind)),
                ));
            }
            (Arrangement::Withdraw, Some(rank)) => drop(self.sections.remove(rank)),
            (Arrangement::Up, Some(rank)) if rank > 0 => self.sections.swap(rank - 1, rank),
            (Arrangement::Down, Some(rank)) if rank + 1 < self.sections.len() => {
                self.sections.swap(rank, rank + 1);
            }
            _ => return Err(AppError::Stale),
        }
        Ok(self)
    }

    /// The template with other words for a rubric, over the version of it that was read.
    ///
    /// # Errors
    /// `Stale` when its words changed meanwhile, `NotFound` when it was withdrawn.
    pub fn reworded(mut self, read: i32, words: Section) -> Result<Self, AppError> {
        let known = self.sections.iter_mut().find(|section| section.kind == words.kind);
        let known = known.ok_or(AppError::NotFound)?;
        if known.version != read {
            return Err(AppError::Stale);
        }
        *known = Section { version: read + 1, ..words };
        Ok(self)
    }

    /// What changed since an older one, a sentence each.
    pub fn since(&self, older: &Self) -> Vec<String> {
        let mut changes = Vec::new();
        for section in &self.sections {
            let name = format!("« {} »", section.title);
            match older.section(section.kind) {
                None => changes.push(format!("{name} est ajoutée.")),
                Some(before) if !section.says_the_same(before) => {
                    let then = match (before.mandatory, section.mandatory) {
                        (false, true) => " : elle devient obligatoire",
                        (true, false) => " : elle n’est plus obligatoire",
                        _ => " : ses mots changent",
                    };
                    changes.push(format!("{name}{then}."));
                }
                Some(_) => {}
            }
        }
        for gone in older.sections.iter().filter(|before| self.section(before.kind).is_none()) {
            changes.push(format!("« {} » est retirée.", gone.title));
        }
        let order = |of: &Self, other: &Self| -> Vec<RubricKind> {
            of.sections.iter().map(|s| s.kind).filter(|kind| other.section(*kind).is_some()).collect()
        };
        if order(self, older) != order(older, self) {
            changes.push("L’ordre des rubriques change.".into());
        }
        changes
    }
}

/// The form of one rubric of the template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    pub rubric: String,
    pub version: i32,
    pub title: String,
    pub instruction: String,
    /// `yes`, or empty.
    pub mandatory: String,
    pub reuse: Vec<String>,
}

/// What a ticked box sends.
pub const YES: &str = "yes";

impl SectionForm {
    pub fn of(section: &Section) -> Self {
        Self {
            version: section.version,
            title: section.title.clone(),
            instruction: section.instruction.clone(),
            mandatory: if section.mandatory { YES.into() } else { String::new() },
            reuse: section.reuse.iter().map(|place| place.word().to_owned()).collect(),
            ..Self::default()
        }
    }

    /// The words of the rubric from now on.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a rubric or a place that does not exist.
    pub fn check(&self) -> Result<Section, AppError> {
        let kind = RubricKind::from_word(&self.rubric).ok_or(AppError::Unreadable)?;
        let mut errors = Vec::new();
        let title = clean(&self.title).split_whitespace().collect::<Vec<_>>().join(" ");
        let instruction = clean(&self.instruction);
        if title.is_empty() {
            errors.push(FieldError::new(
                "title",
                format!("Nommez la rubrique. Exemple : « {} ».", kind.label()),
            ));
        } else if title.chars().count() > LONGEST_TITLE {
            errors.push(too_long("title", "Ce nom", title.chars().count(), LONGEST_TITLE));
        }
        if instruction.is_empty() {
            errors.push(FieldError::new(
                "instruction",
                "Dites en une phrase ce que les pilotes doivent y écrire.",
            ));
        } else if instruction.chars().count() > LONGEST_INSTRUCTION {
            let length = instruction.chars().count();
            errors.push(too_long("instruction", "Cette consigne", length, LONGEST_INSTRUCTION));
        }
        let places = self.reuse.iter().map(|word| Reuse::from_word(word).ok_or(AppError::Unreadable));
        let mut reuse = places.collect::<Result<Vec<_>, _>>()?;
        reuse.sort_unstable();
        reuse.dedup();
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        Ok(Section {
            kind,
            title,
            instruction,
            mandatory: self.mandatory == YES,
            reuse,
            version: self.version,
        })
    }
}

/// A button beside a rubric of the template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArrangeForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    pub rubric: String,
    pub act: String,
    /// The template that was read, and its version.
    pub template: i32,
    pub version: i32,
}

words! {
    /// What becomes of the version that is prepared.
    Outcome {
        Publish = "publish", "Publier";
        Drop = "drop", "Abandonner cette version";
    }
}

/// The form that ends the preparation of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublishForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    pub template: i32,
    pub version: i32,
    pub act: String,
    pub note: String,
    /// What was begun to publish a version that is dropped goes with it.
    pub draft: FormKey,
}

impl PublishForm {
    /// The sentence with which to publish; `None` to drop the version.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for another act.
    pub fn check(&self) -> Result<Option<String>, AppError> {
        let note = clean(&self.note).split_whitespace().collect::<Vec<_>>().join(" ");
        match Outcome::from_word(&self.act).ok_or(AppError::Unreadable)? {
            Outcome::Drop => Ok(None),
            Outcome::Publish if note.is_empty() => Err(AppError::field(
                "note",
                "Dites en une phrase ce qui change : les pilotes la liront dans le mode d’emploi.",
            )),
            Outcome::Publish if note.chars().count() > LONGEST_NOTE => {
                Err(AppError::Invalid(vec![too_long(
                    "note",
                    "Cette phrase",
                    note.chars().count(),
                    LONGEST_NOTE,
                )]))
            }
            Outcome::Publish => Ok(Some(note)),
        }
    }
}

/// The button that makes a sheet, or every sheet that is not adopted yet, follow the newest template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FollowForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    /// Absent for all of them.
    pub sheet: ActionSheetId,
    /// The newest template when the page was read.
    pub template: i32,
}
