//! The links of an action to others: of its plan, shown on both sheets, and of another plan, by its number.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
