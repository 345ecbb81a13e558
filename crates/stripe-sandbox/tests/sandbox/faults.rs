//! Faults and delays that tests put in the way of calls.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Client};

async fn fault(client: &Client, fault: Value) -> Answer {
    client
        .control(Method::POST, "/_sandbox/faults", fault)
        .await
}

/// Makes a customer under an idempotency key.
async fn create(client: &Client, key: &str) -> Answer {
    let secret = client.sandbox.secret_key();
    let headers = [("idempotency-key", key)];
    client
        .send(
            Method::POST,
            "/v1/customers",
            secret,
            &[("name", "Ada")],
            &headers,
        )
        .await
}

/// The same, by a client that gives up after half a second.
async fn give_up(client: &Client, key: &str) {
    let call = create(client, key);
    let answer = tokio::time::timeout(Duration::from_millis(500), call).await;
    assert!(answer.is_err(), "{answer:?}");
}

async fn customers(client: &Client) -> usize {
    let listed = client.get("/v1/customers", &[]).await.ok();
    listed["data"].as_array().unwrap().len()
}

#[tokio::test]
async fn too_many_requests_come_before_the_idempotency_key() {
    let client = Client::start().await;
    fault(&client, json!({ "path": "/v1/customers", "answer": "429" }))
        .await
        .ok();
    let error = create(&client, "k").await.error(429);
    assert_eq!(error["code"], "rate_limit");
    let second = create(&client, "k").await;
    assert_eq!(second.header("idempotent-replayed"), None);
    second.ok();
}

#[tokio::test]
async fn a_conflict_is_not_kept() {
    let client = Client::start().await;
    fault(&client, json!({ "path": "*", "answer": "409" }))
        .await
        .ok();
    let error = create(&client, "k").await.error(409);
    assert_eq!(error["type"], "idempotency_error");
    assert_eq!(error["code"], "idempotency_key_in_use");
    create(&client, "k").await.ok();
}

#[tokio::test]
async fn a_server_error_has_no_effect_and_is_replayed() {
    let client = Client::start().await;
    fault(&client, json!({ "path": "/v1/customers", "answer": "500" }))
        .await
        .ok();
    let first = create(&client, "k").await;
    let second = create(&client, "k").await;
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(first.body, second.body);
    assert_eq!(first.error(500)["type"], "api_error");
    second.error(500);
    assert_eq!(customers(&client).await, 0);
    create(&client, "other").await.ok();
}

#[tokio::test]
async fn a_timeout_before_has_no_effect() {
    let client = Client::start().await;
    let before = json!({ "path": "/v1/customers", "method": "POST", "answer": "timeout_before" });
    fault(&client, before).await.ok();
    give_up(&client, "k").await;
    assert_eq!(customers(&client).await, 0);
    let second = create(&client, "k").await;
    assert_eq!(second.header("idempotent-replayed"), None);
    second.ok();
    assert_eq!(customers(&client).await, 1);
}

#[tokio::test]
async fn a_timeout_after_has_its_effect_once_and_keeps_the_answer() {
    let client = Client::start().await;
    let after = json!({ "path": "/v1/customers", "method": "POST", "answer": "timeout_after" });
    fault(&client, after).await.ok();
    give_up(&client, "k").await;
    assert_eq!(customers(&client).await, 1);
    let second = create(&client, "k").await;
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    let customer = second.ok();
    let path = format!("/v1/customers/{}", customer["id"].as_str().unwrap());
    assert_eq!(client.get(&path, &[]).await.ok(), customer);
    assert_eq!(customers(&client).await, 1);
}

#[tokio::test]
async fn a_fault_strikes_the_calls_it_names_as_often_as_it_says() {
    let client = Client::start().await;
    let third = json!({
        "method": "POST",
        "path": "/v1/payment_intents/*/confirm",
        "after": 1,
        "times": 2,
        "answer": "429",
    });
    let made = fault(&client, third).await.ok();
    assert_eq!(made["times"], 2);
    let intent = client.pay("pm_card_authenticationRequired", &[]).await.ok();
    let path = format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap());
    let mut statuses = Vec::new();
    for _ in 0..4 {
        client.get(&path, &[]).await.ok();
        let confirmed = client.post(&format!("{path}/confirm"), &[]).await;
        statuses.push(confirmed.status == 429);
    }
    assert_eq!(statuses, [false, true, true, false]);
    let listed = client
        .control(Method::GET, "/_sandbox/faults", json!({}))
        .await
        .ok();
    assert_eq!(listed["faults"], json!([]));
}

#[tokio::test]
async fn a_fault_can_be_taken_away() {
    let client = Client::start().await;
    let made = fault(&client, json!({ "path": "*", "answer": "500" }))
        .await
        .ok();
    let path = format!("/_sandbox/faults/{}", made["id"].as_str().unwrap());
    client.control(Method::DELETE, &path, json!({})).await.ok();
    create(&client, "k").await.ok();
    client
        .control(Method::DELETE, &path, json!({}))
        .await
        .error(404);
}

#[tokio::test]
async fn unknown_faults_are_refused() {
    let client = Client::start().await;
    for unknown in [
        json!({ "path": "*", "answer": "418" }),
        json!({ "answer": "500" }),
        json!({ "path": "*", "answer": "500", "probability": 1 }),
    ] {
        fault(&client, unknown).await.error(400);
    }
}

#[tokio::test]
async fn calls_can_be_slowed_down_until_a_reset() {
    let client = Client::start().await;
    let slow = json!({ "milliseconds": 300, "path": "/v1/customers" });
    client
        .control(Method::POST, "/_sandbox/latency", slow)
        .await
        .ok();
    let began = Instant::now();
    create(&client, "a").await.ok();
    assert!(began.elapsed() >= Duration::from_millis(300));
    fault(&client, json!({ "path": "*", "answer": "500" }))
        .await
        .ok();
    client
        .control(Method::POST, "/_sandbox/reset", json!({}))
        .await
        .ok();
    let began = Instant::now();
    create(&client, "b").await.ok();
    assert!(began.elapsed() < Duration::from_millis(300));
}
