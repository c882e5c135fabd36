//! The lines of the table, grouped by axis when that is their order.
use leptos::prelude::*;

use super::address;
use crate::action_sheet::life::Status;
use crate::dashboard::model::{Filter, Line, Order};
use crate::plan::model::{Plan, axis_name};
use crate::progress::parts::{confidence, orphan};
use crate::rows::due::Tally;
use crate::session::Session;
use crate::text::{counted, first_line};
use crate::when;

/// The longest reason of a line (characters).
const WHY: usize = 120;

/// How many lines there are, and out of which.
pub struct Counts {
    pub matching: u64,
    pub all: u64,
    pub extent: Option<&'static str>,
}

pub fn table(
    s: &Session,
    plan: &Plan,
    lines: &[Line],
    counts: &Counts,
    table: &str,
    filter: &Filter,
) -> impl IntoView + use<> {
    if lines.is_empty() {
        return view! {
            <div class="empty"><p>"Aucune action ne répond à ces filtres. "<a href=table.to_owned()>"Voir toutes les actions"</a></p></div>
        }
        .into_any();
    }
    let order = filter.order.unwrap_or(Order::Code);
    let mut rows = Vec::new();
    let mut axis = None;
    for line in lines {
        let here = line.axis;
        if order == Order::Code && axis != Some(here) {
            axis = Some(here);
            rows.push(group(lines, line).into_any());
        }
        rows.push(row(s, plan, line).into_any());
    }
    let heading = |by: Order, label: &'static str| {
        let (sort, arrow) = if order == by {
            (Some("ascending"), " ▲")
        } else if by.reversed() == Some(order) {
            (Some("descending"), " ▼")
        } else {
            (None, "")
        };
        // where a click leads: the other way round, or nowhere when there is only one way
        let next = if order == by { by.reversed() } else { Some(by) };
        let label = match next {
            Some(next) => {
                let link = address(table, &Filter { order: Some(next), ..filter.clone() });
                view! { <a href=format!("{link}#resultats")>{label}</a> }.into_any()
            }
            None => label.into_any(),
        };
        let arrow = sort.is_some().then(|| view! { <span aria-hidden="true">{arrow}</span> });
        view! { <th role="columnheader" scope="col" aria-sort=sort>{label}{arrow}</th> }
    };
    let filtered = filter.in_words();
    let all = counted(counts.all, "action", "actions");
    let counted = if filtered.is_empty() {
        all
    } else {
        format!("{} sur {all} : {}", counts.matching, filtered.join(", "))
    };
    let extent = counts.extent.map(|of| format!(" Vous lisez ici les {of}.")).unwrap_or_default();
    view! {
        {(!filtered.is_empty()).then(|| view! { <p class="active-filters"><a class="fr-link" href=table.to_owned()>"Voir toutes les actions"</a></p> })}
        <table class="data-table synthetic" role="table">
            <caption>{format!("{counted}. La confiance est déclarée par les pilotes.{extent}")}</caption>
            <thead role="rowgroup"><tr role="row">
                {heading(Order::Code, "Action et état")}
                <th role="columnheader" scope="col">"Pilotes"</th>
                {heading(Order::Confidence, "Confiance déclarée")}
                <th role="columnheader" scope="col">"Ce qui bloque"</th>
                <th role="columnheader" scope="col">"Jalons"</th>
                <th role="columnheader" scope="col">"Livrables"</th>
                {heading(Order::Update, "Dernier point")}
            </tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The heading of an axis, with its own summary of the lines on this page.
fn group(lines: &[Line], first: &Line) -> impl IntoView + use<> {
    let own: Vec<&Line> = lines.iter().filter(|l| l.axis == first.axis).collect();
    let orphans = own.iter().filter(|l| l.is_orphan()).count();
    let title = first.axis_title.as_ref().map(|t| format!(" : {t}")).unwrap_or_default();
    let mut summary = format!(" · {}", counted(own.len() as u64, "action", "actions"));
    if orphans > 0 {
        summary += &format!(" · {orphans} sans pilote");
    }
    view! {
        <tr role="row"><th role="rowheader" class="axis" scope="rowgroup" colspan="7">{axis_name(first.axis)}{title}<span>{summary}</span></th></tr>
    }
}

fn row(s: &Session, plan: &Plan, line: &Line) -> impl IntoView + use<> {
    let word = line.status.word();
    let (alone, over) = (line.is_orphan(), word.is_over());
    let class = if alone {
        "row orphan"
    } else if over {
        "row over"
    } else {
        "row"
    };
    let state = match &line.status {
        Status::Open(_) | Status::Closed | Status::Expired(_) => {
            view! { <span>{line.status.said()}</span> }.into_any()
        }
        Status::Emergent(now) => view! { <span><span class="state-tag">{line.status.label()}</span>{format!(" expire le {}", when::date(now.last_day))}</span> }.into_any(),
        Status::Paused(_, pause) => view! { <span><span class="state-tag">{line.status.label()}</span>{pause.until.map(|d| format!(" jusqu’au {}", when::date(d)))}</span> }.into_any(),
        Status::Abandoned { .. } => {
            let day = when::date(line.status_since.with_timezone(&s.time_zone).date_naive());
            view! { <span><span class="state-tag">{line.status.label()}</span>{format!(" · {day}")}</span> }.into_any()
        }
    };
    let why = match &line.status {
        Status::Abandoned { motive } => format!("Motif : {}", first_line(motive, WHY)),
        Status::Paused(_, pause) => format!("Pause : {}", first_line(&pause.reason, WHY)),
        Status::Emergent(_) | Status::Open(_) | Status::Closed | Status::Expired(_) => String::new(),
    };
    let obstacle = if matches!(line.status, Status::Abandoned { .. }) { "" } else { &line.obstacle };
    let blocking: Vec<String> =
        [why.as_str(), obstacle].into_iter().filter(|text| !text.is_empty()).map(str::to_owned).collect();
    let nothing = blocking.is_empty();
    let silent = line.is_silent(s.today, s.time_zone);
    let update = line.update_at.map(|at| at.with_timezone(&s.time_zone).date_naive());
    let declared = if over && line.confidence.is_none() {
        view! { "sans objet" }.into_any()
    } else {
        confidence(line.confidence).into_any()
    };
    let pilots = line.pilots.iter().map(|(name, organisation)| view! { <span class="line">{name.clone()}{organisation.as_ref().map(|o| format!(" ({o})"))}</span> }).collect_view();
    view! {
        <tr class=class role="row">
            <th role="rowheader" scope="row">
                <div class="action">
                    <span class="code num">{line.code.clone()}</span>
                    <a href=format!("{}/fiches/{}", plan.path(), line.address)>{line.title.clone()}</a>
                    <span class="meta">{state}</span>
                </div>
            </th>
            <td role="cell" class="col-pilots"><span class="cell-label">"Pilotes"</span>{alone.then(orphan)}{(!alone && line.pilots.is_empty()).then_some("–")}{pilots}</td>
            <td role="cell" class="col-confidence"><span class="cell-label">"Confiance"</span>{declared}</td>
            <td role="cell" class="col-blocking" class:none=nothing><span class="cell-label">"Ce qui bloque"</span>{nothing.then_some("–")}{blocking.into_iter().map(|text| view! { <span class="line">{text}</span> }).collect_view()}</td>
            <td role="cell" class="col-milestone" class:none=line.milestones.is_empty()><span class="cell-label">"Jalons"</span>{tally(&line.milestones, ("fait", "faits"), |title, due| format!("{title}, {due}"))}</td>
            <td role="cell" class="col-deliverables" class:none=line.deliverables.is_empty()><span class="cell-label">"Livrables"</span>{tally(&line.deliverables, ("remis", "remis"), |_, due| format!("échéance : {due}"))}</td>
            <td role="cell" class="col-update">
                <span class="cell-label">"Dernier point"</span>
                {match update {
                    Some(day) => view! { <span class="line" class:silent=silent>{when::age(day, s.today)}</span><span class="line meta">{when::short(day)}</span> }.into_any(),
                    None => view! { <span class="line" class:silent=silent>"aucun"</span> }.into_any(),
                }}
                {silent.then(|| view! { <span class="line silent">"silencieuse"</span> })}
            </td>
        </tr>
    }
}

/// « 1 fait sur 4 », « 1 en retard », those that were given up, and what is said of the next one (its title, its date).
fn tally(tally: &Tally, (one, many): (&str, &str), next: fn(&str, &str) -> String) -> impl IntoView + use<> {
    if tally.is_empty() {
        return "–".into_any();
    }
    let done = format!("{} sur {}", counted(tally.done as u64, one, many), tally.all());
    let late = (tally.late > 0)
        .then(|| view! { <span class="line late">{format!("{} en retard", tally.late)}</span> });
    let given_up = (tally.given_up > 0).then(|| {
        view! { <span class="line meta">{counted(tally.given_up as u64, "abandonné", "abandonnés")}</span> }
    });
    let next = tally
        .next
        .as_ref()
        .map(|(title, due)| view! { <span class="line meta">{next(title, &due.to_string())}</span> });
    view! { <span class="line">{done}</span>{late}{given_up}{next} }.into_any()
}
