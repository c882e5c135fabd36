//! The partners of a sheet: their list, and one small form for each.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::{RemovePartner, SavePartner};
use super::model::{Partner, PartnerForm};
use crate::action_sheet::model::Sheet;
use crate::error::{AppError, FieldError};
use crate::rows;
use crate::rows::pages::Shown;
use crate::session::Session;
use crate::ui::form;

#[component]
pub fn PartnersPage() -> impl IntoView {
    rows::pages::list::<Partner>()
}

#[component]
pub fn PartnerPage() -> impl IntoView {
    rows::pages::edit::<Partner>()
}

impl Shown for Partner {
    type Form = PartnerForm;
    type Save = SavePartner;
    type Act = RemovePartner;
    const PURPOSE: &'static str =
        "Un partenaire est une structure, avec ce à quoi elle s’engage pour l’action.";

    fn form(&self) -> PartnerForm {
        PartnerForm {
            title: self.title.clone(),
            commitment: self.commitment.clone(),
            ..PartnerForm::default()
        }
    }

    async fn fields(
        _: &Session,
        _: &Sheet,
        typed: &PartnerForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        Ok(view! {
            {form::input("text", "title", "Quelle structure ?", "Son nom, pas celui d’une personne.", &typed.title, errors)}
            {form::TextArea { name: "commitment", label: "À quoi s’engage-t-elle ?", titled: false, hint: "Des jours, une salle, la diffusion à ses adhérents… Vide tant que ce n’est pas dit.", rows: 3, value: &typed.commitment, errors }.view()}
        }
        .into_any())
    }

    fn view(&self, _: NaiveDate) -> AnyView {
        let commitment = if self.commitment.is_empty() {
            "engagement à préciser".to_owned()
        } else {
            self.commitment.clone()
        };
        view! { <p class="row-title">{self.title.clone()}</p><p class="meta">{commitment}</p> }.into_any()
    }
}
