//! A deliverable: what it is, for whom, due when, and where it stands.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::kind::Kind;
use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::goal::model::served;
use crate::ids::{ActionSheetId, DeliverableId, FormKey, GoalId};
use crate::rows::due::{Dated, Due, Standing};
use crate::rows::given_up::{Forsaken, GivenUp};
use crate::rows::model::{Gender, Line, Noun, titled};
use crate::text::clean;
use crate::when;
use crate::words::words;

/// The longest description of the publics (characters).
const LONGEST_PUBLICS: usize = 300;

/// A deliverable of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deliverable {
    pub title: String,
    pub kind: Kind,
    pub nature: Nature,
    /// Whom it is for, in the pilots' words; perhaps empty.
    pub publics: String,
    pub rank: Rank,
    pub due: Due,
    /// The goal that it serves, if it says one.
    pub goal: Option<GoalId>,
    pub state: State,
}

words! {
    /// Who uses it first.
    Nature {
        Firms = "firms", "pour les entreprises";
        Relays = "relays", "pour les relais";
    }
}

words! {
    /// Whether it ends something or leads to another.
    Rank {
        Final = "final", "final";
        Intermediate = "intermediate", "intermédiaire";
    }
}

/// Where a deliverable stands. What follows the submission (validated, published…) is added here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Expected,
    Drafting,
    Submitted { on: NaiveDate },
    GivenUp(GivenUp),
}

words! {
    /// What a button does.
    Act {
        Begin = "begin", "Commencer";
        Submit = "submit", "Remettre";
        TakeBack = "take_back", "Reprendre la rédaction";
        TakeUp = "take_up", "Reprendre ce livrable";
    }
}

/// A move, with what it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Begin,
    Submit(NaiveDate),
    TakeBack,
    GiveUp(GivenUp),
    TakeUp,
}

impl State {
    /// The one place that says which moves are legal.
    #[must_use]
    pub fn after(&self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Expected, Step::Begin) => Some(Self::Drafting),
            // what was ready at once is handed in at once: an update ticks it
            (Self::Expected | Self::Drafting, Step::Submit(on)) => Some(Self::Submitted { on }),
            (Self::Submitted { .. }, Step::TakeBack) => Some(Self::Drafting),
            (Self::Expected | Self::Drafting | Self::Submitted { .. }, Step::GiveUp(why)) => {
                Some(Self::GivenUp(why))
            }
            (Self::GivenUp(_), Step::TakeUp) => Some(Self::Expected),
            _ => None,
        }
    }

    /// « attendu », « en rédaction », « remis le 3 mars 2026 », « abandonné le…, les moyens manquent »
    pub fn told(&self) -> String {
        match self {
            Self::Expected => "attendu".to_owned(),
            Self::Drafting => "en rédaction".to_owned(),
            Self::Submitted { on } => format!("remis le {}", when::date(*on)),
            Self::GivenUp(why) => why.told(),
        }
    }
}

impl Deliverable {
    /// « guide pour les entreprises », « kit pour les relais, intermédiaire »
    pub fn described(&self) -> String {
        let rank = match self.rank {
            Rank::Intermediate => ", intermédiaire",
            Rank::Final => "",
        };
        format!("{} {}{rank}", self.kind.label(), self.nature.label())
    }
}

impl Line for Deliverable {
    type Id = DeliverableId;
    const VERB: Verb = Verb::KeepTimetable;
    const RUBRIC: RubricKind = RubricKind::Deliverables;
    const NOUN: Noun = Noun { one: "livrable", many: "livrables", gender: Gender::Masculine };
    const PART: &'static str = "deliverable";
    const SLUG: &'static str = "livrables";

    fn title(&self) -> &str {
        &self.title
    }

    fn told(&self) -> String {
        format!("{}, {}, {}, {}", self.title, self.described(), self.due.when, self.state.told())
    }

    /// Its form says what it is; where it stands is moved by buttons.
    fn over(self, known: Self, at: DateTime<Utc>, by: &str) -> Self {
        Self { due: self.due.over(known.due, at, by), state: known.state, ..self }
    }

    fn after(&self, act: &str, today: NaiveDate) -> Option<(Self, &'static str)> {
        let (step, message) = match Act::from_word(act)? {
            Act::Begin => (Step::Begin, "Livrable en rédaction."),
            Act::Submit => (Step::Submit(today), "Livrable remis."),
            Act::TakeBack => (Step::TakeBack, "Livrable de nouveau en rédaction."),
            Act::TakeUp => (Step::TakeUp, "Livrable de nouveau attendu."),
        };
        Some((Self { state: self.state.after(step)?, ..self.clone() }, message))
    }

    /// Only one that nobody began: the others are given up, with the reason.
    fn is_removable(&self) -> bool {
        self.state == State::Expected
    }
}

impl Forsaken for Deliverable {
    fn give_up(&self, why: GivenUp) -> Option<Self> {
        Some(Self { state: self.state.after(Step::GiveUp(why))?, ..self.clone() })
    }
}

impl Dated for Deliverable {
    fn due(&self) -> &Due {
        &self.due
    }

    fn standing(&self, today: NaiveDate) -> Standing {
        match self.state {
            State::Expected | State::Drafting => self.due.standing(today),
            State::Submitted { .. } => Standing::Done,
            State::GivenUp(_) => Standing::GivenUp,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeliverableForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub line: DeliverableId,
    pub version: i32,
    pub title: String,
    pub kind: String,
    pub nature: String,
    pub publics: String,
    pub rank: String,
    pub due: String,
    /// The identifier of a goal, or empty.
    pub goal: String,
}

impl DeliverableForm {
    /// What the form says; a new one is expected.
    ///
    /// # Errors
    /// Every error at once; `Unreadable` for a goal that is no identifier.
    pub fn check(&self) -> Result<Deliverable, AppError> {
        let mut errors = Vec::new();
        let missing = "Nommez le livrable. Exemple : « Guide de repérage de l’usure ».";
        let title = titled(&self.title, missing, "le nom du livrable", &mut errors);
        let (kind, nature) = (Kind::from_word(&self.kind), Nature::from_word(&self.nature));
        let rank = Rank::from_word(&self.rank);
        for (missing, field, message) in [
            (kind.is_none(), "kind", "Choisissez le type du livrable, ou « autre »."),
            (nature.is_none(), "nature", "Dites qui s’en sert d’abord : les entreprises, ou les relais."),
            (rank.is_none(), "rank", "Dites s’il est final, ou s’il prépare un autre livrable."),
        ] {
            if missing {
                errors.push(FieldError::new(field, message));
            }
        }
        let publics = clean(&self.publics);
        let length = publics.chars().count();
        if length > LONGEST_PUBLICS {
            errors.push(too_long("publics", "Cette réponse", length, LONGEST_PUBLICS));
        }
        let due = Due::said(&self.due, &mut errors);
        match (kind, nature, rank, due) {
            (Some(kind), Some(nature), Some(rank), Some(due)) if errors.is_empty() => {
                let (goal, state) = (served(&self.goal)?, State::Expected);
                Ok(Deliverable { title, kind, nature, publics, rank, due, goal, state })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
