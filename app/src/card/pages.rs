//! The page that edits a rubric that is one form.
use leptos::{prelude::*, server_fn::ServerFn};
use serde::de::DeserializeOwned;

use super::model::{Card, Saved};
use super::store;
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
use crate::amendment;
use crate::draft;
use crate::error::{AppError, FieldError};
use crate::session::Session;
use crate::template::{self, model::Section};
use crate::ui::{Page, form, hydration, page};

/// How a card is asked for, and shown.
pub trait Shown: Card {
    type Form: DeserializeOwned + Default + Send;
    /// The server function of the form.
    type Save: ServerFn;

    /// The form, as the saved card fills it.
    fn form(&self) -> Self::Form;

    /// The fields of the form, as it was typed. What they offer may come from the sheet.
    fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &Self::Form,
        errors: &[FieldError],
    ) -> impl Future<Output = Result<AnyView, AppError>> + Send;

    /// What the sheet shows of it.
    fn view(&self) -> AnyView;
}

/// The page of the form.
pub fn edit<K: Shown>() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::EditRubric, sheet.place())?;
        let template = template::store::followed(&s.db.read, &sheet).await?;
        let section = template.writable(K::KIND)?;
        let saved = store::read::<K>(&store::all(&s.db.read, sheet.id).await?)?;
        if K::KIND.is_locked_by_adoption() && sheet.check_amendable().is_ok() {
            return Ok(locked(&s, &sheet, section, saved));
        }
        sheet.check_writable(K::KIND)?;
        let version = saved.as_ref().map_or(0, |saved| saved.version);
        let fresh = || saved.as_ref().map_or_else(K::Form::default, |saved| saved.card.form());
        let f = draft::open::<K::Form>(&s, &sheet.rubric_path(K::KIND), K::KIND.word(), fresh).await?;
        // somebody saved since this draft was begun: what is saved stands above what is typed
        let meanwhile = saved.filter(|_| f.begun().is_some_and(|begun| begun != version));
        let title = section.title.clone();
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>{title.clone()}</h1>
            {draft::parts::refused(&f, "La rubrique n’est pas enregistrée")}
            {draft::parts::notice(&f, &s)}
            <p>{section.hint()}</p>
            {meanwhile.map(since)}
            <form class="entry" method="post" action={<K::Save as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("version", version)}
                {K::fields(&s, &sheet, &f.typed, &f.errors).await?}
                // a form of boxes: a bar that stays in sight would hide some of them
                {form::submit_bar("Enregistrer", true, Some(("Revenir sans enregistrer", sheet.path())), draft::parts::autosave(&f))}
            </form>
        };
        let name = f.title(&format!("{title}, {}", sheet.name().to_lowercase()));
        Ok(Page::new(name, crumbs(&sheet), body).here(title).narrow())
    })
}

/// What the adoption locked is read here, with the way to amend it.
fn locked<K: Shown>(s: &Session, sheet: &Sheet, section: &Section, saved: Option<Saved<K>>) -> Page {
    let title = section.title.clone();
    let saved = saved.map(|saved| saved.card.view());
    let body = view! {
        <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
        <h1>{title.clone()}</h1>
        {amendment::parts::locked(s, sheet, K::KIND)}
        {saved.is_none().then(|| view! { <div class="empty"><p>"Rubrique vide."</p></div> })}
        {saved}
    };
    let name = format!("{title}, {}", sheet.name().to_lowercase());
    Page::new(name, crumbs(sheet), body).here(title).narrow()
}

fn since<K: Shown>(saved: Saved<K>) -> impl IntoView {
    view! {
        <div class="reminder">
            <p>{format!("Enregistré entre-temps par {} :", saved.by_name)}</p>
            {saved.card.view()}
        </div>
    }
}
