//! What an amendment changes, said in words as well as marked.
use leptos::prelude::*;

use crate::amendment::model::{Content, Difference, Goals, Stated};
use crate::card::pages::Shown;
use crate::targeting::model::Targeting;
use crate::text::{capitalised, counted};
use crate::ui::diff;

/// What the marks of a difference mean.
const MARKS: &str = "Souligné : ajouté ; barré : retiré.";

/// The difference between what was in force and what is to be.
pub fn difference(before: &Content, after: &Content) -> AnyView {
    let changes = match (before, after) {
        (Content::Title(before), Content::Title(after)) => diff::words(before, after).into_any(),
        (Content::Stake(before), Content::Stake(after)) => diff::written(before, after).into_any(),
        (Content::Goals(before), Content::Goals(after)) => goals(before, after).into_any(),
        (Content::Targeting(before), Content::Targeting(after)) => targets(before, after).into_any(),
        // one amendment changes one part
        (before, after) => view! { {whole(before)}{whole(after)} }.into_any(),
    };
    view! { {changes}<p class="meta">{MARKS}</p> }.into_any()
}

/// The whole of it, as it is in force.
pub fn whole(content: &Content) -> AnyView {
    match content {
        Content::Title(text) | Content::Stake(text) => {
            view! { <p class="diff">{text.clone()}</p> }.into_any()
        }
        Content::Goals(Goals(goals)) => {
            let goals = goals.iter().map(|goal| view! { <li>{goal.title.clone()}</li> }).collect_view();
            view! { <ul>{goals}</ul> }.into_any()
        }
        Content::Targeting(targeting) => targeting.view(),
    }
}

fn goals(before: &Goals, after: &Goals) -> impl IntoView + use<> {
    let differences = before.differences(after);
    let kept = differences.iter().filter(|one| matches!(one, Difference::Kept(_))).count();
    let lines = differences.iter().filter_map(|one| {
        let (what, goal, marked) = match *one {
            Difference::Kept(_) => return None,
            Difference::Reworded(was, now) => {
                ("Reformulé", now, diff::words(&was.title, &now.title).into_any())
            }
            Difference::Withdrawn(gone) => ("Retiré", gone, diff::words(&gone.title, "").into_any()),
            Difference::Added(new) => ("Ajouté", new, diff::words("", &new.title).into_any()),
        };
        let place = place(goal, after);
        Some(view! { <li><p class="meta"><strong>{what}</strong>{format!(", {place}")}</p>{marked}</li> })
    });
    let lines = lines.collect_view();
    let kept = (kept > 0).then(|| {
        view! { <p class="meta">{format!("{}.", counted(kept as u64, "objectif inchangé", "objectifs inchangés"))}</p> }
    });
    view! { <ul class="rows">{lines}</ul>{kept} }
}

/// Each field that changes: what it loses, what it gains, what it keeps.
fn targets(before: &Targeting, after: &Targeting) -> impl IntoView + use<> {
    let lists = before.lists().into_iter().zip(after.lists()).filter(|(was, now)| was != now);
    let lists = lists.map(|((name, was), (_, now))| {
        let marked = |from: &str, to: &str| view! { <li>{diff::words(from, to)}</li> };
        let known =
            was.iter().map(|one| marked(one, if now.contains(one) { one } else { "" })).collect_view();
        let added = now.iter().filter(|one| !was.contains(one)).map(|one| marked("", one)).collect_view();
        view! { <div><dt>{name}</dt><dd><ul class="plain-list">{known}{added}</ul></dd></div> }
    });
    let lists = lists.collect_view();
    let why = (before.why != after.why)
        .then(|| view! { <div><dt>"Pourquoi"</dt><dd>{diff::words(&before.why, &after.why)}</dd></div> });
    view! { <dl class="said">{lists}{why}</dl> }
}

/// « objectif opérationnel, sous « Outiller les préventeurs » »
pub fn place(goal: &Stated, among: &Goals) -> String {
    let under =
        goal.under.and_then(|id| among.get(id)).map(|general| format!(", sous « {} »", general.title));
    format!("objectif {}{}", goal.level.label().to_lowercase(), under.unwrap_or_default())
}

/// The same at the beginning of a line.
pub fn placed(goal: &Stated, among: &Goals) -> String {
    capitalised(&place(goal, among))
}
