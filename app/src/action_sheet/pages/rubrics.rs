//! « La fiche »: its rubrics, in the order and with the words of the template that it follows.
use leptos::prelude::*;

use super::contents::{Place, structured};
use crate::access::Verb;
use crate::action_sheet::model::{Rubric, Sheet};
use crate::action_sheet::rubric::Shape;
use crate::action_sheet::store::Contents;
use crate::amendment;
use crate::session::Session;
use crate::template::{
    self,
    model::{Section, Template},
};
use crate::ui::markdown;
use crate::when;

/// The texts and lines of a sheet below its timetable.
pub fn section(
    s: &Session,
    sheet: &Sheet,
    template: &Template,
    contents: &Contents,
) -> impl IntoView + use<> {
    let filled = contents.filled();
    let (shown, empty) = shown(s, sheet, template, contents);
    let rubrics = shown
        .into_iter()
        .map(|section| rubric(s, sheet, section, contents, Place::InTemplate))
        .collect_view();
    let empty: Vec<String> = empty
        .into_iter()
        .filter(|section| !section.kind.is_dated())
        .map(|section| section.title.clone())
        .collect();
    // what was written under an older template stays readable
    let outside: Vec<Section> =
        template.absent().into_iter().filter(|kind| filled.contains(kind)).map(Section::worded).collect();
    view! {
        <section aria-labelledby="la-fiche">
            <h2 id="la-fiche">"La fiche"</h2>
            {template::parts::followed(s, sheet)}
            {rubrics}
            {(!empty.is_empty()).then(|| view! { <p class="meta">{format!("Encore vides : {}.", empty.join(", "))}</p> })}
        </section>
        {(!outside.is_empty()).then(|| view! {
            <section aria-labelledby="hors-trame">
                <h2 id="hors-trame">"Hors trame"</h2>
                <p class="meta">"Écrit quand la fiche suivait une autre version de la trame. Rien n’en est perdu ; ces rubriques se lisent et ne s’écrivent plus."</p>
                {outside.iter().map(|section| rubric(s, sheet, section, contents, Place::Outside)).collect_view()}
            </section>
        })}
    }
}

/// The rubrics of the template that the reader is shown, and those that are empty for her.
fn shown<'a>(
    s: &Session,
    sheet: &Sheet,
    template: &'a Template,
    contents: &Contents,
) -> (Vec<&'a Section>, Vec<&'a Section>) {
    let filled = contents.filled();
    let may_write = s.actor.can(Verb::EditRubric, &sheet.place()) && sheet.check_open().is_ok();
    template.sections.iter().partition(|section| filled.contains(&section.kind) || may_write)
}

/// The way to each part of a page that is long on a phone.
pub fn on_this_page(
    s: &Session,
    sheet: &Sheet,
    template: &Template,
    contents: &Contents,
) -> impl IntoView + use<> {
    let item = |(id, title): (&str, String)| view! { <li><a href=format!("#{id}")>{title}</a></li> };
    let beside = [("ou-en-est-on", "Où en est-on".to_owned()), ("calendrier", "Le calendrier".to_owned())];
    let (shown, _) = shown(s, sheet, template, contents);
    let rubrics = shown
        .into_iter()
        .filter(|section| !section.kind.is_dated())
        .map(|section| (section.kind.slug(), section.title.clone()));
    let items = beside.into_iter().chain(rubrics).map(item).collect_view();
    view! {
        <nav class="screen-only" aria-label="Sur cette page">
            <details><summary>"Sur cette page"</summary><ul class="toc">{items}</ul></details>
        </nav>
    }
}

fn rubric(
    s: &Session,
    sheet: &Sheet,
    section: &Section,
    contents: &Contents,
    place: Place,
) -> Option<AnyView> {
    match section.kind.shape() {
        Shape::Text => Some(text(s, sheet, section, &contents.texts, place).into_any()),
        Shape::Lines | Shape::Card => structured(s, sheet, section, contents, place),
    }
}

fn text(
    s: &Session,
    sheet: &Sheet,
    section: &Section,
    texts: &[Rubric],
    place: Place,
) -> impl IntoView + use<> {
    let kind = section.kind;
    let written = texts.iter().find(|r| r.kind == kind);
    let may_write = place == Place::InTemplate && s.actor.can(Verb::EditRubric, &sheet.place());
    let locked = amendment::parts::locked(s, sheet, kind);
    let edit = sheet.rubric_path(kind);
    let title = section.title.clone();
    let body = match written {
        Some(r) => {
            let at =
                r.at.map(|at| when::date(at.with_timezone(&s.time_zone).date_naive())).unwrap_or_default();
            view! {
                <div class="prose" inner_html=markdown::to_html(&r.body)></div>
                <p class="meta">{format!("Version {}, {}, {at} · ", r.version, r.by_name)}<a href=format!("{edit}/historique")>"historique"<span class="sr-only">{format!(" de « {title} »")}</span></a></p>
            }
            .into_any()
        }
        None => view! { <div class="empty"><p>{format!("Rubrique vide. {}", section.hint())}</p></div> }
            .into_any(),
    };
    let needed = (section.mandatory && written.is_none()).then_some(", obligatoire pour l’adoption");
    view! {
        <section class="rubric" id=kind.slug() aria-labelledby=format!("t-{}", kind.slug())>
            <header>
                <h3 id=format!("t-{}", kind.slug())>{title.clone()}{needed}</h3>
                {(may_write && locked.is_none()).then(|| view! { <a class="fr-link" href=edit.clone()>"Modifier"<span class="sr-only">{format!(" « {title} »")}</span></a> })}
            </header>
            {body}
            {locked.filter(|_| may_write)}
        </section>
    }
}
