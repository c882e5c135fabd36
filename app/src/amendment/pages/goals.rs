//! The form that proposes to change the goals: each one that is in force, then those to add.
use leptos::prelude::*;

use super::difference::placed;
use super::propose::Asked;
use crate::amendment::api::AmendGoals;
use crate::amendment::model::{Goals, GoalsForm, Stated, key};
use crate::draft::Opened;
use crate::error::AppError;
use crate::goal::model::Level;
use crate::ui::{Page, form};

pub async fn screen(asked: &Asked, current: &Goals) -> Result<Page, AppError> {
    let mut f = asked.open(|| GoalsForm { seen: asked.seen.clone(), ..GoalsForm::default() }).await?;
    let gone = f.typed.carry_gone(current).then(|| {
        view! { <div class="reminder"><p>"Un objectif a été retiré depuis par un autre avenant : ce que vous aviez écrit pour lui est passé dans « Objectifs à ajouter »."</p></div> }
    });
    let goals =
        current.0.iter().zip(1..).map(|(goal, rank)| fieldset(goal, rank, current, &f)).collect_view();
    let added = form::TextArea {
        name: "added",
        label: "Objectifs à ajouter",
        titled: false,
        hint: "Un par ligne. Un objectif opérationnel commence par un tiret ; il se range sous l’objectif général écrit au-dessus de lui.",
        rows: 4,
        value: &f.typed.added,
        errors: &f.errors,
    };
    let fields = view! { {gone}{goals}{added.view()} }.into_any();
    Ok(asked.screen::<AmendGoals, _>(&f, (&f.typed.seen, &f.typed.reason), fields))
}

/// What may be proposed of one goal.
fn fieldset(goal: &Stated, rank: u32, current: &Goals, f: &Opened<GoalsForm>) -> impl IntoView + use<> {
    let id = key(goal.id);
    let GoalsForm { withdrawn, below, .. } = &f.typed;
    // a title that nobody touched follows the one in force
    let title = f.typed.reworded(&id).unwrap_or(&goal.title);
    let label = format!("Objectif {rank}");
    let text = form::TextArea {
        name: "titles",
        label: &label,
        titled: true,
        hint: "",
        rows: 2,
        value: title,
        errors: &f.errors,
    };
    let ticked = withdrawn.contains(&id);
    let below_it = format!("Objectifs opérationnels à ajouter sous l’objectif {rank}");
    let under = (goal.level == Level::General).then(|| {
        form::TextArea {
            name: "below",
            label: &below_it,
            titled: false,
            hint: "Facultatif. Un par ligne.",
            rows: 2,
            value: below.get(&id).map_or("", String::as_str),
            errors: &f.errors,
        }
        .keyed(&id)
    });
    let stay = (goal.level == Level::General)
        .then_some("Ses objectifs opérationnels restent, sans objectif général.");
    view! {
        <fieldset class="choices">
            <legend class="question">{format!("{rank}. {}", placed(goal, current))}</legend>
            <input type="hidden" name=format!("form[before][{id}]") value=goal.title.clone()/>
            {text.keyed(&id)}
            <div class="fr-input-group"><label class="check" for=format!("withdrawn-{id}")>
                <input type="checkbox" id=format!("withdrawn-{id}") name="form[withdrawn][]" value=id.clone() checked=ticked/>
                <span>{format!("Retirer l’objectif {rank}")}<span class="meta">"Il reste lisible sur la fiche, marqué « retiré », et ce qui le sert garde le lien. "{stay}</span></span>
            </label></div>
            {under}
        </fieldset>
    }
}
