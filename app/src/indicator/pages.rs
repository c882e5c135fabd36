//! The indicators of a sheet: their list, and one small form for each.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::{GiveUpIndicator, MoveIndicator, SaveIndicator};
use super::model::{Definition, Indicator, IndicatorForm, IndicatorKind, Periodicity};
use crate::action_sheet::model::Sheet;
use crate::error::{AppError, FieldError};
use crate::goal;
use crate::rows::given_up::TAKE_UP;
use crate::rows::pages::{GIVE_UP, GivesUp, Offer, Shown};
use crate::rows::{self, parts};
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::form;

#[component]
pub fn IndicatorsPage() -> impl IntoView {
    rows::pages::list::<Indicator>()
}

#[component]
pub fn IndicatorPage() -> impl IntoView {
    rows::pages::edit::<Indicator>()
}

#[component]
pub fn GiveUpIndicatorPage() -> impl IntoView {
    rows::pages::give_up::<Indicator>()
}

impl GivesUp for Indicator {
    type GiveUp = GiveUpIndicator;
    const EFFECT: &'static str = "Elle n’est plus citée avec l’objectif qu’elle mesure.";
}

impl Shown for Indicator {
    type Form = IndicatorForm;
    type Save = SaveIndicator;
    type Act = MoveIndicator;
    const PURPOSE: &'static str = "Un indicateur dit ce qui sera compté, par qui, et d’où à où.";

    fn form(&self) -> IndicatorForm {
        IndicatorForm {
            title: self.title.clone(),
            kind: self.kind.word().into(),
            unit: self.unit.clone(),
            baseline: self.baseline.clone(),
            target: self.target.clone(),
            source: self.source.clone(),
            collector: self.collector.clone(),
            periodicity: self.periodicity.word().into(),
            definition: self.definition.word().into(),
            goal: self.goal.map(|id| id.to_string()).unwrap_or_default(),
            ..IndicatorForm::default()
        }
    }

    async fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &IndicatorForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        let kinds = IndicatorKind::ALL.iter().map(|kind| form::Choice {
            value: kind.word(),
            title: kind.label().into(),
            meaning: kind.meaning().into(),
            icon: None,
        });
        let periodicities =
            Periodicity::ALL.iter().rev().map(|p| (p.word().to_owned(), capitalised(p.label())));
        let definitions = Definition::ALL.iter().map(|d| (d.word().to_owned(), capitalised(d.label())));
        Ok(view! {
            {form::input("text", "title", "Que compte-t-on ?", "Exemple : entreprises qui ont essayé la méthode.", &typed.title, errors)}
            {form::choices("kind", "Que mesure-t-il ?", "", kinds.collect(), &typed.kind, errors)}
            {form::input("text", "unit", "Unité", "Entreprises, salariés, %, ateliers…", &typed.unit, errors)}
            {form::input("text", "baseline", "Départ", "La valeur d’aujourd’hui, avec son année si elle est connue.", &typed.baseline, errors)}
            {form::input("text", "target", "Cible", "La valeur visée, et pour quand.", &typed.target, errors)}
            {form::input("text", "source", "Source", "D’où vient le chiffre : enquête, registre, comptage du comité…", &typed.source, errors)}
            {form::input("text", "collector", "Qui le recueille", "Une structure plutôt qu’une personne.", &typed.collector, errors)}
            {form::select("periodicity", "Quand", "", periodicities.collect(), &typed.periodicity, errors)}
            {form::select("definition", "Où en est sa définition", "Validé : l’unité, la cible et la source sont dites.", definitions.collect(), &typed.definition, errors)}
            {goal::parts::served(s, sheet, &typed.goal, errors).await?}
        }
        .into_any())
    }

    fn view(&self, _: NaiveDate) -> AnyView {
        let from = [("départ", &self.baseline), ("cible", &self.target), ("unité", &self.unit)];
        let by = [("source", &self.source), ("recueil", &self.collector)];
        let said = |parts: &[(&str, &String)]| {
            let said: Vec<String> = parts
                .iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(label, text)| format!("{label} : {text}"))
                .collect();
            said.join(" · ")
        };
        let (from, by) = (said(&from), said(&by));
        view! {
            <p class="row-title">{self.title.clone()}</p>
            <p class="meta"><strong>{self.kind.label()}</strong>{format!(" · {} · {}", self.definition.label(), self.periodicity.label())}</p>
            {(!from.is_empty()).then(|| view! { <p class="meta">{from}</p> })}
            {(!by.is_empty()).then(|| view! { <p class="meta">{by}</p> })}
            {self.given_up.as_ref().map(parts::given_up)}
        }
        .into_any()
    }

    fn offers(&self) -> Vec<Offer> {
        let taken_up = Offer::Back(TAKE_UP, "Reprendre cet indicateur");
        vec![if self.given_up.is_some() { taken_up } else { GIVE_UP }]
    }
}
