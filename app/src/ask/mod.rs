//! Requests for support (*demandes d'appui*): a pilot asks, the coordinator or the support answers, all see where it stands.
pub mod api;
pub mod forms;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
