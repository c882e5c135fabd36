//! « Mon travail »: what waits for a person, and her sheets. Reads across features, owns no table; nobody reads it.
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;

/// Where a person with a mandate lands after she signed in.
pub const PATH: &str = "/mon-travail";
