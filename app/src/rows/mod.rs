//! The lines of a sheet: what it has several of (milestones, deliverables…), each one added and changed by a small form.
//!
//! Here is once what all kinds share. A kind says what differs, a trait per room: [`model::Line`] what it is,
//! [`store::Stored`] its table, [`pages::Shown`] its screens; `milestone/` is the shortest to read. Dates that move and
//! what is counted of them are in [`due`], for the kinds that have one.
pub mod due;
pub mod given_up;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod submit;
#[cfg(test)]
mod tests;
#[cfg(feature = "ssr")]
pub mod ticks;
