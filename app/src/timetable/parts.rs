//! How the sheet shows its timetable: the frieze at large, the table below it; on a phone the table becomes the frieze.
use leptos::prelude::*;

use super::frieze::{Frieze, Heading, Mark, NO_GOAL, Side, WIDTH};
use super::model::{Band, Event, Lines, Timetable};
use crate::action_sheet::model::{RubricKind, Sheet};
use crate::deliverable::model::Deliverable;
use crate::milestone::model::Milestone;
use crate::rows;
use crate::rows::due::Standing;
use crate::rows::model::list_path;
use crate::rows::pages::Shown;
use crate::session::Session;
use crate::template::model::Template;

/// « Le calendrier » of a sheet.
pub fn section(s: &Session, sheet: &Sheet, template: &Template, lines: Lines<'_>) -> impl IntoView + use<> {
    let timetable = Timetable::of(sheet, lines, s.today);
    let frieze = Frieze::of(&timetable).map(|frieze| drawing(sheet, &timetable, &frieze).into_any());
    let empty = [
        (lines.milestones.is_empty()).then_some(Milestone::PURPOSE),
        (lines.deliverables.is_empty()).then_some(Deliverable::PURPOSE),
    ];
    let empty = empty.into_iter().flatten().map(|purpose| view! { <p>{purpose}</p> }).collect_view();
    let none = timetable.events().next().is_none();
    view! {
        <section class="timetable" aria-labelledby="calendrier">
            <h2 id="calendrier">"Le calendrier"</h2>
            <ul class="actions keeping">{keep::<Milestone>(s, sheet, template)}{keep::<Deliverable>(s, sheet, template)}</ul>
            {none.then(|| view! { <div class="empty"><p>"Aucun jalon, aucun livrable pour l’instant."</p>{empty}</div> })}
            {frieze}
            {(!timetable.bands.is_empty()).then(|| table(&timetable).into_any())}
        </section>
    }
}

/// The way to keep such lines, for those who may.
fn keep<L: Shown>(s: &Session, sheet: &Sheet, template: &Template) -> Option<impl IntoView + use<L>> {
    rows::parts::may_keep::<L>(s, sheet, template).then(|| {
        let (label, href) = (format!("Tenir les {}", L::NOUN.many), list_path::<L>(sheet));
        view! { <li><a class="fr-link" href=href>{label}</a></li> }
    })
}

fn drawing(sheet: &Sheet, timetable: &Timetable, frieze: &Frieze) -> impl IntoView + use<> {
    let title = format!("Frise de l’{}", sheet.name().to_lowercase());
    let said = format!("{}. Les mêmes dates sont dans le tableau qui suit.", timetable.summary());
    let bottom = frieze.height - 14.0;
    let graduations = frieze.graduations.iter().map(|at| {
        view! {
            <line class="graduation" x1=n(at.x) x2=n(at.x) y1="26" y2=n(bottom)></line>
            <text class="quiet" x=n(at.x + 4.0) y="18">{at.label.clone()}</text>
        }
    });
    let headings = frieze.headings.iter().map(|Heading { y, text }| {
        view! { <text class="strong" x="0" y=n(y + 4.0)>{text.clone()}</text> }
    });
    let (side, anchor) =
        if frieze.today > WIDTH / 2.0 { (frieze.today - 5.0, "end") } else { (frieze.today + 5.0, "start") };
    view! {
        <svg class="frieze" viewBox=format!("0 0 {WIDTH} {}", n(frieze.height)) role="img" aria-labelledby="frise-titre frise-texte">
            <title id="frise-titre">{title}</title>
            <desc id="frise-texte">{said}</desc>
            {graduations.collect_view()}
            <line class="today" x1=n(frieze.today) x2=n(frieze.today) y1="26" y2=n(frieze.height)></line>
            <text class="today-label" x=n(side) y=n(frieze.height - 2.0) text-anchor=anchor>"aujourd’hui"</text>
            {headings.collect_view()}
            {frieze.marks.iter().map(mark).collect_view()}
        </svg>
    }
}

/// The days that a date may mean as a line, its sign at the end, its label on the side that has room.
fn mark(mark: &Mark) -> impl IntoView + use<> {
    let Mark { y, from, x, label, side, event } = mark;
    let class = format!("mark {}", standing(event.standing));
    let (at, anchor) = match side {
        Side::After => (x + 12.0, "start"),
        Side::Before => (from - 12.0, "end"),
    };
    let sign = match event.kind {
        RubricKind::Milestones => {
            let turned = format!("rotate(45 {} {})", n(*x), n(*y));
            view! { <rect x=n(x - 5.5) y=n(y - 5.5) width="11" height="11" transform=turned></rect> }
                .into_any()
        }
        _ => view! { <circle cx=n(*x) cy=n(*y) r="6"></circle> }.into_any(),
    };
    let vague = (x - from > 1.0)
        .then(|| view! { <line class="vague" x1=n(*from) x2=n(*x) y1=n(*y) y2=n(*y)></line> });
    view! {
        <g class=class>
            {vague}
            {sign}
            <text x=n(at) y=n(y + 4.0) text-anchor=anchor>{label.clone()}</text>
        </g>
    }
}

/// A length with one decimal.
fn n(length: f64) -> String {
    format!("{length:.1}")
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Done => "done",
        Standing::Late => "late-mark",
        Standing::Planned => "planned",
        Standing::GivenUp => "given-up",
    }
}

fn table(timetable: &Timetable) -> impl IntoView + use<> {
    let legend = "Jalons et livrables, par objectif, dans l’ordre des dates. Sur la frise : losange, jalon ; rond, livrable ; signe plein, fait ; signe creux, à venir ; signe en pointillé, abandonné ; un trait, les jours qu’une date vague peut vouloir dire ; le retard est écrit.";
    let by_goal = timetable.has_goals();
    let today = timetable.today;
    let bodies = timetable.bands.iter().map(|band| {
        let rows = band.events.iter().map(|event| line(event, today).into_any()).collect_view();
        view! { <tbody role="rowgroup">{by_goal.then(|| goal(band).into_any())}{rows}</tbody> }
    });
    view! {
        <table class="data-table dates" role="table">
            <caption>{legend}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">"Jalon ou livrable"</th>
                    <th role="columnheader" scope="col" class="col-kind">"Nature"</th>
                    <th role="columnheader" scope="col" class="col-due">"Échéance dite"</th>
                    <th role="columnheader" scope="col" class="col-stands">"Où il en est"</th>
                </tr>
            </thead>
            {bodies.collect_view()}
        </table>
    }
}

/// The goal that the lines below serve, and how one will know.
fn goal(band: &Band) -> impl IntoView + use<> {
    let name = band.goal.as_ref().map_or_else(|| NO_GOAL.to_owned(), |goal| format!("Objectif : {goal}"));
    let measured = (!band.indicators.is_empty())
        .then(|| view! { <span>{format!(" · mesuré par : {}", band.indicators.join(" ; "))}</span> });
    view! { <tr role="row"><th role="rowheader" class="axis" scope="rowgroup" colspan="4">{name}{measured}</th></tr> }
}

fn line(event: &Event, today: chrono::NaiveDate) -> impl IntoView + use<> {
    let kind = match event.kind {
        RubricKind::Milestones => "Jalon",
        _ => "Livrable",
    };
    let late = event.standing == Standing::Late;
    let class = format!("row {} {}", kind.to_lowercase(), standing(event.standing));
    let postponed = Some(event.due.postponed()).filter(|text| !text.is_empty());
    let before = event.due.past.iter().map(|past| past.due.to_string()).collect::<Vec<_>>().join(", puis ");
    let before =
        (!before.is_empty()).then(|| view! { <span class="meta">{format!("avant : {before}")}</span> });
    view! {
        <tr role="row" class=class id=event.id.clone()>
            <th role="rowheader" scope="row">{event.title.clone()}</th>
            <td role="cell"><span class="sr-only">"Nature : "</span>{kind}</td>
            <td role="cell"><span class="sr-only">"Échéance dite : "</span><strong>{event.due.when.to_string()}</strong>{postponed.map(|text| format!(" ({text})"))}" "{before}</td>
            <td role="cell"><span class="sr-only">"Où il en est : "</span><span class:late=late>{event.stands(today)}</span></td>
        </tr>
    }
}
