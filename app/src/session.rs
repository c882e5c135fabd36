//! A request's session: who asks, which day it is for them, and the one write transaction.
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::http::request::Parts;
use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc};
use leptos::prelude::use_context;
use sha2::{Digest, Sha256};

use crate::access::Actor;
use crate::db::{Db, Tx};
use crate::draft;
use crate::error::AppError;
use crate::ids::{FormKey, PersonId};

/// The one clock. Tests move it; nothing else does.
#[derive(Clone, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Now, to the microsecond that both databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        (Utc::now() + Duration::seconds(self.0.load(Ordering::Relaxed))).trunc_subsecs(6)
    }

    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}

/// A digest of what a form sends: the same form with something else in it is no double click.
pub fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let all =
        parts.into_iter().fold(Sha256::new(), |digest, part| digest.chain_update(part).chain_update([0]));
    format!("{:x}", all.finalize())
}

/// Made once per request by the server, from the cookie; pages and server functions find it in their context.
#[derive(Clone)]
pub struct Session {
    pub db: Db,
    pub actor: Actor,
    pub now: DateTime<Utc>,
    /// The date where the actor is (her region's time zone; Paris for nobody).
    pub today: NaiveDate,
    pub time_zone: chrono_tz::Tz,
    /// The region of the first mandate, for the header.
    pub home: Option<Home>,
    /// The account of a session that has expired: it may keep a draft, not read one.
    pub expired: Option<PersonId>,
    /// The network that the request comes from, as far as the server can tell; it limits sign-ins.
    pub network: String,
    /// A digest of the form that is being submitted; empty for other requests.
    pub sent: String,
    /// The number under which the log knows this request.
    pub request_id: String,
    /// The data are invented, and one may sign in with a click.
    pub demonstration: bool,
    form: Option<FormKey>,
}

/// Where the menu leads: a region's current plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    pub region: String,
    pub path: String,
}

impl Session {
    pub fn new(
        db: Db,
        actor: Actor,
        now: DateTime<Utc>,
        time_zone: chrono_tz::Tz,
        request_id: String,
        demonstration: bool,
    ) -> Self {
        let today = now.with_timezone(&time_zone).date_naive();
        Self {
            db,
            actor,
            now,
            today,
            time_zone,
            home: None,
            expired: None,
            network: String::new(),
            sent: String::new(),
            request_id,
            demonstration,
            form: None,
        }
    }

    /// The session of the page or server function that is running.
    ///
    /// # Errors
    /// `Internal` outside of a request.
    pub fn current() -> Result<Self, AppError> {
        use_context::<Parts>()
            .and_then(|parts| parts.extensions.get::<Self>().cloned())
            .ok_or(AppError::Internal)
    }

    /// The session of somebody who reads what is not public.
    ///
    /// # Errors
    /// `Unauthenticated` when nobody is signed in.
    pub fn signed_in() -> Result<Self, AppError> {
        let session = Self::current()?;
        if session.actor == Actor::Nobody { Err(AppError::Unauthenticated) } else { Ok(session) }
    }

    /// The session of somebody who submits a form; the key ties the change to its draft and to its first answer.
    ///
    /// # Errors
    /// `Unauthenticated` when nobody is signed in, `Unreadable` for a form without its key.
    pub fn submitting(key: FormKey) -> Result<Self, AppError> {
        Self::current()?.with_form(key)
    }

    /// The same, for a plain endpoint that has its session at hand.
    ///
    /// # Errors
    /// As `submitting`.
    pub fn with_form(self, key: FormKey) -> Result<Self, AppError> {
        if self.actor == Actor::Nobody {
            return Err(AppError::Unauthenticated);
        }
        if key == FormKey::default() {
            return Err(AppError::Unreadable);
        }
        Ok(Self { form: Some(key), ..self })
    }

    /// The same request, at the date of a region: what is late or silent depends on where the plan is.
    pub fn in_zone(self, zone: &str) -> Self {
        match zone.parse::<chrono_tz::Tz>() {
            Ok(zone) => Self { today: self.now.with_timezone(&zone).date_naive(), time_zone: zone, ..self },
            Err(_) => self,
        }
    }

    /// Begins the one write transaction of the request, and claims the form's key in it.
    ///
    /// # Errors
    /// `AlreadyDone` with the first answer when this form was already submitted.
    pub async fn begin(&self) -> Result<Tx, AppError> {
        let tx = self.db.begin().await?;
        if let (Some(key), Some(person)) = (self.form, self.actor.person()) {
            draft::store::claim(&tx, key, person, &self.sent, self.now).await?;
        }
        Ok(tx)
    }

    /// Commits the change together with the end of its draft and the answer to its form; returns the page to show.
    ///
    /// # Errors
    /// When the database could not make it durable: then nothing was written.
    pub async fn finish(&self, tx: Tx, message: &str, page: &str) -> Result<String, AppError> {
        let page = match (self.form, self.actor.person()) {
            (Some(key), Some(person)) => draft::store::settle(&tx, key, person, message, page).await?,
            _ => page.to_owned(),
        };
        tx.commit().await?;
        Ok(page)
    }

    /// [`Session::finish`], then the browser is sent to the page.
    ///
    /// # Errors
    /// As `finish`.
    pub async fn commit(&self, tx: Tx, message: &str, page: &str) -> Result<(), AppError> {
        leptos_axum::redirect(&self.finish(tx, message, page).await?);
        Ok(())
    }
}
