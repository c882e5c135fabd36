//! What the pages of other features use of a sheet: its address, the way back to it.
use super::{model::Sheet, store};
use crate::error::AppError;
use crate::session::Session;
use crate::ui::{Crumb, segment};

/// The address of a sheet in the path of the page.
#[derive(Clone)]
pub struct Address {
    region: String,
    plan: String,
    sheet: String,
}

impl Address {
    pub fn here() -> Self {
        Self { region: segment("region"), plan: segment("plan"), sheet: segment("sheet") }
    }

    /// The sheet, for somebody who is signed in.
    pub async fn open(&self, session: &Session) -> Result<Sheet, AppError> {
        store::find(&session.db.read, &session.actor, &self.region, &self.plan, &self.sheet).await
    }
}

/// The way back from a page of a sheet.
pub fn crumbs(sheet: &Sheet) -> Vec<Crumb> {
    vec![
        Crumb(sheet.plan_name.clone(), sheet.plan_path.clone()),
        Crumb("Fiches-action".into(), format!("{}/fiches", sheet.plan_path)),
        Crumb(sheet.code.as_ref().map_or_else(|| sheet.title.clone(), |_| sheet.name()), sheet.path()),
    ]
}
