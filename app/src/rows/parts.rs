//! How the sheet and other pages show lines.
use leptos::prelude::*;

use super::due::Due;
use super::given_up::GivenUp;
use super::model::Line;
use crate::action_sheet::model::Sheet;
use crate::session::Session;
use crate::template::model::Template;

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

/// Says of a line that it was given up, when and why.
pub fn given_up(why: &GivenUp) -> impl IntoView + use<> {
    view! { <p class="meta"><span class="state-tag">"Abandonné"</span>" "{why.since_and_why()}</p> }
}
