//! The control API: who may call it, the clock, triggered events, the ledger.

use reqwest::Method;
use serde_json::{Value, json};
use stripe_sandbox::Config;

use crate::client::Client;

async fn trigger(client: &Client, event: &str) -> Value {
    let body = json!({ "event": event, "amount": 4_200, "metadata": { "order": "7" } });
    client
        .control(Method::POST, "/_sandbox/trigger", body)
        .await
        .ok()
}

async fn ledger(client: &Client) -> Value {
    client
        .control(Method::GET, "/_sandbox/ledger", json!({}))
        .await
        .ok()
}

#[tokio::test]
async fn it_takes_the_secret_key_only() {
    let client = Client::start().await;
    let url = format!("{}/_sandbox/ledger", client.sandbox.base_url());
    let http = crate::client::http();
    let nobody = http.get(&url).send().await.unwrap();
    assert_eq!(nobody.status(), 401);
    let key = client.sandbox.publishable_key();
    let browser = http.get(&url).bearer_auth(key).send().await.unwrap();
    assert_eq!(browser.status(), 401);
    let key = client.sandbox.secret_key();
    let server = http.get(&url).bearer_auth(key).send().await.unwrap();
    assert_eq!(server.status(), 200);
}

#[tokio::test]
async fn unknown_paths_are_not_found() {
    let client = Client::start().await;
    for (method, path) in [
        (Method::GET, "/_sandbox/nothing"),
        (Method::GET, "/_sandbox/trigger"),
    ] {
        client.control(method, path, json!({})).await.error(404);
    }
}

#[tokio::test]
async fn what_falls_due_is_done_at_its_time_when_the_clock_is_advanced() {
    let client = Client::start().await;
    let held = client
        .pay("pm_card_visa", &[("capture_method", "manual")])
        .await
        .ok();
    let days = 24 * 3600;
    client.advance(30 * days).await;
    let path = format!("/v1/payment_intents/{}", held["id"].as_str().unwrap());
    assert_eq!(client.get(&path, &[]).await.ok()["status"], "canceled");
    let expired = client
        .get("/v1/events", &[("type", "charge.expired")])
        .await
        .ok();
    let later = expired["data"][0]["created"].as_i64().unwrap() - held["created"].as_i64().unwrap();
    assert!(
        (7 * i64::from(days)..8 * i64::from(days)).contains(&later),
        "{later}"
    );
}

#[tokio::test]
async fn triggered_events_happen() {
    let client = Client::start().await;
    for event in [
        "charge.captured",
        "charge.dispute.closed",
        "charge.dispute.created",
        "charge.failed",
        "charge.refunded",
        "charge.succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.completed",
        "checkout.session.expired",
        "payment_intent.amount_capturable_updated",
        "payment_intent.canceled",
        "payment_intent.created",
        "payment_intent.payment_failed",
        "payment_intent.processing",
        "payment_intent.requires_action",
        "payment_intent.succeeded",
        "refund.created",
        "refund.failed",
        "refund.updated",
    ] {
        let triggered = trigger(&client, event).await;
        let events = triggered["events"].as_array().unwrap();
        let made: Vec<&Value> = events.iter().filter(|made| made["type"] == event).collect();
        assert_eq!(made.len(), 1, "{event}: {events:?}");
        let path = format!("/v1/events/{}", made[0]["id"].as_str().unwrap());
        let found = client.get(&path, &[]).await.ok();
        assert_eq!(found["type"], event);
        let object = &found["data"]["object"];
        let amount = object.get("amount").unwrap_or(&object["amount_total"]);
        assert_eq!(*amount, 4_200, "{event}");
    }
    let intents = client.get("/v1/payment_intents", &[]).await.ok();
    assert_eq!(intents["data"][0]["metadata"], json!({ "order": "7" }));
}

#[tokio::test]
async fn an_event_that_cannot_be_triggered_leaves_nothing_behind() {
    let client = Client::start().await;
    let path = "/_sandbox/trigger";
    let unknown = json!({ "event": "invoice.paid" });
    let error = client.control(Method::POST, path, unknown).await.error(400);
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("charge.refunded")
    );
    let tiny = json!({ "event": "charge.refunded", "amount": 1 });
    let error = client.control(Method::POST, path, tiny).await.error(400);
    assert_eq!(error["code"], "amount_too_small");
    let events = client.get("/v1/events", &[]).await.ok();
    assert_eq!(events["data"], json!([]));
}

#[tokio::test]
async fn a_dispute_is_closed_once() {
    let client = Client::start().await;
    trigger(&client, "charge.dispute.created").await;
    let disputes = client.get("/v1/disputes", &[]).await.ok();
    let id = disputes["data"][0]["id"].as_str().unwrap();
    let path = format!("/_sandbox/disputes/{id}/close");
    let won = json!({ "won": true });
    client.control(Method::POST, &path, won.clone()).await.ok();
    let dispute = client.get(&format!("/v1/disputes/{id}"), &[]).await.ok();
    assert_eq!(dispute["status"], "won");
    client.control(Method::POST, &path, won).await.error(400);
}

#[tokio::test]
async fn a_saved_card_can_end_and_is_declined_from_then_on() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let card = client.card("4242424242424242").await;
    client.attach(&card, &customer).await.ok();
    let of_customer = [("customer", customer.as_str())];
    client.pay(&card, &of_customer).await.ok();
    let path = format!("/_sandbox/payment_methods/{card}/expiry");
    let no_month = json!({ "exp_month": 13, "exp_year": 2020 });
    client
        .control(Method::POST, &path, no_month)
        .await
        .error(400);
    let over = json!({ "exp_month": 10, "exp_year": 2020 });
    client.control(Method::POST, &path, over.clone()).await.ok();
    let method = client
        .get(&format!("/v1/payment_methods/{card}"), &[])
        .await
        .ok();
    assert_eq!(method["card"]["exp_year"], 2020);
    let error = client.pay(&card, &of_customer).await.error(402);
    assert_eq!(error["code"], "expired_card");
    let nobody = "/_sandbox/payment_methods/pm_nobody/expiry";
    client.control(Method::POST, nobody, over).await.error(404);
}

#[tokio::test]
async fn the_ledger_tells_what_money_moved() {
    let client = Client::start().await;
    let paid = client
        .pay("pm_card_visa", &[("metadata[order]", "1")])
        .await
        .ok();
    client
        .post(
            "/v1/refunds",
            &[
                ("payment_intent", paid["id"].as_str().unwrap()),
                ("amount", "400"),
            ],
        )
        .await
        .ok();
    client.pay("pm_card_chargeDeclined", &[]).await.error(402);
    let held = client
        .pay("pm_card_visa", &[("capture_method", "manual")])
        .await
        .ok();
    let path = format!("/v1/payment_intents/{}", held["id"].as_str().unwrap());
    let captured = [("amount_to_capture", "600")];
    client
        .post(&format!("{path}/capture"), &captured)
        .await
        .ok();
    let let_go = client
        .pay("pm_card_visa", &[("capture_method", "manual")])
        .await
        .ok();
    let path = format!("/v1/payment_intents/{}", let_go["id"].as_str().unwrap());
    client.post(&format!("{path}/cancel"), &[]).await.ok();
    let token = [
        ("amount", "900"),
        ("currency", "usd"),
        ("source", "tok_visa"),
    ];
    let charge = client.post("/v1/charges", &token).await.ok();
    // Its refund waits for the bank.
    client.pay("pm_card_pendingRefund", &[]).await.ok();
    let waiting = client
        .get("/v1/payment_intents", &[("limit", "1")])
        .await
        .ok();
    let waiting = waiting["data"][0]["id"].as_str().unwrap();
    client
        .post("/v1/refunds", &[("payment_intent", waiting)])
        .await
        .ok();

    let ledger = ledger(&client).await;
    assert_eq!(
        ledger["totals"],
        json!({
            "eur": { "captured": 1_500 + 600 + 1_500, "refunded": 400 },
            "usd": { "captured": 900, "refunded": 0 },
        })
    );
    let payments = ledger["payments"].as_array().unwrap();
    assert_eq!(payments.len(), 6);
    assert_eq!(
        payments[0],
        json!({
            "payment_intent": paid["id"],
            "charges": [paid["latest_charge"]],
            "amount": 1_500,
            "currency": "eur",
            "status": "succeeded",
            "captured": 1_500,
            "refunded": 400,
            "metadata": { "order": "1" },
        })
    );
    assert_eq!(payments[1]["charges"], json!([]));
    assert_eq!(payments[3]["captured"], 0);
    assert_eq!(payments[5]["charges"], json!([charge["id"]]));
}

#[tokio::test]
async fn settings_change_until_a_reset() {
    let client = Client::with(Config {
        refuse_card_tokens: false,
        ..Config::default()
    })
    .await;
    let charge = [
        ("amount", "900"),
        ("currency", "usd"),
        ("source", "tok_visa"),
    ];
    let refuse = json!({ "refuse_card_tokens": true });
    client
        .control(Method::POST, "/_sandbox/settings", refuse.clone())
        .await
        .ok();
    client.post("/v1/charges", &charge).await.error(400);
    let unchanged = client
        .control(Method::POST, "/_sandbox/settings", json!({}))
        .await
        .ok();
    assert_eq!(unchanged["refuse_card_tokens"], true);
    assert_eq!(unchanged["decline_on_cvc_failure"], true);
    client
        .control(Method::POST, "/_sandbox/reset", json!({}))
        .await
        .ok();
    client.post("/v1/charges", &charge).await.ok();
}
