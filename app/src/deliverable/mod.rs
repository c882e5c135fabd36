//! Expected deliverables (*livrables*): what an action will hand over, to whom, and when. A table of its own: bilans, the
//! council and the public site will read it.
pub mod api;
pub mod kind;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
