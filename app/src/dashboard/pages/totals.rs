//! The totals: a figure first, each a link to the list that it counts.
use leptos::prelude::*;

use super::address;
use crate::action_sheet::life::StatusWord;
use crate::dashboard::model::{Alert, Declared, Filter, Totals};
use crate::progress::model::Confidence;
use crate::text::{counted, plural};
use crate::ui::icon::icon;

pub fn blocks(totals: &Totals, table: &str, filter: &Filter) -> impl IntoView + use<> {
    let link = |only: Filter,
                count: u64,
                class: &'static str,
                label: String,
                drawing: Option<&'static str>,
                more: &'static str| {
        let current = only == Filter { order: None, ..filter.clone() };
        view! {
            <li><a href=format!("{}#resultats", address(table, &only)) aria-current=current.then_some("true")>
                <b>{count}</b>
                {drawing.map(|d| view! { <span class=format!("confidence confidence--{d}")>{icon(d)}</span> })}
                <span class=class>{label}<span class="sr-only">{more}</span></span>
            </a></li>
        }
    };
    let alert = |kind: Alert, count: u64, class: &'static str, label: &str, more| {
        link(
            Filter { alert: Some(kind), ..Filter::default() },
            count,
            if count > 0 { class } else { "" },
            label.to_owned(),
            None,
            more,
        )
    };
    let confidence = totals.by_confidence.iter().map(|(declared, count)| {
        let only =
            Filter { confidence: Some(declared.map_or(Declared::Unset, Declared::As)), ..Filter::default() };
        link(only, *count, "", name(*declared), Some(declared.map_or("unset", Confidence::word)), "")
    });
    let states = totals.by_status.iter().map(|(word, count)| {
        link(
            Filter { status: Some(*word), ..Filter::default() },
            *count,
            "",
            word.label().to_owned(),
            None,
            "",
        )
    });
    view! {
        <div class="totals" role="region" aria-label="Totaux">
            <section class="first">
                <h2>"À regarder d’abord"</h2>
                <ul>
                    {alert(Alert::Orphan, totals.orphans, "late", "sans pilote", "")}
                    {alert(Alert::Silent, totals.silent, "silent", silent(totals), " (aucun point depuis plus de 90 jours)")}
                    {alert(Alert::Blocked, totals.blocked, "", blocked(totals), "")}
                    {alert(Alert::Late, totals.late, "late", "en retard", " (un jalon ou un livrable au moins)")}
                </ul>
            </section>
            <section>
                <h2>{format!("Confiance déclarée, {}", counted(totals.open(), "action ouverte", "actions ouvertes"))}</h2>
                {band(totals)}
                <ul>{confidence.collect_view()}</ul>
            </section>
            <section>
                <h2>{format!("État, {}", counted(totals.sheets, "action", "actions"))}</h2>
                <ul>{states.collect_view()}</ul>
            </section>
        </div>
    }
}

fn silent(totals: &Totals) -> &'static str {
    plural(totals.silent, "silencieuse", "silencieuses")
}

fn blocked(totals: &Totals) -> &'static str {
    plural(totals.blocked, "bloquée", "bloquées")
}

fn name(declared: Option<Confidence>) -> String {
    declared.map_or("Non renseignée", Confidence::label).to_owned()
}

/// The chart: one band, a part per confidence. Its data is the list of links under it.
fn band(totals: &Totals) -> Option<impl IntoView + use<>> {
    const WIDTH: u64 = 600;
    let open = totals.open();
    if open == 0 {
        return None;
    }
    let mut from = 0;
    let parts = totals
        .by_confidence
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(declared, count)| {
            let x = from * WIDTH / open;
            from += count;
            let width = (from * WIDTH / open).saturating_sub(x + 3);
            let class = format!("band__{}", declared.map_or("unset", Confidence::word));
            view! { <rect class=class x=x y="1" width=width height="10"></rect> }
        })
        .collect_view();
    Some(view! {
        <svg class="band" viewBox="0 0 600 12" preserveAspectRatio="none" role="img" aria-label=format!("Répartition : {}", listed(totals))>{parts}</svg>
    })
}

fn listed(totals: &Totals) -> String {
    totals
        .by_confidence
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(c, n)| format!("{} {n}", name(*c).to_lowercase()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The totals as one sentence, on paper, with what they are out of and the filter if there is one.
pub fn in_print(totals: &Totals, extent: Option<&str>, filter: &Filter) -> impl IntoView + use<> {
    let states = totals
        .by_status
        .iter()
        .map(|(w, n): &(StatusWord, u64)| format!("{n} {}", w.label().to_lowercase()))
        .collect::<Vec<_>>()
        .join(", ");
    let filtered = filter.in_words();
    view! {
        <div class="print-only">
            <p>{format!(
                "{}{} : {states}. Confiance ({}) : {}. {} sans pilote, {} {}, {} {}, {} en retard.{}",
                counted(totals.sheets, "action", "actions"), extent.map(|of| format!(" ({of})")).unwrap_or_default(),
                counted(totals.open(), "ouverte", "ouvertes"), listed(totals), totals.orphans,
                totals.silent, silent(totals), totals.blocked, blocked(totals), totals.late,
                if filtered.is_empty() { String::new() } else { format!(" Vue filtrée : {}.", filtered.join(", ")) },
            )}</p>
        </div>
    }
}
