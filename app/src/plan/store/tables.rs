//! The tables of this feature; joined by the sheets and the synthetic table.
pub mod region {
    use sea_orm::entity::prelude::*;

    use crate::ids::RegionId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "region")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RegionId,
        pub code: String,
        pub slug: String,
        pub name: String,
        pub name_key: String,
        pub time_zone: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod plan {
    use sea_orm::entity::prelude::*;

    use crate::ids::{PlanId, RegionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PlanId,
        pub region_id: RegionId,
        pub slug: String,
        pub name: String,
        pub first_year: i32,
        pub last_year: i32,
        pub state: String,
        /// The newest version of its template.
        pub template: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::region::Entity",
            from = "Column::RegionId",
            to = "super::region::Column::Id"
        )]
        Region,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod axis {
    use sea_orm::entity::prelude::*;

    use crate::ids::{AxisId, PlanId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "axis")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AxisId,
        pub plan_id: PlanId,
        /// Its number, `transversal` or `sans`.
        pub word: String,
        pub title: Option<String>,
        pub position: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod objective {
    use sea_orm::entity::prelude::*;

    use crate::ids::{AxisId, ObjectiveId, PlanId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "objective")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ObjectiveId,
        pub plan_id: PlanId,
        pub axis_id: AxisId,
        pub title: String,
        pub title_key: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod plan_import {
    use sea_orm::entity::prelude::*;

    use crate::ids::{PersonId, PlanId, PlanImportId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_import")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PlanImportId,
        pub plan_id: PlanId,
        pub person_id: Option<PersonId>,
        pub by_name: String,
        pub at: ChronoDateTimeUtc,
        pub source_name: String,
        pub source: Vec<u8>,
        pub sha256: String,
        pub report: Json,
        pub applied_at: Option<ChronoDateTimeUtc>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
