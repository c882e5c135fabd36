//! One request: where it stands, what was said step by step, and the steps that the reader may make.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::{self, store::Holder};
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
use crate::ask::api::TakeAsk;
use crate::ask::model::{Ask, Step};
use crate::ask::parts;
use crate::ask::store::{self, Said};
use crate::error::AppError;
use crate::session::Session;
use crate::ui::{Page, form, page, segment};
use crate::when;

#[component]
pub fn AskPage() -> impl IntoView {
    let (address, id) = (Address::here(), segment("ask"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        let ask = store::get(&s.db.read, &s.actor, &sheet, id).await?;
        let thread = store::thread(&s.db.read, ask.id).await?;
        let answers = may(&s, &sheet, &ask, Step::Take);
        let holders = if answers {
            access::store::who_may(&s.db.read, store::verb(Step::Take), &sheet.place(), s.today).await?
        } else {
            Vec::new()
        };
        let body = view! {
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>{parts::title(&ask)}</h1>
            <p>{format!("{} · ", ask.about.label())}{parts::stands(&ask, &s)}</p>
            {steps(&s, &sheet, &ask)}
            {answers.then(|| take(&s, &sheet, &ask, &holders))}
            <h2>"Ce qui a été dit"</h2>
            <ol class="history">{thread.into_iter().map(|said| entry(&s, said)).collect_view()}</ol>
        };
        let title = format!("{}, {}", parts::title(&ask), sheet.name().to_lowercase());
        Ok(Page::new(title, crumbs(&sheet), body).here("Demande d’appui").narrow())
    })
}

/// Whether the reader may make this step from where the request stands.
fn may(s: &Session, sheet: &Sheet, ask: &Ask, step: Step) -> bool {
    step.after(Some(ask.word())).is_some() && store::check_step(&s.actor, sheet, step).is_ok()
}

/// The steps as buttons, the one that is waited for first.
fn steps(s: &Session, sheet: &Sheet, ask: &Ask) -> impl IntoView + use<> {
    let link = |step: Step, label: &'static str, class: &'static str| {
        let href = format!("{}/{}", parts::path(sheet, ask.id), step.slug());
        may(s, sheet, ask, step).then(|| view! { <li><a class=class href=href>{label}</a></li> })
    };
    // who answers does not press herself
    let presses = !may(s, sheet, ask, Step::Take);
    let answer = match ask.answer() {
        None => "Répondre",
        Some(_) => "Corriger la réponse",
    };
    view! {
        <ul class="actions">
            {link(Step::Answer, answer, if ask.answer().is_none() { "fr-btn" } else { "fr-btn fr-btn--tertiary" })}
            {may(s, sheet, ask, Step::Settle).then(|| view! { <li>{parts::settle(sheet, ask, "fr-btn fr-btn--secondary")}</li> })}
            {presses.then(|| link(Step::Remind, "Relancer", "fr-btn fr-btn--secondary"))}
            {link(Step::Reopen, "Cela n’a pas suffi : rouvrir", "fr-btn fr-btn--tertiary")}
        </ul>
    }
}

/// Who answers: oneself at once, or whoever is chosen of the animation and of the support.
fn take(s: &Session, sheet: &Sheet, ask: &Ask, holders: &[Holder]) -> impl IntoView + use<> {
    let known = ask.owner.as_ref().map(|owner| owner.id).or(s.actor.person());
    let people = holders.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
    let chosen = known.map(|id| id.to_string()).unwrap_or_default();
    let label = if ask.owner.is_some() { "Changer de responsable" } else { "Confier" };
    let oneself =
        s.actor.person().filter(|id| ask.owner.is_none() && holders.iter().any(|one| one.id == *id));
    view! {
        {oneself.map(|id| view! {
            <form method="post" action={<TakeAsk as ServerFn>::url()}>
                {parts::carried(sheet, ask, "take")}
                {form::carried("owner", id)}
                <button class="fr-btn fr-btn--secondary">"Prendre en charge"</button>
            </form>
        })}
        <form class="inline-form" method="post" action={<TakeAsk as ServerFn>::url()}>
            {parts::carried(sheet, ask, "take")}
            {form::select("owner", "Responsable de la réponse", "", people, &chosen, &[])}
            <button class="fr-btn fr-btn--secondary">{label}</button>
        </form>
    }
}

fn entry(s: &Session, said: Said) -> impl IntoView + use<> {
    let at = when::moment(said.at.with_timezone(&s.time_zone));
    let text = match said.step {
        Step::Take => format!("Responsable : {}", said.text),
        Step::Ask | Step::Remind | Step::Answer | Step::Settle | Step::Reopen => said.text,
    };
    view! {
        <li>
            <p class="meta"><strong>{said.by}</strong>{format!(", {at} · {}", said.step.label())}</p>
            {(!text.is_empty()).then(|| view! { <p class="typed">{text}</p> })}
        </li>
    }
}
