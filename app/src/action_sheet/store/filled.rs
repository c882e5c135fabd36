//! Which rubrics of a sheet have something in them, whatever they are made of.
use std::collections::HashSet;

use sea_orm::{
    ConnectionTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};

use super::tables::rubric;
use crate::action_sheet::rubric::RubricKind;
use crate::card;
use crate::deliverable::model::Deliverable;
use crate::error::AppError;
use crate::goal::model::Goal;
use crate::ids::ActionSheetId;
use crate::indicator::model::Indicator;
use crate::link::model::Link;
use crate::means::model::Means;
use crate::milestone::model::Milestone;
use crate::partner::model::Partner;
use crate::project::model::Project;
use crate::rows::store::some_of;

#[derive(FromQueryResult)]
struct Row {
    kind: String,
}

/// The rubrics that hold a text, a line or a card: one query.
///
/// # Errors
/// When the database fails.
pub async fn filled(db: &impl ConnectionTrait, id: ActionSheetId) -> Result<HashSet<RubricKind>, AppError> {
    let mut query = Query::select();
    query
        .expr_as(Expr::col(rubric::Column::Kind), "kind")
        .from(rubric::Entity)
        .and_where(Expr::col(rubric::Column::SheetId).eq(id))
        .and_where(Expr::col(rubric::Column::Body).ne(""));
    for kind in RubricKind::ALL {
        if let Some(lines) = lines(*kind, id) {
            query.union(UnionType::All, lines);
        }
    }
    let rows = Row::find_by_statement(db.get_database_backend().build(&query)).all(db).await?;
    rows.into_iter().map(|row| RubricKind::stored(&row.kind)).collect()
}

/// The rubric's word once, when the sheet has a line or a card of it; `None` for texts.
fn lines(kind: RubricKind, id: ActionSheetId) -> Option<SelectStatement> {
    let some = match kind {
        RubricKind::Stake | RubricKind::Approach | RubricKind::Obstacles | RubricKind::Diffusion => {
            return None;
        }
        RubricKind::Goals => some_of::<Goal>(id),
        RubricKind::Themes | RubricKind::Targeting => card::store::some_of(id, kind),
        RubricKind::Projects => some_of::<Project>(id),
        RubricKind::Milestones => some_of::<Milestone>(id),
        RubricKind::Indicators => some_of::<Indicator>(id),
        RubricKind::Means => some_of::<Means>(id),
        RubricKind::Partners => some_of::<Partner>(id),
        RubricKind::Links => some_of::<Link>(id),
        RubricKind::Deliverables => some_of::<Deliverable>(id),
    };
    let word = Expr::val(kind.word()).cast_as("text");
    Some(Query::select().expr_as(word, "kind").and_where(Expr::exists(some)).to_owned())
}
