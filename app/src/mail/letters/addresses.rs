//! What is written when somebody changes her address: to the new one what confirms it, to the old one a word of
//! warning; and when somebody else changes it, to the old one that it is done.
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::{OfAttempt, hello};
use crate::account::model::{ADDRESS_LINK, MINUTES, spaced};
use crate::account::store::sign_in;
use crate::committee::{self, store::Addressee};
use crate::db::Db;
use crate::error::AppError;
use crate::mail::model::{Letter, Part};

/// To the new address: a code and a link, of which one is enough. Nothing goes to an address that is another's.
///
/// # Errors
/// When the database fails.
pub async fn confirming(
    db: &Db,
    to: Addressee,
    site: &str,
    told: OfAttempt,
    now: DateTime<Utc>,
) -> Result<Option<(Addressee, Letter)>, AppError> {
    let Some(attempt) = sign_in::get(&db.read, told.attempt, now).await? else { return Ok(None) };
    let Ok(email) = attempt.email.parse() else { return Ok(None) };
    if committee::store::person_of(&db.read, &email).await?.is_some() {
        return Ok(None);
    }
    let Some(secrets) = sign_in::arm(db, attempt.id, now).await? else { return Ok(None) };
    let to = Addressee { email: attempt.email, ..to };
    let parts = vec![
        hello(&to),
        Part::Text("Vous voulez que Prisme vous écrive désormais à cette adresse. Le code qui la confirme, à taper dans la page où vous l’avez demandé\u{a0}:".into()),
        Part::Code(spaced(&secrets.code)),
        Part::Link(
            "Ou, sur un appareil où vous êtes connecté·e, ouvrez ce lien et appuyez sur «\u{a0}Confirmer\u{a0}»".into(),
            format!("{site}{ADDRESS_LINK}?jeton={}", secrets.link),
        ),
        Part::Text(format!(
            "Ils valent {MINUTES} minutes et une seule fois. Jusque-là, votre adresse ne change pas. Vous n’avez rien demandé\u{a0}? N’en faites rien."
        )),
    ];
    Ok(Some((to, Letter::new("Confirmez votre nouvelle adresse dans Prisme", parts))))
}

/// To the old address: that a change was asked for, and what to do when it was somebody else.
///
/// # Errors
/// When the database fails.
pub async fn warning(
    db: &impl ConnectionTrait,
    to: Addressee,
    site: &str,
    told: OfAttempt,
    now: DateTime<Utc>,
) -> Result<Option<(Addressee, Letter)>, AppError> {
    let attempt = sign_in::get(db, told.attempt, now).await?;
    let Some(email) = attempt.and_then(|attempt| attempt.old_email) else { return Ok(None) };
    let to = Addressee { email, ..to };
    let parts = vec![
        hello(&to),
        Part::Text("Une autre adresse que celle-ci a été donnée pour votre compte Prisme. Elle ne comptera qu’une fois confirmée depuis sa propre boîte.".into()),
        Part::Text("C’était vous\u{a0}: il n’y a rien à faire ici.".into()),
        Part::Link(
            "Ce n’était pas vous\u{a0}: terminez les autres sessions de votre compte, et prévenez l’animation de votre plan".into(),
            format!("{site}/compte/sessions"),
        ),
    ];
    Ok(Some((to, Letter::new("Un changement d’adresse est demandé dans Prisme", parts))))
}

/// To the address that a coordinator replaced: nobody else would tell its holder.
pub fn replaced(to: &Addressee) -> Letter {
    let done = "L’animation de votre plan a donné une autre adresse à votre compte Prisme\u{a0}: celle-ci ne permet plus d’y entrer, et plus rien n’y sera écrit. Les sessions ouvertes sont terminées.";
    taken(to, "Votre adresse a été remplacée dans Prisme", done)
}

/// To the address that a coordinator took away without giving another.
pub fn removed(to: &Addressee) -> Letter {
    let done = "L’animation de votre plan a retiré cette adresse de votre compte Prisme, qui n’en a plus\u{a0}: on ne peut plus y entrer, et plus rien ne vous y sera écrit. Les sessions ouvertes sont terminées.";
    taken(to, "Votre adresse a été retirée de Prisme", done)
}

fn taken(to: &Addressee, subject: &str, done: &str) -> Letter {
    let asked = "Vous ne l’aviez pas demandé\u{a0}? Prévenez l’animation de votre plan, ou l’administration de la plateforme.";
    Letter::new(subject, vec![hello(to), Part::Text(done.into()), Part::Text(asked.into())])
}
