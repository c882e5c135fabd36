//! What an action is about: themes, risks, levels of prevention. One vocabulary, for all that names them.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(test)]
mod tests;
