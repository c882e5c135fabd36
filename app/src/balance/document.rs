//! A balance as a document that people take away.
use super::model::{Balance, PartText};
use crate::action_sheet::model::Sheet;
use crate::document::{
    markdown,
    model::{Block, Document},
};
use crate::session::Session;
use crate::when;

/// The whole balance.
pub fn of(s: &Session, sheet: &Sheet, balance: &Balance, texts: &[PartText]) -> Document {
    let since = when::date(balance.status_since.with_timezone(&s.time_zone).date_naive());
    let mut blocks = vec![Block::fact(
        "État",
        format!("{} le {since}, {}", balance.status.label().to_lowercase(), balance.by_name),
    )];
    if s.demonstration {
        blocks.push(Block::paragraph("Démonstration : données inventées."));
    }
    for text in texts {
        blocks.push(Block::heading(1, text.part.label()));
        if text.body.is_empty() {
            blocks.push(Block::paragraph("Rien n’est écrit."));
        } else {
            blocks.extend(markdown::blocks(&text.body, 1));
        }
    }
    Document {
        title: format!("{}, {} : {}", balance.title, sheet.name().to_lowercase(), sheet.title),
        subtitle: format!("{}, {} · {}", sheet.plan_name, sheet.region, sheet.axis_name()),
        author: if s.demonstration { "Prisme, démonstration : données inventées" } else { "Prisme" }.into(),
        made_at: s.now,
        blocks,
    }
}
