//! The forms that propose an amendment: one for each of what the adoption locks, in one frame.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{about, difference::whole, goals, trail};
use crate::access::Verb;
use crate::action_sheet::model::{Locked, Sheet};
use crate::action_sheet::parts::Address;
use crate::amendment::api::{AmendTargeting, ProposeAmendment};
use crate::amendment::model::{Amendment, Content, ProposalForm, State, TargetsForm};
use crate::amendment::{parts, store};
use crate::card::pages::Shown;
use crate::draft::{self, Opened};
use crate::error::AppError;
use crate::session::Session;
use crate::targeting::model::Targeting;
use crate::ui::{Page, form, hydration, page, segment};

/// What is about to be amended.
pub struct Asked {
    pub s: Session,
    pub sheet: Sheet,
    pub part: Locked,
    pub current: Content,
    /// Those of the same part that wait for a decision.
    pub waiting: Vec<Amendment>,
    /// The digest of `current`.
    pub seen: String,
}

#[component]
pub fn ProposePage() -> impl IntoView {
    let (address, part) = (Address::here(), Locked::from_slug(&segment("part")));
    let session = Session::signed_in();
    page(async move {
        let (s, part) = (session?, part.ok_or(AppError::NotFound)?);
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::ProposeAmendment, sheet.place())?;
        sheet.check_amendable()?;
        store::check_template(&s.db.read, &sheet, part).await?;
        let current = store::in_force(&s.db.read, &sheet, part).await?;
        let seen = current.digest()?;
        let mut waiting = store::list(&s.db.read, &s.actor, &sheet).await?;
        waiting.retain(|one| one.part() == part && one.state == State::Proposed);
        let asked = Asked { s, sheet, part, current, waiting, seen };
        match &asked.current {
            Content::Title(current) | Content::Stake(current) => text(&asked, current).await,
            Content::Goals(current) => goals::screen(&asked, current).await,
            Content::Targeting(current) => targets(&asked, current).await,
        }
    })
}

/// Another title, or another text.
async fn text(asked: &Asked, current: &str) -> Result<Page, AppError> {
    let fresh =
        || ProposalForm { body: current.to_owned(), seen: asked.seen.clone(), ..ProposalForm::default() };
    let f = asked.open(fresh).await?;
    let (value, errors) = (&f.typed.body, &f.errors);
    let field = if asked.part == Locked::Title {
        form::input("text", "body", "Intitulé proposé", "", value, errors).into_any()
    } else {
        let hint = "Le texte entier, tel qu’il remplacera celui qui est en vigueur.";
        form::TextArea { name: "body", label: "Texte proposé", titled: false, hint, rows: 12, value, errors }
            .view()
            .into_any()
    };
    let fields = view! { {form::carried("part", asked.part.word())}{field} }.into_any();
    Ok(asked.screen::<ProposeAmendment, _>(&f, (&f.typed.seen, &f.typed.reason), fields))
}

/// Other targets.
async fn targets(asked: &Asked, current: &Targeting) -> Result<Page, AppError> {
    let f = asked.open(|| TargetsForm::of(current, asked.seen.clone())).await?;
    let fields = Targeting::fields(&asked.s, &asked.sheet, &f.typed.targeting(), &f.errors).await?;
    Ok(asked.screen::<AmendTargeting, _>(&f, (&f.typed.seen, &f.typed.reason), fields))
}

impl Asked {
    /// The form, as it was left.
    ///
    /// # Errors
    /// As `draft::open`.
    pub async fn open<T: serde::de::DeserializeOwned>(
        &self,
        fresh: impl FnOnce() -> T,
    ) -> Result<Opened<T>, AppError> {
        draft::open(&self.s, &parts::propose_path(&self.sheet, self.part), "amendment", fresh).await
    }

    /// The frame of the fields: what was read (a digest) and the reason, as they were typed, are of every such form.
    pub fn screen<F: ServerFn, T: 'static>(
        &self,
        f: &Opened<T>,
        (read, why): (&str, &str),
        fields: AnyView,
    ) -> Page {
        let Self { s, sheet, part, current, waiting, seen } = self;
        let (seen, back) = (seen.clone(), sheet.path());
        // another amendment was accepted since this draft was begun: what is in force stands above what is typed
        let meanwhile = (read != seen.as_str()).then(|| whole(current));
        let heading = format!("Proposer un avenant : {}", part.label().to_lowercase());
        let reason = form::TextArea {
            name: "reason",
            label: "Pourquoi ce changement ?",
            titled: false,
            hint: "Lu par l’animation du plan, puis avec l’avenant.",
            rows: 3,
            value: why,
            errors: &f.errors,
        };
        // a long form of several fields: a bar that stays in sight would hide some of them
        let free = f.is_refused() || matches!(part, Locked::Goals | Locked::Targeting);
        let body = view! {
            {hydration()}
            {about(sheet)}
            <h1>{heading.clone()}</h1>
            <p>"Ce qui a été adopté reste en vigueur jusqu’à la décision de l’animation du plan. S’il est accepté, l’avenant porte un numéro et toute la région en lit la différence."</p>
            {(!waiting.is_empty()).then(|| view! {
                <div class="reminder">
                    <p>"Déjà proposé, en attente d’une décision ; ce que vous proposez s’y ajoutera :"</p>
                    <ul class="rows">{waiting.iter().map(|one| parts::line(s, sheet, one)).collect_view()}</ul>
                </div>
            })}
            {draft::parts::refused(f, "L’avenant n’est pas proposé")}
            {draft::parts::notice(f, s)}
            {meanwhile.map(|current| view! { <div class="reminder"><p>"Enregistré entre-temps, en vigueur aujourd’hui :"</p>{current}</div> })}
            <form class="entry" method="post" action={F::url()}>
                {draft::parts::carried(f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("seen", seen)}
                {fields}
                {reason.view()}
                {form::submit_bar("Proposer l’avenant", free, Some(("Revenir à la fiche", back)), draft::parts::autosave(f))}
            </form>
        };
        let title = f.title(&format!("{heading}, {}", sheet.name().to_lowercase()));
        Page::new(title, trail(sheet), body).here("Proposer").narrow()
    }
}
