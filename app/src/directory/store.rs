//! Who holds which mandate, and the organisations of a region.
pub mod mandates;
pub mod organisations;
pub mod people;
mod seats;

pub use seats::{Seat, Which, seats};
