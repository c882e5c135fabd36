//! Committees: what they are for, the actions that they carry, who sits there.
//!
//! The tables of people and organisations are here too; their screens are the directory's.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
