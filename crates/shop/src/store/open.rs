//! Opening the database: address, pragmas, migrations.

use std::{path::Path, time::Duration};

use sqlx::{Any, AnyPool, ConnectOptions, Connection, any::AnyPoolOptions, pool::PoolConnection};

use super::{StoreError, Transaction};

/// Readers beside the one writer that SQLite allows; each keeps pages in memory.
const SQLITE_CONNECTIONS: u32 = 4;
/// Enough for the server functions of one process; PostgreSQL's own default limit is 100 for all processes.
const POSTGRES_CONNECTIONS: u32 = 16;

/// The database could not be opened; each sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is of neither database.
    #[error("DATABASE_URL must begin with sqlite:// or postgres://, and this one does not")]
    UnknownScheme,
    /// The folder of the SQLite file could not be made.
    #[error("the folder for the database file {file} cannot be made: {source}")]
    Folder {
        /// The database file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// Nobody answers, or not to this user.
    #[error("the database at {address} cannot be reached: {source}")]
    Unreachable {
        /// The address without user and password.
        address: String,
        /// Why.
        source: sqlx::Error,
    },
    /// The schema could not be brought up to date.
    #[error("the database's schema cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sqlite,
    Postgres,
}

/// An open database with an up-to-date schema; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pool: AnyPool,
    kind: Kind,
}

impl Store {
    /// Opens `url` (`sqlite://path/to/file.db` or `postgres://user:password@host/database`), creating the file and its folder
    /// where they are missing, and brings the schema up to date.
    ///
    /// # Errors
    /// [`OpenError`], whose text never holds a password.
    pub async fn open(url: &str) -> Result<Store, OpenError> {
        sqlx::any::install_default_drivers();
        let (kind, address) = match url.split_once(':') {
            Some(("sqlite", file)) => {
                let file = file.trim_start_matches("//");
                let file = file.split('?').next().unwrap_or_default();
                make_folder(file)?;
                (Kind::Sqlite, file.to_owned())
            }
            Some(("postgres" | "postgresql", rest)) => {
                let address = rest.rsplit('@').next().unwrap_or_default();
                let address = address.split('?').next().unwrap_or_default();
                (Kind::Postgres, address.trim_start_matches("//").to_owned())
            }
            _ => return Err(OpenError::UnknownScheme),
        };
        let unreachable = |source| OpenError::Unreachable {
            address: address.clone(),
            source,
        };
        let (connect_url, options) = match kind {
            Kind::Sqlite => {
                let mode = if url.contains('?') { "" } else { "?mode=rwc" };
                (
                    format!("{url}{mode}"),
                    AnyPoolOptions::new().max_connections(SQLITE_CONNECTIONS),
                )
            }
            Kind::Postgres => (
                url.to_owned(),
                AnyPoolOptions::new().max_connections(POSTGRES_CONNECTIONS),
            ),
        };
        let pool = options
            .acquire_timeout(Duration::from_secs(10))
            // A connection to a server may have died in the meantime, one to a file has not.
            .test_before_acquire(kind == Kind::Postgres)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if kind == Kind::Sqlite {
                        // WAL lets readers go on beside the writer. FULL keeps a paid order through a power cut.
                        for pragma in [
                            "PRAGMA journal_mode = WAL",
                            "PRAGMA synchronous = FULL",
                            "PRAGMA foreign_keys = ON",
                            "PRAGMA busy_timeout = 10000",
                        ] {
                            sqlx::query(pragma).execute(&mut *connection).await?;
                        }
                    }
                    Ok(())
                })
            })
            .connect(&connect_url)
            .await
            .map_err(unreachable)?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Store { pool, kind })
    }

    /// For reading.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// A connection for several statements that need no transaction.
    pub(crate) async fn connection(&self) -> Result<PoolConnection<Any>, StoreError> {
        Ok(self.pool.acquire().await?)
    }

    /// Begins a transaction that may write. On SQLite it takes the write lock at once, so that it never fails half-way for
    /// having read first.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        Ok(match self.kind {
            Kind::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await?,
            Kind::Postgres => self.pool.begin().await?,
        })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Closes every connection; a SQLite file's log is written back into it.
    pub async fn close(&self) {
        self.pool.close().await;
        if self.kind == Kind::Sqlite
            && let Err(error) = self.write_log_back().await
        {
            tracing::warn!(%error, "the database's log stays beside its file until the next start");
        }
    }

    /// Connections that close at once can each take another for the last one, which would have written the log back:
    /// one that comes and goes alone cannot.
    async fn write_log_back(&self) -> Result<(), sqlx::Error> {
        let mut last = self.pool.connect_options().connect().await?;
        sqlx::query("SELECT COUNT(*) FROM counters")
            .execute(&mut last)
            .await?;
        last.close().await
    }
}

fn make_folder(file: &str) -> Result<(), OpenError> {
    let Some(folder) = Path::new(file)
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder {
        file: file.to_owned(),
        source,
    })
}
