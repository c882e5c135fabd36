//! What is told by mail of requests for support. Each tells where the request stands when it leaves: of several steps
//! before that, only the last is told.
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::hello;
use crate::access::{self, Role, Verb};
use crate::ask::{
    self,
    model::{Addressee as To, Ask},
    store::Line,
};
use crate::committee::store::Addressee;
use crate::error::AppError;
use crate::ids::{AskId, PersonId};
use crate::mail::model::{Kind, Letter, Part};
use crate::mail::store::Claimed;

/// A message about a step of a request.
#[derive(Deserialize)]
pub struct OfAsk {
    ask: AskId,
    /// The version that the step made.
    version: i32,
    /// Who made it.
    by: Option<PersonId>,
}

/// Who holds the request or, as long as nobody does, those to whom it goes; never who made the step.
///
/// # Errors
/// When the database fails.
pub async fn who_answers(
    db: &impl ConnectionTrait,
    told: OfAsk,
    today: NaiveDate,
) -> Result<Vec<PersonId>, AppError> {
    let Some(asked) = ask::store::told(db, told.ask).await? else { return Ok(Vec::new()) };
    let Line { sheet, ask } = asked.line;
    let may = access::store::who_may(db, Verb::AnswerAsk, &sheet.place(), today).await?;
    let owner = ask.owner.as_ref().map(|owner| owner.id);
    let mut people: Vec<PersonId> =
        may.iter().map(|holder| holder.id).filter(|id| Some(*id) == owner).collect();
    if people.is_empty() {
        let team = access::store::who_holds(db, &[team(ask.to)], &sheet.place(), today).await?;
        // a region without such a team leaves it to those who may answer
        let team = if team.is_empty() { may } else { team };
        people = team.into_iter().map(|holder| holder.id).collect();
    }
    people.retain(|id| Some(*id) != told.by);
    Ok(people)
}

fn team(to: To) -> Role {
    match to {
        To::Support => Role::Support,
        To::Dreets | To::Bureau | To::Council => Role::Coordinator,
    }
}

/// Who asked, if she may still read the answer; nobody when she made the step herself.
///
/// # Errors
/// When the database fails.
pub async fn who_asked(
    db: &impl ConnectionTrait,
    told: OfAsk,
    today: NaiveDate,
) -> Result<Vec<PersonId>, AppError> {
    let Some(asked) = ask::store::told(db, told.ask).await? else { return Ok(Vec::new()) };
    let Some(by) = asked.by.filter(|by| Some(*by) != told.by) else { return Ok(Vec::new()) };
    let may = access::store::who_may(db, Verb::SeeAsks, &asked.line.sheet.place(), today).await?;
    Ok(may.into_iter().map(|holder| holder.id).filter(|id| *id == by).collect())
}

/// The mail about a step; `None` when another step came after it, whose own mail says more. That somebody else was put
/// in charge says nothing to others.
///
/// # Errors
/// `Unreadable` for a message of another shape, or when the database fails.
pub async fn letter(
    db: &impl ConnectionTrait,
    to: &Addressee,
    site: &str,
    mail: &Claimed,
) -> Result<Option<Letter>, AppError> {
    let told: OfAsk = super::read(&mail.payload)?;
    let Some(asked) = ask::store::told(db, told.ask).await? else { return Ok(None) };
    let line = asked.line;
    let last = match mail.kind {
        Kind::AskTaken => line.ask.version,
        _ => ask::store::last_said(db, told.ask).await?,
    };
    if last != told.version {
        return Ok(None);
    }
    Ok(Some(written(to, site, mail.kind, &line)))
}

fn written(to: &Addressee, site: &str, kind: Kind, line: &Line) -> Letter {
    let Line { sheet, ask } = line;
    let (title, path) = (ask::parts::title(ask), format!("{site}{}", ask::parts::path(sheet, ask.id)));
    let of = sheet.presented();
    let asks = format!("{} demande un appui {}. {of}.", ask.by, ask.to.to());
    let (subject, said) = match kind {
        Kind::AskReminded => ("Relance", format!("{asks} La demande attend depuis le {}.", day(ask))),
        Kind::AskTaken => ("Demande confiée", format!("Cette demande d’appui vous est confiée. {asks}")),
        Kind::AskReopened => ("Demande rouverte", format!("La réponse n’a pas suffi. {asks}")),
        Kind::AskAnswered => ("Réponse", format!("Votre demande d’appui a une réponse. {of}.")),
        Kind::AskSettled => {
            ("Demande réglée", format!("Votre demande d’appui est notée comme réglée. {of}."))
        }
        _ => ("Demande d’appui", asks),
    };
    let mut parts = vec![hello(to), Part::Text(said), Part::Text(format!("«\u{a0}{}\u{a0}»", ask.request))];
    if let Some(answer) = ask.answer() {
        parts.push(Part::Text(format!("{}, pour\u{a0}: {}\n{}", answer.by, answer.due, answer.text)));
    } else if let Some(due) = ask.due() {
        parts.push(Part::Text(format!("Réponse attendue pour\u{a0}: {due}")));
    }
    parts.push(match kind {
        Kind::AskAnswered | Kind::AskSettled => {
            Part::Link("Lire la demande, ou la rouvrir si cela ne suffit pas".into(), path)
        }
        _ => Part::Link("Répondre, ou dire qui s’en charge".into(), path),
    });
    Letter::new(&format!("{subject}, {}\u{a0}: {title}", sheet.in_words()), parts)
}

fn day(ask: &Ask) -> String {
    crate::when::date(ask.since.with_timezone(&chrono_tz::Europe::Paris).date_naive())
}
