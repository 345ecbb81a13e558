//! Deliveries: registered by the client, signed by the sandbox, checked and read by the client.

use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::bench::Bench;
use stripe_client::{
    CreateWebhookEndpoint, DeleteWebhookEndpoint, Event, EventObject, ListWebhookEndpoints,
    SIGNATURE_TOLERANCE, SignatureError, WebhookSecret, verify_signature,
};

/// Signature and raw body.
type Delivery = (String, Bytes);

/// Takes deliveries at the address that comes back.
async fn receiver() -> (String, UnboundedReceiver<Delivery>) {
    async fn take(
        State(sender): State<UnboundedSender<Delivery>>,
        headers: HeaderMap,
        body: Bytes,
    ) {
        let signature = headers["stripe-signature"].to_str().unwrap().to_owned();
        // The test may be over before the last delivery.
        let _ = sender.send((signature, body));
    }
    let (sender, deliveries) = unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let app = Router::new().route("/hook", post(take)).with_state(sender);
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, deliveries)
}

#[tokio::test]
async fn a_delivery_is_signed_with_the_endpoints_secret_and_can_be_read() {
    let bench = Bench::start().await;
    let (url, mut deliveries) = receiver().await;
    let register =
        CreateWebhookEndpoint::new(&url, vec!["payment_intent.succeeded".to_owned()]).request();
    let endpoint = bench.send(&register).await.unwrap();
    let secret = endpoint.secret.unwrap();
    let intent = bench.pay("pm_card_visa").await;

    let delivery = tokio::time::timeout(Duration::from_secs(10), deliveries.recv());
    let (signature, body) = delivery.await.unwrap().unwrap();
    let other = WebhookSecret::parse("whsec_other").unwrap();
    let verify = |body: &[u8], secrets: &[WebhookSecret]| {
        verify_signature(
            body,
            &signature,
            secrets,
            SystemTime::now(),
            SIGNATURE_TOLERANCE,
        )
    };
    assert_eq!(verify(&body, &[other.clone(), secret.clone()]), Ok(()));
    assert_eq!(verify(&body, &[other]), Err(SignatureError::NoMatch));
    let altered = [&body[..], b" "].concat();
    assert_eq!(verify(&altered, &[secret]), Err(SignatureError::NoMatch));

    let event = Event::from_slice(&body).unwrap();
    assert_eq!(event.kind, "payment_intent.succeeded");
    assert_eq!(event.object, EventObject::PaymentIntent(intent.id));
}

#[tokio::test]
async fn an_endpoint_is_listed_without_its_secret_until_it_is_deleted() {
    let bench = Bench::start().await;
    let register =
        CreateWebhookEndpoint::new("https://shop.example/hook", vec!["*".to_owned()]).request();
    let made = bench.send(&register).await.unwrap();
    assert!(made.secret.is_some());
    let list = ListWebhookEndpoints::default().request();
    let found = bench.fetch(&list).await.data;
    assert_eq!((found.len(), &found[0].id), (1, &made.id));
    assert!(found[0].secret.is_none());
    assert_eq!(found[0].enabled_events, ["*"]);

    let delete = DeleteWebhookEndpoint::new(made.id).request();
    assert!(bench.send(&delete).await.unwrap().deleted);
    assert!(bench.fetch(&list).await.data.is_empty());
}
