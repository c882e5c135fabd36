//! The forms by which a mandate is given, ended, handed over.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{SHOWN, organisations_of, places};
use crate::access::{Place, Role, Verb};
use crate::directory::api::{EndMandate, GiveMandate, HandOverMandate};
use crate::directory::model::{EndForm, Ending, GIVEN, HandoverForm, MandateForm};
use crate::directory::parts::crumbs;
use crate::directory::store::{
    Seat, Which, mandates,
    people::{self, Known},
    seats,
};
use crate::draft;
use crate::error::AppError;
use crate::ids::{MandateId, PersonId};
use crate::plan::{self, model::Region};
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::{
    Crumb, Page,
    form::{self, Choice},
    hydration, page,
    pick::{self, Group, Select},
    query, segment,
};
use crate::when;

/// Invites somebody, or gives a mandate to somebody of the directory.
#[component]
pub fn GiveMandatePage() -> impl IntoView {
    let (region, asked) = (segment("region"), segment("person"));
    let wanted = ["role", "place", "structure"].map(|name| query(name).unwrap_or_default());
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let region = plan::store::find_region(&s.db.read, &s.actor, &region).await?;
        let known = match asked.as_str() {
            "" => None,
            id => {
                Some(people::get(&s.db.read, region.id, id.parse().map_err(|_| AppError::NotFound)?).await?)
            }
        };
        let plans = plan::store::list(&s.db.read, &s.actor).await?;
        // whoever coordinates one plan names people there, and nowhere else
        let manages = |place: &Place| s.actor.can(Verb::ManagePeople, place);
        let some_plan = plans.iter().filter(|plan| plan.region_id == region.id);
        if !some_plan.map(|plan| Place::seat(region.id, Some(plan.id), None)).any(|place| manages(&place)) {
            s.actor.may(Verb::ManagePeople, region.place())?;
        }
        let (back, path, heading) = match &known {
            Some(known) => {
                let back = region.person_path(known.id);
                (back.clone(), format!("{back}/mandats/nouveau"), "Donner un mandat".to_owned())
            }
            None => (
                region.directory(),
                format!("{}/inviter", region.directory()),
                "Inviter quelqu’un".to_owned(),
            ),
        };
        let fresh = || {
            let [role, place, organisation] = wanted;
            MandateForm { role, place, organisation, starts: s.today.to_string(), ..MandateForm::default() }
        };
        let f = draft::open::<MandateForm>(&s, &path, "mandate", fresh).await?;
        let places = places(&s, &region, &plans, &f.typed.place).await?;
        let organisations = organisations_of(&s, &region, &f.typed.organisation).await?;
        let body = view! {
            {hydration()}
            {known.as_ref().map(|known| view! { <p class="meta"><strong>{known.name.clone()}</strong></p> })}
            <h1>{heading.clone()}</h1>
            {draft::parts::refused(&f, "Le mandat n’est pas donné")}
            {draft::parts::notice(&f, &s)}
            <form class="entry" method="post" action={<GiveMandate as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("region", region.id)}
                {match &known {
                    Some(known) => form::carried("person", known.id).into_any(),
                    None => invited(&f.typed.name, &f.typed.email, &f.errors).into_any(),
                }}
                {Select {
                    name: "role", label: "Rôle", hint: "", none: "Choisir", chosen: &f.typed.role, errors: &f.errors,
                    groups: pick::options(&GIVEN, Role::word, Role::label),
                }.view()}
                {Select {
                    name: "place", label: "Où", none: "Choisir", chosen: &f.typed.place, errors: &f.errors, groups: places,
                    hint: "Pilotes et membres : leur comité. Animation et appui : un plan ou la région. CROCT et relais : la région.",
                }.view()}
                {Select {
                    name: "organisation", label: "Structure représentée", hint: "", none: "Aucune", chosen: &f.typed.organisation,
                    errors: &f.errors, groups: organisations,
                }.view()}
                {form::input("date", "starts", "Premier jour", "", &f.typed.starts, &f.errors)}
                {form::input("date", "ends", "Dernier jour", "Vide si l’on ne sait pas.", &f.typed.ends, &f.errors)}
                {form::submit_bar(if known.is_some() { "Donner le mandat" } else { "Inviter" }, f.is_refused(), Some(("Annuler", back)), draft::parts::autosave(&f))}
            </form>
        };
        let mut trail = crumbs(&region);
        trail.extend(known.as_ref().map(|known| crumb(&region, known)));
        let named = known.map_or_else(|| region.name.clone(), |known| known.name);
        Ok(Page::new(f.title(&format!("{heading}, {named}")), trail, body).here(heading).narrow())
    })
}

fn crumb(region: &Region, known: &Known) -> Crumb {
    Crumb(known.name.clone(), region.person_path(known.id))
}

/// The name and the address of somebody who is invited.
fn invited(name: &str, email: &str, errors: &[crate::error::FieldError]) -> impl IntoView + use<> {
    view! {
        {form::input("text", "name", "Prénom et nom", "", name, errors)}
        {form::input("email", "email", "Adresse de courriel", "Elle y reçoit l’invitation, puis de quoi se connecter. Un compte qui a déjà cette adresse reçoit le mandat.", email, errors)}
    }
}

/// The mandate in the address of the page, and its region.
async fn mandate_here(s: &Session, region: &str, person: &str, id: &str) -> Result<(Region, Seat), AppError> {
    let region = plan::store::find_region(&s.db.read, &s.actor, region).await?;
    let id: MandateId = id.parse().map_err(|_| AppError::NotFound)?;
    let seat = mandates::get(&s.db.read, region.id, id).await?;
    if person.parse::<PersonId>().ok() != Some(seat.person) {
        return Err(AppError::NotFound);
    }
    s.actor.may(Verb::ManagePeople, seat.place(region.id))?;
    Ok((region, seat))
}

/// Who and what a form is about.
fn about(seat: &Seat) -> impl IntoView + use<> {
    let committee = seat.committee.clone().map(|name| format!(", {name}")).unwrap_or_default();
    let role = seat.given.role.label();
    view! { <p class="meta"><strong>{seat.name.clone()}</strong>{format!(" · {role}{committee} · {}", seat.given.period())}</p> }
}

#[component]
pub fn EndMandatePage() -> impl IntoView {
    let (region, person, id) = (segment("region"), segment("person"), segment("mandate"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let (region, seat) = mandate_here(&s, &region, &person, &id).await?;
        let back = region.person_path(seat.person);
        let path = format!("{back}/mandats/{}/fin", seat.id);
        let fresh = || EndForm { ending: Ending::Now.word().into(), ..EndForm::default() };
        let f = draft::open::<EndForm>(&s, &path, "end", fresh).await?;
        let piloting = matches!(seat.given.role, Role::Pilot | Role::CoPilot);
        let answers = Ending::ALL.iter().map(|ending| Choice {
            value: ending.word(),
            title: capitalised(ending.label()),
            meaning: match ending {
                Ending::Now => "Ses droits cessent maintenant.".into(),
                Ending::Day => "Le mandat vaut encore ce jour-là.".into(),
            },
            icon: None,
        });
        let body = view! {
            {about(&seat)}
            <h1>"Terminer le mandat"</h1>
            {draft::parts::refused(&f, "Le mandat n’est pas terminé")}
            <p class="prose">"Ce que cette personne a écrit reste, signé de son nom."{piloting.then_some(" Si personne d’autre ne pilote le comité, ses actions seront aussitôt lues « Sans pilote » : pour l’éviter, passez plutôt la main.")}</p>
            <form class="entry" method="post" action={<EndMandate as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("region", region.id)}
                {form::carried("mandate", seat.id)}
                {form::carried("version", seat.version)}
                {form::choices("ending", "Quand ?", "", answers.collect(), &f.typed.ending, &f.errors)}
                {form::input("date", "last", "Dernier jour", "Seulement pour une fin un jour choisi.", &f.typed.last, &f.errors)}
                {form::submit_bar("Terminer le mandat", f.is_refused(), Some(("Annuler", back.clone())), ())}
            </form>
        };
        let mut trail = crumbs(&region);
        trail.push(Crumb(seat.name.clone(), back));
        let title = f.title(&format!("Terminer le mandat de {}, {}", seat.name, region.name));
        Ok(Page::new(title, trail, body).here("Terminer le mandat").narrow())
    })
}

#[component]
pub fn HandoverPage() -> impl IntoView {
    let (region, person, id) = (segment("region"), segment("person"), segment("mandate"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let (region, seat) = mandate_here(&s, &region, &person, &id).await?;
        let back = region.person_path(seat.person);
        let path = format!("{back}/mandats/{}/passation", seat.id);
        let month = s.today.checked_add_months(chrono::Months::new(1)).unwrap_or(s.today);
        let fresh = || HandoverForm {
            organisation: seat.organisation.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
            starts: s.today.to_string(),
            last: month.to_string(),
            ..HandoverForm::default()
        };
        let f = draft::open::<HandoverForm>(&s, &path, "handover", fresh).await?;
        let near = near(&s, &region, &seat).await?;
        let organisations = organisations_of(&s, &region, &f.typed.organisation).await?;
        let meanwhile = seat.given.ends.map(|day| {
            format!(
                "Ce mandat se termine déjà le {} : la date ci-dessous remplacera celle-là.",
                when::date(day)
            )
        });
        let body = view! {
            {hydration()}
            {about(&seat)}
            <h1>"Passer la main"</h1>
            {draft::parts::refused(&f, "La passation n’est pas enregistrée")}
            {draft::parts::notice(&f, &s)}
            <p class="prose">"Pendant le tuilage, qui part et qui arrive ont tous les deux les droits du mandat : le temps de transmettre les contacts, les fichiers et ce qui est en cours."</p>
            {meanwhile.map(|text| view! { <div class="reminder"><p>{text}</p></div> })}
            <form class="entry" method="post" action={<HandOverMandate as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("region", region.id)}
                {form::carried("mandate", seat.id)}
                {form::carried("version", seat.version)}
                {(!near.is_empty()).then(|| Select {
                    name: "successor", label: "Qui prend la suite ?", none: "Quelqu’un d’autre", chosen: &f.typed.successor, errors: &f.errors,
                    hint: "Quelqu’un du comité ou de la structure ; sinon, remplissez le nom et l’adresse.",
                    groups: vec![Group { name: String::new(), options: near }],
                }.view())}
                {invited(&f.typed.name, &f.typed.email, &f.errors)}
                {Select {
                    name: "organisation", label: "Structure représentée", hint: "", none: "Aucune", chosen: &f.typed.organisation,
                    errors: &f.errors, groups: organisations,
                }.view()}
                {form::input("date", "starts", "Premier jour de qui arrive", "", &f.typed.starts, &f.errors)}
                {form::input("date", "last", "Dernier jour de qui part", "", &f.typed.last, &f.errors)}
                {form::submit_bar("Enregistrer la passation", f.is_refused(), Some(("Annuler", back.clone())), draft::parts::autosave(&f))}
            </form>
        };
        let mut trail = crumbs(&region);
        trail.push(Crumb(seat.name.clone(), back));
        let title = f.title(&format!("Passer la main, mandat de {}, {}", seat.name, region.name));
        Ok(Page::new(title, trail, body).here("Passer la main").narrow())
    })
}

/// Those who may take over soonest: of the same committee or of the same organisation.
async fn near(s: &Session, region: &Region, seat: &Seat) -> Result<Vec<pick::Answer>, AppError> {
    let mut all = Vec::new();
    if let Some(id) = seat.given.committee {
        all.extend(seats(&s.db.read, region.id, Which::Committee(id), Some(s.today)).await?);
    }
    if let Some((id, _)) = &seat.organisation {
        all.extend(seats(&s.db.read, region.id, Which::Organisation(*id), Some(s.today)).await?);
    }
    let mut people: Vec<_> =
        all.into_iter().filter(|other| other.person != seat.person).map(|o| (o.name, o.person)).collect();
    people.sort();
    people.dedup();
    people.truncate(SHOWN);
    Ok(people.into_iter().map(|(name, id)| (id.to_string(), name)).collect())
}
