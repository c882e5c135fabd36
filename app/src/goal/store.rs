//! The table of goals.
use super::model::{Goal, Level};
use crate::action_sheet;
use crate::error::AppError;
use crate::ids::{ActionSheetId, GoalId};
use crate::rows::model::{Line, Row};
use crate::rows::store::{Stored, list};
use crate::session::Session;

mod goal {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, GoalId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "goal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: GoalId,
        pub sheet_id: ActionSheetId,
        pub level: String,
        pub parent_id: Option<GoalId>,
        pub title: String,
        pub withdrawn_by: Option<i32>,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use goal::Column as C;

impl Stored for Goal {
    type Entity = goal::Entity;
    type Model = goal::Model;
    const ID: C = C::Id;
    const SHEET: C = C::SheetId;
    const VERSION: C = C::Version;
    const ORDER: &'static [C] = &[C::Id];

    fn read(model: goal::Model) -> Result<Row<Self>, AppError> {
        let line = Self {
            level: Level::stored(&model.level)?,
            under: model.parent_id,
            title: model.title,
            withdrawn_by: model.withdrawn_by,
        };
        Ok(Row { id: model.id, sheet: model.sheet_id, version: model.version, line })
    }

    fn model(row: Row<Self>) -> Result<goal::Model, AppError> {
        let line = row.line;
        Ok(goal::Model {
            id: row.id,
            sheet_id: row.sheet,
            level: line.level.word().into(),
            parent_id: line.under,
            title: line.title,
            withdrawn_by: line.withdrawn_by,
            version: row.version,
        })
    }
}

/// Whether a goal stands under a general one of its own sheet.
///
/// # Errors
/// `Invalid` when it does not, `NotFound` for a sheet that the actor may not see.
pub async fn check_parent(s: &Session, sheet: ActionSheetId, goal: &Goal) -> Result<(), AppError> {
    let wrong =
        AppError::field("under", "Cet objectif général n’est plus là : choisissez-en un autre, ou aucun.");
    check_own::<Goal>(s, sheet, goal.under, |goal| goal.level == Level::General && goal.is_in_force(), wrong)
        .await
}

/// Whether the goal that a line says it serves is one of its own sheet.
///
/// # Errors
/// As `check_parent`.
pub async fn check_served<L: Line>(
    s: &Session,
    sheet: ActionSheetId,
    goal: Option<GoalId>,
) -> Result<(), AppError> {
    let wrong = AppError::field("goal", "Cet objectif n’est plus là : choisissez-en un autre, ou aucun.");
    check_own::<L>(s, sheet, goal, |_| true, wrong).await
}

async fn check_own<L: Line>(
    s: &Session,
    sheet: ActionSheetId,
    goal: Option<GoalId>,
    fits: fn(&Goal) -> bool,
    wrong: AppError,
) -> Result<(), AppError> {
    let Some(goal) = goal else { return Ok(()) };
    let sheet = action_sheet::store::get(&s.db.read, &s.actor, sheet).await?;
    s.actor.may(L::VERB, sheet.place())?;
    let goals = list::<Goal>(&s.db.read, sheet.id).await?;
    if goals.iter().any(|row| row.id == goal && fits(&row.line)) { Ok(()) } else { Err(wrong) }
}
