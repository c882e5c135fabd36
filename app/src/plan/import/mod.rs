//! The import of a plan's action table: what somebody pasted or uploaded becomes actions, or a list of what to mend.
//!
//! The way of an import, one file each:
//! 1. [`crate::cells`]: bytes → text → rows of cells, each with its line numbers; `sheets`, `exported`: the same from a workbook;
//! 2. `axis`, `columns`: what one cell, one heading means;
//! 3. `recognise`, `builder`: rows → [`PlanTable`]: which rows are the table, which may stand in the middle of a whole
//!    document (what is around it is ignored line by line, and said to be); what each row says, and what is wrong;
//! 4. `compare`: the table against what the plan already has → [`Comparison`];
//! 5. `report`: both, as the preview page shows them and the command line prints them.
//!
//! Nothing here fails, writes, or reads a clock: bytes that cannot be used make a table without actions and with an
//! error. Rules: DOMAIN.md §3 (the axis is said, never deduced from the code) and §4 (the key of an action is its code,
//! or its folded title when there is none; a line that disappeared never deletes).

mod axis;
mod builder;
mod columns;
mod compare;
mod exported;
mod recognise;
mod report;
mod sheets;
#[cfg(test)]
mod tests;

pub use crate::cells::{MAX_BYTES, Unreadable, text_of};
pub use axis::Axis;
pub use columns::Field;
pub use compare::{Comparison, Conflict, ExistingAction, FieldChange, Outcome, Why, compare};
pub use exported::{CLEAR, EDITABLE, Exported, IDENTIFIER, KEPT_SHEET, MARK};
pub use report::{ActionLine, AxisLine, ChangedMention, LeftMention, Mention, OutcomeWord, Report, report};

use crate::action_sheet::code::ActionCode;
use crate::personal::{self, Refusal};
use crate::plan::model::AxisKey;
use crate::workbook;
use serde::{Deserialize, Serialize};

/// More actions than this in one import is a mistake: a real plan has 15 to 45.
pub const MAX_ACTIONS: usize = 5_000;
/// A source of more lines than this is not a plan, nor the document around one.
pub const MAX_LINES: usize = 10_000;
/// In characters: longer than this is a paragraph, not a title (nor an objective).
pub const MAX_TITLE: usize = crate::action_sheet::model::LONGEST_TITLE;

/// Reads a pasted text (`text.as_bytes()`) or an uploaded file: CSV, text, XLSX. Never fails: what is wrong is in `errors`.
pub fn read_plan(bytes: &[u8]) -> PlanTable {
    read_plan_of(bytes, None)
}

/// The same, from the sheet of that name when it is a workbook.
pub fn read_plan_of(bytes: &[u8], sheet: Option<&str>) -> PlanTable {
    if bytes.len() <= MAX_BYTES && workbook::is_one(bytes) {
        return sheets::read_workbook(bytes, sheet);
    }
    match text_of(bytes) {
        Ok(text) => match personal::check_text(&text) {
            Some(refusal) => PlanTable::refused(refusal),
            None => recognise::recognise(&text),
        },
        Err(unreadable) => PlanTable::unreadable(unreadable),
    }
}

/// What was found in the input. To be applied only when `errors` is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanTable {
    /// In the order of the input; no two have the same code, nor the same folded title when they have no code.
    pub actions: Vec<Action>,
    /// In the order of the input; no two have the same key.
    pub axes: Vec<Axis>,
    pub errors: Vec<Notice>,
    pub warnings: Vec<Notice>,
    /// Every line that is neither blank nor part of the table.
    pub ignored: Vec<IgnoredLine>,
    /// The columns of the table that nothing is done with, by their name.
    pub unknown_columns: Vec<String>,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
    /// The sheets that hold actions, when there are several.
    pub sheets: Vec<SheetChoice>,
    /// The plan that the table was exported from, when the source is such a workbook.
    pub exported_from: Option<String>,
    /// The source names workers or their health: nothing of it may be kept, and `errors` says why.
    pub refused: Option<Refusal>,
    /// Numbers of the lines that are part of the table: header, axis, action, or a row that `errors` or `warnings` names.
    understood: Vec<usize>,
}

/// A sheet of a workbook that could be the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetChoice {
    pub name: String,
    pub actions: usize,
}

impl PlanTable {
    /// Bytes that cannot be read: why, and what to do.
    fn unreadable(why: impl ToString) -> Self {
        Self { errors: vec![Notice::of_all(why.to_string())], ..Self::default() }
    }

    /// Of such a source not even the ignored lines are quoted.
    fn refused(refusal: Refusal) -> Self {
        let errors = vec![Notice::at(refusal.line, None, refusal.to_string())];
        Self { errors, refused: Some(refusal), ..Self::default() }
    }
}

/// One action, and the line where it stands (from 1).
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub line: usize,
    pub facts: Facts,
    /// What the line was in the workbook that it comes from, when that was exported from a plan.
    pub exported: Option<Exported>,
}

/// What a plan's table says of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub code: Option<ActionCode>,
    /// As it was written, apostrophes and accents included; never empty when it was imported.
    pub title: String,
    pub axis: Option<AxisKey>,
    /// The plan's objective that the action stands under, as it was written.
    pub objective: Option<String>,
}

/// Something to say about the input, in French.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// From 1; none when it is about the whole input.
    pub line: Option<usize>,
    /// The column by the name that the header gives it, if any.
    pub column: Option<String>,
    pub message: String,
}

impl Notice {
    fn of_all(message: impl Into<String>) -> Self {
        Self { line: None, column: None, message: message.into() }
    }

    fn at(line: usize, column: Option<String>, message: impl Into<String>) -> Self {
        Self { line: Some(line), column, message: message.into() }
    }
}

/// A line that creates nothing, shortened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoredLine {
    pub line: usize,
    pub text: String,
}
