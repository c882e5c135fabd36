//! The indicators of a sheet: what will be measured, by whom, how often.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
