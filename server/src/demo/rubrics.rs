//! The lines of the structured rubrics, which the files say as their forms do.
use app::{
    access::Verb,
    action_sheet::{self, model::Sheet},
    card::{self, model::Card},
    goal::model::{Goal, Level},
    indicator::model::{Indicator, IndicatorForm},
    link::{
        self,
        model::{Link, LinkForm},
    },
    project::model::Project,
    rows::{self, store::Stored},
};
use chrono::{DateTime, Utc};

use super::{
    DEMONSTRATION, Loading,
    file::{Forsaken, SheetFile},
};
use crate::cli::Failure;

impl Loading<'_> {
    pub(super) async fn rubrics(
        &self,
        file: &SheetFile,
        sheet: &Sheet,
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        // an operational goal of the file stands under the general one before it
        let mut general = None;
        for form in &file.goals {
            let goal = form.check()?;
            let level = goal.level;
            let under = general.filter(|_| level == Level::Operational);
            let id = self.rubric_line(Goal { under, ..goal }, sheet, at).await?;
            if level == Level::General {
                general = Some(id);
            }
        }
        for Forsaken { form, given_up } in &file.projects {
            let id = self.rubric_line(form.check()?, sheet, at).await?;
            self.given_up::<Project>(given_up.as_ref(), sheet, id).await?;
        }
        for Forsaken { form, given_up } in &file.indicators {
            // the file says the first words of the goal in the place of its identifier
            let goal = self.goal_said(&form.goal, sheet).await?;
            let indicator = IndicatorForm { goal: String::new(), ..form.clone() }.check()?;
            let id = self.rubric_line(Indicator { goal, ..indicator }, sheet, at).await?;
            self.given_up::<Indicator>(given_up.as_ref(), sheet, id).await?;
        }
        for form in &file.means {
            self.rubric_line(form.check()?, sheet, at).await?;
        }
        for form in &file.partners {
            self.rubric_line(form.check()?, sheet, at).await?;
        }
        for form in &file.links {
            self.rubric_line(self.link(form, sheet).await?, sheet, at).await?;
        }
        if let Some(form) = &file.themes {
            self.card(&form.check()?, sheet, at).await?;
        }
        if let Some(form) = &file.targeting {
            self.card(&form.check()?, sheet, at).await?;
        }
        Ok(())
    }

    /// A link of the file, with the identifier and the name of the sheet at that address of the plan.
    async fn link(&self, form: &LinkForm, sheet: &Sheet) -> Result<Link, Failure> {
        if form.other.is_empty() {
            return Ok(form.check()?);
        }
        let mut place = sheet.plan_path.split('/').skip(1);
        let (region, plan) = (place.next().unwrap_or_default(), place.next().unwrap_or_default());
        let other = action_sheet::store::find(&**self.tx, &DEMONSTRATION, region, plan, &form.other).await?;
        let link = LinkForm { other: other.id.to_string(), ..form.clone() }.check()?;
        Ok(Link { said: link::store::name(&other), ..link })
    }

    async fn card<C: Card>(&self, card: &C, sheet: &Sheet, at: DateTime<Utc>) -> Result<(), Failure> {
        let permit = DEMONSTRATION.may(Verb::EditRubric, sheet.place())?;
        Ok(card::store::save(self.tx, &permit, sheet, 0, card, at).await?)
    }

    async fn rubric_line<L: Stored>(
        &self,
        line: L,
        sheet: &Sheet,
        at: DateTime<Utc>,
    ) -> Result<L::Id, Failure> {
        let permit = DEMONSTRATION.may(L::VERB, sheet.place())?;
        Ok(rows::store::add(self.tx, &permit, sheet, line, at).await?)
    }
}
