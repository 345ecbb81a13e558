//! The most memory a process has held while it was watched.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::process::Command;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

const INTERVAL: Duration = Duration::from_millis(100);

/// Watches a process's resident set.
pub(crate) struct PeakMemory {
    stop: oneshot::Sender<()>,
    peak: JoinHandle<Result<u64>>,
}

impl PeakMemory {
    /// Begins to watch.
    pub(crate) fn watch(process: u32) -> Self {
        let (stop, mut stopped) = oneshot::channel();
        let peak = tokio::spawn(async move {
            let mut ticks = interval(INTERVAL);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut peak = 0;
            loop {
                tokio::select! {
                    _ = ticks.tick() => peak = peak.max(resident_kib(process).await?),
                    _ = &mut stopped => return Ok(peak),
                }
            }
        });
        Self { stop, peak }
    }

    /// Ends watching: the most that was seen, in KiB.
    pub(crate) async fn stop(self) -> Result<u64> {
        // If the watcher has ended, its own error says more.
        let _ = self.stop.send(());
        let peak = self.peak.await??;
        ensure!(peak > 0, "the process's memory was never seen");
        Ok(peak)
    }
}

async fn resident_kib(process: u32) -> Result<u64> {
    if let Ok(status) = tokio::fs::read_to_string(format!("/proc/{process}/status")).await {
        return of_status(&status).context("/proc does not tell the resident set");
    }
    let output = Command::new("ps")
        .args(["-o", "rss=", "-p", &process.to_string()])
        .output()
        .await
        .context("neither /proc nor ps is there")?;
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .context("ps does not tell the resident set")
}

fn of_status(status: &str) -> Option<u64> {
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?
        .trim()
        .strip_suffix(" kB")?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::of_status;

    #[test]
    fn the_resident_set_is_read_from_the_kernels_table() {
        let status = "Name:\ttill\nVmHWM:\t   52000 kB\nVmRSS:\t   51234 kB\n";
        assert_eq!(of_status(status), Some(51_234));
        assert_eq!(of_status("Name:\ttill\n"), None);
    }
}
