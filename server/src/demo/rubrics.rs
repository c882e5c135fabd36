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
    pub(super) async fn lines(
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
            let id = self.line(Goal { under, ..goal }, sheet, at).await?;
            if level == Level::General {
                general = Some(id);
            }
        }
        for form in &file.projects {
            self.line(form.check()?, sheet, at).await?;
        }
        for form in &file.indicators {
            self.line(form.check()?, sheet, at).await?;
        }
        for form in &file.means {
            self.line(form.check()?, sheet, at).await?;
        }
        for form in &file.partners {
            self.line(form.check()?, sheet, at).await?;
        }
        Ok(())
    }

    async fn line<L: Stored>(&self, line: L, sheet: &Sheet, at: DateTime<Utc>) -> Result<L::Id, Failure> {
        let permit = DEMONSTRATION.may(L::VERB, sheet.place())?;
        Ok(rows::store::add(self.tx, &permit, sheet, line, at).await?)
    }
}
