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
        format!("{} : {}", self.level.label(), self.title)
    }
}

/// The goals as they are read: each general one with those under it, then the operational ones that stand alone.
pub fn tree(goals: &[Row<Goal>]) -> Vec<(&Row<Goal>, Vec<&Row<Goal>>)> {
    let general = |id: GoalId| goals.iter().any(|row| row.id == id && row.line.level == Level::General);
    let under = |parent: GoalId| {
        goals
            .iter()
            .filter(|row| row.line.level == Level::Operational && row.line.under == Some(parent))
            .collect()
    };
    let tops = goals.iter().filter(|row| row.line.level == Level::General).map(|row| (row, under(row.id)));
    let alone = goals
        .iter()
        .filter(|row| row.line.level == Level::Operational && !row.line.under.is_some_and(general))
        .map(|row| (row, Vec::new()));
    tops.chain(alone).collect()
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
        let under = match level {
            Some(Level::General) => None,
            _ => served(&self.under)?,
        };
        match level {
            Some(level) if errors.is_empty() => Ok(Goal { level, under, title }),
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
