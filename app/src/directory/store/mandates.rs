//! Mandates given, ended, handed over: each with its line of history, in the transaction of the form.
use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::ConnectionTrait;

use super::seats::{Seat, Which, seats};
use super::{organisations, people};
use crate::access::{self, Actor, Mandate, Permit, Place, Role, Subject, Verb};
use crate::account;
use crate::committee;
use crate::db::Tx;
use crate::directory::model::{HandoverEdit, Held, MandateEdit, Whom};
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{CommitteeId, MandateId, OrganisationId, PersonId, PlanId, RegionId};
use crate::outbox;
use crate::plan;

/// The part of a person's history that tells her mandates.
const PART: &str = "mandate";

/// A mandate of this region.
///
/// # Errors
/// `NotFound` when the region has no such mandate.
pub async fn get(db: &impl ConnectionTrait, region: RegionId, id: MandateId) -> Result<Seat, AppError> {
    seats(db, region, Which::Mandate(id), None).await?.pop().ok_or(AppError::NotFound)
}

/// Where a mandate is to be held: its plan and its committee.
///
/// # Errors
/// `NotFound` for a plan or a committee that is not of this region.
pub async fn held(
    db: &impl ConnectionTrait,
    actor: &Actor,
    region: RegionId,
    held: Held,
) -> Result<(Option<PlanId>, Option<CommitteeId>), AppError> {
    match held {
        Held::Region => Ok((None, None)),
        Held::Plan(id) => {
            let plan = plan::store::get(db, actor, id).await?;
            if plan.region_id == region { Ok((Some(id), None)) } else { Err(AppError::NotFound) }
        }
        Held::Committee(id) => {
            let committee = committee::store::of_region(db, region, id).await?;
            Ok((Some(committee.plan), Some(id)))
        }
    }
}

/// Gives the mandate that a form asks, to somebody of the directory or to somebody who is invited; answers who.
///
/// # Errors
/// `Invalid` when she holds it already, `NotFound` for somebody or something that is not of the region.
pub async fn give(
    tx: &Tx,
    permit: &Permit,
    edit: MandateEdit,
    place: Place,
    at: DateTime<Utc>,
) -> Result<PersonId, AppError> {
    let region = permit.region_for(Verb::ManagePeople)?;
    let given = Mandate {
        role: edit.role,
        region: Some(region),
        plan: Some(place.plan).filter(|plan| *plan != PlanId::default()),
        committee: place.committee,
        starts: edit.starts,
        ends: edit.ends,
    };
    settle(tx, permit, &edit.whom, edit.organisation, given, None, at).await
}

/// Ends a mandate with that day, over the version that was read.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile; `Invalid` when the region would be left without a coordinator.
pub async fn end(
    tx: &Tx,
    permit: &Permit,
    seat: &Seat,
    read: i32,
    last: NaiveDate,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let region = permit.region_for(Verb::ManagePeople)?;
    access::store::end(tx, permit, (seat.id, read), last).await?;
    check_coordinated(tx, region, seat, last).await?;
    let ended = Mandate { ends: Some(last), ..seat.given.clone() };
    let told =
        if ended.is_withdrawn() { ended.period() } else { format!("fin le {}", crate::when::date(last)) };
    let text = format!("{}, {told}", said(seat.given.role, seat.committee.as_deref()));
    let subject = Subject::Person(seat.person);
    record(tx, permit, at, Change { subject, part: PART, version: read + 1, text }).await?;
    let told = serde_json::json!({ "mandate": seat.id, "person": seat.person, "by": permit.by().person });
    outbox::store::put(tx, at, "mandate_ended", told).await
}

/// Ends all the mandates of a person who erases herself, in every region. She acts on her own mandates only, and needs no
/// permit for that.
///
/// # Errors
/// `Invalid` when a region would be left without a coordinator.
pub async fn end_all(tx: &Tx, person: PersonId, last: NaiveDate) -> Result<(), AppError> {
    access::store::end_all(tx, person, last).await?;
    for held in committee::store::mandates(&**tx, person).await? {
        let left = held.given.role == Role::Coordinator && held.given.plan.is_none();
        if let (true, Some(region)) = (left && held.given.ends == Some(last), held.given.region) {
            plan::store::hold_region(tx, &Actor::System("effacement"), region).await?;
            stays_coordinated(tx, region, None, last).await?;
        }
    }
    Ok(())
}

/// Hands a mandate over: the other person holds it too from her first day on, and the first one until her last.
///
/// # Errors
/// As `give` and `end`; `Invalid` when both are the same person.
pub async fn hand_over(
    tx: &Tx,
    permit: &Permit,
    outgoing: &Seat,
    read: i32,
    edit: HandoverEdit,
    at: DateTime<Utc>,
) -> Result<PersonId, AppError> {
    if edit.whom == Whom::Known(outgoing.person) {
        return Err(AppError::field(
            "successor",
            "Choisissez quelqu’un d’autre : on ne prend pas sa propre suite.",
        ));
    }
    let given = Mandate { starts: edit.starts, ends: None, plan: outgoing.plan, ..outgoing.given.clone() };
    let incoming = settle(tx, permit, &edit.whom, edit.organisation, given, Some(outgoing.id), at).await?;
    if incoming == outgoing.person {
        return Err(AppError::field("email", "Cette adresse est celle de la personne qui part."));
    }
    end(tx, permit, outgoing, read, edit.last, at).await?;
    Ok(incoming)
}

/// Finds or makes the person, gives her the mandate, tells it.
async fn settle(
    tx: &Tx,
    permit: &Permit,
    whom: &Whom,
    organisation: Option<OrganisationId>,
    given: Mandate,
    succeeds: Option<MandateId>,
    at: DateTime<Utc>,
) -> Result<PersonId, AppError> {
    let region = permit.region_for(Verb::ManagePeople)?;
    if let Some(id) = organisation {
        organisations::get(&**tx, region, id).await?;
    }
    let person = match whom {
        Whom::Known(id) => people::get(&**tx, region, *id).await?.id,
        Whom::Invited { name, email } => {
            committee::store::find_or_add_person(tx, permit, email, name).await?
        }
    };
    check_new(tx, region, person, &given).await?;
    let committee = match given.committee {
        Some(id) => Some(committee::store::of_region(&**tx, region, id).await?.is.name),
        None => None,
    };
    let text = format!("{}, {}", said(given.role, committee.as_deref()), given.period());
    let id = access::store::give_after(tx, permit, person, organisation, given, succeeds).await?;
    let subject = Subject::Person(person);
    record(tx, permit, at, Change { subject, part: PART, version: 1, text }).await?;
    let invited = matches!(whom, Whom::Invited { .. });
    let told =
        serde_json::json!({ "mandate": id, "person": person, "by": permit.by().person, "invited": invited });
    outbox::store::put(tx, at, "mandate_given", told).await?;
    if invited {
        account::store::invite(tx, permit, person, at).await?;
    }
    Ok(person)
}

/// « pilote, Comité 1.2.1 »: the history of a person names the role, never the person, whose name may be erased.
fn said(role: Role, committee: Option<&str>) -> String {
    committee.map_or_else(|| role.label().to_owned(), |committee| format!("{}, {committee}", role.label()))
}

/// The same mandate twice would have to be ended twice.
async fn check_new(tx: &Tx, region: RegionId, person: PersonId, given: &Mandate) -> Result<(), AppError> {
    let held = seats(&**tx, region, Which::Person(person), Some(given.starts)).await?;
    let same = |seat: &Seat| {
        let m = &seat.given;
        let before = given.ends.is_none_or(|last| m.starts <= last);
        before && m.role == given.role && m.committee == given.committee && seat.plan == given.plan
    };
    if held.iter().any(same) {
        return Err(AppError::field(
            "role",
            "Cette personne tient déjà ce rôle, ou va le tenir : voyez sa page.",
        ));
    }
    Ok(())
}

/// Somebody must be able to name the next ones.
async fn check_coordinated(tx: &Tx, region: RegionId, ended: &Seat, last: NaiveDate) -> Result<(), AppError> {
    if ended.given.role != Role::Coordinator || ended.given.plan.is_some() {
        return Ok(());
    }
    stays_coordinated(tx, region, Some(ended.id), last).await
}

/// Whether somebody coordinates the whole region on the day after, apart from one mandate.
async fn stays_coordinated(
    tx: &Tx,
    region: RegionId,
    but: Option<MandateId>,
    last: NaiveDate,
) -> Result<(), AppError> {
    let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
    let others = seats(&**tx, region, Which::Coordinators, Some(after)).await?;
    let stays = |seat: &Seat| Some(seat.id) != but && seat.given.plan.is_none() && seat.given.starts <= after;
    if others.iter().any(stays) {
        return Ok(());
    }
    Err(AppError::field(
        "",
        "La région resterait sans animation du plan. Nommez d’abord quelqu’un à ce rôle, ou passez-lui la main, puis terminez ce mandat.",
    ))
}
