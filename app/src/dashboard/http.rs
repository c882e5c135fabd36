//! The table as a download.
use axum::{
    Extension,
    extract::{Path, Query},
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use std::collections::HashMap;
use tokio::sync::Semaphore;

use super::{export::View, model::Filter, pages::Format};
use crate::access::Actor;
use crate::error::AppError;
use crate::plan;
use crate::session::Session;
use crate::text::printable;

type Asked = (Extension<Session>, Path<(String, String)>, Query<HashMap<String, String>>);

/// Exports at a time: each holds a whole view in memory, and a processor for a while.
static EXPORTING: Semaphore = Semaphore::const_new(2);

/// The filtered view as a workbook.
///
/// # Errors
/// `Unauthenticated`, `NotFound`.
pub async fn xlsx(asked: Asked) -> Result<Response, AppError> {
    download(asked, Format::Xlsx).await
}

/// The filtered view for Excel in French.
///
/// # Errors
/// `Unauthenticated`, `NotFound`.
pub async fn csv(asked: Asked) -> Result<Response, AppError> {
    download(asked, Format::Csv).await
}

/// The filtered view for machines.
///
/// # Errors
/// `Unauthenticated`, `NotFound`.
pub async fn open_data(asked: Asked) -> Result<Response, AppError> {
    download(asked, Format::OpenData).await
}

async fn download(
    (Extension(s), Path((region, plan)), Query(query)): Asked,
    format: Format,
) -> Result<Response, AppError> {
    if s.actor == Actor::Nobody {
        return Err(AppError::Unauthenticated);
    }
    let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
    let s = s.in_zone(&plan.time_zone);
    let filter = Filter::read(|name| query.get(name).map(|value| printable(value)));
    let _one_of_few = EXPORTING.acquire().await;
    let lines = super::all_lines(&s, &plan, &filter).await?;
    let name = View { session: &s, plan: &plan, filter: &filter, lines: &lines }.file_name(format.word());
    // writing a workbook is work for a processor, not for the threads that answer
    let written = tokio::task::spawn_blocking(move || {
        let view = View { session: &s, plan: &plan, filter: &filter, lines: &lines };
        match format {
            Format::Xlsx => view.xlsx().map_err(|e| e.to_string()),
            Format::Csv => view.french_csv().map_err(|e| e.to_string()),
            Format::OpenData => view.open_data().map_err(|e| e.to_string()),
        }
    });
    let bytes = written.await.map_err(|e| e.to_string()).and_then(|bytes| bytes).map_err(|cause| {
        tracing::error!(%cause, "export");
        AppError::Internal
    })?;
    let kind = match format {
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Csv | Format::OpenData => "text/csv; charset=utf-8",
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
