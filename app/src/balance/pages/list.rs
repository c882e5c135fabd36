//! The balances of a sheet, and how another begins.
use leptos::{prelude::*, server_fn::ServerFn};

use super::about;
use crate::access::Verb;
use crate::action_sheet::parts::{Address, crumbs};
use crate::balance::api::CreateBalance;
use crate::balance::model::{NewForm, check_sheet, list_path};
use crate::balance::store;
use crate::draft;
use crate::session::Session;
use crate::ui::{Page, form, hydration, page};
use crate::when;

#[component]
pub fn BalancesPage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let balances = store::list(&s.db.read, &s.actor, &sheet).await?;
        let may = s.actor.can(Verb::EditBalance, &sheet.place()) && check_sheet(&sheet).is_ok();
        let path = list_path(&sheet);
        let f = match may {
            true => Some(draft::open::<NewForm>(&s, &path, "new", NewForm::default).await?),
            false => None,
        };
        let empty = balances.is_empty();
        let lines = balances.into_iter().map(|balance| {
            let since = when::date(balance.status_since.with_timezone(&s.time_zone).date_naive());
            view! {
                <li class="row-line">
                    <p class="row-title"><a href=balance.path(&sheet)>{balance.title.clone()}</a></p>
                    <p class="meta">{format!("{} le {since}, {}", balance.status.label(), balance.by_name)}</p>
                </li>
            }
        });
        let title = f.as_ref().map_or_else(|| "Bilans".to_owned(), |f| f.title("Bilans"));
        let lines = lines.collect_view();
        let begin = f.map(|f| {
            let import = format!("{}/bilans/import", sheet.plan_path);
            view! {
                <section aria-labelledby="commencer">
                    <h2 id="commencer">"Commencer un bilan"</h2>
                    {draft::parts::refused(&f, "Le bilan n’est pas commencé")}
                    {draft::parts::notice(&f, &s)}
                    <form class="entry" method="post" action={<CreateBalance as ServerFn>::url()}>
                        {draft::parts::carried(&f)}
                        {form::carried("sheet", sheet.id)}
                        {form::input("text", "title", "Nom du bilan", "Exemple : « Bilan à mi-parcours, 2023 ».", &f.typed.title, &f.errors)}
                        {form::submit_bar("Commencer le bilan", true, None, draft::parts::autosave(&f))}
                    </form>
                    <p>"Il est déjà écrit ? "<a class="fr-link" href=import>"Importer un bilan"</a>" d’un document ou d’un texte."</p>
                </section>
            }
        });
        let body = view! {
            {hydration()}
            {about(&sheet)}
            <h1>"Bilans"</h1>
            {empty.then(|| view! { <div class="empty"><p>"Aucun bilan à lire. Un bilan dit ce qui a été fait, ce qui a changé, ce qui a aidé ou gêné, et la suite : il se remet à mi-parcours et à la fin de l’action."</p></div> })}
            <ul class="rows">{lines}</ul>
            {begin}
        };
        let title = format!("{title}, {}", sheet.name().to_lowercase());
        Ok(Page::new(title, crumbs(&sheet), body).here("Bilans").narrow())
    })
}
