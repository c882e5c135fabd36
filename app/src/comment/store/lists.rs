//! What is read of discussions: a page of one, who may be called in it, what a mail and one's own data say of it.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::comment::{self, Column as C};
use super::{check_reader, find, of_sheet};
use crate::access::{self, Actor, Verb};
use crate::action_sheet::{self, model::Sheet, store::tables::action_sheet as sheet};
use crate::comment::model::{
    Audience, Comment, Text, Thread,
    mention::{self, Reader},
};
use crate::committee;
use crate::error::AppError;
use crate::ids::{ActionSheetId, CommentId, PersonId};
use crate::ui::paging::PER_PAGE;

/// How many comments a sheet has, and when the last one was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Summary {
    pub comments: i64,
    pub last: Option<DateTime<Utc>>,
}

/// What the sheet says of its discussion; `None`, without a query, for who may not read it.
///
/// # Errors
/// When the database fails.
pub async fn summary(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sheet: &Sheet,
) -> Result<Option<Summary>, AppError> {
    if !actor.can(Verb::SeeComments, &sheet.place()) {
        return Ok(None);
    }
    let counted = of_sheet(actor, sheet)
        .select_only()
        .column_as(C::Id.count(), "comments")
        .column_as(C::At.max(), "last")
        .filter(C::RemovedAt.is_null());
    Ok(Some(counted.into_model::<Summary>().one(db).await?.unwrap_or_default()))
}

/// What of a discussion a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// From 0, newest threads first.
    Page(u64),
    /// The thread that begins with this comment.
    Thread(CommentId),
}

/// A part of a discussion.
#[derive(Clone, Debug, Default)]
pub struct Discussion {
    pub threads: Vec<Thread>,
    /// How many threads there are on all pages.
    pub total: u64,
    /// The names of the people who are called.
    pub names: HashMap<PersonId, String>,
}

/// What a page shows of the discussion of a sheet: at most four queries.
///
/// # Errors
/// `NotFound` for who may not read it, or when there is no such thread.
pub async fn discussion(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sheet: &Sheet,
    shown: Shown,
) -> Result<Discussion, AppError> {
    check_reader(actor, sheet)?;
    let first = of_sheet(actor, sheet).filter(C::ParentId.is_null());
    let (first, total) = match shown {
        Shown::Page(page) => {
            let total = first.clone().count(db).await?;
            (first.order_by_desc(C::At).order_by_desc(C::Id).limit(PER_PAGE).offset(page * PER_PAGE), total)
        }
        Shown::Thread(id) => (first.filter(C::Id.eq(id)), 1),
    };
    let shown_first: Vec<Comment> =
        first.all(db).await?.into_iter().map(Comment::try_from).collect::<Result<_, _>>()?;
    if shown_first.is_empty() && matches!(shown, Shown::Thread(_)) {
        return Err(AppError::NotFound);
    }
    let answers = of_sheet(actor, sheet)
        .filter(C::ParentId.is_in(shown_first.iter().map(|comment| comment.id)))
        .order_by_asc(C::At)
        .order_by_asc(C::Id);
    let mut under: HashMap<Option<CommentId>, Vec<Comment>> = HashMap::new();
    for row in answers.all(db).await? {
        let answer = Comment::try_from(row)?;
        under.entry(answer.parent).or_default().push(answer);
    }
    let all = shown_first.iter().chain(under.values().flatten());
    let called: Vec<PersonId> = all.filter_map(Comment::text).flat_map(Text::people).collect();
    let names = committee::store::names(db, called).await?;
    let thread =
        |first: Comment| Thread { answers: under.remove(&Some(first.id)).unwrap_or_default(), first };
    Ok(Discussion { threads: shown_first.into_iter().map(thread).collect(), total, names })
}

/// Who reads the comments of this audience on a sheet as it stands, on that day: those who may be called in them and in
/// the answers to them.
///
/// # Errors
/// When the database fails.
pub async fn readers(
    db: &impl ConnectionTrait,
    sheet: &Sheet,
    audience: Audience,
    today: NaiveDate,
) -> Result<Vec<Reader>, AppError> {
    let verb = match audience.on(sheet) {
        Audience::Committee => Verb::SeeDraft, // who sees a draft reads its discussion (a test of the policy says so)
        Audience::Region => Verb::SeeComments,
    };
    let holders = access::store::who_may(db, verb, &sheet.place(), today).await?;
    let reader = |holder: access::store::Holder| Reader {
        id: holder.id,
        name: holder.name,
        organisation: holder.organisation.unwrap_or_default(),
    };
    Ok(holders.into_iter().map(reader).collect())
}

/// Reads a text as it was typed: whom it calls, and who was chosen in the list, among those who read the discussion.
///
/// # Errors
/// `Invalid` with every name that is nobody's or several people's.
pub async fn read(
    db: &impl ConnectionTrait,
    (sheet, audience): (&Sheet, Audience),
    typed: &str,
    chosen: Option<PersonId>,
    today: NaiveDate,
) -> Result<Text, AppError> {
    mention::read(typed, chosen, &readers(db, sheet, audience, today).await?).map_err(AppError::Invalid)
}

/// What somebody who is called in a comment is told.
#[derive(Clone, Debug)]
pub struct Calling {
    pub sheet: Sheet,
    pub comment: Comment,
    /// What it says, with the names of today.
    pub text: String,
}

/// What is told to this person of a comment; `None` when it is gone or calls her no more, or when she no longer reads it.
///
/// # Errors
/// When the database fails.
pub async fn calling(
    db: &impl ConnectionTrait,
    (sheet, id): (ActionSheetId, CommentId),
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<Calling>, AppError> {
    let sheet = action_sheet::store::get(db, &Actor::System("courrier"), sheet).await?;
    let comment = find(db, &sheet, id).await?;
    let people = comment.text().map(Text::people).unwrap_or_default();
    let reads = readers(db, &sheet, comment.audience, today).await?.iter().any(|reader| reader.id == person);
    if !(reads && people.contains(&person)) {
        return Ok(None);
    }
    let names = committee::store::names(db, people).await?;
    let text = comment.text().map(|text| text.plain(&names)).unwrap_or_default();
    Ok(Some(Calling { sheet, comment, text }))
}

/// A comment of a person, and the sheet that it is of.
#[derive(Clone, Debug)]
pub struct Written {
    pub code: Option<String>,
    pub title: String,
    pub at: DateTime<Utc>,
    pub text: String,
}

#[derive(FromQueryResult)]
struct WrittenRow {
    code: Option<String>,
    title: String,
    at: DateTime<Utc>,
    text: serde_json::Value,
}

/// Everything that a person said in discussions and that is still there, newest first: at most two queries.
///
/// # Errors
/// When the database fails.
pub async fn of_person(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Written>, AppError> {
    let of_sheet = comment::Entity::belongs_to(sheet::Entity).from(C::SheetId).to(sheet::Column::Id);
    let rows = comment::Entity::find()
        .select_only()
        .columns([C::At, C::Text])
        .columns([sheet::Column::Code, sheet::Column::Title])
        .join(JoinType::InnerJoin, of_sheet.into())
        .filter(C::PersonId.eq(person))
        .filter(C::RemovedAt.is_null())
        .order_by_desc(C::At)
        .order_by_desc(C::Id)
        .into_model::<WrittenRow>();
    let mut said: Vec<(WrittenRow, Text)> = Vec::new();
    for mut row in rows.all(db).await? {
        let text = serde_json::from_value(row.text.take())?;
        said.push((row, text));
    }
    let names = committee::store::names(db, said.iter().flat_map(|(_, text)| text.people())).await?;
    let written = |(row, text): (WrittenRow, Text)| Written {
        code: row.code,
        title: row.title,
        at: row.at,
        text: text.plain(&names),
    };
    Ok(said.into_iter().map(written).collect())
}
