//! The screens of the template: where a coordinator prepares it, and the instructions that everybody reads.
mod manual;
mod prepare;
mod section;

pub use manual::ManualPage;
pub use prepare::TemplatePage;
pub use section::SectionPage;
