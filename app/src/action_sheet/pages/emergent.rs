//! Proposing an emergent sheet: a title, a stake, an axis, the committee that would carry it.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::{Place, Verb};
use crate::action_sheet::api::ProposeSheet;
use crate::action_sheet::life::Emergence;
use crate::action_sheet::model::EmergentForm;
use crate::committee;
use crate::draft;
use crate::plan::{
    self,
    model::{Axis, Plan, axis_name, axis_word},
};
use crate::session::Session;
use crate::ui::{Crumb, Page, form, hydration, page, segment};
use crate::when;

#[component]
pub fn ProposeSheetPage() -> impl IntoView {
    let (region, plan) = (segment("region"), segment("plan"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
        let s = s.in_zone(&plan.time_zone);
        let may = |committee| {
            s.actor.can(Verb::ProposeSheet, &Place { committee: Some(committee), ..plan.place() })
        };
        let mut committees = committee::store::of_plan(&s.db.read, plan.id).await?;
        committees.retain(|committee| may(committee.id));
        if committees.is_empty() {
            s.actor.may(Verb::ProposeSheet, plan.place())?;
            return Ok(without_committee(&s, &plan));
        }
        let axes = plan::store::axes(&s.db.read, plan.id).await?;
        let path = format!("{}/proposer-une-fiche", plan.path());
        let only = match committees.as_slice() {
            [only] => only.id.to_string(),
            _ => String::new(),
        };
        let f = draft::open::<EmergentForm>(&s, &path, "emergent", || EmergentForm {
            committee: only,
            ..EmergentForm::default()
        })
        .await?;
        let committees =
            committees.into_iter().map(|committee| (committee.id.to_string(), committee.name)).collect();
        let stake = form::TextArea {
            name: "stake",
            label: "Enjeu et contexte",
            titled: false,
            hint: "Pourquoi cette action : le risque, qui est exposé, ce qui manque dans le plan.",
            rows: 6,
            value: &f.typed.stake,
            errors: &f.errors,
        };
        let last_day = when::date(Emergence::proposed_on(s.today).last_day);
        let list = format!("{}/fiches", plan.path());
        let body = view! {
            {hydration()}
            <p class="meta">{format!("{} · {}", plan.name, plan.region)}</p>
            <h1>"Proposer une fiche émergente"</h1>
            <p>{format!("Une fiche émergente se propose à tout moment. Elle est lue par son comité, l’animation du plan et l’appui ; si le conseil ne la retient pas d’ici au {last_day}, elle expire.")}</p>
            {draft::parts::refused(&f, "La fiche n’est pas proposée")}
            {draft::parts::notice(&f, &s)}
            <form class="entry" method="post" action={<ProposeSheet as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("plan", plan.id)}
                {form::input("text", "title", "Intitulé", "Ce que l’action ferait, en une phrase.", &f.typed.title, &f.errors)}
                {stake.view()}
                {form::select("axis", "Axe du plan", "", axes_of(&axes), &f.typed.axis, &f.errors)}
                {form::select("committee", "Comité", "Celui qui porterait l’action.", committees, &f.typed.committee, &f.errors)}
                {form::submit_bar("Proposer la fiche", f.is_refused(), Some(("Revenir aux fiches", list)), draft::parts::autosave(&f))}
            </form>
        };
        let title = f.title(&format!("Proposer une fiche émergente, {}", plan.name));
        Ok(Page::new(title, trail(&plan), body).here("Proposer").narrow())
    })
}

/// What is to be done first in a plan that has no committee yet.
fn without_committee(s: &Session, plan: &Plan) -> Page {
    let create = s.actor.can(Verb::ManageCommittees, &plan.place()).then(|| {
        view! { <p><a class="fr-btn" href=format!("{}/comites/nouveau", plan.path())>"Créer un comité"</a></p> }
    });
    let body = view! {
        <h1>"Proposer une fiche émergente"</h1>
        <div class="empty"><p>"Ce plan n’a pas encore de comité, et une fiche émergente est portée par un comité."</p></div>
        {create}
    };
    Page::new(format!("Proposer une fiche émergente, {}", plan.name), trail(plan), body)
        .here("Proposer")
        .narrow()
}

fn trail(plan: &Plan) -> Vec<Crumb> {
    vec![
        Crumb(plan.name.clone(), plan.path()),
        Crumb("Fiches-action".into(), format!("{}/fiches", plan.path())),
    ]
}

/// The axes of the plan, and « Sans axe » where no action of the plan is without yet.
fn axes_of(axes: &[Axis]) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = axes
        .iter()
        .map(|axis| {
            let title = axis.title.as_ref().map(|title| format!(" : {title}")).unwrap_or_default();
            (axis.word(), format!("{}{title}", axis.name()))
        })
        .collect();
    if axes.iter().all(|axis| axis.key.is_some()) {
        options.push((axis_word(None), axis_name(None)));
    }
    options
}
