//! The integration tests: a real database (SQLite, or the PostgreSQL of `PRISME_TEST_DATABASE_URL`), the real router,
//! and a browser without JavaScript that reads pages and posts forms. One file per feature.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod testapp;

mod abuse;
mod accounts;
mod address;
mod amendments;
mod ask_mails;
mod asks;
mod autosave;
mod backup;
mod balances;
mod cards;
mod commands;
mod comments;
mod conflict;
mod deliverables;
mod demonstration;
mod double;
mod drafts;
mod editing;
mod emergent;
mod export;
mod foreign;
mod home;
mod house;
mod import;
mod import_projects;
mod import_upload;
mod install;
mod life;
mod links;
mod mail;
mod mail_sign_in;
mod milestones;
mod oneself;
mod people;
mod phase;
mod progress;
mod queries;
mod races;
mod reading;
mod reminders;
mod rights;
mod rubrics;
mod security;
mod sheet;
mod sheet_docx;
mod signing_in;
mod table;
mod table_reader;
mod template;
mod timetable;
mod work;
mod workbook;
