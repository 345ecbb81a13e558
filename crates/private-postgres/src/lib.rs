#![doc = include_str!("../README.md")]

mod cluster;
mod programs;
mod user;

use std::{
    path::PathBuf,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use cluster::Cluster;

/// Why there is no database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// PostgreSQL is not installed, or not in a place that is known.
    #[error(
        "PostgreSQL's server programs (initdb, postgres) are in no folder of PATH nor where its packages put \
         them. Debian and Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: \
         brew install postgresql@17"
    )]
    NoPrograms,
    /// Started by root on a machine without a user for it.
    #[error("PostgreSQL does not run as root, and there is no user called postgres to run it as")]
    NoUser,
    /// A folder or process could not be made.
    #[error("the private PostgreSQL cluster: {0}")]
    Io(#[from] std::io::Error),
    /// A program ended with a failure, or did not get ready; what it said is given.
    #[error("{program} failed: {said}")]
    Failed {
        /// Its path.
        program: PathBuf,
        /// What it wrote.
        said: String,
    },
    /// The cluster runs, and would not make a database.
    #[error("no new database in the private PostgreSQL cluster: {0}")]
    Database(#[from] sqlx::Error),
}

static CLUSTER: OnceLock<Result<Cluster, Error>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(1);

/// Makes an empty database and gives its address, `postgres://…`. The first call starts the cluster, which takes a second
/// or two; it is gone when this process ends.
///
/// # Errors
/// Why there is none; the same for every call when the cluster does not start.
pub async fn fresh_database() -> Result<String, &'static Error> {
    let cluster = CLUSTER.get_or_init(Cluster::start).as_ref()?;
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    // The caller's errors are those of a static, so that every test that needs the cluster can tell the same one.
    create(cluster, &name)
        .await
        .map_err(|error| &*Box::leak(Box::new(Error::Database(error))))?;
    Ok(cluster.address(&name))
}

async fn create(cluster: &Cluster, name: &str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(&cluster.address("postgres")).await?;
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await?;
    connection.close().await
}
