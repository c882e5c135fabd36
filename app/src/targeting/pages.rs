//! The form of the targets, and how the sheet shows them.
use leptos::prelude::*;

use super::api::SaveTargeting;
use super::model::{DIVISIONS, FirmSize, Targeting, TargetingForm};
use crate::action_sheet::model::Sheet;
use crate::card::pages::{Shown, edit};
use crate::department::Department;
use crate::error::{AppError, FieldError};
use crate::plan;
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::form;

#[component]
pub fn TargetingPage() -> impl IntoView {
    edit::<Targeting>()
}

impl Shown for Targeting {
    type Form = TargetingForm;
    type Save = SaveTargeting;

    fn form(&self) -> TargetingForm {
        TargetingForm::of(self)
    }

    async fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &TargetingForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        let plan = plan::store::get(&s.db.read, &s.actor, sheet.plan_id).await?;
        let tick = |(word, title): (&str, String), ticked: &[String]| form::Tick {
            value: word.to_owned(),
            title,
            meaning: String::new(),
            ticked: ticked.iter().any(|one| one == word),
        };
        let sizes =
            FirmSize::ALL.iter().map(|size| tick((size.word(), capitalised(size.label())), &typed.sizes));
        let departments = Department::of_region(&plan.region_code)
            .map(|one| tick((one.code, one.label()), &typed.departments));
        let area = |name, label, hint, rows, value| {
            form::TextArea { name, label, titled: false, hint, rows, value, errors }.view()
        };
        let known = DIVISIONS.iter().map(|division| view! { <option value=division.named()></option> });
        Ok(view! {
            {area("publics", "Quels publics ?", "Un par ligne : dirigeants, élus de CSE, aides à domicile…", 3, &typed.publics)}
            {form::ticks("sizes", "Quelles tailles d’entreprise ?", "Aucune, si l’action les vise toutes.", sizes.collect(), errors)}
            {area("branches", "Quelles branches, quels métiers ?", "Un par ligne : un code de la NAF (87, 47.11F), le nom d’une division, ou un métier comme « EHPAD ».", 4, &typed.branches)}
            {form::listed("another", "Une branche de plus", "Tapez le début de son nom ou de son code ; elle rejoindra la liste.", &typed.another, "divisions", errors)}
            <datalist id="divisions">{known.collect_view()}</datalist>
            {form::ticks("departments", "Quels départements ?", "Aucun, si l’action les vise tous.", departments.collect(), errors)}
            {area("why", "Pourquoi ceux-là ?", "Ce qui les désigne : sinistralité, demande d’une branche, relais déjà là…", 3, &typed.why)}
        }
        .into_any())
    }

    fn view(&self) -> AnyView {
        let facts = self.facts().into_iter().map(|(name, said)| {
            let said = said.into_iter().map(|one| view! { <li>{one}</li> }).collect_view();
            view! { <div><dt>{name}</dt><dd><ul class="plain-list">{said}</ul></dd></div> }
        });
        let why = (!self.why.is_empty())
            .then(|| view! { <div><dt>"Pourquoi"</dt><dd>{self.why.clone()}</dd></div> });
        view! { <dl class="said">{facts.collect_view()}{why}</dl> }.into_any()
    }
}
