//! Charges that the cardholder's bank takes back.

use serde_json::{Value, json};

use crate::client::Client;

/// Pays with a card and waits until the charge is disputed.
async fn disputed(client: &Client, number: &str) -> Value {
    let intent = client.pay(&client.card(number).await, &[]).await.ok();
    let path = format!("/v1/charges/{}", intent["latest_charge"].as_str().unwrap());
    client
        .wait_for(&path, |charge| charge["disputed"] == true)
        .await
}

#[tokio::test]
async fn a_dispute_takes_the_money_and_a_fee() {
    let client = Client::start().await;
    let charge = disputed(&client, "4000000000000259").await;
    let query = [
        ("charge", charge["id"].as_str().unwrap()),
        ("expand[]", "data.charge"),
    ];
    let list = client.get("/v1/disputes", &query).await.ok();
    let dispute = &list["data"][0];
    assert_eq!(
        (&dispute["reason"], &dispute["status"]),
        (&json!("fraudulent"), &json!("needs_response"))
    );
    assert_eq!(
        (&dispute["id"], &dispute["charge"]),
        (&charge["dispute"], &charge)
    );
    assert_eq!(dispute["amount"], 1500);
    let withdrawn = &dispute["balance_transactions"][0];
    assert_eq!(
        (&withdrawn["amount"], &withdrawn["fee"], &withdrawn["net"]),
        (&json!(-1500), &json!(1500), &json!(-3000))
    );
    assert_eq!(
        client.event_types_of("charge.").await,
        [
            "charge.succeeded",
            "charge.dispute.created",
            "charge.dispute.funds_withdrawn"
        ]
    );
    let path = format!("/v1/disputes/{}", dispute["id"].as_str().unwrap());
    let retrieved = client.get(&path, &[]).await.ok();
    assert_eq!(retrieved["payment_intent"], charge["payment_intent"]);
    let none = [("payment_intent", "pi_none")];
    assert_eq!(
        client.get("/v1/disputes", &none).await.ok()["data"],
        json!([])
    );
}

#[tokio::test]
async fn a_disputed_charge_cannot_be_refunded() {
    let client = Client::start().await;
    let charge = disputed(&client, "4000000000002685").await;
    let form = [("charge", charge["id"].as_str().unwrap())];
    let error = client.post("/v1/refunds", &form).await.error(400);
    assert_eq!(error["code"], "charge_disputed");
}

#[tokio::test]
async fn an_inquiry_leaves_the_money_where_it_is() {
    let client = Client::start().await;
    let charge = disputed(&client, "4000000000001976").await;
    let path = format!("/v1/disputes/{}", charge["dispute"].as_str().unwrap());
    let inquiry = client.get(&path, &[]).await.ok();
    assert_eq!(inquiry["status"], "warning_needs_response");
    assert_eq!(inquiry["balance_transactions"], json!([]));
    assert_eq!(inquiry["is_charge_refundable"], true);
    let form = [("charge", charge["id"].as_str().unwrap())];
    client.post("/v1/refunds", &form).await.ok();
}

#[tokio::test]
async fn what_was_given_back_is_not_disputed() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_createDispute", &[]).await.ok();
    let form = [
        ("payment_intent", intent["id"].as_str().unwrap()),
        ("amount", "600"),
    ];
    client.post("/v1/refunds", &form).await.ok();
    let path = format!("/v1/charges/{}", intent["latest_charge"].as_str().unwrap());
    let charge = client
        .wait_for(&path, |charge| charge["disputed"] == true)
        .await;
    let path = format!("/v1/disputes/{}", charge["dispute"].as_str().unwrap());
    assert_eq!(client.get(&path, &[]).await.ok()["amount"], 900);
}
