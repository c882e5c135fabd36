//! Regions, plans, axes (DOMAIN.md §3).
use chrono::NaiveDate;

use crate::access::{Place, Subject};
use crate::ids::{AxisId, PlanId, RegionId};
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
    pub region_slug: String,
    pub time_zone: String,
}

impl Plan {
    /// `/auvergne-rhone-alpes/prst-3`
    pub fn path(&self) -> String {
        format!("/{}/{}", self.region_slug, self.slug)
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

/// A numbered part of a plan; the transversal one has a flag, not a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    pub id: AxisId,
    pub number: Option<i32>,
    pub title: Option<String>,
    pub transversal: bool,
}

impl Axis {
    /// « Axe 2 », « Axe transversal ».
    pub fn name(&self) -> String {
        axis_name(self.number, self.transversal)
    }

    /// The word that filters by this axis: its number, or `transversal`.
    pub fn word(&self) -> String {
        self.number.map_or_else(|| "transversal".to_owned(), |n| n.to_string())
    }
}

/// « Axe 2 », « Axe transversal », « Sans axe ».
pub fn axis_name(number: Option<i32>, transversal: bool) -> String {
    match number {
        Some(n) => format!("Axe {n}"),
        None if transversal => "Axe transversal".to_owned(),
        None => "Sans axe".to_owned(),
    }
}
