//! « Faire le point ».
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::AddUpdate;
use super::model::{Confidence, ProgressUpdate, UpdateForm};
use crate::access::Verb;
use crate::action_sheet::parts::{Address, crumbs};
use crate::draft;
use crate::error::AppError;
use crate::milestone::{self, model::Milestone};
use crate::rows::{self, due::is_at_hand};
use crate::session::Session;
use crate::ui::{Page, form, hydration, page};
use crate::when;

#[component]
pub fn UpdatePage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::AddUpdate, sheet.place())?;
        if !sheet.status.takes_updates() {
            return Err(AppError::Forbidden(format!(
                "Une fiche « {} » ne reçoit pas de point d’avancement.",
                sheet.status.label()
            )));
        }
        let last = super::store::list(&s.db.read, sheet.id, 1).await?.pop();
        let at_hand = rows::store::list::<Milestone>(&s.db.read, sheet.id).await?.into_iter();
        let at_hand: Vec<_> = at_hand.filter(|m| is_at_hand(&m.line, s.today)).collect();
        let path = format!("{}/point", sheet.path());
        let f = draft::open::<UpdateForm>(&s, &path, "update", || prefilled(last.as_ref())).await?;
        let area = |name, label, hint, rows, value| {
            form::TextArea { name, label, titled: false, hint, rows, value, errors: &f.errors }.view()
        };
        let answers = Confidence::ALL
            .iter()
            .map(|c| form::Choice {
                value: c.word(),
                title: c.label().into(),
                meaning: c.meaning().into(),
                icon: Some(c.word()),
            })
            .collect();
        let recall = last.as_ref().map(|u| {
            let day = u.at.with_timezone(&s.time_zone).date_naive();
            format!(
                "Dernier point : {}, {}, « {} ».",
                when::date(day),
                when::age(day, s.today),
                u.confidence.label().to_lowercase()
            )
        });
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.plan_name)}</p>
            <h1>"Faire le point"</h1>
            {draft::parts::refused(&f, &not_sent(f.errors.len()))}
            {draft::parts::notice(&f, &s)}
            {(!f.is_refused()).then(|| view! {
                <div class="reminder"><p>{sheet.title.clone()}</p><p>{recall.unwrap_or_else(|| "C’est le premier point de cette action.".into())}</p></div>
            })}
            <form class="entry" method="post" action={<AddUpdate as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {milestone::parts::ticks(&at_hand, &f.typed.ticked, s.today)}
                {area("done", "Qu’est-ce qui a été fait ?", "Repris dans la fiche.", 3, &f.typed.done)}
                {area("next", "Qu’est-ce qui vient ensuite ?", "Une phrase suffit.", 3, &f.typed.next)}
                {area("obstacle", "Qu’est-ce qui bloque ?", "La première ligne est lue dans le tableau du CROCT. Vide si rien ne bloque.", 2, &f.typed.obstacle)}
                {form::choices("confidence", "Quelle est votre confiance ?", "Vous la déclarez ; elle n’est jamais calculée.", answers, &f.typed.confidence, &f.errors)}
                {form::submit_bar("Envoyer le point", f.is_refused(), Some(("Revenir à la fiche", sheet.path())), draft::parts::autosave(&f))}
            </form>
        };
        let title = f.title(&format!("Faire le point, {}", sheet.name().to_lowercase()));
        Ok(Page::new(title, crumbs(&sheet), body).narrow())
    })
}

fn not_sent(wrong: usize) -> String {
    if wrong == 1 {
        "Le point n’est pas envoyé : 1 réponse est à revoir".into()
    } else {
        format!("Le point n’est pas envoyé : {wrong} réponses sont à revoir")
    }
}

/// What comes back from the last update: the next step, what blocks and the confidence seldom change at once.
fn prefilled(last: Option<&ProgressUpdate>) -> UpdateForm {
    last.map_or_else(UpdateForm::default, |u| UpdateForm {
        next: u.next.clone(),
        obstacle: u.obstacle.clone(),
        confidence: u.confidence.word().to_owned(),
        ..UpdateForm::default()
    })
}
