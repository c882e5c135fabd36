//! The synthetic table (*tableau synthétique*): reads across features, owns no table; nobody reads it.
//!
//! The council understands the whole plan in ten minutes: totals first, each a link to the list that it counts.
#[cfg(feature = "ssr")]
pub mod export;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod round_trip;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;

/// Every line of a view that the session's actor may see, in its order, for commands that write files.
///
/// # Errors
/// `NotFound` when the actor sees nothing of the plan.
#[cfg(feature = "ssr")]
pub async fn all_lines(
    session: &crate::session::Session,
    plan: &crate::plan::model::Plan,
    filter: &model::Filter,
) -> Result<Vec<model::Line>, crate::error::AppError> {
    let scope = session.actor.scope(&plan.place())?;
    store::lines(session, &scope, filter, None).await
}
