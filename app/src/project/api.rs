//! What the forms of projects ask.
use leptos::prelude::*;

use super::model::{ImportForm, ProjectForm};
use crate::error::AppError;
use crate::ids::ProjectId;
use crate::rows::given_up::GiveUpForm;
use crate::rows::model::ActForm;

/// Adds a project, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `Forbidden` on a sheet that is read-only.
#[server(endpoint = "save_project")]
pub async fn save_project(form: ProjectForm) -> Result<(), AppError> {
    let s = crate::session::Session::submitting(form.key)?;
    let line = form.check()?;
    crate::rows::submit::save(s, form.sheet, (form.line, form.version), line).await
}

/// One button of a line: taken up again, or removed.
///
/// # Errors
/// `Unreadable` for a button that it does not have, and as `save_project`.
#[server(endpoint = "move_project")]
pub async fn move_project(form: ActForm<ProjectId>) -> Result<(), AppError> {
    crate::rows::submit::act::<super::model::Project>(form).await
}

/// Gives a project up, with the reason.
///
/// # Errors
/// As `save_project`.
#[server(endpoint = "give_up_project")]
pub async fn give_up_project(form: GiveUpForm<ProjectId>) -> Result<(), AppError> {
    crate::rows::submit::give_up::<super::model::Project>(form).await
}

/// Adds the projects of a document that were chosen, in one transaction; those that the action has meanwhile stay as
/// they are.
///
/// # Errors
/// `Invalid` when none is chosen or one has no name, and as `save_project`.
#[server(endpoint = "import_projects")]
pub async fn import_projects(form: ImportForm) -> Result<(), AppError> {
    use super::{import::new_projects, model::Project};
    use crate::{rows, text::counted};
    let s = crate::session::Session::submitting(form.key)?;
    let found = form.check()?;
    let tx = s.begin().await?;
    let (sheet, permit) = rows::store::hold::<Project>(&tx, &s, form.sheet).await?;
    let known = rows::store::list::<Project>(&*tx, sheet.id).await?;
    let new = new_projects(&found.projects, &known, |project| form.is_chosen(project))?;
    let added = counted(new.len() as u64, "projet ajouté", "projets ajoutés");
    for project in new {
        rows::store::add(&tx, &permit, &sheet, project, s.now).await?;
    }
    s.commit(tx, &format!("{added}."), &rows::model::list_path::<Project>(&sheet)).await
}
