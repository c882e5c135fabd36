//! The screens of balances.
mod edit;
mod import;
mod list;
mod preview;
mod show;

pub use edit::BalanceTextPage;
pub use import::ImportBalancePage;
pub use list::BalancesPage;
pub use preview::BalancePreviewPage;
pub use show::BalancePage;

use leptos::prelude::*;

use super::model::{Balance, list_path};
use super::store;
use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
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

fn about(sheet: &Sheet) -> impl IntoView + use<> {
    view! { <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p> }
}

fn trail(sheet: &Sheet) -> Vec<Crumb> {
    let mut trail = crumbs(sheet);
    trail.push(Crumb("Bilans".into(), list_path(sheet)));
    trail
}
