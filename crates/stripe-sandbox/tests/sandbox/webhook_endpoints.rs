//! Registering, reading and deleting webhook endpoints.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Client;

async fn create(client: &Client, url: &str) -> Value {
    let form = [
        ("url", url),
        ("enabled_events[]", "charge.succeeded"),
        ("enabled_events[]", "charge.refunded"),
        ("description", "Orders"),
        ("metadata[shop]", "till"),
    ];
    client.post("/v1/webhook_endpoints", &form).await.ok()
}

#[tokio::test]
async fn only_the_answer_to_creation_tells_the_secret() {
    let client = Client::start().await;
    let created = create(&client, "https://shop.example/hook").await;
    assert!(created["secret"].as_str().unwrap().starts_with("whsec_"));
    assert_eq!(
        created["enabled_events"],
        json!(["charge.succeeded", "charge.refunded"])
    );
    assert_eq!(created["metadata"], json!({ "shop": "till" }));
    assert_eq!(created["status"], "enabled");

    let path = format!("/v1/webhook_endpoints/{}", created["id"].as_str().unwrap());
    let retrieved = client.get(&path, &[]).await.ok();
    assert_eq!(retrieved["url"], "https://shop.example/hook");
    assert_eq!(retrieved.get("secret"), None);
    let listed = client.get("/v1/webhook_endpoints", &[]).await.ok();
    assert_eq!(listed["data"], json!([retrieved]));
}

#[tokio::test]
async fn a_deleted_endpoint_is_gone() {
    let client = Client::start().await;
    let created = create(&client, "https://shop.example/hook").await;
    let path = format!("/v1/webhook_endpoints/{}", created["id"].as_str().unwrap());
    let key = client.sandbox.secret_key();
    let deleted = client.send(Method::DELETE, &path, key, &[], &[]).await.ok();
    assert_eq!(
        deleted,
        json!({ "id": created["id"], "object": "webhook_endpoint", "deleted": true })
    );
    let error = client.get(&path, &[]).await.error(404);
    assert_eq!(error["code"], "resource_missing");
    assert_eq!(error["param"], "webhook_endpoint");
}

#[tokio::test]
async fn an_address_needs_a_scheme() {
    let client = Client::start().await;
    for url in ["shop.example/hook", "ftp://shop.example", ""] {
        let form = [("url", url), ("enabled_events[]", "*")];
        let error = client.post("/v1/webhook_endpoints", &form).await.error(400);
        assert_eq!(error["param"], "url", "{url}");
    }
}

#[tokio::test]
async fn unknown_types_of_events_are_refused() {
    let client = Client::start().await;
    let form = [
        ("url", "https://shop.example"),
        ("enabled_events[]", "charge.eaten"),
    ];
    let error = client.post("/v1/webhook_endpoints", &form).await.error(400);
    assert_eq!(error["param"], "enabled_events[0]");
}

#[tokio::test]
async fn there_are_sixteen_at_most() {
    let client = Client::start().await;
    for _ in 0..16 {
        create(&client, "https://shop.example/hook").await;
    }
    let form = [("url", "https://shop.example"), ("enabled_events[]", "*")];
    let error = client.post("/v1/webhook_endpoints", &form).await.error(400);
    assert!(error["message"].as_str().unwrap().contains("maximum of 16"));
}
