//! Stripe's events at the front door.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::json;
use sha2::Sha256;

use crate::TestShop;

const SECRET: (&str, &str) = ("STRIPE_WEBHOOK_SECRET", "whsec_old,whsec_new");
const EVENT: &str = r#"{"id":"evt_1","object":"event","type":"customer.created","created":1,"livemode":false,
    "api_version":null,"data":{"object":{"id":"cus_1","object":"customer"}}}"#;

fn signed(body: &str, secret: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let text = format!("{}.{body}", now.as_secs());
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    let signature = HEXLOWER.encode(&mac.finalize().into_bytes());
    format!("t={},v1={signature}", now.as_secs())
}

/// As Stripe sends it: no origin, no cookie, JSON.
fn delivery(shop: &TestShop, body: &str, signature: &str) -> RequestBuilder {
    shop.client
        .post(shop.url("/webhooks/stripe"))
        .header("content-type", "application/json; charset=utf-8")
        .header("stripe-signature", signature)
        .body(body.to_owned())
}

async fn deliver(shop: &TestShop, body: &str, secret: &str) -> StatusCode {
    let sent = delivery(shop, body, &signed(body, secret)).send().await;
    sent.unwrap().status()
}

/// States of the events that are stored, once none of them waits any more.
async fn states(shop: &TestShop) -> Vec<(String, String)> {
    let pool = shop.database().await;
    for _ in 0..100 {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT id, state FROM webhook_events ORDER BY id")
                .fetch_all(&pool)
                .await
                .unwrap();
        if !rows.is_empty() && rows.iter().all(|(_, state)| state != "waiting") {
            return rows;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no event was handled");
}

#[tokio::test]
async fn an_event_that_comes_twice_is_taken_twice_and_stored_once() {
    let shop = TestShop::open_with(&[SECRET]).await;
    for _ in 0..2 {
        assert_eq!(deliver(&shop, EVENT, "whsec_old").await, StatusCode::OK);
    }
    let stored = states(&shop).await;
    assert_eq!(stored, [("evt_1".to_owned(), "ignored".to_owned())]);
}

#[tokio::test]
async fn while_a_secret_is_replaced_both_are_valid() {
    let shop = TestShop::open_with(&[SECRET]).await;
    for secret in ["whsec_old", "whsec_new"] {
        assert_eq!(deliver(&shop, EVENT, secret).await, StatusCode::OK);
    }
    let other = deliver(&shop, EVENT, "whsec_other").await;
    assert_eq!(other, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_stripe_did_not_sign_is_refused_and_not_stored() {
    let shop = TestShop::open_with(&[SECRET]).await;
    let forged = EVENT.replace("cus_1", "cus_2");
    let no_event = r#"{"id":"evt_2"}"#;
    let refused = [
        delivery(&shop, &forged, &signed(EVENT, "whsec_old")),
        delivery(&shop, EVENT, ""),
        shop.client
            .post(shop.url("/webhooks/stripe"))
            .body(EVENT.to_owned()),
        delivery(&shop, no_event, &signed(no_event, "whsec_old")),
    ];
    for request in refused {
        let status = request.send().await.unwrap().status();
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(deliver(&shop, EVENT, "whsec_old").await, StatusCode::OK);
    assert_eq!(states(&shop).await.len(), 1);
}

#[tokio::test]
async fn without_a_secret_stripe_is_asked_to_come_back_later() {
    let shop = TestShop::open_with(&[
        ("STRIPE_SECRET_KEY", "sk_test_1"),
        ("STRIPE_PUBLISHABLE_KEY", "pk_test_1"),
        ("STRIPE_API_BASE", "http://127.0.0.1:9"),
        ("STRIPE_JS_URL", "http://127.0.0.1:9/stripe.js"),
    ])
    .await;
    let status = deliver(&shop, EVENT, "whsec_old").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn events_may_be_larger_than_forms_and_come_in_bursts() {
    let shop = TestShop::open_with(&[SECRET]).await;
    let padded = |bytes| format!("{}{}", " ".repeat(bytes), EVENT);
    let large = deliver(&shop, &padded(200 * 1024), "whsec_old").await;
    assert_eq!(large, StatusCode::OK);
    let too_large = deliver(&shop, &padded(1024 * 1024), "whsec_old").await;
    assert_eq!(too_large, StatusCode::PAYLOAD_TOO_LARGE);
    for _ in 0..200 {
        assert_eq!(deliver(&shop, EVENT, "whsec_old").await, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_sandbox_beside_the_shop_tells_it_of_events_with_nothing_configured() {
    let shop = TestShop::open().await;
    let sandbox = shop.running.sandbox().unwrap();
    let triggered = shop
        .client
        .post(format!("{}/_sandbox/trigger", sandbox.base_url()))
        .bearer_auth(sandbox.secret_key())
        .json(&json!({ "event": "charge.refunded" }))
        .send()
        .await
        .unwrap();
    assert_eq!(triggered.status(), StatusCode::OK);
    // They are about payments that are not of this shop.
    let stored = states(&shop).await;
    assert!(
        stored.iter().all(|(_, state)| state == "ignored"),
        "{stored:?}"
    );
}
