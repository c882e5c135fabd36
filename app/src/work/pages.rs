//! « Mon travail »: by what to begin? The most pressing first, one gesture a line; then one's sheets, drafts, requests.
use leptos::prelude::*;

use super::model::Todo;
use super::parts;
use super::store::{self, Work};
use crate::ask::{self, model::StateWord, store::Line};
use crate::draft::{self, model::Draft};
use crate::mail::model::FAILED;
use crate::session::Session;
use crate::text::{capitalised, counted};
use crate::ui::{Page, page};
use crate::when;

/// Things to do that are shown at once; the others are folded.
const PRESSING: usize = 12;
/// Drafts that are shown; a link leads to all of them.
const DRAFTS: usize = 5;

#[component]
pub fn WorkPage() -> impl IntoView {
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let work = store::work(&s).await?;
        let summary = summary(&s, &work);
        let Work { sheets, todos, asked, drafts, orphans, failed } = work;
        let beside = !(asked.is_empty() && drafts.is_empty());
        let (open, over): (Vec<_>, Vec<_>) =
            sheets.into_iter().partition(|carried| !carried.sheet.status.word().is_over());
        let nothing = (todos.is_empty() && orphans.is_empty() && failed.is_none_or(|failed| failed == 0))
            .then(|| parts::nothing(&s, &open));
        let main = view! {
            <section aria-labelledby="a-faire">
                <h2 id="a-faire">"À faire, le plus pressé d’abord"</h2>
                {nothing}
                {failed.filter(|failed| *failed > 0).map(failures)}
                {(!orphans.is_empty()).then(|| parts::without_pilot(&orphans))}
                {todo_list(&s, &todos)}
            </section>
            {(!open.is_empty()).then(|| view! {
                <section aria-labelledby="mes-fiches">
                    <h2 id="mes-fiches">"Mes fiches"</h2>
                    <ul class="cards plain-list">{open.iter().map(|carried| parts::card(&s, carried)).collect_view()}</ul>
                </section>
            })}
            {(!over.is_empty()).then(|| view! {
                <details><summary>{format!("Mes fiches terminées ({})", over.len())}</summary><ul class="rows">{over.iter().map(parts::over).collect_view()}</ul></details>
            })}
        };
        let body = view! {
            <h1>"Mon travail"</h1>
            {summary}
            {if beside {
                view! { <div class="two-columns"><div>{main}</div>{aside(&s, &drafts, &asked)}</div> }.into_any()
            } else {
                main.into_any()
            }}
        };
        Ok(Page::new("Mon travail", Vec::new(), body))
    })
}

/// « Lundi 16 mars 2026 · 3 fiches, 2 choses en retard, 1 réponse reçue »
fn summary(s: &Session, work: &Work) -> impl IntoView + use<> {
    let open = work.sheets.iter().filter(|carried| !carried.sheet.status.word().is_over()).count();
    let late = work.todos.iter().filter(|todo| todo.is_late(s.today)).count();
    let answered = work.asked.iter().filter(|line| line.ask.word() == StateWord::Answered).count();
    let sheets = (open > 0).then(|| counted(open as u64, "fiche ouverte", "fiches ouvertes"));
    let sheets = sheets.map(|sheets| format!(" · {sheets}")).unwrap_or_default();
    view! {
        <p class="meta">
            {format!("{}{sheets}", capitalised(&when::weekday(s.today)))}
            {(late > 0).then(|| view! { " · "<span class="late">{counted(late as u64, "chose en retard", "choses en retard")}</span> })}
            {(answered > 0).then(|| view! { " · "<a href="#mes-demandes">{counted(answered as u64, "réponse reçue", "réponses reçues")}</a> })}
        </p>
    }
}

fn todo_list(s: &Session, todos: &[Todo]) -> impl IntoView + use<> {
    let line = |(rank, todo): (usize, &Todo)| parts::todo(s, rank, todo);
    let mut lines = todos.iter().enumerate().map(line).collect::<Vec<_>>();
    let folded = lines.split_off(lines.len().min(PRESSING));
    let count = folded.len();
    view! {
        <ol class="rows todos plain-list">{lines}</ol>
        {(count > 0).then(|| view! {
            <details>
                <summary>{if count == 1 { "Encore une chose à faire".to_owned() } else { format!("Encore {count} choses à faire") }}</summary>
                <ol class="rows todos plain-list" start=(PRESSING + 1).to_string()>{folded}</ol>
            </details>
        })}
    }
}

/// For who follows the mail of the platform.
fn failures(count: usize) -> impl IntoView + use<> {
    view! {
        <div class="empty"><p>{format!("{} pas pu partir. ", counted(count as u64, "courriel n’a", "courriels n’ont"))}<a href=FAILED>"Voir le courrier en échec"</a></p></div>
    }
}

fn aside(s: &Session, drafts: &[Draft], asked: &[Line]) -> impl IntoView + use<> {
    let more = drafts.len().saturating_sub(DRAFTS);
    let kept = drafts.iter().take(DRAFTS).map(|draft| {
        let kept = when::moment(draft.kept_at.with_timezone(&s.time_zone));
        let of = draft.name();
        view! {
            <li>
                <p class="row-title"><a href=draft.address()>{of.clone()}</a></p>
                <p class="meta">{format!("gardé le {kept}, {}", draft.fate())}</p>
                {draft::parts::discard(draft, super::PATH, &of)}
            </li>
        }
    });
    let kept = kept.collect_view();
    let asked = asked.iter().map(|line| view! { <li>{ask::parts::line(&line.sheet, &line.ask, s)}</li> });
    let asked = asked.collect::<Vec<_>>();
    view! {
        <aside class="side" aria-label="Brouillons et demandes">
            {(!drafts.is_empty()).then(|| view! {
                <section aria-labelledby="mes-brouillons">
                    <h2 id="mes-brouillons">"Mes brouillons"</h2>
                    <ul class="rows">{kept}</ul>
                    {(more > 0).then(|| view! { <p><a class="fr-link" href=draft::model::DRAFTS>{format!("Les {} brouillons", more + DRAFTS)}</a></p> })}
                </section>
            })}
            {(!asked.is_empty()).then(|| view! {
                <section aria-labelledby="mes-demandes">
                    <h2 id="mes-demandes">"Demandes d’appui en cours"</h2>
                    <ul class="rows">{asked}</ul>
                </section>
            })}
        </aside>
    }
}
