//! The table against what the plan already has. Pure: the caller applies the outcome, in its own transaction.

use super::{Action, Exported, Facts, Field, PlanTable};
use crate::action_sheet::code::ActionCode;
use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// What makes an action itself within a plan: its code, or its folded title when there is none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Code(ActionCode),
    Title(String),
}

impl Key {
    pub(super) fn of(facts: &Facts) -> Self {
        match &facts.code {
            Some(code) => Self::Code(code.clone()),
            None => Self::Title(fold(&facts.title)),
        }
    }
}

/// An action that the plan has; `Id` is whatever the caller finds it again with.
#[derive(Clone, Debug, PartialEq)]
pub struct ExistingAction<Id> {
    pub id: Id,
    pub facts: Facts,
}

/// What an import would do to the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<Id> {
    /// One for each of the table's actions, in the same order.
    pub outcomes: Vec<Outcome<Id>>,
    /// Actions of the plan that the table does not name. They stay.
    pub left: Vec<ExistingAction<Id>>,
    /// What a workbook changes and what the plan changed too since its export: it stays as it is in the plan.
    pub conflicts: Vec<Conflict>,
}

/// One field that changed on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub line: usize,
    pub field: Field,
    /// As it is in the plan; none when it is empty, or when another action has what the workbook asks.
    pub now: Option<String>,
    pub wanted: Option<String>,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    ChangedMeanwhile,
    /// The number is another action's.
    Taken,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<Id> {
    Created,
    /// `becomes` is all that the action is afterwards: what the table leaves empty is as it was.
    Changed {
        id: Id,
        becomes: Facts,
        changes: Vec<FieldChange>,
    },
    Unchanged {
        id: Id,
    },
}

/// One field that changes, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: Field,
    /// None when the field was empty.
    pub before: Option<String>,
    /// None when the field becomes empty.
    pub after: Option<String>,
}

/// Compares an import with the plan. Comparing again what resulted changes nothing.
pub fn compare<Id: Clone + ToString>(table: &PlanTable, existing: &[ExistingAction<Id>]) -> Comparison<Id> {
    let found = Matching::of(table, existing);
    let codes: HashSet<&ActionCode> = existing.iter().filter_map(|known| known.facts.code.as_ref()).collect();
    let mut conflicts = Vec::new();
    let mut outcome =
        |(action, place): (&Action, &Option<usize>)| match place.and_then(|place| existing.get(place)) {
            Some(known) => match &action.exported {
                Some(exported) => {
                    let becomes = known.facts.edited(action, exported, &codes, &mut conflicts);
                    known.outcome(becomes)
                }
                None => known.outcome(known.facts.updated_with(&action.facts)),
            },
            None => Outcome::Created,
        };
    let left = existing.iter().zip(&found.taken).filter(|(_, taken)| !**taken);
    Comparison {
        outcomes: table.actions.iter().zip(&found.places).map(&mut outcome).collect(),
        conflicts,
        left: left.map(|(existing, _)| existing.clone()).collect(),
    }
}

impl<Id: Clone> ExistingAction<Id> {
    fn outcome(&self, becomes: Facts) -> Outcome<Id> {
        let changes = self.facts.changes_to(&becomes);
        match changes.is_empty() {
            true => Outcome::Unchanged { id: self.id.clone() },
            false => Outcome::Changed { id: self.id.clone(), becomes, changes },
        }
    }
}

impl Facts {
    /// What an import leaves empty, or only spells with other spaces and apostrophes, stays as it was.
    fn updated_with(&self, incoming: &Self) -> Self {
        let text = |before: &str, after: &str| {
            if spelling(before) == spelling(after) { before.to_owned() } else { after.to_owned() }
        };
        Self {
            code: incoming.code.clone().or_else(|| self.code.clone()),
            title: text(&self.title, &incoming.title),
            axis: incoming.axis.or(self.axis),
            objective: match (&self.objective, &incoming.objective) {
                (Some(before), Some(after)) => Some(text(before, after)),
                (before, after) => after.clone().or_else(|| before.clone()),
            },
        }
    }

    /// What the changed cells of an exported workbook make of it. A field that the plan changed too since the export, or a
    /// number that another action has, stays and is told.
    fn edited(
        &self,
        action: &Action,
        exported: &Exported,
        codes: &HashSet<&ActionCode>,
        conflicts: &mut Vec<Conflict>,
    ) -> Self {
        let mut becomes = self.clone();
        for field in exported.changed.iter().copied() {
            let (now, wanted) = (self.shown(field), action.facts.shown(field));
            if same(&now, &wanted) {
                continue;
            }
            let taken =
                field == Field::Code && action.facts.code.as_ref().is_some_and(|code| codes.contains(code));
            let why = match same(&now, &exported.said.shown(field)) {
                _ if taken => Why::Taken,
                false => Why::ChangedMeanwhile,
                true => {
                    match field {
                        Field::Axis => becomes.axis = action.facts.axis,
                        Field::Objective => becomes.objective.clone_from(&action.facts.objective),
                        Field::Code => becomes.code.clone_from(&action.facts.code),
                        Field::Title => becomes.title.clone_from(&action.facts.title),
                    }
                    continue;
                }
            };
            conflicts.push(Conflict { line: action.line, field, now, wanted, why });
        }
        becomes
    }

    /// A field as it is written; none when it is empty.
    fn shown(&self, field: Field) -> Option<String> {
        match field {
            Field::Axis => self.axis.map(|axis| axis.to_string()),
            Field::Objective => self.objective.clone(),
            Field::Code => self.code.as_ref().map(ActionCode::to_string),
            Field::Title => Some(self.title.clone()),
        }
    }

    fn changes_to(&self, after: &Self) -> Vec<FieldChange> {
        let changes = [Field::Code, Field::Title, Field::Axis, Field::Objective].map(|field| FieldChange {
            field,
            before: self.shown(field),
            after: after.shown(field),
        });
        changes.into_iter().filter(|change| change.before != change.after).collect()
    }
}

/// The same text, or none on both sides.
fn same(one: &Option<String>, other: &Option<String>) -> bool {
    one.as_deref().map(spelling) == other.as_deref().map(spelling)
}

/// The text with one kind of space and of apostrophe. Accents and case count: mending them is a change.
fn spelling(text: &str) -> String {
    text.replace(['’', 'ʼ'], "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which existing action each incoming one is.
struct Matching {
    /// For each incoming action, its place among the existing ones.
    places: Vec<Option<usize>>,
    /// For each existing action, whether an incoming one is it.
    taken: Vec<bool>,
}

impl Matching {
    /// The identifier of an exported line first; then the same key; then an action that gains its code; then one whose code the table leaves out. The last two
    /// guess by the title, so they give up when several existing actions have it.
    fn of<Id: ToString>(table: &PlanTable, existing: &[ExistingAction<Id>]) -> Self {
        let mut matching =
            Self { places: vec![None; table.actions.len()], taken: vec![false; existing.len()] };
        let coded = |facts: &Facts| facts.code.is_some().then(|| fold(&facts.title));
        let uncoded = |facts: &Facts| facts.code.is_none().then(|| fold(&facts.title));
        let first = |places: Vec<usize>| places.first().copied();
        let only = |places: Vec<usize>| <[usize; 1]>::try_from(places).ok().map(|[place]| place);
        let key = |facts: &Facts| Some(Key::of(facts));
        matching.pair_exported(table, existing);
        matching.pair(table, existing, (key, key), first);
        matching.pair(table, existing, (coded, uncoded), only);
        matching.pair(table, existing, (uncoded, coded), only);
        matching
    }

    /// Pairs the lines that say which sheet they are.
    fn pair_exported<Id: ToString>(&mut self, table: &PlanTable, existing: &[ExistingAction<Id>]) {
        let places: HashMap<String, usize> =
            existing.iter().enumerate().map(|(place, known)| (known.id.to_string(), place)).collect();
        for (action, found) in table.actions.iter().zip(&mut self.places) {
            let place = action.exported.as_ref().and_then(|exported| places.get(&exported.id)).copied();
            if let Some(taken) = place.and_then(|place| self.taken.get_mut(place)).filter(|taken| !**taken) {
                (*taken, *found) = (true, place);
            }
        }
    }

    /// Pairs what is still alone on both sides and bears the same mark; `choose` picks among several existing actions.
    fn pair<Id, Mark: Eq + Hash>(
        &mut self,
        table: &PlanTable,
        existing: &[ExistingAction<Id>],
        (incoming_mark, existing_mark): (impl Fn(&Facts) -> Option<Mark>, impl Fn(&Facts) -> Option<Mark>),
        choose: impl Fn(Vec<usize>) -> Option<usize>,
    ) {
        let mut alone: HashMap<Mark, Vec<usize>> = HashMap::new();
        for (place, (action, _)) in
            existing.iter().zip(&self.taken).enumerate().filter(|(_, (_, taken))| !**taken)
        {
            if let Some(mark) = existing_mark(&action.facts) {
                alone.entry(mark).or_default().push(place);
            }
        }
        for (action, found) in table.actions.iter().zip(&mut self.places).filter(|(_, found)| found.is_none())
        {
            *found = incoming_mark(&action.facts).and_then(|mark| alone.remove(&mark)).and_then(&choose);
            if let Some(taken) = found.and_then(|place| self.taken.get_mut(place)) {
                *taken = true;
            }
        }
    }
}
