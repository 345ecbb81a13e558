//! What is told of requests: log lines with an id, and numbers for Prometheus. Neither holds a full address (an order's address
//! is a secret), a query, a cookie or a body.

mod log;
mod metrics;
pub(crate) mod request_id;
mod requests;

pub use log::start_log;
pub(crate) use metrics::{CacheMetrics, Exposition, serve_metrics};
pub(crate) use requests::observe;
