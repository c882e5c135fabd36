//! How the sheet and other pages show lines.
use leptos::prelude::*;

use super::due::Due;
use super::model::{Line, Noun};
use crate::action_sheet::model::Sheet;
use crate::error::FieldError;
use crate::session::Session;
use crate::template::model::Template;
use crate::text::capitalised;
use crate::ui::form;

/// How a due date may be typed.
pub const DUE_HINT: &str = "Comme vous le dites : 30/06/2026, juin 2026, T2 2026, fin 2026.";

/// Whether the reader may write such lines in the sheet now.
pub fn may_keep<L: Line>(s: &Session, sheet: &Sheet, template: &Template) -> bool {
    s.actor.can(L::VERB, &sheet.place()) && L::check(sheet).is_ok() && template.writable(L::RUBRIC).is_ok()
}

/// The due date as it was said, where the line stands, and what its date was before.
pub fn due(due: &Due, stands: AnyView) -> impl IntoView + use<> {
    let before = due.past.iter().map(|past| past.due.to_string()).collect::<Vec<_>>().join(", puis ");
    let postponed = Some(due.postponed()).filter(|text| !text.is_empty());
    view! {
        <strong>{due.when.to_string()}</strong>" · "{stands}
        {postponed.map(|text| format!(" · {text}"))}
        {(!before.is_empty()).then(|| format!(" · avant : {before}"))}
    }
}

/// The field that gives a line up: its reason, which makes it so.
pub fn given_up(noun: Noun, typed: &str, errors: &[FieldError]) -> impl IntoView + use<> {
    let label = format!("{} : pourquoi ?", capitalised(&noun.past("abandonné")));
    let hint = format!(
        "Vide tant que ce n’est pas le cas. {} reste visible avec son motif.",
        capitalised(&noun.the())
    );
    form::TextArea {
        name: "given_up",
        label: &label,
        titled: false,
        hint: &hint,
        rows: 2,
        value: typed,
        errors,
    }
    .view()
}

/// Says that a line was given up, and why.
pub fn abandoned(why: &str) -> impl IntoView + use<> {
    view! { <p class="meta"><span class="state-tag">"Abandonné"</span>{format!(" {why}")}</p> }
}
