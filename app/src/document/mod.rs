//! Documents that people take away: neutral blocks that any feature fills, and the one writer that makes DOCX of them.
//!
//! [`model`] is what a document is made of; [`markdown`] turns what people typed into blocks; [`docx`] writes.
pub mod docx;
pub mod http;
pub mod markdown;
pub mod model;
mod parts;
#[cfg(test)]
mod tests;
