//! The tables of sheets and rubrics; the synthetic table joins the first.
pub mod action_sheet {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, AxisId, CommitteeId, ObjectiveId, PlanId, ProgressUpdateId, RegionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "action_sheet")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ActionSheetId,
        pub region_id: RegionId,
        pub plan_id: PlanId,
        pub axis_id: AxisId,
        pub objective_id: Option<ObjectiveId>,
        pub committee_id: CommitteeId,
        pub code: Option<String>,
        /// Byte order is the order of codes as numbers; sheets without a code come last.
        pub code_key: String,
        pub title: String,
        pub title_key: String,
        pub address: String,
        pub status: String,
        pub stage: String,
        /// How far the action is, once it runs.
        pub phase: String,
        pub reason: String,
        pub paused_until: Option<Date>,
        /// Of an emergent sheet.
        pub last_day: Option<Date>,
        pub status_since: ChronoDateTimeUtc,
        /// The newest progress update, so that lists need not look for it.
        pub latest_update_id: Option<ProgressUpdateId>,
        /// The version of the template that it follows.
        pub template: i32,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::plan::store::tables::plan::Entity",
            from = "Column::PlanId",
            to = "crate::plan::store::tables::plan::Column::Id"
        )]
        Plan,
        #[sea_orm(
            belongs_to = "crate::plan::store::tables::axis::Entity",
            from = "Column::AxisId",
            to = "crate::plan::store::tables::axis::Column::Id"
        )]
        Axis,
        #[sea_orm(
            belongs_to = "crate::plan::store::tables::objective::Entity",
            from = "Column::ObjectiveId",
            to = "crate::plan::store::tables::objective::Column::Id"
        )]
        Objective,
        #[sea_orm(
            belongs_to = "crate::progress::store::update::Entity",
            from = "Column::LatestUpdateId",
            to = "crate::progress::store::update::Column::Id"
        )]
        LatestUpdate,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod rubric {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, RubricId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rubric")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RubricId,
        pub sheet_id: ActionSheetId,
        pub kind: String,
        pub body: String,
        pub version: i32,
        pub by_name: String,
        pub at: ChronoDateTimeUtc,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
