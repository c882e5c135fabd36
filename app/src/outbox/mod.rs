//! What must be told to people: written in the transaction of the change; `mail` sends what is for
//! somebody, and passes over the rest.
#[cfg(feature = "ssr")]
pub mod store;
