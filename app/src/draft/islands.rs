//! The generic autosave.
use std::time::Duration;

use leptos::{ev, html, prelude::*, server_fn::ServerFn, task::spawn_local, wasm_bindgen::JsCast};
use web_sys::{FormData, HtmlFormElement, UrlSearchParams, VisibilityState};

use super::api::{KeepDraft, KeepForm, keep_draft};
use crate::error::AppError;
use crate::ids::FormKey;

/// Wait this long after the last keystroke before keeping the draft.
const PAUSE: Duration = Duration::from_millis(1200);

/// Placed in any form: keeps what is being typed in the form's draft, and says so politely.
#[island]
pub fn Autosave(form_key: FormKey, page: String, form: String) -> impl IntoView {
    let status = RwSignal::new(String::new());
    let line = NodeRef::<html::P>::new();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // one post at a time, so that an older text never lands on a newer one
    let (sending, again) = (StoredValue::new(false), StoredValue::new(false));
    let stop = move || {
        let waiting = timer.try_update_value(Option::take).flatten();
        waiting.inspect(TimeoutHandle::clear).is_some()
    };
    Effect::new(move |_| {
        let around = line.get().and_then(|p| p.closest("form").ok().flatten());
        let Some(fields) = around.and_then(|f| f.dyn_into::<HtmlFormElement>().ok()) else { return };
        let is_ours = {
            let fields = fields.clone();
            move |event: &web_sys::Event| {
                let node = event.target().and_then(|t| t.dyn_into::<leptos::web_sys::Node>().ok());
                node.is_some_and(|node| fields.contains(Some(&node)))
            }
        };
        let typed = {
            let (page, name) = (page.clone(), form.clone());
            move || {
                let fields = encode(&fields)?;
                Some(KeepForm { key: form_key, page: page.clone(), form: name.clone(), fields })
            }
        };
        let last = typed.clone();
        let keep = move || {
            timer.set_value(None);
            let typed = typed.clone();
            if sending.get_value() {
                return again.set_value(true);
            }
            sending.set_value(true);
            spawn_local(async move {
                loop {
                    again.set_value(false);
                    let Some(typed) = typed() else { break };
                    status.set(told(keep_draft(typed).await));
                    if !again.get_value() {
                        break;
                    }
                }
                sending.set_value(false);
            });
        };
        let at_last = keep.clone();
        let typing = {
            let is_ours = is_ours.clone();
            window_event_listener(ev::input, move |event| {
                if is_ours(&event) {
                    stop();
                    timer.set_value(set_timeout_with_handle(keep.clone(), PAUSE).ok());
                }
            })
        };
        // what is being sent needs no draft: a late one would erase what is wrong with it
        let leaving = window_event_listener(ev::submit, move |event| {
            if is_ours(&event) {
                stop();
                again.set_value(false);
            }
        });
        // the last words, when the page is left or the phone put away before the pause is over
        let hidden = window_event_listener(ev::visibilitychange, move |_| {
            let hidden = document().visibility_state() == VisibilityState::Hidden;
            if hidden && (stop() || again.get_value()) && last().and_then(drop_at_the_door).is_none() {
                at_last();
            }
        });
        on_cleanup(move || {
            typing.remove();
            leaving.remove();
            hidden.remove();
        });
    });
    view! { <p node_ref=line class="autosave-status meta" role="status">{move || status.get()}</p> }
}

fn told(kept: Result<String, AppError>) -> String {
    match kept {
        Ok(hour) => format!("Brouillon enregistré à {hour}"),
        Err(AppError::Unauthenticated) => "Session expirée : votre texte sera gardé à l’envoi.".into(),
        Err(AppError::Stale) => "Ce texte a déjà été envoyé : rechargez la page avant de continuer.".into(),
        Err(AppError::TooLarge) => "Texte trop long : le brouillon n’est plus gardé.".into(),
        Err(_) => "Brouillon pas encore enregistré : la connexion a manqué, continuez.".into(),
    }
}

/// Keeps a draft without waiting for an answer: the page that would read it is gone.
fn drop_at_the_door(typed: KeepForm) -> Option<()> {
    let body = UrlSearchParams::new().ok()?;
    body.append("form[key]", &typed.key.to_string());
    body.append("form[page]", &typed.page);
    body.append("form[form]", &typed.form);
    body.append("form[fields]", &typed.fields);
    let url = <KeepDraft as ServerFn>::url();
    window().navigator().send_beacon_with_opt_url_search_params(url, Some(&body)).ok()?.then_some(())
}

/// The form's fields, encoded as the browser would on submit.
fn encode(form: &HtmlFormElement) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(String::from(pairs.to_string()))
}
