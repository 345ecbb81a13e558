//! Where Prometheus reads the shop's numbers.

use std::net::SocketAddr;

use super::{ConfigError, Environment, parse_loopback};

/// Where `/metrics` is served: a listener of its own on this machine, so that customers never see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metrics {
    /// Nowhere (`TILL_METRICS_ADDR=off`).
    Off,
    /// The default address; if another program has it, the shop runs without.
    Default(SocketAddr),
    /// The address that was asked for; if another program has it, the shop does not start.
    At(SocketAddr),
}

impl Metrics {
    pub(super) fn read(environment: &Environment) -> Result<Metrics, ConfigError> {
        let read = environment.parsed("TILL_METRICS_ADDR", |text| match text {
            "off" => Ok(Metrics::Off),
            address => parse_loopback(address).map(Metrics::At),
        })?;
        Ok(read.unwrap_or(Metrics::Default(SocketAddr::from(([127, 0, 0, 1], 9464)))))
    }
}
