//! One page per move of the life cycle: what it does, what it asks, one button.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::{self, Verb};
use crate::action_sheet::api::MoveSheet;
use crate::action_sheet::life::StepWord;
use crate::action_sheet::model::MoveForm;
use crate::action_sheet::parts::{Address, crumbs};
use crate::action_sheet::store;
use crate::directory;
use crate::draft;
use crate::error::AppError;
use crate::session::Session;
use crate::template::{self, model::Section};
use crate::ui::{Page, form, hydration, page, segment};

#[component]
pub fn MovePage() -> impl IntoView {
    let (address, word) = (Address::here(), StepWord::from_word(&segment("step")));
    let session = Session::signed_in();
    page(async move {
        let (s, word) = (session?, word.ok_or(AppError::NotFound)?);
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::MoveSheet, sheet.place())?;
        if !StepWord::legal_from(&sheet.status).contains(&word) {
            let why =
                format!("Cette fiche est « {} » : elle n’accepte pas ce changement.", sheet.status.label());
            return Err(AppError::Forbidden(why));
        }
        let missing = match word {
            StepWord::Adopt => {
                let template = template::store::followed(&s.db.read, &sheet).await?;
                let filled = store::filled(&s.db.read, sheet.id).await?;
                template.missing(&filled).into_iter().cloned().collect()
            }
            _ => Vec::new(),
        };
        let piloted = match word {
            StepWord::Adopt => {
                let pilots = access::store::pilots(&s.db.read, [sheet.committee_id], s.today).await?;
                pilots.values().any(|rows| !rows.is_empty())
            }
            _ => true,
        };
        let path = format!("{}/etat/{}", sheet.path(), word.word());
        let f = draft::open::<MoveForm>(&s, &path, "move", MoveForm::default).await?;
        let bad = f.is_refused() && word.asks_why();
        let body = view! {
            {word.asks_why().then(hydration)}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>{word.label()}</h1>
            {bad.then(|| draft::parts::refused(&f, "L’état n’a pas changé"))}
            <p>{word.explanation()}</p>
            {(!piloted).then(|| nobody(directory::parts::naming_pilot(&s, &sheet)))}
            {if missing.is_empty() {
                view! {
                    <form class="entry" method="post" action={<MoveSheet as ServerFn>::url()}>
                        {draft::parts::carried(&f)}
                        {form::carried("sheet", sheet.id)}
                        {form::carried("version", sheet.version)}
                        {form::carried("step", word.word())}
                        {word.asks_why().then(|| form::TextArea { name: "reason", label: "Pourquoi ?", titled: false, hint: "Lu sur la fiche et dans le tableau du CROCT.", rows: 3, value: &f.typed.reason, errors: &f.errors }.view())}
                        {until_hint(word).map(|hint| form::input("date", "until", "Jusqu’à quand ?", hint, &f.typed.until, &f.errors))}
                        {form::submit_bar(word.label(), bad, Some(("Ne rien changer", sheet.path())), word.asks_why().then(|| draft::parts::autosave(&f)))}
                    </form>
                }.into_any()
            } else {
                view! {
                    <div class="fr-alert fr-alert--warning">
                        <h2 class="fr-alert__title">"La fiche ne peut pas encore être adoptée"</h2>
                        <p>"Il manque :"</p>
                        <ul>{missing.into_iter().map(|section: Section| view! { <li><a href=sheet.rubric_path(section.kind)>{format!("Écrire « {} »", section.title)}</a></li> }).collect_view()}</ul>
                    </div>
                    <p><a class="fr-link" href=sheet.path()>"Revenir à la fiche sans rien changer"</a></p>
                }.into_any()
            }}
        };
        let prefix = if bad { "Erreur : " } else { "" };
        Ok(Page::new(
            format!("{prefix}{}, {}", word.label(), sheet.name().to_lowercase()),
            crumbs(&sheet),
            body,
        )
        .narrow())
    })
}

/// What the date of a move means when it is left out; `None` for a move that takes no date.
fn until_hint(word: StepWord) -> Option<&'static str> {
    match word {
        StepWord::Pause => Some("Si c’est décidé."),
        StepWord::Prolong => Some("Laissée vide : six mois de plus."),
        StepWord::TakeUp
        | StepWord::OpenToCommittee
        | StepWord::Adopt
        | StepWord::Start
        | StepWord::Resume
        | StepWord::Abandon
        | StepWord::Close => None,
    }
}

/// The sheet that is adopted has no pilot; where one is named.
fn nobody(named: Option<String>) -> impl IntoView + use<> {
    view! {
        <div class="fr-alert fr-alert--warning">
            <h2 class="fr-alert__title">"Cette fiche n’a pas de pilote"</h2>
            <p>"Vous pouvez l’adopter : elle sera lue « Sans pilote » par toute la région, et personne ne fera ses points d’avancement. "{named.map(|href| view! { <a href=href>"Nommer un pilote"</a>"." })}</p>
        </div>
    }
}
