//! Load: clients that ask again as soon as they are answered, and what came of it.

use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

/// What a server has done under load.
#[derive(Default)]
pub(crate) struct Load {
    duration: Duration,
    /// How long each request, or whatever was counted, took in microseconds.
    latencies: Vec<u64>,
}

impl Load {
    /// Takes another round in.
    pub(crate) fn add(&mut self, other: Self) {
        self.duration += other.duration;
        self.latencies.extend(other.latencies);
    }

    /// How many in a second, on average.
    pub(crate) fn per_second(&self) -> u64 {
        let millis = u64::try_from(self.duration.as_millis()).unwrap_or(u64::MAX);
        let count = u64::try_from(self.latencies.len()).unwrap_or(u64::MAX);
        count.saturating_mul(1000) / millis.max(1)
    }

    /// The time in microseconds within which `percent` of them were done.
    pub(crate) fn percentile(&mut self, percent: usize) -> u64 {
        self.latencies.sort_unstable();
        let last = self.latencies.len().saturating_sub(1);
        self.latencies
            .get(last * percent / 100)
            .copied()
            .unwrap_or_default()
    }
}

/// Somebody who waits for an answer before asking again.
pub(crate) trait Client: Send + 'static {
    /// Does once what is counted.
    ///
    /// # Errors
    /// If it was not answered as it must be.
    fn once(&mut self) -> impl Future<Output = Result<()>> + Send;
}

/// Keeps the clients busy for about `duration`.
///
/// # Errors
/// If any of them fails: a server that answers only some requests has not been measured.
pub(crate) async fn drive(clients: Vec<impl Client>, duration: Duration) -> Result<Load> {
    let start = Instant::now();
    let mut running = JoinSet::new();
    for mut client in clients {
        running.spawn(async move {
            let mut latencies = Vec::new();
            while start.elapsed() < duration {
                let asked = Instant::now();
                client.once().await?;
                latencies.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
            }
            anyhow::Ok(latencies)
        });
    }
    let mut load = Load::default();
    while let Some(client) = running.join_next().await {
        load.latencies.extend(client??);
    }
    load.duration = start.elapsed();
    Ok(load)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Load;

    #[test]
    fn percentiles_are_taken_from_all_rounds_together() {
        let mut load = Load {
            duration: Duration::from_secs(1),
            latencies: (51..=100).collect(),
        };
        load.add(Load {
            duration: Duration::from_secs(1),
            latencies: (1..=50).collect(),
        });
        assert_eq!(load.per_second(), 50);
        assert_eq!(load.percentile(50), 50);
        assert_eq!(load.percentile(99), 99);
    }
}
