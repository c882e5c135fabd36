//! What an import would do, before it does it; afterwards, what it did.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::Verb;
use crate::error::AppError;
use crate::ids::FormKey;
use crate::plan::api::{ApplyImport, done};
use crate::plan::import::{ActionLine, FieldChange, Notice, OutcomeWord, Report, text_of};
use crate::plan::store;
use crate::session::Session;
use crate::text::{counted, escape};
use crate::ui::{Crumb, Page, form, page, query, segment};
use crate::when;

/// Ignored lines shown at most; a whole document can be pasted.
const SHOWN: usize = 200;

#[component]
pub fn PreviewPage() -> impl IntoView {
    let (region, plan, id) = (segment("region"), segment("plan"), segment("import").parse().ok());
    let chosen = query("feuille");
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = store::find(&s.db.read, &s.actor, &region, &plan).await?;
        s.actor.may(Verb::ImportPlan, plan.place())?;
        let import = store::get_import(&s.db.read, plan.id, id.ok_or(AppError::NotFound)?).await?;
        let (report, seen) = match import.applied_at {
            Some(_) => (import.report.clone(), String::new()),
            None => {
                let reading = store::read_against_plan(
                    &s.db.read,
                    &plan,
                    store::read_source(import.source.clone(), chosen.clone()).await?,
                )
                .await?;
                (reading.report.clone(), reading.digest()?)
            }
        };
        let path = plan.path();
        let here = format!("{path}/import/{}", import.id);
        let work = report.created.len() + report.changed.len();
        let applied = import.applied_at.map(|at| when::moment(at.with_timezone(&s.time_zone)));
        let title = if applied.is_some() { "Import terminé" } else { "Aperçu de l’import" };
        let ready = applied.is_none() && report.may_be_applied() && work > 0;
        // what was written is written: correcting it is importing something else
        let mend = (applied.is_none() && text_of(&import.source).is_ok())
            .then(|| format!("{path}/import?reprendre={}", import.id));
        let verdict = verdict(&report, applied.as_deref());
        let body = view! {
            <h1>{title}</h1>
            <p class="meta">{format!("{} · {}", import.source_name, when::moment(import.at.with_timezone(&s.time_zone)))}</p>
            <p class="prose"><strong>{verdict}</strong></p>
            {sheets(&report, &here, applied.is_none())}
            {notices("À corriger", "fr-alert fr-alert--error", &report.errors)}
            {notices("À vérifier", "fr-alert fr-alert--warning", &report.warnings)}
            {if ready { view! {
                <form method="post" action={<ApplyImport as ServerFn>::url()}>
                    {form::hidden(FormKey::new(), &here, "apply")}
                    {form::carried("plan", plan.id)}
                    {form::carried("import", import.id)}
                    {form::carried("sheet", chosen.clone().unwrap_or_default())}
                    {form::carried("seen", seen)}
                    <ul class="actions">
                        <li><button class="fr-btn">"Importer"</button></li>
                        {mend.map(|href| view! { <li><a class="fr-btn fr-btn--tertiary" href=href>"Corriger la source"</a></li> })}
                    </ul>
                </form>
            }.into_any()
            } else {
                view! {
                    <ul class="actions">
                        {mend.map(|href| view! { <li><a class="fr-btn" href=href>"Corriger la source"</a></li> })}
                        <li><a class="fr-btn fr-btn--secondary" href=format!("{path}/import")>"Importer un autre tableau"</a></li>
                        <li><a class="fr-btn fr-btn--tertiary" href=format!("{path}/fiches")>"Voir les fiches"</a></li>
                    </ul>
                }.into_any()
            }}
            {actions(&report)}
            {left(&report)}
            {ignored(&report)}
        };
        Ok(Page::new(
            format!("{title}, {}", plan.name),
            vec![
                Crumb(format!("{}, {}", plan.name, plan.region), path.clone()),
                Crumb("Importer".into(), format!("{path}/import")),
            ],
            body,
        ))
    })
}

/// « Intitulé : « Agir » devient « Mieux agir » »
fn changed_to(change: &FieldChange) -> String {
    let text = |text: &Option<String>| text.as_ref().map_or("vide".to_owned(), |text| format!("« {text} »"));
    format!("{} : {} devient {}", change.field.label(), text(&change.before), text(&change.after))
}

/// Which sheet of the workbook was read, and the others that could be.
fn sheets(report: &Report, here: &str, may_choose: bool) -> Option<impl IntoView + use<>> {
    let read = report.sheet.clone()?;
    let others = report.sheets.iter().filter(|sheet| may_choose && sheet.name != read);
    let links = others
        .map(|sheet| {
            let href = format!("{here}?feuille={}", escape(&sheet.name));
            let text =
                format!("Lire plutôt « {} » ({})", sheet.name, counted(sheet.actions, "action", "actions"));
            view! { <li><a class="fr-link" href=href>{text}</a></li> }
        })
        .collect_view();
    Some(view! {
        <p>{format!("Feuille lue : « {read} ».")}</p>
        {(!links.is_empty()).then(|| view! { <ul class="plain-list">{links}</ul> })}
    })
}

fn verdict(report: &Report, applied: Option<&str>) -> String {
    match applied {
        Some(at) => format!("Importé le {at} : {}.", done(report)),
        None if !report.may_be_applied() => {
            "Rien n’est importé : corrigez la source, puis demandez un nouvel aperçu.".into()
        }
        None if report.actions.is_empty() => "Aucune action n’a été reconnue dans cette source.".into(),
        None if report.created.is_empty() && report.changed.is_empty() => format!(
            "Rien à importer : {} du tableau sont déjà dans le plan.",
            counted(report.unchanged.len(), "action", "actions")
        ),
        None => format!(
            "{} à créer, {} à modifier, {}. Rien n’est écrit avant « Importer ».",
            counted(report.created.len(), "fiche", "fiches"),
            report.changed.len(),
            counted(report.unchanged.len(), "inchangée", "inchangées"),
        ),
    }
}

fn notices(title: &'static str, class: &'static str, notices: &[Notice]) -> Option<impl IntoView + use<>> {
    if notices.is_empty() {
        return None;
    }
    let lines = notices
        .iter()
        .map(|n| {
            let place =
                [n.line.map(|l| format!("ligne {l}")), n.column.as_ref().map(|c| format!("colonne « {c} »"))]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ");
            let place = if place.is_empty() { place } else { format!("{place} : ") };
            view! { <li>{place}{n.message.clone()}</li> }
        })
        .collect_view();
    Some(
        view! { <div class=class><h2 class="fr-alert__title">{format!("{title} ({})", notices.len())}</h2><ul>{lines}</ul></div> },
    )
}

fn actions(report: &Report) -> Option<impl IntoView + use<>> {
    if report.actions.is_empty() {
        return None;
    }
    let row = |action: &ActionLine| {
        let (sort, word) = match action.outcome {
            OutcomeWord::Created => ("created", "à créer"),
            OutcomeWord::Changed => ("changed", "à modifier"),
            OutcomeWord::Unchanged => ("unchanged", "inchangée"),
        };
        let changes = report.changed.iter().find(|c| c.line == action.line).map(|changed| {
            changed
                .fields
                .iter()
                .map(|f| view! { <span class="line meta">{changed_to(f)}</span> })
                .collect_view()
        });
        let warned = report.warnings.iter().any(|w| w.line == Some(action.line));
        let warning = if warned { " import-line--warning" } else { "" }; // its colour is the later one in the style
        view! {
            <tr class=format!("row import-line import-line--{sort}{warning}") role="row">
                <td role="cell" class="num"><span class="cell-label">"Ligne"</span>{action.line}</td>
                <td role="cell"><span class="cell-label">"Axe"</span>{action.axis.map_or_else(|| "Sans axe".to_owned(), |a| a.to_string())}</td>
                <th role="rowheader" scope="row"><span class="code num">{action.code.as_ref().map(|c| format!("{c} "))}</span>{action.title.clone()}{changes}</th>
                <td role="cell"><span class="cell-label">"Objectif"</span>{action.objective.clone().unwrap_or_else(|| "–".into())}</td>
                <td role="cell"><span class="cell-label">"Sort"</span>{word}{warned.then_some(", à vérifier")}</td>
            </tr>
        }
    };
    Some(view! {
        <table class="data-table import-table" role="table">
            <caption>{format!("{} dans la source, {}", counted(report.actions.len(), "action", "actions"), counted(report.axes.len(), "axe", "axes"))}</caption>
            <thead role="rowgroup"><tr role="row">
                <th role="columnheader" scope="col">"Ligne"</th><th role="columnheader" scope="col">"Axe"</th>
                <th role="columnheader" scope="col">"Action"</th><th role="columnheader" scope="col">"Objectif"</th><th role="columnheader" scope="col">"Sort"</th>
            </tr></thead>
            <tbody role="rowgroup">{report.actions.iter().map(row).collect_view()}</tbody>
        </table>
    })
}

fn left(report: &Report) -> Option<impl IntoView + use<>> {
    if report.left.is_empty() {
        return None;
    }
    let lines = report
        .left
        .iter()
        .map(|l| view! { <li>{l.code.as_ref().map(|c| format!("{c} "))}{l.title.clone()}</li> })
        .collect_view();
    Some(view! {
        <h2>{format!("Dans le plan et pas dans la source ({})", report.left.len())}</h2>
        <p class="prose">"Rien n’est supprimé : ces fiches restent telles quelles."</p>
        <ul>{lines}</ul>
    })
}

fn ignored(report: &Report) -> Option<impl IntoView + use<>> {
    if report.ignored.is_empty() && report.unknown_columns.is_empty() {
        return None;
    }
    let more = report.ignored.len().saturating_sub(SHOWN);
    let lines = report
        .ignored
        .iter()
        .take(SHOWN)
        .map(|l| view! { <li><span class="num meta">{format!("{} ", l.line)}</span>{l.text.clone()}</li> })
        .collect_view();
    let columns = (!report.unknown_columns.is_empty()).then(
        || view! { <p>{format!("Colonnes laissées de côté : {}.", report.unknown_columns.join(", "))}</p> },
    );
    Some(view! {
        {columns}
        <details class="ignored">
            <summary>{counted(report.ignored.len(), "ligne laissée de côté", "lignes laissées de côté")}</summary>
            <ul class="plain-list">{lines}</ul>
            {(more > 0).then(|| view! { <p class="meta">{format!("et {more} autres")}</p> })}
        </details>
    })
}
