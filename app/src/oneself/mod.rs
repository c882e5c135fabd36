//! What a person does with what is kept of herself: her name, her sessions, her data, her erasure.
//!
//! It reads across features, as the dashboard does; nobody reads it.
pub mod api;
#[cfg(feature = "ssr")]
pub mod http;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
