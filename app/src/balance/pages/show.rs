//! A balance: its rubrics, where it stands, what one may do.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{about, id_here, open, trail};
use crate::access::{Place, Verb};
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::Address;
use crate::balance::api::MoveBalance;
use crate::balance::model::{Balance, PartText, Step, StepForm};
use crate::balance::store;
use crate::draft::{self, Opened};
use crate::ids::FormKey;
use crate::session::Session;
use crate::ui::{Page, form, hydration, markdown, page};
use crate::when;

#[component]
pub fn BalancePage() -> impl IntoView {
    let (address, id) = (Address::here(), id_here());
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let (sheet, balance) = open(&s, &address, id).await?;
        let texts = store::texts(&s.db.read, balance.id).await?;
        let source = store::source_of(&s.db.read, balance.id).await?;
        let path = balance.path(&sheet);
        let back = match may(&s, &sheet, &balance, Step::SendBack) {
            true => {
                let form = draft::open::<StepForm>(&s, &path, Step::SendBack.word(), StepForm::default);
                Some(form.await?.of_version(balance.version))
            }
            false => None,
        };
        let refused = back.as_ref().is_some_and(Opened::is_refused);
        let writable =
            balance.check_writable().is_ok() && s.actor.can(Verb::EditBalance, &balance.place(&sheet));
        let since = when::moment(balance.status_since.with_timezone(&s.time_zone));
        let comment = balance.is_sent_back().then(|| balance.comment.clone());
        let sees_drafts = s.actor.can(Verb::SeeDraft, &sheet.place());
        let reads_source = s.actor.can(Verb::ImportBalance, &Place { committee: None, ..sheet.place() });
        let source = source.filter(|_| sees_drafts).map(|(import, name, by, at)| {
            let at = when::moment(at.with_timezone(&s.time_zone));
            let href = format!("{}/bilans/import/{import}", sheet.plan_path);
            let reading = reads_source.then(|| view! { <a href=href>"Voir ce qui en a été lu"</a> });
            view! { <p class="meta">{format!("Repris par {by} le {at} du document « {name} ». ")}{reading}</p> }
        });
        let body = view! {
            {hydration()}
            {about(&sheet)}
            <h1>{balance.title.clone()}</h1>
            <p><span class="state-tag">{balance.status.label()}</span>{format!(" le {since}, {}", balance.by_name)}</p>
            {comment.map(|comment| view! {
                <div class="fr-alert fr-alert--warning"><h2 class="fr-alert__title">"À reprendre"</h2><p>{comment}</p></div>
            })}
            {source}
            <ul class="actions">
                <li><a class="fr-btn fr-btn--tertiary fr-btn--sm" href=format!("{path}/bilan.docx")>"Télécharger (DOCX)"</a></li>
                {writable.then(|| view! { <li><a class="fr-btn fr-btn--tertiary fr-btn--sm" href=balance.reattach_path(&sheet)>"Rattacher à une autre action"</a></li> })}
            </ul>
            {texts.iter().map(|text| rubric(&s, &sheet, &balance, text, writable)).collect_view()}
            {moves(&s, &sheet, &balance, &texts)}
            {back.map(|f| send_back(&s, &sheet, &balance, &f))}
        };
        let prefix = if refused { "Erreur : " } else { "" };
        let title = format!("{prefix}{}, {}", balance.title, sheet.name().to_lowercase());
        Ok(Page::new(title, trail(&sheet), body).here(balance.title.clone()).narrow())
    })
}

fn may(s: &Session, sheet: &Sheet, balance: &Balance, step: Step) -> bool {
    balance.status.after(step).is_some() && s.actor.can(store::verb_of(step), &balance.place(sheet))
}

fn rubric(
    s: &Session,
    sheet: &Sheet,
    balance: &Balance,
    text: &PartText,
    writable: bool,
) -> impl IntoView + use<> {
    let (label, slug) = (text.part.label(), text.part.slug());
    let signed =
        text.at.map(|at| format!("{}, {}", text.by_name, when::moment(at.with_timezone(&s.time_zone))));
    let edit = writable.then(|| {
        let href = balance.part_path(sheet, text.part);
        view! { <p class="no-print"><a class="fr-link" href=href>"Écrire"<span class="sr-only">{format!(" : {}", label.to_lowercase())}</span></a></p> }
    });
    view! {
        <section class="rubric" aria-labelledby=slug>
            <h2 id=slug>{label}</h2>
            {if text.body.is_empty() {
                view! { <div class="empty"><p>{if writable { text.part.instruction() } else { "Rien n’est écrit." }}</p></div> }.into_any()
            } else {
                view! { <div class="prose" inner_html=markdown::to_html(&text.body)></div> }.into_any()
            }}
            {signed.map(|signed| view! { <p class="meta">{signed}</p> })}
            {edit}
        </section>
    }
}

/// The moves that need no word; what is still empty is said before it is handed in.
fn moves(s: &Session, sheet: &Sheet, balance: &Balance, texts: &[PartText]) -> impl IntoView + use<> {
    let path = balance.path(sheet);
    let steps = Step::ALL.iter().filter(|step| **step != Step::SendBack && may(s, sheet, balance, **step));
    steps
        .map(|step| {
            view! {
                <form class="no-print" method="post" action={<MoveBalance as ServerFn>::url()}>
                    {form::hidden(FormKey::new(), &path, step.word())}
                    {form::carried("sheet", sheet.id)}
                    {form::carried("balance", balance.id)}
                    {form::carried("version", balance.version)}
                    {form::carried("step", step.word())}
                    <p>{step.explanation()}{(*step == Step::Submit).then(|| empty(texts))}</p>
                    <button class="fr-btn">{step.label()}</button>
                </form>
            }
        })
        .collect_view()
}

/// « Restent vides : leviers, freins. »
fn empty(texts: &[PartText]) -> Option<impl IntoView + use<>> {
    let empty = texts.iter().filter(|text| text.body.is_empty()).map(|text| text.part.label().to_lowercase());
    let empty = empty.collect::<Vec<_>>().join(", ");
    (!empty.is_empty()).then(|| view! { " "<strong>{format!("Restent vides : {empty}.")}</strong> })
}

fn send_back(s: &Session, sheet: &Sheet, balance: &Balance, f: &Opened<StepForm>) -> impl IntoView + use<> {
    let area = form::TextArea {
        name: "remark",
        label: "Ce qui est à reprendre",
        titled: false,
        hint: Step::SendBack.explanation(),
        rows: 3,
        value: &f.typed.remark,
        errors: &f.errors,
    };
    view! {
        <section class="no-print" aria-labelledby="renvoyer">
            <h2 id="renvoyer">{Step::SendBack.label()}</h2>
            {draft::parts::refused(f, "Le bilan n’est pas renvoyé")}
            {draft::parts::notice(f, s)}
            <form class="entry" method="post" action={<MoveBalance as ServerFn>::url()}>
                {draft::parts::carried(f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("balance", balance.id)}
                {form::carried("version", balance.version)}
                {form::carried("step", Step::SendBack.word())}
                {area.view()}
                {form::submit_bar("Renvoyer aux pilotes", true, None, draft::parts::autosave(f))}
            </form>
        </section>
    }
}
