//! The template as it is prepared: its rubrics in their order, what changes, and the publication.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::Verb;
use crate::draft::{self, Opened};
use crate::ids::FormKey;
use crate::plan::{self, model::Plan};
use crate::session::Session;
use crate::template::api::{ArrangeTemplate, FollowTemplate, PublishTemplate};
use crate::template::model::{Arrangement, Outcome, PublishForm, Section, Template};
use crate::template::store;
use crate::text::{counted, plural};
use crate::ui::{Crumb, Page, form, page, segment};
use crate::when;

#[component]
pub fn TemplatePage() -> impl IntoView {
    let (region, plan) = (segment("region"), segment("plan"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
        s.actor.may(Verb::ManageTemplate, plan.place())?;
        let versions = store::all(&s.db.read, plan.id).await?;
        let behind = store::drafts_behind(&s.db.read, &plan).await?.len();
        let path = plan.template_path();
        let mut f = draft::open::<PublishForm>(&s, &path, "publish", PublishForm::default).await?;
        let in_force = versions.iter().find(|version| version.number == plan.template);
        let shown = versions.first().cloned().unwrap_or_else(Template::first);
        let prepared = shown.number != plan.template;
        // what was refused of the template as it was then says nothing of it now: only the sentence stays
        if (f.typed.template, f.typed.version) != (shown.number, shown.version) {
            f.errors.clear();
        }
        let changes = in_force.filter(|_| prepared).map(|known| shown.since(known));
        let state = if prepared {
            format!(
                "Version {} en préparation : rien ne change pour les fiches avant sa publication.",
                shown.number
            )
        } else {
            format!(
                "Version {} en vigueur. Au premier changement, une version {} se prépare à côté.",
                shown.number,
                shown.number + 1
            )
        };
        let last = shown.sections.len().saturating_sub(1);
        let lines =
            shown.sections.iter().enumerate().map(|(rank, section)| line(&plan, &shown, section, rank, last));
        let absent = shown.absent().into_iter().map(|kind| {
            let section = Section::worded(kind);
            view! {
                <li class="row-line">
                    <div><p class="row-title">{section.title.clone()}</p><p class="meta">{section.instruction.clone()}</p></div>
                    {arrange(&plan, &shown, &section, Arrangement::Add)}
                </li>
            }
        });
        let absent = absent.collect_view();
        let body = view! {
            <h1>{format!("Trame des fiches du {}", plan.name)}</h1>
            {draft::parts::refused(&f, "La version n’est pas publiée")}
            <p class="prose">
                "La trame dit quelles rubriques a une fiche, dans quel ordre, et ce que les pilotes doivent y écrire. Chaque fiche suit une version de la trame : en changer ne perd aucun texte. "
                <a href=plan.manual_path()>"Le mode d’emploi"</a>" la montre à tous."
            </p>
            <p><strong>{state}</strong></p>
            <ol class="rows lines">{lines.collect_view()}</ol>
            {(!absent.is_empty()).then(|| view! { <h2>"Rubriques qui n’y sont pas"</h2><ul class="rows lines">{absent}</ul> })}
            {changes.map(|changes| publication(&plan, &shown, changes, &f))}
            {(behind > 0 && !prepared).then(|| following(&plan, behind))}
            <h2>"Versions"</h2>
            <ul class="rows">{versions.iter().filter(|version| version.number <= plan.template).map(|version| published(&s, &plan, version)).collect_view()}</ul>
        };
        let crumbs = vec![Crumb(format!("{}, {}", plan.name, plan.region), plan.path())];
        Ok(Page::new(f.title(&format!("Trame des fiches, {}, {}", plan.name, plan.region)), crumbs, body)
            .here("Trame")
            .narrow())
    })
}

fn line(plan: &Plan, shown: &Template, section: &Section, rank: usize, last: usize) -> impl IntoView + use<> {
    let edit = format!("{}/{}", plan.template_path(), section.kind.slug());
    let needed = if section.mandatory { "obligatoire" } else { "facultative" };
    let title = section.title.clone();
    view! {
        <li class="row-line">
            <div>
                <p class="row-title">{format!("{}. {title}", rank + 1)}</p>
                <p class="meta"><strong>{needed}</strong>{format!(" · {}", section.hint())}</p>
            </div>
            <div class="actions">
                {(rank > 0).then(|| arrange(plan, shown, section, Arrangement::Up))}
                {(rank < last).then(|| arrange(plan, shown, section, Arrangement::Down))}
                <a class="fr-btn fr-btn--sm fr-btn--secondary" href=edit>"Modifier"<span class="sr-only">{format!(" : {title}")}</span></a>
                {(!section.kind.is_compulsory()).then(|| arrange(plan, shown, section, Arrangement::Withdraw))}
            </div>
        </li>
    }
}

fn arrange(plan: &Plan, shown: &Template, section: &Section, act: Arrangement) -> impl IntoView + use<> {
    view! {
        <form method="post" action={<ArrangeTemplate as ServerFn>::url()}>
            {form::hidden(FormKey::new(), &plan.template_path(), "arrange")}
            {form::carried("plan", plan.id)}
            {form::carried("rubric", section.kind.word())}
            {form::carried("template", shown.number)}
            {form::carried("version", shown.version)}
            {form::carried("act", act.word())}
            <button class="fr-btn fr-btn--sm fr-btn--tertiary">{act.label()}<span class="sr-only">{format!(" : {}", section.title)}</span></button>
        </form>
    }
}

/// What the version changes, the sentence that tells it, and the two ways out.
fn publication(
    plan: &Plan,
    shown: &Template,
    changes: Vec<String>,
    f: &Opened<PublishForm>,
) -> impl IntoView + use<> {
    let number = shown.number;
    let read = || {
        view! {
            {form::carried("plan", plan.id)}
            {form::carried("template", shown.number)}
            {form::carried("version", shown.version)}
        }
    };
    let nothing = changes.is_empty();
    view! {
        <section aria-labelledby="publier">
            <h2 id="publier">{format!("Publier la version {number}")}</h2>
            {nothing.then(|| view! { <p>"Elle dit pour l’instant la même chose que la version en vigueur."</p> })}
            <ul>{changes.into_iter().map(|change| view! { <li>{change}</li> }).collect_view()}</ul>
            {(!nothing).then(|| view! {
                <form class="entry" method="post" action={<PublishTemplate as ServerFn>::url()}>
                    {draft::parts::carried(f)}
                    {read()}
                    {form::carried("act", Outcome::Publish.word())}
                    {form::input("text", "note", "Qu’est-ce qui change ?", "Une phrase, lue dans le mode d’emploi et sur les fiches.", &f.typed.note, &f.errors)}
                    <button class="fr-btn" type="submit">{format!("Publier la version {number}")}</button>
                </form>
            })}
            <form method="post" action={<PublishTemplate as ServerFn>::url()}>
                {form::hidden(FormKey::new(), &plan.template_path(), "drop")}
                {f.draft.as_ref().map(|draft| form::carried("draft", draft.key))}
                {read()}
                {form::carried("act", Outcome::Drop.word())}
                <button class="fr-btn fr-btn--sm fr-btn--tertiary">{Outcome::Drop.label()}</button>
            </form>
        </section>
    }
}

fn following(plan: &Plan, behind: usize) -> impl IntoView + use<> {
    let they = plural(behind as u64, "suit", "suivent");
    view! {
        <section aria-labelledby="fiches-en-projet">
            <h2 id="fiches-en-projet">"Fiches en projet"</h2>
            <p>{format!("{} {they} une version plus ancienne. Les fiches adoptées gardent la leur, sauf si vous en changez sur la fiche.", counted(behind as u64, "fiche en projet", "fiches en projet"))}</p>
            <form method="post" action={<FollowTemplate as ServerFn>::url()}>
                {form::hidden(FormKey::new(), &plan.template_path(), "follow")}
                {form::carried("plan", plan.id)}
                {form::carried("template", plan.template)}
                <button class="fr-btn fr-btn--secondary">{format!("Passer les fiches en projet à la version {}", plan.template)}</button>
            </form>
        </section>
    }
}

fn published(s: &Session, plan: &Plan, version: &Template) -> impl IntoView + use<> {
    let signed = version.published.as_ref().map(|(at, by)| {
        format!("publiée le {} par {by} · ", when::date(at.with_timezone(&s.time_zone).date_naive()))
    });
    let in_force = version.number == plan.template;
    view! {
        <li>
            <p class="row-title"><a href=format!("{}?version={}", plan.manual_path(), version.number)>{format!("Version {}", version.number)}</a>{in_force.then_some(", en vigueur")}</p>
            <p class="meta">{signed}{version.note.clone()}</p>
        </li>
    }
}
