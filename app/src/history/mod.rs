//! Who changed what, when: one append-only table for all features, written with the change.
#[cfg(feature = "ssr")]
pub mod store;
