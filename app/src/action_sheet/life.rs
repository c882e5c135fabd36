//! The life cycle of an action sheet (DOMAIN.md §4): one enum, one `match`.
use chrono::{Months, NaiveDate};

use crate::when;
use crate::words::words;

words! {
    /// How far a running action is, as its pilots say.
    Phase {
        Framing = "cadrage", "Cadrage";
        Production = "production", "Production";
        Diffusion = "diffusion", "Diffusion";
    }
}

impl Phase {
    /// What the action does then.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Framing => "Le comité précise ce qu’il veut obtenir, avec qui et comment.",
            Self::Production => "Le comité fabrique, essaie, relit ce qui sera livré.",
            Self::Diffusion => "Ce qui est livré est porté aux entreprises et aux relais.",
        }
    }
}

/// The open states, which a pause suspends and gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Outlined,
    CoWriting,
    Adopted,
    Running(Phase),
}

impl Stage {
    /// The state of a sheet that is open at this stage.
    pub fn word(self) -> StatusWord {
        match self {
            Self::Outlined => StatusWord::Outlined,
            Self::CoWriting => StatusWord::CoWriting,
            Self::Adopted => StatusWord::Adopted,
            Self::Running(_) => StatusWord::Running,
        }
    }

    /// Before adoption only the committee, the coordinator and the support see the sheet.
    pub fn is_draft(self) -> bool {
        self.word().is_draft()
    }

    /// Since its adoption some of its rubrics change by amendment only.
    pub fn is_adopted(self) -> bool {
        matches!(self, Self::Adopted | Self::Running(_))
    }
}

/// For how long a sheet is emergent, and for how much longer when it is prolonged without a date (months).
const EMERGENCE: u32 = 6;

/// A light sheet, proposed between two sessions of the council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergence {
    /// It expires when this day is over.
    pub last_day: NaiveDate,
    /// Why it was prolonged; empty when it was not.
    pub reason: String,
}

impl Emergence {
    /// Of a sheet that is proposed on that day.
    pub fn proposed_on(today: NaiveDate) -> Self {
        Self { last_day: longer(today), reason: String::new() }
    }
}

fn longer(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(EMERGENCE)).unwrap_or(day)
}

/// A decided pause: why, and until when if that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    pub reason: String,
    pub until: Option<NaiveDate>,
}

/// Where a sheet is in its life; a state carries its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Waiting for the council to take it up. Like any sheet before its adoption, it is its committee's, the
    /// coordinator's and the support's to read.
    Emergent(Emergence),
    Open(Stage),
    Paused(Stage, Pause),
    /// The whole region reads it, even when it was never adopted: what was given up is not hidden.
    Abandoned {
        motive: String,
    },
    Closed,
    /// An emergent sheet that the council did not take up, and its last day.
    Expired(NaiveDate),
}

/// A move from one state to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The council takes an emergent sheet up.
    TakeUp,
    /// Until that day, or for six months more.
    Prolong {
        reason: String,
        until: Option<NaiveDate>,
    },
    /// The day is told: an emergent sheet expires after its last one.
    Expire {
        today: NaiveDate,
    },
    OpenToCommittee,
    Adopt,
    Start,
    Pause(Pause),
    Resume,
    Abandon {
        motive: String,
    },
    Close,
    /// The pilots' own move; the others are the coordinator's.
    Enter(Phase),
}

impl Status {
    /// The state after a move; `None` when the move is not legal from here.
    pub fn after(&self, step: Step) -> Option<Self> {
        use Stage::{Adopted, CoWriting, Outlined, Running};
        match (self, step) {
            (Self::Emergent(_), Step::TakeUp) => Some(Self::Open(Outlined)),
            (Self::Emergent(now), Step::Prolong { reason, until }) => {
                let last_day = until.unwrap_or_else(|| longer(now.last_day));
                Some(Self::Emergent(Emergence { last_day, reason }))
            }
            (Self::Emergent(now), Step::Expire { today }) if now.last_day < today => {
                Some(Self::Expired(now.last_day))
            }
            (Self::Open(Outlined), Step::OpenToCommittee) => Some(Self::Open(CoWriting)),
            (Self::Open(CoWriting), Step::Adopt) => Some(Self::Open(Adopted)),
            (Self::Open(Adopted), Step::Start) => Some(Self::Open(Running(Phase::Framing))),
            (Self::Open(Running(now)), Step::Enter(next)) if *now != next => Some(Self::Open(Running(next))),
            (Self::Open(Running(_)), Step::Close) => Some(Self::Closed),
            (Self::Open(stage), Step::Pause(pause)) => Some(Self::Paused(*stage, pause)),
            (Self::Paused(stage, _), Step::Resume) => Some(Self::Open(*stage)),
            (Self::Emergent(_) | Self::Open(_) | Self::Paused(..), Step::Abandon { motive }) => {
                Some(Self::Abandoned { motive })
            }
            _ => None,
        }
    }

    /// The stage of an open or paused sheet; `None` once closed or abandoned.
    pub fn stage(&self) -> Option<Stage> {
        match self {
            Self::Open(stage) | Self::Paused(stage, _) => Some(*stage),
            Self::Emergent(_) | Self::Abandoned { .. } | Self::Closed | Self::Expired(_) => None,
        }
    }

    /// The last day of an emergent sheet, or of one that expired.
    pub fn last_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Emergent(now) => Some(now.last_day),
            Self::Expired(last_day) => Some(*last_day),
            Self::Open(_) | Self::Paused(..) | Self::Abandoned { .. } | Self::Closed => None,
        }
    }

    /// The phase of a running action, a pause included.
    pub fn phase(&self) -> Option<Phase> {
        match self.stage() {
            Some(Stage::Running(phase)) => Some(phase),
            Some(Stage::Outlined | Stage::CoWriting | Stage::Adopted) | None => None,
        }
    }

    /// Whether only the committee, the coordinator and the support may see it.
    pub fn is_draft(&self) -> bool {
        self.stage().is_some_and(Stage::is_draft)
    }

    /// Whether pilots may add a progress update.
    pub fn takes_updates(&self) -> bool {
        self.stage().is_some_and(|stage| stage != Stage::Outlined)
    }

    pub fn word(&self) -> StatusWord {
        match self {
            Self::Open(stage) => stage.word(),
            Self::Paused(..) => StatusWord::Paused,
            Self::Abandoned { .. } => StatusWord::Abandoned,
            Self::Closed => StatusWord::Closed,
            Self::Emergent(_) => StatusWord::Emergent,
            Self::Expired(_) => StatusWord::Expired,
        }
    }

    /// « En pause », « Abandonnée ».
    pub fn label(&self) -> &'static str {
        self.word().label()
    }

    /// The state and what it carries, in one line: « En cours, phase de production ».
    pub fn said(&self) -> String {
        match self {
            Self::Open(Stage::Running(phase)) => {
                format!("{}, phase de {}", self.label(), phase.label().to_lowercase())
            }
            Self::Emergent(now) => format!("{}, expire le {}", self.label(), when::date(now.last_day)),
            Self::Expired(last_day) => format!("{} le {}", self.label(), when::date(*last_day)),
            Self::Open(Stage::Outlined | Stage::CoWriting | Stage::Adopted)
            | Self::Paused(..)
            | Self::Abandoned { .. }
            | Self::Closed => self.label().to_owned(),
        }
    }
}

words! {
    /// The states as one word each: columns, filters, totals.
    StatusWord {
        Running = "running", "En cours";
        Adopted = "adopted", "Adoptée";
        CoWriting = "co_writing", "En co-écriture";
        Outlined = "outlined", "Esquissée";
        Emergent = "emergent", "Émergente";
        Paused = "paused", "En pause";
        Closed = "closed", "Close";
        Abandoned = "abandoned", "Abandonnée";
        Expired = "expired", "Expirée";
    }
}

impl StatusWord {
    /// The stage that a column holds, at this phase if the action runs.
    ///
    /// # Errors
    /// `Internal` when it is no stage.
    #[cfg(feature = "ssr")]
    pub fn stage(self, phase: Phase) -> Result<Stage, crate::error::AppError> {
        Ok(match self {
            Self::Outlined => Stage::Outlined,
            Self::CoWriting => Stage::CoWriting,
            Self::Adopted => Stage::Adopted,
            Self::Running => Stage::Running(phase),
            Self::Paused | Self::Closed | Self::Abandoned | Self::Emergent | Self::Expired => {
                tracing::error!(word = self.word(), "not a stage");
                return Err(crate::error::AppError::Internal);
            }
        })
    }

    /// Before adoption only the committee, the coordinator and the support see the sheet.
    pub fn is_draft(self) -> bool {
        matches!(self, Self::Outlined | Self::CoWriting)
    }

    /// Closed, abandoned and expired sheets are read-only and out of the counts of open ones.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Abandoned | Self::Expired)
    }

    /// Whether the whole region reads it, whatever its stage: the council takes up only the emergent sheets that it reads.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Emergent | Self::Expired | Self::Closed | Self::Abandoned)
    }
}

words! {
    /// The moves as words: addresses and buttons.
    StepWord {
        TakeUp = "retenir", "Retenir la fiche";
        Prolong = "prolonger", "Prolonger";
        OpenToCommittee = "ouvrir", "Ouvrir à la co-écriture";
        Adopt = "adopter", "Adopter la fiche";
        Start = "demarrer", "Démarrer l’action";
        Pause = "suspendre", "Mettre en pause";
        Resume = "reprendre", "Reprendre";
        Abandon = "abandonner", "Abandonner";
        Close = "clore", "Clore la fiche";
    }
}

impl StepWord {
    /// The move with this reason and this date, where it takes them.
    pub fn step(self, reason: &str, until: Option<NaiveDate>) -> Step {
        match self {
            Self::TakeUp => Step::TakeUp,
            Self::Prolong => Step::Prolong { reason: reason.to_owned(), until },
            Self::OpenToCommittee => Step::OpenToCommittee,
            Self::Adopt => Step::Adopt,
            Self::Start => Step::Start,
            Self::Pause => Step::Pause(Pause { reason: reason.to_owned(), until }),
            Self::Resume => Step::Resume,
            Self::Abandon => Step::Abandon { motive: reason.to_owned() },
            Self::Close => Step::Close,
        }
    }

    /// Whether the move must be explained.
    pub fn asks_why(self) -> bool {
        matches!(self, Self::Prolong | Self::Pause | Self::Abandon)
    }

    /// The moves that are legal from a state, in the order of the buttons.
    pub fn legal_from(status: &Status) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|word| status.after(word.step("?", None)).is_some()).collect()
    }

    /// What the move does, for the page that asks to confirm it.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::TakeUp => {
                "Le conseil a retenu la fiche : elle devient une fiche esquissée du plan, comme les autres, et n’expire plus."
            }
            Self::Prolong => "La fiche reste émergente plus longtemps, en attendant la décision du conseil.",
            Self::OpenToCommittee => {
                "La fiche passe en co-écriture : son comité la complète, et peut y faire le point."
            }
            Self::Adopt => {
                "Toute la région verra la fiche. Son intitulé, son enjeu, ses objectifs et ses cibles ne changeront plus que par avenant."
            }
            Self::Start => {
                "L’action commence : ses points d’avancement seront attendus au moins tous les 90 jours."
            }
            Self::Pause => {
                "La fiche reste lisible. Elle n’est plus comptée comme silencieuse tant que dure la pause."
            }
            Self::Resume => "La fiche retrouve l’état où elle était avant la pause.",
            Self::Abandon => {
                "La fiche devient définitive : elle se lira, avec son motif, et ne se modifiera plus."
            }
            Self::Close => "La fiche devient définitive : elle se lira et ne se modifiera plus.",
        }
    }
}
