//! The goals of a sheet: their list, and one small form for each.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::{RemoveGoal, SaveGoal};
use super::model::{Goal, GoalForm, Level};
use super::parts;
use crate::action_sheet::model::Sheet;
use crate::error::{AppError, FieldError};
use crate::rows;
use crate::rows::pages::Shown;
use crate::session::Session;
use crate::ui::form;

#[component]
pub fn GoalsPage() -> impl IntoView {
    rows::pages::list::<Goal>()
}

#[component]
pub fn GoalPage() -> impl IntoView {
    rows::pages::edit::<Goal>()
}

impl Shown for Goal {
    type Form = GoalForm;
    type Save = SaveGoal;
    type Act = RemoveGoal;
    const PURPOSE: &'static str = "Un objectif général dit ce que l’action veut changer ; un objectif opérationnel, ce qui sera fait pour cela.";

    fn form(&self) -> GoalForm {
        GoalForm {
            title: self.title.clone(),
            level: self.level.word().into(),
            under: self.under.map(|id| id.to_string()).unwrap_or_default(),
            ..GoalForm::default()
        }
    }

    async fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &GoalForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        let goals = rows::store::list::<Self>(&s.db.read, sheet.id).await?;
        let general = goals.iter().filter(|row| row.line.level == Level::General && row.id != typed.line);
        let parents = general.map(|row| (row.id.to_string(), row.line.title.clone()));
        let levels = Level::ALL.iter().map(|level| form::Choice {
            value: level.word(),
            title: level.label().into(),
            meaning: level.meaning().into(),
            icon: None,
        });
        Ok(view! {
            {form::input("text", "title", "Quel objectif ?", "Une phrase qui commence par un verbe.", &typed.title, errors)}
            {form::choices("level", "De quelle sorte ?", "", levels.collect(), &typed.level, errors)}
            {form::select("under", "Sous quel objectif général ?", "Pour un objectif opérationnel, s’il en sert un.", parents.collect(), &typed.under, errors)}
        }
        .into_any())
    }

    fn view(&self, _: NaiveDate) -> AnyView {
        view! {
            <p class="row-title">{self.title.clone()}</p>
            <p class="meta">{format!("objectif {}", self.level.label().to_lowercase())}</p>
            {parts::withdrawn(self)}
        }
        .into_any()
    }
}
