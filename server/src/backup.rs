//! Saving the database and bringing it back: by SQLite itself, or by PostgreSQL's own tools.
use std::path::Path;

use app::db::Db;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::process::Command;

use crate::{cli::Failure, config::Config};

/// Writes a consistent copy while the server runs.
///
/// # Errors
/// When the file exists, or when the database or `pg_dump` fails.
pub async fn backup(config: &Config, file: &Path) -> Result<(), Failure> {
    if file.exists() {
        return Err(format!("{} existe déjà : choisissez un autre nom", file.display()).into());
    }
    if let Some(source) = config.sqlite_file() {
        if !source.is_file() {
            return Err(format!("{} n’existe pas : rien à sauvegarder", source.display()).into());
        }
        let db = Db::open(&config.database_url).await?;
        let copy = Statement::from_sql_and_values(
            DbBackend::Sqlite,
            "VACUUM INTO ?",
            [file.display().to_string().into()],
        );
        db.maintenance().execute_raw(copy).await?;
        return Ok(());
    }
    tool(
        Command::new("pg_dump")
            .args(["--format=custom", "--no-owner", "--file"])
            .arg(file)
            .arg(&config.database_url),
    )
    .await
}

/// Brings a copy back.
///
/// # Errors
/// When there is a database already and `overwrite` was not said, or when the copy is not one.
pub async fn restore(config: &Config, file: &Path, overwrite: bool) -> Result<(), Failure> {
    if !file.is_file() {
        return Err(format!("{} n’existe pas", file.display()).into());
    }
    let Some(target) = config.sqlite_file() else {
        let known =
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = 'action_sheet'";
        let db = Db::open(&config.database_url).await?;
        let known = db.read.query_one_raw(Statement::from_string(DbBackend::Postgres, known)).await?;
        db.read.close().await?;
        if !overwrite && known.is_some_and(|row| row.try_get_by_index::<i64>(0).is_ok_and(|n| n > 0)) {
            return Err("cette base contient déjà un Prisme : ajoutez --overwrite pour le remplacer".into());
        }
        let mut restore = Command::new("pg_restore");
        restore
            .args(["--no-owner", "--exit-on-error", "--single-transaction", "--dbname"])
            .arg(&config.database_url);
        if overwrite {
            restore.args(["--clean", "--if-exists"]);
        }
        return tool(restore.arg(file)).await;
    };
    if target.exists() && !overwrite {
        return Err(
            format!("{} existe déjà : ajoutez --overwrite pour le remplacer", target.display()).into()
        );
    }
    if !is_ours(&format!("sqlite://{}", file.display())).await? {
        return Err(format!("{} n’est pas une sauvegarde intacte de Prisme", file.display()).into());
    }
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    if let (true, Ok(old)) = (target.exists(), Db::open(&config.database_url).await) {
        // what its log still holds goes into the old file first, so that an interruption leaves it whole
        old.read.clone().close().await?;
        let mode = Statement::from_string(DbBackend::Sqlite, "PRAGMA journal_mode = DELETE");
        let alone = old.maintenance().query_one_raw(mode).await;
        alone.map_err(|_| "la base est en service : arrêtez d’abord le serveur")?;
    }
    // beside the target, then in its place: an interrupted copy leaves the old database whole
    let beside = target.with_extension("restoring");
    std::fs::copy(file, &beside)?;
    std::fs::File::open(&beside)?.sync_all()?;
    for log in ["-wal", "-shm"] {
        let mut name = target.clone().into_os_string();
        name.push(log);
        if Path::new(&name).exists() {
            std::fs::remove_file(&name)?; // left by a file that was no database any more: the new one must not read it
        }
    }
    std::fs::rename(&beside, &target)?;
    Ok(())
}

/// Whether a file is a whole database of this product.
async fn is_ours(url: &str) -> Result<bool, Failure> {
    let Ok(db) = Db::open(url).await else { return Ok(false) };
    let ask =
        |sql: &str| db.maintenance().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql.to_owned()));
    let sound = ask("PRAGMA integrity_check").await?.and_then(|row| row.try_get_by_index::<String>(0).ok());
    let known =
        ask("SELECT count(*) FROM sqlite_master WHERE name IN ('seaql_migrations', 'action_sheet')").await?;
    Ok(sound.as_deref() == Some("ok") && known.and_then(|row| row.try_get_by_index::<i64>(0).ok()) == Some(2))
}

async fn tool(command: &mut Command) -> Result<(), Failure> {
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    let status = command.status().await.map_err(|error| format!("{name} : {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} a échoué ({status})").into()) }
}
