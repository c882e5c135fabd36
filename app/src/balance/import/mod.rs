//! The import of a balance: the document that pilots hand in, as it stands, becomes rubrics.
//!
//! The way of an import, one file each:
//! 1. `source`, `docx`, `docx_styles`: bytes → lines and table rows, each with its number; `line`: what a line begins with;
//! 2. `table`: rows → lines; `furniture`: what only repeats from page to page is set aside;
//! 3. `identity`: title, axis and code; `heading`: which words name a rubric; `outline`: which lines are headings;
//! 4. `sentence`, `content`: the lines of a rubric → its lead sentences and its nested lists;
//! 5. `recognise`: all of it → [`Reading`]; `report`: as the command line prints it.
//!
//! Nothing here fails, writes, or reads a clock. Nothing is guessed: the axis is said, never deduced from the code
//! (DOMAIN.md §3), and what is not recognised is in `unclassified`. Nothing is dropped: every line is in a rubric, in
//! `unclassified`, among the headings, or quoted by a notice.
mod content;
mod docx;
mod docx_styles;
mod furniture;
mod heading;
mod identity;
mod line;
mod outline;
mod recognise;
mod report;
mod sentence;
mod source;
mod table;
#[cfg(test)]
mod tests;

pub use content::{Block, Content, Entry};
pub use report::Report;
pub use source::MAX_BYTES;

use serde::{Deserialize, Serialize};

use super::model::{LONGEST_TEXT, Part};
use crate::action_sheet::code::ActionCode;
use crate::personal::Refusal;
use crate::plan::model::AxisKey;

/// A balance of more lines than this is another document.
pub const MAX_LINES: usize = 5_000;

/// Reads a pasted text (`text.as_bytes()`), or a text, Markdown or DOCX file. Never fails: what is wrong is in `errors`.
pub fn read_balance(bytes: &[u8]) -> Reading {
    match source::pieces_of(bytes) {
        Ok(pieces) => match source::refusal(bytes, &pieces) {
            Some(refusal) => Reading::refused(refusal),
            None => recognise::recognise(pieces).measured(),
        },
        Err(unreadable) => {
            Reading { errors: vec![Notice::of_all(unreadable.to_string())], ..Reading::default() }
        }
    }
}

/// What was found in the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub title: Option<String>,
    pub axis: Option<AxisKey>,
    pub action: Option<ActionCode>,
    contents: [Content; Part::ALL.len()],
    pub unclassified: Vec<LeftOut>,
    pub warnings: Vec<Notice>,
    pub errors: Vec<Notice>,
    /// The document names workers or their health: nothing of it may be kept, and `errors` says why.
    pub refused: Option<Refusal>,
    /// The lines that name a rubric.
    pub headings: Vec<Heading>,
}

impl Reading {
    /// Of such a document nothing is quoted.
    fn refused(refusal: Refusal) -> Self {
        let errors = vec![Notice::at(refusal.line, refusal.to_string())];
        Self { errors, refused: Some(refusal), ..Self::default() }
    }

    pub fn content(&self, part: Part) -> &Content {
        let [done, results, impacts, levers, obstacles, prospects] = &self.contents;
        match part {
            Part::Done => done,
            Part::Results => results,
            Part::Impacts => impacts,
            Part::Levers => levers,
            Part::Obstacles => obstacles,
            Part::Prospects => prospects,
        }
    }

    fn content_mut(&mut self, part: Part) -> &mut Content {
        let [done, results, impacts, levers, obstacles, prospects] = &mut self.contents;
        match part {
            Part::Done => done,
            Part::Results => results,
            Part::Impacts => impacts,
            Part::Levers => levers,
            Part::Obstacles => obstacles,
            Part::Prospects => prospects,
        }
    }

    /// With an error for each rubric that is longer than the form which writes it accepts.
    fn measured(mut self) -> Self {
        for part in Part::ALL {
            let length = self.content(*part).markdown().chars().count();
            if length > LONGEST_TEXT {
                self.errors.push(Notice::of_all(format!(
                    "« {} » a {length} caractères, et une rubrique en a {LONGEST_TEXT} au plus. Raccourcissez-la, ou laissez-en une partie dans un autre document.",
                    part.label()
                )));
            }
        }
        self
    }

    /// Whether nothing was read of the document, for the reasons that `errors` says.
    pub fn is_nothing(&self) -> bool {
        *self == Self { errors: self.errors.clone(), ..Self::default() }
    }

    /// Nothing is imported as long as something is to be mended.
    pub fn may_be_applied(&self) -> bool {
        self.errors.is_empty()
    }
}

/// A line that was read as the name of a rubric, or of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// From 1.
    pub line: usize,
    pub text: String,
    /// Their stored words.
    pub rubrics: Vec<&'static str>,
}

/// A line that is in no rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// From 1; a paragraph of a DOCX counts as a line.
    pub line: usize,
    pub text: String,
}

/// Something to say about the document, in French.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// From 1; none when it is about the whole document.
    pub line: Option<usize>,
    pub message: String,
}

impl Notice {
    fn of_all(message: impl Into<String>) -> Self {
        Self { line: None, message: message.into() }
    }

    fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), message: message.into() }
    }
}
