//! `prisme import` and `prisme export`.
pub mod balance;

use std::{io::Read, path::Path, process::ExitCode};

use app::{
    access::Verb,
    dashboard::{export::View, model::Filter},
    db::Db,
    ids::PlanId,
    plan::{
        self,
        import::{ExistingAction, Report, compare, read_plan_of, report},
        model::Plan,
    },
    session::{Clock, Session},
};

use crate::cli::{COMMAND, Failure};

/// Reads a table and compares it with an empty plan; opens no database.
///
/// # Errors
/// When the file cannot be read.
pub fn dry_run(file: &Path, sheet: Option<&str>, json: bool) -> Result<ExitCode, Failure> {
    let table = read_plan_of(&source(file)?, sheet);
    let nothing: [ExistingAction<PlanId>; 0] = [];
    let report = report(&table, &compare(&table, &nothing), None);
    tell(&report, json)
}

/// Imports a table in a plan.
///
/// # Errors
/// When the file, the plan or the database fails.
pub async fn plan(
    db: &Db,
    file: &Path,
    sheet: Option<String>,
    address: &str,
    json: bool,
) -> Result<ExitCode, Failure> {
    let bytes = source(file)?;
    let plan = find(db, address).await?;
    let now = Clock::default().now();
    let permit = COMMAND.may(Verb::ImportPlan, plan.place())?;
    let table = plan::store::read_source(bytes.clone(), sheet).await?;
    let tx = db.begin().await?;
    let plan = plan::store::hold(&tx, &COMMAND, plan.id).await?;
    let reading = plan::store::read_against_plan(&*tx, &plan, table.clone()).await?;
    if reading.report.may_be_applied() {
        let name = file
            .file_name()
            .map_or_else(|| "entrée standard".into(), |name| name.to_string_lossy().into_owned());
        let id = plan::store::keep_import(&tx, &permit, &name, bytes, &reading.report, now).await?;
        let import = plan::store::get_import(&*tx, plan.id, id).await?;
        plan::store::apply(&tx, &permit, &plan, &import, table, None, now).await?;
        tx.commit().await?;
    }
    tell(&reading.report, json)
}

/// Writes the synthetic table of a plan to a file.
///
/// # Errors
/// When the plan, the database or the file fails.
pub async fn export(db: &Db, address: &str, file: &Path) -> Result<(), Failure> {
    let plan = find(db, address).await?;
    let zone = plan.time_zone.parse()?;
    let session = Session::new(
        db.clone(),
        COMMAND,
        Clock::default().now(),
        zone,
        String::new(),
        crate::demo::is_loaded(db).await?,
    );
    let filter = Filter::default();
    let lines = app::dashboard::all_lines(&session, &plan, &filter).await?;
    let view = View { session: &session, plan: &plan, filter: &filter, lines: &lines };
    let bytes = match file.extension().and_then(|e| e.to_str()) {
        Some("xlsx") => view.xlsx()?,
        Some("csv") => view.french_csv()?,
        _ => return Err("donnez un fichier .xlsx ou .csv".into()),
    };
    std::fs::write(file, bytes)?;
    Ok(())
}

async fn find(db: &Db, address: &str) -> Result<Plan, Failure> {
    let (region, plan) =
        address.split_once('/').ok_or("le plan s’écrit REGION/PLAN, comme auvergne-rhone-alpes/prst-3")?;
    plan::store::find(&db.read, &COMMAND, region, plan)
        .await
        .map_err(|_| format!("aucun plan à l’adresse {address}").into())
}

fn source(file: &Path) -> Result<Vec<u8>, Failure> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(file).map_err(|error| format!("{} : {error}", file.display()).into())
}

/// Prints the report; the exit code says whether there was something to mend.
fn tell(report: &Report, json: bool) -> Result<ExitCode, Failure> {
    if json {
        println!("{}", serde_json::to_string_pretty(report)?);
    } else {
        println!(
            "{} à créer, {} à modifier, {} inchangées, {} lignes laissées de côté",
            report.created.len(),
            report.changed.len(),
            report.unchanged.len(),
            report.ignored.len()
        );
        for (kind, notices) in [("erreur", &report.errors), ("à vérifier", &report.warnings)] {
            for notice in notices {
                let line = notice.line.map(|line| format!(" ligne {line}")).unwrap_or_default();
                println!("{kind}{line} : {}", notice.message);
            }
        }
    }
    Ok(if report.may_be_applied() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
