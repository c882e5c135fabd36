//! What an import found and would do: the preview page shows it, the command line prints it as JSON.

use super::compare::{Conflict, Why};
use super::{AxisKey, Comparison, FieldChange, IgnoredLine, Notice, Outcome, PlanTable, SheetChoice};
use crate::action_sheet::code::ActionCode;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The name of the plan that the table was compared with, if there was one.
    pub against: Option<String>,
    pub axes: Vec<AxisLine>,
    /// Every action of the table, in its order.
    pub actions: Vec<ActionLine>,
    pub created: Vec<Mention>,
    pub changed: Vec<ChangedMention>,
    pub unchanged: Vec<Mention>,
    /// Actions of the plan that the table does not name: they stay as they are.
    pub left: Vec<LeftMention>,
    pub ignored: Vec<IgnoredLine>,
    pub errors: Vec<Notice>,
    pub warnings: Vec<Notice>,
    pub unknown_columns: Vec<String>,
    /// The sheet that was read, of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The sheets that hold actions, when there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetChoice>,
}

impl Report {
    /// Nothing is imported as long as something is to be mended.
    pub fn may_be_applied(&self) -> bool {
        self.errors.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AxisLine {
    pub number: Option<u16>,
    pub title: Option<String>,
    pub transversal: bool,
    /// How many actions of the table stand under it.
    pub actions: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionLine {
    pub line: usize,
    pub axis: Option<AxisKey>,
    pub code: Option<ActionCode>,
    pub title: String,
    pub objective: Option<String>,
    pub outcome: OutcomeWord,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutcomeWord {
    Created,
    Changed,
    Unchanged,
}

/// An action of the table, by what one recognises it by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    pub line: usize,
    pub code: Option<ActionCode>,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangedMention {
    pub line: usize,
    pub code: Option<ActionCode>,
    pub title: String,
    pub fields: Vec<FieldChange>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftMention {
    pub code: Option<ActionCode>,
    pub title: String,
}

/// Puts the table and its comparison together; `against` is the name of the plan, if there is one.
pub fn report<Id>(table: &PlanTable, comparison: &Comparison<Id>, against: Option<&str>) -> Report {
    let mut report = Report {
        against: against.map(str::to_owned),
        axes: axes(table),
        actions: Vec::new(),
        created: Vec::new(),
        changed: Vec::new(),
        unchanged: Vec::new(),
        left: comparison
            .left
            .iter()
            .map(|old| LeftMention { code: old.facts.code.clone(), title: old.facts.title.clone() })
            .collect(),
        ignored: table.ignored.clone(),
        errors: table.errors.clone(),
        warnings: table.warnings.iter().cloned().chain(comparison.conflicts.iter().map(told)).collect(),
        unknown_columns: table.unknown_columns.clone(),
        sheet: table.sheet.clone(),
        sheets: table.sheets.clone(),
    };
    for (action, outcome) in table.actions.iter().zip(&comparison.outcomes) {
        let (line, facts) = (action.line, action.facts.clone());
        let mention = Mention { line, code: facts.code.clone(), title: facts.title.clone() };
        let word = match outcome {
            Outcome::Created => {
                report.created.push(mention);
                OutcomeWord::Created
            }
            Outcome::Changed { changes, .. } => {
                report.changed.push(ChangedMention {
                    line,
                    code: mention.code,
                    title: mention.title,
                    fields: changes.clone(),
                });
                OutcomeWord::Changed
            }
            Outcome::Unchanged { .. } => {
                report.unchanged.push(mention);
                OutcomeWord::Unchanged
            }
        };
        let (axis, code, title, objective) = (facts.axis, facts.code, facts.title, facts.objective);
        report.actions.push(ActionLine { line, axis, code, title, objective, outcome: word });
    }
    report
}

/// What the reader is told of a field that stays as it is.
fn told(conflict: &Conflict) -> Notice {
    let name = conflict.field.label();
    let text = |text: &Option<String>| text.clone().map_or("vide".to_owned(), |text| format!("« {text} »"));
    let wanted = text(&conflict.wanted);
    let message = match conflict.why {
        Why::ChangedMeanwhile => format!(
            "« {name} » a changé dans Prisme depuis l’export : c’est maintenant {}, et {wanted} dans le classeur. La fiche reste telle \
             quelle : exportez à nouveau le tableau pour la changer.",
            text(&conflict.now)
        ),
        Why::Taken => {
            format!("Le numéro {wanted} est celui d’une autre action du plan : il n’est pas changé.")
        }
    };
    Notice { line: Some(conflict.line), column: Some(name.to_owned()), message }
}

fn axes(table: &PlanTable) -> Vec<AxisLine> {
    let mut counts: HashMap<AxisKey, usize> = HashMap::new();
    for axis in table.actions.iter().filter_map(|action| action.facts.axis) {
        *counts.entry(axis).or_default() += 1;
    }
    let line = |axis: &super::Axis| AxisLine {
        number: axis.key.number(),
        title: axis.title.clone(),
        transversal: axis.key.is_transversal(),
        actions: counts.get(&axis.key).copied().unwrap_or_default(),
    };
    table.axes.iter().map(line).collect()
}
