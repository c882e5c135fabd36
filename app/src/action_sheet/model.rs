//! What a sheet is, and what may be written in it. Pure: no database, no clock.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use super::forms::{Emergent, EmergentForm, MoveForm, PhaseForm, TitleForm};
use super::rubric::Shape;
pub use super::rubric::{Locked, RubricKind};
use super::{
    code::ActionCode,
    life::{Phase, Stage, Status, Step},
};
use crate::access::{Place, Subject};
use crate::draft::model::too_long;
use crate::error::AppError;
use crate::ids::{ActionSheetId, CommitteeId, FormKey, PlanId, RegionId};
use crate::plan::model::{AxisKey, axis_name};
use crate::text::{capitalised, clean};
use crate::words::words;

/// A sheet, as its pages need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub id: ActionSheetId,
    pub region_id: RegionId,
    pub plan_id: PlanId,
    pub committee_id: CommitteeId,
    pub plan_path: String,
    pub plan_name: String,
    pub region: String,
    pub axis: Option<AxisKey>,
    pub axis_title: Option<String>,
    pub objective: Option<String>,
    pub code: Option<ActionCode>,
    pub title: String,
    /// The last segment of its path: its code, or its title made into an address.
    pub address: String,
    pub status: Status,
    pub status_since: DateTime<Utc>,
    /// The version of the template that it follows, and the newest of its plan.
    pub template: i32,
    pub newest_template: i32,
    pub version: i32,
}

impl Sheet {
    /// `/auvergne-rhone-alpes/prst-3/fiches/2.4.1`
    pub fn path(&self) -> String {
        format!("{}/fiches/{}", self.plan_path, self.address)
    }

    /// The address of its amendments.
    pub fn amendments_path(&self) -> String {
        format!("{}/avenants", self.path())
    }

    /// The page that says the phase of the action.
    pub fn phase_path(&self) -> String {
        format!("{}/phase", self.path())
    }

    /// The page that corrects its title, until the adoption.
    pub fn title_path(&self) -> String {
        format!("{}/{}", self.path(), Locked::Title.slug())
    }

    /// The page where a rubric is written.
    pub fn rubric_path(&self, kind: RubricKind) -> String {
        match kind.shape() {
            Shape::Text => format!("{}/rubriques/{}", self.path(), kind.slug()),
            Shape::Lines | Shape::Card => format!("{}/{}", self.path(), kind.slug()),
        }
    }

    /// « Action 2.4.1 », or « Action » when the plan gives no codes.
    pub fn name(&self) -> String {
        self.code.as_ref().map_or_else(|| "Action".to_owned(), |code| format!("Action {code}"))
    }

    /// « action 2.4.1 », in a sentence; « action « Prévenir l’usure » » when the plan gives no codes.
    pub fn in_words(&self) -> String {
        let title = || format!("« {} »", self.title);
        format!("action {}", self.code.as_ref().map_or_else(title, ToString::to_string))
    }

    /// « Action 2.4.1, « Prévenir l’usure » », or « Action « Prévenir l’usure » ».
    pub fn presented(&self) -> String {
        let title = self.code.as_ref().map(|_| format!(", « {} »", self.title)).unwrap_or_default();
        format!("{}{title}", capitalised(&self.in_words()))
    }

    /// « Action 2.4.1 : Prévenir l’usure »
    pub fn full_name(&self) -> String {
        format!("{} : {}", self.name(), self.title)
    }

    /// « Axe 2 : culture de prévention »
    pub fn axis_name(&self) -> String {
        let name = axis_name(self.axis);
        self.axis_title.as_ref().map_or_else(|| name.clone(), |title| format!("{name} : {title}"))
    }

    pub fn place(&self) -> Place {
        Place {
            region: self.region_id,
            plan: self.plan_id,
            committee: Some(self.committee_id),
            subject: Subject::Sheet(self.id),
        }
    }

    /// Where the rubric is read on the sheet's page.
    pub fn anchor(&self, kind: RubricKind) -> String {
        format!("{}#{}", self.path(), kind.slug())
    }

    /// Whether the rubric can be written in this state.
    ///
    /// # Errors
    /// `Forbidden` with the explanation that the page shows.
    pub fn check_writable(&self, kind: RubricKind) -> Result<(), AppError> {
        if !kind.is_locked_by_adoption() {
            return self.check_open();
        }
        self.check_unlocked(|| {
            format!(
                "La rubrique « {} » a été adoptée avec la fiche et n’est plus modifiable directement : elle \
                 change par avenant, proposé avec un motif et décidé par l’animation du plan.",
                kind.label()
            )
        })
    }

    /// Whether the title can be corrected in this state: as the stake is written.
    ///
    /// # Errors
    /// `Forbidden` with the explanation that the page shows.
    pub fn check_title(&self) -> Result<(), AppError> {
        self.check_unlocked(|| {
            "L’intitulé a été adopté avec la fiche et n’est plus modifiable directement : il change par avenant, \
             proposé avec un motif et décidé par l’animation du plan."
                .into()
        })
    }

    fn check_unlocked(&self, why: impl FnOnce() -> String) -> Result<(), AppError> {
        self.check_open()?;
        if self.status.stage().is_some_and(Stage::is_adopted) {
            return Err(AppError::Forbidden(why()));
        }
        Ok(())
    }

    /// Whether what the adoption locked can be amended.
    ///
    /// # Errors
    /// `Forbidden` with the explanation that the page shows.
    pub fn check_amendable(&self) -> Result<(), AppError> {
        self.check_open()?;
        if self.status.stage().is_some_and(Stage::is_adopted) {
            return Ok(());
        }
        Err(AppError::Forbidden(
            "Cette fiche n’est pas encore adoptée : elle se modifie directement, sans avenant.".into(),
        ))
    }

    /// Whether another phase can be said: while the action runs and is not paused.
    pub fn takes_phase(&self) -> bool {
        Phase::ALL.iter().any(|phase| self.status.after(Step::Enter(*phase)).is_some())
    }

    /// Whether anything of the sheet can still change.
    ///
    /// # Errors
    /// `Forbidden` with the explanation that the page shows.
    pub fn check_open(&self) -> Result<(), AppError> {
        let over = match &self.status {
            Status::Emergent(_) | Status::Open(_) | Status::Paused(..) => return Ok(()),
            Status::Closed => "close",
            Status::Expired(_) => "expirée",
            Status::Abandoned { .. } => "abandonnée",
        };
        Err(AppError::Forbidden(format!("Cette fiche est {over} : elle se lit et ne se modifie plus.")))
    }
}

/// A rubric with its text and the version that readers must quote when they save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rubric {
    pub kind: RubricKind,
    /// Markdown; empty while nothing was written.
    pub body: String,
    /// 0 while nothing was written.
    pub version: i32,
    pub by_name: String,
    pub at: Option<DateTime<Utc>>,
}

impl Rubric {
    pub fn empty(kind: RubricKind) -> Self {
        Self { kind, body: String::new(), version: 0, by_name: String::new(), at: None }
    }
}

/// The longest text of a rubric (characters).
pub const LONGEST_BODY: usize = 20_000;
/// The longest title (characters).
pub const LONGEST_TITLE: usize = 500;
/// The longest reason of a decision (characters).
pub const LONGEST_REASON: usize = 1_000;

/// The form of a rubric, as the browser sends it; also the form of the conflict page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RubricForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub rubric: String,
    /// The version that was read.
    pub version: i32,
    pub body: String,
    /// Whether this is the form of the conflict page.
    pub settles: bool,
    /// On the conflict page: a word of `Choice`; empty while nothing is chosen.
    pub choice: String,
    /// On the conflict page: the version from which both texts differ.
    pub base: i32,
    /// On the conflict page: the text that was kept.
    pub mine: String,
}

words! {
    /// What to do about two texts.
    Choice {
        Third = "third", "Un texte qui réunit les deux";
        Mine = "mine", "Mon texte tel quel";
        Theirs = "theirs", "Le texte enregistré";
    }
}

/// What a checked rubric form asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RubricEdit {
    Write {
        kind: RubricKind,
        version: i32,
        body: String,
    },
    /// The other's text stays; the draft is set aside.
    LeaveTheirs,
}

impl RubricForm {
    /// Whether one's own text is to replace another's, which the history keeps: chosen so, or a third text that unites
    /// nothing.
    pub fn keeps_mine_only(&self) -> bool {
        match Choice::from_word(&self.choice) {
            Some(Choice::Mine) => true,
            Some(Choice::Third) => clean(&self.body) == clean(&self.mine),
            Some(Choice::Theirs) | None => false,
        }
    }

    /// What the form asks.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a rubric that does not exist.
    pub fn check(&self) -> Result<RubricEdit, AppError> {
        let kind =
            RubricKind::from_word(&self.rubric).filter(|kind| kind.is_text()).ok_or(AppError::Unreadable)?;
        let choice = match Choice::from_word(&self.choice) {
            None if self.settles => {
                return Err(AppError::field(
                    "choice",
                    "Choisissez ce qui sera enregistré : un texte qui réunit les deux, le vôtre ou l’autre.",
                ));
            }
            choice => choice,
        };
        let text = match choice {
            Some(Choice::Theirs) => return Ok(RubricEdit::LeaveTheirs),
            Some(Choice::Mine) => &self.mine,
            Some(Choice::Third) | None => &self.body,
        };
        let body = clean(text);
        if body.is_empty() {
            return Err(AppError::field(
                "body",
                "Écrivez une phrase au moins. Exemple : « Les salariés des EHPAD sont exposés à… »",
            ));
        }
        let length = body.chars().count();
        if length > LONGEST_BODY {
            return Err(AppError::Invalid(vec![too_long("body", "Ce texte", length, LONGEST_BODY)]));
        }
        Ok(RubricEdit::Write { kind, version: self.version, body })
    }
}

/// The form that goes back to an old version.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RestoreForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub rubric: String,
    /// The version that was current when the page was read.
    pub version: i32,
    /// The version whose text comes back.
    pub restored: i32,
}
