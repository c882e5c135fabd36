//! A request for support, its life, and the filters of the queue (DOMAIN.md §§3-4).
use chrono::{DateTime, NaiveDate, Utc};

use crate::ids::{AskId, PersonId};
use crate::text::{counted, escape};
use crate::vague::When;
use crate::words::words;

words! {
    /// Of whom one asks.
    Addressee {
        Dreets = "dreets", "Dreets (animation du plan)";
        Support = "support", "Assistance (AMO)";
        Bureau = "bureau", "Bureau du CROCT";
        Council = "council", "CROCT";
    }
}

impl Addressee {
    /// Those of whom one may ask today: the council and its bureau answer in session, and sessions are to come.
    pub const OFFERED: [Self; 2] = [Self::Dreets, Self::Support];

    /// « à la Dreets »
    pub fn to(self) -> &'static str {
        match self {
            Self::Dreets => "à la Dreets",
            Self::Support => "à l’assistance",
            Self::Bureau => "au bureau du CROCT",
            Self::Council => "au CROCT",
        }
    }

    /// One line that helps to choose.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Dreets => "Débloquer, arbitrer, trouver des membres ou des moyens.",
            Self::Support => "Être aidé à animer, à écrire, à mesurer.",
            Self::Bureau => "Préparer un arbitrage.",
            Self::Council => "Arbitrer en séance.",
        }
    }
}

words! {
    /// What it is about.
    About {
        Animation = "animation", "Animation du comité";
        Conflict = "conflict", "Désaccord à dénouer";
        Members = "members", "Membres à trouver";
        Indicators = "indicators", "Indicateurs";
        Communication = "communication", "Communication";
        Means = "means", "Moyens";
    }
}

words! {
    /// Where it stands, without what it holds.
    StateWord {
        Open = "open", "Sans réponse";
        Answered = "answered", "Répondue";
        Settled = "settled", "Réglée";
    }
}

words! {
    /// What happens to a request.
    Step {
        Ask = "asked", "demande";
        Take = "taken", "prise en charge";
        Remind = "reminded", "relance";
        Answer = "answered", "réponse";
        Settle = "settled", "réglée";
        Reopen = "reopened", "rouverte";
    }
}

impl Step {
    /// The last part of the address of its page; empty for a step that is a button.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Remind => "relancer",
            Self::Answer => "repondre",
            Self::Reopen => "rouvrir",
            Self::Ask | Self::Take | Self::Settle => "",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| !slug.is_empty() && step.slug() == slug)
    }

    /// The state after this step; `None` when it is not legal from here. From `None`, nothing was asked yet.
    pub fn after(self, from: Option<StateWord>) -> Option<StateWord> {
        use StateWord::{Answered, Open, Settled};
        match (from, self) {
            (None, Self::Ask) => Some(Open),
            (Some(Open), Self::Take | Self::Remind) => Some(Open),
            (Some(Open), Self::Answer) => Some(Answered),
            // the owner changes, is told again, or says it better
            (Some(Answered), Self::Take | Self::Remind | Self::Answer) => Some(Answered),
            (Some(Answered), Self::Settle) => Some(Settled),
            // it did not help
            (Some(Answered | Settled), Self::Reopen) => Some(Open),
            _ => None,
        }
    }
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// When the answer is wanted, if that was said.
    Open {
        wanted: Option<When>,
    },
    Answered(Answer),
    Settled(Answer),
}

/// What was answered, and by when it is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub text: String,
    pub by: String,
    pub at: DateTime<Utc>,
    pub due: When,
}

/// A person, as lists name her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub id: PersonId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    pub id: AskId,
    pub to: Addressee,
    pub about: About,
    pub request: String,
    pub by: String,
    pub opened_at: DateTime<Utc>,
    pub state: State,
    /// The beginning of this state.
    pub since: DateTime<Utc>,
    pub owner: Option<Owner>,
    /// How often it was asked again.
    pub reminders: i32,
    pub version: i32,
}

impl Ask {
    pub fn word(&self) -> StateWord {
        match self.state {
            State::Open { .. } => StateWord::Open,
            State::Answered(_) => StateWord::Answered,
            State::Settled(_) => StateWord::Settled,
        }
    }

    /// What was answered; `None` while nobody did, and once it is open again.
    pub fn answer(&self) -> Option<&Answer> {
        match &self.state {
            State::Open { .. } => None,
            State::Answered(answer) | State::Settled(answer) => Some(answer),
        }
    }

    /// The day that is waited for: of the answer, then of what it promises.
    pub fn due(&self) -> Option<&When> {
        match &self.state {
            State::Open { wanted } => wanted.as_ref(),
            State::Answered(answer) => Some(&answer.due),
            State::Settled(_) => None,
        }
    }

    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.due().is_some_and(|due| due.is_over(today))
    }

    /// Whether an update offers to ask it again: nobody answered, or what was promised did not come.
    pub fn can_be_pressed(&self, today: NaiveDate) -> bool {
        match self.state {
            State::Open { .. } => true,
            State::Answered(_) => self.is_late(today),
            State::Settled(_) => false,
        }
    }

    /// « relancée 2 fois »; empty when it never was.
    pub fn reminded(&self) -> String {
        if self.reminders == 0 { String::new() } else { format!("relancée {} fois", self.reminders) }
    }
}

/// « 40 jours sans réponse »
pub fn unanswered(since: NaiveDate, today: NaiveDate) -> String {
    match (today - since).num_days() {
        ..=0 => "posée aujourd’hui".into(),
        days => format!("{} sans réponse", counted(days, "jour", "jours")),
    }
}

/// Whose the queue shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    ByNobody,
    By(PersonId),
}

/// The word of « sans responsable » in addresses.
pub const NOBODY: &str = "personne";
/// The word of settled requests and all others together.
const ALL: &str = "toutes";

words! {
    /// What wants a look first.
    Alert {
        Late = "retard", "en retard";
    }
}

/// Which states the queue shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// What somebody waits for.
    #[default]
    Waiting,
    In(StateWord),
    All,
}

/// What the address of the queue asks; what cannot be read is as absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub shown: Shown,
    pub to: Option<Addressee>,
    pub about: Option<About>,
    pub held: Option<Held>,
    pub alert: Option<Alert>,
}

impl Filter {
    /// Reads a query string through `get`.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            shown: match get("etat") {
                Some(word) if word == ALL => Shown::All,
                Some(word) => StateWord::from_word(&word).map_or(Shown::Waiting, Shown::In),
                None => Shown::Waiting,
            },
            to: get("a").and_then(|word| Addressee::from_word(&word)),
            about: get("sujet").and_then(|word| About::from_word(&word)),
            held: get("responsable").and_then(|word| match word.as_str() {
                NOBODY => Some(Held::ByNobody),
                id => id.parse().ok().map(Held::By),
            }),
            alert: get("voir").and_then(|word| Alert::from_word(&word)),
        }
    }

    /// The same view as a query string, without the leading `?`.
    pub fn query(&self) -> String {
        let pairs = [
            ("etat", self.shown_word()),
            ("a", self.to.map(|to| to.word().to_owned())),
            ("sujet", self.about.map(|about| about.word().to_owned())),
            ("responsable", self.held_word()),
            ("voir", self.alert.map(|alert| alert.word().to_owned())),
        ];
        let said =
            pairs.into_iter().filter_map(|(name, value)| value.map(|v| format!("{name}={}", escape(&v))));
        said.collect::<Vec<_>>().join("&")
    }

    pub fn shown_word(&self) -> Option<String> {
        match self.shown {
            Shown::Waiting => None,
            Shown::In(word) => Some(word.word().to_owned()),
            Shown::All => Some(ALL.to_owned()),
        }
    }

    pub fn held_word(&self) -> Option<String> {
        self.held.map(|held| match held {
            Held::ByNobody => NOBODY.to_owned(),
            Held::By(id) => id.to_string(),
        })
    }

    /// The choices of the field of states.
    pub fn states() -> Vec<(String, String)> {
        let words = StateWord::ALL.iter().map(|word| (word.word().to_owned(), word.label().to_owned()));
        words.chain([(ALL.to_owned(), "Toutes".to_owned())]).collect()
    }
}

/// How many requests of a plan somebody holds; nobody's come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    pub owner: Option<Owner>,
    pub open: u64,
    pub answered: u64,
}
