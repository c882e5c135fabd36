//! What a sheet says of whom it is for.
use serde::{Deserialize, Serialize};

pub use super::branch::Branch;
pub use super::naf::{ALL as DIVISIONS, Division};
use crate::action_sheet::rubric::RubricKind;
use crate::card::model::{Card, ticked};
use crate::department::Department;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey};
use crate::rows::model::bounded;
use crate::words::words;

/// The longest list of publics (characters).
const LONGEST_PUBLICS: usize = 1_000;
/// The longest explanation (characters).
const LONGEST_WHY: usize = 1_000;
/// The most branches of a sheet: beyond that it targets nothing.
const MOST_BRANCHES: usize = 30;

words! {
    /// How many salaried people a firm has.
    FirmSize {
        Alone = "alone", "sans salarié";
        Micro = "micro", "1 à 10 salariés";
        Small = "small", "11 à 49 salariés";
        Medium = "medium", "50 à 249 salariés";
        Large = "large", "250 salariés et plus";
    }
}

/// Whom an action is for; what is empty was not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targeting {
    /// In the pilots' words, one each.
    pub publics: Vec<String>,
    pub sizes: Vec<FirmSize>,
    pub branches: Vec<Branch>,
    pub departments: Vec<Department>,
    pub why: String,
}

impl Targeting {
    /// What is said, each with its name: « Publics », « Branches »… and what they are.
    pub fn facts(&self) -> Vec<(&'static str, Vec<String>)> {
        self.lists().into_iter().filter(|(_, said)| !said.is_empty()).collect()
    }

    /// Every list with its name, also of what is not said.
    pub fn lists(&self) -> [(&'static str, Vec<String>); 4] {
        [
            ("Publics", self.publics.clone()),
            ("Tailles d’entreprise", self.sizes.iter().map(|size| size.label().to_owned()).collect()),
            ("Branches et métiers", self.branches.iter().map(Branch::label).collect()),
            ("Départements", self.departments.iter().map(|department| department.label()).collect()),
        ]
    }

    /// What this, proposed when `before` was in force, makes of what is in force today: each field that it changes.
    #[must_use]
    pub fn over(&self, before: &Self, current: &Self) -> Self {
        fn one<T: Clone + PartialEq>(after: &T, before: &T, current: &T) -> T {
            if after == before { current.clone() } else { after.clone() }
        }
        Self {
            publics: one(&self.publics, &before.publics, &current.publics),
            sizes: one(&self.sizes, &before.sizes, &current.sizes),
            branches: one(&self.branches, &before.branches, &current.branches),
            departments: one(&self.departments, &before.departments, &current.departments),
            why: one(&self.why, &before.why, &current.why),
        }
    }
}

impl Card for Targeting {
    const KIND: RubricKind = RubricKind::Targeting;

    fn told(&self) -> Vec<String> {
        let facts = self.facts().into_iter().map(|(name, said)| format!("{name} : {}", said.join(" ; ")));
        let why = Some(format!("Pourquoi : {}", self.why)).filter(|_| !self.why.is_empty());
        facts.chain(why).collect()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetingForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub version: i32,
    /// One a line.
    pub publics: String,
    pub sizes: Vec<String>,
    /// Codes, names or trades, one a line.
    pub branches: String,
    /// One more branch, from the list that the browser proposes.
    pub another: String,
    pub departments: Vec<String>,
    pub why: String,
}

impl TargetingForm {
    pub fn of(targeting: &Targeting) -> Self {
        let lines = |all: Vec<String>| all.join("\n");
        Self {
            publics: lines(targeting.publics.clone()),
            sizes: targeting.sizes.iter().map(|size| size.word().to_owned()).collect(),
            branches: lines(targeting.branches.iter().map(ToString::to_string).collect()),
            departments: targeting.departments.iter().map(|one| one.code.to_owned()).collect(),
            why: targeting.why.clone(),
            ..Self::default()
        }
    }

    /// What the form says.
    ///
    /// # Errors
    /// Every error at once, with what might have been meant; `Unreadable` for a size or a department that does not exist.
    pub fn check(&self) -> Result<Targeting, AppError> {
        let sizes = ticked(FirmSize::ALL, FirmSize::word, &self.sizes).ok_or(AppError::Unreadable)?;
        let departments = self.departments.iter().map(|code| Department::of_code(code));
        let departments = departments.collect::<Option<Vec<_>>>().ok_or(AppError::Unreadable)?;
        let mut errors = Vec::new();
        let publics = bounded("publics", &self.publics, "Cette liste", LONGEST_PUBLICS, &mut errors);
        let publics: Vec<String> =
            publics.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let why = bounded("why", &self.why, "Cette explication", LONGEST_WHY, &mut errors);
        let mut branches = branches("branches", &self.branches, &mut errors);
        for branch in self::branches("another", &self.another, &mut errors) {
            if !branches.contains(&branch) {
                branches.push(branch);
            }
        }
        if branches.len() > MOST_BRANCHES {
            let message = format!(
                "Gardez {MOST_BRANCHES} branches au plus : au-delà, dites plutôt la division qui les réunit."
            );
            errors.push(FieldError::new("branches", message));
        }
        let targeting = Targeting { publics, sizes, branches, departments, why };
        if errors.is_empty() && targeting.facts().is_empty() {
            let message = "Dites au moins un public, une taille d’entreprise, une branche ou un département.";
            errors.push(FieldError::new("publics", message));
        }
        if errors.is_empty() { Ok(targeting) } else { Err(AppError::Invalid(errors)) }
    }
}

fn branches(field: &str, text: &str, errors: &mut Vec<FieldError>) -> Vec<Branch> {
    Branch::all_of(text).unwrap_or_else(|wrong| {
        let messages: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        errors.push(FieldError::new(field, messages.join(" ")));
        Vec::new()
    })
}
