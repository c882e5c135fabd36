//! The queue of a plan: every request with its age, who holds it, what is late; and who holds how many.
use std::collections::HashMap;

use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::{self, Verb, store::PilotRow};
use crate::ask::api::TakeAsk;
use crate::ask::model::{About, Addressee, Alert, Filter, Held, Load, NOBODY, Shown, StateWord};
use crate::ask::parts;
use crate::ask::store::{self, Line};
use crate::ids::CommitteeId;
use crate::plan;
use crate::session::Session;
use crate::text::counted;
use crate::ui::{Crumb, Page, filter, form, page, paging, query, segment};
use crate::when;

#[component]
pub fn QueuePage() -> impl IntoView {
    let (region, plan) = (segment("region"), segment("plan"));
    let (asked, number) = (Filter::read(query), paging::asked(query("page").as_deref()));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
        s.actor.may(Verb::AnswerAsk, plan.place())?;
        let s = s.in_zone(&plan.time_zone);
        let (lines, total) = store::queue(&s.db.read, plan.id, &asked, s.today, number).await?;
        let load = store::load(&s.db.read, plan.id, s.today).await?;
        let committees = lines.iter().map(|line| line.sheet.committee_id);
        let pilots = access::store::pilots(&s.db.read, committees, s.today).await?;
        let address = format!("{}/appuis", plan.path());
        let body = view! {
            <h1>{format!("Demandes d’appui du {}", plan.name)}</h1>
            <p class="meta">{format!("{} · état au {}", plan.region, when::date(s.today))}</p>
            {holders(&load, &address)}
            {filters(&load, &address, &asked)}
            <p class="meta found" role="status">{counted(total, "demande", "demandes")}</p>
            {(total == 0).then(|| nothing(&asked))}
            <ul class="rows asks">{lines.iter().map(|line| view! { <li class="row-line">{row(&s, line, &pilots)}</li> }).collect_view()}</ul>
            {paging::pages(number, total, {
                let query = asked.query();
                move |n| format!("{address}?{query}{}page={n}", if query.is_empty() { "" } else { "&" })
            })}
        };
        let title = format!("Demandes d’appui du {}, {}", plan.name, plan.region);
        let trail = vec![Crumb(format!("{}, {}", plan.name, plan.region), plan.path())];
        Ok(Page::new(title, trail, body).here("Demandes d’appui"))
    })
}

fn nothing(asked: &Filter) -> impl IntoView + use<> {
    let text = if *asked == Filter::default() {
        "Aucune demande n’attend. Les pilotes demandent un appui depuis leur fiche ou en faisant le point ; vous y répondez ici."
    } else {
        "Aucune demande ne correspond à ce filtre."
    };
    view! { <div class="empty"><p>{text}</p></div> }
}

/// Who holds how many: each figure leads to the list that it counts.
fn holders(load: &[Load], address: &str) -> Option<impl IntoView + use<>> {
    let figure = |count: u64, held: Held, word: StateWord, name: &str| {
        if count == 0 {
            return view! { "0" }.into_any();
        }
        let only = Filter { shown: Shown::In(word), held: Some(held), ..Filter::default() };
        let says = format!(" {} : {name}", word.label().to_lowercase());
        view! { <a href=format!("{address}?{}", only.query())>{count}<span class="sr-only">{says}</span></a> }
            .into_any()
    };
    let rows = load.iter().map(|one| {
        let held = one.owner.as_ref().map_or(Held::ByNobody, |owner| Held::By(owner.id));
        let name =
            one.owner.as_ref().map_or_else(|| "Sans responsable".to_owned(), |owner| owner.name.clone());
        view! {
            <tr>
                <th scope="row">{name.clone()}</th>
                <td>{figure(one.open, held, StateWord::Open, &name)}</td>
                <td>{figure(one.answered, held, StateWord::Answered, &name)}</td>
            </tr>
        }
    });
    (!load.is_empty()).then(|| {
        view! {
            <table class="load">
                <caption>"Qui s’en charge"</caption>
                <thead><tr><th scope="col">"Responsable"</th><th scope="col">"Sans réponse"</th><th scope="col">"Répondues, à suivre"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
    })
}

fn filters(load: &[Load], address: &str, asked: &Filter) -> impl IntoView + use<> {
    let words = |all: Vec<(&'static str, &'static str)>| {
        all.into_iter().map(|(word, label)| (word.to_owned(), label.to_owned())).collect::<Vec<_>>()
    };
    let addressees = words(Addressee::OFFERED.iter().map(|to| (to.word(), to.label())).collect());
    let subjects = words(About::ALL.iter().map(|about| (about.word(), about.label())).collect());
    let alerts = words(Alert::ALL.iter().map(|alert| (alert.word(), alert.label())).collect());
    let people = load.iter().map(|one| match &one.owner {
        Some(owner) => (owner.id.to_string(), owner.name.clone()),
        None => (NOBODY.to_owned(), "Sans responsable".to_owned()),
    });
    view! {
        <details class="filters" open=*asked != Filter::default()>
            <summary>"Filtrer"</summary>
            <form method="get" action=address.to_owned() role="search" aria-label="Filtrer les demandes">
                {filter::select("etat", "État", "À suivre", Filter::states(), asked.shown_word())}
                {filter::select("a", "À qui", "Tous", addressees, asked.to.map(|to| to.word().into()))}
                {filter::select("sujet", "Sujet", "Tous", subjects, asked.about.map(|about| about.word().into()))}
                {filter::select("responsable", "Responsable", "Tous", people.collect(), asked.held_word())}
                {filter::select("voir", "À regarder", "Tout", alerts, asked.alert.map(|alert| alert.word().into()))}
                <button class="fr-btn" type="submit">"Filtrer"</button>
            </form>
        </details>
    }
}

fn row(s: &Session, line: &Line, pilots: &HashMap<CommitteeId, Vec<PilotRow>>) -> impl IntoView + use<> {
    let Line { sheet, ask } = line;
    let (path, title) = (parts::path(sheet, ask.id), parts::title(ask));
    let named = pilots.get(&sheet.committee_id).map(Vec::as_slice).unwrap_or_default();
    let pilots = named.iter().map(|pilot| pilot.name.clone()).collect::<Vec<_>>().join(", ");
    let pilots = if pilots.is_empty() { "sans pilote".to_owned() } else { pilots };
    let opened = when::age(ask.opened_at.with_timezone(&s.time_zone).date_naive(), s.today);
    let to_answer = ask.answer().is_none();
    let owner = match &ask.owner {
        None if to_answer => " · sans responsable",
        _ => "",
    };
    let take = (to_answer && ask.owner.is_none()).then(|| {
        view! {
            <form method="post" action={<TakeAsk as ServerFn>::url()}>
                {parts::carried(sheet, ask, "take")}
                {s.actor.person().map(|me| form::carried("owner", me))}
                <button class="fr-btn fr-btn--sm fr-btn--tertiary">"Je m’en charge"<span class="sr-only">{format!(" : {title}")}</span></button>
            </form>
        }
    });
    view! {
        <div>
            <p class="row-title"><a href=path.clone()>{title.clone()}</a></p>
            <p class="meta">{parts::stands(ask, s)}{owner}</p>
            <p class="meta">{format!("{} · demandée {opened} par {} · ", ask.about.label(), ask.by)}<a href=sheet.path()>{format!("{}, {}", sheet.name(), sheet.title)}</a>{format!(" · {pilots}")}</p>
        </div>
        <div class="actions">
            {take}
            {to_answer.then(|| view! { <a class="fr-btn fr-btn--sm fr-btn--secondary" href=format!("{path}/repondre")>"Répondre"<span class="sr-only">{format!(" : {title}")}</span></a> })}
        </div>
    }
}
