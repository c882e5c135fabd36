//! Fields of the forms that filter a list: plain GET.
use leptos::prelude::*;

/// A choice among words; `all` is the label of no choice, empty when one is always chosen.
pub fn select(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: Option<String>,
) -> impl IntoView + use<> {
    let options = options.into_iter().map(|(word, label)| {
        let selected = chosen.as_deref() == Some(&word);
        view! { <option value=word selected=selected>{label}</option> }
    });
    view! {
        <div>
            <label class="fr-label" for=format!("f-{name}")>{label}</label>
            <select class="fr-select" id=format!("f-{name}") name=name>
                {(!all.is_empty()).then(|| view! { <option value="">{all}</option> })}
                {options.collect_view()}
            </select>
        </div>
    }
}
