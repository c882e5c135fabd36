//! A project: a numbered part of an action.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey, ProjectId};
use crate::rows::given_up::{Forsaken, GivenUp, TAKE_UP};
use crate::rows::model::{Gender, Line, Noun, bounded, titled};

/// The longest goals or publics of a project (characters).
const LONGEST: usize = 2_000;
/// The highest number of a project.
pub const LAST: i32 = 99;

/// A project of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub number: i32,
    pub title: String,
    pub goals: String,
    pub publics: String,
    /// When it was given up, and why; it stays visible.
    pub given_up: Option<GivenUp>,
}

impl Line for Project {
    type Id = ProjectId;
    const VERB: Verb = Verb::EditRubric;
    const RUBRIC: RubricKind = RubricKind::Projects;
    const NOUN: Noun = Noun { one: "projet", many: "projets", gender: Gender::Masculine };
    const PART: &'static str = "project";
    const SLUG: &'static str = "projets";

    fn title(&self) -> &str {
        &self.title
    }

    fn told(&self) -> String {
        let given_up = self.given_up.as_ref().map(|why| format!(", {}", why.told())).unwrap_or_default();
        let said =
            [("Vise", &self.goals), ("Pour", &self.publics)].into_iter().filter(|(_, text)| !text.is_empty());
        let said: String = said.map(|(label, text)| format!("\n{label} : {text}")).collect();
        format!("Projet {} : {}{given_up}{said}", self.number, self.title)
    }

    /// Its form says what it is; it is given up and taken up elsewhere.
    fn over(self, known: Self, _: DateTime<Utc>, _: &str) -> Self {
        Self { given_up: known.given_up, ..self }
    }

    fn after(&self, act: &str, _: NaiveDate) -> Option<(Self, &'static str)> {
        let taken_up = act == TAKE_UP && self.given_up.is_some();
        taken_up.then(|| (Self { given_up: None, ..self.clone() }, "Projet repris."))
    }

    fn is_removable(&self) -> bool {
        self.given_up.is_none()
    }
}

impl Forsaken for Project {
    fn give_up(&self, why: GivenUp) -> Option<Self> {
        self.given_up.is_none().then(|| Self { given_up: Some(why), ..self.clone() })
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub line: ProjectId,
    pub version: i32,
    pub number: String,
    pub title: String,
    pub goals: String,
    pub publics: String,
}

impl ProjectForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<Project, AppError> {
        let mut errors = Vec::new();
        let number = self.number.trim().parse().ok().filter(|number| (1..=LAST).contains(number));
        if number.is_none() {
            errors.push(FieldError::new("number", format!("Donnez un numéro de 1 à {LAST}.")));
        }
        let missing = "Nommez le projet. Exemple : « Repérer plus tôt les situations de désinsertion ».";
        let title = titled(&self.title, missing, "le nom du projet", &mut errors);
        let goals = bounded("goals", &self.goals, "Ce texte", LONGEST, &mut errors);
        let publics = bounded("publics", &self.publics, "Ce texte", LONGEST, &mut errors);
        match number {
            Some(number) if errors.is_empty() => {
                Ok(Project { number, title, goals, publics, given_up: None })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// The form that adds the projects that were chosen. Its draft holds what was read of the document, never the document:
/// another of its tables may name people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// The name of the file.
    pub name: String,
    /// What was read: a `Found`, as JSON.
    pub found: String,
    /// The lines of the document at which the chosen projects stand.
    pub chosen: Vec<String>,
}
