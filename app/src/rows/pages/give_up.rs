//! The page that gives a line up.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{Offer, Shown, opened};
use crate::action_sheet::parts::{Address, crumbs};
use crate::draft;
use crate::error::AppError;
use crate::rows::given_up::{Forsaken, GiveUpForm, GivenUp, Reason};
use crate::rows::model::list_path;
use crate::session::Session;
use crate::text::capitalised;
use crate::ui::form::{self, Choice};
use crate::ui::{Crumb, Page, hydration, page, segment};

/// The end of the address of the page, and the link to it among the gestures of a line.
const END: &str = "abandon";
pub const GIVE_UP: Offer = Offer::Page(END, "Abandonner…");

/// A kind of lines that may be given up, on a page of its own.
pub trait GivesUp: Shown + Forsaken {
    type GiveUp: ServerFn;
    /// What giving one up changes, beside its standing there with the reason: a sentence.
    const EFFECT: &'static str;
}

/// Asks for the reason, and says what giving up does.
pub fn give_up<L: GivesUp>() -> impl IntoView {
    let (address, asked) = (Address::here(), segment(L::PART));
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let (sheet, row) = opened::<L>(&s, &address, &asked).await?;
        let any = GivenUp { on: s.today, reason: Reason::Other, detail: String::new() };
        if row.line.give_up(any).is_none() {
            let why = format!("{} ne peut plus être abandonné.", capitalised(&L::NOUN.this()));
            return Err(AppError::Forbidden(why));
        }
        let (noun, list) = (L::NOUN, list_path::<L>(&sheet));
        let f = draft::open::<GiveUpForm<L::Id>>(&s, &format!("{list}/{asked}/{END}"), END, Default::default)
            .await?;
        let heading = format!("Abandonner {}", noun.the());
        let reasons = Reason::ALL.iter().map(|reason| Choice {
            value: reason.word(),
            title: capitalised(reason.label()),
            meaning: String::new(),
            icon: None,
        });
        let body = view! {
            {hydration()}
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>{heading.clone()}</h1>
            {draft::parts::refused(&f, &format!("{} n’est pas {}", capitalised(&noun.the()), noun.past("abandonné")))}
            {draft::parts::notice(&f, &s)}
            <div class="reminder">{row.line.view(s.today)}</div>
            <p>{format!("La ligne reste affichée sur la fiche, avec le motif et la date. {} Vous pourrez la reprendre.", L::EFFECT)}</p>
            <form class="entry" method="post" action={<L::GiveUp as ServerFn>::url()}>
                {draft::parts::carried(&f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("line", row.id)}
                {form::carried("version", row.version)}
                {form::choices("reason", "Pour quel motif ?", "", reasons.collect(), &f.typed.reason, &f.errors)}
                {form::input("text", "detail", "En une phrase", "Facultatif, sauf pour un autre motif.", &f.typed.detail, &f.errors)}
                {form::submit_bar(&heading, f.is_refused(), Some((&format!("Revenir aux {}", noun.many), list.clone())), draft::parts::autosave(&f))}
            </form>
        };
        let title = f.title(&format!("{heading}, {}", sheet.name().to_lowercase()));
        let mut trail = crumbs(&sheet);
        trail.push(Crumb(capitalised(noun.many), list));
        Ok(Page::new(title, trail, body).here(heading).narrow())
    })
}
