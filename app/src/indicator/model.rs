//! An indicator, and what its definition must hold before it is agreed.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::error::{AppError, FieldError};
use crate::goal::model::served;
use crate::ids::{ActionSheetId, FormKey, GoalId, IndicatorId};
use crate::rows::given_up::{Forsaken, GivenUp, TAKE_UP};
use crate::rows::model::{Gender, Line, Noun, bounded, titled};
use crate::words::words;

/// The longest of the short texts of an indicator (characters).
const LONGEST: usize = 200;

words! {
    /// What an indicator measures.
    IndicatorKind {
        Realisation = "realisation", "Réalisation";
        Result = "result", "Résultat";
        Impact = "impact", "Impact";
    }
}

impl IndicatorKind {
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Realisation => "Ce qui a été fait : ateliers tenus, kits diffusés.",
            Self::Result => "Ce que cela a changé chez ceux qui l’ont reçu.",
            Self::Impact => "Ce que cela change pour la santé au travail.",
        }
    }
}

words! {
    /// How often a value is collected.
    Periodicity {
        Monthly = "monthly", "chaque mois";
        Quarterly = "quarterly", "chaque trimestre";
        HalfYearly = "half_yearly", "chaque semestre";
        Yearly = "yearly", "chaque année";
        Once = "once", "une fois, au bilan";
    }
}

words! {
    /// How far its definition is.
    Definition {
        Sketched = "sketched", "à définir";
        Proposed = "proposed", "proposé";
        Agreed = "agreed", "validé par le comité";
    }
}

/// An indicator of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub title: String,
    pub kind: IndicatorKind,
    pub unit: String,
    /// The value from which it starts, as said.
    pub baseline: String,
    pub target: String,
    pub source: String,
    pub collector: String,
    pub periodicity: Periodicity,
    pub definition: Definition,
    /// The goal that it measures, if it says one.
    pub goal: Option<GoalId>,
    /// When it was given up, and why; it stays visible.
    pub given_up: Option<GivenUp>,
}

impl Line for Indicator {
    type Id = IndicatorId;
    const VERB: Verb = Verb::EditRubric;
    const RUBRIC: RubricKind = RubricKind::Indicators;
    const NOUN: Noun = Noun { one: "indicateur", many: "indicateurs", gender: Gender::Masculine };
    const PART: &'static str = "indicator";
    const SLUG: &'static str = "indicateurs";

    fn title(&self) -> &str {
        &self.title
    }

    fn told(&self) -> String {
        let given_up = self.given_up.as_ref().map(|why| format!(", {}", why.told())).unwrap_or_default();
        let said = [
            ("départ", &self.baseline),
            ("cible", &self.target),
            ("unité", &self.unit),
            ("source", &self.source),
            ("recueil", &self.collector),
        ];
        let said = said.into_iter().filter(|(_, text)| !text.is_empty());
        let said: String = said.map(|(label, text)| format!(", {label} : {text}")).collect();
        let (kind, definition, when) = (self.kind.label(), self.definition.label(), self.periodicity.label());
        format!("{kind} : {}, {definition}, {when}{said}{given_up}", self.title)
    }

    /// Its form says what it is; it is given up and taken up elsewhere.
    fn over(self, known: Self, _: DateTime<Utc>, _: &str) -> Self {
        Self { given_up: known.given_up, ..self }
    }

    fn after(&self, act: &str, _: NaiveDate) -> Option<(Self, &'static str)> {
        let taken_up = act == TAKE_UP && self.given_up.is_some();
        taken_up.then(|| (Self { given_up: None, ..self.clone() }, "Indicateur repris."))
    }

    fn is_removable(&self) -> bool {
        self.given_up.is_none()
    }
}

impl Forsaken for Indicator {
    fn give_up(&self, why: GivenUp) -> Option<Self> {
        self.given_up.is_none().then(|| Self { given_up: Some(why), ..self.clone() })
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndicatorForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub line: IndicatorId,
    pub version: i32,
    pub title: String,
    pub kind: String,
    pub unit: String,
    pub baseline: String,
    pub target: String,
    pub source: String,
    pub collector: String,
    pub periodicity: String,
    pub definition: String,
    /// The identifier of a goal, or empty.
    pub goal: String,
}

impl IndicatorForm {
    /// What the form says; an agreed definition says in what, up to what, and whence.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a goal that is no identifier.
    pub fn check(&self) -> Result<Indicator, AppError> {
        let mut errors = Vec::new();
        let missing = "Nommez l’indicateur. Exemple : « Entreprises qui ont essayé la méthode ».";
        let title = titled(&self.title, missing, "l’indicateur", &mut errors);
        let kind = IndicatorKind::from_word(&self.kind);
        if kind.is_none() {
            errors.push(FieldError::new(
                "kind",
                "Dites ce qu’il mesure : une réalisation, un résultat ou un impact.",
            ));
        }
        let mut short = |field, text: &str| bounded(field, text, "Ce texte", LONGEST, &mut errors);
        let (unit, baseline) = (short("unit", &self.unit), short("baseline", &self.baseline));
        let (target, source) = (short("target", &self.target), short("source", &self.source));
        let collector = short("collector", &self.collector);
        let periodicity = Periodicity::from_word(&self.periodicity).unwrap_or(Periodicity::Once);
        let definition = Definition::from_word(&self.definition).unwrap_or(Definition::Sketched);
        if definition == Definition::Agreed {
            for (field, text, what) in [
                ("unit", &unit, "l’unité"),
                ("target", &target, "la cible"),
                ("source", &source, "la source"),
            ] {
                if text.is_empty() {
                    let message =
                        format!("Un indicateur validé dit {what} : écrivez-la, ou laissez-le proposé.");
                    errors.push(FieldError::new(field, message));
                }
            }
        }
        match kind {
            Some(kind) if errors.is_empty() => Ok(Indicator {
                title,
                kind,
                unit,
                baseline,
                target,
                source,
                collector,
                periodicity,
                definition,
                goal: served(&self.goal)?,
                given_up: None,
            }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
