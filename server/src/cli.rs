//! The command line: one subcommand a job.
use std::{path::PathBuf, process::ExitCode};

use app::{access::Actor, db::Db, session::Clock};
use clap::{Parser, Subcommand};
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;

use crate::{assets, backup, bench_data, config::Config, demo, http, import, install, jobs, mail, metrics};

/// A command that failed: what to tell the person who typed it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Prisme : pilotage et suivi des plans régionaux santé au travail.
#[derive(Parser)]
#[command(name = "prisme", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Sert le site (PRISME_LISTEN, par défaut 127.0.0.1:3000).
    Serve,
    /// Crée ou met à niveau la base (DATABASE_URL).
    Migrate,
    /// Charge la démonstration dans une base SQLite vide ; ne fait rien si elle y est déjà.
    Demo,
    /// Crée une région.
    Region(install::Region),
    /// Crée un plan d’une région, en préparation.
    Plan(install::NewPlan),
    /// Invite une personne par courriel, avec un mandat : la première animation du plan, l’administration.
    Invite(install::Invitation),
    /// Importe un document.
    Import {
        #[command(subcommand)]
        what: Imported,
    },
    /// Écrit le tableau synthétique d’un plan dans un fichier.
    Export {
        /// REGION/PLAN, comme auvergne-rhone-alpes/prst-3
        #[arg(long)]
        plan: String,
        /// Le fichier à écrire : son extension (.xlsx ou .csv) dit le format
        file: PathBuf,
    },
    /// Remplit une base SQLite vide pour les mesures : des régions, chacune avec un plan.
    BenchData {
        /// Combien de régions
        #[arg(long, default_value_t = 1)]
        regions: u32,
        /// Combien d’actions dans chaque plan
        #[arg(long, default_value_t = 30)]
        actions: u32,
        /// Plutôt que de remplir, mesure tant de transactions durables d’une ligne, l’une après l’autre
        #[arg(long)]
        commits: Option<u32>,
    },
    /// Sauvegarde la base dans un fichier, pendant que le serveur tourne.
    Backup {
        /// Le fichier à écrire
        file: PathBuf,
    },
    /// Restaure la base d’un fichier de sauvegarde. Arrêtez d’abord le serveur.
    Restore {
        /// Le fichier de sauvegarde
        file: PathBuf,
        /// Remplace une base qui existe
        #[arg(long)]
        overwrite: bool,
    },
}

#[derive(Subcommand)]
enum Imported {
    /// Les projets d’une action : les tableaux « Objectifs / Public » d’un document.
    Projects {
        /// Le fichier, ou - pour l’entrée standard
        file: PathBuf,
        /// REGION/PLAN, comme auvergne-rhone-alpes/prst-3
        #[arg(long)]
        plan: Option<String>,
        /// L’action à laquelle les ajouter, comme 2.4.1
        #[arg(long)]
        action: Option<String>,
        /// Montre ce qui serait fait, sans rien écrire ni ouvrir de base
        #[arg(long)]
        dry_run: bool,
        /// Écrit le compte rendu en JSON sur la sortie standard
        #[arg(long)]
        json: bool,
    },
    /// Le tableau des actions d’un plan (XLSX, CSV ou texte, même avec ce qui l’entoure).
    Plan {
        /// Le fichier, ou - pour l’entrée standard
        file: PathBuf,
        /// REGION/PLAN, comme auvergne-rhone-alpes/prst-3
        #[arg(long)]
        plan: Option<String>,
        /// La feuille du classeur, quand plusieurs portent des actions
        #[arg(long)]
        sheet: Option<String>,
        /// Montre ce qui serait fait, sans rien écrire ni ouvrir de base
        #[arg(long)]
        dry_run: bool,
        /// Écrit le compte rendu en JSON sur la sortie standard
        #[arg(long)]
        json: bool,
    },
    /// Un bilan tel que ses pilotes l’ont rendu (DOCX, Markdown ou texte).
    Bilan {
        /// Le fichier, ou - pour l’entrée standard
        file: PathBuf,
        /// REGION/PLAN, comme auvergne-rhone-alpes/prst-3
        #[arg(long)]
        plan: Option<String>,
        /// Montre ce qui serait repris, sans rien écrire ni ouvrir de base
        #[arg(long)]
        dry_run: bool,
        /// Écrit ce qui est lu en JSON sur la sortie standard
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command of this process.
pub async fn run() -> ExitCode {
    match execute(Cli::parse().command).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("prisme : {error}");
            ExitCode::FAILURE
        }
    }
}

/// What to say when a document is to be written, and no plan is named.
const WITHOUT_PLAN: &str = "dites le plan : --plan REGION/PLAN, ou essayez avec --dry-run";

async fn execute(command: Command) -> Result<ExitCode, Failure> {
    if let Command::Import { what: Imported::Plan { file, sheet, dry_run: true, json, .. } } = &command {
        return import::dry_run(file, sheet.as_deref(), *json); // needs neither configuration nor database
    }
    if let Command::Import { what: Imported::Projects { file, dry_run: true, json, .. } } = &command {
        return import::projects_dry_run(file, *json);
    }
    if let Command::Import { what: Imported::Bilan { file, dry_run: true, json, .. } } = &command {
        return import::balance::dry_run(file, *json);
    }
    let config = Config::from_env()?;
    match command {
        Command::Serve => serve(config).await?,
        Command::Migrate => drop(open(&config).await?),
        Command::Region(new) => install::region(&open(&config).await?, &new).await?,
        Command::Plan(new) => install::plan(&open(&config).await?, &new).await?,
        Command::Invite(asked) => install::invite(&open(&config).await?, &Clock::default(), &asked).await?,
        Command::Demo => demo::load(&open_for_demo(&config).await?, &Clock::default()).await?,
        Command::Import { what: Imported::Projects { file, plan, action, json, .. } } => {
            let (plan, action) = plan
                .zip(action)
                .ok_or("dites l’action : --plan REGION/PLAN --action NUMÉRO, ou essayez avec --dry-run")?;
            return import::projects(&open(&config).await?, &file, &plan, &action, json).await;
        }
        Command::Import { what: Imported::Plan { file, plan, sheet, json, .. } } => {
            let plan = plan.ok_or(WITHOUT_PLAN)?;
            return import::plan(&open(&config).await?, &file, sheet, &plan, json).await;
        }
        Command::Import { what: Imported::Bilan { file, plan, json, .. } } => {
            let plan = plan.ok_or(WITHOUT_PLAN)?;
            return import::balance::import(&open(&config).await?, &file, &plan, json).await;
        }
        Command::Export { plan, file } => import::export(&open(&config).await?, &plan, &file).await?,
        Command::BenchData { commits: Some(commits), .. } => {
            bench_data::commit(&open_for_demo(&config).await?, commits).await?;
        }
        Command::BenchData { regions, actions, .. } => {
            bench_data::fill(&open_for_demo(&config).await?, regions, actions).await?;
        }
        Command::Backup { file } => backup::backup(&config, &file).await?,
        Command::Restore { file, overwrite } => backup::restore(&config, &file, overwrite).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the database and brings its schema up to date.
async fn open(config: &Config) -> Result<Db, Failure> {
    let db = Db::open(&config.database_url).await?;
    Migrator::up(db.maintenance(), None).await?;
    Ok(db)
}

async fn open_for_demo(config: &Config) -> Result<Db, Failure> {
    if !config.is_sqlite() {
        return Err("des données inventées ne vont que dans une base SQLite : réglez DATABASE_URL".into());
    }
    open(config).await
}

async fn serve(config: Config) -> Result<(), Failure> {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log)?;
    if config.log_json {
        tracing_subscriber::fmt().with_env_filter(filter).json().init();
    } else {
        tracing_subscriber::fmt().with_env_filter(filter).init();
    }
    let assets = match assets::manifest() {
        Some(assets) => assets,
        None if cfg!(debug_assertions) => app::ui::Assets::default(),
        None => {
            return Err(
                "ce binaire a été compilé sans styles ni scripts : lancez « make dist », puis recompilez"
                    .into(),
            );
        }
    };
    let db = open(&config).await?;
    let clock = Clock::default();
    let demonstration = demo::is_loaded(&db).await?;
    if demonstration && !(config.is_sqlite() && config.is_local()) {
        return Err("la démonstration laisse entrer sans mot de passe : elle ne sert que sur SQLite et une adresse locale (PRISME_LISTEN=127.0.0.1:3000, PRISME_PUBLIC_URL=http://127.0.0.1:3000)".into());
    }
    if let Some(at) = config.metrics_listen {
        let (handle, db) = (metrics::install()?, db.clone());
        tokio::spawn(async move {
            if let Err(error) = metrics::serve(at, handle, db).await {
                tracing::error!(%error, "metrics");
            }
        });
    }
    let office = mail::PostOffice::open(&config, demonstration)
        .map_err(|error| format!("PRISME_SMTP_URL : {error}"))?;
    let mails = office.folder();
    tokio::spawn(mail::run(db.clone(), clock.clone(), office.into()));
    tokio::spawn(jobs::run(db.clone(), clock.clone()));
    if config.proxy_header.is_none() && config.listen.ip().is_loopback() && !config.is_local() {
        tracing::warn!(
            "PRISME_PROXY_HEADER is not set: every visitor seems to come from the proxy, and shares one limit of sign-ins"
        );
    }
    // taken before the address is announced: another server there is an error, not a surprise
    let listener = tokio::net::TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("PRISME_LISTEN={} : {error}", config.listen))?;
    let server = http::Server::new(db, clock, assets, config.https(), demonstration);
    let router =
        http::router(server.with_mails(mails).behind(config.proxy_header.clone(), config.proxies.clone()));
    println!("Prisme répond sur {}", config.public_url);
    if demonstration {
        println!("Démonstration : entrez d’un clic dans un rôle, sur {}/compte/connexion", config.public_url);
    }
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop()).await?;
    Ok(())
}

/// Ctrl-C or the supervisor's SIGTERM: requests that run are finished first.
async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => drop(interrupt.await),
    }
}

/// Who acts when a command does.
pub const COMMAND: Actor = Actor::System("commande");
