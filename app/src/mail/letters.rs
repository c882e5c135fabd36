//! Who is written to, and what: one `match` each. A mail is written when it leaves, from what is true then.
use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Europe::Paris;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, de::DeserializeOwned};

use super::model::{Kind, Letter, Part};
use super::reminder;
use super::store::Claimed;
use crate::account::model::{LINK, MINUTES, SIGN_IN, spaced};
use crate::account::store::sign_in;
use crate::comment;
use crate::committee::{
    self,
    store::{Addressee, HeldMandate},
};
use crate::db::Db;
use crate::error::AppError;
use crate::ids::{ActionSheetId, CommentId, PersonId, SignInId};
use crate::text::{capitalised, escape, first_line, plural};
use crate::when;

mod addresses;
mod amendments;
mod asks;
mod balances;
mod mandates;

/// What a mail quotes of a comment at most (characters): the rest is read where one answers.
const QUOTED: usize = 300;

/// A message about an attempt to sign in.
#[derive(Deserialize)]
pub struct OfAttempt {
    pub attempt: SignInId,
}

/// A message for one person, and who had it sent.
#[derive(Deserialize)]
struct ForPerson {
    person: PersonId,
    by: Option<String>,
}

/// A message to an address that is somebody's no more, under the name that she had with it: both may be another's now.
#[derive(Deserialize)]
struct ToAddress {
    person: PersonId,
    name: String,
    email: String,
}

/// A comment that calls people.
#[derive(Deserialize)]
struct OfComment {
    sheet: ActionSheetId,
    comment: CommentId,
    people: Vec<PersonId>,
}

fn read<T: DeserializeOwned>(payload: &serde_json::Value) -> Result<T, AppError> {
    T::deserialize(payload).map_err(|cause| {
        tracing::error!(%cause, "a message that cannot be read");
        AppError::Unreadable
    })
}

/// Whom a message concerns, of those who have an address or had the one to which it goes.
///
/// # Errors
/// `Unreadable` for a message of another shape, or when the database fails.
pub async fn recipients(
    db: &impl ConnectionTrait,
    kind: Kind,
    payload: &serde_json::Value,
    today: NaiveDate,
) -> Result<Vec<PersonId>, AppError> {
    let people = match kind {
        Kind::SignIn | Kind::NewAddress => {
            let id = read::<OfAttempt>(payload)?.attempt;
            // the hour does not matter for whom it is
            let attempt = sign_in::get(db, id, DateTime::UNIX_EPOCH).await?;
            attempt.and_then(|attempt| attempt.person).into_iter().collect()
        }
        Kind::Invitation | Kind::Reminder | Kind::AddressWarning => {
            vec![read::<ForPerson>(payload)?.person]
        }
        Kind::MandateGiven | Kind::MandateEnded => mandates::who(&read(payload)?),
        // whatever became of her account
        Kind::AddressReplaced | Kind::AddressRemoved => return Ok(vec![read::<ToAddress>(payload)?.person]),
        Kind::Mention => read::<OfComment>(payload)?.people,
        Kind::AskOpened | Kind::AskReminded | Kind::AskReopened | Kind::AskTaken => {
            asks::who_answers(db, read(payload)?, today).await?
        }
        Kind::AskAnswered | Kind::AskSettled => asks::who_asked(db, read(payload)?, today).await?,
        Kind::AmendmentProposed | Kind::AmendmentDecided => {
            amendments::who(db, kind, read(payload)?, today).await?
        }
        Kind::BalanceMoved => balances::who(db, read(payload)?, today).await?,
    };
    committee::store::with_address(db, people).await
}

/// What a person is told of once, and how far back she may have been; `None` for what is told each time.
///
/// # Errors
/// `Unreadable` for a message of another shape.
pub fn once(kind: Kind, payload: &serde_json::Value) -> Result<Option<(CommentId, Duration)>, AppError> {
    match kind {
        Kind::Mention => {
            let comment = read::<OfComment>(payload)?.comment;
            Ok(Some((comment, Duration::minutes(comment::model::MINUTES + 1)))) // a comment changes for so long
        }
        Kind::SignIn
        | Kind::NewAddress
        | Kind::AddressWarning
        | Kind::AddressReplaced
        | Kind::AddressRemoved
        | Kind::Invitation
        | Kind::MandateGiven
        | Kind::MandateEnded
        | Kind::Reminder
        | Kind::AskOpened
        | Kind::AskReminded
        | Kind::AskReopened
        | Kind::AskTaken
        | Kind::AskAnswered
        | Kind::AskSettled
        | Kind::AmendmentProposed
        | Kind::AmendmentDecided
        | Kind::BalanceMoved => Ok(None),
    }
}

/// Writes a mail to its reader. `None` when there is nothing left to say, or nowhere to say it.
///
/// # Errors
/// `Unreadable` for a message of another shape, or when the database fails.
pub async fn write(
    db: &Db,
    site: &str,
    mail: &Claimed,
    now: DateTime<Utc>,
) -> Result<Option<(Addressee, Letter)>, AppError> {
    let Some(to) = addressee(&db.read, mail).await? else { return Ok(None) };
    let today = now.with_timezone(&Paris).date_naive();
    let letter = match mail.kind {
        Kind::NewAddress => {
            return addresses::confirming(db, to, site, read(&mail.payload)?, now).await;
        }
        Kind::AddressWarning => {
            return addresses::warning(&db.read, to, site, read(&mail.payload)?, now).await;
        }
        Kind::AddressReplaced => Some(addresses::replaced(&to)),
        Kind::AddressRemoved => Some(addresses::removed(&to)),
        Kind::AskOpened
        | Kind::AskReminded
        | Kind::AskReopened
        | Kind::AskTaken
        | Kind::AskAnswered
        | Kind::AskSettled => asks::letter(&db.read, &to, site, mail).await?,
        Kind::AmendmentProposed | Kind::AmendmentDecided => {
            amendments::letter(&db.read, &to, site, mail).await?
        }
        Kind::BalanceMoved => balances::letter(&db.read, &to, site, mail).await?,
        Kind::SignIn => {
            let secrets = sign_in::arm(db, read::<OfAttempt>(&mail.payload)?.attempt, now).await?;
            secrets.map(|secrets| signing_in(&to, site, &secrets))
        }
        Kind::Invitation => {
            let mandates = committee::store::mandates(&db.read, mail.person).await?;
            let by = read::<ForPerson>(&mail.payload)?.by;
            Some(invitation(&to, site, by.as_deref(), &mandates, today))
        }
        Kind::MandateGiven | Kind::MandateEnded => mandates::letter(&db.read, &to, site, mail, today).await?,
        Kind::Reminder => {
            let waiting = reminder::of_person(&db.read, mail.person, now).await?;
            (!waiting.is_empty()).then(|| reminding(&to, site, &waiting))
        }
        Kind::Mention => {
            let OfComment { sheet, comment, .. } = read(&mail.payload)?;
            let calling = comment::store::calling(&db.read, (sheet, comment), mail.person, today).await?;
            calling.map(|calling| called(&to, site, &calling))
        }
    };
    Ok(letter.map(|letter| (to, letter)))
}

/// To whom it goes: to her address of today, or to the one that a message is about.
async fn addressee(db: &impl ConnectionTrait, mail: &Claimed) -> Result<Option<Addressee>, AppError> {
    match mail.kind {
        Kind::AddressReplaced | Kind::AddressRemoved => {
            let ToAddress { name, email, .. } = read(&mail.payload)?;
            Ok(Some(Addressee { name, email }))
        }
        _ => committee::store::addressee(db, mail.person).await,
    }
}

/// What was done, what was said of it if anything was, and where it is read.
fn telling(to: &Addressee, done: String, said: &str, (gesture, address): (&str, String)) -> Vec<Part> {
    let said = (!said.is_empty()).then(|| Part::Text(format!("« {said} »")));
    let parts = [hello(to), Part::Text(done)].into_iter().chain(said);
    parts.chain([Part::Link(gesture.into(), address)]).collect()
}

fn hello(to: &Addressee) -> Part {
    Part::Text(format!("Bonjour {},", to.name))
}

fn signing_in(to: &Addressee, site: &str, secrets: &sign_in::Secrets) -> Letter {
    let parts = vec![
        hello(to),
        Part::Text("Votre code pour entrer dans Prisme, à taper dans la page où vous l’avez demandé\u{a0}:".into()),
        Part::Code(spaced(&secrets.code)),
        Part::Link(
            "Ou, sur n’importe quel appareil, ouvrez ce lien et appuyez sur «\u{a0}Se connecter\u{a0}»".into(),
            format!("{site}{LINK}?jeton={}", secrets.link),
        ),
        Part::Text(format!(
            "Ils valent {MINUTES} minutes et une seule fois. Si vous avez demandé plusieurs courriels, seul le dernier vaut."
        )),
        Part::Text(
            "Vous n’avez rien demandé\u{a0}? N’en faites rien\u{a0}: sans ce courriel, personne n’entre. Ne donnez ce code à personne."
                .into(),
        ),
    ];
    Letter::new("Votre connexion à Prisme", parts)
}

fn invitation(
    to: &Addressee,
    site: &str,
    by: Option<&str>,
    mandates: &[HeldMandate],
    today: NaiveDate,
) -> Letter {
    let mandates: Vec<String> = mandates
        .iter()
        .filter(|held| !held.given.is_withdrawn() && held.given.ends.is_none_or(|last| last >= today))
        .map(mandate)
        .collect();
    let who = by.map_or_else(
        || "Un accès à Prisme vous est ouvert.".to_owned(),
        |by| format!("{by} vous ouvre un accès à Prisme."),
    );
    let what = "Prisme sert à piloter et à suivre les plans régionaux santé au travail\u{a0}: on y tient les fiches-action, et leurs points d’avancement y font le tableau du plan.";
    let mut parts = vec![hello(to), Part::Text(format!("{who} {what}"))];
    if !mandates.is_empty() {
        let title = plural(mandates.len() as u64, "Votre mandat", "Vos mandats");
        parts.push(Part::Text(format!("{title}\u{a0}:\n{}", mandates.join("\n"))));
    }
    parts.push(Part::Link(
        "Se connecter, sans mot de passe".into(),
        format!("{site}{SIGN_IN}?adresse={}", escape(&to.email)),
    ));
    parts.push(Part::Text(
        "À chaque connexion vous donnez votre adresse, et vous recevez un code par courriel. Ce lien ne vaut pas connexion\u{a0}: vous pouvez le garder."
            .into(),
    ));
    let subject = by
        .map_or_else(|| "Votre accès à Prisme".to_owned(), |by| format!("{by} vous ouvre un accès à Prisme"));
    Letter::new(&subject, parts)
}

/// « – Pilote, Comité 1, Ici, jusqu’au 30 juin 2027 »
fn mandate(held: &HeldMandate) -> String {
    let until = held.given.ends.filter(|_| !held.given.is_withdrawn());
    let until = until.map(|last| format!("jusqu’au {}", when::date(last)));
    let scope = [held.committee.clone(), held.region.clone(), until].into_iter().flatten();
    let said: Vec<String> = [capitalised(held.given.role.label())].into_iter().chain(scope).collect();
    format!("– {}", said.join(", "))
}

fn called(to: &Addressee, site: &str, calling: &comment::store::Calling) -> Letter {
    let comment::store::Calling { sheet, comment, text } = calling;
    let parts = vec![
        hello(to),
        Part::Text(format!(
            "{} vous cite dans la discussion de la fiche « {} » ({}, {}) :",
            comment.by_name,
            sheet.title,
            sheet.name().to_lowercase(),
            sheet.plan_name
        )),
        Part::Text(format!("« {} »", first_line(text, QUOTED))),
        Part::Link("Lire et répondre".into(), format!("{site}{}", comment::parts::path_to(sheet, comment))),
    ];
    Letter::new(&format!("{} vous cite : {}", comment.by_name, sheet.in_words()), parts)
}

fn reminding(to: &Addressee, site: &str, waiting: &[reminder::Waiting]) -> Letter {
    let subject = match waiting {
        [one] => format!("{}\u{a0}: un point est attendu", capitalised(&one.sheet.in_words())),
        several => format!("{} de vos fiches attendent un point", several.len()),
    };
    let mut parts = vec![hello(to), Part::Text("Trois minutes suffisent, sur un téléphone aussi.".into())];
    for one in waiting {
        let why = one.why.iter().map(|(_, why)| format!("– {why}")).collect::<Vec<_>>().join("\n");
        parts.push(Part::Text(format!("{} · {}\n{why}", one.sheet.name(), one.sheet.title)));
        let what = format!("Faire le point, {}", one.sheet.in_words());
        parts.push(Part::Link(what, format!("{site}{}/point", one.sheet.path())));
    }
    parts.push(Part::Link(
        "Ce rappel part au plus une fois par quinzaine. Pour ne plus le recevoir".into(),
        format!("{site}/compte#rappels"),
    ));
    Letter::new(&subject, parts)
}
