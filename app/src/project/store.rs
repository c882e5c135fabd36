//! The table of projects.
use super::model::Project;
use crate::error::AppError;
use crate::rows::given_up::GivenUp;
use crate::rows::model::Row;
use crate::rows::store::Stored;

mod project {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, ProjectId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "project")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProjectId,
        pub sheet_id: ActionSheetId,
        pub number: i32,
        pub title: String,
        pub goals: String,
        pub publics: String,
        pub given_up_on: Option<Date>,
        pub reason: String,
        pub detail: String,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use project::Column as C;

impl Stored for Project {
    type Entity = project::Entity;
    type Model = project::Model;
    const ID: C = C::Id;
    const SHEET: C = C::SheetId;
    const VERSION: C = C::Version;
    const ORDER: &'static [C] = &[C::Number, C::Id];

    fn read(model: project::Model) -> Result<Row<Self>, AppError> {
        let line = Self {
            number: model.number,
            title: model.title,
            goals: model.goals,
            publics: model.publics,
            given_up: GivenUp::stored(model.given_up_on, &model.reason, model.detail)?,
        };
        Ok(Row { id: model.id, sheet: model.sheet_id, version: model.version, line })
    }

    fn model(row: Row<Self>) -> Result<project::Model, AppError> {
        let line = row.line;
        let (given_up_on, reason, detail) = GivenUp::columns(line.given_up);
        Ok(project::Model {
            id: row.id,
            sheet_id: row.sheet,
            number: line.number,
            title: line.title,
            goals: line.goals,
            publics: line.publics,
            given_up_on,
            reason,
            detail,
            version: row.version,
        })
    }
}
