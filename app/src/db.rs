//! The database: one pool to read, one to write, and the only place where transactions begin.
pub(crate) mod matching;

use std::{
    ops::Deref,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait, QuerySelect, Select, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

/// How long a request waits for a connection, then for a lock, before it fails.
const WAIT: Duration = Duration::from_secs(5);

/// On SQLite `write` has one connection and `read` refuses to write; on PostgreSQL both are one pool.
#[derive(Clone)]
pub struct Db {
    pub read: DatabaseConnection,
    write: DatabaseConnection,
    queries: Arc<AtomicU64>,
}

impl Db {
    /// Opens `sqlite://path` (created when missing) or `postgres://…`.
    ///
    /// # Errors
    /// When the address cannot be understood or the database does not answer within five seconds.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        let (mut read, mut write) = if let Some(path) = url.strip_prefix("sqlite://") {
            let path = path.split('?').next().unwrap_or(path);
            if let Some(folder) = Path::new(path).parent().filter(|f| !f.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder)
                    .map_err(|e| DbErr::Custom(format!("{}: {e}", folder.display())))?;
            }
            // the writer first: it creates the file and turns on write-ahead logging
            let write = sqlite(path, 1, false).await?;
            (sqlite(path, 8, true).await?, write)
        } else {
            let pool = Database::connect(options(url, 16)).await?;
            (pool.clone(), pool)
        };
        let queries = Arc::new(AtomicU64::new(0));
        for pool in [&mut read, &mut write] {
            let queries = queries.clone();
            pool.set_metric_callback(move |_| {
                queries.fetch_add(1, Ordering::Relaxed);
            });
        }
        Ok(Self { read, write, queries })
    }

    /// A person's changes begin by `Session::begin`; jobs, commands and the keeping of refused drafts come here.
    ///
    /// # Errors
    /// When the database is busy for more than five seconds, or gone.
    pub async fn begin(&self) -> Result<Tx, DbErr> {
        // a deferred transaction that turns into a write fails under load; an immediate one waits its turn
        let options = TransactionOptions {
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        self.write.begin_with_options(options).await.map(Tx)
    }

    /// The pool that may write outside of a transaction: migrations and maintenance only.
    pub fn maintenance(&self) -> &DatabaseConnection {
        &self.write
    }

    pub fn is_sqlite(&self) -> bool {
        self.write.get_database_backend() == DbBackend::Sqlite
    }

    /// SQL statements run since the start (transaction brackets are not counted).
    pub fn queries(&self) -> u64 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Asks the database for one row, for the readiness probe.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.read.execute_unprepared("SELECT 1").await.map(drop)
    }

    /// The value of a SQLite pragma on the writing connection, such as `synchronous`.
    ///
    /// # Errors
    /// When the database does not know it.
    pub async fn pragma(&self, name: &str) -> Result<Option<i64>, DbErr> {
        let row = self
            .write
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}")))
            .await?;
        row.map(|row| row.try_get_by_index(0)).transpose()
    }
}

/// A write transaction. Dropped without `commit`, it leaves nothing behind.
pub struct Tx(DatabaseTransaction);

impl Tx {
    /// # Errors
    /// When the database could not make it durable: then nothing was written.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.0.commit().await
    }

    /// Waits until no other transaction does what has this name, until the commit. On SQLite it is the only one.
    ///
    /// # Errors
    /// When the database fails, or others do it for too long.
    pub async fn alone(&self, what: &str) -> Result<(), DbErr> {
        if self.0.get_database_backend() == DbBackend::Postgres {
            let lock = "SELECT pg_advisory_xact_lock(hashtext($1))";
            self.0
                .execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, lock, [what.into()]))
                .await?;
        }
        Ok(())
    }

    /// Keeps a row as it is until the commit. On SQLite, whose only writer this is, there is nothing to do.
    ///
    /// # Errors
    /// When the database fails, or somebody else keeps the row for too long.
    pub async fn hold<E: EntityTrait>(&self, row: Select<E>) -> Result<(), DbErr> {
        if self.0.get_database_backend() == DbBackend::Postgres {
            row.lock_exclusive().one(&self.0).await?;
        }
        Ok(())
    }
}

impl Deref for Tx {
    type Target = DatabaseTransaction;
    fn deref(&self) -> &DatabaseTransaction {
        &self.0
    }
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(WAIT).connect_timeout(WAIT).sqlx_logging(false);
    // a ping before each query would double the number of round trips; a database that restarted is noticed all the same
    options.test_before_acquire_if_idle_for(Duration::from_secs(10));
    options
}

async fn sqlite(path: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, DbErr> {
    let mut options = options(&format!("sqlite://{path}?mode=rwc"), connections);
    options.map_sqlx_sqlite_opts(move |o| {
        o.pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL") // what was acknowledged survives a power cut
            .pragma("foreign_keys", "ON")
            .pragma("busy_timeout", "5000")
            .pragma("cache_size", "-8000")
            .pragma("query_only", if read_only { "ON" } else { "OFF" })
    });
    Database::connect(options).await
}
