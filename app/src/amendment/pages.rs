//! The amendments of a sheet: their list, the form that proposes one, one with its difference and its decision.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{DecideAmendment, ProposeAmendment, WithdrawAmendment};
use super::model::{Amendment, DecisionForm, ProposalForm, State, Verdict};
use super::{parts, store};
use crate::access::Verb;
use crate::action_sheet::model::{Locked, Sheet};
use crate::action_sheet::parts::{Address, crumbs};
use crate::action_sheet::store::in_force;
use crate::draft::{self, Opened};
use crate::error::AppError;
use crate::ids::FormKey;
use crate::session::{Session, digest};
use crate::ui::{Crumb, Page, diff, form, hydration, page, segment};
use crate::when;

/// What the marks of a difference mean.
const MARKS: &str = "Souligné : ajouté ; barré : retiré.";

#[component]
pub fn AmendmentsPage() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let amendments = store::list(&s.db.read, &s.actor, &sheet).await?;
        let lines = amendments.iter().map(|amendment| parts::line(&s, &sheet, amendment)).collect_view();
        let proposals = parts::may_propose(&s, &sheet).then(|| {
            let links = Locked::all().map(|part| {
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
pub fn ProposePage() -> impl IntoView {
    let (address, part) = (Address::here(), Locked::from_slug(&segment("part")));
    let session = Session::signed_in();
    page(async move {
        let (s, part) = (session?, part.ok_or(AppError::NotFound)?);
        let sheet = address.open(&s).await?;
        s.actor.may(Verb::ProposeAmendment, sheet.place())?;
        sheet.check_amendable()?;
        let current = in_force(&s.db.read, &sheet, part).await?;
        let seen = digest([current.as_bytes()]);
        let path = format!("{}/proposer/{}", sheet.amendments_path(), part.slug());
        let fresh = || ProposalForm { body: current.clone(), seen: seen.clone(), ..ProposalForm::default() };
        let f = draft::open::<ProposalForm>(&s, &path, "amendment", fresh).await?;
        // another amendment was accepted since this draft was begun: what is in force stands above what is typed
        let meanwhile = (f.typed.seen != seen).then(|| current.clone());
        let heading = format!("Proposer un avenant : {}", part.label().to_lowercase());
        let area = |name, label, hint, rows, value| {
            form::TextArea { name, label, titled: false, hint, rows, value, errors: &f.errors }.view()
        };
        let text = match part {
            Locked::Title => {
                form::input("text", "body", "Intitulé proposé", "", &f.typed.body, &f.errors).into_any()
            }
            Locked::Rubric(_) => area(
                "body",
                "Texte proposé",
                "Le texte entier, tel qu’il remplacera celui qui est en vigueur.",
                12,
                &f.typed.body,
            )
            .into_any(),
        };
        let body = view! {
            {hydration()}
            {about(&sheet)}
            <h1>{heading.clone()}</h1>
            <p>"Le texte adopté reste en vigueur jusqu’à la décision de l’animation du plan. S’il est accepté, l’avenant porte un numéro et toute la région en lit la différence."</p>
            {draft::parts::refused(&f, "L’avenant n’est pas proposé")}
            {draft::parts::notice(&f, &s)}
            {meanwhile.map(|text| view! { <div class="reminder"><p>"Enregistré entre-temps, en vigueur aujourd’hui :"</p><p class="diff">{text}</p></div> })}
            <form class="entry" method="post" action={<ProposeAmendment as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("part", part.word())}
                {form::carried("seen", seen)}
                {text}
                {area("reason", "Pourquoi ce changement ?", "Lu par l’animation du plan, puis avec l’avenant.", 3, &f.typed.reason)}
                {form::submit_bar("Proposer l’avenant", f.is_refused(), Some(("Revenir à la fiche", sheet.path())), draft::parts::autosave(&f))}
            </form>
        };
        let title = f.title(&format!("{heading}, {}", sheet.name().to_lowercase()));
        Ok(Page::new(title, trail(&sheet), body).here("Proposer").narrow())
    })
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
        let current = in_force(&s.db.read, &sheet, amendment.part).await?;
        let waits = amendment.state == State::Proposed && sheet.check_amendable().is_ok();
        let decides = waits && s.actor.can(Verb::DecideAmendment, &sheet.place());
        let path = amendment.path(&sheet);
        let f = draft::open::<DecisionForm>(&s, &path, "decision", DecisionForm::default).await?;
        let moved = amendment.state == State::Proposed && current != amendment.before;
        let heading = format!("{} : {}", amendment.name(), amendment.part.label().to_lowercase());
        let own = store::is_own(&amendment, s.actor.person());
        let withdraws = waits && own && s.actor.can(Verb::ProposeAmendment, &sheet.place());
        let body = view! {
            {decides.then(hydration)}
            {about(&sheet)}
            <h1>{heading.clone()}</h1>
            {decides.then(|| draft::parts::refused(&f, "L’avenant n’est pas décidé"))}
            {facts(&s, &amendment)}
            <section aria-labelledby="difference">
                <h2 id="difference">{if moved { "Ce qui était proposé" } else { "Ce qui change" }}</h2>
                {diff::words(&amendment.before, &amendment.after)}
                <p class="meta">{MARKS}</p>
            </section>
            {moved.then(|| view! {
                <section aria-labelledby="aujourd-hui">
                    <div class="fr-alert fr-alert--warning">
                        <h2 class="fr-alert__title" id="aujourd-hui">"Le texte en vigueur a changé depuis cette proposition"</h2>
                        <p>"Un autre avenant a été adopté entre-temps. Voici ce que celui-ci changerait au texte d’aujourd’hui."</p>
                    </div>
                    {diff::words(&current, &amendment.after)}
                    <p class="meta">{MARKS}</p>
                </section>
            })}
            {decides.then(|| decision(&s, &sheet, &amendment, &f, &current))}
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

fn decision(
    s: &Session,
    sheet: &Sheet,
    amendment: &Amendment,
    f: &Opened<DecisionForm>,
    current: &str,
) -> impl IntoView + use<> {
    let answers = Verdict::ALL.iter().map(|verdict| form::Choice {
        value: verdict.word(),
        title: verdict.label().into(),
        meaning: match verdict {
            Verdict::Accept => {
                "Son texte entre en vigueur aussitôt ; il porte le numéro suivant de la fiche."
            }
            Verdict::Refuse => "Le texte en vigueur reste ; le motif sera lu par qui a proposé.",
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
                {form::carried("seen", digest([current.as_bytes()]))}
                {form::choices("verdict", "Que décidez-vous ?", "", answers.collect(), &f.typed.verdict, &f.errors)}
                {area.view()}
                {form::submit_bar("Enregistrer la décision", f.is_refused(), Some(("Décider plus tard", sheet.path())), draft::parts::autosave(f))}
            </form>
        </section>
    }
}
