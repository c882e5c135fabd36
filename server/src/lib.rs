//! The machine room: what turns the product into a server and a command.
pub mod assets;
pub mod backup;
pub mod bench_data;
pub mod cli;
pub mod config;
pub mod demo;
pub mod guard;
pub mod http;
pub mod import;
pub mod install;
pub mod jobs;
pub mod mail;
pub mod metrics;
pub mod refusals;
