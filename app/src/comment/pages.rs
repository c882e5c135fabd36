//! The discussion of a sheet, and the page of each gesture on one comment.
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{EditComment, RemoveComment, WriteComment};
use super::model::{Audience, Comment, CommentForm, MINUTES, RemoveForm, State, mention::Reader};
use super::parts::{self, may_comment};
use super::store::{self, Shown};
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
use crate::committee;
use crate::draft::{self, Opened};
use crate::error::{AppError, FieldError};
use crate::ids::{CommentId, PersonId};
use crate::session::Session;
use crate::text::fold;
use crate::ui::{Crumb, Page, form, hydration, page, paging, query, segment};
use crate::words::words;

words! {
    /// What is done of one comment: the word is the end of its address.
    Gesture {
        Answer = "repondre", "Répondre";
        Edit = "modifier", "Modifier mon commentaire";
        Remove = "retirer", "Retirer un commentaire";
    }
}

impl Gesture {
    pub fn path(self, sheet: &Sheet, comment: CommentId) -> String {
        format!("{}/{comment}/{}", parts::path(sheet), self.word())
    }
}

/// Who reads what is written here, and how long one may take it back.
fn rules() -> String {
    format!(
        "Lu par celles et ceux qui travaillent au plan et voient cette fiche ; jamais publié ni imprimé. Un commentaire se modifie pendant {MINUTES} minutes et se retire à tout moment. N’y écrivez rien sur la santé d’une personne."
    )
}

#[component]
pub fn DiscussionPage() -> impl IntoView {
    let (address, asked, thread) = (Address::here(), query("page"), query("fil"));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let shown = match thread {
            Some(id) => Shown::Thread(id.parse().map_err(|_| AppError::NotFound)?),
            None => Shown::Page(paging::asked(asked.as_deref())),
        };
        let found = store::discussion(&s.db.read, &s.actor, &sheet, shown).await?;
        let path = parts::path(&sheet);
        let f = draft::open::<CommentForm>(&s, &path, "comment", CommentForm::default).await?;
        let writes = may_comment(&s, &sheet) && matches!(shown, Shown::Page(_));
        let readers = match writes {
            true => store::readers(&s.db.read, &sheet, Audience::of_new(&sheet), s.today).await?,
            false => Vec::new(),
        };
        let threads = found.threads.iter().map(|thread| {
            let answers = thread.answers.iter().map(|answer| {
                view! { <li>{parts::comment(&s, &sheet, answer, &found.names)}</li> }
            });
            view! {
                <li>
                    {parts::comment(&s, &sheet, &thread.first, &found.names)}
                    {(!thread.answers.is_empty()).then(|| view! { <ol class="answers plain-list" aria-label="Réponses">{answers.collect_view()}</ol> })}
                </li>
            }
        });
        let empty = found.threads.is_empty();
        let threads = threads.collect_view();
        let links = match shown {
            Shown::Page(page) => {
                paging::pages(page, found.total, |to| format!("{path}?page={to}")).into_any()
            }
            Shown::Thread(_) => {
                view! { <p><a class="fr-link" href=path.clone()>"Toute la discussion"</a></p> }.into_any()
            }
        };
        let body = view! {
            {writes.then(hydration)}
            {about(&sheet)}
            <h1>"Discussion"</h1>
            <p class="prose meta">{rules()}</p>
            {writes.then(|| writing(&s, &sheet, &f, &readers))}
            {empty.then(|| view! { <div class="empty"><p>"Aucun commentaire pour l’instant. Une question, une proposition, un désaccord : ce qui s’écrit ici se retrouve avec la fiche, pas dans une boîte à lettres."</p></div> })}
            <ol class="rows comments">{threads}</ol>
            {links}
        };
        let title = format!("Discussion, {}", sheet.name().to_lowercase());
        let title = if writes { f.title(&title) } else { title };
        Ok(Page::new(title, crumbs(&sheet), body).here("Discussion").narrow())
    })
}

fn about(sheet: &Sheet) -> impl IntoView + use<> {
    view! { <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p> }
}

/// The form of a new thread, at the top of the discussion.
fn writing(s: &Session, sheet: &Sheet, f: &Opened<CommentForm>, readers: &[Reader]) -> impl IntoView + use<> {
    view! {
        {draft::parts::refused(f, "Le commentaire n’est pas envoyé")}
        {draft::parts::notice(f, s)}
        <form class="entry" method="post" action={<WriteComment as ServerFn>::url()}>
            {draft::parts::carried(f)}
            {form::carried("sheet", sheet.id)}
            {fields("Votre commentaire", &f.typed, readers, &f.errors)}
            <div class="actions">
                <button class="fr-btn" type="submit">"Envoyer le commentaire"</button>
                {draft::parts::autosave(f)}
            </div>
        </form>
    }
}

/// The text, and the list of those who may be called.
fn fields(
    label: &str,
    typed: &CommentForm,
    readers: &[Reader],
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let people = readers.iter().map(|reader| (reader.id.to_string(), reader.shown())).collect();
    let area = form::TextArea {
        name: "body",
        label,
        titled: false,
        hint: "Pour prévenir quelqu’un, écrivez « @ », son prénom et son nom : « @Prénom Nom ».",
        rows: 4,
        value: &typed.body,
        errors,
    };
    view! {
        {area.view()}
        {form::select("person", "Prévenir", "Facultatif : la personne choisie reçoit aussi un courriel.", people, &typed.person, errors)}
    }
}

#[component]
pub fn CommentPage() -> impl IntoView {
    let (address, id) = (Address::here(), segment("comment"));
    let gesture = Gesture::from_word(&segment("gesture"));
    let session = Session::signed_in();
    page(async move {
        let (s, gesture) = (session?, gesture.ok_or(AppError::NotFound)?);
        let sheet = address.open(&s).await?;
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        let comment = store::get(&s.db.read, &s.actor, &sheet, id).await?;
        match gesture {
            Gesture::Answer => answering(&s, &sheet, &comment).await,
            Gesture::Edit => editing(&s, &sheet, &comment).await,
            Gesture::Remove => removing(&s, &sheet, &comment).await,
        }
    })
}

async fn answering(s: &Session, sheet: &Sheet, comment: &Comment) -> Result<Page, AppError> {
    s.actor.may(Verb::Comment, sheet.place())?;
    sheet.check_open()?;
    store::answered(comment)?;
    let path = Gesture::Answer.path(sheet, comment.id);
    let f = draft::open::<CommentForm>(s, &path, "comment", CommentForm::default).await?;
    let readers = store::readers(&s.db.read, sheet, comment.audience, s.today).await?;
    let body = view! {
        {quoted(s, comment).await?}
        {draft::parts::notice(&f, s)}
        <form class="entry" method="post" action={<WriteComment as ServerFn>::url()}>
            {carried(&f, sheet, comment)}
            {fields("Votre réponse", &f.typed, &readers, &f.errors)}
            {form::submit_bar("Envoyer la réponse", f.is_refused(), Some(("Revenir à la discussion", parts::path(sheet))), draft::parts::autosave(&f))}
        </form>
    };
    Ok(framed(sheet, &f, Gesture::Answer, "La réponse n’est pas envoyée", body))
}

async fn editing(s: &Session, sheet: &Sheet, comment: &Comment) -> Result<Page, AppError> {
    s.actor.may(Verb::Comment, sheet.place())?;
    sheet.check_open()?;
    comment.check_editable(s.actor.person(), s.now)?;
    let said = comment.text().cloned().unwrap_or_default();
    let names = committee::store::names(&s.db.read, said.people()).await?;
    let readers = store::readers(&s.db.read, sheet, comment.audience, s.today).await?;
    // whoever is called by a name that others have comes back chosen: that tells her from them
    let namesake = |id: &PersonId| {
        let alike = |one: &&Reader| names.get(id).is_some_and(|name| fold(name) == fold(&one.name));
        readers.iter().filter(alike).count() > 1
    };
    let chosen = said.people().into_iter().find(namesake).map(|id| id.to_string()).unwrap_or_default();
    let fresh = || CommentForm { body: said.plain(&names), person: chosen, ..CommentForm::default() };
    let path = Gesture::Edit.path(sheet, comment.id);
    let f = draft::open::<CommentForm>(s, &path, "comment", fresh).await?;
    let until = crate::when::hour(comment.fixed_at().with_timezone(&s.time_zone));
    let body = view! {
        <p>{format!("Vous pouvez le modifier jusqu’à {until}.")}</p>
        {draft::parts::notice(&f, s)}
        <form class="entry" method="post" action={<EditComment as ServerFn>::url()}>
            {carried(&f, sheet, comment)}
            {fields("Votre commentaire", &f.typed, &readers, &f.errors)}
            {form::submit_bar("Enregistrer le commentaire", f.is_refused(), Some(("Revenir à la discussion", parts::path(sheet))), draft::parts::autosave(&f))}
        </form>
    };
    Ok(framed(sheet, &f, Gesture::Edit, "Le commentaire n’est pas modifié", body))
}

async fn removing(s: &Session, sheet: &Sheet, comment: &Comment) -> Result<Page, AppError> {
    let verb = store::removing(comment, s.actor.person());
    s.actor.may(verb, sheet.place())?;
    if let State::Removed(_) = comment.state {
        return Err(AppError::Forbidden("Ce commentaire est déjà retiré.".into()));
    }
    let path = Gesture::Remove.path(sheet, comment.id);
    let f = draft::open::<RemoveForm>(s, &path, "removal", RemoveForm::default).await?;
    let reason = form::TextArea {
        name: "reason",
        label: "Pourquoi le retirer ?",
        titled: false,
        hint: "Le motif se lira à la place du commentaire.",
        rows: 2,
        value: &f.typed.reason,
        errors: &f.errors,
    };
    let body = view! {
        {quoted(s, comment).await?}
        <p>"Son texte est effacé pour de bon ; « Commentaire retiré » reste à sa place, et les réponses aussi."</p>
        <form class="entry" method="post" action={<RemoveComment as ServerFn>::url()}>
            {carried(&f, sheet, comment)}
            {(verb == Verb::ModerateComments).then(|| reason.view())}
            {form::submit_bar("Retirer le commentaire", f.is_refused(), Some(("Le garder", parts::path(sheet))), draft::parts::autosave(&f))}
        </form>
    };
    Ok(framed(sheet, &f, Gesture::Remove, "Le commentaire n’est pas retiré", body))
}

/// The comment that the page is about.
async fn quoted(s: &Session, comment: &Comment) -> Result<impl IntoView + use<>, AppError> {
    let said = comment.text().cloned().unwrap_or_default();
    let names = committee::store::names(&s.db.read, said.people()).await?;
    let at = crate::when::moment(comment.at.with_timezone(&s.time_zone));
    Ok(view! {
        <div class="reminder">
            <p class="meta"><strong>{comment.by_name.clone()}</strong>{format!(", {at}")}</p>
            {parts::text(&said, &names)}
        </div>
    })
}

fn carried<T>(f: &Opened<T>, sheet: &Sheet, comment: &Comment) -> impl IntoView + use<T> {
    view! {
        {draft::parts::carried(f)}
        {form::carried("sheet", sheet.id)}
        {form::carried("comment", comment.id)}
        {form::carried("version", comment.version)}
    }
}

fn framed<T: 'static>(
    sheet: &Sheet,
    f: &Opened<T>,
    gesture: Gesture,
    refused: &str,
    body: impl IntoView + 'static,
) -> Page {
    let mut trail = crumbs(sheet);
    trail.push(Crumb("Discussion".into(), parts::path(sheet)));
    let title = f.title(&format!("{}, {}", gesture.label(), sheet.name().to_lowercase()));
    let body = view! {
        {hydration()}
        {about(sheet)}
        <h1>{gesture.label()}</h1>
        {draft::parts::refused(f, refused)}
        {body}
    };
    Page::new(title, trail, body).here(gesture.label()).narrow()
}
