//! The lines and the cards of « Mon travail ».
use leptos::prelude::*;

use super::model::{Carried, Todo, What};
use crate::access::{Role, Verb};
use crate::action_sheet::{model::Sheet, parts::yours};
use crate::administration::model::PATH as ACCOUNTS;
use crate::ask;
use crate::dashboard::store::Orphans;
use crate::progress;
use crate::rows::due::{Dated, Tally};
use crate::rows::model::Row;
use crate::session::Session;
use crate::text::{counted, first_line};
use crate::when;

/// The longest title of a sheet beside a thing to do (characters).
const TITLE: usize = 60;

/// A thing to do: what it is, of which sheet, since when, and the one gesture. The first one has the filled button.
pub fn todo(s: &Session, rank: usize, todo: &Todo) -> impl IntoView + use<> {
    let Todo { sheet, what, since } = todo;
    let class = if rank == 0 { "fr-btn fr-btn--sm" } else { "fr-btn fr-btn--sm fr-btn--secondary" };
    let link = |href: String, label: &'static str, of: String| {
        view! { <a class=class href=href>{label}<span class="sr-only">{of}</span></a> }.into_any()
    };
    let update = || {
        if sheet.status.takes_updates() {
            link(format!("{}/point", sheet.path()), "Faire le point", format!(" sur {}", short(sheet)))
        } else {
            link(sheet.path(), "Ouvrir la fiche", format!(" {}", short(sheet)))
        }
    };
    let late = |said: String| view! { <span class="late">{said}</span> }.into_any();
    let (title, said, gesture) = match what {
        What::Line { noun, title, due } => {
            let said = view! { {format!("{} ", noun.one)}{late(due.lateness(s.today))} }.into_any();
            (title.clone(), said, update())
        }
        What::Update(said) => ("Point d’avancement attendu".into(), said.clone().into_any(), update()),
        What::Silence(said) => {
            ("Point d’avancement attendu".into(), late(format!("silencieuse, {said}")), update())
        }
        What::Answer(ask) => {
            let title = ask::parts::title(ask);
            let answer = format!("{}/repondre", ask::parts::path(sheet, ask.id));
            let gesture = link(answer, "Répondre", format!("\u{a0}: {title}"));
            (title, view! { "demande "{ask::parts::stands(ask, s)} }.into_any(), gesture)
        }
        What::Settle(ask) => {
            let title = ask::parts::title(ask);
            let gesture = ask::parts::settle(sheet, ask, class).into_any();
            (title, view! { "demande "{ask::parts::stands(ask, s)} }.into_any(), gesture)
        }
        What::Decide(amendment) => {
            let title = format!("Avenant à décider : {}", amendment.part().label().to_lowercase());
            let said = format!("proposé {} par {}", when::age(*since, s.today), amendment.by_name);
            let gesture =
                link(amendment.path(sheet), "Décider", format!(" de l’avenant de {}", short(sheet)));
            (title, said.into_any(), gesture)
        }
        What::Balance(balance) => {
            let (title, did, label) = if balance.is_sent_back() {
                ("Bilan à reprendre", "renvoyé", "Reprendre")
            } else {
                ("Bilan à décider", "remis", "Lire et décider")
            };
            let said = format!("{did} {} par {}", when::age(*since, s.today), balance.by_name);
            let gesture =
                link(balance.path(sheet), label, format!(" : {}, action {}", balance.title, short(sheet)));
            (format!("{title} : {}", balance.title), said.into_any(), gesture)
        }
    };
    view! {
        <li class="row-line">
            <div>
                <p class="row-title">{title}</p>
                <p class="meta">{of(sheet)}" · "{said}</p>
            </div>
            {gesture}
        </li>
    }
}

/// « 1.2.1 Elargir les démarches… », leading to the sheet.
fn of(sheet: &Sheet) -> impl IntoView + use<> {
    let title = first_line(&sheet.title, TITLE);
    let code = sheet.code.as_ref().map(|code| view! { <strong>{code.to_string()}</strong>" " });
    view! { <a href=sheet.path()>{code}{title}</a> }
}

/// The code, or the title when the plan gives none.
fn short(sheet: &Sheet) -> String {
    sheet.code.as_ref().map_or_else(|| sheet.title.clone(), ToString::to_string)
}

/// One of the reader's sheets: where it stands, what is next, the way to its update.
pub fn card(s: &Session, carried: &Carried) -> impl IntoView + use<> {
    let Carried { sheet, last, milestones, deliverables } = carried;
    let may_update = s.actor.can(Verb::AddUpdate, &sheet.place()) && sheet.status.takes_updates();
    let code = sheet.code.as_ref().map(|code| format!("{code} ")).unwrap_or_default();
    let updated = last.as_ref().map_or_else(
        || "Aucun point d’avancement".to_owned(),
        |last| {
            let age = when::age(last.at.with_timezone(&s.time_zone).date_naive(), s.today);
            let by = if last.by == s.actor.name() { String::new() } else { format!(", par {}", last.by) };
            format!("Dernier point {age}{by}")
        },
    );
    let next = carried.next(s.today).map(|(title, when)| {
        let late = when.is_over(s.today).then(|| view! { ", "<span class="late">"en retard"</span> });
        view! { <p class="meta"><strong>"Ensuite : "</strong>{format!("{title}, {when}")}{late}</p> }
    });
    view! {
        <li class="card">
            <h3><a href=sheet.path()>{format!("{code}{}", sheet.title)}</a></h3>
            <p>{progress::parts::confidence(last.as_ref().map(|last| last.confidence))}</p>
            <p class="meta">{format!("{} ", sheet.status.said())}{yours(&s.actor, sheet)}</p>
            {counts("jalon", "jalons", milestones, s)}
            {counts("livrable", "livrables", deliverables, s)}
            {next}
            <p class="meta">{updated}</p>
            {may_update.then(|| view! { <a class="fr-btn fr-btn--sm fr-btn--secondary" href=format!("{}/point", sheet.path())>"Faire le point"<span class="sr-only">{format!(" sur {}", short(sheet))}</span></a> })}
        </li>
    }
}

/// « 3 livrables sur 5, 1 en retard », leading to them; nothing of a kind of which there is none.
fn counts<L: Dated>(
    one: &'static str,
    many: &'static str,
    rows: &[Row<L>],
    s: &Session,
) -> Option<impl IntoView + use<L>> {
    let tally = Tally::of(rows, s.today);
    let done = format!("{} sur {}", counted(tally.done as u64, one, many), tally.all());
    (tally.all() > 0).then(|| {
        let late = (tally.late > 0)
            .then(|| view! { ", "<span class="late">{format!("{} en retard", tally.late)}</span> });
        view! { <p class="meta">{done}{late}</p> }
    })
}

/// A sheet that is over, as a line.
pub fn over(carried: &Carried) -> impl IntoView + use<> {
    let sheet = &carried.sheet;
    let code = sheet.code.as_ref().map(|code| view! { <span class="code num">{code.to_string()}" "</span> });
    view! {
        <li>
            <p class="row-title">{code}<a href=sheet.path()>{sheet.title.clone()}</a></p>
            <p class="meta">{format!("{} · {}", sheet.plan_name, sheet.status.said())}</p>
        </li>
    }
}

/// For who names pilots: the plans where actions have none.
pub fn without_pilot(plans: &[Orphans]) -> impl IntoView + use<> {
    let line = |of: &Orphans| {
        let actions = counted(of.actions(), "action", "actions");
        view! {
            <li>
                {progress::parts::orphan()}" "
                <a href=of.path()>{format!("{actions} sans pilote, {}, {}", of.plan, of.region)}</a>
            </li>
        }
    };
    view! { <ul class="rows">{plans.iter().map(line).collect_view()}</ul> }
}

/// Nothing waits: what this page is for, and where to go meanwhile.
pub fn nothing(s: &Session, open: &[Carried]) -> impl IntoView + use<> {
    // of sheets that are another's to update, nobody tells here what is late
    let updates = |carried: &Carried| s.actor.can(Verb::AddUpdate, &carried.sheet.place());
    let carries = !open.is_empty() && open.iter().all(updates);
    let mandates = s.actor.mandates();
    let administers = mandates.iter().any(|m| m.role == Role::Admin);
    let table = s.home.as_ref().map(|home| format!("{}/tableau", home.path));
    let text = match table {
        _ if mandates.is_empty() => view! { "Aucun mandat en cours : rien ne vous est demandé. Voyez "<a href="/compte">"vos mandats"</a>", ou demandez-en un à l’animation du plan." }.into_any(),
        _ if administers => view! { "Rien n’attend. Les courriels qui ne peuvent pas partir seraient signalés ici ; vous tenez aussi "<a href=ACCOUNTS>"les comptes"</a>"." }.into_any(),
        Some(table) if carries => view! { "Rien ne presse : vos fiches sont à jour. Ce qui sera en retard, ou demandé, viendra ici. "<a href=table>"Voir où en est le plan"</a>"." }.into_any(),
        Some(table) => view! { "Rien n’attend de vous aujourd’hui. Ce qui vous sera demandé viendra ici. "<a href=table>"Voir où en est le plan"</a>"." }.into_any(),
        None => "Rien n’attend de vous aujourd’hui. Ce qui vous sera demandé viendra ici.".into_any(),
    };
    view! { <div class="empty"><p>{text}</p></div> }
}
