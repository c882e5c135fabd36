//! The goals of a sheet (*objectifs de la fiche*), general or operational; the plan’s own are its objectives.
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
