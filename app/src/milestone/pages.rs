//! The milestones of a sheet: their list, and one small form for each.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{SaveMilestone, TickMilestone};
use super::model::{Act, Milestone, MilestoneForm};
use super::{parts, store};
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
use crate::draft;
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::Session;
use crate::ui::{Crumb, Page, form, hydration, page, segment};

/// The last part of the address of a milestone that is not there yet.
const NEW: &str = "nouveau";

#[component]
pub fn MilestonesPage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let milestones = store::list(&s.db.read, sheet.id).await?;
        let may_write = s.actor.can(Verb::EditRubric, &sheet.place()) && sheet.check_open().is_ok();
        let path = sheet.milestones_path();
        let lines = milestones
            .iter()
            .map(|m| view! { <li class="row-line">{parts::line(m, s.today)}{may_write.then(|| buttons(&sheet, m))}</li> })
            .collect_view();
        let body = view! {
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>"Jalons"</h1>
            {milestones.is_empty().then(|| view! { <div class="empty"><p>"Aucun jalon. Un jalon dit ce qui sera passé, et quand : « kit relu, juin 2026 »."</p></div> })}
            {may_write.then(|| view! { <p><a class="fr-btn" href=format!("{path}/{NEW}")>"Ajouter un jalon"</a></p> })}
            <ul class="rows milestones">{lines}</ul>
        };
        Ok(Page::new(format!("Jalons, {}", sheet.name().to_lowercase()), crumbs(&sheet), body)
            .here("Jalons")
            .narrow())
    })
}

fn buttons(sheet: &Sheet, m: &Milestone) -> impl IntoView + use<> {
    let (act, class) = match m.done_on {
        Some(_) => (Act::Reopen, "fr-btn fr-btn--sm fr-btn--tertiary"),
        None => (Act::Done, "fr-btn fr-btn--sm fr-btn--secondary"),
    };
    view! {
        <div class="actions">
            {tick(sheet, m, act, class)}
            <a class="fr-btn fr-btn--sm fr-btn--tertiary" href=format!("{}/{}", sheet.milestones_path(), m.id)>"Modifier"<span class="sr-only">{format!(" : {}", m.title)}</span></a>
        </div>
    }
}

fn tick(sheet: &Sheet, m: &Milestone, act: Act, class: &'static str) -> impl IntoView + use<> {
    view! {
        <form method="post" action={<TickMilestone as ServerFn>::url()}>
            {form::hidden(FormKey::new(), &sheet.milestones_path(), "tick")}
            {form::carried("sheet", sheet.id)}
            {form::carried("milestone", m.id)}
            {form::carried("version", m.version)}
            {form::carried("act", act.word())}
            <button class=class>{act.label()}<span class="sr-only">{format!(" : {}", m.title)}</span></button>
        </form>
    }
}

#[component]
pub fn MilestonePage() -> impl IntoView {
    let (address, asked) = (Address::here(), segment("milestone"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::EditRubric, sheet.place())?;
        sheet.check_open()?;
        let known = match asked.as_str() {
            NEW => None,
            id => Some(store::get(&s.db.read, &sheet, id.parse().map_err(|_| AppError::NotFound)?).await?),
        };
        let list = sheet.milestones_path();
        let path = format!("{list}/{asked}");
        let f = draft::open::<MilestoneForm>(&s, &path, "milestone", || as_known(known.as_ref())).await?;
        // somebody changed it since this draft was begun: what is saved stands above what is typed
        let meanwhile = known.as_ref().filter(|m| f.draft.is_some() && f.typed.version != m.version);
        let heading = if known.is_some() { "Modifier le jalon" } else { "Ajouter un jalon" };
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>{heading}</h1>
            {draft::parts::refused(&f, "Le jalon n’est pas enregistré")}
            {draft::parts::notice(&f, &s)}
            {meanwhile.map(|m| view! { <div class="reminder"><p>"Enregistré entre-temps :"</p>{parts::line(m, s.today)}</div> })}
            <form class="entry" method="post" action={<SaveMilestone as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {known.as_ref().map(|m| form::carried("milestone", m.id))}
                {known.as_ref().map(|m| form::carried("version", m.version))}
                {form::input("text", "title", "Quel jalon ?", "Ce qui sera passé, en quelques mots.", &f.typed.title, &f.errors)}
                {form::input("text", "due", "Pour quand ?", "Comme vous le dites : 30/06/2026, juin 2026, T2 2026, fin 2026.", &f.typed.due, &f.errors)}
                {form::input("date", "done_on", "Fait le", "Vide tant que ce n’est pas fait.", &f.typed.done_on, &f.errors)}
                {form::submit_bar("Enregistrer le jalon", f.is_refused(), Some(("Revenir aux jalons", list.clone())), draft::parts::autosave(&f))}
            </form>
            {known.as_ref().map(|m| tick(&sheet, m, Act::Remove, "fr-btn fr-btn--sm fr-btn--tertiary"))}
        };
        let title = f.title(&format!("{heading}, {}", sheet.name().to_lowercase()));
        let mut trail = crumbs(&sheet);
        trail.push(Crumb("Jalons".into(), list));
        Ok(Page::new(title, trail, body).here(heading).narrow())
    })
}

fn as_known(known: Option<&Milestone>) -> MilestoneForm {
    known.map_or_else(MilestoneForm::default, |m| MilestoneForm {
        title: m.title.clone(),
        due: m.due.to_string(),
        version: m.version,
        done_on: m.done_on.map(|day| day.to_string()).unwrap_or_default(),
        ..MilestoneForm::default()
    })
}
