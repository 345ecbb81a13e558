//! A server that plays a script, one line for each request, and keeps what it was asked.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use stripe_client::{Client, ClientConfig, SecretKey};
use tokio::net::TcpListener;
use url::Url;

pub(crate) const SECRET_KEY: &str = "sk_test_hidden0key";
pub(crate) const INTENT: &str = r#"{
    "id": "pi_1", "object": "payment_intent", "amount": 1999, "amount_received": 0, "currency": "eur",
    "status": "requires_confirmation", "client_secret": "pi_1_secret_hidden", "created": 1, "livemode": false
}"#;

/// What the server does with one request.
pub(crate) enum Line {
    /// Answers with status, headers and body.
    Answer(u16, Vec<(&'static str, &'static str)>, String),
    /// Does not answer for longer than any test waits.
    Silence,
    /// Begins to answer with success, and drops the connection.
    Break,
}

pub(crate) fn answer(status: u16, body: &str) -> Line {
    Line::Answer(status, Vec::new(), body.to_owned())
}

pub(crate) fn trouble(status: u16) -> Line {
    answer(
        status,
        r#"{"error":{"type":"api_error","message":"hidden"}}"#,
    )
}

#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

#[derive(Clone, Default)]
pub(crate) struct Script {
    lines: Arc<Mutex<VecDeque<Line>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub(crate) struct Server {
    address: SocketAddr,
    script: Script,
}

impl Server {
    pub(crate) async fn playing(lines: impl IntoIterator<Item = Line>) -> Self {
        let script = Script::default();
        script.lines.lock().unwrap().extend(lines);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().fallback(play).with_state(script.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, script }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.script.asked.lock().unwrap().clone()
    }

    /// A client of this server that waits a few milliseconds only.
    pub(crate) fn client(&self, change: impl FnOnce(&mut ClientConfig)) -> Client {
        client_of(self.address, change)
    }
}

pub(crate) fn client_of(address: SocketAddr, change: impl FnOnce(&mut ClientConfig)) -> Client {
    let mut config = ClientConfig::new(SecretKey::parse(SECRET_KEY).unwrap());
    config.api_base = Url::parse(&format!("http://{address}")).unwrap();
    config.timeout = Duration::from_millis(300);
    config.deadline = Duration::from_secs(10);
    config.backoff = Duration::from_millis(4);
    change(&mut config);
    Client::new(config).unwrap()
}

async fn play(
    State(script): State<Script>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let body = String::from_utf8(body.to_vec()).unwrap();
    script.asked.lock().unwrap().push(Asked {
        method,
        uri,
        headers,
        body,
    });
    let line = script.lines.lock().unwrap().pop_front();
    match line.expect("more requests than the script has lines") {
        Line::Answer(status, headers, body) => {
            let mut response = Response::builder()
                .status(status)
                .header("Request-Id", "req_1");
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(Body::from(body)).unwrap()
        }
        Line::Silence => std::future::pending().await,
        Line::Break => {
            let parts = [Ok(Bytes::from_static(b"{\"id\":")), Err("broken off")];
            Response::new(Body::from_stream(futures::stream::iter(parts)))
        }
    }
}
