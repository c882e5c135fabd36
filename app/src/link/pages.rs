//! The links of a sheet: their list, and one small form for each.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::api::{RemoveLink, SaveLink};
use super::model::{Link, LinkForm, Relation};
use super::store;
use crate::access::Place;
use crate::action_sheet::{self, model::Sheet};
use crate::error::{AppError, FieldError};
use crate::rows;
use crate::rows::model::Row;
use crate::rows::pages::Shown;
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::form;

/// The most actions that the list offers: no plan has so many (DOMAIN.md §6).
const MOST: u64 = 500;

#[component]
pub fn SheetLinksPage() -> impl IntoView {
    rows::pages::list::<Link>()
}

#[component]
pub fn SheetLinkPage() -> impl IntoView {
    rows::pages::edit::<Link>()
}

impl Shown for Link {
    type Form = LinkForm;
    type Save = SaveLink;
    type Act = RemoveLink;
    const PURPOSE: &'static str =
        "Un lien dit ce que l’action est à une autre : elle en dépend, la complète, vise le même public.";

    fn form(&self) -> LinkForm {
        LinkForm {
            relation: self.relation.word().into(),
            other: self.other.map(|id| id.to_string()).unwrap_or_default(),
            elsewhere: if self.other.is_some() { String::new() } else { self.said.clone() },
            note: self.note.clone(),
            ..LinkForm::default()
        }
    }

    async fn seen(s: &Session, rows: Vec<Row<Self>>) -> Result<Vec<Row<Self>>, AppError> {
        store::seen(s, rows).await
    }

    async fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &LinkForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        let scope = s.actor.scope(&Place::plan(sheet.region_id, sheet.plan_id))?;
        let (sheets, _) = action_sheet::store::list(&s.db.read, &scope, 0, MOST).await?;
        let others = sheets.iter().filter(|other| other.id != sheet.id);
        let others = others.map(|other| (other.id.to_string(), store::name(other))).collect();
        let relations =
            Relation::ALL.iter().map(|relation| (relation.word().to_owned(), capitalised(relation.label())));
        Ok(view! {
            {form::select("relation", "Cette action…", "", relations.collect(), &typed.relation, errors)}
            {form::select("other", "Une action de ce plan", "Le lien se lira sur les deux fiches.", others, &typed.other, errors)}
            {form::input("text", "elsewhere", "Ou une action d’un autre plan", "En toutes lettres : « PRST 3, action 4.2 ».", &typed.elsewhere, errors)}
            {form::input("text", "note", "À savoir", "Facultatif : ce qui est attendu de l’autre, ce qui reste à décider.", &typed.note, errors)}
        }
        .into_any())
    }

    fn view(&self, _: NaiveDate) -> AnyView {
        let note = (!self.note.is_empty()).then(|| view! { <p class="meta">{self.note.clone()}</p> });
        view! {
            <p class="meta">{capitalised(self.relation.label())}</p>
            <p class="row-title">{self.said.clone()}</p>
            {note}
        }
        .into_any()
    }
}
