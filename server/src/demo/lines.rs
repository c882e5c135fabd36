//! The lines of the sheets of the demonstration, with the dates that they had and the moves that they made.
use app::{
    access::Verb,
    action_sheet::model::Sheet,
    deliverable::{
        kind::Kind,
        model::{Act, Deliverable, Nature, Rank, State},
    },
    goal::model::Goal,
    ids::GoalId,
    milestone::model::Milestone,
    rows::{
        self,
        due::Due,
        given_up::{Forsaken, GivenUp, Reason},
        model::Line,
        store::Stored,
    },
    vague::When,
    when,
};
use chrono::{DateTime, Datelike, Utc};

use super::{DEMONSTRATION, Loading, file};
use crate::cli::Failure;

impl Loading<'_> {
    /// A milestone with the dates that it had, one after the other.
    pub(super) async fn milestone(
        &self,
        file: &file::MilestoneFile,
        sheet: &Sheet,
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let goal = self.goal_said(&file.goal, sheet).await?;
        let milestone = |due: i64, done: Option<i64>| -> Result<Milestone, Failure> {
            let due = self.said(due, &file.said)?;
            Ok(Milestone { title: file.title.clone(), due, goal, done_on: done.map(|ago| self.day(ago)) })
        };
        let mut lines = file.dues.iter().map(|due| milestone(*due, None)).collect::<Result<Vec<_>, _>>()?;
        if let (Some(last), Some(_)) = (file.dues.last(), file.done) {
            lines.push(milestone(*last, file.done)?);
        }
        self.lines(sheet, lines, at).await.map(drop)
    }

    /// A deliverable with the dates that it had, then the moves that it made.
    pub(super) async fn deliverable(
        &self,
        file: &file::DeliverableFile,
        sheet: &Sheet,
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let goal = self.goal_said(&file.goal, sheet).await?;
        let deliverable = |due: &i64| -> Result<Deliverable, Failure> {
            Ok(Deliverable {
                title: file.title.clone(),
                kind: Kind::from_word(&file.kind).ok_or_else(|| unknown(&file.kind))?,
                nature: Nature::from_word(&file.nature).ok_or_else(|| unknown(&file.nature))?,
                publics: file.publics.clone(),
                rank: if file.intermediate { Rank::Intermediate } else { Rank::Final },
                due: self.said(*due, &file.said)?,
                goal,
                state: State::Expected,
            })
        };
        let lines = file.dues.iter().map(deliverable).collect::<Result<Vec<_>, _>>()?;
        let id = self.lines(sheet, lines, at).await?;
        let permit = DEMONSTRATION.may(Verb::KeepTimetable, sheet.place())?;
        for (act, ago) in [(Act::Begin, file.begun), (Act::Submit, file.submitted)] {
            let Some(ago) = ago else { continue };
            let known = rows::store::get::<Deliverable>(&**self.tx, sheet, id).await?;
            let (line, _) =
                known.line.after(act.word(), self.day(ago)).ok_or("un changement qui n’est pas permis")?;
            rows::store::change(self.tx, &permit, sheet, &known, line, self.working_hour(ago)).await?;
        }
        self.given_up::<Deliverable>(file.given_up.as_ref(), sheet, id).await
    }

    /// Gives a line up, if the file says so.
    pub(super) async fn given_up<L: Stored + Forsaken>(
        &self,
        file: Option<&file::GivenUpFile>,
        sheet: &Sheet,
        id: L::Id,
    ) -> Result<(), Failure> {
        let Some(file) = file else { return Ok(()) };
        let reason = Reason::from_word(&file.reason).ok_or_else(|| unknown(&file.reason))?;
        let why = GivenUp { on: self.day(file.ago), reason, detail: file.detail.clone() };
        let permit = DEMONSTRATION.may(L::VERB, sheet.place())?;
        let known = rows::store::get::<L>(&**self.tx, sheet, id).await?;
        let line = known.line.give_up(why).ok_or("trop tard pour abandonner")?;
        Ok(rows::store::change(self.tx, &permit, sheet, &known, line, self.working_hour(file.ago)).await?)
    }

    /// Adds the first of these, then puts the others over it, one after the other.
    async fn lines<L: Stored>(
        &self,
        sheet: &Sheet,
        lines: Vec<L>,
        at: DateTime<Utc>,
    ) -> Result<L::Id, Failure> {
        let permit = DEMONSTRATION.may(L::VERB, sheet.place())?;
        let mut lines = lines.into_iter();
        let first = lines.next().ok_or("une ligne sans date")?;
        let id = rows::store::add(self.tx, &permit, sheet, first, at).await?;
        for line in lines {
            let known = rows::store::get(&**self.tx, sheet, id).await?;
            rows::store::revise(self.tx, &permit, sheet, known, line, at).await?;
        }
        Ok(id)
    }

    /// The goal of the sheet that begins with these words; empty for none.
    pub(super) async fn goal_said(&self, words: &str, sheet: &Sheet) -> Result<Option<GoalId>, Failure> {
        if words.is_empty() {
            return Ok(None);
        }
        let goals = rows::store::list::<Goal>(&**self.tx, sheet.id).await?;
        let goal = goals.iter().find(|row| row.line.title.starts_with(words));
        Ok(Some(goal.ok_or_else(|| format!("aucun objectif « {words} »"))?.id))
    }

    /// A due date, that many days from now, as it is said: `day`, `month`, `quarter` or `year`.
    fn said(&self, days: i64, how: &str) -> Result<Due, Failure> {
        let day = self.day(-days);
        let said = match how {
            "day" => day.format("%d/%m/%Y").to_string(),
            "month" => when::month(day),
            "quarter" => format!("T{} {}", day.month0() / 3 + 1, day.year()),
            _ => day.year().to_string(),
        };
        Ok(said.parse::<When>().map_err(|e| e.to_string())?.into())
    }
}

fn unknown(word: &str) -> String {
    format!("mot inconnu : {word}")
}
