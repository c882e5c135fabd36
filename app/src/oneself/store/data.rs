//! Everything that is kept of a person, gathered for her.
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::account;
use crate::action_sheet::store::tables::action_sheet as sheet;
use crate::comment;
use crate::committee::{self, store::person};
use crate::draft;
use crate::error::AppError;
use crate::history;
use crate::ids::PersonId;
use crate::oneself::model::{MyComment, MyData, MyDraft, MyMandate, MyUpdate, Signed};
use crate::progress::{
    model::Confidence,
    store::{UPDATE_PART, update},
};

/// One's own row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oneself {
    pub name: String,
    pub email: Option<String>,
    pub shows_email: bool,
    pub version: i32,
}

/// One's own row.
///
/// # Errors
/// `NotFound` when nobody has this identifier.
pub async fn get(db: &impl ConnectionTrait, id: PersonId) -> Result<Oneself, AppError> {
    let row = person::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
    Ok(Oneself { name: row.name, email: row.email, shows_email: row.shows_email, version: row.version })
}

#[derive(FromQueryResult)]
struct UpdateRow {
    at: DateTime<Utc>,
    code: Option<String>,
    title: String,
    done: String,
    next: String,
    obstacle: String,
    confidence: String,
}

/// Everything that is kept of a person; `token` tells which of the sessions asks. Of what she signed, the newest
/// entries, at most `signed` of them if that is said.
///
/// # Errors
/// When the database fails.
pub async fn data(
    db: &impl ConnectionTrait,
    id: PersonId,
    token: Option<&str>,
    signed: Option<u64>,
    now: DateTime<Utc>,
) -> Result<MyData, AppError> {
    let Oneself { name, email, shows_email, .. } = get(db, id).await?;
    let mandates = committee::store::mandates(db, id).await?.into_iter().map(|held| MyMandate {
        role: held.given.role.label(),
        period: held.given.period(),
        region: held.region,
        committee: held.committee,
        organisation: held.organisation,
        starts: held.given.starts,
        ends: held.given.ends,
    });
    let drafts = draft::store::list(db, id, now).await?.into_iter().map(|kept| MyDraft {
        text: draft::model::typed(&kept.fields),
        page: kept.page,
        kept_at: kept.kept_at,
    });
    // updates have their own list; the history only names them
    let signed = history::store::of_person(db, id, UPDATE_PART, signed).await?;
    let signed = signed.into_iter().map(|entry| Signed {
        at: entry.at,
        part: entry.part,
        version: entry.version,
        text: entry.text,
    });
    let comments = comment::store::of_person(db, id).await?.into_iter().map(|said| MyComment {
        at: said.at,
        sheet: named(said.code, &said.title),
        text: said.text,
    });
    Ok(MyData {
        name,
        email,
        shows_email,
        mandates: mandates.collect(),
        updates: updates(db, id).await?,
        comments: comments.collect(),
        signed: signed.collect(),
        drafts: drafts.collect(),
        sessions: account::store::sessions(db, id, token, now).await?,
    })
}

async fn updates(db: &impl ConnectionTrait, id: PersonId) -> Result<Vec<MyUpdate>, AppError> {
    use update::Column as U;
    let of_sheet = update::Entity::belongs_to(sheet::Entity).from(U::SheetId).to(sheet::Column::Id);
    let rows = update::Entity::find()
        .select_only()
        .columns([U::At, U::Done, U::Next, U::Obstacle, U::Confidence])
        .columns([sheet::Column::Code, sheet::Column::Title])
        .join(JoinType::InnerJoin, of_sheet.into())
        .filter(U::PersonId.eq(id))
        .order_by_desc(U::At)
        .into_model::<UpdateRow>()
        .all(db)
        .await?;
    let said = |row: UpdateRow| {
        Ok(MyUpdate {
            at: row.at,
            sheet: named(row.code, &row.title),
            done: row.done,
            next: row.next,
            obstacle: row.obstacle,
            confidence: Confidence::stored(&row.confidence)?.label(),
        })
    };
    rows.into_iter().map(said).collect()
}

/// « 2.4.1 Former les entreprises »
fn named(code: Option<String>, title: &str) -> String {
    code.map_or_else(|| title.to_owned(), |code| format!("{code} {title}"))
}
