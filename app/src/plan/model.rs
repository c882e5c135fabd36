//! Regions, plans, axes (DOMAIN.md §3).
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::{Place, Subject};
use crate::ids::{AxisId, CommitteeId, OrganisationId, PersonId, PlanId, RegionId};
use crate::words::words;

words! {
    /// Where a plan is in its life: preparing → running → closing → archived.
    PlanState {
        Preparing = "preparing", "en préparation";
        Running = "running", "en cours";
        Closing = "closing", "en clôture";
        Archived = "archived", "archivé";
    }
}

/// A region, as the pages of its directory need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub id: RegionId,
    /// INSEE.
    pub code: String,
    pub slug: String,
    pub name: String,
}

impl Region {
    pub fn place(&self) -> Place {
        Place::region(self.id)
    }

    /// `/auvergne-rhone-alpes/annuaire`
    pub fn directory(&self) -> String {
        format!("/{}/{DIRECTORY}", self.slug)
    }

    pub fn organisations_path(&self) -> String {
        format!("{}/structures", self.directory())
    }

    pub fn organisation_path(&self, id: OrganisationId) -> String {
        format!("{}/{id}", self.organisations_path())
    }

    pub fn person_path(&self, id: PersonId) -> String {
        format!("{}/personnes/{id}", self.directory())
    }
}

/// Where the people of a region stand in its addresses: no plan may take it as its own.
pub const DIRECTORY: &str = "annuaire";

/// A plan and its region, as every page of the plan needs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub id: PlanId,
    /// « PRST 4 ».
    pub name: String,
    pub slug: String,
    pub first_year: i32,
    pub last_year: i32,
    pub state: PlanState,
    pub region_id: RegionId,
    pub region: String,
    pub region_code: String,
    pub region_slug: String,
    pub time_zone: String,
    /// The newest version of its template: what new sheets follow.
    pub template: i32,
}

impl Plan {
    /// `/auvergne-rhone-alpes/prst-3`
    pub fn path(&self) -> String {
        format!("/{}/{}", self.region_slug, self.slug)
    }

    /// The address of its template.
    pub fn template_path(&self) -> String {
        format!("{}/trame", self.path())
    }

    /// The address of its instructions.
    pub fn manual_path(&self) -> String {
        format!("{}/mode-d-emploi", self.path())
    }

    /// Its region, for the addresses of the directory.
    pub fn region(&self) -> Region {
        Region {
            id: self.region_id,
            code: self.region_code.clone(),
            slug: self.region_slug.clone(),
            name: self.region.clone(),
        }
    }

    /// The address of its committees.
    pub fn committees_path(&self) -> String {
        format!("{}/comites", self.path())
    }

    pub fn committee_path(&self, id: CommitteeId) -> String {
        format!("{}/{id}", self.committees_path())
    }

    pub fn place(&self) -> Place {
        Place { region: self.region_id, plan: self.id, committee: None, subject: Subject::Plan(self.id) }
    }

    /// « 2021-2025 »
    pub fn years(&self) -> String {
        format!("{}-{}", self.first_year, self.last_year)
    }

    /// The plan that is being carried out on that day, for the menu.
    pub fn is_current(&self, today: NaiveDate) -> bool {
        use chrono::Datelike;
        self.state == PlanState::Running || (self.first_year..=self.last_year).contains(&today.year())
    }
}

/// What makes an axis itself within a plan. In JSON a number, or the word "transversal".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AxisKey {
    #[serde(rename = "transversal")]
    Transversal,
    #[serde(untagged)]
    Numbered(u16),
}

impl AxisKey {
    /// None for the transversal one.
    pub fn number(self) -> Option<u16> {
        match self {
            Self::Numbered(number) => Some(number),
            Self::Transversal => None,
        }
    }

    pub fn is_transversal(self) -> bool {
        self == Self::Transversal
    }

    /// The word that the database and the addresses hold.
    pub fn word(self) -> String {
        match self {
            Self::Numbered(number) => number.to_string(),
            Self::Transversal => "transversal".to_owned(),
        }
    }
}

impl fmt::Display for AxisKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbered(number) => write!(f, "Axe {number}"),
            Self::Transversal => f.write_str("Axe transversal"),
        }
    }
}

/// The word of the axis of actions whose plan says none.
const NO_AXIS: &str = "sans";

/// The word of an axis, said or not.
pub fn axis_word(axis: Option<AxisKey>) -> String {
    axis.map_or_else(|| NO_AXIS.to_owned(), AxisKey::word)
}

/// The axis that a word stands for; the outer `None` is for a word that stands for nothing.
pub fn axis_of_word(word: &str) -> Option<Option<AxisKey>> {
    match word {
        NO_AXIS => Some(None),
        "transversal" => Some(Some(AxisKey::Transversal)),
        number => number.parse().ok().map(|number| Some(AxisKey::Numbered(number))),
    }
}

/// « Axe 2 », « Axe transversal », « Sans axe ».
pub fn axis_name(axis: Option<AxisKey>) -> String {
    axis.map_or_else(|| "Sans axe".to_owned(), |axis| axis.to_string())
}

/// A part of a plan; its title is often left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    pub id: AxisId,
    pub key: Option<AxisKey>,
    pub title: Option<String>,
}

impl Axis {
    /// « Axe 2 », « Axe transversal », « Sans axe ».
    pub fn name(&self) -> String {
        axis_name(self.key)
    }

    /// The word that filters by this axis.
    pub fn word(&self) -> String {
        axis_word(self.key)
    }
}
