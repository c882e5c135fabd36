//! The generic autosave.
use std::time::Duration;

use leptos::{ev, html, prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

use super::api::{KeepForm, keep_draft};
use crate::error::AppError;
use crate::ids::FormKey;

/// Wait this long after the last keystroke before keeping the draft.
const PAUSE: Duration = Duration::from_millis(1200);

/// Placed in any form: keeps what is being typed in the form's draft, and says so politely.
#[island]
pub fn Autosave(form_key: FormKey, page: String) -> impl IntoView {
    let status = RwSignal::new(String::new());
    let line = NodeRef::<html::P>::new();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let Some(form) = line
            .get()
            .and_then(|p| p.closest("form").ok().flatten())
            .and_then(|f| f.dyn_into::<HtmlFormElement>().ok())
        else {
            return;
        };
        let page = page.clone();
        let listener = window_event_listener(ev::input, move |event| {
            let inside = event
                .target()
                .and_then(|t| t.dyn_into::<leptos::web_sys::Node>().ok())
                .is_some_and(|node| form.contains(Some(&node)));
            if !inside {
                return;
            }
            if let Some(waiting) = timer.get_value() {
                waiting.clear();
            }
            let (form, page) = (form.clone(), page.clone());
            let keep = move || {
                let Some(fields) = encode(&form) else { return };
                spawn_local(async move {
                    status.set(told(keep_draft(KeepForm { key: form_key, page, fields }).await))
                });
            };
            timer.set_value(set_timeout_with_handle(keep, PAUSE).ok());
        });
        on_cleanup(move || listener.remove());
    });
    view! { <p node_ref=line class="autosave-status meta" role="status">{move || status.get()}</p> }
}

fn told(kept: Result<String, AppError>) -> String {
    match kept {
        Ok(hour) => format!("Brouillon enregistré à {hour}"),
        Err(AppError::Unauthenticated) => "Session expirée : votre texte sera gardé à l’envoi.".into(),
        Err(AppError::TooLarge) => "Texte trop long : le brouillon n’est plus gardé.".into(),
        Err(_) => "Brouillon pas encore enregistré : la connexion a manqué, continuez.".into(),
    }
}

/// The form's fields, encoded as the browser would on submit.
fn encode(form: &HtmlFormElement) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(String::from(pairs.to_string()))
}
