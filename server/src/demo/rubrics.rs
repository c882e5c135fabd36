//! The lines of the structured rubrics, which the files say as their forms do.
use app::{
    action_sheet::model::Sheet,
    goal::model::{Goal, Level},
    rows::{self, store::Stored},
};
use chrono::{DateTime, Utc};

use super::{DEMONSTRATION, Loading, file::SheetFile};
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
        for form in &file.projects {
            self.rubric_line(form.check()?, sheet, at).await?;
        }
        for form in &file.indicators {
            self.rubric_line(form.check()?, sheet, at).await?;
        }
        for form in &file.means {
            self.rubric_line(form.check()?, sheet, at).await?;
        }
        for form in &file.partners {
            self.rubric_line(form.check()?, sheet, at).await?;
        }
        Ok(())
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
