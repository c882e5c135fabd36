//! The table of comments: read by those who work on the plan, written over the version that was read.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::model::{Audience, Comment, Removal, State, Text};
use crate::access::{Actor, Permit, Verb};
use crate::action_sheet::model::Sheet;
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{CommentId, PersonId};
use crate::outbox;
use crate::personal;

mod lists;

pub use lists::{
    Calling, Discussion, Shown, Summary, Written, calling, discussion, of_person, read, readers, summary,
};

mod comment {
    use sea_orm::entity::prelude::*;

    use crate::ids::{ActionSheetId, CommentId, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CommentId,
        pub sheet_id: ActionSheetId,
        pub parent_id: Option<CommentId>,
        pub person_id: Option<PersonId>,
        pub by_name: String,
        pub at: ChronoDateTimeUtc,
        pub audience: String,
        /// As `Text`; empty once it was taken away.
        pub text: Json,
        pub edited_at: Option<ChronoDateTimeUtc>,
        pub removed_at: Option<ChronoDateTimeUtc>,
        pub removed_by: Option<PersonId>,
        pub removed_by_name: String,
        pub removal: String,
        pub version: i32,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use comment::Column as C;

/// The part of a sheet's history that tells its comments. It keeps who and when, never the text: what was taken away
/// is nowhere any more.
const COMMENT_PART: &str = "comment";

impl TryFrom<comment::Model> for Comment {
    type Error = AppError;
    fn try_from(row: comment::Model) -> Result<Self, AppError> {
        let state = match row.removed_at {
            Some(at) => State::Removed(Removal { by_name: row.removed_by_name, at, reason: row.removal }),
            None => State::Said { text: serde_json::from_value(row.text)?, edited_at: row.edited_at },
        };
        Ok(Self {
            id: row.id,
            parent: row.parent_id,
            by: row.person_id,
            by_name: row.by_name,
            at: row.at,
            audience: Audience::stored(&row.audience)?,
            state,
            version: row.version,
        })
    }
}

/// The comments of a sheet that the actor reads, if she reads its discussion.
fn of_sheet(actor: &Actor, sheet: &Sheet) -> sea_orm::Select<comment::Entity> {
    let all = comment::Entity::find().filter(C::SheetId.eq(sheet.id));
    if actor.can(Verb::SeeDraft, &sheet.place()) {
        all
    } else {
        all.filter(C::Audience.eq(Audience::Region.word()))
    }
}

/// A comment of this sheet.
///
/// # Errors
/// `NotFound` when the sheet has none of this name, or for who may not read it.
pub async fn get(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sheet: &Sheet,
    id: CommentId,
) -> Result<Comment, AppError> {
    check_reader(actor, sheet)?;
    of_sheet(actor, sheet).filter(C::Id.eq(id)).one(db).await?.ok_or(AppError::NotFound)?.try_into()
}

async fn find(db: &impl ConnectionTrait, sheet: &Sheet, id: CommentId) -> Result<Comment, AppError> {
    let of_sheet = comment::Entity::find_by_id(id).filter(C::SheetId.eq(sheet.id));
    of_sheet.one(db).await?.ok_or(AppError::NotFound)?.try_into()
}

fn check_reader(actor: &Actor, sheet: &Sheet) -> Result<(), AppError> {
    if actor.can(Verb::SeeComments, &sheet.place()) { Ok(()) } else { Err(AppError::NotFound) }
}

/// Writes a comment, or answers one.
///
/// # Errors
/// `Forbidden` on a sheet that is read-only, or for the answer to one that was taken away; `NotFound` when the sheet has
/// no such comment; `Invalid` for a table of workers.
pub async fn write(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    parent: Option<CommentId>,
    text: Text,
    at: DateTime<Utc>,
) -> Result<Comment, AppError> {
    check(permit, Verb::Comment, sheet)?;
    sheet.check_open()?;
    check_text(&text)?;
    let (parent, audience) = match parent {
        Some(id) => {
            let known = find(&**tx, sheet, id).await?;
            (Some(answered(&known)?), known.audience.on(sheet))
        }
        None => (None, Audience::of_new(sheet)),
    };
    let row = comment::Model {
        id: CommentId::new(),
        sheet_id: sheet.id,
        parent_id: parent,
        person_id: permit.by().person,
        by_name: permit.by().name.clone(),
        at,
        audience: audience.word().into(),
        text: serde_json::to_value(&text)?,
        edited_at: None,
        removed_at: None,
        removed_by: None,
        removed_by_name: String::new(),
        removal: String::new(),
        version: 1,
    };
    comment::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    note(tx, permit, 1, "Commentaire écrit", at).await?;
    call(tx, permit, sheet, row.id, text.people(), at).await?;
    row.try_into()
}

/// The comment under which an answer stands: there is one level of them.
///
/// # Errors
/// `Forbidden` for the answer to one that was taken away.
pub fn answered(comment: &Comment) -> Result<CommentId, AppError> {
    match comment.state {
        State::Said { .. } => Ok(comment.parent.unwrap_or(comment.id)),
        State::Removed(_) => {
            Err(AppError::Forbidden("Ce commentaire a été retiré : commencez une autre discussion.".into()))
        }
    }
}

/// Changes a comment of one's own; answers it as it was. Those whom it calls now and did not before are told.
///
/// # Errors
/// `Forbidden` for another's, after its time or on a sheet that is read-only; `Stale` when it changed meanwhile;
/// `Invalid` for a table of workers.
pub async fn edit(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (id, read): (CommentId, i32),
    text: Text,
    at: DateTime<Utc>,
) -> Result<Comment, AppError> {
    check(permit, Verb::Comment, sheet)?;
    sheet.check_open()?;
    check_text(&text)?;
    let known = find(&**tx, sheet, id).await?;
    known.check_editable(permit.by().person, at)?;
    let row = comment::ActiveModel {
        text: Set(serde_json::to_value(&text)?),
        edited_at: Set(Some(at)),
        ..Default::default()
    };
    over_version(tx, sheet, (id, read), row).await?;
    note(tx, permit, read + 1, "Commentaire modifié", at).await?;
    let before = known.text().map(Text::people).unwrap_or_default();
    let called = text.people().into_iter().filter(|person| !before.contains(person)).collect();
    call(tx, permit, sheet, id, called, at).await?;
    Ok(known)
}

/// What taking a comment away asks for: one's own, or another's.
pub fn removing(comment: &Comment, person: Option<PersonId>) -> Verb {
    if comment.is_by(person) { Verb::Comment } else { Verb::ModerateComments }
}

/// Takes a comment away: its text is gone for good, its place stays. Also on a sheet that is read-only.
///
/// # Errors
/// `Stale` when it changed meanwhile or was taken away already; `Internal` with a permit for another act.
pub async fn remove(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    (id, read): (CommentId, i32),
    reason: String,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let known = find(&**tx, sheet, id).await?;
    check(permit, removing(&known, permit.by().person), sheet)?;
    let said = match reason.as_str() {
        "" => "Commentaire retiré".to_owned(),
        reason => format!("Commentaire retiré : {reason}"),
    };
    let row = comment::ActiveModel {
        text: Set(serde_json::to_value(Text::default())?),
        removed_at: Set(Some(at)),
        removed_by: Set(permit.by().person),
        removed_by_name: Set(permit.by().name.clone()),
        removal: Set(reason),
        ..Default::default()
    };
    over_version(tx, sheet, (id, read), row).await?;
    note(tx, permit, read + 1, &said, at).await?;
    let told = serde_json::json!({ "sheet": sheet.id, "comment": id, "by": permit.by().person });
    outbox::store::put(tx, at, "comment_removed", told).await
}

/// Writes over the version that was read of a comment that is still there.
async fn over_version(
    tx: &Tx,
    sheet: &Sheet,
    (id, read): (CommentId, i32),
    row: comment::ActiveModel,
) -> Result<(), AppError> {
    let only = Condition::all()
        .add(C::Id.eq(id))
        .add(C::SheetId.eq(sheet.id))
        .add(C::Version.eq(read))
        .add(C::RemovedAt.is_null());
    let row = comment::ActiveModel { version: Set(read.saturating_add(1)), ..row };
    let written = comment::Entity::update_many().set(row).filter(only).exec(&**tx).await?;
    if written.rows_affected == 0 { Err(AppError::Stale) } else { Ok(()) }
}

fn check(permit: &Permit, verb: Verb, sheet: &Sheet) -> Result<(), AppError> {
    if permit.sheet(verb)? == sheet.id { Ok(()) } else { Err(AppError::Internal) }
}

/// A pasted table that names workers or tells their health has no place here (DOMAIN.md §3, « contribution »).
fn check_text(text: &Text) -> Result<(), AppError> {
    match personal::check_text(&text.plain(&HashMap::new())) {
        Some(refusal) => Err(AppError::field("body", refusal.why())),
        None => Ok(()),
    }
}

async fn note(tx: &Tx, permit: &Permit, version: i32, text: &str, at: DateTime<Utc>) -> Result<(), AppError> {
    let change = Change { subject: permit.subject(), part: COMMENT_PART, version, text: text.to_owned() };
    record(tx, permit, at, change).await
}

/// Puts in the outbox those whom a comment calls, its author aside; a comment that calls nobody is told to nobody.
async fn call(
    tx: &Tx,
    permit: &Permit,
    sheet: &Sheet,
    id: CommentId,
    mut people: Vec<PersonId>,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    people.retain(|person| Some(*person) != permit.by().person);
    let kind = if people.is_empty() { "comment_saved" } else { "comment_mention" };
    let told =
        serde_json::json!({ "sheet": sheet.id, "comment": id, "people": people, "by": permit.by().person });
    outbox::store::put(tx, at, kind, told).await
}
