//! The table of requests.
pub mod ask {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, AskId, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ask")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AskId,
        pub sheet_id: ActionSheetId,
        pub addressee: String,
        pub about: String,
        pub request: String,
        pub person_id: Option<PersonId>,
        pub by_name: String,
        pub opened_at: ChronoDateTimeUtc,
        pub state: String,
        /// The beginning of the state.
        pub since: ChronoDateTimeUtc,
        pub owner_id: Option<PersonId>,
        /// Empty while nobody answered.
        pub answer: String,
        pub answered_by: Option<PersonId>,
        pub answered_at: Option<ChronoDateTimeUtc>,
        /// Of the answer while it is open, then of what the answer promises.
        pub due: Option<String>,
        pub due_first: Option<Date>,
        pub due_last: Option<Date>,
        pub reminders: i32,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::action_sheet::store::tables::action_sheet::Entity",
            from = "Column::SheetId",
            to = "crate::action_sheet::store::tables::action_sheet::Column::Id"
        )]
        Sheet,
        #[sea_orm(
            belongs_to = "crate::committee::store::person::Entity",
            from = "Column::OwnerId",
            to = "crate::committee::store::person::Column::Id"
        )]
        Owner,
        #[sea_orm(
            belongs_to = "crate::committee::store::person::Entity",
            from = "Column::AnsweredBy",
            to = "crate::committee::store::person::Column::Id"
        )]
        Answerer,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
