//! Numbers for Prometheus, and the listener that serves them.

use std::{
    io,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use ::metrics::{
    Counter, Histogram, Unit, counter, describe_counter, describe_histogram, histogram,
};
use axum::{
    Router,
    http::{StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
    routing::get,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;

use crate::page_cache::Kind;

const REQUESTS: &str = "till_http_requests_total";
const DURATION: &str = "till_http_request_duration_seconds";
const CACHE: &str = "till_page_cache_requests_total";

/// Upper ends of the buckets of durations, in seconds: from a kept page to the request timeout.
const BUCKETS: [f64; 12] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0,
];

/// Recorded durations wait in memory until they are sorted into buckets; under load that is some 100 kB a second.
const UPKEEP: Duration = Duration::from_secs(1);

/// There is one recorder in a process, however many shops run in it.
static RECORDER: Mutex<Option<PrometheusHandle>> = Mutex::new(None);

/// What Prometheus reads; cheap to clone.
#[derive(Clone)]
pub(crate) struct Exposition(PrometheusHandle);

impl Exposition {
    /// Starts recording, unless this process does already.
    ///
    /// # Errors
    /// When another recorder has been installed, by a program that this one is a part of.
    pub(crate) fn start() -> io::Result<Exposition> {
        let mut recorder = RECORDER.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = &*recorder {
            return Ok(Exposition(handle.clone()));
        }
        let builder = PrometheusBuilder::new()
            .set_buckets(&BUCKETS)
            .map_err(io::Error::other)?;
        let handle = builder.install_recorder().map_err(io::Error::other)?;
        describe_counter!(REQUESTS, "Requests answered, by route, method and status");
        describe_counter!(
            "till_order_events_total",
            "What happened to orders, by kind: paid, declined, refunded and so on"
        );
        describe_counter!(
            "till_password_hashes_total",
            "Passwords hashed, each of which takes 19 MiB for a moment"
        );
        describe_counter!("till_accounts_registered_total", "Accounts made");
        describe_counter!("till_accounts_deleted_total", "Accounts deleted");
        describe_counter!("till_mails_sent_total", "Mails that left the shop, by kind");
        describe_counter!(
            "till_mails_parked_total",
            "Mails that were given up, by kind"
        );
        describe_histogram!(
            DURATION,
            Unit::Seconds,
            "Time from request to answer, by route"
        );
        describe_counter!(
            CACHE,
            "Requests by what the page cache made of them: hit, miss, or passed for not being its matter"
        );
        Ok(Exposition(recorder.insert(handle).clone()))
    }

    /// Sorts what was recorded, now and then; never ends.
    pub(crate) async fn keep_up(self) {
        let mut ticks = tokio::time::interval(UPKEEP);
        loop {
            ticks.tick().await;
            self.0.run_upkeep();
        }
    }
}

/// Serves `/metrics` until the task is dropped.
pub(crate) async fn serve_metrics(listener: TcpListener, exposition: Exposition) {
    let page = move || async move {
        (
            [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
            exposition.0.render(),
        )
    };
    let router = Router::new()
        .route("/metrics", get(page))
        .fallback(|| async {
            (StatusCode::NOT_FOUND, "Metrics are at /metrics\n").into_response()
        });
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "metrics are no longer served");
    }
}

/// Counts an answer.
pub(crate) fn count_request(route: &str, method: &'static str, status: StatusCode, took: Duration) {
    counter!(
        REQUESTS,
        "route" => route.to_owned(), "method" => method, "status" => status.as_str().to_owned()
    )
    .increment(1);
    histogram!(DURATION, "route" => route.to_owned()).record(took);
}

struct RouteMetrics {
    sent: Counter,
    not_modified: Counter,
    took: Histogram,
}

/// The page cache's numbers, looked up once because it answers so often.
pub(crate) struct CacheMetrics {
    routes: [RouteMetrics; Kind::ALL.len()],
    hits: Counter,
    misses: Counter,
    passed: Counter,
}

impl Default for CacheMetrics {
    fn default() -> CacheMetrics {
        let answered = |route: &'static str, status: &'static str| counter!(REQUESTS, "route" => route, "method" => "GET", "status" => status);
        CacheMetrics {
            routes: Kind::ALL.map(|kind| RouteMetrics {
                sent: answered(kind.route(), "200"),
                not_modified: answered(kind.route(), "304"),
                took: histogram!(DURATION, "route" => kind.route()),
            }),
            hits: counter!(CACHE, "result" => "hit"),
            misses: counter!(CACHE, "result" => "miss"),
            passed: counter!(CACHE, "result" => "passed"),
        }
    }
}

impl CacheMetrics {
    /// A kept page was the answer.
    pub(crate) fn hit(&self, kind: Kind, not_modified: bool, took: Duration) {
        let route = &self.routes[kind as usize];
        let answered = if not_modified {
            &route.not_modified
        } else {
            &route.sent
        };
        answered.increment(1);
        route.took.record(took);
        self.hits.increment(1);
    }

    /// A page that can be kept had to be rendered.
    pub(crate) fn miss(&self) {
        self.misses.increment(1);
    }

    /// The request was for something that cannot be kept.
    pub(crate) fn passed(&self) {
        self.passed.increment(1);
    }
}
