//! Whom an action is for (*cibles*): publics, sizes of firms, branches, departments, and why those.
pub mod api;
mod branch;
pub mod model;
mod naf;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(test)]
mod tests;
