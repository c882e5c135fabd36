//! Amendments (*avenants*): how what the adoption locked changes. Proposed with a reason, decided by the coordinator,
//! numbered when accepted, read as a difference.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod submit;
#[cfg(all(test, feature = "ssr"))]
mod tests;
