//! How the sheet shows its structured rubrics: lines, and those that are one form.
use leptos::prelude::*;

use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::action_sheet::rubric::RubricKind;
use crate::action_sheet::store::Contents;
use crate::amendment;
use crate::card::{self, model::Saved};
use crate::error::AppError;
use crate::goal::{self, model::Goal};
use crate::link::{self, model::Link};
use crate::means::{self, model::Means};
use crate::rows::model::{Line, Row, list_path};
use crate::rows::pages::Shown;
use crate::session::Session;
use crate::template::model::Section;

/// Whether the template of the sheet has the rubric.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    InTemplate,
    Outside,
}

/// A structured rubric; `None` for the timetable, which stands above, and for texts.
pub fn structured(
    s: &Session,
    sheet: &Sheet,
    section: &Section,
    contents: &Contents,
    place: Place,
) -> Option<AnyView> {
    match section.kind {
        RubricKind::Goals => {
            Some(framed::<Goal>(s, sheet, section, place, &contents.goals, goal::parts::goals))
        }
        RubricKind::Themes => Some(whole(s, sheet, section, place, contents.themes.as_ref())),
        RubricKind::Targeting => Some(whole(s, sheet, section, place, contents.targeting.as_ref())),
        RubricKind::Projects => {
            Some(framed(s, sheet, section, place, &contents.projects, |rows| plain(s, rows)))
        }
        RubricKind::Indicators => {
            Some(framed(s, sheet, section, place, &contents.indicators, |rows| plain(s, rows)))
        }
        RubricKind::Means => {
            Some(framed::<Means>(s, sheet, section, place, &contents.means, means::parts::tables))
        }
        RubricKind::Partners => {
            Some(framed(s, sheet, section, place, &contents.partners, |rows| plain(s, rows)))
        }
        RubricKind::Links => {
            let keep = Keep { verb: Link::VERB, href: list_path::<Link>(sheet) };
            let body = (!contents.links.is_empty()).then(|| link::parts::links(&contents.links));
            Some(frame(s, sheet, section, place, (keep, Link::check(sheet)), body))
        }
        RubricKind::Milestones | RubricKind::Deliverables => None,
        RubricKind::Stake | RubricKind::Approach | RubricKind::Obstacles | RubricKind::Diffusion => None,
    }
}

/// A rubric that is one form.
fn whole<C: card::pages::Shown>(
    s: &Session,
    sheet: &Sheet,
    section: &Section,
    place: Place,
    saved: Option<&Saved<C>>,
) -> AnyView {
    let locked = sheet.check_writable(C::KIND);
    let keep = Keep { verb: Verb::EditRubric, href: sheet.rubric_path(C::KIND) };
    frame(s, sheet, section, place, (keep, locked), saved.map(|saved| saved.card.view()))
}

fn framed<L: Shown>(
    s: &Session,
    sheet: &Sheet,
    section: &Section,
    place: Place,
    rows: &[Row<L>],
    body: impl FnOnce(&[Row<L>]) -> AnyView,
) -> AnyView {
    let keep = Keep { verb: L::VERB, href: list_path::<L>(sheet) };
    let body = (!rows.is_empty()).then(|| body(rows));
    frame(s, sheet, section, place, (keep, L::check(sheet)), body)
}

/// Where a rubric is written, and what that asks for.
struct Keep {
    verb: Verb,
    href: String,
}

/// The title that the template gives, the way to write for those who may, and what is written if something is.
fn frame(
    s: &Session,
    sheet: &Sheet,
    section: &Section,
    place: Place,
    (keep, locked): (Keep, Result<(), AppError>),
    body: Option<AnyView>,
) -> AnyView {
    let (slug, title) = (section.kind.slug(), section.title.clone());
    let may = place == Place::InTemplate && s.actor.can(keep.verb, &sheet.place());
    let keep = (may && locked.is_ok()).then_some(keep.href);
    let why = amendment::parts::locked(s, sheet, section.kind)
        .filter(|_| place == Place::InTemplate && s.actor.can(Verb::EditRubric, &sheet.place()));
    let needed = (section.mandatory && body.is_none()).then_some(", obligatoire pour l’adoption");
    let body = body.unwrap_or_else(|| {
        view! { <div class="empty"><p>{format!("Rubrique vide. {}", section.hint())}</p></div> }.into_any()
    });
    view! {
        <section class="rubric" id=slug aria-labelledby=format!("t-{slug}")>
            <header>
                <h3 id=format!("t-{slug}")>{title.clone()}{needed}</h3>
                {keep.map(|href| view! { <a class="fr-link" href=href>"Modifier"<span class="sr-only">{format!(" « {title} »")}</span></a> })}
            </header>
            {body}
            {why}
        </section>
    }
    .into_any()
}

/// The lines as they are listed on their own page.
fn plain<L: Shown>(s: &Session, rows: &[Row<L>]) -> AnyView {
    let lines = rows.iter().map(|row| view! { <li>{row.line.view(s.today)}</li> });
    view! { <ul class="rows">{lines.collect_view()}</ul> }.into_any()
}
