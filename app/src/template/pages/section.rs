//! One rubric of the template: how it is called, what to write in it, whether adoption asks for it.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::draft;
use crate::error::AppError;
use crate::plan;
use crate::session::Session;
use crate::template::api::SaveSection;
use crate::template::model::{Reuse, Section, SectionForm, YES};
use crate::template::store;
use crate::ui::{Crumb, Page, form, hydration, page, segment};

#[component]
pub fn SectionPage() -> impl IntoView {
    let (region, plan, kind) =
        (segment("region"), segment("plan"), RubricKind::from_slug(&segment("rubric")));
    let session = Session::signed_in();
    page(async move {
        let (s, kind) = (session?, kind.ok_or(AppError::NotFound)?);
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
        s.actor.may(Verb::ManageTemplate, plan.place())?;
        let template = store::newest(&s.db.read, plan.id).await?;
        let section = template.section(kind).ok_or(AppError::NotFound)?;
        let list = plan.template_path();
        let path = format!("{list}/{}", kind.slug());
        let f = draft::open::<SectionForm>(&s, &path, "section", || SectionForm::of(section)).await?;
        let meanwhile = (f.draft.is_some() && f.typed.version != section.version).then(|| section.clone());
        let heading = format!("Rubrique « {} »", section.title);
        let reuse = Reuse::ALL.iter().map(|place| form::Tick {
            value: place.word().into(),
            title: crate::text::capitalised(place.label()),
            meaning: String::new(),
            ticked: f.typed.reuse.iter().any(|word| word == place.word()),
        });
        let locked = kind.is_locked_by_adoption().then_some(
            "Une fois la fiche adoptée, cette rubrique ne change plus que par avenant : c’est une règle, pas un réglage de la trame.",
        );
        let body = view! {
            {hydration()}
            <h1>{heading.clone()}</h1>
            {draft::parts::refused(&f, "La rubrique n’est pas enregistrée")}
            {draft::parts::notice(&f, &s)}
            {meanwhile.map(|saved| view! { <div class="reminder"><p>"Enregistré entre-temps :"</p>{words(&saved)}</div> })}
            {locked.map(|text| view! { <p class="meta">{text}</p> })}
            <form class="entry" method="post" action={<SaveSection as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("plan", plan.id)}
                {form::carried("rubric", kind.word())}
                {form::carried("version", section.version)}
                {form::input("text", "title", "Son nom", "Celui que les pilotes liront sur la fiche.", &f.typed.title, &f.errors)}
                {form::TextArea { name: "instruction", label: "La consigne", titled: false, hint: "Ce qu’il faut y écrire. Lue au-dessus du champ et dans le mode d’emploi.", rows: 3, value: &f.typed.instruction, errors: &f.errors }.view()}
                <div class="fr-input-group">
                    <label class="check" for="mandatory">
                        <input type="checkbox" id="mandatory" name="form[mandatory]" value=YES checked=f.typed.mandatory == YES/>
                        <span>"Obligatoire : la fiche ne peut pas être adoptée tant que la rubrique est vide"</span>
                    </label>
                </div>
                {form::ticks("reuse", "Où est-elle relue ?", "Dit aux pilotes à quoi servira ce qu’ils écrivent.", reuse.collect(), &f.errors)}
                {form::submit_bar("Enregistrer la rubrique", f.is_refused(), Some(("Revenir à la trame", list.clone())), draft::parts::autosave(&f))}
            </form>
        };
        let trail =
            vec![Crumb(format!("{}, {}", plan.name, plan.region), plan.path()), Crumb("Trame".into(), list)];
        let title = f.title(&format!("{heading} de la trame, {}, {}", plan.name, plan.region));
        Ok(Page::new(title, trail, body).here(heading).narrow())
    })
}

fn words(section: &Section) -> impl IntoView + use<> {
    let needed = if section.mandatory { "obligatoire" } else { "facultative" };
    view! { <p class="row-title">{section.title.clone()}</p><p class="meta">{format!("{needed} · {}", section.hint())}</p> }
}
