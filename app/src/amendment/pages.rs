//! The amendments of a sheet: their list, the forms that propose one, one with its difference and its decision.
mod difference;
mod goals;
mod propose;

use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{DecideAmendment, WithdrawAmendment};
use super::model::{Amendment, DecisionForm, State, Verdict};
use super::{parts, store};
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
use crate::draft::{self, Opened};
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::Session;
use crate::ui::{Crumb, Page, form, hydration, page, segment};
use crate::when;

use difference::difference;
pub use propose::ProposePage;

#[component]
pub fn AmendmentsPage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let amendments = store::list(&s.db.read, &s.actor, &sheet).await?;
        let lines = amendments.iter().map(|amendment| parts::line(&s, &sheet, amendment)).collect_view();
        let may_propose = parts::may_propose(&s, &sheet);
        let amendable = if may_propose { store::amendable(&s.db.read, &sheet).await? } else { Vec::new() };
        let proposals = may_propose.then(|| {
            let links = amendable.into_iter().map(|part| {
                view! { <li>{format!("{} : ", part.label())}{parts::propose(&sheet, part)}</li> }
            });
            view! {
                <section aria-labelledby="proposer">
                    <h2 id="proposer">"Changer ce qui a été adopté"</h2>
                    <ul>{links.collect_view()}</ul>
                </section>
            }
        });
        let body = view! {
            {about(&sheet)}
            <h1>"Avenants"</h1>
            {amendments.is_empty().then(|| view! { <div class="empty"><p>"Aucun avenant. Ce qui a été adopté avec la fiche change par avenant : proposé avec son motif, décidé par l’animation du plan, numéroté."</p></div> })}
            <ul class="rows">{lines}</ul>
            {proposals}
        };
        let title = format!("Avenants, {}", sheet.name().to_lowercase());
        Ok(Page::new(title, crumbs(&sheet), body).here("Avenants").narrow())
    })
}

fn about(sheet: &Sheet) -> impl IntoView + use<> {
    view! { <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p> }
}

fn trail(sheet: &Sheet) -> Vec<Crumb> {
    let mut trail = crumbs(sheet);
    trail.push(Crumb("Avenants".into(), sheet.amendments_path()));
    trail
}

#[component]
pub fn AmendmentPage() -> impl IntoView {
    let (address, asked) = (Address::here(), segment("amendment"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let id = asked.parse().map_err(|_| AppError::NotFound)?;
        let amendment = store::get(&s.db.read, &s.actor, &sheet, id).await?;
        let current = store::in_force(&s.db.read, &sheet, amendment.part()).await?;
        let waits = amendment.state == State::Proposed && sheet.check_amendable().is_ok();
        let decides = waits && s.actor.can(Verb::DecideAmendment, &sheet.place());
        let path = amendment.path(&sheet);
        let f = draft::open::<DecisionForm>(&s, &path, "decision", DecisionForm::default).await?;
        let moved = amendment.state == State::Proposed && current != amendment.before;
        // what another amendment changed meanwhile stays, unless this one changes it too
        let today = amendment.after.over(&amendment.before, &current);
        let void = today == current;
        let seen = current.digest()?;
        let heading = amendment.heading();
        let own = store::is_own(&amendment, s.actor.person());
        let withdraws = waits && own && s.actor.can(Verb::ProposeAmendment, &sheet.place());
        let body = view! {
            {decides.then(hydration)}
            {about(&sheet)}
            <h1>{heading.clone()}</h1>
            {decides.then(|| draft::parts::refused(&f, "L’avenant n’est pas décidé"))}
            {facts(&s, &amendment)}
            {too_late(&amendment, &path, &f)}
            <section aria-labelledby="difference">
                <h2 id="difference">{if moved { "Ce qui était proposé" } else { "Ce qui change" }}</h2>
                {difference(&amendment.before, &amendment.after)}
            </section>
            {moved.then(|| view! {
                <section aria-labelledby="aujourd-hui">
                    <div class="fr-alert fr-alert--warning">
                        <h2 class="fr-alert__title" id="aujourd-hui">"Ce qui est en vigueur a changé depuis cette proposition"</h2>
                        <p>"Un autre avenant a été adopté entre-temps. "{if void { "Celui-ci ne changerait plus rien : il ne peut qu’être refusé ou retiré." } else { "Voici ce que celui-ci changerait à ce qui est en vigueur aujourd’hui." }}</p>
                    </div>
                    {(!void).then(|| difference(&current, &today))}
                </section>
            })}
            {decides.then(|| decision(&s, &sheet, &amendment, &f, seen))}
            {withdraws.then(|| view! {
                <form method="post" action={<WithdrawAmendment as ServerFn>::url()}>
                    {form::hidden(FormKey::new(), &path, "withdraw")}
                    {form::carried("sheet", sheet.id)}
                    {form::carried("amendment", amendment.id)}
                    <button class="fr-btn fr-btn--tertiary">"Retirer ma proposition"</button>
                </form>
            })}
        };
        let heading = if decides { f.title(&heading) } else { heading };
        let title = format!("{heading}, {}", sheet.name().to_lowercase());
        Ok(Page::new(title, trail(&sheet), body).here(amendment.name()).narrow())
    })
}

fn facts(s: &Session, amendment: &Amendment) -> impl IntoView + use<> {
    let day = |at: chrono::DateTime<chrono::Utc>| when::date(at.with_timezone(&s.time_zone).date_naive());
    let ended = amendment.state.decision().map(|decision| {
        let why =
            (!decision.reason.is_empty()).then(|| view! { <p class="meta">{decision.reason.clone()}</p> });
        view! { <p class="meta">{format!("{}, le {}", decision.by_name, day(decision.at))}</p>{why} }
    });
    view! {
        <dl class="facts">
            <div><dt>"État"</dt><dd>{amendment.state.word().label()}{ended}</dd></div>
            <div><dt>"Proposé par"</dt><dd>{amendment.by_name.clone()}<p class="meta">{format!("le {}", day(amendment.at))}</p></dd></div>
            <div><dt>"Motif"</dt><dd>{amendment.reason.clone()}</dd></div>
        </dl>
    }
}

/// What was written to decide an amendment that somebody else decided meanwhile.
fn too_late(amendment: &Amendment, path: &str, f: &Opened<DecisionForm>) -> Option<impl IntoView + use<>> {
    amendment.state.decision()?;
    let draft = f.draft.as_ref().filter(|_| !f.typed.reason.trim().is_empty())?;
    Some(view! {
        <div class="reminder">
            <p>"Ce que vous aviez écrit, et qui n’est pas enregistré :"</p>
            <p class="typed">{f.typed.reason.clone()}</p>
            {draft::parts::discard(draft, path, &amendment.name())}
        </div>
    })
}

fn decision(
    s: &Session,
    sheet: &Sheet,
    amendment: &Amendment,
    f: &Opened<DecisionForm>,
    seen: String,
) -> impl IntoView + use<> {
    let answers = Verdict::ALL.iter().map(|verdict| form::Choice {
        value: verdict.word(),
        title: verdict.label().into(),
        meaning: match verdict {
            Verdict::Accept => {
                "Ce qu’il change entre en vigueur aussitôt ; il porte le numéro suivant de la fiche."
            }
            Verdict::Refuse => "Ce qui est en vigueur reste ; le motif sera lu par qui a proposé.",
        }
        .into(),
        icon: None,
    });
    let area = form::TextArea {
        name: "reason",
        label: "Pourquoi ?",
        titled: false,
        hint: "Obligatoire pour un refus.",
        rows: 3,
        value: &f.typed.reason,
        errors: &f.errors,
    };
    view! {
        <section aria-labelledby="decider">
            <h2 id="decider">"Décider"</h2>
            {draft::parts::notice(f, s)}
            <form class="entry" method="post" action={<DecideAmendment as ServerFn>::url()}>
                {draft::parts::carried(f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("amendment", amendment.id)}
                {form::carried("seen", seen)}
                {form::choices("verdict", "Que décidez-vous ?", "", answers.collect(), &f.typed.verdict, &f.errors)}
                {area.view()}
                {form::submit_bar("Enregistrer la décision", f.is_refused(), Some(("Décider plus tard", sheet.path())), draft::parts::autosave(f))}
            </form>
        </section>
    }
}
