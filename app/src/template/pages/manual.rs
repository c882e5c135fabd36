//! « Mode d’emploi »: what a sheet is made of, as the template of the plan words it.
use leptos::prelude::*;

use crate::access::Verb;
use crate::action_sheet::rubric::{RubricKind, Shape};
use crate::error::AppError;
use crate::plan;
use crate::session::Session;
use crate::template::model::Section;
use crate::template::store;
use crate::text::plural;
use crate::ui::{Crumb, Page, page, query, segment};

#[component]
pub fn ManualPage() -> impl IntoView {
    let (region, plan, asked) = (segment("region"), segment("plan"), query("version"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
        let number = match asked {
            Some(number) => number.parse().map_err(|_| AppError::NotFound)?,
            None => plan.template,
        };
        let template = store::numbered(&s.db.read, plan.id, number).await?;
        let may_manage = s.actor.can(Verb::ManageTemplate, &plan.place());
        let version = if number == plan.template {
            format!("Version {number} de la trame, en vigueur")
        } else {
            format!("Version {number} de la trame ; la version {} est en vigueur", plan.template)
        };
        let mandatory: Vec<&str> =
            template.sections.iter().filter(|s| s.mandatory).map(|s| s.title.as_str()).collect();
        let before = match mandatory[..] {
            [] => "Aucune rubrique n’est obligatoire pour l’adoption.".to_owned(),
            _ => format!("Pour être adoptée, une fiche doit avoir rempli : {}.", mandatory.join(", ")),
        };
        let locked: Vec<String> = RubricKind::ALL
            .iter()
            .filter(|kind| kind.is_locked_by_adoption() && template.section(**kind).is_some())
            .map(|kind| format!("« {} »", template.title(*kind)))
            .collect();
        let body = view! {
            <div class="title-row">
                <div>
                    <h1>"Mode d’emploi de la fiche-action"</h1>
                    <p class="meta">{format!("{}, {} · {version}", plan.name, plan.region)}</p>
                </div>
                {may_manage.then(|| view! { <ul class="actions"><li><a class="fr-btn fr-btn--secondary fr-btn--sm" href=plan.template_path()>"Changer la trame"</a></li></ul> })}
            </div>
            <h2>"Comment une fiche avance"</h2>
            <ol class="prose">
                <li>"Esquissée : l’animation du plan pose le titre, l’enjeu et les objectifs voulus par le conseil."</li>
                <li>"En co-écriture : le comité remplit les rubriques."</li>
                <li>{format!("Adoptée, après l’avis du conseil. {before}")}</li>
                <li>"En cours : les pilotes font le point, tiennent le calendrier ; puis la fiche est close."</li>
            </ol>
            <p class="prose">{format!("Après l’adoption, {} {} plus que par avenant : proposé avec un motif, décidé, numéroté. Le reste se tient à jour librement.", locked.join(", "), plural(locked.len() as u64, "ne change", "ne changent"))}</p>
            <h2>"Ses rubriques"</h2>
            <ol class="rows">{template.sections.iter().map(line).collect_view()}</ol>
        };
        let title =
            format!("Mode d’emploi de la fiche-action, version {number}, {}, {}", plan.name, plan.region);
        let trail = vec![Crumb(format!("{}, {}", plan.name, plan.region), plan.path())];
        Ok(Page::new(title, trail, body).here("Mode d’emploi").narrow())
    })
}

fn line(section: &Section) -> impl IntoView + use<> {
    let needed = if section.mandatory { "Obligatoire pour l’adoption" } else { "Facultative" };
    let made_of = match section.kind.shape() {
        Shape::Text => "un texte",
        Shape::Lines => "une liste, ligne par ligne",
        Shape::Card => "un formulaire",
    };
    let locked = section.kind.is_locked_by_adoption().then_some(" · par avenant après l’adoption");
    view! {
        <li>
            <h3 class="row-title">{section.title.clone()}</h3>
            <p>{section.instruction.clone()}</p>
            <p class="meta">{format!("{needed} · {made_of}")}{locked}{Some(section.reused_in()).filter(|text| !text.is_empty()).map(|text| format!(" · {text}"))}</p>
        </li>
    }
}
