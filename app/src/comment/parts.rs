//! How pages show a discussion: a comment with what one may do of it, and the word of it on the sheet.
use std::collections::HashMap;

use leptos::prelude::*;

use super::model::{Comment, Span, State, Text, called};
use super::pages::Gesture;
use super::store::{Summary, removing};
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::ids::PersonId;
use crate::session::Session;
use crate::text::counted;
use crate::when;

/// The discussion of a sheet.
pub fn path(sheet: &Sheet) -> String {
    format!("{}/discussion", sheet.path())
}

/// The thread of a comment, at its place.
pub fn path_to(sheet: &Sheet, comment: &Comment) -> String {
    format!("{}?fil={}#{}", path(sheet), comment.parent.unwrap_or(comment.id), anchor(comment))
}

fn anchor(comment: &Comment) -> String {
    format!("c-{}", comment.id)
}

/// Whether this reader may write in the discussion of the sheet as it is now.
pub fn may_comment(s: &Session, sheet: &Sheet) -> bool {
    s.actor.can(Verb::Comment, &sheet.place()) && sheet.check_open().is_ok()
}

/// The discussion on the page of its sheet; nothing for who may not read it, and on paper.
pub fn section(s: &Session, sheet: &Sheet, summary: Option<Summary>) -> Option<impl IntoView + use<>> {
    let summary = summary?;
    let writes = may_comment(s, sheet);
    if summary.comments == 0 && !writes {
        return None;
    }
    let label = match (summary.comments, writes) {
        (0, _) => "Commencer la discussion",
        (_, true) => "Lire et répondre",
        (_, false) => "Lire la discussion",
    };
    let said = match summary.last {
        Some(last) => {
            let age = when::age(last.with_timezone(&s.time_zone).date_naive(), s.today);
            let comments = counted(summary.comments, "commentaire", "commentaires");
            view! { <p class="meta">{format!("{comments}, le dernier {age}.")}</p> }.into_any()
        }
        None => view! {
            <div class="empty"><p>"Aucun commentaire. Posez ici une question au comité ou à l’animation du plan : qui vous citez avec « @ » reçoit un courriel."</p></div>
        }
        .into_any(),
    };
    Some(view! {
        <section class="rubric asked screen-only" aria-labelledby="discussion">
            <header>
                <h2 id="discussion">"Discussion"</h2>
                <a class="fr-link" href=path(sheet)>{label}</a>
            </header>
            {said}
        </section>
    })
}

/// A text with the names of today, those who are called in bold.
pub fn text(text: &Text, names: &HashMap<PersonId, String>) -> impl IntoView + use<> {
    let spans = text.0.iter().map(|span| match span {
        Span::Text(text) => text.clone().into_any(),
        Span::Person(id) => view! { <strong>{called(names, *id)}</strong> }.into_any(),
    });
    view! { <p class="typed">{spans.collect_view()}</p> }
}

/// A comment as it stands, with what this reader may do of it.
pub fn comment(
    s: &Session,
    sheet: &Sheet,
    comment: &Comment,
    names: &HashMap<PersonId, String>,
) -> impl IntoView + use<> {
    let at = when::moment(comment.at.with_timezone(&s.time_zone));
    let body = match &comment.state {
        State::Said { text: said, edited_at } => {
            let edited = edited_at.map(|_| ", modifié depuis");
            view! {
                <p class="meta"><strong>{comment.by_name.clone()}</strong>{format!(", {at}")}{edited}</p>
                {text(said, names)}
            }
            .into_any()
        }
        State::Removed(removal) => {
            let day = when::date(removal.at.with_timezone(&s.time_zone).date_naive());
            let why = match removal.reason.as_str() {
                "" => String::new(),
                reason => format!(" : {reason}"),
            };
            view! {
                <p class="meta"><strong>{comment.by_name.clone()}</strong>{format!(", {at}")}</p>
                <p><span class="state-tag">"Commentaire retiré"</span><span class="meta">{format!(" par {}, le {day}{why}", removal.by_name)}</span></p>
            }
            .into_any()
        }
    };
    view! { <article class="comment" id=anchor(comment)>{body}{gestures(s, sheet, comment, &at)}</article> }
}

/// What this reader may do of a comment, each a link to its page.
fn gestures(s: &Session, sheet: &Sheet, comment: &Comment, at: &str) -> Option<impl IntoView + use<>> {
    comment.text()?;
    let (me, writes) = (s.actor.person(), may_comment(s, sheet));
    let removes = s.actor.can(removing(comment, me), &sheet.place());
    let until = when::hour(comment.fixed_at().with_timezone(&s.time_zone));
    let of = format!(" : commentaire de {} du {at}", comment.by_name);
    let link = |gesture: Gesture, label: String| {
        let href = gesture.path(sheet, comment.id);
        view! { <li><a class="fr-link fr-link--sm" href=href>{label}<span class="sr-only">{of.clone()}</span></a></li> }
    };
    let links = [
        (writes && comment.parent.is_none()).then(|| link(Gesture::Answer, "Répondre".into())),
        (writes && comment.check_editable(me, s.now).is_ok())
            .then(|| link(Gesture::Edit, format!("Modifier, jusqu’à {until}"))),
        removes.then(|| link(Gesture::Remove, "Retirer".into())),
    ];
    links
        .iter()
        .any(Option::is_some)
        .then(|| view! { <ul class="actions">{links.into_iter().flatten().collect_view()}</ul> })
}
