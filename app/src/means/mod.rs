//! The means of a sheet (*moyens*): days and euros, asked, obtained, spent.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
mod tests;
