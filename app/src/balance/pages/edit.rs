//! Writing a rubric of a balance. What somebody saved meanwhile stands above what is typed.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{about, id_here, open, trail};
use crate::access::Verb;
use crate::action_sheet::parts::Address;
use crate::balance::api::SaveBalanceText;
use crate::balance::model::{Part, PartText, TextForm};
use crate::balance::store;
use crate::draft;
use crate::error::AppError;
use crate::session::Session;
use crate::text::clean;
use crate::ui::{Crumb, Page, diff, form, hydration, page, segment};
use crate::when;

#[component]
pub fn BalanceTextPage() -> impl IntoView {
    let (address, id, part) = (Address::here(), id_here(), Part::from_slug(&segment("part")));
    let session = Session::signed_in();
    page(async move {
        let (s, part) = (session?, part.ok_or(AppError::NotFound)?);
        let (sheet, balance) = open(&s, &address, id).await?;
        s.actor.may(Verb::EditBalance, balance.place(&sheet))?;
        balance.check_writable()?;
        let texts = store::texts(&s.db.read, balance.id).await?;
        let saved = texts.into_iter().find(|text| text.part == part).unwrap_or_else(|| PartText::empty(part));
        let path = balance.part_path(&sheet, part);
        let fresh = || TextForm { version: saved.version, body: saved.body.clone(), ..TextForm::default() };
        let f = draft::open::<TextForm>(&s, &path, part.word(), fresh).await?;
        let mine = clean(&f.typed.body);
        let meanwhile = (f.typed.version != saved.version && mine != saved.body).then(|| {
            let at = saved.at.map(|at| when::moment(at.with_timezone(&s.time_zone))).unwrap_or_default();
            view! {
                <div class="fr-alert fr-alert--warning" id="entre-temps">
                    <h2 class="fr-alert__title">"Ce texte a changé pendant que vous écriviez"</h2>
                    <p>{format!("{} l’a enregistré le {at}. Rien n’est perdu : le vôtre est ci-dessous. Reprenez ce qui compte ; enregistrer remplacera le texte que voici.", saved.by_name)}</p>
                    <div class="prose">{diff::written(&mine, &saved.body)}</div>
                    <p class="meta">"Souligné : dans le texte enregistré seulement ; barré : dans le vôtre seulement."</p>
                </div>
            }
        });
        let notice = match saved.version {
            0 => draft::parts::notice(&f, &s).map(IntoAny::into_any),
            version => draft::parts::notice_of_version(&f, &s, version).map(IntoAny::into_any),
        };
        let area = form::TextArea {
            name: "body",
            label: part.label(),
            titled: true,
            hint: part.instruction(),
            rows: 12,
            value: &f.typed.body,
            errors: &f.errors,
        };
        let back = format!("{}#{}", balance.path(&sheet), part.slug());
        let body = view! {
            {hydration()}
            {about(&sheet)}
            <h1>{format!("Écrire : {}", part.label().to_lowercase())}</h1>
            {draft::parts::refused(&f, "Le texte n’est pas enregistré")}
            {meanwhile}
            {notice}
            <form class="entry" method="post" action={<SaveBalanceText as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("balance", balance.id)}
                {form::carried("part", part.word())}
                {form::carried("version", saved.version)}
                {area.view()}
                <p class="meta">"Une ligne vide sépare deux paragraphes. « - » commence une puce ; deux espaces devant la mettent sous celle d’avant. **gras**, *italique*."</p>
                {form::submit_bar("Enregistrer", f.is_refused(), Some(("Revenir sans enregistrer", back)), draft::parts::autosave(&f))}
            </form>
        };
        let mut crumbs = trail(&sheet);
        crumbs.push(Crumb(balance.title.clone(), balance.path(&sheet)));
        let title = f.title(&format!("{}, {}, {}", part.label(), balance.title, sheet.name().to_lowercase()));
        Ok(Page::new(title, crumbs, body).narrow())
    })
}
