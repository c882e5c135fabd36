//! Committees, and the people and organisations that they are made of.
//!
//! Rows only for now: coordinators will manage them on screens of their own.
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
