//! The table of means.
use super::model::{Amount, Certainty, Means, Unit};
use crate::error::AppError;
use crate::rows::model::Row;
use crate::rows::store::Stored;

mod means {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, MeansId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "means")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MeansId,
        pub sheet_id: ActionSheetId,
        pub title: String,
        pub unit: String,
        pub certainty: String,
        pub asked: Option<i64>,
        pub obtained: Option<i64>,
        pub spent: Option<i64>,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use means::Column as C;

impl Stored for Means {
    type Entity = means::Entity;
    type Model = means::Model;
    const ID: C = C::Id;
    const SHEET: C = C::SheetId;
    const VERSION: C = C::Version;
    const ORDER: &'static [C] = &[C::Unit, C::Id];

    fn read(model: means::Model) -> Result<Row<Self>, AppError> {
        let line = Self {
            title: model.title,
            unit: Unit::stored(&model.unit)?,
            certainty: Certainty::stored(&model.certainty)?,
            asked: model.asked.map(Amount),
            obtained: model.obtained.map(Amount),
            spent: model.spent.map(Amount),
        };
        Ok(Row { id: model.id, sheet: model.sheet_id, version: model.version, line })
    }

    fn model(row: Row<Self>) -> Result<means::Model, AppError> {
        let line = row.line;
        Ok(means::Model {
            id: row.id,
            sheet_id: row.sheet,
            title: line.title,
            unit: line.unit.word().into(),
            certainty: line.certainty.word().into(),
            asked: line.asked.map(|amount| amount.0),
            obtained: line.obtained.map(|amount| amount.0),
            spent: line.spent.map(|amount| amount.0),
            version: row.version,
        })
    }
}
