//! How the sheet shows its means.
use leptos::prelude::*;

use super::model::{Amount, Certainty, Means, Total, Unit};
use crate::rows::model::Row;

/// A table for each unit, with its totals.
pub fn tables(rows: &[Row<Means>]) -> AnyView {
    Unit::ALL.iter().map(|unit| table(rows, *unit)).collect_view().into_any()
}

fn table(rows: &[Row<Means>], unit: Unit) -> Option<impl IntoView + use<>> {
    let figure =
        move |amount: Option<Amount>| amount.map_or_else(|| "–".to_owned(), |amount| unit.figure(amount));
    let cells = move |figures: [Option<Amount>; 3]| {
        figures.map(|amount| view! { <td class="num">{figure(amount)}</td> }).collect_view()
    };
    let lines: Vec<_> = rows
        .iter()
        .filter(|row| row.line.unit == unit)
        .map(|row| {
            let m = &row.line;
            let estimated = (m.certainty == Certainty::Estimated).then_some(" (estimé)");
            view! { <tr><th scope="row">{m.title.clone()}{estimated}</th>{cells([m.asked, m.obtained, m.spent])}</tr> }
        })
        .collect();
    let total = Total::of(rows, unit);
    let several = lines.len() > 1;
    (!lines.is_empty()).then(|| view! {
        <table class="figures">
            <caption>{format!("En {}", unit.label())}</caption>
            <thead><tr><th scope="col">"Quoi"</th><th scope="col" class="num">"Demandé"</th><th scope="col" class="num">"Obtenu"</th><th scope="col" class="num">"Dépensé"</th></tr></thead>
            <tbody>{lines}</tbody>
            {several.then(|| view! { <tfoot><tr><th scope="row">"Total"</th>{cells([total.asked, total.obtained, total.spent])}</tr></tfoot> })}
        </table>
    })
}
