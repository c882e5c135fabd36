//! Who may do what. Rights come from mandates in force; writing asks for a [`Permit`], which only this room mints.
//!
//! Read [`policy`] as a whole; `matrix.txt` beside it is its printed form, for a reader who does not read Rust.
pub mod model;
#[cfg(feature = "ssr")]
mod permit;
pub mod policy;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use model::{Actor, Mandate, Place, Role, Subject};
#[cfg(feature = "ssr")]
pub use permit::{Drafts, Permit, Scope, Signature};
pub use policy::Verb;
