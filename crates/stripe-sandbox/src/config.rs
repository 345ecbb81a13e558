//! What a sandbox is started with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// The version of Stripe's API that the sandbox speaks.
pub const API_VERSION: &str = "2026-08-26.dahlia";

/// The secret key that [`Config::default`] uses. It opens nothing but a sandbox.
pub const SECRET_KEY: &str = "sk_test_sandbox51TillOnlyOnLoopback0000000000";

/// The publishable key that [`Config::default`] uses.
pub const PUBLISHABLE_KEY: &str = "pk_test_sandbox51TillOnlyOnLoopback0000000000";

/// How many payments [`Config::default`] keeps. With all that belongs to them they take some
/// 25 kB each.
pub const KEEP: usize = 2_000;

/// Where the sandbox keeps its objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreLocation {
    /// In memory: gone when the sandbox stops.
    Memory,
    /// In a SQLite file, created if missing; one sandbox uses it at a time.
    File(PathBuf),
}

/// What a sandbox is started with.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address to listen on: loopback only. Port 0 picks a free one.
    pub addr: SocketAddr,
    /// Where objects are kept.
    pub store: StoreLocation,
    /// The one secret key that is accepted; must begin with `sk_test_`.
    pub secret_key: String,
    /// The one publishable key that is accepted; must begin with `pk_test_`.
    pub publishable_key: String,
    /// The merchant's name, shown to the cardholder on the 3D Secure page.
    pub merchant: String,
    /// How many payments, with all that belongs to them, are kept: the newest. At least 1.
    pub keep: usize,
    /// Whether charges made directly refuse card tokens and card numbers, as Stripe does for
    /// accounts that have not enabled them.
    pub refuse_card_tokens: bool,
}

impl Default for Config {
    /// A sandbox in memory on a free port of 127.0.0.1 with the fixed test keys.
    fn default() -> Self {
        Self {
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            store: StoreLocation::Memory,
            secret_key: SECRET_KEY.to_owned(),
            publishable_key: PUBLISHABLE_KEY.to_owned(),
            merchant: "Till demo shop".to_owned(),
            keep: KEEP,
            refuse_card_tokens: false,
        }
    }
}
