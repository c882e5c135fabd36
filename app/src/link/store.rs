//! The table of links, read from both sheets: what the reader may not see is not there.
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::model::{Link, Relation};
use crate::access::Actor;
use crate::action_sheet::{self, model::Sheet};
use crate::db::Tx;
use crate::error::AppError;
use crate::ids::{ActionSheetId, LinkId};
use crate::rows::model::{Line, Row};
use crate::rows::store::{Stored, list};
use crate::session::Session;

mod link {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, LinkId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LinkId,
        pub sheet_id: ActionSheetId,
        pub relation: String,
        pub other_id: Option<ActionSheetId>,
        pub said: String,
        pub note: String,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use link::Column as C;

impl Stored for Link {
    type Entity = link::Entity;
    type Model = link::Model;
    const ID: C = C::Id;
    const SHEET: C = C::SheetId;
    const VERSION: C = C::Version;
    const ORDER: &'static [C] = &[C::Id];

    fn read(model: link::Model) -> Result<Row<Self>, AppError> {
        let line = Self {
            relation: Relation::stored(&model.relation)?,
            other: model.other_id,
            said: model.said,
            note: model.note,
        };
        Ok(Row { id: model.id, sheet: model.sheet_id, version: model.version, line })
    }

    fn model(row: Row<Self>) -> Result<link::Model, AppError> {
        let Self { relation, other, said, note } = row.line;
        Ok(link::Model {
            id: row.id,
            sheet_id: row.sheet,
            relation: relation.word().into(),
            other_id: other,
            said,
            note,
            version: row.version,
        })
    }
}

/// What a sheet is linked to, as a reader may know it.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// The links that the sheet says, each with the other sheet when it is of the plan.
    pub own: Vec<(Row<Link>, Option<Sheet>)>,
    /// Those that other sheets say, each with the sheet that says it.
    pub back: Vec<(Row<Link>, Sheet)>,
}

impl Linked {
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.back.is_empty()
    }

    /// Each in a few words: « dépend de 1.2 Former les entreprises ».
    pub fn told(&self) -> Vec<String> {
        let own = self.own.iter().map(|(row, _)| row.line.told());
        let back =
            self.back.iter().map(|(row, from)| format!("{} {}", row.line.relation.from_there(), name(from)));
        own.chain(back).collect()
    }
}

/// The links of a sheet, both ways: two queries, one when there are none.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &impl ConnectionTrait, actor: &Actor, sheet: ActionSheetId) -> Result<Linked, AppError> {
    let either = Condition::any().add(C::SheetId.eq(sheet)).add(C::OtherId.eq(sheet));
    let models = link::Entity::find().filter(either).order_by_asc(C::Id).all(db).await?;
    let rows = models.into_iter().map(Link::read).collect::<Result<Vec<_>, _>>()?;
    let (own, back): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.sheet == sheet);
    let others: Vec<ActionSheetId> =
        own.iter().filter_map(|row| row.line.other).chain(back.iter().map(|row| row.sheet)).collect();
    let seen = action_sheet::store::seen_among(db, actor, others).await?;
    let own = own.into_iter().filter_map(|row| match row.line.other {
        None => Some((row, None)),
        Some(other) => seen.get(&other).map(|other| (called(row, other), Some(other.clone()))),
    });
    let back = back.into_iter().filter_map(|row| Some((row.clone(), seen.get(&row.sheet)?.clone())));
    Ok(Linked { own: own.collect(), back: back.collect() })
}

/// Those of these lines whose other action the reader may see, each called as it is now.
///
/// # Errors
/// When the database fails.
pub async fn seen(s: &Session, rows: Vec<Row<Link>>) -> Result<Vec<Row<Link>>, AppError> {
    let others: Vec<ActionSheetId> = rows.iter().filter_map(|row| row.line.other).collect();
    let seen = action_sheet::store::seen_among(&s.db.read, &s.actor, others).await?;
    let readable = |row: Row<Link>| match row.line.other {
        None => Some(row),
        Some(other) => seen.get(&other).map(|other| called(row, other)),
    };
    Ok(rows.into_iter().filter_map(readable).collect())
}

fn called(row: Row<Link>, other: &Sheet) -> Row<Link> {
    Row { line: Link { said: name(other), ..row.line }, ..row }
}

/// « 1.2 Former les entreprises »
pub fn name(sheet: &Sheet) -> String {
    sheet.code.as_ref().map_or_else(|| sheet.title.clone(), |code| format!("{code} {}", sheet.title))
}

/// A checked link of a sheet that is held, with the name of the other action, which must be one of the plan that the
/// actor may see, and not be linked so already.
///
/// # Errors
/// `Invalid` when it is not.
pub async fn named(
    tx: &Tx,
    actor: &Actor,
    sheet: &Sheet,
    line: LinkId,
    link: Link,
) -> Result<Link, AppError> {
    let known = list::<Link>(&**tx, sheet.id).await?;
    let same = |row: &Row<Link>| {
        let to = if link.other.is_some() { row.line.other == link.other } else { row.line.said == link.said };
        row.id != line && row.line.relation == link.relation && to
    };
    let field = if link.other.is_some() { "other" } else { "elsewhere" };
    if known.iter().any(same) {
        return Err(AppError::field(field, "Ce lien est déjà sur la fiche : modifiez-le plutôt."));
    }
    let Some(id) = link.other else { return Ok(link) };
    let seen = action_sheet::store::seen_among(&**tx, actor, vec![id]).await?;
    let other = seen.get(&id).filter(|other| other.plan_id == sheet.plan_id);
    let gone =
        || AppError::field("other", "Cette action n’est pas de ce plan : choisissez-en une dans la liste.");
    Ok(Link { said: name(other.ok_or_else(gone)?), ..link })
}
