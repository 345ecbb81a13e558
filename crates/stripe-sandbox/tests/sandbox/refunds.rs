//! Money given back.

use proptest::prelude::*;
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn a_charge_is_refunded_in_parts_and_never_more() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_visa", &[]).await.ok();
    let id = intent["id"].as_str().unwrap();
    let part = [
        ("payment_intent", id),
        ("amount", "400"),
        ("reason", "requested_by_customer"),
    ];
    let refund = client.post("/v1/refunds", &part).await.ok();
    assert_eq!(
        (&refund["status"], &refund["amount"]),
        (&json!("succeeded"), &json!(400))
    );
    assert_eq!(refund["charge"], intent["latest_charge"]);
    let path = format!("/v1/refunds/{}", refund["id"].as_str().unwrap());
    assert_eq!(client.get(&path, &[]).await.ok(), refund);

    let more = [("payment_intent", id), ("amount", "1101")];
    assert_eq!(
        client.post("/v1/refunds", &more).await.error(400)["param"],
        "amount"
    );
    let rest = client
        .post("/v1/refunds", &[("payment_intent", id)])
        .await
        .ok();
    assert_eq!(rest["amount"], 1100);
    let error = client
        .post("/v1/refunds", &[("payment_intent", id)])
        .await
        .error(400);
    assert_eq!(error["code"], "charge_already_refunded");

    let charge = format!("/v1/charges/{}", intent["latest_charge"].as_str().unwrap());
    let charge = client.get(&charge, &[("expand[]", "refunds")]).await.ok();
    assert_eq!(
        (&charge["refunded"], &charge["amount_refunded"]),
        (&json!(true), &json!(1500))
    );
    assert_eq!(charge["refunds"]["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn only_money_that_was_taken_comes_back() {
    let client = Client::start().await;
    let held = client
        .pay("pm_card_visa", &[("capture_method", "manual")])
        .await
        .ok();
    let form = [("payment_intent", held["id"].as_str().unwrap())];
    client.post("/v1/refunds", &form).await.error(400);
    let declined = client.pay("pm_card_chargeDeclined", &[]).await.error(402);
    let form = [(
        "payment_intent",
        declined["payment_intent"]["id"].as_str().unwrap(),
    )];
    client.post("/v1/refunds", &form).await.error(400);
    let error = client.post("/v1/refunds", &[]).await.error(400);
    assert_eq!(error["code"], "parameter_missing");
    let error = client
        .post("/v1/refunds", &[("payment_intent", "pi_none")])
        .await
        .error(404);
    assert_eq!(error["param"], "payment_intent");
}

#[tokio::test]
async fn some_refunds_take_time() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_pendingRefund", &[]).await.ok();
    let form = [("charge", intent["latest_charge"].as_str().unwrap())];
    let refund = client.post("/v1/refunds", &form).await.ok();
    assert_eq!(refund["status"], "pending");
    let path = format!("/v1/refunds/{}", refund["id"].as_str().unwrap());
    client.post(&format!("{path}/cancel"), &[]).await.error(400);
    let done = client
        .wait_for(&path, |refund| refund["status"] != "pending")
        .await;
    assert_eq!(done["status"], "succeeded");
    assert_eq!(done["balance_transaction"], refund["balance_transaction"]);
    assert_eq!(
        client.event_types_of("refund.").await,
        ["refund.created", "refund.updated"]
    );
    assert_eq!(
        client.event_types_of("charge.").await,
        [
            "charge.succeeded",
            "charge.refunded",
            "charge.refund.updated"
        ]
    );
}

#[tokio::test]
async fn a_refund_that_fails_gives_the_money_back_to_the_merchant() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_refundFail", &[]).await.ok();
    let form = [("charge", intent["latest_charge"].as_str().unwrap())];
    let refund = client.post("/v1/refunds", &form).await.ok();
    assert_eq!(refund["status"], "succeeded");
    let path = format!("/v1/refunds/{}", refund["id"].as_str().unwrap());
    let failed = client
        .wait_for(&path, |refund| refund["status"] != "succeeded")
        .await;
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["failure_reason"], "expired_or_canceled_card");
    let query = [("expand[]", "failure_balance_transaction")];
    let failed = client.get(&path, &query).await.ok();
    let back = &failed["failure_balance_transaction"];
    assert_eq!(
        (&back["net"], &back["type"]),
        (&json!(1500), &json!("refund_failure"))
    );
    assert_eq!(
        client.event_types_of("refund.").await,
        ["refund.created", "refund.failed", "refund.updated"]
    );
    let charge = format!("/v1/charges/{}", intent["latest_charge"].as_str().unwrap());
    let charge = client.get(&charge, &[]).await.ok();
    assert_eq!(
        (&charge["refunded"], &charge["amount_refunded"]),
        (&json!(false), &json!(0))
    );
    assert_eq!(client.post("/v1/refunds", &form).await.ok()["amount"], 1500);
}

#[tokio::test]
async fn a_refund_says_what_it_is_for() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_visa", &[]).await.ok();
    let charge = intent["latest_charge"].as_str().unwrap();
    let form = [
        ("charge", charge),
        ("metadata[order]", "17"),
        ("reason", "fraudulent"),
    ];
    let refund = client.post("/v1/refunds", &form).await.ok();
    assert_eq!(refund["reason"], "fraudulent");
    assert_eq!(refund["metadata"], json!({ "order": "17" }));
    let charge = client.get(&format!("/v1/charges/{charge}"), &[]).await.ok();
    assert_eq!(
        charge["fraud_details"],
        json!({ "user_report": "fraudulent" })
    );
}

#[tokio::test]
async fn refunds_of_what_the_account_does_not_have_are_refused() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_visa", &[]).await.ok();
    let charge = intent["latest_charge"].as_str().unwrap();
    for (name, value) in [
        ("currency", "eur"),
        ("origin", "customer_balance"),
        ("payment_intent", intent["id"].as_str().unwrap()),
        ("refund_application_fee", "true"),
        ("reverse_transfer", "true"),
    ] {
        let form = [("charge", charge), (name, value)];
        let error = client.post("/v1/refunds", &form).await.error(400);
        assert_eq!(error["param"], name);
    }
    let form = [("charge", charge), ("reverse_transfer", "false")];
    client.post("/v1/refunds", &form).await.ok();
}

/// Captures a part of 15 euros, tries refunds of these amounts, and compares the books.
async fn books_agree(captured: i64, refunds: &[i64]) {
    let client = Client::start().await;
    let held = [
        ("amount", "1500"),
        ("currency", "eur"),
        ("source", "tok_visa"),
        ("capture", "false"),
    ];
    let held = client.post("/v1/charges", &held).await.ok();
    let id = held["id"].as_str().unwrap();
    let form = [("amount", &*captured.to_string())];
    let path = format!("/v1/charges/{id}");
    let charge = client.post(&format!("{path}/capture"), &form).await.ok();
    let mut transactions = vec![charge["balance_transaction"].clone()];
    let mut refunded = 0;
    for amount in refunds {
        let form = [("charge", id), ("amount", &*amount.to_string())];
        let answer = client.post("/v1/refunds", &form).await;
        assert_eq!(answer.status == 200, *amount <= captured - refunded);
        if answer.status == 200 {
            refunded += amount;
            transactions.push(answer.body["balance_transaction"].clone());
        }
        let charge = client.get(&path, &[]).await.ok();
        assert_eq!(charge["amount_captured"], captured);
        assert_eq!(charge["amount_refunded"], refunded);
        assert_eq!(charge["refunded"], refunded == captured);
    }
    let mut balance = 0;
    for id in transactions {
        let path = format!("/v1/balance_transactions/{}", id.as_str().unwrap());
        balance += client.get(&path, &[]).await.ok()["amount"]
            .as_i64()
            .unwrap();
    }
    assert_eq!(balance, captured - refunded);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_back_never_exceeds_what_was_taken(
        captured in 1..=1500i64,
        refunds in prop::collection::vec(1..=900i64, 0..6),
    ) {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(books_agree(captured, &refunds));
    }
}
