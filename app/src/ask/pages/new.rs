//! « Demander un appui ».
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::Verb;
use crate::action_sheet::parts::{Address, crumbs};
use crate::ask::api::OpenAsk;
use crate::ask::forms::AskForm;
use crate::ask::model::Addressee;
use crate::ask::parts;
use crate::draft;
use crate::session::Session;
use crate::ui::{Page, form, hydration, page};
use crate::vague::to_say;

#[component]
pub fn NewAskPage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::AskSupport, sheet.place())?;
        sheet.check_open()?;
        let fresh = || AskForm { addressee: Addressee::Dreets.word().into(), ..AskForm::default() };
        let f = draft::open::<AskForm>(&s, &parts::new_path(&sheet), "ask", fresh).await?;
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>"Demander un appui"</h1>
            {draft::parts::refused(&f, "La demande n’est pas envoyée")}
            {draft::parts::notice(&f, &s)}
            <p class="prose">"Votre comité lira ici et sur la fiche qui vous répond, quoi, et pour quand."</p>
            <form class="entry" method="post" action={<OpenAsk as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {parts::fields(f.typed.fields(), &f.errors)}
                {form::input("text", "wanted", "Réponse attendue pour quand ?", &format!("Si cela presse. Comme vous le dites : {}.", to_say(s.today)), &f.typed.wanted, &f.errors)}
                {form::submit_bar("Envoyer la demande", f.is_refused(), Some(("Revenir à la fiche", sheet.path())), draft::parts::autosave(&f))}
            </form>
        };
        let title = f.title(&format!("Demander un appui, {}", sheet.name().to_lowercase()));
        Ok(Page::new(title, crumbs(&sheet), body).here("Demander un appui").narrow())
    })
}
