//! The timetable of a sheet (*calendrier*): its milestones and deliverables by the goal that they serve, as a frieze
//! drawn on the server and as the table that says the same. Owns no table; reads lines, goals and indicators.
#[cfg(feature = "ssr")]
mod frieze;
pub mod model;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(test)]
mod tests;
