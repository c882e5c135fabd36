//! Handing actions of the plan to a committee.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{committee_here, crumbs, plan_here};
use crate::access::Verb;
use crate::action_sheet;
use crate::committee::api::CarryActions;
use crate::committee::model::CarryForm;
use crate::directory;
use crate::draft;
use crate::session::Session;
use crate::ui::{Page, form, page, pick, query, segment};

/// Sheets shown at once; a search finds the others.
const SHOWN: u64 = 60;

#[component]
pub fn CarryPage() -> impl IntoView {
    let (region, plan, asked) = (segment("region"), segment("plan"), segment("committee"));
    let search = query("q").unwrap_or_default();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan_here(&s, &region, &plan).await?;
        let committee = committee_here(&s, &plan, &asked).await?;
        s.actor.may(Verb::ManageCommittees, plan.place())?;
        committee.is.check_carries()?;
        let scope = s.actor.scope(&plan.place())?;
        let sheets = action_sheet::store::elsewhere(&s.db.read, &scope, committee.id, &search, SHOWN).await?;
        let back = plan.committee_path(committee.id);
        let path = format!("{back}/actions");
        let f = draft::open::<CarryForm>(&s, &path, "carry", CarryForm::default).await?;
        let more = sheets.len() as u64 == SHOWN;
        let none = sheets.is_empty();
        let answers = sheets
            .into_iter()
            .map(|sheet| {
                let code = sheet.code.as_ref().map(|code| format!("{code} ")).unwrap_or_default();
                (sheet.id.to_string(), format!("{code}{}", sheet.title))
            })
            .collect();
        let body = view! {
            <p class="meta"><strong>{committee.is.name.clone()}</strong>{format!(" · {}", plan.name)}</p>
            <h1>"Confier des actions au comité"</h1>
            {draft::parts::refused(&f, "Aucune action n’est confiée")}
            <p class="prose">"Chaque action est portée par un comité. Celles que vous cochez quittent le leur : ses pilotes n’en tiendront plus la fiche, ceux de ce comité la tiendront."</p>
            {directory::parts::search(&path, "Numéro ou mots du titre", &search)}
            {none.then(|| view! { <div class="empty"><p>"Aucune autre action ouverte à confier."</p></div> })}
            {more.then(|| view! { <p class="meta">{format!("Les {SHOWN} premières actions sont montrées : cherchez les autres par leur numéro ou leur titre.")}</p> })}
            {(!none).then(|| view! {
                <form class="entry" method="post" action={<CarryActions as ServerFn>::url()}>
                    {draft::parts::carried(&f)}
                    {form::carried("plan", plan.id)}
                    {form::carried("committee", committee.id)}
                    <div id="sheets">{pick::boxes("sheets", "Quelles actions ?", "Les actions closes ou abandonnées restent où elles sont.", answers, &f.typed.sheets)}</div>
                    {form::submit_bar("Confier au comité", f.is_refused(), Some(("Annuler", back)), ())}
                </form>
            })}
        };
        let title = f.title(&format!("Confier des actions, {}, {}", committee.is.name, plan.region));
        Ok(Page::new(title, crumbs(&plan, Some(&committee)), body).here("Confier des actions").narrow())
    })
}
