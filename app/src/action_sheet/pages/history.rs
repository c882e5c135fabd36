//! The versions of a rubric: what each changed, and the way back to it.
use std::time::Duration;

use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::Verb;
use crate::action_sheet;
use crate::action_sheet::api::RestoreRubric;
use crate::action_sheet::model::RubricKind;
use crate::action_sheet::parts::{Address, crumbs};
use crate::error::AppError;
use crate::history;
use crate::ids::FormKey;
use crate::session::Session;
use crate::ui::{Crumb, Page, diff, form, page, query, segment};
use crate::when;

/// How long the comparisons of one page may take, all together.
const SEARCH: Duration = Duration::from_millis(200);
/// Versions on one page.
const SHOWN: u64 = 20;

#[component]
pub fn RubricHistoryPage() -> impl IntoView {
    let (address, kind) =
        (Address::here(), RubricKind::from_slug(&segment("rubric")).filter(|kind| kind.is_text()));
    let (session, before) = (Session::signed_in(), query("avant").and_then(|version| version.parse().ok()));
    page(async move {
        let (s, kind) = (session?, kind.ok_or(AppError::NotFound)?);
        let sheet = address.open(&s).await?;
        // what the committee wrote before the adoption stays with those who could read it then: others see one version
        let drafts = s.actor.can(Verb::SeeDraft, &sheet.place());
        let before = before.filter(|_| drafts);
        // one more than shown: the oldest shown is compared with it
        let mut versions =
            history::store::of(&s.db.read, sheet.place().subject, kind.word(), before, SHOWN + 1).await?;
        if !drafts {
            versions.truncate(1);
        }
        let may_restore = s.actor.can(Verb::EditRubric, &sheet.place()) && sheet.check_writable(kind).is_ok();
        let current = action_sheet::store::rubric(&s.db.read, sheet.id, kind).await?.version;
        let path = format!("{}/historique", sheet.rubric_path(kind));
        let older = versions
            .iter()
            .take(SHOWN as usize)
            .next_back()
            .filter(|_| versions.len() as u64 > SHOWN)
            .map(|v| v.version);
        let first =
            if drafts { String::new() } else { versions.first().map(|v| v.text.clone()).unwrap_or_default() };
        let share = SEARCH / u32::try_from(versions.len().max(1)).unwrap_or(u32::MAX);
        let texts: Vec<String> = versions.iter().skip(1).map(|v| v.text.clone()).chain([first]).collect();
        let items = versions
            .into_iter()
            .zip(texts)
            .take(SHOWN as usize)
            .map(|(version, before)| {
                let at = when::moment(version.at.with_timezone(&s.time_zone));
                let restore = (may_restore && version.version != current).then(|| view! {
                    <form method="post" action={<RestoreRubric as ServerFn>::url()}>
                        {form::hidden(FormKey::new(), &path, "restore")}
                        {form::carried("sheet", sheet.id)}
                        {form::carried("rubric", kind.word())}
                        {form::carried("version", current)}
                        {form::carried("restored", version.version)}
                        <button class="fr-btn fr-btn--tertiary fr-btn--sm">{format!("Rétablir la version {}", version.version)}</button>
                    </form>
                });
                view! {
                    <li>
                        <h2>{format!("Version {}", version.version)}{(version.version == current).then_some(", la version en cours")}</h2>
                        <p class="meta">{format!("{}, {at}", version.by_name)}</p>
                        {diff::written_within(&before, &version.text, share)}
                        {restore}
                    </li>
                }
            })
            .collect_view();
        let empty = items.is_empty();
        let body = view! {
            <h1>{format!("Historique : {}", kind.label().to_lowercase())}</h1>
            {(!drafts).then(|| view! { <p class="meta">"Les versions d’avant l’adoption se lisent dans le comité, à l’animation et à l’appui."</p> })}
            <p class="meta">"Chaque version est comparée à la précédente : souligné, ajouté ; barré, retiré."</p>
            {empty.then(|| view! { <div class="empty"><p>"Rien n’a encore été écrit dans cette rubrique."</p></div> })}
            <ol class="history plain-list">{items}</ol>
            <ul class="actions">
                {before.map(|_| view! { <li><a class="fr-btn fr-btn--tertiary" href=path.clone()>"Versions les plus récentes"</a></li> })}
                {older.map(|version| view! { <li><a class="fr-btn fr-btn--tertiary" href=format!("{path}?avant={version}")>"Versions plus anciennes"</a></li> })}
            </ul>
        };
        let mut trail = crumbs(&sheet);
        trail.push(Crumb(kind.label().into(), sheet.anchor(kind)));
        Ok(Page::new(
            format!("Historique de « {} », {}", kind.label(), sheet.name().to_lowercase()),
            trail,
            body,
        )
        .narrow())
    })
}
