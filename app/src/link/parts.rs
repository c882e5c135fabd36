//! How a sheet shows what it is linked to.
use leptos::prelude::*;

use super::store::{Linked, name};
use crate::text::capitalised;

/// The links that the sheet says, then those that others say of it.
pub fn links(linked: &Linked) -> AnyView {
    let own = linked.own.iter().map(|(row, other)| {
        let path = other.as_ref().map(|sheet| sheet.path());
        line(row.line.relation.label(), &row.line.said, path, &row.line.note).into_any()
    });
    let back = linked.back.iter().map(|(row, from)| {
        line(row.line.relation.from_there(), &name(from), Some(from.path()), &row.line.note).into_any()
    });
    view! { <ul class="rows">{own.chain(back).collect_view()}</ul> }.into_any()
}

fn line(relation: &str, said: &str, path: Option<String>, note: &str) -> impl IntoView + use<> {
    let said = said.to_owned();
    let named = match path {
        Some(path) => view! { <a href=path>{said}</a> }.into_any(),
        None => said.into_any(),
    };
    let note = (!note.is_empty()).then(|| view! { <p class="meta">{note.to_owned()}</p> });
    view! { <li><p>{format!("{} ", capitalised(relation))}{named}</p>{note}</li> }
}
