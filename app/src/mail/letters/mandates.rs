//! What is told by mail of mandates: given to somebody who was there already, and ended. Who is invited reads hers there.
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::{mandate, telling};
use crate::committee::{
    self,
    store::{Addressee, HeldMandate},
};
use crate::error::AppError;
use crate::ids::{MandateId, PersonId};
use crate::mail::model::{Kind, Letter};
use crate::mail::store::Claimed;
use crate::when;

/// A message about a mandate.
#[derive(Deserialize)]
pub struct OfMandate {
    mandate: MandateId,
    person: PersonId,
    /// Who gave it, or ended it.
    #[serde(default)]
    by: Option<PersonId>,
    #[serde(default)]
    invited: bool,
}

/// Who holds it; nobody when she did it herself, or when an invitation tells it.
pub fn who(told: &OfMandate) -> Vec<PersonId> {
    let known = told.invited || told.by == Some(told.person);
    (!known).then_some(told.person).into_iter().collect()
}

/// The mail about a mandate, as it stands now; `None` when it is no more, when it was withdrawn before it was told, or when
/// its end was taken back.
///
/// # Errors
/// `Unreadable` for a message of another shape, or when the database fails.
pub async fn letter(
    db: &impl ConnectionTrait,
    to: &Addressee,
    site: &str,
    mail: &Claimed,
    today: NaiveDate,
) -> Result<Option<Letter>, AppError> {
    let told: OfMandate = super::read(&mail.payload)?;
    let held = committee::store::mandates(db, told.person).await?;
    let Some(held) = held.into_iter().find(|held| held.id == told.mandate) else { return Ok(None) };
    Ok(match mail.kind {
        Kind::MandateEnded => held.given.ends.map(|last| ended(to, site, &held, last, today)),
        _ => (!held.given.is_withdrawn()).then(|| given(to, site, &held)),
    })
}

fn given(to: &Addressee, site: &str, held: &HeldMandate) -> Letter {
    let since = when::date(held.given.starts);
    let said = format!("Un rôle vous est donné dans Prisme, à partir du {since} :\n{}", mandate(held));
    let gesture = ("Voir ce qui vous attend", format!("{site}/mon-travail"));
    Letter::new(
        &format!("Un rôle vous est donné : {}", held.given.role.label()),
        telling(to, said, "", gesture),
    )
}

fn ended(to: &Addressee, site: &str, held: &HeldMandate, last: NaiveDate, today: NaiveDate) -> Letter {
    let (ends, told) = if held.given.is_withdrawn() {
        let starts = when::date(held.given.starts);
        ("est retiré", format!("Ce rôle, prévu à partir du {starts}, est retiré"))
    } else {
        let ends = if last < today { "a pris fin" } else { "prend fin" };
        (ends, format!("Ce rôle {ends} le {}", when::date(last)))
    };
    let said = format!("{told} :\n{}\nCe que vous avez écrit reste, signé de votre nom.", mandate(held));
    let gesture = ("Voir vos mandats", format!("{site}/compte"));
    Letter::new(&format!("Votre rôle {ends} : {}", held.given.role.label()), telling(to, said, "", gesture))
}
