//! The template of the sheets of a plan (*trame*): which rubrics, in which order, how they are worded. It is data, with
//! versions; a sheet says which it follows.
pub mod api;
mod first;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
