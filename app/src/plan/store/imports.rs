//! Imports of plans: kept with their source and report; written to the plan only when somebody says so.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use sha2::{Digest, Sha256};

use super::tables::plan_import as import_row;
use super::{objective_of, put_axis};
use crate::access::{Permit, Verb};
use crate::action_sheet::{self, store::Planned};
use crate::committee::{model::CommitteeKind, store::add_committee};
use crate::db::Tx;
use crate::error::AppError;
use crate::history::store::{Change, record};
use crate::ids::{ActionSheetId, AxisId, PlanId, PlanImportId};
use crate::plan::import::{
    Comparison, ExistingAction, Facts, Notice, Outcome, PlanTable, Report, compare, read_plan_of, report,
};
use crate::plan::model::{AxisKey, Plan, axis_of_word};

/// An import that was asked.
#[derive(Clone, Debug)]
pub struct StoredImport {
    pub id: PlanImportId,
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub source_name: String,
    pub source: Vec<u8>,
    pub sha256: String,
    /// As it was when the source came in, or when it was applied.
    pub report: Report,
    pub applied_at: Option<DateTime<Utc>>,
}

/// What the import would do to the plan as it is now.
pub struct Reading {
    table: PlanTable,
    comparison: Comparison<ActionSheetId>,
    pub report: Report,
}

impl Reading {
    /// What was shown, in short: applying asks for the same.
    pub fn digest(&self) -> Result<String, AppError> {
        Ok(format!("{:x}", Sha256::digest(serde_json::to_vec(&self.report)?)))
    }
}

/// Reads a source (of a workbook, the sheet of that name) on a thread of its own: a large one is work for a processor, and no transaction waits for it.
///
/// # Errors
/// `Internal` when the thread died.
pub async fn read_source(source: Vec<u8>, sheet: Option<String>) -> Result<PlanTable, AppError> {
    tokio::task::spawn_blocking(move || read_plan_of(&source, sheet.as_deref())).await.map_err(|cause| {
        tracing::error!(%cause, "reading an import");
        AppError::Internal
    })
}

/// Compares a table with the plan. A sheet that was adopted keeps its title and axis: they change by
/// amendment only (DOMAIN.md §4), and the report says so.
///
/// # Errors
/// When the database fails.
pub async fn read_against_plan(
    db: &impl ConnectionTrait,
    plan: &Plan,
    mut table: PlanTable,
) -> Result<Reading, AppError> {
    let rows = action_sheet::store::all_of_plan(db, plan.id).await?;
    let drafts: HashMap<ActionSheetId, bool> = rows.iter().map(|row| (row.id, row.is_draft())).collect();
    table.forget_export(&plan.id.to_string());
    let existing: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let axis = axis_of_word(&row.axis_word).flatten();
            ExistingAction {
                id: row.id,
                facts: Facts {
                    code: row.code.and_then(|c| c.parse().ok()),
                    title: row.title,
                    axis,
                    objective: row.objective,
                },
            }
        })
        .collect();
    let mut comparison = compare(&table, &existing);
    for (action, outcome) in table.actions.iter().zip(&mut comparison.outcomes) {
        if let Outcome::Changed { id, .. } = outcome
            && drafts.get(id) == Some(&false)
        {
            *outcome = Outcome::Unchanged { id: *id };
            table.warnings.push(Notice {
                line: Some(action.line),
                column: None,
                message: format!("« {} » est adoptée ou terminée : son intitulé et sa place ne changent plus par import. Elle reste telle quelle.", action.facts.title),
            });
        }
    }
    let report = report(&table, &comparison, Some(&format!("{}, {}", plan.name, plan.region)));
    Ok(Reading { table, comparison, report })
}

/// Keeps a source and what it would do; writes nothing to the plan.
///
/// # Errors
/// When the database fails.
pub async fn keep_import(
    tx: &Tx,
    permit: &Permit,
    source_name: &str,
    source: Vec<u8>,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<PlanImportId, AppError> {
    let row = import_row::Model {
        id: PlanImportId::new(),
        plan_id: permit.plan(Verb::ImportPlan)?,
        person_id: permit.by().person,
        by_name: permit.by().name.clone(),
        at: now,
        source_name: source_name.to_owned(),
        sha256: format!("{:x}", Sha256::digest(&source)),
        source,
        report: serde_json::to_value(report)?,
        applied_at: None,
    };
    Ok(row.into_active_model().insert(&**tx).await?.id)
}

/// An import of this plan.
///
/// # Errors
/// `NotFound` when the plan has no such import.
pub async fn get_import(
    db: &impl ConnectionTrait,
    plan: PlanId,
    id: PlanImportId,
) -> Result<StoredImport, AppError> {
    let row = import_row::Entity::find_by_id(id)
        .filter(import_row::Column::PlanId.eq(plan))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(StoredImport {
        id: row.id,
        by_name: row.by_name,
        at: row.at,
        source_name: row.source_name,
        source: row.source,
        sha256: row.sha256,
        report: serde_json::from_value(row.report)?,
        applied_at: row.applied_at,
    })
}

/// The imports of a plan, newest first, without their sources: identifier, source's name, who, when, when applied.
///
/// # Errors
/// When the database fails.
pub async fn list_imports(db: &impl ConnectionTrait, plan: PlanId) -> Result<Vec<ImportLine>, AppError> {
    use import_row::Column as C;
    let rows = import_row::Entity::find()
        .select_only()
        .columns([C::Id, C::SourceName, C::ByName, C::At, C::AppliedAt])
        .filter(C::PlanId.eq(plan))
        .order_by_desc(C::At)
        .limit(20);
    Ok(rows.into_model::<ImportLine>().all(db).await?)
}

/// A line of the list of imports.
#[derive(Clone, Debug, sea_orm::FromQueryResult)]
pub struct ImportLine {
    pub id: PlanImportId,
    pub source_name: String,
    pub by_name: String,
    pub at: DateTime<Utc>,
    pub applied_at: Option<DateTime<Utc>>,
}

/// Writes an import to the plan: what it creates and changes, never a deletion. `seen` is the digest of what was shown.
///
/// # Errors
/// `Invalid` while the source has errors, `Stale` when the plan changed since the preview.
pub async fn apply(
    tx: &Tx,
    permit: &Permit,
    plan: &Plan,
    import: &StoredImport,
    table: PlanTable,
    seen: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Report, AppError> {
    let reading = read_against_plan(&**tx, plan, table).await?;
    if !reading.report.may_be_applied() {
        return Err(AppError::field(
            "",
            "Corrigez d’abord les erreurs de la source, puis envoyez-la à nouveau.",
        ));
    }
    if seen.is_some_and(|seen| reading.digest().ok().as_deref() != Some(seen)) {
        return Err(AppError::Stale);
    }
    let mut axes: HashMap<Option<AxisKey>, AxisId> = HashMap::new();
    for axis in &reading.table.axes {
        let id = put_axis(tx, permit, Some(axis.key), axis.title.as_deref()).await?;
        axes.insert(Some(axis.key), id);
    }
    for (action, outcome) in reading.table.actions.iter().zip(&reading.comparison.outcomes) {
        let facts = match outcome {
            Outcome::Created => &action.facts,
            Outcome::Changed { becomes, .. } => becomes,
            Outcome::Unchanged { .. } => continue,
        };
        let axis = match axes.get(&facts.axis) {
            Some(id) => *id,
            None => {
                let id = put_axis(tx, permit, facts.axis, None).await?;
                axes.insert(facts.axis, id);
                id
            }
        };
        let objective = match &facts.objective {
            Some(title) => Some(objective_of(tx, plan.id, axis, title).await?),
            None => None,
        };
        let planned = Planned { axis, objective, code: facts.code.as_ref(), title: &facts.title };
        match outcome {
            Outcome::Changed { id, .. } => action_sheet::store::amend(tx, permit, *id, planned, now).await?,
            // a plan imported without committees gets one per action (DOMAIN.md §2)
            _ => {
                let name = facts
                    .code
                    .as_ref()
                    .map_or_else(|| format!("Comité « {} »", facts.title), |code| format!("Comité {code}"));
                let committee = add_committee(tx, permit, &name, CommitteeKind::Technical).await?;
                action_sheet::store::add(tx, permit, committee, planned, now).await?;
            }
        }
    }
    let (made, changed) = (reading.report.created.len(), reading.report.changed.len());
    let text = format!("{} : {made} fiches créées, {changed} modifiées", import.source_name);
    record(tx, permit, now, Change { subject: permit.subject(), part: "import", version: 0, text }).await?;
    let done = import_row::ActiveModel {
        id: Set(import.id),
        report: Set(serde_json::to_value(&reading.report)?),
        applied_at: Set(Some(now)),
        ..Default::default()
    };
    done.update(&**tx).await?;
    Ok(reading.report)
}
