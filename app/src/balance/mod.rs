//! The evaluation balance (*bilan évaluatif*): what an action did, what came of it, what helped, what hindered, what
//! comes next. Written rubric by rubric, or imported from the document that its pilots handed in.
pub mod api;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod import;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
