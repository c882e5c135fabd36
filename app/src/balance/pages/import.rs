//! Where the document of a balance is pasted or chosen.
use leptos::prelude::*;

use crate::access::Verb;
use crate::ids::FormKey;
use crate::plan;
use crate::session::Session;
use crate::ui::{Crumb, Page, page, query, segment};

#[component]
pub fn ImportBalancePage() -> impl IntoView {
    let (region, plan, nothing) = (segment("region"), segment("plan"), query("vide").is_some());
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
        s.actor.may(Verb::ImportBalance, plan.place())?;
        let path = plan.path();
        let body = view! {
            <h1>"Importer un bilan"</h1>
            <p class="prose">
                "Envoyez le bilan d’une action tel qu’il est : document .docx, Markdown ou texte, ou copiez-le et collez-le ici. \
                 Ses rubriques sont reconnues à leurs titres (action menée, résultats et impacts, leviers, freins, perspectives). \
                 Vous verrez où va chaque ligne, et choisirez l’action, avant que rien ne soit écrit."
            </p>
            {nothing.then(|| view! {
                <div class="fr-alert fr-alert--error" role="alert" id="erreurs"><h2 class="fr-alert__title">"Rien à lire"</h2><ul><li><a href="#text">"Collez un bilan, ou choisissez un fichier."</a></li></ul></div>
            })}
            <form class="entry" method="post" enctype="multipart/form-data" action=format!("{path}/bilans/import")>
                <input type="hidden" name="key" value=FormKey::new().to_string()/>
                <div class="fr-input-group">
                    <label class="fr-label question" for="text">"Bilan collé"</label>
                    <textarea class="fr-input" id="text" name="text" rows="12"></textarea>
                </div>
                <div class="fr-input-group">
                    <label class="fr-label question" for="file">"Ou un fichier"
                        <span class="fr-hint-text">"DOCX, Markdown ou texte, 4 Mo au plus. Il passe avant le texte collé."</span></label>
                    <input class="fr-upload" type="file" id="file" name="file" accept=".docx,.md,.txt,text/plain,text/markdown"/>
                </div>
                <button class="fr-btn" type="submit">"Voir l’aperçu"</button>
            </form>
        };
        let prefix = if nothing { "Erreur : " } else { "" };
        let crumbs = vec![Crumb(format!("{}, {}", plan.name, plan.region), path.clone())];
        Ok(Page::new(format!("{prefix}Importer un bilan, {}", plan.name), crumbs, body).narrow())
    })
}
