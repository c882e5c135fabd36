//! How the sheet shows the lines of its structured rubrics.
use leptos::prelude::*;

use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::action_sheet::rubric::RubricKind;
use crate::action_sheet::store::Contents;
use crate::goal::{self, model::Goal};
use crate::means::{self, model::Means};
use crate::rows::model::{Row, list_path};
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
pub fn lines(
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
        RubricKind::Milestones | RubricKind::Deliverables => None,
        RubricKind::Stake | RubricKind::Approach | RubricKind::Obstacles | RubricKind::Diffusion => None,
    }
}

/// The title that the template gives, the way to keep the lines for those who may, and the lines.
fn framed<L: Shown>(
    s: &Session,
    sheet: &Sheet,
    section: &Section,
    place: Place,
    rows: &[Row<L>],
    body: impl FnOnce(&[Row<L>]) -> AnyView,
) -> AnyView {
    let (slug, title) = (section.kind.slug(), section.title.clone());
    let may = place == Place::InTemplate && s.actor.can(L::VERB, &sheet.place());
    let locked = L::check(sheet).err().map(|error| error.to_string());
    let keep = (may && locked.is_none()).then(|| list_path::<L>(sheet));
    let body = if rows.is_empty() {
        view! { <div class="empty"><p>{format!("Rubrique vide. {}", section.hint())}</p></div> }.into_any()
    } else {
        body(rows)
    };
    let needed = (section.mandatory && rows.is_empty()).then_some(", obligatoire pour l’adoption");
    view! {
        <section class="rubric" id=slug aria-labelledby=format!("t-{slug}")>
            <header>
                <h3 id=format!("t-{slug}")>{title.clone()}{needed}</h3>
                {keep.map(|href| view! { <a class="fr-link" href=href>"Modifier"<span class="sr-only">{format!(" « {title} »")}</span></a> })}
            </header>
            {body}
            {locked.filter(|_| s.actor.can(Verb::EditRubric, &sheet.place())).map(|why| view! { <p class="meta">{why}</p> })}
        </section>
    }
    .into_any()
}

/// The lines as they are listed on their own page.
fn plain<L: Shown>(s: &Session, rows: &[Row<L>]) -> AnyView {
    let lines = rows.iter().map(|row| view! { <li>{row.line.view(s.today)}</li> });
    view! { <ul class="rows">{lines.collect_view()}</ul> }.into_any()
}
