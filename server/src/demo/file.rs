//! The files of the demonstration. Days are counted back from the day of loading, so that it never ages.
use std::collections::BTreeMap;

use app::{
    amendment::model::TargetsForm, goal::model::GoalForm, indicator::model::IndicatorForm,
    link::model::LinkForm, means::model::MeansForm, partner::model::PartnerForm, project::model::ProjectForm,
    targeting::model::TargetingForm, theme::model::ThemesForm,
};
use app::{
    directory::model::{OrganisationEdit, OrganisationForm},
    error::AppError,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionFile {
    pub code: String,
    pub name: String,
    pub slug: String,
    pub time_zone: String,
    pub organisations: BTreeMap<String, Organisation>,
    pub people: BTreeMap<String, String>,
    pub mandates: Vec<Given>,
    pub plans: Vec<PlanFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    pub name: String,
    pub college: String,
    #[serde(default = "other")]
    pub kind: String,
    /// Codes.
    #[serde(default)]
    pub departments: Vec<String>,
    #[serde(default)]
    pub contact: String,
}

fn other() -> String {
    "other".into()
}

impl Organisation {
    /// What a coordinator would have typed.
    pub fn edit(&self) -> Result<OrganisationEdit, AppError> {
        let Self { name, college, kind, departments, contact } = self;
        OrganisationForm {
            name: name.clone(),
            college: college.clone(),
            kind: kind.clone(),
            departments: departments.clone(),
            contact: contact.clone(),
            ..OrganisationForm::default()
        }
        .check()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    pub person: String,
    pub role: String,
    pub organisation: Option<String>,
    /// Days ago.
    pub since: i64,
    /// Days ago.
    pub until: Option<i64>,
    pub plan: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    pub slug: String,
    pub name: String,
    pub first_year: i32,
    pub last_year: i32,
    pub state: String,
    /// The action table, as a coordinator would paste it.
    pub table: String,
    #[serde(default)]
    pub sheets: Vec<SheetFile>,
    #[serde(default)]
    pub emergent: Vec<EmergentFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergentFile {
    pub title: String,
    pub stake: String,
    /// The word of an axis, or `sans`.
    pub axis: String,
    /// The address of a sheet of the committee that would carry it.
    pub beside: String,
    pub by: String,
    /// Days ago.
    pub ago: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentFile {
    /// `title`, or the word of a rubric.
    pub part: String,
    /// Of the title, or of a text.
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub goals: GoalsFile,
    pub targeting: Option<TargetsForm>,
    pub reason: String,
    pub by: String,
    /// Days ago.
    pub ago: i64,
    pub decided: Option<Decided>,
}

/// What is proposed of goals, each said by its first words.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GoalsFile {
    pub reworded: BTreeMap<String, String>,
    pub withdrawn: Vec<String>,
    /// Operational goals to add under that one, one a line.
    pub below: BTreeMap<String, String>,
    /// Others, one a line, as the form takes them.
    pub added: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// `accept` or `refuse`.
    pub verdict: String,
    pub by: String,
    #[serde(default)]
    pub reason: String,
    /// Days ago.
    pub ago: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetFile {
    /// Its code, or its title when the plan gives no codes.
    pub action: String,
    #[serde(default)]
    pub pilots: Vec<Seat>,
    #[serde(default)]
    pub co_pilots: Vec<Seat>,
    #[serde(default)]
    pub contributors: Vec<Seat>,
    pub stake: Option<String>,
    pub stake_revision: Option<String>,
    #[serde(default)]
    pub steps: Vec<Step>,
    #[serde(default)]
    pub phases: Vec<PhaseStep>,
    #[serde(default)]
    pub amendments: Vec<AmendmentFile>,
    #[serde(default)]
    pub balances: Vec<BalanceFile>,
    #[serde(default)]
    pub updates: Vec<Update>,
    #[serde(default)]
    pub milestones: Vec<MilestoneFile>,
    #[serde(default)]
    pub deliverables: Vec<DeliverableFile>,
    #[serde(default)]
    pub goals: Vec<GoalForm>,
    #[serde(default)]
    pub projects: Vec<Forsaken<ProjectForm>>,
    #[serde(default)]
    pub indicators: Vec<Forsaken<IndicatorForm>>,
    #[serde(default)]
    pub means: Vec<MeansForm>,
    #[serde(default)]
    pub partners: Vec<PartnerForm>,
    pub themes: Option<ThemesForm>,
    pub targeting: Option<TargetingForm>,
    /// The address of another sheet of the plan stands in the place of its identifier.
    #[serde(default)]
    pub links: Vec<LinkForm>,
    #[serde(default)]
    pub asks: Vec<AskFile>,
    #[serde(default)]
    pub comments: Vec<CommentFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentFile {
    /// Days ago.
    pub ago: i64,
    pub by: String,
    /// « @Prénom Nom » calls a member of the committee.
    pub text: String,
    #[serde(default)]
    pub answers: Vec<CommentFile>,
    /// When somebody else took it away.
    pub removed: Option<RemovalFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemovalFile {
    pub by: String,
    /// Days ago.
    pub ago: i64,
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliverableFile {
    pub title: String,
    pub kind: String,
    pub nature: String,
    #[serde(default)]
    pub publics: String,
    #[serde(default)]
    pub intermediate: bool,
    /// As those of a milestone.
    pub dues: Vec<i64>,
    pub said: String,
    #[serde(default)]
    pub goal: String,
    /// Days ago.
    pub begun: Option<i64>,
    /// Days ago.
    pub submitted: Option<i64>,
    pub given_up: Option<GivenUpFile>,
}

/// A line that is said as its form does, perhaps given up since.
#[derive(Deserialize)]
pub struct Forsaken<F> {
    #[serde(flatten)]
    pub form: F,
    pub given_up: Option<GivenUpFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenUpFile {
    /// Days ago.
    pub ago: i64,
    pub reason: String,
    #[serde(default)]
    pub detail: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskFile {
    pub by: String,
    /// Days ago.
    pub ago: i64,
    pub to: String,
    pub about: String,
    pub text: String,
    /// When the answer is wanted (days from now; the month is said).
    pub wanted: Option<i64>,
    #[serde(default)]
    pub steps: Vec<AskStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskStep {
    pub step: String,
    pub by: String,
    /// Days ago.
    pub ago: i64,
    /// Who takes charge, when it is not who does this.
    pub owner: Option<String>,
    #[serde(default)]
    pub text: String,
    /// When it will be done (days from now; the month is said).
    pub due: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BalanceFile {
    pub title: String,
    pub by: String,
    /// Days ago.
    pub ago: i64,
    /// The texts, by the word of the rubric; none: it is imported from the real document.
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    #[serde(default)]
    pub moves: Vec<BalanceMove>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BalanceMove {
    pub step: String,
    pub by: String,
    /// Days ago.
    pub ago: i64,
    #[serde(default)]
    pub comment: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MilestoneFile {
    pub title: String,
    /// The due dates that it had, one after the other (days from now).
    pub dues: Vec<i64>,
    /// How its dates are said: `day`, `month`, `quarter` or `year`.
    pub said: String,
    /// Days ago, when it is done.
    pub done: Option<i64>,
    /// The first words of the goal that it serves.
    #[serde(default)]
    pub goal: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    pub person: String,
    pub organisation: String,
    /// Days ago.
    pub since: i64,
    /// Days ago; before zero for a day that comes.
    pub until: Option<i64>,
    /// From whom she takes over.
    pub after: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub step: String,
    /// Days ago.
    pub ago: i64,
    #[serde(default)]
    pub reason: String,
    /// Days from now.
    pub until: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseStep {
    pub phase: String,
    /// Days ago.
    pub ago: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// Days ago.
    pub ago: i64,
    pub by: String,
    pub done: String,
    pub next: String,
    #[serde(default)]
    pub obstacle: String,
    pub confidence: String,
}
