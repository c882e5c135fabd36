//! `prisme import bilan`.
use std::{path::Path, process::ExitCode};

use app::{
    access::Verb,
    action_sheet,
    balance::{
        import::{Reading, Report, read_balance},
        model::Part,
        store,
    },
    db::Db,
    session::Clock,
    text::counted,
};

use super::{find, name_of, source};
use crate::cli::{COMMAND, Failure};

/// Reads a balance; opens no database.
///
/// # Errors
/// When the file cannot be read.
pub fn dry_run(file: &Path, json: bool) -> Result<ExitCode, Failure> {
    tell(&read_balance(&source(file)?), json)
}

/// Makes a draft balance of a document, on the action of the plan whose code it says. The same document is taken once.
///
/// # Errors
/// When the file, the plan or the database fails, or when the document does not say an action of the plan.
pub async fn import(db: &Db, file: &Path, address: &str, json: bool) -> Result<ExitCode, Failure> {
    let bytes = source(file)?;
    let plan = find(db, address).await?;
    let reading = store::read_source(bytes.clone()).await?;
    if !reading.may_be_applied() {
        return tell(&reading, json);
    }
    let code = reading
        .action
        .as_ref()
        .ok_or("le document ne dit pas le code de son action : importez-le depuis le site")?;
    let (region, slug) = (&plan.region_slug, &plan.slug);
    let sheet = action_sheet::store::find(&db.read, &COMMAND, region, slug, &code.to_string())
        .await
        .map_err(|_| format!("le plan n’a pas d’action {code}"))?;
    let now = Clock::default().now();
    let permit = COMMAND.may(Verb::ImportBalance, plan.place())?;
    let tx = db.begin().await?;
    let sheet = action_sheet::store::hold(&tx, &COMMAND, sheet.id).await?;
    let id = store::keep_import(&tx, &permit, &name_of(file), bytes, now).await?;
    let import = store::get_import(&*tx, &COMMAND, &plan, id).await?;
    if let Some((at, by)) = store::applied_before(&*tx, &plan, &import).await? {
        eprintln!("ce document a déjà été importé le {} par {by} : rien n’est écrit", at.format("%d/%m/%Y"));
        return tell(&reading, json);
    }
    let permit = COMMAND.may(Verb::EditBalance, sheet.place())?;
    store::apply(&tx, &permit, &sheet, "Bilan importé", &import, &reading, now).await?;
    tx.commit().await?;
    tell(&reading, json)
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
