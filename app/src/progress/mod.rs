//! The progress update (*point d'avancement*): what was done, what comes next, what blocks, declared confidence.
//!
//! Append-only, dated, signed. One short entry feeds the sheet and the synthetic table.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;
