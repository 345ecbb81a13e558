//! Where objects live: read from memory, and written to SQLite before anyone hears of a change.
//!
//! A call runs alone, under one lock, on [`State`]; it takes microseconds. What it changed goes to
//! the one writer, which puts all that waits into one transaction; the call's answer leaves
//! after that commit. So a process killed right after an answer has lost nothing that was told.

mod sqlite;
mod state;
mod table;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, mpsc, watch};

pub(crate) use sqlite::OpenError;
pub(crate) use state::State;
pub(crate) use table::{Document, HasTable, Table};

use crate::settings::Settings;
use sqlite::{Batch, Writer};

/// One object as it is written down: its kind, its number within the kind, its JSON, which is
/// none if the object is gone.
pub(crate) struct Row {
    pub(crate) kind: &'static str,
    pub(crate) number: i64,
    pub(crate) body: Option<String>,
}

/// What changes come from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cause {
    /// The time, in seconds since 1970.
    pub(crate) now: i64,
    /// The request to the API, unless it was somebody or something else.
    pub(crate) request: Option<Request>,
}

/// A request to the API, as events name it.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) idempotency_key: Option<String>,
}

impl Cause {
    /// A cardholder, a bank or the passing of time.
    pub(crate) fn at(now: i64) -> Self {
        Self { now, request: None }
    }
}

/// The state and its writer.
pub(crate) struct Store {
    inner: Mutex<Inner>,
    written: watch::Receiver<Progress>,
    jobs: Notify,
    deliveries: Notify,
}

struct Inner {
    state: State,
    /// Counts the changes.
    revision: u64,
    sent: u64,
    batches: Option<mpsc::UnboundedSender<Batch>>,
}

/// How far the writer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Every batch up to this number is on disk.
    Written(u64),
    /// Writing failed; nothing after it can be promised.
    Failed,
}

/// A change could not be written down.
#[derive(Debug, thiserror::Error)]
#[error("the sandbox could not write to its store")]
pub(crate) struct WriteError;

/// Far from the numbers of other processes, so that nobody takes what one of them showed for this.
fn first_revision() -> u64 {
    u64::from(rand::random::<u32>()) << 32
}

impl Store {
    /// A store that is gone when the process ends.
    pub(crate) fn in_memory(base_url: &str, keep: usize) -> Self {
        let (_, written) = watch::channel(Progress::Written(u64::MAX));
        Self {
            inner: Mutex::new(Inner {
                state: State::new(base_url, keep),
                revision: first_revision(),
                sent: 0,
                batches: None,
            }),
            written,
            jobs: Notify::new(),
            deliveries: Notify::new(),
        }
    }

    /// A store in the SQLite file `path`, with what it held before.
    pub(crate) async fn open(
        path: &Path,
        base_url: &str,
        keep: usize,
    ) -> Result<(Self, Writer), OpenError> {
        let state = State::new(base_url, keep);
        let (connection, state) = sqlite::open(path, state).await?;
        let (batches, waiting) = mpsc::unbounded_channel();
        let (progress, written) = watch::channel(Progress::Written(0));
        let store = Self {
            inner: Mutex::new(Inner {
                state,
                revision: first_revision(),
                sent: 0,
                batches: Some(batches),
            }),
            written,
            jobs: Notify::new(),
            deliveries: Notify::new(),
        };
        Ok((store, Writer::new(connection, waiting, progress)))
    }

    /// Runs `call` alone on the state, and returns once all it changed and may have seen is on
    /// disk. What it does not want to keep it takes back itself, with [`State::rollback`].
    pub(crate) async fn run<T>(
        &self,
        cause: Cause,
        call: impl FnOnce(&mut State) -> T,
    ) -> Result<T, WriteError> {
        let (result, needed) = {
            let mut inner = self.lock();
            inner.state.begin(cause);
            let result = call(&mut inner.state);
            inner.revision += u64::from(inner.state.has_changed());
            let bells = std::mem::take(inner.state.bells());
            let written_down = inner.batches.is_some();
            let rows = inner.state.commit(written_down);
            if !rows.is_empty()
                && let Some(batches) = inner.batches.clone()
            {
                inner.sent += 1;
                let number = inner.sent;
                batches
                    .send(Batch { number, rows })
                    .map_err(|_| WriteError)?;
            }
            // Most of what is to be done later can wait for the next look.
            if let Some(due) = bells.jobs
                && due < *inner.state.next_look()
            {
                *inner.state.next_look() = due;
                self.jobs.notify_one();
            }
            if bells.deliveries {
                self.deliveries.notify_one();
            }
            (result, inner.sent)
        };
        self.written(needed).await?;
        Ok(result)
    }

    /// A number that is another one after every change.
    pub(crate) fn revision(&self) -> u64 {
        self.lock().revision
    }

    /// Sets what a test may change.
    pub(crate) fn configure(&self, settings: Settings) {
        *self.lock().state.settings_mut() = settings;
    }

    /// Waits for something that is to be done later, or for the clock to be put forward.
    pub(crate) async fn job_waits(&self) {
        self.jobs.notified().await;
    }

    /// Waits for an event that is to be delivered, or for the clock to be put forward.
    pub(crate) async fn delivery_waits(&self) {
        self.deliveries.notified().await;
    }

    /// Wakes what waits for a time that may have come, because the clock was put forward.
    pub(crate) fn clock_moved(&self) {
        self.jobs.notify_one();
        self.deliveries.notify_one();
    }

    /// Lets the writer end once all that was sent is on disk; later changes are refused.
    pub(crate) fn close(&self) {
        let mut inner = self.lock();
        if let Some(batches) = inner.batches.take() {
            // A closed sender refuses what comes later instead of forgetting it.
            let (closed, _) = mpsc::unbounded_channel();
            drop(batches);
            inner.batches = Some(closed);
        }
    }

    async fn written(&self, number: u64) -> Result<(), WriteError> {
        if number == 0 {
            return Ok(());
        }
        let mut written = self.written.clone();
        let progress = written
            .wait_for(|progress| match progress {
                Progress::Written(last) => *last >= number,
                Progress::Failed => true,
            })
            .await
            .map_err(|_| WriteError)?;
        match *progress {
            Progress::Written(_) => Ok(()),
            Progress::Failed => Err(WriteError),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A call that panicked left its changes uncommitted; they are taken back below.
        self.inner
            .lock()
            .unwrap_or_else(|poisoned: PoisonError<_>| {
                self.inner.clear_poison();
                let mut inner = poisoned.into_inner();
                inner.state.rollback();
                inner
            })
    }
}
