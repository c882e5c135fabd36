//! What the preview of an import asks.
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::ids::{FormKey, PlanId, PlanImportId};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplyForm {
    pub key: FormKey,
    pub page: String,
    pub plan: PlanId,
    pub import: PlanImportId,
    /// The sheet of the workbook that was chosen; empty for the one that was read.
    pub sheet: String,
    /// The digest of the report that was shown.
    pub seen: String,
}

/// Writes an import to its plan.
///
/// # Errors
/// `Invalid` while the source has errors, `Stale` when the plan changed since the preview, `Forbidden` for others than the coordinator.
#[server(endpoint = "apply_import")]
pub async fn apply_import(form: ApplyForm) -> Result<(), AppError> {
    use super::store;
    use crate::{access::Verb, session::Session};
    let s = Session::submitting(form.key)?;
    let plan = store::get(&s.db.read, &s.actor, form.plan).await?;
    let permit = s.actor.may(Verb::ImportPlan, plan.place())?;
    let import = store::get_import(&s.db.read, plan.id, form.import).await?;
    let sheet = Some(form.sheet).filter(|name| !name.is_empty());
    let table = store::read_source(import.source.clone(), sheet).await?;
    let tx = s.begin().await?;
    let plan = store::hold(&tx, &s.actor, plan.id).await?;
    let report = store::apply(&tx, &permit, &plan, &import, table, Some(&form.seen), s.now).await?;
    s.commit(tx, &format!("Import terminé : {}.", done(&report)), &format!("{}/fiches", plan.path())).await
}

/// « 19 fiches créées, 0 modifiée, 0 inchangée »
#[cfg(feature = "ssr")]
pub fn done(report: &super::import::Report) -> String {
    use crate::text::counted;
    format!(
        "{}, {}, {}",
        counted(report.created.len(), "fiche créée", "fiches créées"),
        counted(report.changed.len(), "modifiée", "modifiées"),
        counted(report.unchanged.len(), "inchangée", "inchangées"),
    )
}
