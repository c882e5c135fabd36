//! The table of partners.
use super::model::Partner;
use crate::error::AppError;
use crate::rows::model::Row;
use crate::rows::store::Stored;

mod partner {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, PartnerId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partner")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PartnerId,
        pub sheet_id: ActionSheetId,
        pub title: String,
        pub commitment: String,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use partner::Column as C;

impl Stored for Partner {
    type Entity = partner::Entity;
    type Model = partner::Model;
    const ID: C = C::Id;
    const SHEET: C = C::SheetId;
    const VERSION: C = C::Version;
    const ORDER: &'static [C] = &[C::Id];

    fn read(model: partner::Model) -> Result<Row<Self>, AppError> {
        let line = Self { title: model.title, commitment: model.commitment };
        Ok(Row { id: model.id, sheet: model.sheet_id, version: model.version, line })
    }

    fn model(row: Row<Self>) -> Result<partner::Model, AppError> {
        let line = row.line;
        Ok(partner::Model {
            id: row.id,
            sheet_id: row.sheet,
            title: line.title,
            commitment: line.commitment,
            version: row.version,
        })
    }
}
