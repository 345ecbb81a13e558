//! When to stop.

use std::io;

/// Hears the signals that ask the process to stop, from when it is made: SIGINT (Ctrl+C) and, on Unix, SIGTERM.
pub(crate) struct StopSignals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl StopSignals {
    /// Begins to hear. From now on the signals do not end the process by themselves.
    ///
    /// # Errors
    /// When the system does not allow it.
    #[cfg(unix)]
    pub(crate) fn hear() -> io::Result<StopSignals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(StopSignals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Ends when the first signal has come.
    #[cfg(unix)]
    pub(crate) async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Begins to hear. From now on Ctrl+C does not end the process by itself.
    ///
    /// # Errors
    /// When the system does not allow it.
    #[cfg(windows)]
    pub(crate) fn hear() -> io::Result<StopSignals> {
        Ok(StopSignals {
            interrupt: tokio::signal::windows::ctrl_c()?,
        })
    }

    /// Ends when Ctrl+C was pressed.
    #[cfg(windows)]
    pub(crate) async fn wait(&mut self) {
        self.interrupt.recv().await;
    }
}
