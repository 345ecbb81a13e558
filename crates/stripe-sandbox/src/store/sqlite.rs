//! The SQLite file under the state, and the task that is alone in writing to it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, QueryBuilder, Row as _};
use tokio::sync::{mpsc, watch};

use super::{Progress, Row, State};

/// Rows in one statement: at most three bound values each, below SQLite's 32,766.
const ROWS_PER_STATEMENT: usize = 1_000;

/// Bytes of a page of a new file.
const PAGE: u32 = 16_384;

/// Pages that the log may hold before they are written back, 64 MB. Under load that is once a second: it stops the writer.
const PAGES_IN_LOG: &str = "4000";

/// The store's file could not be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    #[error("{path} is in use by another process, perhaps another sandbox")]
    InUse { path: PathBuf },
    #[error("the folder of {path} cannot be made: {source}")]
    Folder {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{path} cannot be opened as a sandbox's store: {source}")]
    Sqlite { path: PathBuf, source: sqlx::Error },
    #[error("{path} holds an object that this version cannot read: {source}")]
    Document {
        path: PathBuf,
        source: serde_json::Error,
    },
}

/// The changes of one call.
pub(super) struct Batch {
    pub(super) number: u64,
    pub(super) rows: Vec<Row>,
}

/// The one that writes: run it as a task.
pub(crate) struct Writer {
    connection: SqliteConnection,
    waiting: mpsc::UnboundedReceiver<Batch>,
    progress: watch::Sender<Progress>,
}

/// Opens the file, made with its folder if it is not there, and reads all that it holds.
pub(super) async fn open(
    path: &Path,
    state: State,
) -> Result<(SqliteConnection, State), OpenError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder {
            path: path.to_owned(),
            source,
        })?;
    }
    // One process owns the state, so that memory never lags behind the file; two seconds let a
    // predecessor that is being replaced finish.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .locking_mode(SqliteLockingMode::Exclusive)
        // With WAL this survives the death of the process; only a power cut can lose the last commits.
        .synchronous(SqliteSynchronous::Normal)
        // Most objects fit into such a page; in SQLite's 4 kB most would spill over into others.
        .page_size(PAGE)
        .pragma("wal_autocheckpoint", PAGES_IN_LOG)
        .busy_timeout(Duration::from_secs(2));
    read(options, state).await.map_err(|error| match error {
        ReadError::Sqlite(source) if is_busy(&source) => OpenError::InUse {
            path: path.to_owned(),
        },
        ReadError::Sqlite(source) => OpenError::Sqlite {
            path: path.to_owned(),
            source,
        },
        ReadError::Document(source) => OpenError::Document {
            path: path.to_owned(),
            source,
        },
    })
}

#[derive(Debug, thiserror::Error)]
enum ReadError {
    #[error(transparent)]
    Sqlite(#[from] sqlx::Error),
    #[error(transparent)]
    Document(#[from] serde_json::Error),
}

async fn read(
    options: SqliteConnectOptions,
    mut state: State,
) -> Result<(SqliteConnection, State), ReadError> {
    let mut connection = options.connect().await?;
    sqlx::query(
        "CREATE TABLE IF NOT EXISTS documents (
             kind TEXT NOT NULL,
             number INTEGER NOT NULL,
             body TEXT NOT NULL,
             PRIMARY KEY (kind, number)
         ) WITHOUT ROWID",
    )
    .execute(&mut connection)
    .await?;
    let rows = sqlx::query("SELECT kind, number, body FROM documents")
        .fetch_all(&mut connection)
        .await?;
    for row in rows {
        state.load(
            row.try_get("kind")?,
            row.try_get("number")?,
            row.try_get("body")?,
        )?;
    }
    Ok((connection, state))
}

fn is_busy(error: &sqlx::Error) -> bool {
    // SQLITE_BUSY is 5; the extended codes carry it in their low byte.
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| code & 0xff == 5)
}

impl Writer {
    pub(super) fn new(
        connection: SqliteConnection,
        waiting: mpsc::UnboundedReceiver<Batch>,
        progress: watch::Sender<Progress>,
    ) -> Self {
        Self {
            connection,
            waiting,
            progress,
        }
    }

    /// Writes batches until the store is closed: all that wait at one moment in one transaction.
    pub(crate) async fn run(mut self) {
        let mut batches = Vec::new();
        while self.waiting.recv_many(&mut batches, usize::MAX).await > 0 {
            let last = batches.last().map_or(0, |batch: &Batch| batch.number);
            if let Err(error) = self.write(&batches).await {
                tracing::error!(%error, "the sandbox could not write to its store");
                self.progress.send_replace(Progress::Failed);
                return;
            }
            self.progress.send_replace(Progress::Written(last));
            batches.clear();
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the sandbox's store did not close cleanly");
        }
    }

    async fn write(&mut self, batches: &[Batch]) -> Result<(), sqlx::Error> {
        let mut transaction = self.connection.begin().await?;
        // Only the last that is said of an object counts: it may be written and removed in one go.
        let rows: BTreeMap<(&str, i64), Option<&str>> = batches
            .iter()
            .flat_map(|batch| &batch.rows)
            .map(|row| ((row.kind, row.number), row.body.as_deref()))
            .collect();
        let (written, gone): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(_, body)| body.is_some());
        // One kind at a time: SQLite finds numbers of a kind by the key, and pairs only by reading the whole table.
        for of_kind in gone.chunk_by(|((kind, _), _), ((next, _), _)| kind == next) {
            for rows in of_kind.chunks(ROWS_PER_STATEMENT) {
                let mut delete = QueryBuilder::new("DELETE FROM documents WHERE kind = ");
                for (index, ((kind, number), _)) in rows.iter().enumerate() {
                    if index == 0 {
                        delete.push_bind(*kind).push(" AND number IN (");
                    } else {
                        delete.push(", ");
                    }
                    delete.push_bind(*number);
                }
                delete.push(")");
                delete
                    .build()
                    .persistent(false)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        for rows in written.chunks(ROWS_PER_STATEMENT) {
            let mut insert =
                QueryBuilder::new("INSERT OR REPLACE INTO documents (kind, number, body) ");
            insert.push_values(rows, |mut values, ((kind, number), body)| {
                values.push_bind(*kind).push_bind(*number).push_bind(*body);
            });
            insert
                .build()
                .persistent(false)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await
    }
}
