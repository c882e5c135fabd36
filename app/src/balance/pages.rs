//! The screens of balances.
mod edit;
mod import;
mod list;
mod preview;
mod reattach;
mod show;

pub use edit::BalanceTextPage;
pub use import::ImportBalancePage;
pub use list::BalancesPage;
pub use preview::BalancePreviewPage;
pub use reattach::ReattachBalancePage;
pub use show::BalancePage;

use leptos::prelude::*;

use super::model::{Balance, check_sheet, list_path};
use super::store;
use crate::access::{Place, Verb};
use crate::action_sheet::parts::{Address, crumbs, on_paper};
use crate::action_sheet::{self, model::Sheet};
use crate::error::AppError;
use crate::ids::BalanceId;
use crate::session::Session;
use crate::ui::{Crumb, segment};

/// The balance at the address of the page.
async fn open(s: &Session, address: &Address, id: Option<BalanceId>) -> Result<(Sheet, Balance), AppError> {
    let sheet = address.open(s).await?;
    let balance = store::get(&s.db.read, &s.actor, &sheet, id.ok_or(AppError::NotFound)?).await?;
    Ok((sheet, balance))
}

fn id_here() -> Option<BalanceId> {
    segment("balance").parse().ok()
}

/// Actions offered at most; a plan has 15 to 45.
const OFFERED: u64 = 500;

/// The actions of a plan on which the reader may begin a balance.
async fn offered(s: &Session, place: &Place) -> Result<Vec<Sheet>, AppError> {
    let (mut sheets, _) = action_sheet::store::list(&s.db.read, &s.actor.scope(place)?, 0, OFFERED).await?;
    sheets.retain(|sheet| check_sheet(sheet).is_ok() && s.actor.can(Verb::EditBalance, &sheet.place()));
    Ok(sheets)
}

/// The same, as the options of a choice.
fn options(sheets: &[Sheet]) -> Vec<(String, String)> {
    sheets.iter().map(|sheet| (sheet.id.to_string(), sheet.full_name())).collect()
}

fn about(sheet: &Sheet) -> impl IntoView + use<> {
    view! {
        {on_paper(sheet)}
        <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
    }
}

fn trail(sheet: &Sheet) -> Vec<Crumb> {
    let mut trail = crumbs(sheet);
    trail.push(Crumb("Bilans".into(), list_path(sheet)));
    trail
}
