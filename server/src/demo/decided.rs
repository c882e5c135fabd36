//! What was proposed and decided in the demonstration: amendments, emergent sheets.
use app::{
    access::{Place, Verb},
    action_sheet::{
        self,
        life::{Emergence, Step},
        model::{Locked, RubricKind, Sheet},
        store::Planned,
    },
    amendment::{
        self,
        model::{GoalsForm, Proposal, ProposalForm, TargetsForm, Verdict, key},
    },
    plan::{
        self,
        model::{Plan, axis_of_word},
    },
};

use super::file::{AmendmentFile, EmergentFile};
use super::{DEMONSTRATION, Loading};
use crate::cli::Failure;

impl Loading<'_> {
    /// An amendment, and what was decided of it.
    pub(super) async fn amendment(&self, file: &AmendmentFile, sheet: &Sheet) -> Result<(), Failure> {
        let part =
            Locked::from_word(&file.part).ok_or_else(|| format!("rien de tel à amender : {}", file.part))?;
        let seen = amendment::store::in_force(&**self.tx, sheet, part).await?.digest()?;
        let author = self.author(Some(&file.by))?;
        let permit = author.may(Verb::ProposeAmendment, sheet.place())?;
        let proposal = self.proposal(file, sheet, part, seen.clone()).await?;
        let at = self.working_hour(file.ago);
        let id = amendment::store::propose(self.tx, &permit, sheet, proposal, at).await?;
        if let Some(decided) = &file.decided {
            let verdict = Verdict::from_word(&decided.verdict)
                .ok_or_else(|| format!("décision inconnue : {}", decided.verdict))?;
            let permit = self.author(Some(&decided.by))?.may(Verb::DecideAmendment, sheet.place())?;
            let proposed = amendment::store::get(&**self.tx, &DEMONSTRATION, sheet, id).await?;
            let decision = (verdict, seen.as_str(), decided.reason.clone());
            let at = self.working_hour(decided.ago);
            amendment::store::decide(self.tx, &permit, sheet, proposed, decision, at).await?;
        }
        Ok(())
    }

    /// What the form of that part would say.
    async fn proposal(
        &self,
        file: &AmendmentFile,
        sheet: &Sheet,
        part: Locked,
        seen: String,
    ) -> Result<Proposal, Failure> {
        let reason = file.reason.clone();
        match part {
            Locked::Title | Locked::Stake => {
                let (part, body) = (part.word().to_owned(), file.text.clone());
                Ok(ProposalForm { part, body, seen, reason, ..ProposalForm::default() }.check()?)
            }
            Locked::Goals => {
                let mut form =
                    GoalsForm { seen, reason, added: file.goals.added.clone(), ..GoalsForm::default() };
                for (goal, title) in &file.goals.reworded {
                    form.titles.insert(self.known_goal(goal, sheet).await?, title.clone());
                }
                for goal in &file.goals.withdrawn {
                    form.withdrawn.push(self.known_goal(goal, sheet).await?);
                }
                for (goal, titles) in &file.goals.below {
                    form.below.insert(self.known_goal(goal, sheet).await?, titles.clone());
                }
                Ok(form.check()?)
            }
            Locked::Targeting => {
                let form = file.targeting.clone().ok_or("un avenant sans cibles")?;
                Ok(TargetsForm { seen, reason, ..form }.check()?)
            }
        }
    }

    async fn known_goal(&self, words: &str, sheet: &Sheet) -> Result<String, Failure> {
        Ok(key(self.goal_said(words, sheet).await?.ok_or("un objectif sans nom")?))
    }

    /// A sheet that was proposed between two sessions of the council, for the committee of another sheet.
    pub(super) async fn emergent(&self, file: &EmergentFile, plan: &Plan) -> Result<(), Failure> {
        let (at, day) = (self.working_hour(file.ago), self.day(file.ago));
        let beside = action_sheet::store::find(
            &**self.tx,
            &DEMONSTRATION,
            &plan.region_slug,
            &plan.slug,
            &file.beside,
        )
        .await?;
        let author = self.author(Some(&file.by))?;
        let place = Place { committee: Some(beside.committee_id), ..plan.place() };
        let permit = author.may(Verb::ProposeSheet, place)?;
        let key = axis_of_word(&file.axis).ok_or_else(|| format!("axe inconnu : {}", file.axis))?;
        let axis = plan::store::named_axis(self.tx, &permit, key).await?;
        let planned = Planned { axis, objective: None, code: None, title: &file.title };
        let emergence = Emergence::proposed_on(day);
        let id = action_sheet::store::propose(self.tx, &permit, planned, emergence, at).await?;
        let sheet = action_sheet::store::get(&**self.tx, &DEMONSTRATION, id).await?;
        let permit = author.may(Verb::EditRubric, sheet.place())?;
        let stake = file.stake.trim();
        action_sheet::store::save_rubric(self.tx, &permit, &sheet, RubricKind::Stake, 0, stake, at).await?;
        let step = Step::Expire { today: self.day(0) };
        if let (Some(_), Some(last_day)) = (sheet.status.after(step.clone()), sheet.status.last_day()) {
            let at = last_day.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::Duration::days(1);
            let permit = DEMONSTRATION.may(Verb::MoveSheet, sheet.place())?;
            action_sheet::store::move_sheet(self.tx, &permit, &sheet, sheet.version, step, at).await?;
        }
        Ok(())
    }
}
