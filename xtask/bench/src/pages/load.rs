//! The load generator: connections that ask again as soon as they are answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

use super::page::{self, Page};

/// What a server has done under load.
#[derive(Default)]
pub(super) struct Load {
    duration: Duration,
    /// How long each request took, in microseconds.
    latencies: Vec<u64>,
}

impl Load {
    /// Takes another round's requests in.
    pub(super) fn add(&mut self, other: Self) {
        self.duration += other.duration;
        self.latencies.extend(other.latencies);
    }

    /// Requests in a second, on average.
    pub(super) fn requests_per_second(&self) -> u64 {
        let millis = u64::try_from(self.duration.as_millis()).unwrap_or(u64::MAX);
        let requests = u64::try_from(self.latencies.len()).unwrap_or(u64::MAX);
        requests.saturating_mul(1000) / millis.max(1)
    }

    /// The time in microseconds within which `percent` of the requests were answered.
    pub(super) fn percentile(&mut self, percent: usize) -> u64 {
        self.latencies.sort_unstable();
        let last = self.latencies.len().saturating_sub(1);
        self.latencies
            .get(last * percent / 100)
            .copied()
            .unwrap_or_default()
    }
}

/// Keeps `connections` busy with the page for about `duration`.
///
/// # Errors
/// If any request fails: a server that answers only some of them has not been measured.
pub(super) async fn drive(
    address: SocketAddr,
    page: Page,
    connections: usize,
    duration: Duration,
) -> Result<Load> {
    let mut opened = Vec::with_capacity(connections);
    for _ in 0..connections {
        opened.push(page::connect(address).await?);
    }
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for mut connection in opened {
        clients.spawn(async move {
            let mut latencies = Vec::new();
            while start.elapsed() < duration {
                let asked = Instant::now();
                page::get(&mut connection, address, page.path).await?;
                latencies.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
            }
            anyhow::Ok(latencies)
        });
    }
    let mut load = Load::default();
    while let Some(client) = clients.join_next().await {
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
        assert_eq!(load.requests_per_second(), 50);
        assert_eq!(load.percentile(50), 50);
        assert_eq!(load.percentile(99), 99);
    }
}
