//! The table of deliverables.
use sea_orm::{ColumnTrait, sea_query::SimpleExpr};

use super::kind::Kind;
use super::model::{Deliverable, Nature, Rank, State};
use crate::error::AppError;
use crate::rows::due::Due;
use crate::rows::given_up::GivenUp;
use crate::rows::model::Row;
use crate::rows::store::{Stored, due::StoredDue};
use crate::vague::When;
use crate::words::words;

mod deliverable {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, DeliverableId, GoalId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "deliverable")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DeliverableId,
        pub sheet_id: ActionSheetId,
        pub title: String,
        pub kind: String,
        pub nature: String,
        pub publics: String,
        pub rank: String,
        pub due: String,
        pub due_first: Date,
        pub due_last: Date,
        /// The earlier due dates, as `PastDue`.
        pub past: Json,
        pub goal_id: Option<GoalId>,
        /// A `StateWord`.
        pub state: String,
        pub submitted_on: Option<Date>,
        pub given_up_on: Option<Date>,
        pub reason: String,
        pub detail: String,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use deliverable::Column as C;

words! {
    /// A state without what it carries, as its column holds it.
    StateWord {
        Expected = "expected", "attendu";
        Drafting = "drafting", "en rédaction";
        Submitted = "submitted", "remis";
        GivenUp = "given_up", "abandonné";
    }
}

impl Stored for Deliverable {
    type Entity = deliverable::Entity;
    type Model = deliverable::Model;
    const ID: C = C::Id;
    const SHEET: C = C::SheetId;
    const VERSION: C = C::Version;
    const ORDER: &'static [C] = &[C::DueLast, C::DueFirst, C::Id];

    fn read(model: deliverable::Model) -> Result<Row<Self>, AppError> {
        let given_up = GivenUp::stored(model.given_up_on, &model.reason, model.detail)?;
        let state = match (StateWord::stored(&model.state)?, model.submitted_on, given_up) {
            (StateWord::Expected, ..) => State::Expected,
            (StateWord::Drafting, ..) => State::Drafting,
            (StateWord::Submitted, Some(on), _) => State::Submitted { on },
            (StateWord::GivenUp, _, Some(why)) => State::GivenUp(why),
            (StateWord::Submitted, None, _) | (StateWord::GivenUp, _, None) => {
                tracing::error!(deliverable = %model.id, "a state without its date");
                return Err(AppError::Internal);
            }
        };
        let due = Due {
            when: When::stored(model.due, model.due_first, model.due_last),
            past: serde_json::from_value(model.past)?,
        };
        let line = Self {
            title: model.title,
            kind: Kind::stored(&model.kind)?,
            nature: Nature::stored(&model.nature)?,
            publics: model.publics,
            rank: Rank::stored(&model.rank)?,
            due,
            goal: model.goal_id,
            state,
        };
        Ok(Row { id: model.id, sheet: model.sheet_id, version: model.version, line })
    }

    fn model(row: Row<Self>) -> Result<deliverable::Model, AppError> {
        let Self { title, kind, nature, publics, rank, due, goal, state } = row.line;
        let (due_first, due_last) = due.when.days();
        let (word, submitted_on, given_up) = match state {
            State::Expected => (StateWord::Expected, None, None),
            State::Drafting => (StateWord::Drafting, None, None),
            State::Submitted { on } => (StateWord::Submitted, Some(on), None),
            State::GivenUp(why) => (StateWord::GivenUp, None, Some(why)),
        };
        let (given_up_on, reason, detail) = GivenUp::columns(given_up);
        Ok(deliverable::Model {
            id: row.id,
            sheet_id: row.sheet,
            title,
            kind: kind.word().to_owned(),
            nature: nature.word().to_owned(),
            publics,
            rank: rank.word().to_owned(),
            due: due.when.to_string(),
            due_first,
            due_last,
            past: serde_json::to_value(due.past)?,
            goal_id: goal,
            state: word.word().to_owned(),
            submitted_on,
            given_up_on,
            reason,
            detail,
            version: row.version,
        })
    }
}

impl StoredDue for Deliverable {
    const TITLE: C = C::Title;
    const DUE: C = C::Due;
    const FIRST: C = C::DueFirst;
    const LAST: C = C::DueLast;

    fn open() -> SimpleExpr {
        C::State.is_in([StateWord::Expected.word(), StateWord::Drafting.word()])
    }

    fn given_up() -> SimpleExpr {
        C::State.eq(StateWord::GivenUp.word())
    }
}
