//! Writing a rubric. When somebody saved since the text was read, the page becomes the one of the conflict.
use leptos::{prelude::*, server_fn::ServerFn};

use super::conflict;
use crate::access::Verb;
use crate::action_sheet::api::SaveRubric;
use crate::action_sheet::islands::Preview;
use crate::action_sheet::model::{Rubric, RubricForm, RubricKind, Sheet};
use crate::action_sheet::parts::{Address, crumbs};
use crate::action_sheet::store;
use crate::draft::{self, Opened};
use crate::error::AppError;
use crate::session::Session;
use crate::template::{self, model::Section};
use crate::ui::{Page, form, hydration, page, segment};

#[component]
pub fn EditRubricPage() -> impl IntoView {
    let (address, kind) =
        (Address::here(), RubricKind::from_slug(&segment("rubric")).filter(|kind| kind.is_text()));
    let session = Session::signed_in();
    page(async move {
        let (s, kind) = (session?, kind.ok_or(AppError::NotFound)?);
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::EditRubric, sheet.place())?;
        sheet.check_writable(kind)?;
        let template = template::store::followed(&s.db.read, &sheet).await?;
        let section = template.writable(kind)?;
        let saved = store::rubric(&s.db.read, sheet.id, kind).await?;
        let fresh =
            || RubricForm { version: saved.version, body: saved.body.clone(), ..RubricForm::default() };
        let f = draft::open(&s, &sheet.rubric_path(kind), kind.word(), fresh).await?;
        // a conflict form that comes back is still a conflict, whatever version it quotes
        if f.typed.version != saved.version || f.typed.settles {
            conflict::screen(&s, &sheet, &saved, &f).await
        } else {
            Ok(screen(&s, &sheet, section, &saved, &f))
        }
    })
}

fn screen(s: &Session, sheet: &Sheet, section: &Section, saved: &Rubric, f: &Opened<RubricForm>) -> Page {
    let label = section.title.as_str();
    let hint = section.hint();
    let area = form::TextArea {
        name: "body",
        label,
        titled: true,
        hint: &hint,
        rows: 12,
        value: &f.typed.body,
        errors: &f.errors,
    };
    // below the field of a refused form: what is wrong comes first
    let mut notice = match saved.version {
        0 => draft::parts::notice(f, s).map(IntoAny::into_any),
        version => draft::parts::notice_of_version(f, s, version).map(IntoAny::into_any),
    };
    let body = view! {
        {hydration()}
        <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
        <h1>{format!("Écrire : {}", label.to_lowercase())}</h1>
        {draft::parts::refused(f, "Le texte n’est pas enregistré")}
        {notice.take_if(|_| !f.is_refused())}
        <form class="entry" method="post" action={<SaveRubric as ServerFn>::url()}>
            {draft::parts::carried(f)}
            {form::carried("sheet", sheet.id)}
            {form::carried("rubric", saved.kind.word())}
            {form::carried("version", saved.version)}
            {area.view()}
            <details class="meta">
                <summary>"Mettre en forme"</summary>
                <p>"Une ligne vide sépare deux paragraphes. « - » commence une puce, « 1. » une liste numérotée. **gras**, *italique*, [texte](adresse)."</p>
            </details>
            <Preview of="body".to_owned()/>
            {form::submit_bar("Enregistrer", f.is_refused(), Some(("Revenir sans enregistrer", sheet.path())), draft::parts::autosave(f))}
        </form>
        {notice}
        <p class="meta">"Si vous revenez sans enregistrer, le brouillon qui est gardé vous attend ici 30 jours."<noscript>" Sans JavaScript, rien n’est gardé avant l’envoi : enregistrez avant de quitter la page."</noscript></p>
    };
    Page::new(f.title(&format!("{label}, {}", sheet.name().to_lowercase())), crumbs(sheet), body).narrow()
}
