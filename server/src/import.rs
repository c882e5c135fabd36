//! `prisme import` and `prisme export`.
pub mod balance;

use std::{io::Read, path::Path, process::ExitCode};

use app::{
    access::Verb,
    action_sheet,
    dashboard::{export::View, model::Filter},
    db::Db,
    error::AppError,
    ids::PlanId,
    plan::{
        self,
        import::{ExistingAction, Report, compare, read_plan_of, report},
        model::Plan,
    },
    project::{import::new_projects, model::Project},
    project_tables::{Found, read_projects},
    rows::{self, model::Line},
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
        let name = name_of(file);
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

/// Shows the projects that a document tells of; opens no database.
///
/// # Errors
/// When the file cannot be read.
pub fn projects_dry_run(file: &Path, json: bool) -> Result<ExitCode, Failure> {
    tell_projects(&read_projects(&source(file)?), json)
}

/// Adds the projects of a document to an action, those that it does not have yet.
///
/// # Errors
/// When the file, the action or the database fails, or a project has no name.
pub async fn projects(
    db: &Db,
    file: &Path,
    plan: &str,
    action: &str,
    json: bool,
) -> Result<ExitCode, Failure> {
    let found = read_projects(&source(file)?);
    if found.errors.is_empty() {
        let plan = find(db, plan).await?;
        let (region, plan) = (&plan.region_slug, &plan.slug);
        let sheet = action_sheet::store::find(&db.read, &COMMAND, region, plan, action)
            .await
            .map_err(|_| format!("aucune action {action} dans ce plan"))?;
        let tx = db.begin().await?;
        let sheet = action_sheet::store::hold(&tx, &COMMAND, sheet.id).await?;
        let permit = COMMAND.may(Project::VERB, sheet.place())?;
        rows::store::check_template::<Project>(&*tx, &sheet).await.map_err(in_words)?;
        let known = rows::store::list::<Project>(&*tx, sheet.id).await?;
        let now = Clock::default().now();
        for project in new_projects(&found.projects, &known, |_| true).map_err(in_words)? {
            rows::store::add(&tx, &permit, &sheet, project, now).await?;
        }
        tx.commit().await?;
    }
    tell_projects(&found, json)
}

/// What is wrong with a project, for the person who typed the command.
fn in_words(error: AppError) -> Failure {
    match error {
        AppError::Invalid(errors) => {
            errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join(" ").into()
        }
        other => other.into(),
    }
}

/// Prints the projects; the exit code says whether there was something to mend.
fn tell_projects(found: &Found, json: bool) -> Result<ExitCode, Failure> {
    if json {
        println!("{}", serde_json::to_string_pretty(found)?);
    } else {
        for project in &found.projects {
            let number = project.number.map(|number| format!(" {number}")).unwrap_or_default();
            let (goals, publics) = (project.goals.len(), project.publics.len());
            println!("Projet{number} : {} ({goals} objectifs, {publics} publics)", project.title);
        }
        for (kind, notices) in [("erreur", &found.errors), ("à vérifier", &found.warnings)] {
            for notice in notices {
                println!("{kind}{} : {}", at_line(notice.line), notice.message);
            }
        }
    }
    Ok(if found.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn at_line(line: Option<usize>) -> String {
    line.map(|line| format!(" ligne {line}")).unwrap_or_default()
}

async fn find(db: &Db, address: &str) -> Result<Plan, Failure> {
    let (region, plan) =
        address.split_once('/').ok_or("le plan s’écrit REGION/PLAN, comme auvergne-rhone-alpes/prst-3")?;
    plan::store::find(&db.read, &COMMAND, region, plan)
        .await
        .map_err(|_| format!("aucun plan à l’adresse {address}").into())
}

/// The name under which a source is kept.
fn name_of(file: &Path) -> String {
    file.file_name().map_or_else(|| "entrée standard".into(), |name| name.to_string_lossy().into_owned())
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
                println!("{kind}{} : {}", at_line(notice.line), notice.message);
            }
        }
    }
    Ok(if report.may_be_applied() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
