//! The organisations of a region: their list, one, its form.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{paged, tabs};
use crate::access::Verb;
use crate::committee::model::{College, OrganisationKind};
use crate::department::Department;
use crate::directory::api::{SaveOrganisation, VerifyOrganisation};
use crate::directory::model::{OrganisationEdit, OrganisationForm};
use crate::directory::parts::{self, crumbs, search};
use crate::directory::store::{
    Which,
    organisations::{self, Organisation},
    seats,
};
use crate::draft;
use crate::error::AppError;
use crate::ids::{FormKey, OrganisationId};
use crate::plan::{self, model::Region};
use crate::session::Session;
use crate::text::{capitalised, counted};
use crate::ui::{
    Crumb, Page, form, hydration, page,
    paging::{self, PER_PAGE},
    pick::{self, Select},
    query, segment,
};
use crate::when;

/// The last part of the address of an organisation that is not there yet.
const NEW: &str = "nouvelle";

#[component]
pub fn OrganisationsPage() -> impl IntoView {
    let (region, asked, number) =
        (segment("region"), query("q").unwrap_or_default(), paging::asked(query("page").as_deref()));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let region = plan::store::find_region(&s.db.read, &s.actor, &region).await?;
        let plans = plan::store::list(&s.db.read, &s.actor).await?;
        let (found, total) = organisations::list(&s.db.read, &region, &asked, number, PER_PAGE).await?;
        let list = region.organisations_path();
        let may_write = s.actor.can(Verb::ManagePeople, &region.place());
        let lines = found
            .iter()
            .map(|o| {
                view! {
                    <li class="row-line">
                        <p class="row-title"><a href=region.organisation_path(o.id)>{o.is.name.clone()}</a></p>
                        <p class="meta">{format!("{} · collège {}", capitalised(o.is.kind.label()), o.is.college.label())}</p>
                    </li>
                }
            })
            .collect_view();
        let nothing = if asked.is_empty() {
            "Aucune structure. Une structure est ce que les personnes représentent : Dreets, Carsat, organisation de salariés…"
        } else {
            "Aucune structure ne porte ces mots. Essayez-en moins, ou un autre mot."
        };
        let body = view! {
            <h1>{format!("Structures, {}", region.name)}</h1>
            {tabs(&region, &plans, &list)}
            {search(&list, "Nom d’une structure", &asked)}
            {may_write.then(|| view! { <p><a class="fr-btn fr-btn--secondary" href=format!("{list}/{NEW}")>"Ajouter une structure"</a></p> })}
            <p class="meta">{counted(total, "structure", "structures")}</p>
            {(total == 0).then(|| view! { <div class="empty"><p>{nothing}</p></div> })}
            <ul class="rows">{lines}</ul>
            {paging::pages(number, total, move |n| paged(&list, &asked, n))}
        };
        Ok(Page::new(format!("Structures, {}", region.name), crumbs(&region), body).here("Structures"))
    })
}

#[component]
pub fn OrganisationPage() -> impl IntoView {
    let (region, asked) = (segment("region"), segment("organisation"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let region = plan::store::find_region(&s.db.read, &s.actor, &region).await?;
        let id: OrganisationId = asked.parse().map_err(|_| AppError::NotFound)?;
        let known = organisations::get(&s.db.read, region.id, id).await?;
        let plans = plan::store::list(&s.db.read, &s.actor).await?;
        let people = seats(&s.db.read, region.id, Which::Organisation(id), Some(s.today)).await?;
        let may_write = s.actor.can(Verb::ManagePeople, &region.place());
        let path = region.organisation_path(id);
        let lines = people
            .iter()
            .map(|seat| {
                view! {
                    <li class="row-line">
                        <p class="row-title">{parts::name(&region, seat)}</p>
                        <p class="meta">{format!("{} · {}", parts::title(seat, &plans), seat.given.period())}</p>
                    </li>
                }
            })
            .collect_view();
        let body = view! {
            <div class="title-row">
                <div><h1>{known.is.name.clone()}</h1><p class="meta">{capitalised(known.is.kind.label())}</p></div>
                {may_write.then(|| view! {
                    <ul class="actions">
                        <li><a class="fr-btn" href=format!("{}/inviter?structure={id}", region.directory())>"Inviter quelqu’un"<span class="sr-only">{format!(" de {}", known.is.name)}</span></a></li>
                        <li><a class="fr-btn fr-btn--secondary" href=format!("{path}/modifier")>"Modifier"<span class="sr-only">{format!(" : {}", known.is.name)}</span></a></li>
                    </ul>
                })}
            </div>
            {facts(&s, &known)}
            {may_write.then(|| verify(&region, &known, &path))}
            <h2>"Qui la représente"</h2>
            {people.is_empty().then(|| view! { <div class="empty"><p>"Personne n’a de mandat en cours pour cette structure."</p></div> })}
            <ul class="rows">{lines}</ul>
        };
        let mut trail = crumbs(&region);
        trail.push(Crumb("Structures".into(), region.organisations_path()));
        let title = format!("{}, annuaire, {}", known.is.name, region.name);
        Ok(Page::new(title, trail, body).here(known.is.name.clone()))
    })
}

fn facts(s: &Session, known: &Organisation) -> impl IntoView + use<> {
    let places = known.is.departments.iter().map(|d| d.label()).collect::<Vec<_>>().join(", ");
    let places = if places.is_empty() { "non renseignés".to_owned() } else { places };
    let contact =
        if known.is.contact.is_empty() { "non renseigné".to_owned() } else { known.is.contact.clone() };
    let verified = match known.verified_on {
        Some(day) => format!("vérifié le {} ({})", when::date(day), when::age(day, s.today)),
        None => "jamais vérifié".to_owned(),
    };
    view! {
        <dl class="facts">
            <div><dt>"Collège"</dt><dd>{capitalised(known.is.college.label())}</dd></div>
            <div><dt>"Départements"</dt><dd>{places}</dd></div>
            <div><dt>"Contact"</dt><dd>{contact}<p class="meta">{verified}</p></dd></div>
        </dl>
    }
}

fn verify(region: &Region, known: &Organisation, path: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action={<VerifyOrganisation as ServerFn>::url()}>
            {form::hidden(FormKey::new(), path, "verify")}
            {form::carried("region", region.id)}
            {form::carried("organisation", known.id)}
            {form::carried("version", known.version)}
            <p class="actions"><button class="fr-btn fr-btn--sm fr-btn--tertiary">"Contact vérifié aujourd’hui"</button></p>
        </form>
    }
}

#[component]
pub fn EditOrganisationPage() -> impl IntoView {
    let (region, asked) = (segment("region"), segment("organisation"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let region = plan::store::find_region(&s.db.read, &s.actor, &region).await?;
        let known = match asked.as_str() {
            "" => None,
            id => {
                let id = id.parse().map_err(|_| AppError::NotFound)?;
                Some(organisations::get(&s.db.read, region.id, id).await?)
            }
        };
        s.actor.may(Verb::ManagePeople, region.place())?;
        let (path, back, heading) = match &known {
            Some(o) => {
                let back = region.organisation_path(o.id);
                (format!("{back}/modifier"), back, "Modifier la structure")
            }
            None => {
                let back = region.organisations_path();
                (format!("{back}/{NEW}"), back, "Ajouter une structure")
            }
        };
        let f =
            draft::open::<OrganisationForm>(&s, &path, "organisation", || as_known(known.as_ref())).await?;
        // somebody changed it since this draft was begun: what is saved stands above what is typed
        let meanwhile = known.as_ref().filter(|o| f.draft.is_some() && f.typed.version != o.version);
        let departments =
            Department::of_region(&region.code).map(|d| (d.code.to_owned(), d.label())).collect();
        let body = view! {
            {hydration()}
            <h1>{heading}</h1>
            {draft::parts::refused(&f, "La structure n’est pas enregistrée")}
            {draft::parts::notice(&f, &s)}
            {meanwhile.map(|o| view! { <div class="reminder"><p>"Enregistré entre-temps :"</p><p><strong>{o.is.name.clone()}</strong></p>{facts(&s, o)}</div> })}
            <form class="entry" method="post" action={<SaveOrganisation as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("region", region.id)}
                {known.as_ref().map(|o| form::carried("organisation", o.id))}
                {known.as_ref().map(|o| form::carried("version", o.version))}
                {form::input("text", "name", "Nom", "Tel que les partenaires le disent.", &f.typed.name, &f.errors)}
                {Select {
                    name: "kind", label: "Nature", hint: "", none: "Choisir", chosen: &f.typed.kind, errors: &f.errors,
                    groups: pick::options(OrganisationKind::ALL, OrganisationKind::word, OrganisationKind::label),
                }.view()}
                {Select {
                    name: "college", label: "Collège", hint: "Le côté du CROCT où elle siège : la pluralité des comités se lit par collège.",
                    none: "Choisir", chosen: &f.typed.college, errors: &f.errors,
                    groups: pick::options(College::ALL, College::word, College::label),
                }.view()}
                {pick::boxes("departments", "Départements", "Où elle travaille ; aucun si vous ne le savez pas.", departments, &f.typed.departments)}
                {form::input("text", "contact", "Contact", "Une adresse de fonction ou un nom, lus par tous les mandats de la région.", &f.typed.contact, &f.errors)}
                {form::submit_bar("Enregistrer la structure", f.is_refused(), Some(("Annuler", back)), draft::parts::autosave(&f))}
            </form>
        };
        let mut trail = crumbs(&region);
        trail.push(Crumb("Structures".into(), region.organisations_path()));
        if let Some(o) = &known {
            trail.push(Crumb(o.is.name.clone(), region.organisation_path(o.id)));
        }
        let named = known.as_ref().map_or_else(|| region.name.clone(), |o| o.is.name.clone());
        Ok(Page::new(f.title(&format!("{heading}, {named}")), trail, body).here(heading).narrow())
    })
}

fn as_known(known: Option<&Organisation>) -> OrganisationForm {
    known.map_or_else(OrganisationForm::default, |o| {
        let OrganisationEdit { name, kind, college, departments, contact } = &o.is;
        OrganisationForm {
            version: o.version,
            name: name.clone(),
            kind: kind.word().into(),
            college: college.word().into(),
            departments: departments.iter().map(|d| d.code.to_owned()).collect(),
            contact: contact.clone(),
            ..OrganisationForm::default()
        }
    })
}
