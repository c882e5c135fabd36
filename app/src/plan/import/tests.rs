//! The import, told in sentences; one file per subject.

mod comparing;
mod documents;
mod exported;
mod files;
mod mistakes;
mod properties;
mod tables;
mod workbooks;

use super::*;

fn read(text: &str) -> PlanTable {
    read_plan(text.as_bytes())
}

/// Code, axis and title of every action, as one would say them: `1.1 | Axe 1 | Titre`.
fn said(table: &PlanTable) -> Vec<String> {
    let code = |facts: &Facts| facts.code.as_ref().map_or("–".to_owned(), ActionCode::to_string);
    let axis = |facts: &Facts| facts.axis.map_or("–".to_owned(), |axis| axis.to_string());
    table
        .actions
        .iter()
        .map(|Action { facts, .. }| format!("{} | {} | {}", code(facts), axis(facts), facts.title))
        .collect()
}

/// The report of an import into an empty plan.
fn alone(table: &PlanTable) -> Report {
    report(table, &compare::<u32>(table, &[]), None)
}

fn clean(table: &PlanTable) -> bool {
    table.errors.is_empty() && table.warnings.is_empty()
}
