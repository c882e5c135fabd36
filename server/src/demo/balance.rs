//! The balances of the demonstration: one from the real document, others written for it.
use app::{
    access::Verb,
    action_sheet::model::Sheet,
    balance::{
        import::read_balance,
        model::{Part, Step},
        store,
    },
    plan,
};

use super::file::BalanceFile;
use super::{DEMONSTRATION, Loading};
use crate::cli::Failure;

/// The document that pilots handed in, as it stands.
const DOCUMENT: &[u8] = include_bytes!("../../demo/documents/bilan-2.4.1-usure-professionnelle.md");

impl Loading<'_> {
    /// A balance with its texts, or of the real document, and what became of it.
    pub(super) async fn balance(&self, file: &BalanceFile, sheet: &Sheet) -> Result<(), Failure> {
        let (author, at) = (self.author(Some(&file.by))?, self.working_hour(file.ago));
        let permit = author.may(Verb::EditBalance, sheet.place())?;
        let made = if file.texts.is_empty() {
            let plan = plan::store::get(&**self.tx, &DEMONSTRATION, sheet.plan_id).await?;
            let asked = author.may(Verb::ImportBalance, plan.place())?;
            let name = "bilan-2.4.1-usure-professionnelle.md";
            let id = store::keep_import(self.tx, &asked, name, DOCUMENT.to_vec(), at).await?;
            let import = store::get_import(&**self.tx, &DEMONSTRATION, &plan, id).await?;
            let reading = read_balance(DOCUMENT);
            store::apply(self.tx, &permit, sheet, &file.title, &import, &reading, at).await?
        } else {
            let made = store::create(self.tx, &permit, sheet, &file.title, at).await?;
            let permit = author.may(Verb::EditBalance, made.place(sheet))?;
            for (word, body) in &file.texts {
                let part = Part::from_word(word).ok_or_else(|| format!("rubrique inconnue : {word}"))?;
                store::save_text(self.tx, &permit, &made, (part, 0), body.trim(), at).await?;
            }
            made
        };
        for moved in &file.moves {
            let step =
                Step::from_word(&moved.step).ok_or_else(|| format!("changement inconnu : {}", moved.step))?;
            let now_is = store::get(&**self.tx, &DEMONSTRATION, sheet, made.id).await?;
            let by = self.author(Some(&moved.by))?;
            let permit = by.may(store::verb_of(step), now_is.place(sheet))?;
            let said = (step, moved.comment.clone());
            let at = self.working_hour(moved.ago);
            store::advance(self.tx, &permit, &now_is, now_is.version, said, at).await?;
        }
        Ok(())
    }
}
