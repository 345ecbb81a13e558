//! A shop's webhook: it notes what it gets and answers as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// How long a test waits for something that must come.
const PATIENCE: Duration = Duration::from_secs(8);

/// How long a test waits before it believes that nothing comes.
const SILENCE: Duration = Duration::from_millis(400);

/// A webhook on this machine.
pub(crate) struct Receiver {
    pub(crate) url: String,
    replies: Replies,
    received: mpsc::UnboundedReceiver<Received>,
    server: JoinHandle<()>,
}

/// What it got.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn event(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// The time and the signatures of the `Stripe-Signature` header.
    pub(crate) fn signature(&self) -> (i64, Vec<String>) {
        let mut parts = self.header("stripe-signature").split(',');
        let timestamp = parts.next().unwrap().strip_prefix("t=").unwrap();
        let signatures = parts.map(|part| part.strip_prefix("v1=").unwrap().to_owned());
        (timestamp.parse().unwrap(), signatures.collect())
    }
}

/// How it answers, once each; then with 200.
type Replies = Arc<Mutex<VecDeque<Reply>>>;

/// One answer, after a pause.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) pause: Duration,
}

impl Default for Reply {
    fn default() -> Self {
        Self {
            status: 200,
            body: "thanks".to_owned(),
            pause: Duration::ZERO,
        }
    }
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/webhook", listener.local_addr().unwrap());
        let replies = Replies::default();
        let (sender, received) = mpsc::unbounded_channel();
        let router = Router::new()
            .fallback(note)
            .with_state((Arc::clone(&replies), sender));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            url,
            replies,
            received,
            server,
        }
    }

    /// Answers with these statuses, then with 200.
    pub(crate) fn answer(&self, statuses: &[u16]) {
        for &status in statuses {
            self.reply(Reply {
                status,
                ..Reply::default()
            });
        }
    }

    pub(crate) fn reply(&self, reply: Reply) {
        self.replies.lock().unwrap().push_back(reply);
    }

    /// What comes next.
    pub(crate) async fn next(&mut self) -> Received {
        tokio::time::timeout(PATIENCE, self.received.recv())
            .await
            .expect("nothing came")
            .unwrap()
    }

    /// The ids of the next so many events.
    pub(crate) async fn ids(&mut self, count: usize) -> Vec<String> {
        let mut ids = Vec::new();
        for _ in 0..count {
            let event = self.next().await.event();
            ids.push(event["id"].as_str().unwrap().to_owned());
        }
        ids
    }

    /// Checks that nothing comes.
    pub(crate) async fn hears_nothing(&mut self) {
        if let Ok(received) = tokio::time::timeout(SILENCE, self.received.recv()).await {
            panic!("{received:?} came");
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn note(
    State((replies, sender)): State<(Replies, mpsc::UnboundedSender<Received>)>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let _test_is_over = sender.send(Received {
        uri: parts.uri,
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let reply = replies.lock().unwrap().pop_front().unwrap_or_default();
    tokio::time::sleep(reply.pause).await;
    let status = StatusCode::from_u16(reply.status).unwrap();
    (status, [("location", "/elsewhere")], reply.body).into_response()
}
