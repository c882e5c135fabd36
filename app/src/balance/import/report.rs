//! What an import found, as the command line prints it in JSON.
use serde::Serialize;

use super::{Content, Entry, Heading, LeftOut, Notice, Reading};
use crate::action_sheet::code::ActionCode;
use crate::balance::model::Part;
use crate::plan::model::AxisKey;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub title: Option<String>,
    pub axis: Option<AxisKey>,
    pub action: Option<ActionCode>,
    pub done: Rubric,
    pub results: Rubric,
    pub impacts: Rubric,
    pub levers: Rubric,
    pub obstacles: Rubric,
    pub prospects: Rubric,
    pub unclassified: Vec<LeftOut>,
    pub headings: Vec<Heading>,
    pub warnings: Vec<Notice>,
    pub errors: Vec<Notice>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rubric {
    pub leads: Vec<String>,
    pub entries: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    pub text: String,
    pub children: Vec<Self>,
}

impl From<&Content> for Rubric {
    fn from(content: &Content) -> Self {
        Self {
            leads: content.leads().map(str::to_owned).collect(),
            entries: content.entries().map(Line::from).collect(),
        }
    }
}

impl From<&Entry> for Line {
    fn from(entry: &Entry) -> Self {
        Self { text: entry.text.clone(), children: entry.children.iter().map(Self::from).collect() }
    }
}

impl From<&Reading> for Report {
    fn from(reading: &Reading) -> Self {
        let rubric = |part| Rubric::from(reading.content(part));
        Self {
            title: reading.title.clone(),
            axis: reading.axis,
            action: reading.action.clone(),
            done: rubric(Part::Done),
            results: rubric(Part::Results),
            impacts: rubric(Part::Impacts),
            levers: rubric(Part::Levers),
            obstacles: rubric(Part::Obstacles),
            prospects: rubric(Part::Prospects),
            unclassified: reading.unclassified.clone(),
            headings: reading.headings.clone(),
            warnings: reading.warnings.clone(),
            errors: reading.errors.clone(),
        }
    }
}
