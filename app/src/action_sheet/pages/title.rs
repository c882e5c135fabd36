//! Correcting the title of a sheet before its adoption, and the titles that it had.
use leptos::{prelude::*, server_fn::ServerFn};

use super::said;
use crate::access::Verb;
use crate::action_sheet::api::CorrectTitle;
use crate::action_sheet::model::{Locked, TitleForm};
use crate::action_sheet::parts::{Address, crumbs};
use crate::draft;
use crate::history::store::of;
use crate::session::Session;
use crate::text::one_line;
use crate::ui::{Page, form, hydration, page};

#[component]
pub fn TitlePage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::EditRubric, sheet.place())?;
        sheet.check_title()?;
        let past = of(&s.db.read, sheet.place().subject, Locked::Title.word(), None, said::SHOWN).await?;
        let fresh =
            || TitleForm { version: sheet.version, title: sheet.title.clone(), ..TitleForm::default() };
        let f = draft::open(&s, &sheet.title_path(), "title", fresh).await?;
        // the sheet changed since this draft was begun: its title stands above what is typed
        let meanwhile = f.typed.version != sheet.version && one_line(&f.typed.title) != sheet.title;
        let area = form::TextArea {
            name: "title",
            label: "Intitulé de l’action",
            titled: false,
            hint: "Ce que fait l’action, en une phrase. L’adresse de la fiche reste la même.",
            rows: 3,
            value: &f.typed.title,
            errors: &f.errors,
        };
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>"Corriger l’intitulé"</h1>
            {draft::parts::refused(&f, "L’intitulé n’a pas changé")}
            {draft::parts::notice(&f, &s)}
            {meanwhile.then(|| view! { <div class="reminder"><p>"La fiche a changé pendant que vous écriviez. Son intitulé aujourd’hui :"</p><p><strong>{sheet.title.clone()}</strong></p></div> })}
            <form class="entry" method="post" action={<CorrectTitle as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("version", sheet.version)}
                {area.view()}
                {form::submit_bar("Enregistrer l’intitulé", f.is_refused(), Some(("Ne rien changer", sheet.path())), draft::parts::autosave(&f))}
            </form>
            {said::past(&s, ("intitules-corriges", "Ce qui a été corrigé"), &past)}
        };
        let title = f.title(&format!("Corriger l’intitulé de l’{}", sheet.name().to_lowercase()));
        Ok(Page::new(title, crumbs(&sheet), body).here("Intitulé").narrow())
    })
}
