//! The two pages of a kind of lines: their list with its buttons, and the form of one.
mod give_up;

use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};
use serde::de::DeserializeOwned;

use super::model::{REMOVE, Row, list_path};
use super::store::{self, Stored};
use crate::access::Subject;
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
use crate::amendment;
use crate::draft;
use crate::error::{AppError, FieldError};
use crate::history;
use crate::ids::FormKey;
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::{Crumb, Page, form, hydration, page, segment};
use crate::when;

pub use give_up::{GIVE_UP, GivesUp, give_up};

/// The last part of the address of a line that is not there yet.
const NEW: &str = "nouveau";

/// How a kind of lines is shown and asked for.
pub trait Shown: Stored {
    type Form: DeserializeOwned + Default + Send;
    /// The server function of the form, and the one of the buttons.
    type Save: ServerFn;
    type Act: ServerFn;
    /// What such lines are for, when there are none.
    const PURPOSE: &'static str;
    /// Another way to add such lines: the end of the address of its page, its label.
    const OTHER_WAY: Option<(&'static str, &'static str)> = None;

    /// The form, as a line fills it.
    fn form(&self) -> Self::Form;

    /// The fields of the form, as it was typed. What they offer may come from the sheet.
    fn fields(
        s: &Session,
        sheet: &Sheet,
        typed: &Self::Form,
        errors: &[FieldError],
    ) -> impl Future<Output = Result<AnyView, AppError>> + Send;

    /// The line in the lists: a `row-title`, and what is said of it.
    fn view(&self, today: NaiveDate) -> AnyView;

    /// Those of these lines that the reader may see, as they are now: a line may tell of what is not of its sheet.
    fn seen(
        s: &Session,
        rows: Vec<Row<Self>>,
    ) -> impl Future<Output = Result<Vec<Row<Self>>, AppError>> + Send {
        let _ = s;
        async { Ok(rows) }
    }

    /// What can be done with it beside changing and removing it.
    fn offers(&self) -> Vec<Offer> {
        Vec::new()
    }
}

/// A gesture that a line offers.
pub enum Offer {
    /// The way forward: a button that does it at once (its word, its label).
    Forward(&'static str, &'static str),
    /// The way back, likewise.
    Back(&'static str, &'static str),
    /// A page under the line's own (the end of its address, its label).
    Page(&'static str, &'static str),
}

/// The page that lists such lines of a sheet.
pub fn list<L: Shown>() -> impl IntoView {
    let address = Address::here();
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        let rows = L::seen(&s, store::list::<L>(&s.db.read, sheet.id).await?).await?;
        let outside = match store::check_template::<L>(&s.db.read, &sheet).await {
            Err(AppError::Forbidden(why)) => Some(why),
            other => other.map(|()| None)?,
        };
        let may_write = s.actor.can(L::VERB, &sheet.place()) && L::check(&sheet).is_ok() && outside.is_none();
        // what the adoption locked is changed by amendment: from here too
        let locked = amendment::parts::locked(&s, &sheet, L::RUBRIC)
            .filter(|_| outside.is_none() && amendment::parts::may_propose(&s, &sheet));
        let path = list_path::<L>(&sheet);
        let lines = rows
            .iter()
            .map(|row| view! { <li class="row-line"><div>{row.line.view(s.today)}</div>{may_write.then(|| buttons(&sheet, row))}</li> })
            .collect_view();
        let (noun, heading) = (L::NOUN, capitalised(L::NOUN.many));
        let body = view! {
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>{heading.clone()}</h1>
            {outside.map(|why| view! { <p>{why}</p> })}
            {locked}
            {rows.is_empty().then(|| view! { <div class="empty"><p>{format!("{}. {}", capitalised(&noun.no()), L::PURPOSE)}</p></div> })}
            {may_write.then(|| view! {
                <ul class="actions">
                    <li><a class="fr-btn" href=format!("{path}/{NEW}")>{format!("Ajouter {}", noun.a())}</a></li>
                    {L::OTHER_WAY.map(|(end, label)| view! { <li><a class="fr-btn fr-btn--secondary" href=format!("{path}/{end}")>{label}</a></li> })}
                </ul>
            })}
            <ul class="rows lines">{lines}</ul>
        };
        Ok(Page::new(format!("{heading}, {}", sheet.name().to_lowercase()), crumbs(&sheet), body)
            .here(heading)
            .narrow())
    })
}

fn buttons<L: Shown>(sheet: &Sheet, row: &Row<L>) -> impl IntoView + use<L> {
    let path = format!("{}/{}", list_path::<L>(sheet), row.id);
    let title = row.line.title().to_owned();
    let link = |href: String, label: &'static str| {
        view! { <a class="fr-btn fr-btn--sm fr-btn--tertiary" href=href>{label}<span class="sr-only">{format!(" : {title}")}</span></a> }
    };
    let offers = row.line.offers().into_iter().map(|offer| match offer {
        Offer::Forward(act, label) => {
            button(sheet, row, act, label.to_owned(), "fr-btn--secondary").into_any()
        }
        Offer::Back(act, label) => button(sheet, row, act, label.to_owned(), "fr-btn--tertiary").into_any(),
        Offer::Page(end, label) => link(format!("{path}/{end}"), label).into_any(),
    });
    let offers = offers.collect_view();
    view! { <div class="actions">{offers}{link(path.clone(), "Modifier")}</div> }
}

fn button<L: Shown>(
    sheet: &Sheet,
    row: &Row<L>,
    act: &'static str,
    label: String,
    rank: &str,
) -> impl IntoView + use<L> {
    view! {
        <form method="post" action={<L::Act as ServerFn>::url()}>
            {form::hidden(FormKey::new(), &list_path::<L>(sheet), "act")}
            {form::carried("sheet", sheet.id)}
            {form::carried("line", row.id)}
            {form::carried("version", row.version)}
            {form::carried("act", act)}
            <button class=format!("fr-btn fr-btn--sm {rank}")>{label}<span class="sr-only">{format!(" : {}", row.line.title())}</span></button>
        </form>
    }
}

/// The way to take a line away: what is lost is read before the button is there to be pressed.
fn removal<L: Shown>(sheet: &Sheet, row: &Row<L>) -> impl IntoView + use<L> {
    let label = format!("Retirer {}", L::NOUN.this());
    view! {
        <details>
            <summary>{format!("{label}…")}</summary>
            <p>{format!("« {} » et ce qui y est écrit quittent la fiche, comme si cela n’y avait jamais été. On ne peut pas revenir en arrière.", row.line.title())}</p>
            {button(sheet, row, REMOVE, label, "fr-btn--secondary")}
        </details>
    }
}

/// What was saved since a draft of the line was begun, and by whom: the history knows.
async fn since<L: Shown>(
    s: &Session,
    sheet: &Sheet,
    row: &Row<L>,
) -> Result<impl IntoView + use<L>, AppError> {
    let saved = (row.version, row.line.told());
    let entry = history::store::signed(&s.db.read, Subject::Sheet(sheet.id), L::PART, saved).await?;
    let by = entry.map(|entry| {
        format!(" par {}, le {}", entry.by_name, when::moment(entry.at.with_timezone(&s.time_zone)))
    });
    Ok(view! {
        <div class="reminder">
            <p>{format!("Enregistré entre-temps{} :", by.unwrap_or_default())}</p>
            {row.line.view(s.today)}
        </div>
    })
}

/// The sheet, for somebody who may write such lines in it now.
async fn writable<L: Shown>(s: &Session, address: &Address) -> Result<Sheet, AppError> {
    let sheet = address.open(s).await?;
    s.actor.may(L::VERB, sheet.place())?;
    L::check(&sheet)?;
    store::check_template::<L>(&s.db.read, &sheet).await?;
    Ok(sheet)
}

/// The same, with one of its lines.
async fn opened<L: Shown>(s: &Session, address: &Address, id: &str) -> Result<(Sheet, Row<L>), AppError> {
    let sheet = writable::<L>(s, address).await?;
    let row = store::get::<L>(&s.db.read, &sheet, id.parse().map_err(|_| AppError::NotFound)?).await?;
    let row = L::seen(s, vec![row]).await?.pop().ok_or(AppError::NotFound)?;
    Ok((sheet, row))
}

/// The page that adds or changes one.
pub fn edit<L: Shown>() -> impl IntoView {
    let (address, asked) = (Address::here(), segment(L::PART));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let (sheet, known) = match asked.as_str() {
            NEW => (writable::<L>(&s, &address).await?, None),
            id => {
                let (sheet, row) = opened::<L>(&s, &address, id).await?;
                (sheet, Some(row))
            }
        };
        let (noun, list) = (L::NOUN, list_path::<L>(&sheet));
        let as_known = || known.as_ref().map_or_else(L::Form::default, |row| row.line.form());
        let f = draft::open::<L::Form>(&s, &format!("{list}/{asked}"), L::PART, as_known).await?;
        // somebody changed it since this draft was begun: what is saved stands above what is typed
        let meanwhile = known.as_ref().filter(|row| f.begun().is_some_and(|begun| begun != row.version));
        let heading = match known {
            Some(_) => format!("Modifier {}", noun.the()),
            None => format!("Ajouter {}", noun.a()),
        };
        let meanwhile = match meanwhile {
            Some(row) => Some(since(&s, &sheet, row).await?),
            None => None,
        };
        let refused = format!("{} n’est pas {}", capitalised(&noun.the()), noun.past("enregistré"));
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>{heading.clone()}</h1>
            {draft::parts::refused(&f, &refused)}
            {draft::parts::notice(&f, &s)}
            {meanwhile}
            <form class="entry" method="post" action={<L::Save as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {known.as_ref().map(|row| form::carried("line", row.id))}
                {known.as_ref().map(|row| form::carried("version", row.version))}
                {L::fields(&s, &sheet, &f.typed, &f.errors).await?}
                {form::submit_bar(&format!("Enregistrer {}", noun.the()), f.is_refused(), Some((&format!("Revenir aux {}", noun.many), list.clone())), draft::parts::autosave(&f))}
            </form>
            {known.as_ref().filter(|row| row.line.is_removable()).map(|row| removal(&sheet, row))}
        };
        let title = f.title(&format!("{heading}, {}", sheet.name().to_lowercase()));
        let mut trail = crumbs(&sheet);
        trail.push(Crumb(capitalised(noun.many), list));
        Ok(Page::new(title, trail, body).here(heading).narrow())
    })
}
