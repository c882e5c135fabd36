//! The vocabulary of themes, and the choice that a sheet makes in it.
use serde::{Deserialize, Serialize};

use crate::action_sheet::rubric::RubricKind;
use crate::card::model::{Card, ticked};
use crate::error::AppError;
use crate::ids::{ActionSheetId, FormKey};
use crate::words::words;

words! {
    /// What an action, a deliverable or an event is about: a risk, or a way to work on risks.
    Theme {
        Psychosocial = "rps", "Risques psychosociaux (RPS)";
        Musculoskeletal = "tms", "Troubles musculo-squelettiques (TMS)";
        Chemical = "chimique", "Risque chimique";
        Asbestos = "amiante", "Amiante";
        Falls = "chutes", "Chutes";
        Road = "routier", "Risque routier";
        Wear = "usure", "Usure professionnelle";
        Retention = "pdp", "Prévention de la désinsertion professionnelle (PDP)";
        Addictions = "addictions", "Addictions";
        WorkLife = "qvct", "Qualité de vie et des conditions de travail (QVCT)";
        Culture = "culture", "Culture de prévention";
        Dialogue = "dialogue", "Dialogue social";
        Equipment = "equipements", "Équipements de travail";
        Noise = "bruit", "Bruit et vibrations";
        Heat = "chaleur", "Fortes chaleurs et climat";
        Gender = "genre", "Approche sexuée";
    }
}

words! {
    /// When prevention acts.
    PreventionLevel {
        Primary = "primary", "Primaire";
        Secondary = "secondary", "Secondaire";
        Tertiary = "tertiary", "Tertiaire";
    }
}

impl PreventionLevel {
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Primary => "Agir sur la cause, avant l’exposition.",
            Self::Secondary => "Repérer tôt, limiter ce qui est déjà là.",
            Self::Tertiary => "Réparer, accompagner, maintenir en emploi.",
        }
    }
}

/// The themes and levels of a sheet, each once, in the order of the vocabularies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Themes {
    pub themes: Vec<Theme>,
    pub levels: Vec<PreventionLevel>,
}

impl Themes {
    /// « Prévention primaire, secondaire »; empty when no level is said.
    pub fn prevention(&self) -> String {
        let levels: Vec<String> = self.levels.iter().map(|level| level.label().to_lowercase()).collect();
        if levels.is_empty() { String::new() } else { format!("Prévention {}", levels.join(", ")) }
    }
}

impl Card for Themes {
    const KIND: RubricKind = RubricKind::Themes;

    fn told(&self) -> Vec<String> {
        let themes = self.themes.iter().map(|theme| theme.label()).collect::<Vec<_>>().join(", ");
        [themes, self.prevention()].into_iter().filter(|text| !text.is_empty()).collect()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThemesForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub version: i32,
    pub themes: Vec<String>,
    pub levels: Vec<String>,
}

impl ThemesForm {
    /// What the form says.
    ///
    /// # Errors
    /// `Invalid` when no theme is ticked; `Unreadable` for a word that is none.
    pub fn check(&self) -> Result<Themes, AppError> {
        let themes = ticked(Theme::ALL, Theme::word, &self.themes).ok_or(AppError::Unreadable)?;
        let levels =
            ticked(PreventionLevel::ALL, PreventionLevel::word, &self.levels).ok_or(AppError::Unreadable)?;
        if themes.is_empty() {
            let message = "Cochez au moins un thème : c’est par lui qu’on retrouvera l’action.";
            return Err(AppError::field("themes", message));
        }
        Ok(Themes { themes, levels })
    }
}
