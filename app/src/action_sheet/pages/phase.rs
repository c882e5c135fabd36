//! Saying in which phase a running action is, and the phases that it went through.
use leptos::{prelude::*, server_fn::ServerFn};

use super::said;
use crate::access::Verb;
use crate::action_sheet::api::SetPhase;
use crate::action_sheet::life::Phase;
use crate::action_sheet::model::PhaseForm;
use crate::action_sheet::parts::{Address, crumbs};
use crate::action_sheet::store::PHASE_PART;
use crate::draft;
use crate::error::AppError;
use crate::history::store::of;
use crate::session::Session;
use crate::ui::{Page, form, page};

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
        let before = of(&s.db.read, sheet.place().subject, PHASE_PART, None, said::SHOWN).await?;
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
            {said::past(&s, ("phases-dites", "Ce qui a été dit"), &before)}
        };
        let title = f.title(&format!("Phase de l’{}", sheet.name().to_lowercase()));
        Ok(Page::new(title, crumbs(&sheet), body).here("Phase").narrow())
    })
}
