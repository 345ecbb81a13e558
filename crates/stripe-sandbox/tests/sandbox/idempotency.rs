//! The same key gives the same answer.

use reqwest::Method;
use serde_json::json;
use stripe_sandbox::{Config, StoreLocation};

use crate::client::{Answer, Client};

async fn create(client: &Client, key: &str, amount: &str, method: &str) -> Answer {
    let form = [
        ("amount", amount),
        ("currency", "eur"),
        ("confirm", "true"),
        ("payment_method", method),
        ("payment_method_types[]", "card"),
    ];
    let secret = client.sandbox.secret_key();
    client
        .send(
            Method::POST,
            "/v1/payment_intents",
            secret,
            &form,
            &[("idempotency-key", key)],
        )
        .await
}

#[tokio::test]
async fn the_first_answer_is_replayed() {
    let client = Client::start().await;
    let first = create(&client, "k", "1500", "pm_card_visa").await;
    let second = create(&client, "k", "1500", "pm_card_visa").await;
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    assert_eq!(first.header("idempotent-replayed"), None);
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(
        second.header("original-request"),
        first.header("request-id")
    );
    assert_ne!(second.header("request-id"), first.header("request-id"));
    let charges = client.get("/v1/charges", &[]).await.ok();
    assert_eq!(charges["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_decline_is_replayed_too() {
    let client = Client::start().await;
    let first = create(&client, "k", "1500", "pm_card_chargeDeclined").await;
    let second = create(&client, "k", "1500", "pm_card_chargeDeclined").await;
    assert_eq!((first.status, second.status), (402, 402));
    assert_eq!(first.body, second.body);
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
}

#[tokio::test]
async fn a_failure_of_the_sandbox_is_replayed_too() {
    // So small a store forgets the charge that holds an intent's money: the capture fails.
    let client = Client::with(Config {
        keep: 1,
        ..Config::default()
    })
    .await;
    let held = client
        .pay("pm_card_visa", &[("capture_method", "manual")])
        .await
        .ok();
    let charge = [
        ("amount", "1500"),
        ("currency", "eur"),
        ("source", "tok_visa"),
    ];
    client.post("/v1/charges", &charge).await.ok();
    client.post("/v1/charges", &charge).await.ok();
    let path = format!(
        "/v1/payment_intents/{}/capture",
        held["id"].as_str().unwrap()
    );
    let secret = client.sandbox.secret_key();
    let capture = || {
        client.send(
            Method::POST,
            &path,
            secret,
            &[],
            &[("idempotency-key", "k")],
        )
    };
    let (first, second) = (capture().await, capture().await);
    assert_eq!((first.status, second.status), (500, 500));
    assert_eq!(first.header("idempotent-replayed"), None);
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(second.body, first.body);
    assert_eq!(first.error(500)["type"], "api_error");
}

#[tokio::test]
async fn other_parameters_under_the_same_key_are_refused() {
    let client = Client::start().await;
    create(&client, "k", "1500", "pm_card_visa").await.ok();
    let error = create(&client, "k", "1600", "pm_card_visa")
        .await
        .error(400);
    assert_eq!(error["type"], "idempotency_error");
    create(&client, "other", "1600", "pm_card_visa").await.ok();
}

#[tokio::test]
async fn a_refusal_of_the_parameters_is_not_kept() {
    let client = Client::start().await;
    assert_eq!(
        create(&client, "k", "nonsense", "pm_card_visa")
            .await
            .status,
        400
    );
    assert_eq!(create(&client, "k", "10", "pm_card_visa").await.status, 400);
    create(&client, "k", "1500", "pm_card_visa").await.ok();
}

#[tokio::test]
async fn keys_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = StoreLocation::File(folder.path().join("sandbox.db"));
    let config = Config {
        store,
        ..Config::default()
    };
    let client = Client::with(config.clone()).await;
    let first = create(&client, "k", "1500", "pm_card_visa").await.ok();
    client.sandbox.stop().await;
    let client = Client::with(config).await;
    let second = create(&client, "k", "1500", "pm_card_visa").await;
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(second.ok(), first);
}

#[tokio::test]
async fn keys_that_are_too_long_are_refused() {
    let client = Client::start().await;
    create(&client, &"k".repeat(255), "1500", "pm_card_visa")
        .await
        .ok();
    let error = create(&client, &"k".repeat(256), "1500", "pm_card_visa")
        .await
        .error(400);
    assert_eq!(error["type"], json!("idempotency_error"));
}

#[tokio::test]
async fn many_at_once_make_one_payment() {
    let folder = tempfile::tempdir().unwrap();
    let store = StoreLocation::File(folder.path().join("sandbox.db"));
    let client = std::sync::Arc::new(
        Client::with(Config {
            store,
            ..Config::default()
        })
        .await,
    );
    let calls: Vec<_> = (0..24)
        .map(|_| {
            let client = std::sync::Arc::clone(&client);
            tokio::spawn(async move { create(&client, "k", "1500", "pm_card_visa").await })
        })
        .collect();
    let mut paid = std::collections::BTreeSet::new();
    for call in calls {
        let answer = call.await.unwrap();
        match answer.status {
            200 => {
                paid.insert(answer.body["id"].as_str().unwrap().to_owned());
            }
            status => {
                let error = answer.error(409);
                assert_eq!(error["code"], "idempotency_key_in_use", "{status}");
            }
        }
    }
    assert_eq!(paid.len(), 1);
    let charges = client.get("/v1/charges", &[]).await.ok();
    assert_eq!(charges["data"].as_array().unwrap().len(), 1);
}
