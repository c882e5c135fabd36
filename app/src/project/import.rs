//! The projects that a document tells of, as lines of an action: by a command, or on a page where one chooses.
use std::collections::HashSet;

use super::model::{ImportForm, LAST, Project, ProjectForm};
use crate::action_sheet::model::Sheet;
use crate::error::AppError;
use crate::project_tables::{self, Found};
use crate::rows::model::{Row, list_path};
use crate::text::{escape, fold};

/// What becomes of a project of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It would be added like this.
    New(Project),
    /// The action has it by its name, or the document says it twice.
    Known,
    /// It cannot be a line; what to do about it.
    Refused(String),
}

/// What becomes of each of these projects. One without a number, or whose number is another's, gets the next one.
pub fn fates(found: &[project_tables::Project], known: &[Row<Project>]) -> Vec<Fate> {
    let mut names: HashSet<String> = known.iter().map(|row| fold(&row.line.title)).collect();
    let mut taken: HashSet<i32> = known.iter().map(|row| row.line.number).collect();
    let said = |project: &project_tables::Project| project.number.map(i32::from);
    let numbers = taken.iter().copied().chain(found.iter().filter_map(said));
    let highest = numbers.filter(|number| *number <= LAST).max().unwrap_or_default(); // « Projet 2025 » is a year
    let mut next = highest + 1;
    let mut fate = |project: &project_tables::Project| {
        if !project.title.is_empty() && !names.insert(fold(&project.title)) {
            return Fate::Known;
        }
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
        match form.check() {
            Ok(project) => Fate::New(project),
            Err(AppError::Invalid(errors)) => {
                Fate::Refused(errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join(" "))
            }
            Err(error) => Fate::Refused(error.to_string()),
        }
    };
    found.iter().map(&mut fate).collect()
}

/// The projects to add: those that were chosen and that the action does not have, with the numbers that the preview of
/// all that was found has shown.
///
/// # Errors
/// `Invalid` for a project without a name, or with a text that is too long.
pub fn new_projects(
    found: &[project_tables::Project],
    known: &[Row<Project>],
    is_chosen: impl Fn(&project_tables::Project) -> bool,
) -> Result<Vec<Project>, AppError> {
    let chosen = found.iter().zip(fates(found, known)).filter(|(project, _)| is_chosen(project));
    let new = chosen.filter_map(|(_, fate)| match fate {
        Fate::New(project) => Some(Ok(project)),
        Fate::Known => None,
        Fate::Refused(why) => Some(Err(AppError::field("chosen", why))),
    });
    new.collect()
}

/// The page that imports projects in an action.
pub fn path_of(sheet: &Sheet) -> String {
    format!("{}/importer", list_path::<Project>(sheet))
}

impl ImportForm {
    /// What was read of the document, if anything was.
    pub fn found(&self) -> Option<Found> {
        serde_json::from_str(&self.found).ok()
    }

    /// What was read of the document, of which something was chosen.
    ///
    /// # Errors
    /// `Invalid` when nothing was, `Unreadable` for a form that no page showed.
    pub fn check(&self) -> Result<Found, AppError> {
        let found = self.found().ok_or(AppError::Unreadable)?;
        if !found.projects.iter().any(|project| self.is_chosen(project)) {
            return Err(AppError::field("chosen", "Cochez au moins un projet à ajouter."));
        }
        Ok(found)
    }

    pub fn is_chosen(&self, project: &project_tables::Project) -> bool {
        self.chosen.contains(&project.line.to_string())
    }

    /// The fields of its draft when a document was just read: every project is chosen.
    ///
    /// # Errors
    /// `Internal` when what was read cannot be written.
    pub fn drafted(name: &str, found: &Found) -> Result<String, AppError> {
        let read = serde_json::to_string(found)?;
        let mut fields = format!("form[name]={}&form[found]={}", escape(name), escape(&read));
        for project in &found.projects {
            fields += &format!("&form[chosen][]={}", project.line);
        }
        Ok(fields)
    }
}
