//! The form of themes, and how the sheet shows them.
use leptos::prelude::*;

use super::api::SaveThemes;
use super::model::{PreventionLevel, Theme, Themes, ThemesForm};
use crate::action_sheet::model::Sheet;
use crate::card::pages::{Shown, edit};
use crate::error::{AppError, FieldError};
use crate::session::Session;
use crate::ui::form;

#[component]
pub fn ThemesPage() -> impl IntoView {
    edit::<Themes>()
}

impl Shown for Themes {
    type Form = ThemesForm;
    type Save = SaveThemes;

    fn form(&self) -> ThemesForm {
        ThemesForm {
            themes: self.themes.iter().map(|theme| theme.word().to_owned()).collect(),
            levels: self.levels.iter().map(|level| level.word().to_owned()).collect(),
            ..ThemesForm::default()
        }
    }

    async fn fields(
        _: &Session,
        _: &Sheet,
        typed: &ThemesForm,
        errors: &[FieldError],
    ) -> Result<AnyView, AppError> {
        let ticked = |words: &[String], word: &str| words.iter().any(|one| one == word);
        let themes = Theme::ALL.iter().map(|theme| form::Tick {
            value: theme.word().into(),
            title: theme.label().into(),
            meaning: String::new(),
            ticked: ticked(&typed.themes, theme.word()),
        });
        let levels = PreventionLevel::ALL.iter().map(|level| form::Tick {
            value: level.word().into(),
            title: level.label().into(),
            meaning: level.meaning().into(),
            ticked: ticked(&typed.levels, level.word()),
        });
        Ok(view! {
            {form::ticks("themes", "De quoi parle l’action ?", "Thèmes et risques : cochez ceux qui comptent vraiment.", themes.collect(), errors)}
            {form::ticks("levels", "Niveaux de prévention", "", levels.collect(), errors)}
        }
        .into_any())
    }

    fn view(&self) -> AnyView {
        let tags = self.themes.iter().map(|theme| view! { <li class="state-tag">{theme.label()}</li> });
        let prevention = Some(self.prevention()).filter(|text| !text.is_empty());
        view! {
            <ul class="plain-list tags">{tags.collect_view()}</ul>
            {prevention.map(|text| view! { <p class="meta">{text}</p> })}
        }
        .into_any()
    }
}
