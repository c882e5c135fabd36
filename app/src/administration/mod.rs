//! The accounts of the platform, for its administrator: found, suspended, invited again. No right on content.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
