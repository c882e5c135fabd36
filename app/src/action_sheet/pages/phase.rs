//! Saying in which phase a running action is, and the phases that it went through.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::Verb;
use crate::action_sheet::api::SetPhase;
use crate::action_sheet::life::Phase;
use crate::action_sheet::model::PhaseForm;
use crate::action_sheet::parts::{Address, crumbs};
use crate::action_sheet::store::PHASE_PART;
use crate::draft;
use crate::error::AppError;
use crate::history::store::{Entry, of};
use crate::session::Session;
use crate::ui::{Page, form, page};
use crate::when;

/// Phases of the past that are shown.
const SHOWN: u64 = 20;

#[component]
pub fn PhasePage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::SetPhase, sheet.place())?;
        let Some(now) = sheet.status.phase().filter(|_| sheet.takes_phase()) else {
            let state = sheet.status.label();
            return Err(AppError::Forbidden(format!(
                "Cette fiche est « {state} » : la phase se dit pendant que l’action est en cours."
            )));
        };
        let said = of(&s.db.read, sheet.place().subject, PHASE_PART, None, SHOWN).await?;
        let f = draft::open::<PhaseForm>(&s, &sheet.phase_path(), "phase", || PhaseForm {
            phase: now.word().to_owned(),
            ..PhaseForm::default()
        })
        .await?;
        let answers = Phase::ALL.iter().map(|phase| form::Choice {
            value: phase.word(),
            title: phase.label().into(),
            meaning: phase.meaning().into(),
            icon: None,
        });
        let body = view! {
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>"Phase de l’action"</h1>
            {draft::parts::refused(&f, "La phase n’a pas changé")}
            <form class="entry" method="post" action={<SetPhase as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("version", sheet.version)}
                {form::choices("phase", "Où en est l’action ?", "Lu sur la fiche et dans le tableau du CROCT.", answers.collect(), &f.typed.phase, &f.errors)}
                {form::submit_bar("Enregistrer la phase", f.is_refused(), Some(("Ne rien changer", sheet.path())), ())}
            </form>
            {past(&s, &said)}
        };
        let title = f.title(&format!("Phase de l’{}", sheet.name().to_lowercase()));
        Ok(Page::new(title, crumbs(&sheet), body).here("Phase").narrow())
    })
}

fn past(s: &Session, said: &[Entry]) -> Option<impl IntoView + use<>> {
    let lines = said.iter().map(|entry| {
        let day = when::date(entry.at.with_timezone(&s.time_zone).date_naive());
        view! { <li><strong>{entry.text.clone()}</strong>{format!(", {} le {day}", entry.by_name)}</li> }
    });
    (!said.is_empty()).then(|| {
        view! {
            <section aria-labelledby="phases-dites">
                <h2 id="phases-dites">"Ce qui a été dit"</h2>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    })
}
