//! Deliveries as tests want them: held, late, twice, in another order, not at all.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Client};
use crate::receiver::Receiver;

async fn rules(client: &Client, rules: Value) -> Answer {
    client
        .control(Method::POST, "/_sandbox/webhooks/delivery", rules)
        .await
}

async fn release(client: &Client, body: Value) -> Value {
    let path = "/_sandbox/webhooks/release";
    let released = client.control(Method::POST, path, body).await.ok();
    released["deliveries"].clone()
}

/// A customer, and the id of the event of its creation.
async fn happen(client: &Client) -> String {
    client.post("/v1/customers", &[]).await.ok();
    let events = client.get("/v1/events", &[("limit", "1")]).await.ok();
    events["data"][0]["id"].as_str().unwrap().to_owned()
}

async fn start() -> (Client, Receiver) {
    let client = Client::start().await;
    let shop = Receiver::start().await;
    client.register(&shop.url, "*").await;
    (client, shop)
}

#[tokio::test]
async fn held_events_are_sent_in_the_order_of_their_release() {
    let (client, mut shop) = start().await;
    rules(&client, json!({ "mode": "held" })).await.ok();
    let (first, second, third) = (
        happen(&client).await,
        happen(&client).await,
        happen(&client).await,
    );
    shop.hears_nothing().await;
    let sent = release(&client, json!({ "events": [third, first, third] })).await;
    let ids: Vec<&Value> = sent
        .as_array()
        .unwrap()
        .iter()
        .map(|delivery| &delivery["event"])
        .collect();
    assert_eq!(ids, [&json!(third), &json!(first), &json!(third)]);
    assert_eq!(sent[0]["status"], "delivered");
    assert_eq!(shop.ids(3).await, [third.clone(), first, third]);
    // The rest, without names.
    release(&client, json!({})).await;
    assert_eq!(shop.ids(1).await, [second]);
    assert_eq!(release(&client, json!({})).await, json!([]));
}

#[tokio::test]
async fn held_events_are_released_oldest_first() {
    let (client, mut shop) = start().await;
    rules(&client, json!({ "mode": "held" })).await.ok();
    let mut happened = Vec::new();
    for _ in 0..12 {
        happened.push(happen(&client).await);
    }
    release(&client, json!({})).await;
    assert_eq!(shop.ids(12).await, happened);
}

#[tokio::test]
async fn a_released_event_that_fails_is_tried_again() {
    let (client, mut shop) = start().await;
    rules(&client, json!({ "mode": "held" })).await.ok();
    let event = happen(&client).await;
    shop.answer(&[500]);
    let sent = release(&client, json!({})).await;
    assert_eq!(sent[0]["status"], "pending");
    assert_eq!(shop.ids(2).await, [event.clone(), event]);
}

#[tokio::test]
async fn unknown_events_are_not_released() {
    let (client, mut shop) = start().await;
    rules(&client, json!({ "mode": "held" })).await.ok();
    let event = happen(&client).await;
    let body = json!({ "events": [event, "evt_none"] });
    let path = "/_sandbox/webhooks/release";
    client.control(Method::POST, path, body).await.error(404);
    shop.hears_nothing().await;
}

#[tokio::test]
async fn delayed_events_come_when_their_time_has_come() {
    let (client, mut shop) = start().await;
    rules(&client, json!({ "mode": "delayed", "seconds": 600 }))
        .await
        .ok();
    let event = happen(&client).await;
    client.advance(590).await;
    shop.hears_nothing().await;
    client.advance(11).await;
    assert_eq!(shop.ids(1).await, [event]);
}

#[tokio::test]
async fn events_can_come_twice() {
    let (client, mut shop) = start().await;
    rules(&client, json!({ "twice": true })).await.ok();
    let event = happen(&client).await;
    assert_eq!(shop.ids(2).await, [event.clone(), event]);
    shop.hears_nothing().await;
}

#[tokio::test]
async fn shuffled_events_come_in_another_order() {
    let (client, mut shop) = start().await;
    rules(&client, json!({ "shuffled": true })).await.ok();
    let mut happened = Vec::new();
    for _ in 0..30 {
        happened.push(happen(&client).await);
    }
    let mut came = shop.ids(30).await;
    assert_ne!(came, happened);
    came.sort();
    happened.sort();
    assert_eq!(came, happened);
}

#[tokio::test]
async fn the_next_events_of_a_type_can_be_dropped() {
    let (client, mut shop) = start().await;
    let rule = json!({ "dropped": true, "next": 2, "types": ["customer.*"] });
    rules(&client, rule).await.ok();
    client.post("/v1/products", &[("name", "Mug")]).await.ok();
    assert_eq!(shop.next().await.event()["type"], "product.created");
    let lost = happen(&client).await;
    happen(&client).await;
    let third = happen(&client).await;
    assert_eq!(shop.ids(1).await, [third]);
    client.advance(600).await;
    shop.hears_nothing().await;

    let event = client.get(&format!("/v1/events/{lost}"), &[]).await.ok();
    assert_eq!(event["pending_webhooks"], 1);
    let path = format!("/_sandbox/events/{lost}/deliveries");
    let found = client.control(Method::GET, &path, json!({})).await.ok();
    assert_eq!(found["deliveries"][0]["status"], "dropped");
}

#[tokio::test]
async fn the_first_rule_that_applies_counts() {
    let (client, mut shop) = start().await;
    let both = json!([{ "types": ["customer.created"] }, { "mode": "held" }]);
    rules(&client, both).await.ok();
    client.post("/v1/products", &[("name", "Mug")]).await.ok();
    let event = happen(&client).await;
    assert_eq!(shop.ids(1).await, [event]);
    shop.hears_nothing().await;
}

#[tokio::test]
async fn a_reset_ends_the_rules_and_releases_nothing() {
    let (client, mut shop) = start().await;
    rules(&client, json!({ "mode": "held" })).await.ok();
    let held = happen(&client).await;
    client
        .control(Method::POST, "/_sandbox/reset", json!({}))
        .await
        .ok();
    let after = happen(&client).await;
    assert_eq!(shop.ids(1).await, [after]);
    release(&client, json!({})).await;
    assert_eq!(shop.ids(1).await, [held]);
}

#[tokio::test]
async fn rules_that_make_no_sense_are_refused() {
    let client = Client::start().await;
    for rule in [
        json!({ "mode": "delayed" }),
        json!({ "seconds": 5 }),
        json!({ "mode": "held", "shuffled": true }),
        json!({ "dropped": true, "twice": true }),
        json!({ "mode": "never" }),
        json!({ "later": true }),
        json!([{ "mode": "held" }, 5]),
    ] {
        rules(&client, rule).await.error(400);
    }
}

#[tokio::test]
async fn an_event_can_be_sent_again() {
    let (client, mut shop) = start().await;
    let event = happen(&client).await;
    shop.ids(1).await;
    let mut younger = Receiver::start().await;
    let endpoint = client.register(&younger.url, "*").await;
    let path = format!("/_sandbox/events/{event}/resend");
    let body = json!({ "endpoint": endpoint["id"] });
    let sent = client.control(Method::POST, &path, body).await.ok();
    assert_eq!(sent["deliveries"][0]["status"], "delivered");
    assert_eq!(younger.ids(1).await, [event.as_str()]);
    shop.hears_nothing().await;

    let sent = client.control(Method::POST, &path, json!({})).await.ok();
    assert_eq!(sent["deliveries"].as_array().unwrap().len(), 2);
    assert_eq!(shop.ids(1).await, [event.as_str()]);
    assert_eq!(younger.ids(1).await, [event.as_str()]);

    let path = "/_sandbox/events/evt_none/resend";
    client
        .control(Method::POST, path, json!({}))
        .await
        .error(404);
}
