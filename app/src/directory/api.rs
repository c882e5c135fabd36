//! What the forms of the directory ask.
use leptos::prelude::*;

use super::model::{EndForm, HandoverForm, MandateForm, OrganisationForm, PersonForm, VerifyForm};
use crate::error::AppError;

/// Adds an organisation, or changes one.
///
/// # Errors
/// `Invalid` with every error, `Stale` when somebody changed it meanwhile, `NotFound` for an unknown region.
#[server(endpoint = "save_organisation")]
pub async fn save_organisation(form: OrganisationForm) -> Result<(), AppError> {
    use super::store::organisations;
    use crate::{access::Verb, ids::OrganisationId, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let edit = form.check()?;
    let tx = s.begin().await?;
    let region = plan::store::hold_region(&tx, &s.actor, form.region).await?;
    let permit = s.actor.may(Verb::ManagePeople, region.place())?;
    let id = if form.organisation == OrganisationId::default() {
        organisations::add(&tx, &permit, &edit, s.now).await?
    } else {
        organisations::get(&*tx, region.id, form.organisation).await?;
        organisations::change(&tx, &permit, (form.organisation, form.version), &edit, s.now).await?;
        form.organisation
    };
    s.commit(tx, "Structure enregistrée.", &region.organisation_path(id)).await
}

/// Says that the contact of an organisation was checked today.
///
/// # Errors
/// As `save_organisation`.
#[server(endpoint = "verify_organisation")]
pub async fn verify_organisation(form: VerifyForm) -> Result<(), AppError> {
    use super::store::organisations;
    use crate::{access::Verb, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let tx = s.begin().await?;
    let region = plan::store::get_region(&*tx, &s.actor, form.region).await?;
    let permit = s.actor.may(Verb::ManagePeople, region.place())?;
    organisations::get(&*tx, region.id, form.organisation).await?;
    organisations::verify(&tx, &permit, (form.organisation, form.version), s.today, s.now).await?;
    s.commit(tx, "Contact vérifié.", &region.organisation_path(form.organisation)).await
}

/// Gives somebody a mandate; invites her when she is not of the directory.
///
/// # Errors
/// `Invalid` with every error, `Forbidden` where one coordinates nothing, `NotFound` for what is not of the region.
#[server(endpoint = "give_mandate")]
pub async fn give_mandate(form: MandateForm) -> Result<(), AppError> {
    use super::store::{mandates, people};
    use crate::{
        access::{Place, Verb},
        plan,
        session::Session,
    };
    let s = Session::submitting(form.key)?;
    let edit = form.check(s.today)?;
    let tx = s.begin().await?;
    let region = plan::store::hold_region(&tx, &s.actor, form.region).await?;
    let (plan, committee) = mandates::held(&*tx, &s.actor, region.id, edit.held).await?;
    let place = Place::seat(region.id, plan, committee);
    let permit = s.actor.may(Verb::ManagePeople, place)?;
    let whom = edit.whom.clone();
    let person = mandates::give(&tx, &permit, edit, place, s.now).await?;
    let known = people::get(&*tx, region.id, person).await?;
    s.commit(tx, &whom.told("Mandat donné.", &known.name), &region.person_path(person)).await
}

/// Ends a mandate, at once or at the end of a day.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile, `Invalid` when the region would be left without a coordinator.
#[server(endpoint = "end_mandate")]
pub async fn end_mandate(form: EndForm) -> Result<(), AppError> {
    use super::store::mandates;
    use crate::{access::Verb, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let tx = s.begin().await?;
    let region = plan::store::hold_region(&tx, &s.actor, form.region).await?;
    let seat = mandates::get(&*tx, region.id, form.mandate).await?;
    let permit = s.actor.may(Verb::ManagePeople, seat.place(region.id))?;
    let last = form.check(s.today)?;
    mandates::end(&tx, &permit, &seat, form.version, last, s.now).await?;
    s.commit(tx, "Fin du mandat enregistrée.", &after(&s, &region, seat.person)).await
}

/// Hands a mandate over to somebody, with days on which both hold it.
///
/// # Errors
/// As `give_mandate` and `end_mandate`.
#[server(endpoint = "hand_over_mandate")]
pub async fn hand_over_mandate(form: HandoverForm) -> Result<(), AppError> {
    use super::store::{mandates, people};
    use crate::{access::Verb, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let edit = form.check(s.today)?;
    let tx = s.begin().await?;
    let region = plan::store::hold_region(&tx, &s.actor, form.region).await?;
    let seat = mandates::get(&*tx, region.id, form.mandate).await?;
    let permit = s.actor.may(Verb::ManagePeople, seat.place(region.id))?;
    let whom = edit.whom.clone();
    let incoming = mandates::hand_over(&tx, &permit, &seat, form.version, edit, s.now).await?;
    let known = people::get(&*tx, region.id, incoming).await?;
    let message = whom.told("Passation enregistrée.", &known.name);
    s.commit(tx, &message, &after(&s, &region, incoming)).await
}

/// Mends the name or the address of somebody.
///
/// # Errors
/// `Forbidden` for somebody whose rights one does not all hold; as `give_mandate` otherwise.
#[server(endpoint = "mend_person")]
pub async fn mend_person(form: PersonForm) -> Result<(), AppError> {
    use super::store::people;
    use crate::{access::Verb, plan, session::Session};
    let s = Session::submitting(form.key)?;
    let edit = form.check()?;
    let tx = s.begin().await?;
    let region = plan::store::hold_region(&tx, &s.actor, form.region).await?;
    let permit = s.actor.may(Verb::ManagePeople, region.place())?;
    let known = people::get(&*tx, region.id, form.person).await?;
    people::check_mends(&*tx, &s.actor, known.id).await?;
    people::mend(&tx, &permit, &known, form.version, &edit, s.now).await?;
    s.commit(tx, "Personne enregistrée.", &region.person_path(known.id)).await
}

/// Where to go after a change of mandates: the person's page, or the home of whoever just gave up her own right to it.
#[cfg(feature = "ssr")]
fn after(
    s: &crate::session::Session,
    region: &crate::plan::model::Region,
    person: crate::ids::PersonId,
) -> String {
    if s.actor.person() == Some(person) { "/compte".to_owned() } else { region.person_path(person) }
}
