//! A balance, its rubrics and its life (DOMAIN.md §§3 and 4).
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Place, Subject};
use crate::action_sheet::{life::Status as Life, model::Sheet};
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, BalanceId, BalanceImportId, FormKey, PlanId};
use crate::text::{clean, one_line};
use crate::words::words;

words! {
    /// The rubrics of a balance, in their order.
    Part {
        Done = "done", "Action menée";
        Results = "results", "Principaux résultats";
        Impacts = "impacts", "Impacts constatés";
        Levers = "levers", "Leviers";
        Obstacles = "obstacles", "Freins";
        Prospects = "prospects", "Perspectives";
    }
}

impl Part {
    /// Its place in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Done => "action-menee",
            Self::Results => "resultats",
            Self::Impacts => "impacts",
            Self::Levers => "leviers",
            Self::Obstacles => "freins",
            Self::Prospects => "perspectives",
        }
    }

    /// `None` for an address that is not a rubric's.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.slug() == slug)
    }

    /// What to write in it.
    pub fn instruction(self) -> &'static str {
        match self {
            Self::Done => {
                "Ce qui a été fait, en une phrase puis en liste : animation, outils, événements, rencontres."
            }
            Self::Results => {
                "Ce qui existe maintenant et n’existait pas : ressources, personnes formées, entreprises touchées."
            }
            Self::Impacts => {
                "Ce qui a changé dans les entreprises ou chez leurs relais, et comment on le sait."
            }
            Self::Levers => "Ce qui a aidé, et qu’il faudrait refaire.",
            Self::Obstacles => "Ce qui a gêné ou manqué.",
            Self::Prospects => "Ce qu’il faudrait faire ensuite, et avec qui.",
        }
    }
}

words! {
    /// Where a balance is in its life.
    Status {
        Draft = "draft", "Brouillon";
        Submitted = "submitted", "Remis";
        Validated = "validated", "Validé";
        Published = "published", "Publié";
    }
}

words! {
    /// A move from one state to another.
    Step {
        Submit = "remettre", "Remettre le bilan";
        Validate = "valider", "Valider le bilan";
        Publish = "publier", "Publier le bilan";
        SendBack = "renvoyer", "Renvoyer aux pilotes";
    }
}

impl Status {
    /// The state after a move; `None` when the move is not legal from here.
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Step::Submit) => Some(Self::Submitted),
            (Self::Submitted, Step::Validate) => Some(Self::Validated),
            (Self::Validated, Step::Publish) => Some(Self::Published),
            (Self::Submitted | Self::Validated, Step::SendBack) => Some(Self::Draft),
            _ => None,
        }
    }

    /// Only the committee, the coordinator and the support read it until it is validated.
    pub fn is_private(self) -> bool {
        match self {
            Self::Draft | Self::Submitted => true,
            Self::Validated | Self::Published => false,
        }
    }
}

impl Step {
    /// What the move does, for the page that offers it.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Submit => "Il ne se modifie plus ensuite, sauf si l’animation du plan le renvoie.",
            Self::Validate => "Toute la région le lira.",
            Self::Publish => "Il est définitif.",
            Self::SendBack => "Il redevient un brouillon, avec votre commentaire.",
        }
    }
}

/// A balance, as its pages need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    pub id: BalanceId,
    pub sheet: ActionSheetId,
    /// « Bilan à mi-parcours, 2023 ».
    pub title: String,
    pub status: Status,
    /// Why it was sent back; empty when it was not.
    pub comment: String,
    /// Who made the last move.
    pub by_name: String,
    pub status_since: DateTime<Utc>,
    pub version: i32,
}

/// A rubric of a balance with its text and its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartText {
    pub part: Part,
    /// Markdown; empty while nothing was written.
    pub body: String,
    /// 0 while nothing was written.
    pub version: i32,
    pub by_name: String,
    pub at: Option<DateTime<Utc>>,
}

impl PartText {
    pub fn empty(part: Part) -> Self {
        Self { part, body: String::new(), version: 0, by_name: String::new(), at: None }
    }
}

/// The page of the balances of a sheet.
pub fn list_path(sheet: &Sheet) -> String {
    format!("{}/bilans", sheet.path())
}

/// Whether the sheet takes balances: there is nothing to evaluate before it is adopted.
///
/// # Errors
/// `Forbidden` with the explanation that the page shows.
pub fn check_sheet(sheet: &Sheet) -> Result<(), AppError> {
    let may = match sheet.status {
        Life::Open(stage) | Life::Paused(stage, _) => !stage.is_draft(),
        Life::Closed | Life::Abandoned { .. } => true,
        Life::Emergent(_) | Life::Expired(_) => false,
    };
    if may {
        Ok(())
    } else {
        Err(AppError::Forbidden(
            "Cette fiche n’est pas encore adoptée : son bilan s’écrira quand l’action aura commencé.".into(),
        ))
    }
}

impl Balance {
    pub fn path(&self, sheet: &Sheet) -> String {
        format!("{}/{}", list_path(sheet), self.id)
    }

    pub fn part_path(&self, sheet: &Sheet, part: Part) -> String {
        format!("{}/rubriques/{}", self.path(sheet), part.slug())
    }

    pub fn place(&self, sheet: &Sheet) -> Place {
        Place { subject: Subject::Balance(self.id), ..sheet.place() }
    }

    /// The page that attaches it to another action.
    pub fn reattach_path(&self, sheet: &Sheet) -> String {
        format!("{}/rattacher", self.path(sheet))
    }

    /// Whether its pilots have something to take up again, which the comment says.
    pub fn is_sent_back(&self) -> bool {
        self.status == Status::Draft && !self.comment.is_empty()
    }

    /// Whether its texts can still change.
    ///
    /// # Errors
    /// `Forbidden` with the explanation that the page shows.
    pub fn check_writable(&self) -> Result<(), AppError> {
        match self.status {
            Status::Draft => Ok(()),
            Status::Submitted | Status::Validated | Status::Published => Err(AppError::Forbidden(format!(
                "Ce bilan est {} : il ne se modifie plus. L’animation du plan peut le renvoyer à ses pilotes tant qu’il n’est pas publié.",
                self.status.label().to_lowercase()
            ))),
        }
    }
}

/// The longest title (characters).
pub const LONGEST_TITLE: usize = 120;
/// The longest rubric or comment (characters).
pub const LONGEST_TEXT: usize = 20_000;

/// A title on one line.
fn title_of(typed: &str, errors: &mut Vec<FieldError>) -> String {
    let title = one_line(typed);
    if title.is_empty() {
        errors.push(FieldError::new("title", "Nommez le bilan. Exemple : « Bilan à mi-parcours, 2023 »."));
    } else if title.chars().count() > LONGEST_TITLE {
        let message = format!("Raccourcissez le nom du bilan : {LONGEST_TITLE} caractères au plus.");
        errors.push(FieldError::new("title", message));
    }
    title
}

/// Begins a balance on a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub title: String,
}

impl NewForm {
    /// The title.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<String, AppError> {
        let mut errors = Vec::new();
        let title = title_of(&self.title, &mut errors);
        if errors.is_empty() { Ok(title) } else { Err(AppError::Invalid(errors)) }
    }
}

/// Writes one rubric.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub balance: BalanceId,
    pub part: String,
    /// The version that was read.
    pub version: i32,
    pub body: String,
}

impl TextForm {
    /// The rubric and its text.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for another rubric.
    pub fn check(&self) -> Result<(Part, String), AppError> {
        let part = Part::from_word(&self.part).ok_or(AppError::Unreadable)?;
        let body = clean(&self.body);
        let length = body.chars().count();
        if length > LONGEST_TEXT {
            return Err(AppError::Invalid(vec![too_long("body", "Le texte", length, LONGEST_TEXT)]));
        }
        Ok((part, body))
    }
}

/// Moves a balance in its life.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub balance: BalanceId,
    pub version: i32,
    pub step: String,
    /// What is to be taken up again.
    pub remark: String,
}

impl StepForm {
    /// The move and its comment.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for another move.
    pub fn check(&self) -> Result<(Step, String), AppError> {
        let step = Step::from_word(&self.step).ok_or(AppError::Unreadable)?;
        let comment = clean(&self.remark);
        if step == Step::SendBack && comment.is_empty() {
            let message =
                "Dites aux pilotes ce qui est à reprendre. Exemple : « Précisez les résultats de 2024. »";
            return Err(AppError::field("remark", message));
        }
        let length = comment.chars().count();
        if length > LONGEST_TEXT {
            return Err(AppError::Invalid(vec![too_long("remark", "Le commentaire", length, LONGEST_TEXT)]));
        }
        Ok((step, comment))
    }
}

/// The action that was chosen.
fn action_of(typed: &str, errors: &mut Vec<FieldError>) -> Option<ActionSheetId> {
    let sheet = typed.parse().ok();
    if sheet.is_none() {
        errors.push(FieldError::new("action", "Choisissez l’action dont c’est le bilan."));
    }
    sheet
}

/// Attaches a draft to another action of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReattachForm {
    pub key: FormKey,
    pub page: String,
    /// The sheet on which it was read.
    pub sheet: ActionSheetId,
    pub balance: BalanceId,
    pub version: i32,
    /// The identifier of the sheet to come; empty while none is chosen.
    pub action: String,
}

impl ReattachForm {
    /// The sheet that was chosen.
    ///
    /// # Errors
    /// `Invalid` when none was.
    pub fn check(&self) -> Result<ActionSheetId, AppError> {
        let mut errors = Vec::new();
        action_of(&self.action, &mut errors).ok_or(AppError::Invalid(errors))
    }
}

/// Makes a draft of an imported document, on the action that was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplyForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    pub import: BalanceImportId,
    /// The identifier of the sheet; empty while none is chosen.
    pub action: String,
    pub title: String,
}

impl ApplyForm {
    /// The sheet and the title.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<(ActionSheetId, String), AppError> {
        let mut errors = Vec::new();
        let sheet = action_of(&self.action, &mut errors);
        let title = title_of(&self.title, &mut errors);
        match sheet {
            Some(sheet) if errors.is_empty() => Ok((sheet, title)),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
