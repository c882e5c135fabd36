//! The table of indicators.
use super::model::{Definition, Indicator, IndicatorKind, Periodicity};
use crate::error::AppError;
use crate::rows::given_up::GivenUp;
use crate::rows::model::Row;
use crate::rows::store::Stored;

mod indicator {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, GoalId, IndicatorId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "indicator")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: IndicatorId,
        pub sheet_id: ActionSheetId,
        pub title: String,
        pub kind: String,
        pub unit: String,
        pub baseline: String,
        pub target: String,
        pub source: String,
        pub collector: String,
        pub periodicity: String,
        pub definition: String,
        pub goal_id: Option<GoalId>,
        pub given_up_on: Option<Date>,
        pub reason: String,
        pub detail: String,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use indicator::Column as C;

impl Stored for Indicator {
    type Entity = indicator::Entity;
    type Model = indicator::Model;
    const ID: C = C::Id;
    const SHEET: C = C::SheetId;
    const VERSION: C = C::Version;
    const ORDER: &'static [C] = &[C::Id];

    fn read(model: indicator::Model) -> Result<Row<Self>, AppError> {
        let line = Self {
            title: model.title,
            kind: IndicatorKind::stored(&model.kind)?,
            unit: model.unit,
            baseline: model.baseline,
            target: model.target,
            source: model.source,
            collector: model.collector,
            periodicity: Periodicity::stored(&model.periodicity)?,
            definition: Definition::stored(&model.definition)?,
            goal: model.goal_id,
            given_up: GivenUp::stored(model.given_up_on, &model.reason, model.detail)?,
        };
        Ok(Row { id: model.id, sheet: model.sheet_id, version: model.version, line })
    }

    fn model(row: Row<Self>) -> Result<indicator::Model, AppError> {
        let line = row.line;
        let (given_up_on, reason, detail) = GivenUp::columns(line.given_up);
        Ok(indicator::Model {
            id: row.id,
            sheet_id: row.sheet,
            title: line.title,
            kind: line.kind.word().into(),
            unit: line.unit,
            baseline: line.baseline,
            target: line.target,
            source: line.source,
            collector: line.collector,
            periodicity: line.periodicity.word().into(),
            definition: line.definition.word().into(),
            goal_id: line.goal,
            given_up_on,
            reason,
            detail,
            version: row.version,
        })
    }
}
