//! The design system: the frame of a page, fields, texts, icons. It knows no feature.
#[cfg(feature = "ssr")]
pub mod diff;
#[cfg(feature = "ssr")]
pub mod filter;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod icon;
#[cfg(feature = "ssr")]
pub mod markdown;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
pub mod paging;
#[cfg(feature = "ssr")]
pub mod pick;
#[cfg(feature = "ssr")]
mod shell;

#[cfg(feature = "ssr")]
pub use page::{Crumb, Page, failure, hydration, page, query, segment};
#[cfg(feature = "ssr")]
pub use shell::{Frame, Refused, Shown, Typed, fallback, shell};

/// The addresses of the style sheet and of the browser's code, as the build named them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    pub css: String,
    pub js: String,
    pub wasm: String,
}
