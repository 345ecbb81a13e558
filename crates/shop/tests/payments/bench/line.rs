//! The line between shop and Stripe, which can break.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::Method,
    response::Response,
};
use sqlx::AnyPool;

pub(crate) struct Line {
    upstream: String,
    http: reqwest::Client,
    store: AnyPool,
    /// Changing calls that reach Stripe and whose answers are lost.
    lose_answers: AtomicUsize,
    /// Changing calls that never reach Stripe.
    lose_calls: AtomicUsize,
    /// Changing calls over which Stripe breaks down when all is done.
    break_down: AtomicUsize,
    /// Idempotency keys of those.
    broken: Mutex<BTreeSet<String>>,
    down: AtomicBool,
    debits: AtomicBool,
    expired: AtomicBool,
    /// What happens to the store while the next changing call is at Stripe.
    meanwhile: Mutex<Option<&'static str>>,
    /// By how many seconds the shop believes its calls to be older than Stripe does.
    aged: AtomicI64,
    passed: AtomicUsize,
    unwritten: AtomicUsize,
}

impl Line {
    pub(super) async fn open(
        upstream: &str,
        store: AnyPool,
        http: reqwest::Client,
    ) -> (Arc<Line>, String) {
        let line = Arc::new(Line {
            upstream: upstream.to_owned(),
            http,
            store,
            lose_answers: AtomicUsize::default(),
            lose_calls: AtomicUsize::default(),
            break_down: AtomicUsize::default(),
            broken: Mutex::default(),
            down: AtomicBool::default(),
            debits: AtomicBool::default(),
            expired: AtomicBool::default(),
            meanwhile: Mutex::default(),
            aged: AtomicI64::default(),
            passed: AtomicUsize::default(),
            unwritten: AtomicUsize::default(),
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let app = Router::new().fallback(pass_on).with_state(line.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (line, base)
    }

    /// Lets the next `count` changing calls reach Stripe but not their answers come back.
    pub(crate) fn lose_answers(&self, count: usize) {
        self.lose_answers.store(count, Ordering::SeqCst);
    }

    /// Lets the next `count` changing calls get lost on their way to Stripe, without the shop knowing where.
    pub(crate) fn lose_calls(&self, count: usize) {
        self.lose_calls.store(count, Ordering::SeqCst);
    }

    /// Has Stripe do what the next `count` changing calls ask, and then break down over each: that is what it answers, and
    /// will answer whenever it sees their keys.
    pub(crate) fn break_down(&self, count: usize) {
        self.break_down.store(count, Ordering::SeqCst);
    }

    /// Whether nothing comes through.
    pub(crate) fn cut(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// Has the owner's account take bank debits on Stripe's page, which is a setting in Stripe's dashboard.
    pub(crate) fn take_bank_debits(&self) {
        self.debits.store(true, Ordering::SeqCst);
    }

    /// Makes the cards that Stripe lists older than they are: nobody can type a card that has ended.
    pub(crate) fn let_cards_end(&self) {
        self.expired.store(true, Ordering::SeqCst);
    }

    /// Changes the store while the next changing call is at Stripe.
    pub(crate) fn meanwhile(&self, sql: &'static str) {
        *self.meanwhile.lock().expect("a change") = Some(sql);
    }

    /// Asks Stripe for objects of this many seconds later than the shop does: the sandbox's clock stands still while the
    /// shop's records are made older.
    pub(super) fn age(&self, seconds: i64) {
        self.aged.store(seconds, Ordering::SeqCst);
    }

    /// Changing calls that were passed on, and those of them that were not in the ledger of calls beforehand.
    pub(crate) fn calls(&self) -> (usize, usize) {
        (
            self.passed.load(Ordering::SeqCst),
            self.unwritten.load(Ordering::SeqCst),
        )
    }

    async fn count(&self, key: &str) {
        self.passed.fetch_add(1, Ordering::SeqCst);
        let written: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM stripe_calls WHERE idempotency_key = $1 AND outcome IS NULL \
             AND LENGTH(fingerprint) = 64",
        )
        .bind(key)
        .fetch_one(&self.store)
        .await
        .expect("the ledger of calls");
        if written != 1 {
            self.unwritten.fetch_add(1, Ordering::SeqCst);
        }
    }
}

const DEBITS: &[u8] = b"&payment_method_types[0]=card&payment_method_types[1]=sepa_debit";

fn one_less(counter: &AtomicUsize) -> bool {
    counter
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
            left.checked_sub(1)
        })
        .is_ok()
}

/// The body breaks off, as when a connection is cut.
fn cut_off() -> Response {
    let broken = futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("cut")) });
    Response::new(Body::from_stream(broken))
}

/// What Stripe says when it breaks down; `again` when it repeats that for a key.
fn broken_down(again: bool) -> Response {
    let body = r#"{"error":{"type":"api_error","message":"An unknown error occurred"}}"#;
    let response = Response::builder()
        .status(500)
        .header("content-type", "application/json")
        .header("idempotent-replayed", again.to_string());
    response.body(Body::from(body)).expect("a response")
}

/// The query with the dates of a list put on by `seconds`.
fn later(path: &str, seconds: i64) -> String {
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let pairs = url::form_urlencoded::parse(query.as_bytes()).map(|(name, value)| {
        let value = match value.parse::<i64>() {
            Ok(time) if name.starts_with("created") => (time + seconds).to_string(),
            _ => value.into_owned(),
        };
        (name.into_owned(), value)
    });
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    format!("{path}?{query}")
}

async fn pass_on(State(line): State<Arc<Line>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut body: Bytes = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
    let changes = parts.method == Method::POST;
    if line.down.load(Ordering::SeqCst) || (changes && one_less(&line.lose_calls)) {
        return cut_off();
    }
    let key = parts.headers.get("idempotency-key");
    let key = key.and_then(|key| key.to_str().ok()).unwrap_or_default();
    if changes {
        line.count(key).await;
        if line.broken.lock().expect("keys").contains(key) {
            return broken_down(true);
        }
    }
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if changes && path == "/v1/checkout/sessions" && line.debits.load(Ordering::SeqCst) {
        body = [&body[..], DEBITS].concat().into();
    }
    let path = later(path, line.aged.load(Ordering::SeqCst));
    let mut onward = line
        .http
        .request(parts.method.clone(), format!("{}{path}", line.upstream));
    for (name, value) in &parts.headers {
        if name != "host" && name != "content-length" {
            onward = onward.header(name, value);
        }
    }
    let answer = onward.body(body).send().await.expect("a sandbox");
    let meanwhile = line
        .meanwhile
        .lock()
        .expect("a change")
        .take_if(|_| changes);
    if let Some(sql) = meanwhile {
        let changed = sqlx::query(sql).execute(&line.store).await;
        changed.expect("a store");
    }
    if changes && one_less(&line.lose_answers) {
        return cut_off();
    }
    if changes && one_less(&line.break_down) {
        line.broken.lock().expect("keys").insert(key.to_owned());
        return broken_down(false);
    }
    let mut response = Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        if name != "transfer-encoding" && name != "content-length" {
            response = response.header(name, value);
        }
    }
    let mut bytes = answer.bytes().await.expect("an answer");
    if line.expired.load(Ordering::SeqCst) {
        let text = String::from_utf8_lossy(&bytes);
        bytes = text
            .replace("\"exp_year\":2040", "\"exp_year\":2020")
            .into();
    }
    response.body(Body::from(bytes)).expect("a response")
}
