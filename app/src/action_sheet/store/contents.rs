//! What a sheet holds, its timetable aside: its texts, its cards, and the lines of its structured rubrics.
use std::collections::HashSet;

use sea_orm::ConnectionTrait;

use super::rubrics;
use crate::access::Actor;
use crate::action_sheet::model::Rubric;
use crate::action_sheet::rubric::RubricKind;
use crate::card::{
    self,
    model::{Card, Saved},
};
use crate::error::AppError;
use crate::goal::model::{Goal, tree};
use crate::ids::ActionSheetId;
use crate::indicator::model::Indicator;
use crate::link::{self, store::Linked};
use crate::means::model::Means;
use crate::partner::model::Partner;
use crate::project::model::Project;
use crate::rows::model::{Line, Row};
use crate::rows::store::list;
use crate::targeting::model::Targeting;
use crate::theme::model::Themes;

/// The texts and the lines of a sheet.
pub struct Contents {
    pub texts: Vec<Rubric>,
    pub goals: Vec<Row<Goal>>,
    pub themes: Option<Saved<Themes>>,
    pub targeting: Option<Saved<Targeting>>,
    pub projects: Vec<Row<Project>>,
    pub indicators: Vec<Row<Indicator>>,
    pub means: Vec<Row<Means>>,
    pub partners: Vec<Row<Partner>>,
    pub links: Linked,
}

impl Contents {
    /// A query for each kind of lines, one for the texts and one for the cards.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: ActionSheetId) -> Result<Self, AppError> {
        let cards = card::store::all(db, id).await?;
        Ok(Self {
            texts: rubrics(db, id).await?,
            goals: list(db, id).await?,
            themes: card::store::read(&cards)?,
            targeting: card::store::read(&cards)?,
            projects: list(db, id).await?,
            indicators: list(db, id).await?,
            means: list(db, id).await?,
            partners: list(db, id).await?,
            links: link::store::of(db, actor, id).await?,
        })
    }

    /// The rubrics in which something is written.
    pub fn filled(&self) -> HashSet<RubricKind> {
        let written = |kind: &RubricKind| self.text(*kind).is_some() || !self.told(*kind).is_empty();
        RubricKind::ALL.iter().copied().filter(written).collect()
    }

    /// A text in which something is written.
    pub fn text(&self, kind: RubricKind) -> Option<&Rubric> {
        self.texts.iter().find(|text| text.kind == kind && !text.body.is_empty())
    }

    /// The lines of a rubric, or the fields of one that is one form, each in a few words; none for a text, and for the
    /// timetable.
    pub fn told(&self, kind: RubricKind) -> Vec<String> {
        match kind {
            RubricKind::Goals => {
                let whole = |(goal, under): (&Row<Goal>, Vec<&Row<Goal>>)| {
                    [goal].into_iter().chain(under).map(|row| row.line.told()).collect::<Vec<_>>()
                };
                tree(&self.goals).into_iter().flat_map(whole).collect()
            }
            RubricKind::Themes => card_told(self.themes.as_ref()),
            RubricKind::Targeting => card_told(self.targeting.as_ref()),
            RubricKind::Projects => told(&self.projects),
            RubricKind::Indicators => told(&self.indicators),
            RubricKind::Means => told(&self.means),
            RubricKind::Partners => told(&self.partners),
            RubricKind::Links => self.links.told(),
            RubricKind::Stake
            | RubricKind::Approach
            | RubricKind::Milestones
            | RubricKind::Deliverables
            | RubricKind::Obstacles
            | RubricKind::Diffusion => Vec::new(),
        }
    }
}

fn told<L: Line>(rows: &[Row<L>]) -> Vec<String> {
    rows.iter().map(|row| row.line.told()).collect()
}

fn card_told<C: Card>(saved: Option<&Saved<C>>) -> Vec<String> {
    saved.map(|saved| saved.card.told()).unwrap_or_default()
}
