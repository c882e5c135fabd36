//! The projects that a document tells of, as lines of an action.
use std::collections::HashSet;

use super::model::{Project, ProjectForm};
use crate::error::AppError;
use crate::project_tables;
use crate::rows::model::Row;
use crate::text::fold;

/// The projects to add: those that the action does not have by their name. One without a number, or whose number is
/// another's, gets the next one.
///
/// # Errors
/// `Invalid` for a project without a name, or with a text that is too long.
pub fn new_projects(
    found: &[project_tables::Project],
    known: &[Row<Project>],
) -> Result<Vec<Project>, AppError> {
    let mut names: HashSet<String> = known.iter().map(|row| fold(&row.line.title)).collect();
    let mut taken: HashSet<i32> = known.iter().map(|row| row.line.number).collect();
    let said = |project: &project_tables::Project| project.number.map(i32::from);
    let highest = taken.iter().copied().chain(found.iter().filter_map(said)).max().unwrap_or_default();
    let mut next = highest + 1;
    let mut new = Vec::new();
    for project in found.iter().filter(|project| names.insert(fold(&project.title))) {
        let number = said(project).filter(|number| taken.insert(*number)).unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        let form = ProjectForm {
            number: number.to_string(),
            title: project.title.clone(),
            goals: project.goals.join("\n"),
            publics: project.publics.join("\n"),
            ..ProjectForm::default()
        };
        new.push(form.check()?);
    }
    Ok(new)
}
