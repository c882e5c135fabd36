//! How pages show requests: where each stands, the fields that ask, the offer inside an update.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::MoveAsk;
use super::forms::Fields;
use super::model::{About, Addressee, Ask, State, Step, unanswered};
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::error::FieldError;
use crate::ids::{AskId, FormKey};
use crate::session::Session;
use crate::text::first_line;
use crate::ui::form;
use crate::when;

/// The longest title that lists show of a request (characters).
const TITLE: usize = 120;

/// The page of a request.
pub fn path(sheet: &Sheet, id: AskId) -> String {
    format!("{}/appui/{id}", sheet.path())
}

/// The page that asks.
pub fn new_path(sheet: &Sheet) -> String {
    format!("{}/appui/nouveau", sheet.path())
}

/// Its first line, for lists.
pub fn title(ask: &Ask) -> String {
    first_line(&ask.request, TITLE)
}

/// Where it stands: « à la Dreets (Alix Modèle) · 40 jours sans réponse · pour fin mars 2026, dépassé ».
pub fn stands(ask: &Ask, s: &Session) -> impl IntoView + use<> {
    let day = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&s.time_zone).date_naive();
    let owner = ask.owner.as_ref().map(|owner| format!(" ({})", owner.name)).unwrap_or_default();
    let (late, reminded) = (ask.is_late(s.today), ask.reminded());
    let (strong, rest) = match &ask.state {
        State::Open { .. } => (unanswered(day(ask.since), s.today), String::new()),
        State::Answered(answer) => {
            (format!("répondue le {}", when::date(day(answer.at))), format!(" par {}", answer.by))
        }
        State::Settled(_) => (String::new(), format!("réglée le {}", when::date(day(ask.since)))),
    };
    let due = ask.due().map(|due| match (&ask.state, late) {
        (State::Open { .. }, false) => view! { {format!(" · réponse attendue pour {due}")} }.into_any(),
        (State::Open { .. }, true) => {
            view! { {format!(" · réponse attendue pour {due}, ")}<span class="late">"dépassé"</span> }
                .into_any()
        }
        (_, false) => view! { {format!(" · pour {due}")} }.into_any(),
        (_, true) => view! { {format!(" · pour {due}, ")}<span class="late">"en retard"</span> }.into_any(),
    });
    view! {
        {format!("{}{owner} · ", ask.to.to())}<strong>{strong}</strong>{rest}{due}{(!reminded.is_empty()).then(|| format!(" · {reminded}"))}
    }
}

/// A request as a line of a list, its title leading to its page.
pub fn line(sheet: &Sheet, ask: &Ask, s: &Session) -> impl IntoView + use<> {
    view! {
        <p class="row-title"><a href=path(sheet, ask.id)>{title(ask)}</a></p>
        <p class="meta">{stands(ask, s)}</p>
    }
}

/// « Qui attend quoi » on a sheet: what is asked, what was settled folded away; nothing for who may neither see nor ask.
pub fn section(s: &Session, sheet: &Sheet, asks: Vec<Ask>) -> Option<impl IntoView + use<>> {
    let may_ask = s.actor.can(Verb::AskSupport, &sheet.place()) && sheet.check_open().is_ok();
    if asks.is_empty() && !may_ask {
        return None;
    }
    let (settled, waiting): (Vec<_>, Vec<_>) =
        asks.into_iter().partition(|ask| matches!(ask.state, State::Settled(_)));
    let row = |ask: &Ask| view! { <li>{line(sheet, ask, s)}</li> };
    let count = settled.len();
    Some(view! {
        <section class="rubric asked screen-only" aria-labelledby="appuis">
            <header>
                <h2 id="appuis">"Qui attend quoi"</h2>
                {may_ask.then(|| view! { <a class="fr-link" href=new_path(sheet)>"Demander un appui"</a> })}
            </header>
            {waiting.is_empty().then(|| view! { <div class="empty"><p>"Aucune demande en attente. Une demande d’appui va à la Dreets ou à l’assistance, avec un responsable et une date ; sa réponse se lit ici."</p></div> })}
            <ul class="rows">{waiting.iter().map(row).collect_view()}</ul>
            {(count > 0).then(|| view! {
                <details><summary>{if count == 1 { "La demande réglée".to_owned() } else { format!("Les {count} demandes réglées") }}</summary><ul class="rows">{settled.iter().map(row).collect_view()}</ul></details>
            })}
        </section>
    })
}

/// What a form of one button carries.
pub fn carried(sheet: &Sheet, ask: &Ask, name: &'static str) -> impl IntoView + use<> {
    view! {
        {form::hidden(FormKey::new(), &path(sheet, ask.id), name)}
        {form::carried("sheet", sheet.id)}
        {form::carried("ask", ask.id)}
        {form::carried("version", ask.version)}
    }
}

/// The button that settles a request.
pub fn settle(sheet: &Sheet, ask: &Ask, class: &'static str) -> impl IntoView + use<> {
    view! {
        <form method="post" action={<MoveAsk as ServerFn>::url()}>
            {carried(sheet, ask, "settle")}
            {form::carried("step", Step::Settle.word())}
            <button class=class>"Noter comme réglée"<span class="sr-only">{format!("\u{a0}: {}", title(ask))}</span></button>
        </form>
    }
}

/// The fields that ask: about what, of whom, what.
pub fn fields(typed: Fields<'_>, errors: &[FieldError]) -> impl IntoView + use<> {
    let subjects = About::ALL.iter().map(|about| (about.word().to_owned(), about.label().to_owned()));
    let addressees = Addressee::OFFERED
        .iter()
        .map(|to| form::Choice {
            value: to.word(),
            title: to.label().into(),
            meaning: to.meaning().into(),
            icon: None,
        })
        .collect();
    let request = form::TextArea {
        name: "request",
        label: "Que demandez-vous ?",
        titled: false,
        hint: "La première ligne sert de titre.",
        rows: 3,
        value: typed.request,
        errors,
    };
    view! {
        {form::select("about", "À quel sujet ?", "", subjects.collect(), typed.about, errors)}
        {form::choices("addressee", "À qui ?", "", addressees, typed.addressee, errors)}
        {request.view()}
    }
}

/// The offer inside an update: to ask again what waits, or to ask. It shows by itself when the confidence says that
/// support is needed, and stays once something was written in it.
pub fn offer(
    s: &Session,
    asks: &[Ask],
    reminded: &[AskId],
    typed: Fields<'_>,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let pressing: Vec<&Ask> = asks.iter().filter(|ask| ask.can_be_pressed(s.today)).collect();
    let body = if pressing.is_empty() {
        view! {
            <h2 class="question">"Demander un appui avec ce point ?"</h2>
            <p class="fr-hint-text">"Laissez vide pour ne rien demander. La réponse, son responsable et sa date se liront sur la fiche."</p>
            {fields(typed, errors)}
        }
        .into_any()
    } else {
        let boxes = pressing.into_iter().map(|ask| {
            let (id, checked) = (format!("relance-{}", ask.id), reminded.contains(&ask.id));
            let days = unanswered(ask.since.with_timezone(&s.time_zone).date_naive(), s.today);
            let says = match &ask.state {
                State::Answered(answer) => {
                    format!("Votre demande {} a été répondue ; attendu pour {}, dépassé.", ask.to.to(), answer.due)
                }
                State::Open { .. } | State::Settled(_) => format!("Votre demande {} : {days}.", ask.to.to()),
            };
            view! {
                <p><strong>{says}</strong></p>
                <p class="meta">{format!("« {} »", title(ask))}</p>
                <label class="choice" for=id.clone()>
                    <input type="checkbox" id=id.clone() name="form[reminded][]" value=ask.id.to_string() checked=checked/>
                    <span><strong>"Relancer avec ce point"</strong><span class="sr-only">{format!(" : {}", title(ask))}</span></span>
                </label>
            }
        });
        boxes.collect_view().into_any()
    };
    view! { <div class="support-offer">{body}</div> }
}
