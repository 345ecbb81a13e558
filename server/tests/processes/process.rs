//! A process that a test starts, watches and ends.

use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    time::Duration,
};

use tokio::process::{Child, Command};

/// A `till` that was started; it ends with this value.
pub(crate) struct Process {
    child: Child,
    log: PathBuf,
}

/// The binary in `folder`, with nothing set.
pub(crate) fn till(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_till"));
    command
        .env_clear()
        .current_dir(folder)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

impl Process {
    /// Starts `command`; what it says goes to the end of the file `log`.
    pub(crate) fn start(command: &mut Command, log: &Path) -> Process {
        let child = command
            .stdout(end_of(log))
            .stderr(end_of(log))
            .spawn()
            .unwrap();
        Process {
            child,
            log: log.to_owned(),
        }
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// How it ended, if it does within `patience`.
    pub(crate) async fn ends_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        let ended = tokio::time::timeout(patience, self.child.wait()).await;
        ended.ok().map(Result::unwrap)
    }

    /// Ends it as a power cut would.
    pub(crate) async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// Sends it a signal, like `-STOP`.
    pub(crate) async fn signal(&self, signal: &str) {
        let id = self.child.id().unwrap().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().await;
        assert!(sent.unwrap().success());
    }

    /// What was said so far.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }
}

fn end_of(log: &Path) -> File {
    let mut options = OpenOptions::new();
    options.create(true).append(true).open(log).unwrap()
}

/// Longer than a process takes to start on a machine that is busy.
pub(crate) const STARTS_WITHIN: Duration = Duration::from_secs(60);

/// A port of this machine that is free, and that nobody is given by chance: those are higher.
pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + u16::try_from(std::process::id() % 100).unwrap() * 100;
    loop {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed) % 2_000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
