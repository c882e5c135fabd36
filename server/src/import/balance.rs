//! `prisme import bilan`.
use std::{path::Path, process::ExitCode};

use app::balance::{
    import::{Reading, Report, read_balance},
    model::Part,
};
use app::text::counted;

use super::source;
use crate::cli::Failure;

/// Reads a balance; opens no database.
///
/// # Errors
/// When the file cannot be read.
pub fn dry_run(file: &Path, json: bool) -> Result<ExitCode, Failure> {
    tell(&read_balance(&source(file)?), json)
}

/// Prints what was read; the exit code says whether there was something to mend.
fn tell(reading: &Reading, json: bool) -> Result<ExitCode, Failure> {
    if json {
        println!("{}", serde_json::to_string_pretty(&Report::from(reading))?);
    } else {
        println!("{}", reading.title.as_deref().unwrap_or("Sans titre"));
        for part in Part::ALL {
            let content = reading.content(*part);
            let (leads, entries) = (content.leads().count(), content.entries().count());
            println!(
                "{} : {}, {}",
                part.label(),
                counted(leads, "phrase", "phrases"),
                counted(entries, "élément", "éléments")
            );
        }
        println!("{}", counted(reading.unclassified.len(), "ligne non classée", "lignes non classées"));
        for (kind, notices) in [("erreur", &reading.errors), ("à vérifier", &reading.warnings)] {
            for notice in notices {
                let line = notice.line.map(|line| format!(" ligne {line}")).unwrap_or_default();
                println!("{kind}{line} : {}", notice.message);
            }
        }
    }
    Ok(if reading.may_be_applied() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
