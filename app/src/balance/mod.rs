//! The evaluation balance (*bilan évaluatif*): what an action did, what came of it, what helped, what hindered, what
//! comes next.
#[cfg(feature = "ssr")]
pub mod import;
pub mod model;
