//! The directory (*annuaire*) of a region: its people and their mandates, its organisations.
//!
//! Coordinators invite people, give them roles, end these or hand them over; everybody of the region finds who does what.
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
