//! Writing a rubric. When somebody saved since the text was read, the page becomes the one of the conflict.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{Address, conflict, crumbs};
use crate::action_sheet::api::SaveRubric;
use crate::action_sheet::islands::Preview;
use crate::action_sheet::model::{Rubric, RubricForm, RubricKind, Sheet};
use crate::action_sheet::store;
use crate::draft::{self, islands::Autosave, model::Draft};
use crate::error::{AppError, FieldError};
use crate::ids::FormKey;
use crate::session::Session;
use crate::ui::{Page, form, hydration, page, segment};

#[component]
pub fn EditRubricPage() -> impl IntoView {
    let (address, kind) = (Address::here(), RubricKind::from_word(&segment("rubric")));
    let session = Session::signed_in();
    page(async move {
        let (s, kind) = (session?, kind.ok_or(AppError::NotFound)?);
        let sheet = address.open(&s).await?;
        let permit = s.actor.may(sheet.writing_verb(), sheet.place())?;
        sheet.check_writable(kind)?;
        let saved = store::rubric(&s.db.read, sheet.id, kind).await?;
        let person = permit.by().person.ok_or(AppError::Unauthenticated)?;
        let draft = draft::store::newest(&s.db.read, person, &sheet.rubric_path(kind), s.now).await?;
        match draft.as_ref().and_then(|d| Some((d, d.form::<RubricForm>()?))) {
            // also when the third text is refused: the kept one must not vanish with it
            Some((draft, typed)) if typed.version != saved.version || !typed.mine.is_empty() => {
                let base = conflict::base(&s, &sheet, kind, typed.version).await?;
                Ok(conflict::screen(&s, &sheet, &saved, draft, &typed, &base))
            }
            Some((draft, typed)) => Ok(screen(&s, &sheet, &saved, Some(draft), &typed)),
            None => {
                let page = sheet.rubric_path(kind);
                let fresh = RubricForm {
                    key: FormKey::new(),
                    page,
                    sheet: sheet.id,
                    rubric: kind.word().into(),
                    version: saved.version,
                    body: saved.body.clone(),
                    ..Default::default()
                };
                Ok(screen(&s, &sheet, &saved, None, &fresh))
            }
        }
    })
}

fn screen(s: &Session, sheet: &Sheet, saved: &Rubric, draft: Option<&Draft>, typed: &RubricForm) -> Page {
    let kind = saved.kind;
    let errors: Vec<FieldError> = draft.map(|d| d.errors.clone()).unwrap_or_default();
    let bad = !errors.is_empty();
    let key = draft.map_or(typed.key, |d| d.key);
    let path = sheet.rubric_path(kind);
    let title = format!("{} de l’{}", kind.label(), sheet.name().to_lowercase());
    let area = form::TextArea {
        name: "body",
        label: kind.label(),
        hint: &format!("{} {}", kind.instruction(), kind.reused_in()),
        rows: 12,
        value: &typed.body,
        errors: &errors,
    };
    let body = view! {
        {hydration()}
        <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
        <h1>{format!("Écrire : {}", kind.label().to_lowercase())}</h1>
        {form::error_summary("Le texte n’est pas enregistré", &errors)}
        {draft.map(|d| form::draft_notice(d, s))}
        <form class="entry" method="post" action={<SaveRubric as ServerFn>::url()}>
            {form::hidden(key, &path)}
            {form::carried("sheet", sheet.id)}
            {form::carried("rubric", kind.word())}
            {form::carried("version", saved.version)}
            {area.view()}
            <details class="meta">
                <summary>"Mettre en forme"</summary>
                <p>"Une ligne vide sépare deux paragraphes. « - » commence une puce, « 1. » une liste numérotée. **gras**, *italique*, [texte](adresse)."</p>
            </details>
            {form::submit_bar("Enregistrer", bad, view! { <Autosave form_key=key page=path.clone()/> })}
        </form>
        <Preview of="body".to_owned()/>
        <p><a class="fr-link" href=sheet.path()>"Revenir à la fiche sans enregistrer"</a></p>
    };
    let prefix = if bad { "Erreur : " } else { "" };
    Page::new(format!("{prefix}{title}"), crumbs(sheet), body).narrow()
}
