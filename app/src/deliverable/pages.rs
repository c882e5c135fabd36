//! The deliverables of a sheet: their list, one small form for each, and the page that gives one up.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::{GiveUpDeliverable, MoveDeliverable, SaveDeliverable};
use super::kind::Kind;
use super::model::{Act, Deliverable, DeliverableForm, Nature, Rank, State};
use crate::action_sheet::model::Sheet;
use crate::error::{AppError, FieldError};
use crate::goal;
use crate::rows::due::{Dated, Standing};
use crate::rows::pages::{GIVE_UP, GivesUp, Offer, Shown};
use crate::rows::{self, parts};
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::form::{self, Choice};

#[component]
pub fn DeliverablesPage() -> impl IntoView {
    rows::pages::list::<Deliverable>()
}

#[component]
pub fn DeliverablePage() -> impl IntoView {
    rows::pages::edit::<Deliverable>()
}

#[component]
pub fn GiveUpDeliverablePage() -> impl IntoView {
    rows::pages::give_up::<Deliverable>()
}

impl GivesUp for Deliverable {
    type GiveUp = GiveUpDeliverable;
    const EFFECT: &'static str = "Elle ne compte plus dans les retards.";
}

impl Shown for Deliverable {
    type Form = DeliverableForm;
    type Save = SaveDeliverable;
    type Act = MoveDeliverable;
    const PURPOSE: &'static str = "Un livrable dit ce que l’action remettra, à qui, et quand : « guide de repérage, pour les \
                                   entreprises, fin 2026 ».";

    fn form(&self) -> DeliverableForm {
        DeliverableForm {
            title: self.title.clone(),
            kind: self.kind.word().to_owned(),
            nature: self.nature.word().to_owned(),
            publics: self.publics.clone(),
            rank: self.rank.word().to_owned(),
            due: self.due.when.to_string(),
            goal: self.goal.map(|id| id.to_string()).unwrap_or_default(),
            ..DeliverableForm::default()
        }
    }

    async fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &DeliverableForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        let kinds =
            Kind::ALL.iter().map(|kind| (kind.word().to_owned(), capitalised(kind.label()))).collect();
        let definitions = Kind::ALL
            .iter()
            .map(|kind| view! { <div><dt>{capitalised(kind.label())}</dt><dd>{kind.definition()}</dd></div> })
            .collect_view();
        let natures = vec![
            answer(
                Nature::Firms.word(),
                Nature::Firms.label(),
                "Employeurs, élus du CSE ou salariés s’en servent eux-mêmes.",
            ),
            answer(
                Nature::Relays.word(),
                Nature::Relays.label(),
                "Préventeurs, SPSTI, branches ou consulaires s’en servent auprès des entreprises.",
            ),
        ];
        let ranks = vec![
            answer(Rank::Final.word(), Rank::Final.label(), "C’est ce que l’action doit produire."),
            answer(
                Rank::Intermediate.word(),
                Rank::Intermediate.label(),
                "Il prépare un autre livrable : état des lieux, version d’essai.",
            ),
        ];
        Ok(view! {
            {form::input("text", "title", "Quel livrable ?", "Son nom, en quelques mots.", &typed.title, errors)}
            {form::select("kind", "De quel type ?", "Choisissez le plus proche.", kinds, &typed.kind, errors)}
            <details class="definitions"><summary>"Ce que veut dire chaque type"</summary><dl class="definition-list">{definitions}</dl></details>
            {form::choices("nature", "Qui s’en sert d’abord ?", "", natures, &typed.nature, errors)}
            {form::input("text", "publics", "Pour quels publics ?", "Facultatif. Exemple : « aides à domicile, employeurs de moins de 50 salariés ».", &typed.publics, errors)}
            {form::choices("rank", "Final ou intermédiaire ?", "", ranks, &typed.rank, errors)}
            {form::input("text", "due", "Pour quand ?", parts::DUE_HINT, &typed.due, errors)}
            {goal::parts::served(s, sheet, &typed.goal, errors).await?}
        }
        .into_any())
    }

    fn view(&self, today: NaiveDate) -> AnyView {
        let state = self.state.told();
        let stands = match (self.standing(today), &self.state) {
            (Standing::Late, _) => {
                view! { <span class="late">"en retard"</span>{format!(", {state}")} }.into_any()
            }
            (_, State::GivenUp(_)) => view! { <span class="state-tag">"Abandonné"</span> }.into_any(),
            _ => state.clone().into_any(),
        };
        let publics = Some(self.publics.clone()).filter(|publics| !publics.is_empty());
        let why = matches!(self.state, State::GivenUp(_)).then(|| capitalised(&state));
        view! {
            <p class="row-title">{self.title.clone()}</p>
            <p class="meta">{capitalised(&self.described())}{publics.map(|publics| format!(" : {publics}"))}</p>
            <p class="meta">{parts::due(&self.due, stands)}</p>
            {why.map(|why| view! { <p class="meta">{why}</p> })}
        }
        .into_any()
    }

    fn offers(&self) -> Vec<Offer> {
        let forward = |act: Act| Offer::Forward(act.word(), act.label());
        let back = |act: Act| Offer::Back(act.word(), act.label());
        match self.state {
            State::Expected => vec![forward(Act::Begin), GIVE_UP],
            State::Drafting => vec![forward(Act::Submit), GIVE_UP],
            State::Submitted { .. } => vec![back(Act::TakeBack), GIVE_UP],
            State::GivenUp(_) => vec![back(Act::TakeUp)],
        }
    }
}

fn answer(value: &'static str, title: &str, meaning: &str) -> Choice {
    Choice { value, title: capitalised(title), meaning: meaning.to_owned(), icon: None }
}
