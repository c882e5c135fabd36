//! One page per move of the life cycle: what it does, what it asks, one button.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{Address, crumbs};
use crate::access::Verb;
use crate::action_sheet::api::MoveSheet;
use crate::action_sheet::life::StepWord;
use crate::action_sheet::model::{MoveForm, RubricKind, missing_before_adoption};
use crate::action_sheet::store;
use crate::draft::{self, islands::Autosave};
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::Session;
use crate::ui::{Page, form, hydration, page, segment};

#[component]
pub fn MovePage() -> impl IntoView {
    let (address, word) = (Address::here(), StepWord::from_word(&segment("step")));
    let session = Session::signed_in();
    page(async move {
        let (s, word) = (session?, word.ok_or(AppError::NotFound)?);
        let sheet = address.open(&s).await?;
        let permit = s.actor.may(Verb::MoveSheet, sheet.place())?;
        let path = format!("{}/etat/{}", sheet.path(), word.word());
        if !StepWord::legal_from(&sheet.status).contains(&word) {
            return Err(AppError::Forbidden(format!(
                "Cette fiche est « {} » : elle n’accepte pas ce changement.",
                sheet.status.label()
            )));
        }
        let missing = match word {
            StepWord::Adopt => missing_before_adoption(&store::rubrics(&s.db.read, sheet.id).await?),
            _ => Vec::new(),
        };
        let person = permit.by().person.ok_or(AppError::Unauthenticated)?;
        let draft = draft::store::newest(&s.db.read, person, &path, s.now).await?;
        let typed = draft.as_ref().and_then(|d| d.form::<MoveForm>()).unwrap_or_default();
        let errors = draft.as_ref().map(|d| d.errors.clone()).unwrap_or_default();
        let key = draft.as_ref().map_or_else(FormKey::new, |d| d.key);
        let bad = !errors.is_empty() && word.asks_why();
        let body = view! {
            {word.asks_why().then(hydration)}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>{word.label()}</h1>
            {bad.then(|| form::error_summary("L’état n’a pas changé", &errors))}
            <p>{word.explanation()}</p>
            {if missing.is_empty() {
                view! {
                    <form class="entry" method="post" action={<MoveSheet as ServerFn>::url()}>
                        {form::hidden(key, &path)}
                        {form::carried("sheet", sheet.id)}
                        {form::carried("version", sheet.version)}
                        {form::carried("step", word.word())}
                        {word.asks_why().then(|| form::TextArea { name: "reason", label: "Pourquoi ?", hint: "Lu sur la fiche et dans le tableau du CROCT.", rows: 3, value: &typed.reason, errors: &errors }.view())}
                        {(word == StepWord::Pause).then(|| form::day("until", "Jusqu’à quand ?", "Si c’est décidé.", &typed.until, &errors))}
                        {form::submit_bar(word.label(), bad, word.asks_why().then(|| view! { <Autosave form_key=key page=path.clone()/> }))}
                    </form>
                }.into_any()
            } else {
                view! {
                    <div class="fr-alert fr-alert--warning">
                        <h2 class="fr-alert__title">"La fiche ne peut pas encore être adoptée"</h2>
                        <p>"Il manque :"</p>
                        <ul>{missing.into_iter().map(|kind: RubricKind| view! { <li><a href=sheet.rubric_path(kind)>{format!("Écrire « {} »", kind.label())}</a></li> }).collect_view()}</ul>
                    </div>
                }.into_any()
            }}
            <p><a class="fr-link" href=sheet.path()>"Revenir à la fiche sans rien changer"</a></p>
        };
        let prefix = if bad { "Erreur : " } else { "" };
        Ok(Page::new(
            format!("{prefix}{}, {}", word.label(), sheet.name().to_lowercase()),
            crumbs(&sheet),
            body,
        )
        .narrow())
    })
}
