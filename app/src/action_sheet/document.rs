//! The sheet as a document that people take away: its facts, its last update, its timetable, its rubrics, its amendments.
use chrono::{DateTime, Utc};

use super::life::Status;
use super::model::{RubricKind, Sheet};
use super::store::Contents;
use crate::access;
use crate::amendment::{
    self,
    model::{Amendment, State},
};
use crate::deliverable::model::Deliverable;
use crate::document::{
    markdown,
    model::{Block, Column, Document, ListKind, Table, Text},
};
use crate::error::AppError;
use crate::goal::model::Goal;
use crate::ids::GoalId;
use crate::milestone::model::Milestone;
use crate::progress::{
    self,
    model::{Confidence, ProgressUpdate},
};
use crate::rows::{
    self,
    due::{Dated, Due, Standing},
    model::Row,
};
use crate::session::Session;
use crate::template::{self, model::Template};
use crate::text::capitalised;
use crate::when;

/// The whole sheet as its reader may read it: a number of queries that does not depend on its lines.
///
/// # Errors
/// When the database fails.
pub async fn of(s: &Session, sheet: &Sheet) -> Result<Document, AppError> {
    let db = &s.db.read;
    let template = template::store::followed(db, sheet).await?;
    let contents = Contents::load(db, &s.actor, sheet.id).await?;
    let update = progress::store::list(db, sheet.id, 1).await?.pop();
    let milestones = rows::store::list::<Milestone>(db, sheet.id).await?;
    let deliverables = rows::store::list::<Deliverable>(db, sheet.id).await?;
    let amendments = amendment::store::list(db, &s.actor, sheet).await?;
    let since = day(s, sheet.status_since);
    // who carries it, or who carried it when it came to its end
    let date = if sheet.status.word().is_over() { since } else { s.today };
    let pilots = access::store::pilots(db, [sheet.committee_id], date).await?;
    let pilots = pilots
        .into_values()
        .flatten()
        .map(|pilot| pilot.organisation.map_or(pilot.name.clone(), |of| format!("{} ({of})", pilot.name)));
    let blocks = [
        standing(s, sheet, pilots.collect::<Vec<_>>().join(", "), update),
        timetable(s, &milestones, &deliverables, &contents.goals),
        written(&template, &contents),
        amended(s, &amendments),
    ];
    Ok(Document {
        title: format!("{} : {}", sheet.name(), sheet.title),
        subtitle: format!(
            "{}, {} · {} · fiche au {}",
            sheet.plan_name,
            sheet.region,
            sheet.axis_name(),
            when::date(s.today)
        ),
        author: if s.demonstration { "Prisme, démonstration : données inventées" } else { "Prisme" }.into(),
        made_at: s.now,
        blocks: blocks.concat(),
    })
}

fn day(s: &Session, at: DateTime<Utc>) -> chrono::NaiveDate {
    at.with_timezone(&s.time_zone).date_naive()
}

/// Where the action stands: the facts of the sheet, and its last update.
fn standing(s: &Session, sheet: &Sheet, pilots: String, update: Option<ProgressUpdate>) -> Vec<Block> {
    let since = when::date(day(s, sheet.status_since));
    let mut blocks = vec![Block::heading(1, "Où en est-on")];
    if s.demonstration {
        blocks.push(Block::paragraph(
            "Démonstration : les personnes, les dates et les avancements sont inventés.",
        ));
    }
    if let Some(objective) = &sheet.objective {
        blocks.push(Block::fact("Objectif du plan", objective.as_str()));
    }
    blocks.push(Block::fact("État", format!("{}, depuis le {since}", sheet.status.said())));
    let (until, why) = match &sheet.status {
        Status::Paused(_, pause) => (pause.until, pause.reason.as_str()),
        Status::Abandoned { motive } => (None, motive.as_str()),
        Status::Emergent(now) => (None, now.reason.as_str()),
        Status::Open(_) | Status::Closed | Status::Expired(_) => (None, ""),
    };
    if let Some(until) = until {
        blocks.push(Block::fact("Jusqu’au", when::date(until)));
    }
    if !why.is_empty() {
        blocks.push(Block::fact("Motif", why));
    }
    blocks.push(Block::fact("Pilotes", if pilots.is_empty() { "aucun".to_owned() } else { pilots }));
    let confidence = update.as_ref().map_or("Non renseignée", |u| Confidence::label(u.confidence));
    blocks.push(Block::fact("Confiance déclarée", confidence));
    match update {
        Some(update) => {
            let said = when::date(day(s, update.at));
            blocks.push(Block::heading(2, "Dernier point"));
            blocks.push(Block::paragraph(format!("{}, le {said}", update.by_name)));
            blocks.push(Block::fact("Fait", update.done));
            blocks.push(Block::fact("Ensuite", update.next));
            if !update.obstacle.is_empty() {
                blocks.push(Block::fact("Ce qui bloque", update.obstacle));
            }
        }
        None => blocks.push(Block::paragraph("Aucun point d’avancement.")),
    }
    blocks
}

fn timetable(
    s: &Session,
    milestones: &[Row<Milestone>],
    deliverables: &[Row<Deliverable>],
    goals: &[Row<Goal>],
) -> Vec<Block> {
    let serving = |id: Option<GoalId>| {
        let goal = goals.iter().find(|goal| Some(goal.id) == id);
        goal.map(|goal| format!(", pour l’objectif « {} »", goal.line.title)).unwrap_or_default()
    };
    let reached = |line: &Milestone| line.done_on.map(|day| format!("fait le {}", when::date(day)));
    vec![
        Block::heading(1, "Le calendrier"),
        dated(s, milestones, |line| {
            let what = format!("{}{}", line.title, serving(line.goal));
            (what, reached(line).unwrap_or_else(|| "prévu".into()))
        }),
        dated(s, deliverables, |line| {
            let publics =
                if line.publics.is_empty() { String::new() } else { format!(", pour {}", line.publics) };
            let what = format!("{} ({}{publics}){}", line.title, line.described(), serving(line.goal));
            (what, line.state.told())
        }),
    ]
}

/// The lines of a kind that is due, as a table; `said` gives what one is and where it stands.
fn dated<L: Dated>(s: &Session, rows: &[Row<L>], said: impl Fn(&L) -> (String, String)) -> Block {
    if rows.is_empty() {
        return Block::paragraph(format!("{} pour l’instant.", capitalised(&L::NOUN.no())));
    }
    let row = |row: &Row<L>| {
        let (what, stands) = said(&row.line);
        let late = row.line.standing(s.today) == Standing::Late;
        let stands = if late { "en retard".to_owned() } else { stands };
        vec![what.as_str().into(), due(row.line.due()), stands.into()]
    };
    Block::Table(Table {
        caption: capitalised(L::NOUN.many),
        columns: vec![
            Column::new(&capitalised(L::NOUN.one), 5),
            Column::new("Échéance", 3),
            Column::new("Où il en est", 2),
        ],
        rows: rows.iter().map(row).collect(),
    })
}

/// The date as it was said, and what it was before.
fn due(due: &Due) -> Text {
    let mut said = due.when.to_string();
    let before: Vec<String> = due.past.iter().map(|past| past.due.to_string()).collect();
    if !due.postponed().is_empty() {
        said = format!("{said}, {}", due.postponed());
    }
    if !before.is_empty() {
        said = format!("{said} (avant : {})", before.join(", puis "));
    }
    said.into()
}

/// The rubrics, in the order and with the words of the template that the sheet follows; then what it no longer has.
fn written(template: &Template, contents: &Contents) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "La fiche")];
    // what the timetable says stands above
    for section in template.sections.iter().filter(|section| !section.kind.is_dated()) {
        blocks.push(Block::heading(2, &section.title));
        let written = rubric(contents, section.kind);
        if written.is_empty() {
            blocks.push(Block::paragraph("Rubrique vide."));
        }
        blocks.extend(written);
    }
    let outside: Vec<(RubricKind, Vec<Block>)> = template
        .absent()
        .into_iter()
        .map(|kind| (kind, rubric(contents, kind)))
        .filter(|(_, written)| !written.is_empty())
        .collect();
    if !outside.is_empty() {
        blocks.push(Block::heading(1, "Hors trame"));
    }
    for (kind, written) in outside {
        blocks.push(Block::heading(2, kind.label()));
        blocks.extend(written);
    }
    blocks
}

/// What is written in a rubric: its text, or its lines as a list.
fn rubric(contents: &Contents, kind: RubricKind) -> Vec<Block> {
    if let Some(text) = contents.text(kind) {
        return markdown::blocks(&text.body, 2);
    }
    let lines: Vec<Vec<Block>> =
        contents.told(kind).into_iter().map(|line| vec![Block::paragraph(line)]).collect();
    if lines.is_empty() { Vec::new() } else { vec![Block::List(ListKind::Bullets, lines)] }
}

/// The amendments in force: a document that leaves the committee tells no proposal.
fn amended(s: &Session, amendments: &[Amendment]) -> Vec<Block> {
    let accepted: Vec<Vec<Block>> = amendments
        .iter()
        .filter_map(|amendment| match &amendment.state {
            State::Accepted(_, decision) => {
                let (part, on) = (amendment.part().label().to_lowercase(), when::date(day(s, decision.at)));
                let text = format!("{}, {part}, adopté le {on} : {}", amendment.name(), amendment.reason);
                Some(vec![Block::paragraph(text)])
            }
            State::Proposed | State::Refused(_) | State::Withdrawn(_) => None,
        })
        .collect();
    if accepted.is_empty() {
        return Vec::new();
    }
    let list = Block::List(ListKind::Bullets, accepted);
    vec![Block::heading(1, "Avenants"), list]
}
