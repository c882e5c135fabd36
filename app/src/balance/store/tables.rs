//! The entities of balances.
pub mod balance {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, BalanceId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "balance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BalanceId,
        pub sheet_id: ActionSheetId,
        pub title: String,
        pub status: String,
        pub comment: String,
        pub by_name: String,
        pub status_since: ChronoDateTimeUtc,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod balance_text {
    use sea_orm::entity::prelude::*;

    use crate::ids::BalanceId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "balance_text")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub balance_id: BalanceId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub part: String,
        pub body: String,
        pub version: i32,
        pub by_name: String,
        pub at: ChronoDateTimeUtc,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod balance_import {
    use sea_orm::entity::prelude::*;

    use crate::ids::{BalanceId, BalanceImportId, PersonId, PlanId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "balance_import")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BalanceImportId,
        pub plan_id: PlanId,
        pub person_id: Option<PersonId>,
        pub by_name: String,
        pub at: ChronoDateTimeUtc,
        pub source_name: String,
        pub source: Vec<u8>,
        pub sha256: String,
        pub balance_id: Option<BalanceId>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
