//! The rubrics of a sheet that are one form, read and saved as a whole: its themes, whom it targets.
//!
//! Here is once what they share, as `rows/` does for lines: a card says what it is ([`model::Card`]) and how it is asked
//! for and shown ([`pages::Shown`]); `theme/` is the shortest to read.
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod submit;
