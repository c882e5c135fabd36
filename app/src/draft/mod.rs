//! What a person has typed and not yet saved, kept on the server, and the receipts of forms already submitted.
//!
//! A form carries a key, made when its page is rendered. The key names the draft while one types; once the form is
//! accepted it names the receipt, so that the same form sent twice is one change and gets the first one's answer.
pub mod api;
pub mod islands;
pub mod model;
#[cfg(feature = "ssr")]
mod open;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(feature = "ssr")]
pub use open::{Opened, open};
