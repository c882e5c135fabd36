//! The synthetic table on screen: totals, filters, lines; cards on a phone; one A4 landscape on paper.
mod lines;
mod totals;

use leptos::prelude::*;

use super::model::{Alert, Filter, NO_THEME, Order, UNSET, extent};
use super::store;
use crate::action_sheet::{
    life::{Phase, StatusWord},
    parts::nothing_yet,
};
use crate::plan::{
    self,
    model::{Axis, Plan, axis_word},
};
use crate::progress::model::Confidence;
use crate::session::Session;
use crate::text::counted;
use crate::theme::model::Theme;
use crate::ui::{Crumb, Page, filter, page, paging, query, segment};
use crate::when;
use crate::words::words;

words! {
    /// What can be taken away.
    Format {
        Xlsx = "xlsx", "Tableur (XLSX)";
        Csv = "csv", "CSV pour Excel en français";
        OpenData = "donnees.csv", "CSV, données ouvertes";
    }
}

#[component]
pub fn TablePage() -> impl IntoView {
    let (region, plan) = (segment("region"), segment("plan"));
    let (filter, asked) = (Filter::read(query), query("page"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
        let s = s.in_zone(&plan.time_zone);
        let scope = s.actor.scope(&plan.place())?;
        let axes = plan::store::axes(&s.db.read, plan.id).await?;
        let number = paging::asked(asked.as_deref());
        let totals = store::totals(&s, &scope).await?;
        let lines = store::lines(&s, &scope, &filter, Some((number, paging::PER_PAGE))).await?;
        let matching =
            if filter.is_active() { store::matching(&s, &scope, &filter).await? } else { totals.sheets };
        // who looks for a theme would take the sheets that say none for others
        let unsaid = Filter { theme: Some(None), ..Filter::default() };
        let without_theme = match filter.theme {
            Some(Some(_)) => store::matching(&s, &scope, &unsaid).await?,
            Some(None) | None => 0,
        };
        let table = format!("{}/tableau", plan.path());
        let extent = extent(&scope);
        let counts = lines::Counts { matching, all: totals.sheets, extent };
        let body = if totals.sheets == 0 {
            view! {
                {head(&s, &plan, None)}
                {nothing_yet(&s, &plan)}
                {totals::blocks(&totals, &table, &filter)}
            }
            .into_any()
        } else {
            view! {
                {head(&s, &plan, Some((&table, &filter)))}
                {totals::in_print(&totals, extent, &filter)}
                {totals::blocks(&totals, &table, &filter)}
                {filters(&axes, &table, &filter)}
                {(without_theme > 0).then(|| {
                    let said = counted(without_theme, "fiche ne dit pas ses thèmes", "fiches ne disent pas leurs thèmes");
                    view! { <p class="meta no-print">{format!("{said} : ")}<a href=address(&table, &unsaid)>"voir les fiches sans thème"</a></p> }
                })}
                <div id="resultats">
                    {lines::table(&s, &plan, &lines, &counts, &table, &filter)}
                    {paging::pages(number, matching, {
                        let link = address(&table, &filter);
                        move |n| format!("{link}{}page={n}", if link.contains('?') { '&' } else { '?' })
                    })}
                </div>
            }
            .into_any()
        };
        Ok(Page::new(
            format!("Tableau synthétique du {}, {}", plan.name, plan.region),
            vec![Crumb(format!("{}, {}", plan.name, plan.region), plan.path())],
            body,
        ))
    })
}

/// The address of a view of the table.
fn address(table: &str, filter: &Filter) -> String {
    let query = filter.query();
    if query.is_empty() { table.to_owned() } else { format!("{table}?{query}") }
}

/// The title, and the exports of a view, if there is something in it.
fn head(s: &Session, plan: &Plan, view: Option<(&str, &Filter)>) -> impl IntoView + use<> {
    let exports = view.map(|(table, filter)| {
        let formats = Format::ALL.iter().map(|format| {
            let href = address(&format!("{table}.{}", format.word()), filter);
            view! { <li><a class="fr-btn fr-btn--sm fr-btn--secondary" href=href download="">{format.label()}</a></li> }
        });
        view! { <ul class="actions" aria-label="Exporter cette vue">{formats.collect_view()}</ul> }
    });
    view! {
        <div class="title-row">
            <div>
                <h1>{format!("{} : tableau synthétique", plan.name)}</h1>
                <p class="meta">{format!("Plan régional santé au travail, {} · {} · état au {}", plan.region, plan.years(), when::date(s.today))}</p>
            </div>
            {exports}
        </div>
    }
}

fn filters(axes: &[Axis], table: &str, asked: &Filter) -> impl IntoView + use<> {
    let axes = axes.iter().map(|a| (a.word(), a.name())).collect();
    let states = StatusWord::ALL.iter().map(|w| (w.word().into(), w.label().into())).collect();
    let themes = Theme::ALL
        .iter()
        .map(|t| (t.word().into(), t.label().into()))
        .chain([(NO_THEME.into(), "Sans thème".into())])
        .collect();
    let phases = Phase::ALL.iter().map(|p| (p.word().into(), p.label().into())).collect();
    let declared = Confidence::ALL
        .iter()
        .map(|c| (c.word().into(), c.label().into()))
        .chain([(UNSET.into(), "Non renseignée".into())])
        .collect();
    let alerts = Alert::ALL.iter().map(|a| (a.word().into(), a.label().into())).collect();
    let orders = Order::ALL.iter().map(|o| (o.word().into(), o.label().into())).collect();
    view! {
        <details class="filters" open=asked.is_active()>
            <summary>"Filtrer, trier, chercher"</summary>
            <form method="get" action=table.to_owned() role="search" aria-label="Filtrer le tableau">
                <div>
                    <label class="fr-label" for="f-q">"Mot, numéro, pilote ou structure"</label>
                    <input class="fr-input" type="search" id="f-q" name="q" maxlength="80" value=asked.search.clone()/>
                </div>
                {filter::select("axe", "Axe", "Tous", axes, asked.axis.map(axis_word))}
                {filter::select("etat", "État", "Tous", states, asked.status.map(|w| w.word().into()))}
                {filter::select("phase", "Phase", "Toutes", phases, asked.phase.map(|p| p.word().into()))}
                {filter::select("theme", "Thème", "Tous", themes, asked.theme_word().map(str::to_owned))}
                {filter::select("confiance", "Confiance", "Toutes", declared, asked.confidence_word().map(str::to_owned))}
                {filter::select("voir", "À regarder", "Tout", alerts, asked.alert.map(|a| a.word().into()))}
                {filter::select("tri", "Trier par", "", orders, asked.order.map(|o| o.word().into()))}
                <button class="fr-btn" type="submit">"Filtrer"</button>
            </form>
        </details>
    }
}
