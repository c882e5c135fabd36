//! The list of the sheets of a plan.
use leptos::prelude::*;

use crate::action_sheet::{model::Sheet, store};
use crate::plan;
use crate::session::Session;
use crate::ui::{Crumb, Page, page, paging, query, segment};

#[component]
pub fn SheetsPage() -> impl IntoView {
    let (region, plan_slug, asked) = (segment("region"), segment("plan"), query("page"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan_slug).await?;
        let scope = s.actor.scope(&plan.place())?;
        let number = paging::asked(asked.as_deref());
        let (sheets, total) = store::list(&s.db.read, &scope, number, paging::PER_PAGE).await?;
        let path = plan.path();
        let body = view! {
            <div class="title-row">
                <div>
                    <h1>{format!("Fiches-action du {}", plan.name)}</h1>
                    <p class="meta">{format!("{} · {} · {}", plan.region, plan.years(), counted(total))}</p>
                </div>
                <ul class="actions"><li><a class="fr-btn fr-btn--secondary fr-btn--sm" href=format!("{path}/tableau")>"Tableau synthétique"</a></li></ul>
            </div>
            {sheets.is_empty().then(|| view! {
                <div class="empty"><p>"Aucune fiche à lire pour l’instant. Elles apparaîtront ici dès que le plan sera importé et ses fiches ouvertes à vous."</p></div>
            })}
            {by_axis(sheets)}
            {paging::pages(number, total, { let path = path.clone(); move |n| format!("{path}/fiches?page={n}") })}
        };
        Ok(Page::new(
            format!("Fiches-action du {}, {}", plan.name, plan.region),
            vec![Crumb(plan.name.clone(), path.clone())],
            body,
        ))
    })
}

fn counted(total: u64) -> String {
    if total == 1 { "1 fiche".into() } else { format!("{total} fiches") }
}

fn by_axis(sheets: Vec<Sheet>) -> impl IntoView {
    let mut groups: Vec<(String, Vec<Sheet>)> = Vec::new();
    for sheet in sheets {
        match groups.last_mut() {
            Some((axis, group)) if *axis == sheet.axis_name() => group.push(sheet),
            _ => groups.push((sheet.axis_name(), vec![sheet])),
        }
    }
    groups
        .into_iter()
        .map(|(axis, group)| {
            let lines = group.into_iter().map(line).collect_view();
            view! { <section><h2>{axis}</h2><ul class="rows">{lines}</ul></section> }
        })
        .collect_view()
}

fn line(sheet: Sheet) -> impl IntoView {
    let code = sheet.code.as_ref().map(|code| view! { <span class="code num">{code.to_string()}" "</span> });
    view! {
        <li class="row-line">
            <p class="row-title">{code}<a href=sheet.path()>{sheet.title.clone()}</a></p>
            <p class="meta">{sheet.status.label()}</p>
        </li>
    }
}
