//! Filters, order, lines and totals of the table.
use chrono::{DateTime, NaiveDate, Utc};

use crate::access::{Drafts, Scope};
use crate::action_sheet::life::{Phase, Status, StatusWord};
use crate::ids::ActionSheetId;
use crate::plan::model::{AxisKey, axis_name, axis_of_word, axis_word};
use crate::progress::model::{Confidence, is_silent};
use crate::rows::due::Tally;
use crate::text::escape;
use crate::theme::model::Theme;
use crate::words::words;

words! {
    /// What wants a look first.
    Alert {
        Orphan = "sans-pilote", "sans pilote";
        Silent = "silence", "silencieuses";
        Blocked = "blocage", "bloquées";
        Late = "retard", "en retard";
    }
}

words! {
    /// In which order the lines come.
    Order {
        Code = "code", "Axe et numéro";
        Update = "point", "Dernier point, le plus ancien d’abord";
        Newest = "point-recent", "Dernier point, le plus récent d’abord";
        Confidence = "confiance", "Confiance, la plus basse d’abord";
    }
}

impl Order {
    /// The same column, the other way round.
    pub fn reversed(self) -> Option<Self> {
        match self {
            Self::Update => Some(Self::Newest),
            Self::Newest => Some(Self::Update),
            Self::Code | Self::Confidence => None,
        }
    }
}

/// What the lines are out of, when the reader does not see every sheet of the plan.
pub fn extent(scope: &Scope) -> Option<&'static str> {
    match scope.drafts() {
        Drafts::All => None,
        Drafts::OfCommittees(_) => Some("fiches adoptées ou ouvertes à vos mandats"),
    }
}

/// The confidence filter: a declared one, or « non renseignée ».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    As(Confidence),
    Unset,
}

/// The word of « non renseignée » in addresses.
pub const UNSET: &str = "non-renseignee";
/// The word of « sans thème » in addresses.
pub const NO_THEME: &str = "sans-theme";

/// What the address asks: every field may be absent, and what cannot be read is as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub search: Option<String>,
    /// The axis, said or not: the inner `None` is « sans axe ».
    pub axis: Option<Option<AxisKey>>,
    pub status: Option<StatusWord>,
    pub phase: Option<Phase>,
    /// The theme, said or not: the inner `None` is « sans thème ».
    pub theme: Option<Option<Theme>>,
    pub confidence: Option<Declared>,
    pub alert: Option<Alert>,
    pub order: Option<Order>,
}

impl Filter {
    /// Reads a query string through `get`.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| get(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        Self {
            search: get("q").map(|q| q.chars().take(80).collect()),
            axis: get("axe").and_then(|word| axis_of_word(&word)),
            status: get("etat").and_then(|w| StatusWord::from_word(&w)),
            phase: get("phase").and_then(|w| Phase::from_word(&w)),
            theme: get("theme").and_then(|w| match w.as_str() {
                NO_THEME => Some(None),
                word => Theme::from_word(word).map(Some),
            }),
            confidence: get("confiance").and_then(|w| {
                if w == UNSET { Some(Declared::Unset) } else { Confidence::from_word(&w).map(Declared::As) }
            }),
            alert: get("voir").and_then(|w| Alert::from_word(&w)),
            order: get("tri").and_then(|w| Order::from_word(&w)),
        }
    }

    /// The same view as a query string, without the leading `?`.
    pub fn query(&self) -> String {
        let pairs = [
            ("q", self.search.clone()),
            ("axe", self.axis.map(axis_word)),
            ("etat", self.status.map(|s| s.word().to_owned())),
            ("phase", self.phase.map(|p| p.word().to_owned())),
            ("theme", self.theme_word().map(str::to_owned)),
            ("confiance", self.confidence_word().map(str::to_owned)),
            ("voir", self.alert.map(|a| a.word().to_owned())),
            ("tri", self.order.map(|o| o.word().to_owned())),
        ];
        let shown =
            pairs.into_iter().filter_map(|(name, value)| value.map(|v| format!("{name}={}", escape(&v))));
        shown.collect::<Vec<_>>().join("&")
    }

    pub fn theme_word(&self) -> Option<&'static str> {
        self.theme.map(|theme| theme.map_or(NO_THEME, Theme::word))
    }

    pub fn confidence_word(&self) -> Option<&'static str> {
        self.confidence.map(|declared| match declared {
            Declared::As(confidence) => confidence.word(),
            Declared::Unset => UNSET,
        })
    }

    /// Whether some lines are left out.
    pub fn is_active(&self) -> bool {
        *self != Self { order: self.order, ..Self::default() }
    }

    /// The filters in words, for the caption and for the exported file.
    pub fn in_words(&self) -> Vec<String> {
        let confidence = self.confidence.map(|d| match d {
            Declared::As(c) => c.label().to_lowercase(),
            Declared::Unset => "non renseignée".to_owned(),
        });
        [
            self.search.as_ref().map(|q| format!("« {q} »")),
            self.axis.map(|axis| axis_name(axis).to_lowercase()),
            self.status.map(|s| format!("état : {}", s.label().to_lowercase())),
            self.phase.map(|p| format!("phase : {}", p.label().to_lowercase())),
            self.theme.map(|theme| {
                theme.map_or_else(|| "sans thème".to_owned(), |t| format!("thème : {}", t.label()))
            }),
            confidence.map(|c| format!("confiance : {c}")),
            self.alert.map(|a| a.label().to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: ActionSheetId,
    pub axis: Option<AxisKey>,
    pub axis_title: Option<String>,
    pub code: Option<String>,
    pub title: String,
    pub objective: Option<String>,
    pub address: String,
    pub status: Status,
    pub status_since: DateTime<Utc>,
    /// Name and organisation of each pilot in mandate.
    pub pilots: Vec<(String, Option<String>)>,
    pub confidence: Option<Confidence>,
    pub update_at: Option<DateTime<Utc>>,
    /// The first line of what blocks; empty when nothing does.
    pub obstacle: String,
    pub milestones: Tally,
    pub deliverables: Tally,
}

impl Line {
    /// Whether it is silent on that day, in the plan's time zone.
    pub fn is_silent(&self, today: NaiveDate, zone: chrono_tz::Tz) -> bool {
        let last = self.update_at.unwrap_or(self.status_since).with_timezone(&zone).date_naive();
        is_silent(&self.status, last, today)
    }

    pub fn is_orphan(&self) -> bool {
        self.pilots.is_empty() && !self.status.word().is_over()
    }
}

/// How many sheets of the plan, filters aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub sheets: u64,
    pub by_status: Vec<(StatusWord, u64)>,
    /// Of open sheets; `None` is « non renseignée ».
    pub by_confidence: Vec<(Option<Confidence>, u64)>,
    pub orphans: u64,
    pub silent: u64,
    pub blocked: u64,
    /// Those that have a late milestone or deliverable.
    pub late: u64,
}

impl Totals {
    pub fn open(&self) -> u64 {
        self.by_confidence.iter().map(|(_, n)| n).sum()
    }
}
