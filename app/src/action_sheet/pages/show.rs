//! The page of a sheet: where it stands, its last update, its rubrics, what one may do.
use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use super::rubrics;
use crate::access::{self, Place, Verb};
use crate::action_sheet::life::{Status, StepWord};
use crate::action_sheet::model::{RubricKind, Sheet};
use crate::action_sheet::parts::{Address, crumbs, on_paper, yours};
use crate::action_sheet::store::{self, Beside};
use crate::amendment;
use crate::ask;
use crate::balance;
use crate::comment;
use crate::deliverable::model::Deliverable;
use crate::directory;
use crate::draft;
use crate::milestone::model::Milestone;
use crate::progress::{self, model::ProgressUpdate};
use crate::rows;
use crate::session::Session;
use crate::template::{self, model::Section};
use crate::timetable;
use crate::ui::{Page, page};
use crate::when;

/// Updates shown on the sheet's page.
const SHOWN: u64 = 100;

#[component]
pub fn SheetPage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let template = template::store::followed(&s.db.read, &sheet).await?;
        let contents = store::Contents::load(&s.db.read, &s.actor, sheet.id).await?;
        let updates = progress::store::list(&s.db.read, sheet.id, SHOWN).await?;
        let milestones = rows::store::list::<Milestone>(&s.db.read, sheet.id).await?;
        let deliverables = rows::store::list::<Deliverable>(&s.db.read, sheet.id).await?;
        let mut filled = contents.filled();
        filled.extend((!milestones.is_empty()).then_some(RubricKind::Milestones));
        filled.extend((!deliverables.is_empty()).then_some(RubricKind::Deliverables));
        let amendments = amendment::store::list(&s.db.read, &s.actor, &sheet).await?;
        let asks = ask::store::of_sheet(&s.db.read, &s.actor, &sheet).await?;
        let discussed = comment::store::summary(&s.db.read, &s.actor, &sheet).await?;
        let drafts = match s.actor.person() {
            Some(person) => draft::store::under(&s.db.read, person, &sheet.path(), s.now).await?,
            None => Vec::new(),
        };
        let since = sheet.status_since.with_timezone(&s.time_zone).date_naive();
        // who carries it, or who carried it when it came to its end
        let day = if sheet.status.word().is_over() { since } else { s.today };
        let pilots = access::store::pilots(&s.db.read, [sheet.committee_id], day).await?;
        let scope = s.actor.scope(&Place::plan(sheet.region_id, sheet.plan_id))?;
        let beside = store::beside(&s.db.read, &scope, sheet.id).await?;
        let mut trail = crumbs(&sheet);
        trail.pop();
        let title = format!("{} : {}, {}, {}", sheet.name(), sheet.title, sheet.plan_name, sheet.region);
        let lines = timetable::model::Lines {
            milestones: &milestones,
            deliverables: &deliverables,
            goals: &contents.goals,
            indicators: &contents.indicators,
        };
        let body = view! {
            {head(&s, &sheet, &filled).into_any()}
            {draft::parts::waiting(&s, &drafts)}
            {facts(&s, &sheet, &updates, pilots).into_any()}
            {rubrics::on_this_page(&s, &sheet, &template, &contents).into_any()}
            {latest(&s, &sheet, updates)}
            {ask::parts::section(&s, &sheet, asks)}
            {timetable::parts::section(&s, &sheet, &template, lines).into_any()}
            {rubrics::section(&s, &sheet, &template, &contents).into_any()}
            {amendment::parts::section(&s, &sheet, &amendments).into_any()}
            {comment::parts::section(&s, &sheet, discussed).into_any()}
            {life(&s, &sheet, &template.missing(&filled))}
            {balance::parts::of_sheet(&sheet)}
            {around(&sheet, beside)}
        };
        Ok(Page::new(title, trail, body).here(sheet.name()))
    })
}

fn head(s: &Session, sheet: &Sheet, filled: &HashSet<RubricKind>) -> impl IntoView + use<> {
    let may_update = s.actor.can(Verb::AddUpdate, &sheet.place()) && sheet.status.takes_updates();
    let may_correct = s.actor.can(Verb::EditRubric, &sheet.place()) && sheet.check_title().is_ok();
    let to_begin = !filled.contains(&RubricKind::Stake)
        && s.actor.can(Verb::EditRubric, &sheet.place())
        && sheet.check_writable(RubricKind::Stake).is_ok();
    view! {
        <div class="title-row">
            <div>
                {on_paper(sheet)}
                <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {} · ", sheet.axis_name())}<a href=format!("{}/tableau", sheet.plan_path)>{format!("Tableau du {}", sheet.plan_name)}</a>" "{yours(&s.actor, sheet)}</p>
                <h1>{sheet.title.clone()}</h1>
                {may_correct.then(|| view! { <p class="meta screen-only"><a href=sheet.title_path()>"Corriger l’intitulé"</a></p> })}
                {sheet.objective.clone().map(|objective| view! { <p class="meta">{format!("Objectif : {objective}")}</p> })}
            </div>
            <ul class="actions">
                {may_update.then(|| view! { <li><a class="fr-btn" href=format!("{}/point", sheet.path())>"Faire le point"</a></li> })}
                <li><a class="fr-btn fr-btn--tertiary" href=format!("{}/fiche.docx", sheet.path()) download="">"Fiche en DOCX"</a></li>
                {to_begin.then(|| view! { <li><a class="fr-btn fr-btn--secondary" href=sheet.rubric_path(RubricKind::Stake)>"Écrire l’enjeu"</a></li> })}
            </ul>
        </div>
    }
}

fn facts(
    s: &Session,
    sheet: &Sheet,
    updates: &[ProgressUpdate],
    mut pilots: HashMap<crate::ids::CommitteeId, Vec<access::store::PilotRow>>,
) -> impl IntoView + use<> {
    let pilots = pilots.remove(&sheet.committee_id).unwrap_or_default();
    let last = updates.first();
    let orphan = pilots.is_empty() && !sheet.status.word().is_over();
    let over = sheet.status.word().is_over();
    let since = when::date(sheet.status_since.with_timezone(&s.time_zone).date_naive());
    let (until, detail) = match &sheet.status {
        Status::Paused(_, pause) => (pause.until, pause.reason.clone()),
        Status::Abandoned { motive } => (None, motive.clone()),
        Status::Emergent(now) => (None, now.reason.clone()),
        Status::Open(_) | Status::Closed | Status::Expired(_) => (None, String::new()),
    };
    let until = until.map(|day| format!(", jusqu’au {}", when::date(day))).unwrap_or_default();
    let then = (over && !pilots.is_empty()).then(|| format!("au {since}"));
    let declared = last.map(|u| when::date(u.at.with_timezone(&s.time_zone).date_naive()));
    view! {
        <dl class="facts">
            <div>
                <dt>"Confiance déclarée"</dt>
                <dd>{progress::parts::confidence(last.map(|u| u.confidence)).into_any()}{declared.map(|d| view! { <p class="meta">{format!("le {d}")}</p> })}</dd>
            </div>
            <div>
                <dt>"État"</dt>
                <dd>{sheet.status.label()}{phase(s, sheet).into_any()}{expiry(&sheet.status).into_any()}<p class="meta">{format!("depuis le {since}{until}")}</p>{(!detail.is_empty()).then(|| view! { <p class="meta">{detail}</p> })}</dd>
            </div>
            <div>
                <dt>"Pilotes"</dt>
                <dd>
                    {orphan.then(progress::parts::orphan)}
                    {(pilots.is_empty() && over).then_some("–")}
                    {pilots.into_iter().map(|p| view! { <span class="line">{p.name}<span class="meta">{p.organisation.map(|o| format!(" ({o})"))}</span></span> }).collect_view()}
                    {then.map(|day| view! { <p class="meta">{day}</p> })}
                    {directory::parts::committee(s, sheet, orphan).into_any()}
                </dd>
            </div>
        </dl>
    }
}

/// The last day of an emergent sheet.
fn expiry(status: &Status) -> Option<impl IntoView + use<>> {
    let day = when::date(status.last_day()?);
    let said = match status {
        Status::Emergent(_) => format!("expire le {day} si le conseil ne la retient pas"),
        _ => format!("le {day}, sans que le conseil l’ait retenue"),
    };
    Some(view! { <p class="meta">{said}</p> })
}

/// The phase of a running action, and the way to another for those who say it.
fn phase(s: &Session, sheet: &Sheet) -> Option<impl IntoView + use<>> {
    let phase = sheet.status.phase()?.label().to_lowercase();
    let may_say = s.actor.can(Verb::SetPhase, &sheet.place()) && sheet.takes_phase();
    let link = may_say.then(
        || view! { <span class="screen-only">" · "<a href=sheet.phase_path()>"changer"<span class="sr-only">" de phase"</span></a></span> },
    );
    Some(view! { <p class="meta">{format!("phase de {phase}")}{link}</p> })
}

fn latest(s: &Session, sheet: &Sheet, updates: Vec<ProgressUpdate>) -> impl IntoView + use<> {
    let mut updates = updates.into_iter();
    let Some(last) = updates.next() else {
        let text = match &sheet.status {
            Status::Abandoned { .. } => {
                "L’action a été abandonnée sans qu’aucun point d’avancement ait été fait."
            }
            Status::Closed => "L’action a été close sans qu’aucun point d’avancement ait été fait.",
            Status::Expired(_) => "L’action a expiré avant que le conseil ne la retienne.",
            Status::Emergent(_) => {
                "Cette fiche est émergente : le conseil peut la retenir. Ses points d’avancement viendront ensuite."
            }
            Status::Open(_) | Status::Paused(..) => {
                "Aucun point d’avancement. Le premier dira ce qui a été fait, ce qui vient et ce qui bloque : il sera lu ici et dans le tableau du CROCT."
            }
        };
        return view! {
            <section aria-labelledby="ou-en-est-on">
                <h2 id="ou-en-est-on">"Où en est-on"</h2>
                <div class="empty"><p>{text}</p></div>
            </section>
        }
        .into_any();
    };
    let older = updates.map(|u| progress::parts::update(u, s.today, s.time_zone)).collect_view();
    let count = older.len();
    view! {
        <section aria-labelledby="ou-en-est-on">
            <h2 id="ou-en-est-on">"Où en est-on"</h2>
            {progress::parts::update(last, s.today, s.time_zone)}
            {(count > 0).then(|| view! {
                <div class="screen-only"><details><summary>{if count == 1 { "Le point précédent".to_owned() } else { format!("Les {count} points précédents") }}</summary>{older}</details></div>
            })}
        </section>
    }
    .into_any()
}

/// The way on: the sheets before and after this one, in the order of the plan.
fn around(sheet: &Sheet, beside: Beside) -> impl IntoView + use<> {
    let plan = sheet.plan_path.clone();
    let link = |label: &str, rel: &'static str, (address, name): (String, String)| {
        view! { <li><a class="fr-link" rel=rel href=format!("{plan}/fiches/{address}")>{format!("{label} : {name}")}</a></li> }
    };
    (beside != Beside::default()).then(|| {
        view! {
            <nav class="around" aria-label="Autres fiches du plan">
                <ul class="plain-list">
                    {beside.previous.map(|to| link("Fiche précédente", "prev", to))}
                    {beside.next.map(|to| link("Fiche suivante", "next", to))}
                </ul>
            </nav>
        }
    })
}

/// The moves that the server would accept, each to a page that says what it does.
fn life(s: &Session, sheet: &Sheet, missing: &[&Section]) -> Option<impl IntoView + use<>> {
    let moves = StepWord::legal_from(&sheet.status);
    if moves.is_empty() || !s.actor.can(Verb::MoveSheet, &sheet.place()) {
        return None;
    }
    let missing = if moves.contains(&StepWord::Adopt) { missing } else { &[] };
    let path = sheet.path();
    Some(view! {
        <section class="screen-only" aria-labelledby="changer-l-etat">
            <h2 id="changer-l-etat">"Changer l’état"</h2>
            {(!missing.is_empty()).then(|| view! {
                <p>"Avant l’adoption, il manque : "<strong>{missing.iter().map(|section| section.title.as_str()).collect::<Vec<_>>().join(", ")}</strong>"."</p>
            })}
            <ul class="actions state-moves">
                {moves.into_iter().map(|word| view! { <li><a class="fr-btn fr-btn--secondary fr-btn--sm" href=format!("{path}/etat/{}", word.word())>{word.label()}</a></li> }).collect_view()}
            </ul>
        </section>
    })
}
