//! What an update says, and when a sheet is silent.
use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use crate::action_sheet::{life::Status, model::Sheet};
use crate::ask::forms::{Fields, Request};
use crate::ask::model::Addressee;
use crate::draft::model::too_long;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, AskId, DeliverableId, FormKey, MilestoneId};
use crate::text::{clean, plural};
use crate::when;
use crate::words::words;

words! {
    /// What pilots declare, never computed; best first.
    Confidence {
        Secured = "secured", "Objectifs sécurisés";
        Reachable = "reachable", "Objectifs atteignables";
        Support = "support", "Appuis nécessaires";
        Compromised = "compromised", "Objectifs compromis";
    }
}

impl Confidence {
    /// One line that helps to choose.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Secured => "Tout est en place ; les échéances seront tenues.",
            Self::Reachable => "Des efforts restent à faire ; le comité les mène seul.",
            Self::Support => "Sans une aide extérieure, une échéance ne sera pas tenue.",
            Self::Compromised => "Un objectif au moins ne sera pas atteint tel qu’il est écrit.",
        }
    }
}

/// What is told of an update that was accepted, and of what left with it: a request, or requests asked again.
pub fn done(asked: Option<Addressee>, reminded: usize) -> String {
    let asked = asked.map(|to| format!(" Demande d’appui envoyée {} : elle attend sa réponse, et se suit sur la fiche, sous « Qui attend quoi ».", to.to()));
    let again = (reminded > 0).then(|| {
        let again = plural(reminded as u64, "Demande d’appui relancée", "Demandes d’appui relancées");
        format!(" {again} : ce qui est dit de l’obstacle y est joint.")
    });
    format!("Point d’avancement enregistré.{}{}", asked.unwrap_or_default(), again.unwrap_or_default())
}

/// Without an update for more than this, an open sheet that is not paused is silent (days).
pub const SILENCE: i64 = 90;

/// The last day whose update still keeps a sheet from being silent. The table's query compares with it too.
pub fn silence_limit(today: NaiveDate) -> NaiveDate {
    today - chrono::Duration::days(SILENCE)
}

/// Open, not paused, and the last update (or the beginning of its state, when there was none) is too old.
pub fn is_silent(status: &Status, last: NaiveDate, today: NaiveDate) -> bool {
    matches!(status, Status::Open(_)) && last < silence_limit(today)
}

/// A sheet without an update for this long is about to be silent (days).
const ABOUT_TO_BE_SILENT: u64 = 75;

/// Since which day an update of a sheet is due, in words; `None` while it is not, or when the sheet needs none.
pub fn silence(
    sheet: &Sheet,
    last: Option<DateTime<Utc>>,
    today: NaiveDate,
    zone: &impl TimeZone,
) -> Option<(NaiveDate, String)> {
    let needs = matches!(sheet.status, Status::Open(_)) && sheet.status.takes_updates();
    let day = last.unwrap_or(sheet.status_since).with_timezone(zone).date_naive();
    let since = day + Days::new(ABOUT_TO_BE_SILENT);
    let said = if last.is_some() { "dernier point" } else { "aucun point\u{a0}; état actuel" };
    (needs && since <= today).then(|| (since, format!("{said} {}", when::age(day, today))))
}

/// An update, as the sheet shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressUpdate {
    pub at: DateTime<Utc>,
    pub by_name: String,
    pub done: String,
    pub next: String,
    /// Empty when nothing blocks.
    pub obstacle: String,
    pub confidence: Confidence,
}

/// The longest answer (characters).
pub const LONGEST_ANSWER: usize = 4_000;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    pub done: String,
    pub next: String,
    pub obstacle: String,
    pub confidence: String,
    /// The milestones that are reached: they are done on the day of the update.
    pub ticked: Vec<MilestoneId>,
    /// The deliverables that are handed in with it.
    pub submitted: Vec<DeliverableId>,
    /// The requests that are asked again with this update.
    pub reminded: Vec<AskId>,
    /// A request for support that goes with it, when one is written.
    pub addressee: String,
    pub about: String,
    pub request: String,
}

/// What a checked form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub done: String,
    pub next: String,
    pub obstacle: String,
    pub confidence: Confidence,
}

impl UpdateForm {
    /// The fields of the request for support.
    pub fn ask(&self) -> Fields<'_> {
        Fields { addressee: &self.addressee, about: &self.about, request: &self.request, wanted: "" }
    }

    /// What the form says, and the request that goes with it.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self, today: NaiveDate) -> Result<(Said, Option<Request>), AppError> {
        let (mut errors, mut request) = (Vec::new(), None);
        let (done, next, obstacle) = (clean(&self.done), clean(&self.next), clean(&self.obstacle));
        if done.is_empty() {
            errors.push(FieldError::new(
                "done",
                "Ce qui a été fait : écrivez une phrase au moins, même « rien de neuf ».",
            ));
        }
        if next.is_empty() {
            errors.push(FieldError::new("next", "Ce qui vient ensuite : écrivez une phrase au moins. Exemple : « Terminer le support en avril. »"));
        }
        let answers = [
            ("done", "« Qu’est-ce qui a été fait ? »", &done),
            ("next", "« Qu’est-ce qui vient ensuite ? »", &next),
            ("obstacle", "« Qu’est-ce qui bloque ? »", &obstacle),
        ];
        for (field, question, text) in answers {
            let length = text.chars().count();
            if length > LONGEST_ANSWER {
                errors.push(too_long(field, &format!("La réponse à {question}"), length, LONGEST_ANSWER));
            }
        }
        let confidence = Confidence::from_word(&self.confidence);
        if confidence.is_none() {
            errors.push(FieldError::new(
                "confidence",
                "Votre confiance : choisissez l’une des quatre réponses.",
            ));
        }
        if self.ask().is_begun() {
            match self.ask().check(today) {
                Ok(asked) => request = Some(asked),
                Err(wrong) => errors.extend(wrong),
            }
        }
        match confidence {
            Some(confidence) if errors.is_empty() => Ok((Said { done, next, obstacle, confidence }, request)),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
