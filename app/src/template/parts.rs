//! What a sheet's page shows of the template that it follows.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::FollowTemplate;
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::ids::FormKey;
use crate::session::Session;
use crate::ui::form;

/// The version that the sheet follows, and, for who may, the way to the newest.
pub fn followed(s: &Session, sheet: &Sheet) -> impl IntoView + use<> {
    let (number, newest) = (sheet.template, sheet.newest_template);
    let manual = format!("{}/mode-d-emploi?version={number}", sheet.plan_path);
    let behind =
        number != newest && sheet.check_open().is_ok() && s.actor.can(Verb::ManageTemplate, &sheet.place());
    view! {
        <div class="followed">
            <p class="meta">{format!("Trame, version {number} · ")}<a href=manual>"mode d’emploi"<span class="sr-only">" de la fiche"</span></a></p>
            {behind.then(|| view! {
                <form method="post" action={<FollowTemplate as ServerFn>::url()}>
                    {form::hidden(FormKey::new(), &sheet.path(), "follow")}
                    {form::carried("sheet", sheet.id)}
                    {form::carried("template", newest)}
                    <button class="fr-btn fr-btn--sm fr-btn--tertiary">{format!("Passer à la version {newest} de la trame")}</button>
                </form>
            })}
        </div>
    }
}
