//! The action sheet (*fiche-action*): its rubrics, its life cycle, its pages.
//!
//! The rules are in [`model`] and [`life`]; what is kept, in `store`; the screens, in `pages`.
pub mod api;
pub mod code;
#[cfg(feature = "ssr")]
mod document;
mod forms;
#[cfg(feature = "ssr")]
pub mod http;
pub mod islands;
pub mod life;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
pub mod rubric;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;
