//! The shop's address for webhooks: what Stripe sends there is kept as it came, signature and all, until a test hands it
//! to the shop, in whatever order.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::Value;
use shop::{
    Shop,
    webhooks::{ReceiveError, Received},
};

use super::{Bench, stripe::text};

/// An event as it came over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Delivered {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) body: Vec<u8>,
    pub(crate) signature: String,
}

#[derive(Default)]
pub(super) struct Inbox {
    kept: Mutex<Vec<Delivered>>,
}

impl Inbox {
    fn all(&self) -> Vec<Delivered> {
        self.kept.lock().expect("a lock").clone()
    }
}

async fn keep(State(inbox): State<Arc<Inbox>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let event: Value = serde_json::from_slice(&body).expect("an event");
    inbox.kept.lock().expect("a lock").push(Delivered {
        id: text(&event["id"]),
        kind: text(&event["type"]),
        signature: signature(&headers),
        body: body.to_vec(),
    });
    StatusCode::OK
}

async fn pass_to_shop(State(shop): State<Shop>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match shop.receive_webhook(&body, &signature(&headers)).await {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

fn signature(headers: &HeaderMap) -> String {
    let header = headers.get("stripe-signature").expect("a signature");
    header.to_str().expect("a text").to_owned()
}

async fn serve(app: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}/webhooks/stripe")
}

impl Bench {
    /// Has Stripe send events from now on, and keeps them for the test.
    pub(crate) async fn listen(&self) {
        let app = Router::new()
            .route("/webhooks/stripe", post(keep))
            .with_state(self.world.inbox.clone());
        let url = serve(app).await;
        let forwarding = self.world.stripe.forward_to(&url, &[]).await;
        forwarding.expect("events are forwarded");
    }

    /// Has Stripe send events straight to the shop from now on, and the shop handle them in the background, as `till` does.
    pub(crate) async fn run_webhooks(&self) {
        let app = Router::new()
            .route("/webhooks/stripe", post(pass_to_shop))
            .with_state(self.shop.clone());
        let url = serve(app).await;
        let forwarding = self.world.stripe.forward_to(&url, &[]).await;
        forwarding.expect("events are forwarded");
        let worker = self.shop.clone();
        tokio::spawn(worker.run_webhook_worker(std::future::pending()));
    }

    /// The secret that signs what Stripe sends.
    pub(crate) fn signing_secret(&self) -> String {
        self.world.stripe.signing_secret()
    }

    /// Everything that Stripe has to tell so far, in the order in which it came.
    pub(crate) async fn delivered(&self) -> Vec<Delivered> {
        let expected = self.list("/v1/events", "").await;
        for _ in 0..500 {
            let kept = self.world.inbox.all();
            let here: BTreeSet<_> = kept.iter().map(|event| event.id.as_str()).collect();
            if expected
                .iter()
                .all(|event| here.contains(text(&event["id"]).as_str()))
            {
                return kept;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("events did not arrive");
    }

    /// What came of one type, newest last.
    pub(crate) async fn delivered_of(&self, kind: &str) -> Vec<Delivered> {
        let mut events = self.delivered().await;
        events.retain(|event| event.kind == kind);
        events
    }

    /// Hands an event to the shop as it came.
    pub(crate) async fn hand_over(&self, event: &Delivered) -> Result<Received, ReceiveError> {
        self.shop
            .receive_webhook(&event.body, &event.signature)
            .await
    }

    /// Hands over the newest event of that type and has the shop handle it.
    pub(crate) async fn hear(&self, kind: &str) {
        let events = self.delivered_of(kind).await;
        let newest = events.last().unwrap_or_else(|| panic!("no {kind}"));
        self.hand_over(newest).await.expect("an event");
        self.handle_all_events().await;
    }

    /// Hands over all that Stripe has told so far, and has the shop handle it.
    pub(crate) async fn hear_everything(&self) {
        for event in self.delivered().await {
            self.hand_over(&event).await.expect("an event");
        }
        self.handle_all_events().await;
    }

    /// Has the shop handle what is due, and what it put off because another event of the same payment was being handled.
    pub(crate) async fn handle_all_events(&self) {
        for _ in 0..100 {
            self.handle_events().await;
            let put_off = sqlx::query(
                "UPDATE webhook_events SET due_at = 0 WHERE state = 'waiting' AND attempts = 0",
            );
            let put_off = put_off.execute(self.store()).await.expect("a store");
            if put_off.rows_affected() == 0 {
                return;
            }
        }
        panic!("an event is never handled");
    }

    /// Has the shop handle what is due, as often as there is something.
    pub(crate) async fn handle_events(&self) {
        while self.shop.handle_due_events().await.expect("a store") > 0 {}
    }

    /// `(state, attempts, error)` of an event in the store.
    pub(crate) async fn event(&self, id: &str) -> (String, i64, Option<String>) {
        sqlx::query_as("SELECT state, attempts, error FROM webhook_events WHERE id = $1")
            .bind(id)
            .fetch_one(self.store())
            .await
            .expect("an event")
    }

    /// Makes every event that waits due.
    pub(crate) async fn let_pauses_pass(&self) {
        self.change("UPDATE webhook_events SET due_at = 0 WHERE state = 'waiting'")
            .await;
    }
}
