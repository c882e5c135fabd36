//! What helps one write a rubric.
use leptos::{prelude::*, wasm_bindgen::JsCast};

use super::api::PreviewMarkdown;

/// A button that shows the text of a field as the sheet will show it. It appears once it can work.
#[island]
pub fn Preview(
    /// The `id` of the text area.
    of: String,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let preview = ServerAction::<PreviewMarkdown>::new();
    let show = move |_| {
        let field = document()
            .get_element_by_id(&of)
            .and_then(|e| e.dyn_into::<leptos::web_sys::HtmlTextAreaElement>().ok());
        if let Some(field) = field {
            preview.dispatch(PreviewMarkdown { body: field.value() });
        }
    };
    view! {
        <button type="button" class="fr-btn fr-btn--tertiary fr-btn--sm" class:hidden=move || !ready.get() on:click=show>
            "Aperçu du texte"
        </button>
        <div class="preview prose" aria-live="polite" class:hidden=move || preview.value().get().is_none()
            inner_html=move || match preview.value().get() {
                Some(Ok(html)) => html,
                Some(Err(_)) => "<p>L’aperçu n’est pas disponible pour l’instant : continuez, rien n’est perdu.</p>".to_owned(),
                None => String::new(),
            }>
        </div>
    }
}
