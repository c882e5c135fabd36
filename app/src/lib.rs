//! Prisme: the product. A feature is one folder; here is the table of contents, in reading order.
//!
//! Compiled for the server (`ssr`) and, its islands only, for the browser (`hydrate`).

// what everything stands on
#[cfg(feature = "ssr")]
pub mod cells;
#[cfg(feature = "ssr")]
pub mod db;
pub mod department;
pub mod error;
pub mod ids;
#[cfg(feature = "ssr")]
pub mod personal;
#[cfg(feature = "ssr")]
pub mod project_tables;
#[cfg(feature = "ssr")]
pub mod session;
pub mod text;
#[cfg(feature = "ssr")]
pub mod upload;
pub mod vague;
pub mod when;
mod words;
#[cfg(feature = "ssr")]
pub mod workbook;

// who, and what may they do
pub mod access;
pub mod account;
pub mod administration;
pub mod committee;
pub mod directory;

// the plan and its sheets
pub mod action_sheet;
pub mod amendment;
pub mod ask;
pub mod balance;
pub mod card;
pub mod comment;
pub mod deliverable;
pub mod goal;
pub mod indicator;
pub mod link;
pub mod means;
pub mod milestone;
pub mod partner;
pub mod plan;
pub mod progress;
pub mod project;
pub mod rows;
pub mod targeting;
pub mod template;
pub mod theme;
pub mod timetable;

// what reads across features
pub mod dashboard;
#[cfg(feature = "ssr")]
pub mod document;
pub mod oneself;
pub mod site;
pub mod work;

// what leaves by mail: reads across features too
pub mod mail;

// what every feature uses
pub mod draft;
pub mod history;
pub mod outbox;
pub mod ui;

#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
pub use routes::{App, RESERVED};
