//! Attaching a draft that was begun, or imported, on the wrong action to another one of the plan.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{about, id_here, offered, open, options, trail};
use crate::access::{Place, Verb};
use crate::action_sheet::parts::Address;
use crate::balance::api::ReattachBalance;
use crate::balance::model::ReattachForm;
use crate::draft;
use crate::session::Session;
use crate::ui::{Crumb, Page, form, hydration, page};

#[component]
pub fn ReattachBalancePage() -> impl IntoView {
    let (address, id) = (Address::here(), id_here());
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let (sheet, balance) = open(&s, &address, id).await?;
        s.actor.may(Verb::EditBalance, balance.place(&sheet))?;
        balance.check_writable()?;
        let mut sheets = offered(&s, &Place::plan(sheet.region_id, sheet.plan_id)).await?;
        sheets.retain(|other| other.id != sheet.id);
        let path = balance.path(&sheet);
        let f = draft::open::<ReattachForm>(
            &s,
            &balance.reattach_path(&sheet),
            "reattach",
            ReattachForm::default,
        )
        .await?
        .of_version(balance.version);
        let title = f.title(&format!("Rattacher « {} », {}", balance.title, sheet.name().to_lowercase()));
        let body = view! {
            {hydration()}
            {about(&sheet)}
            <h1>"Rattacher à une autre action"</h1>
            <p>{format!("« {} » est un brouillon de cette action. Ses textes, le document dont il a été repris et ce qui attend dans les brouillons le suivront.", balance.title)}</p>
            {draft::parts::refused(&f, "Le bilan n’est pas rattaché")}
            {if sheets.is_empty() {
                view! {
                    <div class="empty"><p>"Vous n’écrivez le bilan d’aucune autre action de ce plan. Demandez à l’animation du plan de rattacher celui-ci."</p></div>
                    <p><a class="fr-link" href=path.clone()>"Revenir au bilan"</a></p>
                }.into_any()
            } else {
                view! {
                    <form class="entry" method="post" action={<ReattachBalance as ServerFn>::url()}>
                        {draft::parts::carried(&f)}
                        {form::carried("sheet", sheet.id)}
                        {form::carried("balance", balance.id)}
                        {form::carried("version", balance.version)}
                        {form::select("action", "De quelle action est-ce le bilan ?", "Les actions dont vous écrivez le bilan.", options(&sheets), &f.typed.action, &f.errors)}
                        {form::submit_bar("Rattacher le bilan", f.is_refused(), Some(("Revenir au bilan", path.clone())), ())}
                    </form>
                }.into_any()
            }}
        };
        let mut crumbs = trail(&sheet);
        crumbs.push(Crumb(balance.title.clone(), path));
        Ok(Page::new(title, crumbs, body).here("Rattacher").narrow())
    })
}
