//! How the sheet and other pages show lines.
use leptos::prelude::*;

use super::due::Due;
use super::model::{Row, list_path};
use super::pages::Shown;
use crate::action_sheet::model::Sheet;
use crate::session::Session;
use crate::text::capitalised;

/// How a due date may be typed.
pub const DUE_HINT: &str = "Comme vous le dites : 30/06/2026, juin 2026, T2 2026, fin 2026.";

/// Such lines on the page of their sheet, with the way to keep them for those who may.
pub fn section<L: Shown>(s: &Session, sheet: &Sheet, rows: &[Row<L>]) -> impl IntoView + use<L> {
    let may_write = s.actor.can(L::VERB, &sheet.place()) && L::check(sheet).is_ok();
    let lines = rows.iter().map(|row| view! { <li class="row-line">{row.line.view(s.today)}</li> });
    let (noun, id, list) = (L::NOUN, format!("t-{}", L::SLUG), list_path::<L>(sheet));
    view! {
        <section class="rubric" id=L::SLUG aria-labelledby=id>
            <header>
                <h3 id=id.clone()>{capitalised(noun.many)}</h3>
                {may_write.then(|| view! { <a class="fr-link" href=list>{format!("Tenir les {}", noun.many)}</a> })}
            </header>
            {rows.is_empty().then(|| view! { <div class="empty"><p>{format!("{} pour l’instant.", capitalised(&noun.no()))}</p></div> })}
            <ul class="rows">{lines.collect_view()}</ul>
        </section>
    }
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
