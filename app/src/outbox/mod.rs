//! What must be told to people: written in the transaction of the change, sent afterwards (nothing sends it yet).
#[cfg(feature = "ssr")]
pub mod store;
