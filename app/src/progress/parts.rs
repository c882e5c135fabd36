//! How other features' pages show confidence, orphans and updates.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::model::{Confidence, ProgressUpdate};
use crate::ui::icon::icon;
use crate::when;

/// Shape, word and colour; « non renseignée » is said too.
pub fn confidence(declared: Option<Confidence>) -> impl IntoView {
    let (word, label) = declared.map_or(("unset", "Non renseignée"), |c| (c.word(), c.label()));
    view! { <span class=format!("confidence confidence--{word}")>{icon(word)}{label}</span> }
}

/// No pilot in mandate: the one filled mark of the product.
pub fn orphan() -> impl IntoView {
    view! { <span class="alert-tag">{icon("alert")}"Sans pilote"</span> }
}

/// One update, with its answers.
pub fn update(u: ProgressUpdate, today: NaiveDate, zone: chrono_tz::Tz) -> impl IntoView {
    let day = u.at.with_timezone(&zone).date_naive();
    view! {
        <article class="update">
            <p class="meta"><strong>{u.by_name}</strong>{format!(", {}, {}", when::date(day), when::age(day, today))}</p>
            <dl>
                <dt>"Fait"</dt><dd class="typed">{u.done}</dd>
                <dt>"Ensuite"</dt><dd class="typed">{u.next}</dd>
                {(!u.obstacle.is_empty()).then(|| view! { <dt>"Ce qui bloque"</dt><dd class="typed">{u.obstacle}</dd> })}
                <dt>"Confiance"</dt><dd>{confidence(Some(u.confidence))}</dd>
            </dl>
        </article>
    }
}
