//! « Faire le point », and how updates and confidence are shown elsewhere.
use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::AddUpdate;
use super::model::{Confidence, ProgressUpdate, UpdateForm};
use crate::access::Verb;
use crate::action_sheet::pages::{Address, crumbs};
use crate::draft::{self, islands::Autosave};
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::Session;
use crate::ui::{Page, form, hydration, icon::icon, page};
use crate::when;

#[component]
pub fn UpdatePage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let permit = s.actor.may(Verb::AddUpdate, sheet.place())?;
        if !sheet.status.takes_updates() {
            return Err(AppError::Forbidden(format!(
                "Une fiche « {} » ne reçoit pas de point d’avancement.",
                sheet.status.label()
            )));
        }
        let path = format!("{}/point", sheet.path());
        let last = super::store::list(&s.db.read, sheet.id, 1).await?.pop();
        let person = permit.by().person.ok_or(AppError::Unauthenticated)?;
        let draft = draft::store::newest(&s.db.read, person, &path, s.now).await?;
        let typed =
            draft.as_ref().and_then(|d| d.form::<UpdateForm>()).unwrap_or_else(|| prefilled(last.as_ref()));
        let errors = draft.as_ref().map(|d| d.errors.clone()).unwrap_or_default();
        let bad = !errors.is_empty();
        let key = draft.as_ref().map_or_else(FormKey::new, |d| d.key);
        let area = |name, label, hint, rows, value| {
            form::TextArea { name, label, hint, rows, value, errors: &errors }.view()
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
                "Dernier point : {}, {}, « {} ».",
                when::date(day),
                when::age(day, s.today),
                u.confidence.label().to_lowercase()
            )
        });
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.plan_name)}</p>
            <h1>"Faire le point"</h1>
            {form::error_summary(&not_sent(errors.len()), &errors)}
            {draft.as_ref().map(|d| form::draft_notice(d, &s))}
            <div class="reminder"><p>{sheet.title.clone()}</p><p>{recall.unwrap_or_else(|| "C’est le premier point de cette action.".into())}</p></div>
            <form class="entry" method="post" action={<AddUpdate as ServerFn>::url()}>
                {form::hidden(key, &path)}
                {form::carried("sheet", sheet.id)}
                {area("done", "Qu’est-ce qui a été fait ?", "Repris dans la fiche.", 3, &typed.done)}
                {area("next", "Qu’est-ce qui vient ensuite ?", "Une phrase suffit.", 3, &typed.next)}
                {area("obstacle", "Qu’est-ce qui bloque ?", "La première ligne est lue dans le tableau du CROCT. Vide si rien ne bloque.", 2, &typed.obstacle)}
                {form::choices("confidence", "Quelle est votre confiance ?", "Vous la déclarez ; elle n’est jamais calculée.", answers, &typed.confidence, &errors)}
                {form::submit_bar("Envoyer le point", bad, view! { <Autosave form_key=key page=path.clone()/> })}
            </form>
        };
        let prefix = if bad { "Erreur : " } else { "" };
        Ok(Page::new(
            format!("{prefix}Faire le point, {}", sheet.name().to_lowercase()),
            crumbs(&sheet),
            body,
        )
        .narrow())
    })
}

fn not_sent(wrong: usize) -> String {
    if wrong == 1 {
        "Le point n’est pas envoyé : 1 réponse est à revoir".into()
    } else {
        format!("Le point n’est pas envoyé : {wrong} réponses sont à revoir")
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

/// Shape, word and colour; « non renseignée » is said too.
pub fn confidence(declared: Option<Confidence>) -> impl IntoView {
    let (word, label) = declared.map_or(("unset", "Non renseignée"), |c| (c.word(), c.label()));
    view! { <span class=format!("confidence confidence--{word}")>{icon(word)}{label}</span> }
}

/// No pilot in mandate: the one filled mark of the product.
pub fn orphan() -> impl IntoView {
    view! { <span class="alert-tag">{icon("alert")}"Sans pilote"</span> }
}

/// One update, with its answers.
pub fn update(u: ProgressUpdate, today: NaiveDate, zone: chrono_tz::Tz) -> impl IntoView {
    let day = u.at.with_timezone(&zone).date_naive();
    view! {
        <article class="update">
            <p class="meta"><strong>{u.by_name}</strong>{format!(", {}, {}", when::date(day), when::age(day, today))}</p>
            <dl>
                <dt>"Fait"</dt><dd class="typed">{u.done}</dd>
                <dt>"Ensuite"</dt><dd class="typed">{u.next}</dd>
                {(!u.obstacle.is_empty()).then(|| view! { <dt>"Ce qui bloque"</dt><dd class="typed">{u.obstacle}</dd> })}
                <dt>"Confiance"</dt><dd>{confidence(Some(u.confidence))}</dd>
            </dl>
        </article>
    }
}
