//! The requests for support of the demonstration: old, answered, settled, asked again.
use app::{
    access::Place,
    action_sheet::model::Sheet,
    ask::{
        forms::{Answering, Request},
        model::{About, Addressee, Step},
        store,
    },
    vague::When,
    when,
};

use super::{
    Loading,
    file::{AskFile, AskStep},
};
use crate::cli::Failure;

impl Loading<'_> {
    /// A request with all that happened to it.
    pub(super) async fn ask(&self, file: &AskFile, sheet: &Sheet) -> Result<(), Failure> {
        let word = |kind: &str, word: &str| format!("{kind} inconnu : {word}");
        let request = Request {
            to: Addressee::from_word(&file.to).ok_or_else(|| word("destinataire", &file.to))?,
            about: About::from_word(&file.about).ok_or_else(|| word("sujet", &file.about))?,
            text: file.text.clone(),
            wanted: file.wanted.map(|days| self.in_month(days)).transpose()?,
        };
        let permit = self.author(Some(&file.by))?.may(store::verb(Step::Ask), sheet.place())?;
        let id = store::open(self.tx, &permit, sheet, request, self.working_hour(file.ago)).await?;
        for (version, step) in (1..).zip(&file.steps) {
            self.ask_step(step, sheet, (id, version)).await?;
        }
        Ok(())
    }

    async fn ask_step(
        &self,
        file: &AskStep,
        sheet: &Sheet,
        line: (app::ids::AskId, i32),
    ) -> Result<(), Failure> {
        let step = Step::from_word(&file.step).ok_or_else(|| format!("étape inconnue : {}", file.step))?;
        let place: Place = sheet.place();
        let permit = self.author(Some(&file.by))?.may(store::verb(step), place)?;
        let (owner, at) =
            (self.person(file.owner.as_deref().unwrap_or(&file.by))?, self.working_hour(file.ago));
        match step {
            Step::Take => store::take(self.tx, &permit, sheet, line, owner, at).await?,
            Step::Answer => {
                let due = self.in_month(file.due.ok_or("une réponse sans échéance")?)?;
                let answering = Answering { text: file.text.clone(), due, owner };
                store::answer(self.tx, &permit, sheet, line, answering, at).await?;
            }
            Step::Ask | Step::Remind | Step::Settle | Step::Reopen => {
                store::step(self.tx, &permit, sheet, line, (step, file.text.clone()), at).await?;
            }
        }
        Ok(())
    }

    /// The month in which that many days from now fall.
    fn in_month(&self, days: i64) -> Result<When, Failure> {
        when::month(self.day(-days)).parse().map_err(|error: app::vague::NotADate| error.to_string().into())
    }
}
