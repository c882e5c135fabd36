//! One page per step that says something: to answer, to ask again, to reopen.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::access::{self, store::Holder};
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
use crate::ask::api::{AnswerAsk, MoveAsk};
use crate::ask::forms::{AnswerForm, StepForm};
use crate::ask::model::{Ask, Step};
use crate::ask::{parts, store};
use crate::draft::{self, Opened};
use crate::error::AppError;
use crate::session::Session;
use crate::ui::{Crumb, Page, form, hydration, page, segment};
use crate::vague::to_say;

#[component]
pub fn AskStepPage() -> impl IntoView {
    let (address, id, word) = (Address::here(), segment("ask"), segment("step"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let (id, step) = (id.parse().map_err(|_| AppError::NotFound)?, Step::from_slug(&word));
        let ask = store::get(&s.db.read, &s.actor, &sheet, id).await?;
        let step = step.ok_or(AppError::NotFound)?;
        store::check_step(&s.actor, &sheet, step)?;
        if step.after(Some(ask.word())).is_none() {
            let label = ask.word().label().to_lowercase();
            return Err(AppError::Forbidden(format!(
                "Cette demande est « {label} » : elle n’accepte pas cela."
            )));
        }
        if step == Step::Answer {
            let holders =
                access::store::who_may(&s.db.read, store::verb(step), &sheet.place(), s.today).await?;
            answering(&s, &sheet, &ask, &holders).await
        } else {
            saying(&s, &sheet, &ask, step).await
        }
    })
}

async fn answering(s: &Session, sheet: &Sheet, ask: &Ask, holders: &[Holder]) -> Result<Page, AppError> {
    let back = parts::path(sheet, ask.id);
    let owner = ask.owner.as_ref().map(|owner| owner.id).or(s.actor.person());
    let known = ask.answer();
    let fresh = || AnswerForm {
        version: ask.version,
        answer: known.map(|answer| answer.text.clone()).unwrap_or_default(),
        due: known.map(|answer| answer.due.to_string()).unwrap_or_default(),
        owner: owner.map(|id| id.to_string()).unwrap_or_default(),
        ..AnswerForm::default()
    };
    let path = format!("{back}/{}", Step::Answer.slug());
    let f = draft::open::<AnswerForm>(s, &path, "answer", fresh).await?;
    let people = holders.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
    let text = form::TextArea {
        name: "answer",
        label: "Votre réponse",
        titled: false,
        hint: "Ce qui sera fait, et par qui. Lue sur la fiche par tout le comité.",
        rows: 4,
        value: &f.typed.answer,
        errors: &f.errors,
    };
    let body = view! {
        {head(s, sheet, ask, "Répondre à la demande", &f, "La réponse n’est pas envoyée", f.typed.version)}
        <form class="entry" method="post" action={<AnswerAsk as ServerFn>::url()}>
            {carried(&f, sheet, ask)}
            {text.view()}
            {form::input("text", "due", "Ce sera fait pour quand ?", &format!("Comme vous le dites : {}. Si la réponse suffit : la date du jour, {}.", to_say(s.today), s.today.format("%d/%m/%Y")), &f.typed.due, &f.errors)}
            {form::select("owner", "Qui s’en charge ?", "", people, &f.typed.owner, &f.errors)}
            {form::submit_bar("Envoyer la réponse", f.is_refused(), Some(("Revenir à la demande", back)), draft::parts::autosave(&f))}
        </form>
    };
    Ok(framed(sheet, ask, &f, "Répondre à la demande", body))
}

async fn saying(s: &Session, sheet: &Sheet, ask: &Ask, step: Step) -> Result<Page, AppError> {
    let (heading, label, hint, button, refused) = match step {
        Step::Reopen => (
            "Rouvrir la demande",
            "Qu’est-ce qui manque encore ?",
            "La demande redevient sans réponse ; ce qui a été répondu reste lisible.",
            "Rouvrir la demande",
            "La demande n’est pas rouverte",
        ),
        _ => (
            "Relancer la demande",
            "Pourquoi cela presse-t-il ?",
            "Une phrase suffit.",
            "Relancer la demande",
            "La demande n’est pas relancée",
        ),
    };
    let back = parts::path(sheet, ask.id);
    let fresh = || StepForm { version: ask.version, ..StepForm::default() };
    let f = draft::open::<StepForm>(s, &format!("{back}/{}", step.slug()), "step", fresh).await?;
    let text = form::TextArea {
        name: "text",
        label,
        titled: false,
        hint,
        rows: 3,
        value: &f.typed.text,
        errors: &f.errors,
    };
    let body = view! {
        {head(s, sheet, ask, heading, &f, refused, f.typed.version)}
        <form class="entry" method="post" action={<MoveAsk as ServerFn>::url()}>
            {carried(&f, sheet, ask)}
            {form::carried("step", step.word())}
            {text.view()}
            {form::submit_bar(button, f.is_refused(), Some(("Revenir à la demande", back)), draft::parts::autosave(&f))}
        </form>
    };
    Ok(framed(sheet, ask, &f, heading, body))
}

/// The request above the form; what was said meanwhile, when it moved since this draft was begun.
fn head<T>(
    s: &Session,
    sheet: &Sheet,
    ask: &Ask,
    heading: &str,
    f: &Opened<T>,
    refused: &str,
    read: i32,
) -> impl IntoView + use<T> {
    let meanwhile = f.draft.is_some() && read != ask.version;
    let answer = ask.answer().cloned();
    view! {
        {hydration()}
        <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
        <h1>{heading.to_owned()}</h1>
        {draft::parts::refused(f, refused)}
        {draft::parts::notice(f, s)}
        <div class="reminder">
            {meanwhile.then(|| view! { <p><strong>"Enregistré entre-temps :"</strong></p> })}
            <p class="typed">{format!("« {} »", ask.request)}</p>
            <p>{format!("{}, ", ask.by)}{parts::stands(ask, s)}</p>
            {answer.map(|answer| view! { <p class="typed">{format!("Réponse de {} : {}", answer.by, answer.text)}</p> })}
        </div>
    }
}

fn carried<T>(f: &Opened<T>, sheet: &Sheet, ask: &Ask) -> impl IntoView + use<T> {
    view! {
        {draft::parts::carried(f)}
        {form::carried("sheet", sheet.id)}
        {form::carried("ask", ask.id)}
        {form::carried("version", ask.version)}
    }
}

fn framed<T>(sheet: &Sheet, ask: &Ask, f: &Opened<T>, heading: &str, body: impl IntoView + 'static) -> Page {
    let mut trail = crumbs(sheet);
    trail.push(Crumb("Demande d’appui".into(), parts::path(sheet, ask.id)));
    let title = f.title(&format!("{heading}, {}", sheet.name().to_lowercase()));
    Page::new(title, trail, body).here(heading.to_owned()).narrow()
}
