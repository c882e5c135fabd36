//! The table of milestones.
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::model::Milestone;
use crate::error::AppError;
use crate::rows::due::Due;
use crate::rows::model::Row;
use crate::rows::store::{Stored, due::StoredDue};
use crate::vague::When;

mod milestone {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, GoalId, MilestoneId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "milestone")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MilestoneId,
        pub sheet_id: ActionSheetId,
        pub title: String,
        pub due: String,
        pub due_first: Date,
        pub due_last: Date,
        /// The earlier due dates, as `PastDue`.
        pub past: Json,
        pub goal_id: Option<GoalId>,
        pub done_on: Option<Date>,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use milestone::Column as C;

impl Stored for Milestone {
    type Entity = milestone::Entity;
    type Model = milestone::Model;
    const ID: C = C::Id;
    const SHEET: C = C::SheetId;
    const VERSION: C = C::Version;
    const ORDER: &'static [C] = &[C::DueLast, C::DueFirst, C::Id];

    fn read(model: milestone::Model) -> Result<Row<Self>, AppError> {
        let due = Due {
            when: When::stored(model.due, model.due_first, model.due_last),
            past: serde_json::from_value(model.past)?,
        };
        let line = Self { title: model.title, due, goal: model.goal_id, done_on: model.done_on };
        Ok(Row { id: model.id, sheet: model.sheet_id, version: model.version, line })
    }

    fn model(row: Row<Self>) -> Result<milestone::Model, AppError> {
        let Self { title, due, goal, done_on } = row.line;
        let (due_first, due_last) = due.when.days();
        Ok(milestone::Model {
            id: row.id,
            sheet_id: row.sheet,
            title,
            due: due.when.to_string(),
            due_first,
            due_last,
            past: serde_json::to_value(due.past)?,
            goal_id: goal,
            done_on,
            version: row.version,
        })
    }
}

impl StoredDue for Milestone {
    const TITLE: C = C::Title;
    const DUE: C = C::Due;
    const FIRST: C = C::DueFirst;
    const LAST: C = C::DueLast;

    fn open() -> SimpleExpr {
        C::DoneOn.is_null()
    }

    fn given_up() -> SimpleExpr {
        Expr::val(false)
    }
}
