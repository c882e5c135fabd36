//! The projects of an action: their list, one small form for each, the import of a document's.
mod import;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::{GiveUpProject, MoveProject, SaveProject};
use super::model::{Project, ProjectForm};
use crate::action_sheet::model::Sheet;
use crate::error::{AppError, FieldError};
use crate::rows::given_up::TAKE_UP;
use crate::rows::pages::{GIVE_UP, GivesUp, Offer, Shown};
use crate::rows::{self, parts};
use crate::session::Session;
use crate::ui::form;

pub use import::ImportProjectsPage;

#[component]
pub fn ProjectsPage() -> impl IntoView {
    rows::pages::list::<Project>()
}

#[component]
pub fn ProjectPage() -> impl IntoView {
    rows::pages::edit::<Project>()
}

#[component]
pub fn GiveUpProjectPage() -> impl IntoView {
    rows::pages::give_up::<Project>()
}

impl GivesUp for Project {
    type GiveUp = GiveUpProject;
    const EFFECT: &'static str = "Elle ne se retire plus.";
}

impl Shown for Project {
    type Form = ProjectForm;
    type Save = SaveProject;
    type Act = MoveProject;
    const OTHER_WAY: Option<(&'static str, &'static str)> = Some(("importer", "Importer d’un document"));
    const PURPOSE: &'static str =
        "Un projet est une partie numérotée de l’action, avec ce qu’il vise et pour qui.";

    fn form(&self) -> ProjectForm {
        ProjectForm {
            number: self.number.to_string(),
            title: self.title.clone(),
            goals: self.goals.clone(),
            publics: self.publics.clone(),
            ..ProjectForm::default()
        }
    }

    async fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &ProjectForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        let number = if typed.number.is_empty() && errors.is_empty() {
            let known = rows::store::list::<Self>(&s.db.read, sheet.id).await?;
            (known.iter().map(|row| row.line.number).max().unwrap_or_default() + 1).to_string()
        } else {
            typed.number.clone()
        };
        Ok(view! {
            {form::input("text", "number", "Son numéro", "Le suivant est proposé.", &number, errors)}
            {form::input("text", "title", "Quel projet ?", "Son nom, en quelques mots.", &typed.title, errors)}
            {form::TextArea { name: "goals", label: "Ce qu’il vise", titled: false, hint: "Un objectif par ligne.", rows: 3, value: &typed.goals, errors }.view()}
            {form::TextArea { name: "publics", label: "Pour qui", titled: false, hint: "Les publics visés, un par ligne.", rows: 3, value: &typed.publics, errors }.view()}
        }
        .into_any())
    }

    fn view(&self, _: NaiveDate) -> AnyView {
        let said = |label: &'static str, text: &str| {
            let lines: Vec<String> =
                text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
            (!lines.is_empty()).then(
                || view! { <p class="meta"><strong>{label}</strong>{format!(" {}", lines.join(" ; "))}</p> },
            )
        };
        view! {
            <p class="row-title">{format!("Projet {} : {}", self.number, self.title)}</p>
            {said("Vise :", &self.goals)}
            {said("Pour :", &self.publics)}
            {self.given_up.as_ref().map(parts::given_up)}
        }
        .into_any()
    }

    fn offers(&self) -> Vec<Offer> {
        let taken_up = Offer::Back(TAKE_UP, "Reprendre ce projet");
        vec![if self.given_up.is_some() { taken_up } else { GIVE_UP }]
    }
}
