//! How the pages of other features show amendments.
use leptos::prelude::*;

use super::model::{Amendment, State};
use crate::access::Verb;
use crate::action_sheet::model::{Locked, RubricKind, Sheet};
use crate::session::Session;
use crate::when;

/// Its name, what it changes, who proposed it and how it ended.
pub fn line(s: &Session, sheet: &Sheet, amendment: &Amendment) -> impl IntoView + use<> {
    let day = |at: chrono::DateTime<chrono::Utc>| when::date(at.with_timezone(&s.time_zone).date_naive());
    let ended = match &amendment.state {
        State::Proposed => "en attente d’une décision".to_owned(),
        State::Accepted(_, decision) => format!("adopté le {}", day(decision.at)),
        State::Refused(decision) => format!("refusé le {}", day(decision.at)),
        State::Withdrawn(decision) => format!("retiré le {}", day(decision.at)),
    };
    let proposed =
        format!("Proposé par {} le {} : {}", amendment.by_name, day(amendment.at), amendment.reason);
    view! {
        <li class="row-line">
            <p class="row-title"><a href=amendment.path(sheet)>{format!("{}, {}", amendment.name(), amendment.part().label().to_lowercase())}</a></p>
            <p class="meta"><strong>{ended}</strong></p>
            <p class="meta">{proposed}</p>
        </li>
    }
}

/// Whether this reader may propose an amendment of the sheet as it is now.
pub fn may_propose(s: &Session, sheet: &Sheet) -> bool {
    s.actor.can(Verb::ProposeAmendment, &sheet.place()) && sheet.check_amendable().is_ok()
}

/// The page that proposes one for a part.
pub fn propose_path(sheet: &Sheet, part: Locked) -> String {
    format!("{}/proposer/{}", sheet.amendments_path(), part.slug())
}

/// The way to propose one for a part.
pub fn propose(sheet: &Sheet, part: Locked) -> impl IntoView + use<> {
    let href = propose_path(sheet, part);
    view! { <a class="fr-link" href=href>"Proposer un avenant"<span class="sr-only">{format!(" à « {} »", part.label())}</span></a> }
}

/// Why the adoption locks a rubric, and the way to change it all the same; nothing where it is not locked.
pub fn locked(s: &Session, sheet: &Sheet, kind: RubricKind) -> Option<impl IntoView + use<>> {
    let why = sheet.check_writable(kind).err()?.to_string();
    let amendable = Locked::of(kind).filter(|_| may_propose(s, sheet)).map(|part| propose(sheet, part));
    Some(view! { <p class="meta screen-only">{why}" "{amendable}</p> })
}

/// The amendments on the sheet's page; nothing on a sheet that has none and takes none.
pub fn section(s: &Session, sheet: &Sheet, amendments: &[Amendment]) -> Option<impl IntoView + use<>> {
    let may_propose = may_propose(s, sheet);
    let lines = amendments.iter().map(|amendment| line(s, sheet, amendment)).collect_view();
    (may_propose || !amendments.is_empty()).then(|| {
        view! {
            <section class="rubric timetable" class:screen-only=amendments.is_empty() aria-labelledby="avenants">
                <header>
                    <h2 id="avenants">"Avenants"</h2>
                    {may_propose.then(|| view! { <a class="fr-link" href=sheet.amendments_path()>"Tous les avenants"</a> })}
                </header>
                {amendments.is_empty().then(|| view! { <div class="empty"><p>"Aucun avenant : la fiche est telle qu’elle a été adoptée."</p></div> })}
                <ul class="rows">{lines}</ul>
            </section>
        }
    })
}
