//! « Faire le point ».
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::AddUpdate;
use super::model::{Confidence, ProgressUpdate, UpdateForm};
use crate::access::Verb;
use crate::action_sheet::parts::{Address, crumbs};
use crate::ask::{self, model::Addressee};
use crate::deliverable::model::Deliverable;
use crate::draft;
use crate::error::AppError;
use crate::milestone::model::Milestone;
use crate::rows::{self, due::Tally, model::Row, ticks};
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
        let milestones = rows::store::list::<Milestone>(&s.db.read, sheet.id).await?;
        let deliverables = rows::store::list::<Deliverable>(&s.db.read, sheet.id).await?;
        let asks = ask::store::of_sheet(&s.db.read, &s.actor, &sheet).await?;
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
                {at_hand(&milestones, &deliverables, &f.typed, s.today)}
                {area("done", "Qu’est-ce qui a été fait ?", "Repris dans la fiche.", 3, &f.typed.done)}
                {area("next", "Qu’est-ce qui vient ensuite ?", "Une phrase suffit.", 3, &f.typed.next)}
                {area("obstacle", "Qu’est-ce qui bloque ?", "La première ligne est lue dans le tableau du CROCT. Vide si rien ne bloque.", 2, &f.typed.obstacle)}
                {form::choices("confidence", "Quelle est votre confiance ?", "Vous la déclarez ; elle n’est jamais calculée.", answers, &f.typed.confidence, &f.errors)}
                {ask::parts::offer(&s, &asks, &f.typed.reminded, f.typed.ask(), &f.errors)}
                {form::submit_bar("Envoyer le point", f.is_refused(), Some(("Revenir à la fiche", sheet.path())), draft::parts::autosave(&f))}
            </form>
        };
        let title = f.title(&format!("Faire le point, {}", sheet.name().to_lowercase()));
        Ok(Page::new(title, crumbs(&sheet), body).narrow())
    })
}

/// What was expected about now, to tick; or what comes next, when nothing is due.
fn at_hand(
    milestones: &[Row<Milestone>],
    deliverables: &[Row<Deliverable>],
    typed: &UpdateForm,
    today: NaiveDate,
) -> AnyView {
    let mut due = ticks::due(milestones, "ticked", &typed.ticked, today);
    due.extend(ticks::due(deliverables, "submitted", &typed.submitted, today));
    if !due.is_empty() {
        return ticks::boxes(due).into_any();
    }
    let next = [Tally::of(milestones, today).next, Tally::of(deliverables, today).next];
    let text = match next.into_iter().flatten().min_by(|(_, one), (_, other)| one.cmp(other)) {
        Some((title, due)) => {
            format!("Rien n’est à cocher aujourd’hui. Prochaine échéance : « {title} », {due}.")
        }
        None => "Aucune échéance n’attend : ni jalon ni livrable à cocher.".to_owned(),
    };
    view! { <p class="meta nothing-due">{text}</p> }.into_any()
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
    let fresh = UpdateForm { addressee: Addressee::Dreets.word().to_owned(), ..UpdateForm::default() };
    match last {
        None => fresh,
        Some(u) => UpdateForm {
            next: u.next.clone(),
            obstacle: u.obstacle.clone(),
            confidence: u.confidence.word().to_owned(),
            ..fresh
        },
    }
}
