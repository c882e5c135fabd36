//! My account; the pages of signing in are in `sign_in`.
use leptos::{prelude::*, server_fn::ServerFn};

mod address;
mod sign_in;
pub use address::{AddressCodePage, AddressLinkPage, AddressPage};
pub use sign_in::{CodePage, LinkPage, SignInPage};

use super::api::{SetReminders, SignOut};
use super::model::{ADDRESS, Wanted};
use super::store;
use crate::access::{Actor, Mandate};
use crate::action_sheet::{self, model::Sheet, store::Own};
use crate::committee::{self, store::HeldMandate};
use crate::error::AppError;
use crate::ids::FormKey;
use crate::plan::{self, model::Plan};
use crate::session::Session;
use crate::text;
use crate::ui::{Crumb, Page, form, page};

/// What a mandate in force opens: the sheets of its committee, or the plans of its region. Labels and addresses.
fn opened(given: &Mandate, own: &[Own], plans: &[Plan]) -> Vec<(String, String)> {
    if let Some(committee) = given.committee {
        let sheets = own.iter().map(|own| &own.sheet).filter(|sheet| sheet.committee_id == committee);
        let label = |sheet: &Sheet| sheet.code.as_ref().map(|_| sheet.name()).unwrap_or(sheet.title.clone());
        return sheets.map(|sheet| (label(sheet), sheet.path())).collect();
    }
    let covers =
        |plan: &&Plan| given.region == Some(plan.region_id) && given.plan.is_none_or(|own| own == plan.id);
    let plans = plans.iter().filter(covers);
    plans.map(|plan| (plan.name.clone(), plan.path())).collect()
}

fn row(mandate: HeldMandate, opened: Vec<(String, String)>) -> impl IntoView {
    let HeldMandate { given, committee, region, organisation, .. } = mandate;
    let scope =
        [committee, region, organisation, Some(given.period())].into_iter().flatten().collect::<Vec<_>>();
    let links =
        opened.into_iter().map(|(label, href)| view! { <li><a class="fr-link" href=href>{label}</a></li> });
    view! {
        <li class="row-line">
            <p class="row-title">{text::capitalised(given.role.label())}</p>
            <p class="meta">{scope.join(" · ")}</p>
            <ul class="plain-list opened">{links.collect_view()}</ul>
        </li>
    }
}

#[component]
pub fn AccountPage() -> impl IntoView {
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let Actor::Person { id, name, .. } = &s.actor else { return Err(AppError::Unauthenticated) };
        let mandates = committee::store::mandates(&s.db.read, *id).await?;
        let plans = plan::store::list(&s.db.read, &s.actor).await?;
        let own = action_sheet::store::own(&s.db.read, &s.actor).await?;
        let reminders = store::reminders(&s.db.read, *id).await?;
        let rows = mandates
            .into_iter()
            .map(|mandate| {
                let opened = if mandate.given.in_force(s.today) {
                    opened(&mandate.given, &own, &plans)
                } else {
                    Vec::new()
                };
                row(mandate, opened)
            })
            .collect_view();
        let body = view! {
            <h1>"Mon compte"</h1>
            <p>{name.clone()}</p>
            <h2>"Mes mandats"</h2>
            <ul class="rows">{rows}</ul>
            {reminders.map(reminding)}
            <h2>"Ce que Prisme garde de vous"</h2>
            <ul class="plain-list">
                <li><a class="fr-link" href="/compte/coordonnees">"Mes coordonnées, et ce que les autres en voient"</a></li>
                <li><a class="fr-link" href=ADDRESS>"Changer d’adresse"</a></li>
                <li><a class="fr-link" href="/compte/sessions">"Mes sessions"</a></li>
                <li><a class="fr-link" href="/compte/donnees">"Mes données"</a></li>
                <li><a class="fr-link" href="/compte/effacement">"Effacer mon compte"</a></li>
            </ul>
            <ul class="actions">
                <li><a class="fr-btn fr-btn--secondary" href="/compte/brouillons">"Mes brouillons"</a></li>
                <li><form method="post" action={<SignOut as ServerFn>::url()}><button class="fr-btn fr-btn--tertiary">"Se déconnecter"</button></form></li>
            </ul>
        };
        Ok(Page::new("Mon compte", vec![Crumb("Accueil".into(), "/".into())], body).narrow())
    })
}

/// Whether reminders come by mail, and the button that changes it.
fn reminding(now: Wanted) -> impl IntoView {
    let (said, other) = match now {
        Wanted::Yes => (
            "Quand une fiche que vous pilotez attend un point, un courriel vous le dit, au plus une fois par quinzaine.",
            Wanted::No,
        ),
        Wanted::No => ("Vous ne recevez pas de rappels par courriel.", Wanted::Yes),
    };
    view! {
        <h2 id="rappels">"Rappels"</h2>
        <p>{said}</p>
        <form method="post" action={<SetReminders as ServerFn>::url()}>
            {form::hidden(FormKey::new(), "/compte", "reminders")}
            {form::carried("choice", other.word())}
            <button class="fr-btn fr-btn--sm fr-btn--tertiary">{other.label()}</button>
        </form>
    }
}
