//! The discussions of the demonstration.
use app::{
    access::Verb,
    action_sheet::model::Sheet,
    comment::{model::Audience, store},
    ids::CommentId,
};

use super::{Loading, file::CommentFile};
use crate::cli::Failure;

impl Loading<'_> {
    /// A comment with its answers, and what was taken away since.
    pub(super) async fn comment(&self, file: &CommentFile, sheet: &Sheet) -> Result<(), Failure> {
        let first = self.write_comment(file, sheet, None).await?;
        for answer in &file.answers {
            self.write_comment(answer, sheet, Some(first)).await?;
        }
        Ok(())
    }

    async fn write_comment(
        &self,
        file: &CommentFile,
        sheet: &Sheet,
        answered: Option<CommentId>,
    ) -> Result<CommentId, Failure> {
        let audience = Audience::of_new(sheet);
        let text = store::read(&**self.tx, (sheet, audience), file.text.trim(), None, self.day(0))
            .await
            .map_err(|wrong| format!("{wrong:?}"))?;
        let permit = self.author(Some(&file.by))?.may(Verb::Comment, sheet.place())?;
        let at = self.working_hour(file.ago);
        let id = store::write(self.tx, &permit, sheet, answered, text, at).await?.id;
        if let Some(removed) = &file.removed {
            let permit = self.author(Some(&removed.by))?.may(Verb::ModerateComments, sheet.place())?;
            let at = self.working_hour(removed.ago);
            store::remove(self.tx, &permit, sheet, (id, 1), removed.reason.clone(), at).await?;
        }
        Ok(id)
    }
}
