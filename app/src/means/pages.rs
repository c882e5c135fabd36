//! The means of a sheet: their list, and one small form for each.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::{RemoveMeans, SaveMeans};
use super::model::{Amount, Certainty, Means, MeansForm, Unit};
use crate::action_sheet::model::Sheet;
use crate::error::{AppError, FieldError};
use crate::rows;
use crate::rows::model::Line;
use crate::rows::pages::Shown;
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::form;

#[component]
pub fn MeansListPage() -> impl IntoView {
    rows::pages::list::<Means>()
}

#[component]
pub fn MeansPage() -> impl IntoView {
    rows::pages::edit::<Means>()
}

impl Shown for Means {
    type Form = MeansForm;
    type Save = SaveMeans;
    type Act = RemoveMeans;
    const PURPOSE: &'static str = "Les jours et les euros que l’action demande, obtient et dépense.";

    fn form(&self) -> MeansForm {
        let said = |amount: Option<Amount>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        MeansForm {
            title: self.title.clone(),
            unit: self.unit.word().into(),
            certainty: self.certainty.word().into(),
            asked: said(self.asked),
            obtained: said(self.obtained),
            spent: said(self.spent),
            ..MeansForm::default()
        }
    }

    async fn fields(
        _: &Session,
        _: &Sheet,
        typed: &MeansForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        let choice = |value: &'static str, label: &str, meaning: &str| form::Choice {
            value,
            title: capitalised(label),
            meaning: meaning.into(),
            icon: None,
        };
        let units = Unit::ALL.iter().map(|unit| choice(unit.word(), unit.label(), ""));
        let certainties = Certainty::ALL.iter().map(|c| choice(c.word(), c.label(), ""));
        Ok(view! {
            {form::input("text", "title", "De quoi s’agit-il ?", "Temps des pilotes, impression du kit, animation d’ateliers…", &typed.title, errors)}
            {form::choices("unit", "Il se compte en", "", units.collect(), &typed.unit, errors)}
            {form::input("text", "asked", "Demandé", "Vide si rien n’a été demandé.", &typed.asked, errors)}
            {form::input("text", "obtained", "Obtenu", "Vide tant que ce n’est pas connu.", &typed.obtained, errors)}
            {form::input("text", "spent", "Dépensé", "Jours passés ou euros dépensés jusqu’ici.", &typed.spent, errors)}
            {form::choices("certainty", "Ces chiffres sont", "", certainties.collect(), &typed.certainty, errors)}
        }
        .into_any())
    }

    fn view(&self, _: NaiveDate) -> AnyView {
        view! {
            <p class="row-title">{self.title.clone()}</p>
            <p class="meta">{self.told().split_once(" (").map_or_else(String::new, |(_, said)| format!("({said}"))}</p>
        }
        .into_any()
    }
}
