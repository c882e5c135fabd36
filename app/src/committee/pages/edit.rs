//! The form of a committee.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{NEW, committee_here, crumbs, plan_here};
use crate::access::Verb;
use crate::committee::api::SaveCommittee;
use crate::committee::model::{CommitteeForm, CommitteeKind};
use crate::committee::pages::show::perimeter;
use crate::committee::store::Committee;
use crate::draft;
use crate::session::Session;
use crate::ui::{
    Page,
    form::{self, TextArea},
    hydration, page,
    pick::{self, Select},
    segment,
};

#[component]
pub fn EditCommitteePage() -> impl IntoView {
    let (region, plan, asked) = (segment("region"), segment("plan"), segment("committee"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan_here(&s, &region, &plan).await?;
        let known = if asked.is_empty() { None } else { Some(committee_here(&s, &plan, &asked).await?) };
        s.actor.may(Verb::ManageCommittees, plan.place())?;
        let (path, back, heading) = match &known {
            Some(c) => {
                let back = plan.committee_path(c.id);
                (format!("{back}/modifier"), back, "Modifier le comité")
            }
            None => {
                let back = plan.committees_path();
                (format!("{back}/{NEW}"), back, "Ajouter un comité")
            }
        };
        let f = draft::open::<CommitteeForm>(&s, &path, "committee", || as_known(known.as_ref())).await?;
        // somebody changed it since this draft was begun: what is saved stands above what is typed
        let meanwhile = known.as_ref().filter(|c| f.draft.is_some() && f.typed.version != c.version);
        let area = |name, label, hint, value| TextArea {
            name,
            label,
            titled: false,
            hint,
            rows: 4,
            value,
            errors: &f.errors,
        };
        let body = view! {
            {hydration()}
            <h1>{heading}</h1>
            {draft::parts::refused(&f, "Le comité n’est pas enregistré")}
            {draft::parts::notice(&f, &s)}
            {meanwhile.map(|c| view! { <div class="reminder"><p>"Enregistré entre-temps :"</p><p><strong>{c.is.name.clone()}</strong>{format!(" · {}", c.is.kind.label())}</p>{perimeter(c)}</div> })}
            <form class="entry" method="post" action={<SaveCommittee as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("plan", plan.id)}
                {known.as_ref().map(|c| form::carried("committee", c.id))}
                {known.as_ref().map(|c| form::carried("version", c.version))}
                {form::input("text", "name", "Nom", "Son thème en quelques mots.", &f.typed.name, &f.errors)}
                {Select {
                    name: "kind", label: "Nature", none: "Choisir", chosen: &f.typed.kind, errors: &f.errors,
                    hint: "Un comité technique porte des actions ; un comité de coordination réunit les pilotes et n’en porte pas.",
                    groups: pick::options(CommitteeKind::ALL, CommitteeKind::word, CommitteeKind::label),
                }.view()}
                {area("does", "Ce qu’il fait", "Son périmètre, pour que chacun sache à qui s’adresser.", &f.typed.does).view()}
                {area("does_not", "Ce qu’il ne fait pas", "Ce qui revient à un autre comité, ou à une autre instance.", &f.typed.does_not).view()}
                {form::submit_bar("Enregistrer le comité", f.is_refused(), Some(("Annuler", back)), draft::parts::autosave(&f))}
            </form>
        };
        let named = known.as_ref().map_or_else(|| plan.name.clone(), |c| c.is.name.clone());
        let title = f.title(&format!("{heading}, {named}, {}", plan.region));
        Ok(Page::new(title, crumbs(&plan, known.as_ref()), body).here(heading).narrow())
    })
}

fn as_known(known: Option<&Committee>) -> CommitteeForm {
    let fresh = CommitteeForm { kind: CommitteeKind::Technical.word().into(), ..CommitteeForm::default() };
    known.map_or(fresh, |c| CommitteeForm {
        version: c.version,
        name: c.is.name.clone(),
        kind: c.is.kind.word().into(),
        does: c.is.does.clone(),
        does_not: c.is.does_not.clone(),
        ..CommitteeForm::default()
    })
}
