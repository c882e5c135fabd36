//! A goal: what the action wants, in general, or in operation under a general one.
use serde::{Deserialize, Serialize};

use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey, GoalId};
use crate::rows::model::{Gender, Line, Noun, Row, titled};
use crate::words::words;

words! {
    /// How near a goal is to what will be done.
    Level {
        General = "general", "Général";
        Operational = "operational", "Opérationnel";
    }
}

impl Level {
    pub fn meaning(self) -> &'static str {
        match self {
            Self::General => "Ce que l’action veut changer.",
            Self::Operational => "Ce qui sera fait pour y arriver, et qui peut se vérifier.",
        }
    }
}

/// A goal of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    pub level: Level,
    /// The general goal that an operational one serves.
    pub under: Option<GoalId>,
    pub title: String,
    /// The number of the amendment that withdrew it; it stays visible, and so does what served it.
    pub withdrawn_by: Option<i32>,
}

impl Goal {
    pub fn is_in_force(&self) -> bool {
        self.withdrawn_by.is_none()
    }

    /// « retiré par l’avenant n° 3 », once it is.
    pub fn withdrawn(&self) -> Option<String> {
        self.withdrawn_by.map(|number| format!("retiré par l’avenant n°\u{a0}{number}"))
    }

    /// Its title for what serves it, which says when it was withdrawn.
    pub fn named(&self) -> String {
        self.withdrawn().map_or_else(|| self.title.clone(), |said| format!("{} ({said})", self.title))
    }
}

impl Line for Goal {
    type Id = GoalId;
    const VERB: Verb = Verb::EditRubric;
    const RUBRIC: RubricKind = RubricKind::Goals;
    const NOUN: Noun = Noun { one: "objectif", many: "objectifs", gender: Gender::Masculine };
    const PART: &'static str = "goal";
    const SLUG: &'static str = "objectifs";

    fn title(&self) -> &str {
        &self.title
    }

    fn told(&self) -> String {
        format!("{} : {}", self.level.label(), self.named())
    }
}

/// The goals as they are read: each general one with those under it, then the operational ones that stand alone, then
/// those that an amendment withdrew.
pub fn tree(goals: &[Row<Goal>]) -> Vec<(&Row<Goal>, Vec<&Row<Goal>>)> {
    let in_force =
        |level: Level| goals.iter().filter(move |row| row.line.level == level && row.line.is_in_force());
    let general = |id: GoalId| in_force(Level::General).any(|row| row.id == id);
    let under = |parent: GoalId| {
        in_force(Level::Operational).filter(|row| row.line.under == Some(parent)).collect::<Vec<_>>()
    };
    let tops = in_force(Level::General).map(|row| (row, under(row.id)));
    let alone = in_force(Level::Operational)
        .filter(|row| !row.line.under.is_some_and(general))
        .map(|row| (row, Vec::new()));
    let withdrawn = goals.iter().filter(|row| !row.line.is_in_force()).map(|row| (row, Vec::new()));
    tops.chain(alone).chain(withdrawn).collect()
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub line: GoalId,
    pub version: i32,
    pub title: String,
    pub level: String,
    /// The identifier of a general goal, or empty.
    pub under: String,
}

impl GoalForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<Goal, AppError> {
        let mut errors = Vec::new();
        let missing = "Écrivez l’objectif. Exemple : « Outiller les préventeurs pour parler parcours avec un dirigeant ».";
        let title = titled(&self.title, missing, "l’objectif", &mut errors);
        let level = Level::from_word(&self.level);
        if level.is_none() {
            errors.push(FieldError::new("level", "Dites si l’objectif est général ou opérationnel."));
        }
        let under = served(&self.under)?;
        if level == Some(Level::General) && under.is_some() {
            let message = "Un objectif général ne se range sous aucun autre : laissez « Choisir », ou dites l’objectif opérationnel.";
            errors.push(FieldError::new("under", message));
        }
        match level {
            Some(level) if errors.is_empty() => Ok(Goal { level, under, title, withdrawn_by: None }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// The goal that a form says, if it says one.
///
/// # Errors
/// `Unreadable` for what is no identifier.
pub fn served(goal: &str) -> Result<Option<GoalId>, AppError> {
    let goal = Some(goal.trim()).filter(|goal| !goal.is_empty());
    goal.map(|id| id.parse().map_err(|_| AppError::Unreadable)).transpose()
}
