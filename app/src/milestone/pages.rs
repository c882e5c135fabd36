//! The milestones of a sheet: their list, and one small form for each.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::{SaveMilestone, TickMilestone};
use super::model::{Act, Milestone, MilestoneForm};
use crate::action_sheet::model::Sheet;
use crate::error::{AppError, FieldError};
use crate::goal;
use crate::rows::due::{Dated, Standing};
use crate::rows::pages::{Offer, Shown};
use crate::rows::{self, parts};
use crate::session::Session;
use crate::ui::form;
use crate::when;

#[component]
pub fn MilestonesPage() -> impl IntoView {
    rows::pages::list::<Milestone>()
}

#[component]
pub fn MilestonePage() -> impl IntoView {
    rows::pages::edit::<Milestone>()
}

impl Shown for Milestone {
    type Form = MilestoneForm;
    type Save = SaveMilestone;
    type Act = TickMilestone;
    const PURPOSE: &'static str = "Un jalon dit ce qui sera passé, et quand : « kit relu, juin 2026 ».";

    fn form(&self) -> MilestoneForm {
        MilestoneForm {
            title: self.title.clone(),
            due: self.due.when.to_string(),
            goal: self.goal.map(|id| id.to_string()).unwrap_or_default(),
            done_on: self.done_on.map(|day| day.to_string()).unwrap_or_default(),
            ..MilestoneForm::default()
        }
    }

    async fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &MilestoneForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        Ok(view! {
            {form::input("text", "title", "Quel jalon ?", "Ce qui sera passé, en quelques mots.", &typed.title, errors)}
            {form::input("text", "due", "Pour quand ?", parts::DUE_HINT, &typed.due, errors)}
            {goal::parts::served(s, sheet, &typed.goal, errors).await?}
            {form::input("date", "done_on", "Fait le", "Vide tant que ce n’est pas fait.", &typed.done_on, errors)}
        }
        .into_any())
    }

    fn view(&self, today: NaiveDate) -> AnyView {
        let late = self.standing(today) == Standing::Late;
        let stands = match self.done_on {
            Some(day) => format!("fait le {}", when::date(day)).into_any(),
            None if late => view! { <span class="late">"en retard"</span> }.into_any(),
            None => "prévu".into_any(),
        };
        view! {
            <p class="row-title">{self.title.clone()}</p>
            <p class="meta">{parts::due(&self.due, stands)}</p>
        }
        .into_any()
    }

    fn offers(&self) -> Vec<Offer> {
        vec![match self.done_on {
            Some(_) => Offer::Back(Act::Reopen.word(), Act::Reopen.label()),
            None => Offer::Forward(Act::Done.word(), Act::Done.label()),
        }]
    }
}
