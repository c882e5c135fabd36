//! The goals as an amendment changes them: several at once, because they are decided together.
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Change, Proposal, one_line, proposal, why};
use crate::error::{AppError, FieldError};
use crate::goal::model::{Goal, Level, tree};
use crate::ids::{ActionSheetId, FormKey, GoalId};
use crate::rows::model::{LONGEST_TITLE, Row};

/// The most goals that one amendment adds: they are read one by one by who decides.
pub const MOST_ADDED: usize = 50;

/// The goals in force, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goals(pub Vec<Stated>);

/// A goal in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    pub id: GoalId,
    pub level: Level,
    /// The general goal that an operational one serves.
    pub under: Option<GoalId>,
    pub title: String,
}

/// What became of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference<'a> {
    Kept(&'a Stated),
    Reworded(&'a Stated, &'a Stated),
    Withdrawn(&'a Stated),
    Added(&'a Stated),
}

impl Goals {
    pub fn in_force(rows: &[Row<Goal>]) -> Self {
        let in_order = tree(rows).into_iter().flat_map(|(goal, under)| [goal].into_iter().chain(under));
        let stated = |row: &Row<Goal>| {
            let Goal { level, under, title, .. } = row.line.clone();
            Stated { id: row.id, level, under, title }
        };
        Self(in_order.filter(|row| row.line.is_in_force()).map(stated).collect())
    }

    pub fn get(&self, id: GoalId) -> Option<&Stated> {
        self.0.iter().find(|goal| goal.id == id)
    }

    /// Each goal of the two, those that were there first.
    pub fn differences<'a>(&'a self, after: &'a Self) -> Vec<Difference<'a>> {
        let known = self.0.iter().map(|goal| match after.get(goal.id) {
            None => Difference::Withdrawn(goal),
            Some(now) if now.title == goal.title => Difference::Kept(goal),
            Some(now) => Difference::Reworded(goal, now),
        });
        let added = after.0.iter().filter(|goal| self.get(goal.id).is_none()).map(Difference::Added);
        known.chain(added).collect()
    }

    /// What this, proposed when `before` was in force, makes of what is in force today.
    #[must_use]
    pub fn over(&self, before: &Self, current: &Self) -> Self {
        let mut goals = current.clone();
        for difference in before.differences(self) {
            match difference {
                Difference::Kept(_) => {}
                Difference::Reworded(_, now) => {
                    for goal in goals.0.iter_mut().filter(|goal| goal.id == now.id) {
                        goal.title.clone_from(&now.title);
                    }
                }
                Difference::Withdrawn(gone) => goals.0.retain(|goal| goal.id != gone.id),
                Difference::Added(new) => goals.0.push(new.clone()),
            }
        }
        goals
    }
}

/// What names a goal in the fields of the form: its identifier after a letter, because serde_qs takes a name that begins
/// with a figure for a place in a list.
pub fn key(id: GoalId) -> String {
    format!("g{id}")
}

fn goal_of(key: &str) -> Result<GoalId, AppError> {
    key.strip_prefix('g').and_then(|id| id.parse().ok()).ok_or(AppError::Unreadable)
}

/// The form that proposes to change the goals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalsForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// The digest of the goals in force that were read.
    pub seen: String,
    /// The title of each goal as it was read, and as it is proposed, by its [`key`].
    pub before: BTreeMap<String, String>,
    pub titles: BTreeMap<String, String>,
    /// The keys of those to withdraw.
    pub withdrawn: Vec<String>,
    /// Operational goals to add, one a line, by the general one under which they will stand.
    pub below: BTreeMap<String, String>,
    /// Other goals to add, one a line; operational ones begin with a dash, and stand under the general one above them.
    pub added: String,
    pub reason: String,
}

/// What a checked form asks of the goals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    pub titles: BTreeMap<GoalId, String>,
    pub withdrawn: Vec<GoalId>,
    pub below: BTreeMap<GoalId, Vec<String>>,
    pub added: Vec<(Level, String)>,
}

impl GoalsForm {
    /// The title that is proposed for a goal, if anybody touched the one that was read.
    pub fn reworded(&self, key: &str) -> Option<&str> {
        let title = self.titles.get(key).filter(|title| self.before.get(key) != Some(*title));
        title.map(String::as_str)
    }

    /// Moves what was typed for goals that were withdrawn meanwhile among those to add, where it is shown and kept;
    /// whether there was any.
    pub fn carry_gone(&mut self, current: &Goals) -> bool {
        let gone = |word: &&String| current.0.iter().all(|goal| key(goal.id) != **word);
        let words: BTreeSet<String> =
            self.titles.keys().chain(self.below.keys()).filter(gone).cloned().collect();
        // under a general goal that is not theirs operational ones would change their meaning: they come first
        let (mut alone, mut general) = (Vec::new(), Vec::new());
        for word in words {
            let kept = !self.withdrawn.contains(&word);
            let title = self.reworded(&word).filter(|_| kept).map(one_line).filter(|title| !title.is_empty());
            let below = self.below.remove(&word); // the fields of a general goal only
            self.titles.remove(&word);
            let dashed = |title: String| format!("- {title}");
            let under = below.iter().flat_map(|text| lines(text)).map(|(_, title)| dashed(title));
            match title {
                Some(title) if below.is_some() => general.extend([title].into_iter().chain(under)),
                operational => alone.extend(operational.map(dashed).into_iter().chain(under)),
            }
        }
        let any = !(alone.is_empty() && general.is_empty());
        if any {
            let typed = Some(self.added.trim_end().to_owned()).filter(|typed| !typed.is_empty());
            self.added = alone.into_iter().chain(typed).chain(general).collect::<Vec<_>>().join("\n");
        }
        any
    }

    /// What the form says.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for what is no key of a goal.
    pub fn check(&self) -> Result<Proposal, AppError> {
        let mut errors = Vec::new();
        let mut revision = Revision::default();
        for word in &self.withdrawn {
            revision.withdrawn.push(goal_of(word)?);
        }
        for (word, title) in &self.titles {
            let (goal, title, field) = (goal_of(word)?, one_line(title), format!("titles-{word}"));
            if revision.withdrawn.contains(&goal) {
                if !title.is_empty() && self.reworded(word).is_some() {
                    let message = "Cet objectif est à la fois reformulé et retiré : décochez la case, ou remettez son texte.";
                    errors.push(FieldError::new(&field, message));
                }
                continue;
            }
            if title.is_empty() {
                let message = "Écrivez l’objectif, ou cochez la case qui le retire.";
                errors.push(FieldError::new(&field, message));
            }
            check_length(&field, &title, &mut errors);
            revision.titles.insert(goal, title);
        }
        let mut room = MOST_ADDED;
        for (word, text) in &self.below {
            let (goal, field) = (goal_of(word)?, format!("below-{word}"));
            let new = adding(&field, text, &mut room, &mut errors);
            revision.below.insert(goal, new.into_iter().map(|(_, title)| title).collect());
        }
        revision.added = adding("added", &self.added, &mut room, &mut errors);
        let reason = why(&self.reason, &mut errors);
        proposal(Change::Goals(revision), &self.seen, reason, errors)
    }
}

/// The goals that are written one a line.
fn lines(text: &str) -> impl Iterator<Item = (Level, String)> {
    text.lines().filter_map(|line| {
        let line = one_line(line);
        let dashed = line.strip_prefix(['-', '–', '—', '•', '*']).map(one_line);
        let level = if dashed.is_some() { Level::Operational } else { Level::General };
        Some((level, dashed.unwrap_or(line))).filter(|(_, title)| !title.is_empty())
    })
}

/// The goals that a field adds, as far as there is room for them.
fn adding(field: &str, text: &str, room: &mut usize, errors: &mut Vec<FieldError>) -> Vec<(Level, String)> {
    let goals: Vec<_> = lines(text).take(*room + 1).collect();
    match room.checked_sub(goals.len()) {
        Some(left) => *room = left,
        None => {
            let message = format!(
                "Un avenant ajoute {MOST_ADDED} objectifs au plus, un par ligne : gardez ceux dont il faut décider ensemble, proposez les autres ensuite."
            );
            errors.push(FieldError::new(field, message));
            return Vec::new();
        }
    }
    goals.iter().for_each(|(_, title)| check_length(field, title, errors));
    goals
}

fn check_length(field: &str, title: &str, errors: &mut Vec<FieldError>) {
    if title.chars().count() > LONGEST_TITLE {
        let message = format!("Raccourcissez l’objectif : {LONGEST_TITLE} caractères au plus.");
        errors.push(FieldError::new(field, message));
    }
}

impl Revision {
    /// What it makes of the goals in force; `id` names those that are added.
    pub fn of(self, current: &Goals, mut id: impl FnMut() -> GoalId) -> Goals {
        let stays = |goal: GoalId| !self.withdrawn.contains(&goal);
        let mut goals: Vec<Stated> = current.0.iter().filter(|goal| stays(goal.id)).cloned().collect();
        for goal in &mut goals {
            if let Some(title) = self.titles.get(&goal.id) {
                goal.title.clone_from(title);
            }
        }
        let general = |goal: GoalId| current.get(goal).is_some_and(|goal| goal.level == Level::General);
        for (parent, titles) in &self.below {
            let under = Some(*parent).filter(|parent| stays(*parent) && general(*parent));
            let new =
                |title: &String| Stated { id: id(), level: Level::Operational, under, title: title.clone() };
            goals.extend(titles.iter().map(new));
        }
        let mut above = None;
        for (level, title) in self.added {
            let new = Stated { id: id(), level, under: above.filter(|_| level == Level::Operational), title };
            if level == Level::General {
                above = Some(new.id);
            }
            goals.push(new);
        }
        Goals(goals)
    }
}
