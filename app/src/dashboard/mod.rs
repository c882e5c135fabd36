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
mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;
