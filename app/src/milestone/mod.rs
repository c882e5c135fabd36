//! Milestones (*jalons*): what an action passes, and when. The shortest kind of lines.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
