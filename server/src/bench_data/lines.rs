//! The forty lines of a sheet of the measures, as the forms of a sheet would say them.
use app::{
    action_sheet::model::Sheet,
    db::Tx,
    deliverable::model::DeliverableForm,
    goal::model::{Goal, GoalForm, Level},
    indicator::model::IndicatorForm,
    means::model::MeansForm,
    milestone::model::Milestone,
    partner::model::PartnerForm,
    project::model::ProjectForm,
    rows::{self, due::Due, store::Stored},
    vague::{NotADate, When},
};
use chrono::{DateTime, Days, NaiveDate, Utc};

use super::BENCH;
use crate::cli::Failure;

/// Where the lines go, and what day it is for their dates.
pub(super) struct Lines<'a> {
    pub tx: &'a Tx,
    pub sheet: &'a Sheet,
    pub at: DateTime<Utc>,
    pub today: NaiveDate,
}

impl Lines<'_> {
    /// 2 general goals with 2 operational ones each, 4 projects, 10 milestones (4 done, 2 late), 6 deliverables,
    /// 6 indicators, 4 means and 4 partners.
    pub(super) async fn fill(&self) -> Result<(), Failure> {
        for general in 1..=2 {
            let under = self
                .add(goal("general", &format!("Mieux repérer l’usure professionnelle, {general}"))?)
                .await?;
            for number in 1..=2 {
                let goal =
                    goal("operational", &format!("Outiller {number} préventeurs par bassin d’emploi"))?;
                self.add(Goal { under: Some(under), level: Level::Operational, ..goal }).await?;
            }
        }
        for number in 1..=4 {
            let form = ProjectForm {
                number: number.to_string(),
                title: format!("Projet de mesure {number}"),
                goals: "- Informer les employeurs\n- Former les référents".into(),
                publics: "- TPE du bâtiment\n- Aide à domicile".into(),
                ..Default::default()
            };
            self.add(form.check()?).await?;
        }
        for number in 0..10 {
            self.add(self.milestone(number)?).await?;
        }
        for number in 1..=6 {
            let form = DeliverableForm {
                title: format!("Guide de repérage {number}"),
                kind: "guide".into(),
                nature: "firms".into(),
                publics: "Dirigeants de TPE".into(),
                rank: "final".into(),
                due: due_in(self.today, number * 40 - 60),
                ..Default::default()
            };
            self.add(form.check()?).await?;
        }
        for number in 1..=6 {
            let form = IndicatorForm {
                title: format!("Nombre d’entreprises touchées, vague {number}"),
                kind: "realisation".into(),
                unit: "entreprises".into(),
                baseline: "0".into(),
                target: (number * 50).to_string(),
                source: "Listes d’émargement".into(),
                periodicity: "yearly".into(),
                definition: "proposed".into(),
                ..Default::default()
            };
            self.add(form.check()?).await?;
        }
        for number in 1..=4 {
            let form = MeansForm {
                title: format!("Animation du comité, année {number}"),
                unit: "days".into(),
                certainty: "estimated".into(),
                asked: "12,5".into(),
                obtained: "10".into(),
                ..Default::default()
            };
            self.add(form.check()?).await?;
            let form = PartnerForm {
                title: format!("Partenaire de mesure {number}"),
                commitment: "Relire les supports et les diffuser à ses adhérents.".into(),
                ..Default::default()
            };
            self.add(form.check()?).await?;
        }
        Ok(())
    }

    async fn add<L: Stored>(&self, line: L) -> Result<L::Id, Failure> {
        let permit = BENCH.may(L::VERB, self.sheet.place())?;
        Ok(rows::store::add(self.tx, &permit, self.sheet, line, self.at).await?)
    }

    fn milestone(&self, number: i64) -> Result<Milestone, Failure> {
        let due: When =
            due_in(self.today, number * 30 - 150).parse().map_err(|error: NotADate| error.to_string())?;
        let done_on = (number < 4).then_some(self.today);
        Ok(Milestone {
            title: format!("Étape de mesure {number}"), due: Due::from(due), goal: None, done_on
        })
    }
}

fn goal(level: &str, title: &str) -> Result<Goal, Failure> {
    Ok(GoalForm { level: level.into(), title: title.into(), ..Default::default() }.check()?)
}

/// The day that many days from now, as one would type it.
fn due_in(today: NaiveDate, days: i64) -> String {
    let span = Days::new(days.unsigned_abs());
    let day = if days < 0 { today - span } else { today + span };
    day.format("%d/%m/%Y").to_string()
}
