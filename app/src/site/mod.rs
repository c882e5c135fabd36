//! The pages of the site itself: home, legal pages, glossary, site map.
#[cfg(feature = "ssr")]
mod acronyms;
#[cfg(feature = "ssr")]
pub mod pages;
