//! Fields that choose among what is known: a list that opens, boxes to tick.
use leptos::prelude::*;

use super::form::error_of;
use crate::error::FieldError;

/// What can be chosen: the value that is sent, the words that are shown.
pub type Answer = (String, String);

/// A group of a list that opens; without a name its options stand alone.
pub struct Group {
    pub name: String,
    pub options: Vec<Answer>,
}

/// A list of which one is chosen; `none` is what stands there before.
pub struct Select<'a> {
    pub name: &'static str,
    pub label: &'a str,
    pub hint: &'a str,
    /// What stands there before anything is chosen; empty when something always is.
    pub none: &'a str,
    pub groups: Vec<Group>,
    pub chosen: &'a str,
    pub errors: &'a [FieldError],
}

impl Select<'_> {
    pub fn view(self) -> impl IntoView + use<> {
        let name = self.name;
        let error = error_of(self.errors, name).map(str::to_owned);
        let wrong = error.is_some();
        let described = wrong.then(|| format!("{name}-erreur"));
        let chosen = self.chosen.to_owned();
        let option = |(value, label): Answer| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{label}</option> }
        };
        let groups = self
            .groups
            .into_iter()
            .map(|group| {
                let options = group.options.into_iter().map(option).collect_view();
                if group.name.is_empty() {
                    options.into_any()
                } else {
                    view! { <optgroup label=group.name>{options}</optgroup> }.into_any()
                }
            })
            .collect_view();
        view! {
            <div class="fr-input-group" class:fr-input-group--error=wrong>
                <label class="fr-label question" for=name>{self.label.to_owned()}{(!self.hint.is_empty()).then(|| view! { <span class="fr-hint-text">{self.hint.to_owned()}</span> })}</label>
                <select class="fr-select" id=name name=format!("form[{name}]") aria-invalid=wrong.then_some("true") aria-describedby=described.clone()>
                    {(!self.none.is_empty()).then(|| view! { <option value="">{self.none.to_owned()}</option> })}
                    {groups}
                </select>
                {error.map(|message| view! { <p id=described class="fr-error-text">{message}</p> })}
            </div>
        }
    }
}

/// The options of a closed vocabulary, or of anything that has a word and a label.
pub fn options<T: Copy>(all: &[T], word: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Vec<Group> {
    let options =
        all.iter().map(|one| (word(*one).to_owned(), crate::text::capitalised(label(*one)))).collect();
    vec![Group { name: String::new(), options }]
}

/// Boxes of which several are ticked; sent as `form[name][]`.
pub fn boxes(
    name: &'static str,
    legend: &str,
    hint: &str,
    answers: Vec<Answer>,
    ticked: &[String],
) -> impl IntoView + use<> {
    let boxes = answers
        .into_iter()
        .map(|(value, label)| {
            let (id, checked) = (format!("{name}-{value}"), ticked.contains(&value));
            view! {
                <label class="check" for=id.clone()><input type="checkbox" id=id.clone() name=format!("form[{name}][]") value=value checked=checked/><span>{label}</span></label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices">
            <legend class="question">{legend.to_owned()}{(!hint.is_empty()).then(|| view! { <span class="fr-hint-text">{hint.to_owned()}</span> })}</legend>
            <div class="checks">{boxes}</div>
        </fieldset>
    }
}
