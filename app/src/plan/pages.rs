//! The page of a plan, and the pages of its import.
mod preview;

pub use preview::PreviewPage;

use leptos::prelude::*;

use super::{import, model::Axis, store};
use crate::access::Verb;
use crate::action_sheet;
use crate::balance;
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::Session;
use crate::text::counted;
use crate::ui::{Crumb, Page, form, page, query, segment};
use crate::when;

#[component]
pub fn PlanPage() -> impl IntoView {
    let (region, plan) = (segment("region"), segment("plan"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = store::find(&s.db.read, &s.actor, &region, &plan).await?;
        let axes = store::axes(&s.db.read, plan.id).await?;
        let scope = s.actor.scope(&plan.place())?;
        let sheets = action_sheet::store::count_by_axis(&s.db.read, &scope).await?;
        let may_import = s.actor.can(Verb::ImportPlan, &plan.place());
        let may_answer = s.actor.can(Verb::AnswerAsk, &plan.place());
        let path = plan.path();
        let empty = axes.is_empty();
        let body = view! {
            <div class="title-row">
                <div>
                    <h1>{format!("{}, {}", plan.name, plan.region)}</h1>
                    <p class="meta">{format!("Plan régional santé au travail {} · {}", plan.years(), plan.state.label())}</p>
                </div>
                <ul class="actions">
                    <li><a class="fr-btn" href=format!("{path}/tableau")>"Tableau synthétique"</a></li>
                    <li><a class="fr-btn fr-btn--secondary" href=format!("{path}/fiches")>"Fiches-action"</a></li>
                    {may_answer.then(|| view! { <li><a class="fr-btn fr-btn--secondary" href=format!("{path}/appuis")>"Demandes d’appui"</a></li> })}
                    <li><a class="fr-btn fr-btn--tertiary" href=plan.manual_path()>"Mode d’emploi"</a></li>
                    <li><a class="fr-btn fr-btn--tertiary" href=plan.committees_path()>"Comités"</a></li>
                    {may_import.then(|| view! { <li><a class="fr-btn fr-btn--tertiary" href=format!("{path}/import")>"Importer un plan"</a></li> })}
                    {balance::parts::of_plan(&s, &plan)}
                </ul>
            </div>
            <h2>"Axes"</h2>
            {empty.then(|| action_sheet::parts::nothing_yet(&s, &plan))}
            <ul class="rows">{axes.into_iter().map(|axis| line(&path, &axis, sheets.get(&axis.id).copied().unwrap_or_default())).collect_view()}</ul>
        };
        Ok(Page::new(
            format!("{}, {}", plan.name, plan.region),
            vec![Crumb("Accueil".into(), "/".into())],
            body,
        ))
    })
}

/// An axis, and how many of its actions the reader may read; a link when there are some.
fn line(path: &str, axis: &Axis, actions: u64) -> impl IntoView + use<> {
    let name = axis.name() + &axis.title.as_ref().map(|title| format!(" : {title}")).unwrap_or_default();
    let name = if actions == 0 {
        name.into_any()
    } else {
        view! { <a href=format!("{path}/tableau?axe={}", axis.word())>{name}</a> }.into_any()
    };
    view! {
        <li class="row-line">
            <p class="row-title">{name}</p>
            <p class="meta">{counted(actions, "action à lire", "actions à lire")}</p>
        </li>
    }
}

#[component]
pub fn ImportPage() -> impl IntoView {
    let (region, plan, nothing) = (segment("region"), segment("plan"), query("vide").is_some());
    let again = query("reprendre");
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = store::find(&s.db.read, &s.actor, &region, &plan).await?;
        s.actor.may(Verb::ImportPlan, plan.place())?;
        let text = match again {
            Some(id) => {
                let id = id.parse().map_err(|_| AppError::NotFound)?;
                import::text_of(&store::get_import(&s.db.read, plan.id, id).await?.source).unwrap_or_default()
            }
            None => String::new(),
        };
        let imports = store::list_imports(&s.db.read, plan.id).await?;
        let path = plan.path();
        let earlier = imports
            .into_iter()
            .map(|import| {
                let at = when::moment(import.at.with_timezone(&s.time_zone));
                view! {
                    <li class="row-line">
                        <p class="row-title"><a href=format!("{path}/import/{}", import.id)>{format!("{}, le {at}", import.source_name)}</a></p>
                        <p class="meta">{import.by_name}{if import.applied_at.is_some() { " · importé" } else { " · aperçu seulement" }}</p>
                    </li>
                }
            })
            .collect_view();
        let any = !earlier.is_empty();
        let body = view! {
            <h1>{format!("Importer les actions du {}", plan.name)}</h1>
            <p class="prose">
                "Copiez le tableau des actions là où il est (traitement de texte, tableur, PDF, page) et collez-le ici, même avec le texte qui l’entoure. \
                 Sont reconnus : l’axe, l’objectif, le numéro et l’intitulé. Vous verrez ce qui sera créé avant que rien ne soit écrit."
            </p>
            {nothing.then(|| view! {
                <div class="fr-alert fr-alert--error" role="alert" id="erreurs"><h2 class="fr-alert__title">"Rien à lire"</h2><ul><li><a href="#text">"Collez un tableau, ou choisissez un fichier."</a></li></ul></div>
            })}
            <form class="entry" method="post" enctype="multipart/form-data" action=format!("{path}/import")>
                <input type="hidden" name="key" value=FormKey::new().to_string()/>
                <div class="fr-input-group">
                    <label class="fr-label question" for="text">"Tableau collé"
                        <span class="fr-hint-text">"Colonnes séparées par des tabulations, points-virgules ou barres ; une action par ligne."</span></label>
                    // the first new line of a text area is the parser's: one more keeps the text whole
                    <textarea class="fr-input" id="text" name="text" rows="10" spellcheck="false">{format!("\n{}", form::escaped(&text))}</textarea>
                </div>
                <div class="fr-input-group">
                    <label class="fr-label question" for="file">"Ou un fichier"
                        <span class="fr-hint-text">"Classeur Excel (.xlsx), CSV ou texte, 4 Mo au plus. Il passe avant le texte collé."</span></label>
                    <input class="fr-upload" type="file" id="file" name="file" accept=".xlsx,.xlsm,.csv,.txt,.tsv,.md,text/plain,text/csv"/>
                </div>
                <button class="fr-btn" type="submit">"Voir l’aperçu"</button>
            </form>
            {any.then(|| view! { <h2>"Imports précédents"</h2><ul class="rows">{earlier}</ul> })}
        };
        let prefix = if nothing { "Erreur : " } else { "" };
        Ok(Page::new(
            format!("{prefix}Importer les actions du {}", plan.name),
            vec![Crumb(format!("{}, {}", plan.name, plan.region), path.clone())],
            body,
        )
        .narrow())
    })
}
