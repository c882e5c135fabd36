//! Fields: a label, a hint, what is wrong, and what was typed.
use leptos::prelude::*;

use crate::error::FieldError;
use crate::ids::FormKey;

/// What every form carries: the key of its draft, the page that shows it, and which form of that page it is.
pub fn hidden(key: FormKey, page: &str, name: &str) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="form[key]" value=key.to_string()/>
        <input type="hidden" name="form[page]" value=page.to_owned()/>
        <input type="hidden" name="form[form]" value=name.to_owned()/>
    }
}

/// A hidden field.
pub fn carried<T: ToString>(name: &'static str, value: T) -> impl IntoView + use<T> {
    view! { <input type="hidden" name=format!("form[{name}]") value=value.to_string()/> }
}

/// The errors of a form on top of it, each a link to its field; `typed` when something was written there.
pub fn error_summary(title: &str, errors: &[FieldError], typed: bool) -> Option<impl IntoView + use<>> {
    if errors.is_empty() {
        return None;
    }
    let lines = errors.iter().map(|error| {
        let (message, field) = (error.message.clone(), error.field.clone());
        if field.is_empty() {
            view! { <li>{message}</li> }.into_any()
        } else {
            view! { <li><a href=format!("#{field}")>{message}</a></li> }.into_any()
        }
    });
    Some(view! {
        <div class="fr-alert fr-alert--error" id="erreurs" role="alert" tabindex="-1">
            <h2 class="fr-alert__title">{title.to_owned()}</h2>
            <ul>{lines.collect_view()}</ul>
            {typed.then(|| view! { <p>"Rien n’est perdu : ce que vous avez écrit est resté en place."</p> })}
        </div>
    })
}

/// The message of one field, if it is wrong.
pub fn error_of<'a>(errors: &'a [FieldError], field: &str) -> Option<&'a str> {
    errors.iter().find(|e| e.field == field).map(|e| e.message.as_str())
}

/// A text area with its label, hint and error.
pub struct TextArea<'a> {
    pub name: &'static str,
    pub label: &'a str,
    /// The title of the page says the label already: it is for those who listen.
    pub titled: bool,
    pub hint: &'a str,
    pub rows: u8,
    pub value: &'a str,
    pub errors: &'a [FieldError],
}

impl TextArea<'_> {
    pub fn view(&self) -> impl IntoView + use<> {
        self.shown(Named::from(self.name))
    }

    /// One among several of the same name, each with its key.
    pub fn keyed(&self, key: &str) -> impl IntoView + use<> {
        self.shown(Named::keyed(self.name, key))
    }

    fn shown(&self, Named { id, sent }: Named) -> impl IntoView + use<> {
        let error = error_of(self.errors, &id).map(str::to_owned);
        let wrong = error.is_some();
        let described = wrong.then(|| format!("{id}-erreur"));
        view! {
            <div class="fr-input-group" class:fr-input-group--error=wrong>
                <label class="fr-label question" for=id.clone()>
                    <span class:sr-only=self.titled>{self.label.to_owned()}</span>
                    {(!self.hint.is_empty()).then(|| view! { <span class="fr-hint-text">{self.hint.to_owned()}</span> })}
                </label>
                // the first new line of a text area is the parser's: one more keeps the text whole
                <textarea class="fr-input" class:fr-input--error=wrong id=id name=sent rows=self.rows
                    aria-invalid=wrong.then_some("true") aria-describedby=described.clone()>
                    {format!("\n{}", escaped(self.value))}
                </textarea>
                {error.map(|message| view! { <p id=described class="fr-error-text">{message}</p> })}
            </div>
        }
    }
}

/// A text as HTML, for where Leptos writes it as it is: in text areas (tachys 0.2) and in the document's title
/// (leptos_meta 0.8). Without it `</textarea>` in somebody's text would be the end of the field.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// One answer of a set of cards.
pub struct Choice {
    pub value: &'static str,
    pub title: String,
    pub meaning: String,
    pub icon: Option<&'static str>,
}

/// Cards of which one is chosen.
pub fn choices(
    name: &'static str,
    legend: &str,
    hint: &str,
    answers: Vec<Choice>,
    chosen: &str,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let error = error_of(errors, name).map(str::to_owned);
    let wrong = error.is_some();
    let described = wrong.then(|| format!("{name}-erreur"));
    let cards = answers
        .into_iter()
        .enumerate()
        .map(|(rank, answer)| {
            // the link of the error summary leads to the first answer
            let id = if rank == 0 { name.to_owned() } else { format!("{name}-{}", answer.value) };
            view! {
                <label class="choice" for=id.clone()>
                    <input type="radio" id=id.clone() name=format!("form[{name}]") value=answer.value checked=answer.value == chosen aria-describedby=described.clone()/>
                    <span><strong>{answer.title}</strong><span class="meta">{answer.meaning}</span></span>
                    {answer.icon.map(|name| view! { <span class=format!("confidence confidence--{name}")>{super::icon::icon(name)}</span> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices" class:choices--error=wrong>
            <legend class="question">
                {legend.to_owned()}
                {(!hint.is_empty()).then(|| view! { <span class="fr-hint-text">{hint.to_owned()}</span> })}
            </legend>
            {error.map(|message| view! { <p id=described.clone() class="fr-error-text">{message}</p> })}
            {cards}
        </fieldset>
    }
}

/// The bar that stays at the bottom of the screen: the state of the draft, the way back (label and address) and the
/// one button. Free in error.
pub fn submit_bar<V: IntoView>(
    label: &str,
    free: bool,
    back: Option<(&str, String)>,
    status: V,
) -> impl IntoView + use<V> {
    let back = back
        .map(|(label, href)| view! { <a class="fr-btn fr-btn--tertiary" href=href>{label.to_owned()}</a> });
    view! {
        <div class="submit-bar" class:submit-bar--free=free>
            <div class="container container--narrow">
                {status}
                <div class="actions">
                    {back}
                    <button class="fr-btn" type="submit">{label.to_owned()}</button>
                </div>
            </div>
        </div>
    }
}

/// One line, in the browser's own field of that kind: `text`, `date`.
pub fn input(
    kind: &'static str,
    name: &'static str,
    label: &str,
    hint: &str,
    value: &str,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    line(kind, &Named::from(name), (label, hint), value, Filled::default(), errors)
}

/// The identifier of a field, and the name under which it is sent.
struct Named {
    id: String,
    sent: String,
}

impl From<&str> for Named {
    fn from(name: &str) -> Self {
        Self { id: name.to_owned(), sent: format!("form[{name}]") }
    }
}

impl Named {
    fn keyed(name: &str, key: &str) -> Self {
        Self { id: format!("{name}-{key}"), sent: format!("form[{name}][{key}]") }
    }
}

/// What the browser or the telephone knows and may fill in.
#[derive(Clone, Copy)]
pub enum Known {
    /// The person's own address.
    Address,
    /// A code of digits that was just sent to her.
    Code,
}

/// One line that the browser may know.
pub fn known(
    what: Known,
    name: &'static str,
    label: &str,
    hint: &str,
    value: &str,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let (kind, filled) = match what {
        Known::Address => {
            ("email", Filled { autocomplete: Some("email"), inputmode: Some("email"), list: None })
        }
        Known::Code => {
            ("text", Filled { autocomplete: Some("one-time-code"), inputmode: Some("numeric"), list: None })
        }
    };
    line(kind, &Named::from(name), (label, hint), value, filled, errors)
}

/// One line that the browser completes from the `datalist` of that identifier.
pub fn listed(
    name: &'static str,
    label: &str,
    hint: &str,
    value: &str,
    list: &'static str,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let filled = Filled { autocomplete: Some("off"), inputmode: None, list: Some(list) };
    line("text", &Named::from(name), (label, hint), value, filled, errors)
}

/// What the browser may fill in, from what, and with which keyboard.
#[derive(Default)]
struct Filled {
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    list: Option<&'static str>,
}

fn line(
    kind: &'static str,
    Named { id, sent }: &Named,
    (label, hint): (&str, &str),
    value: &str,
    filled: Filled,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let error = error_of(errors, id).map(str::to_owned);
    let wrong = error.is_some();
    let described = wrong.then(|| format!("{id}-erreur"));
    view! {
        <div class="fr-input-group" class:fr-input-group--error=wrong>
            <label class="fr-label question" for=id.clone()>{label.to_owned()}<span class="fr-hint-text">{hint.to_owned()}</span></label>
            <input class="fr-input" type=kind id=id.clone() name=sent.clone() value=value.to_owned()
                autocomplete=filled.autocomplete inputmode=filled.inputmode list=filled.list
                aria-invalid=wrong.then_some("true") aria-describedby=described.clone()/>
            {error.map(|message| view! { <p id=described class="fr-error-text">{message}</p> })}
        </div>
    }
}

/// One box of a set.
pub struct Tick {
    pub value: String,
    pub title: String,
    pub meaning: String,
    pub ticked: bool,
}

/// Boxes of which any number is ticked: they send `form[name][]`.
pub fn ticks(
    name: &'static str,
    legend: &str,
    hint: &str,
    boxes: Vec<Tick>,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let error = error_of(errors, name).map(str::to_owned);
    let wrong = error.is_some();
    let described = wrong.then(|| format!("{name}-erreur"));
    let boxes = boxes.into_iter().enumerate().map(|(rank, tick)| {
        // the link of the error summary leads to the first box
        let id = if rank == 0 { name.to_owned() } else { format!("{name}-{}", tick.value) };
        view! {
            <label class="check" for=id.clone()>
                <input type="checkbox" id=id.clone() name=format!("form[{name}][]") value=tick.value checked=tick.ticked aria-describedby=described.clone()/>
                <span>{tick.title}{(!tick.meaning.is_empty()).then(|| view! { <span class="meta">{tick.meaning}</span> })}</span>
            </label>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <fieldset class="choices" class:choices--error=wrong>
            <legend class="question">{legend.to_owned()}<span class="fr-hint-text">{hint.to_owned()}</span></legend>
            {error.map(|message| view! { <p id=described.clone() class="fr-error-text">{message}</p> })}
            <div class="checks">{boxes}</div>
        </fieldset>
    }
}

/// A list of which one is chosen: words and what they say. Nothing is chosen at first.
pub fn select(
    name: &'static str,
    label: &str,
    hint: &str,
    options: Vec<(String, String)>,
    chosen: &str,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let error = error_of(errors, name).map(str::to_owned);
    let wrong = error.is_some();
    let described = wrong.then(|| format!("{name}-erreur"));
    let options = options.into_iter().map(|(word, label)| {
        let selected = word == chosen;
        view! { <option value=word selected=selected>{label}</option> }
    });
    view! {
        <div class="fr-input-group" class:fr-input-group--error=wrong>
            <label class="fr-label question" for=name>{label.to_owned()}{(!hint.is_empty()).then(|| view! { <span class="fr-hint-text">{hint.to_owned()}</span> })}</label>
            <select class="fr-select" id=name name=format!("form[{name}]") aria-invalid=wrong.then_some("true") aria-describedby=described.clone()>
                <option value="">"Choisir"</option>
                {options.collect_view()}
            </select>
            {error.map(|message| view! { <p id=described class="fr-error-text">{message}</p> })}
        </div>
    }
}
