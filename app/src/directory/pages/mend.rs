//! The form that mends a name or an address.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::Verb;
use crate::directory::api::MendPerson;
use crate::directory::model::PersonForm;
use crate::directory::parts::crumbs;
use crate::directory::store::people::{self, Known};
use crate::draft;
use crate::error::AppError;
use crate::plan;
use crate::session::Session;
use crate::ui::{Crumb, Page, form, hydration, page, segment};

#[component]
pub fn MendPersonPage() -> impl IntoView {
    let (region, asked) = (segment("region"), segment("person"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let region = plan::store::find_region(&s.db.read, &s.actor, &region).await?;
        let id = asked.parse().map_err(|_| AppError::NotFound)?;
        let known = people::get(&s.db.read, region.id, id).await?;
        s.actor.may(Verb::ManagePeople, region.place())?;
        people::check_mends(&s.db.read, &s.actor, id).await?;
        let back = region.person_path(id);
        let f =
            draft::open::<PersonForm>(&s, &format!("{back}/modifier"), "person", || as_known(&known)).await?;
        // somebody changed it since this draft was begun: what is saved stands above what is typed
        let meanwhile = (f.draft.is_some() && f.typed.version != known.version)
            .then(|| format!("{} · {}", known.name, known.email.as_deref().unwrap_or("sans adresse")));
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{known.name.clone()}</strong></p>
            <h1>"Corriger le nom ou l’adresse"</h1>
            {draft::parts::refused(&f, "Rien n’est corrigé")}
            {draft::parts::notice(&f, &s)}
            {meanwhile.map(|saved| view! { <div class="reminder"><p>"Enregistré entre-temps : "{saved}</p></div> })}
            <form class="entry" method="post" action={<MendPerson as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("region", region.id)}
                {form::carried("person", known.id)}
                {form::carried("version", known.version)}
                {form::input("text", "name", "Prénom et nom", "Ce qui est déjà signé garde le nom d’alors.", &f.typed.name, &f.errors)}
                {form::input("email", "email", "Adresse de courriel", "C’est par elle que cette personne se connecte : la changer termine ses sessions.", &f.typed.email, &f.errors)}
                {form::submit_bar("Enregistrer", f.is_refused(), Some(("Annuler", back.clone())), draft::parts::autosave(&f))}
            </form>
        };
        let mut trail = crumbs(&region);
        trail.push(Crumb(known.name.clone(), back));
        let title = f.title(&format!("Corriger le nom ou l’adresse de {}, {}", known.name, region.name));
        Ok(Page::new(title, trail, body).here("Corriger").narrow())
    })
}

fn as_known(known: &Known) -> PersonForm {
    PersonForm {
        version: known.version,
        name: known.name.clone(),
        email: known.email.clone().unwrap_or_default(),
        ..PersonForm::default()
    }
}
