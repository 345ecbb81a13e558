//! What payments and refunds do to the account's balance.

use serde_json::{Value, json};

use crate::client::Client;

async fn transaction(client: &Client, object: &Value) -> Value {
    let path = format!(
        "/v1/balance_transactions/{}",
        object["balance_transaction"].as_str().unwrap()
    );
    client.get(&path, &[("expand[]", "source")]).await.ok()
}

#[tokio::test]
async fn a_captured_charge_enters_the_balance_less_the_fee() {
    let client = Client::start().await;
    let intent = client
        .pay(
            "pm_card_visa",
            &[("expand[]", "latest_charge.balance_transaction")],
        )
        .await
        .ok();
    let booked = &intent["latest_charge"]["balance_transaction"];
    assert_eq!(
        (&booked["amount"], &booked["fee"], &booked["net"]),
        (&json!(1500), &json!(74), &json!(1426))
    );
    assert_eq!(booked["type"], "charge");
    assert_eq!(booked["source"], intent["latest_charge"]["id"]);
    assert_eq!(booked["fee_details"][0]["amount"], 74);
    assert_eq!(booked["status"], "pending");
    assert!(booked["available_on"].as_i64() > booked["created"].as_i64());
}

#[tokio::test]
async fn only_what_was_captured_is_booked() {
    let client = Client::start().await;
    let held = client
        .pay(
            "pm_card_visa",
            &[("capture_method", "manual"), ("expand[]", "latest_charge")],
        )
        .await
        .ok();
    assert_eq!(held["latest_charge"]["balance_transaction"], Value::Null);
    let path = format!(
        "/v1/payment_intents/{}/capture",
        held["id"].as_str().unwrap()
    );
    let form = [("amount_to_capture", "1000"), ("expand[]", "latest_charge")];
    let taken = client.post(&path, &form).await.ok();
    let booked = transaction(&client, &taken["latest_charge"]).await;
    assert_eq!(booked["amount"], 1000);
    assert_eq!(booked["source"]["id"], taken["latest_charge"]["id"]);
}

#[tokio::test]
async fn a_refund_leaves_the_balance_and_the_fee_stays() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_visa", &[]).await.ok();
    let form = [
        ("payment_intent", intent["id"].as_str().unwrap()),
        ("amount", "400"),
    ];
    let refund = client.post("/v1/refunds", &form).await.ok();
    let booked = transaction(&client, &refund).await;
    assert_eq!(
        (&booked["amount"], &booked["fee"], &booked["net"]),
        (&json!(-400), &json!(0), &json!(-400))
    );
    assert_eq!(
        (&booked["type"], &booked["source"]),
        (&json!("refund"), &refund)
    );
}

#[tokio::test]
async fn some_cards_pay_into_the_available_balance() {
    let client = Client::start().await;
    let intent = client
        .pay(
            "pm_card_bypassPending",
            &[("expand[]", "latest_charge.balance_transaction")],
        )
        .await
        .ok();
    assert_eq!(
        intent["latest_charge"]["balance_transaction"]["status"],
        "available"
    );
}

#[tokio::test]
async fn an_unknown_balance_transaction_is_missing() {
    let client = Client::start().await;
    let error = client
        .get("/v1/balance_transactions/txn_none", &[])
        .await
        .error(404);
    assert_eq!(error["code"], "resource_missing");
}

#[tokio::test]
async fn a_direct_debit_enters_the_balance_when_the_bank_has_paid() {
    let client = Client::start().await;
    let form = [
        ("type", "sepa_debit"),
        ("sepa_debit[iban]", "AT611904300234573201"),
        ("billing_details[name]", "Ada Lovelace"),
        ("billing_details[email]", "ada@example.com"),
    ];
    let method = client.post("/v1/payment_methods", &form).await.ok();
    let form = [
        ("amount", "1500"),
        ("currency", "eur"),
        ("confirm", "true"),
        ("payment_method", method["id"].as_str().unwrap()),
        ("payment_method_types[]", "sepa_debit"),
        ("mandate_data[customer_acceptance][type]", "offline"),
        ("expand[]", "latest_charge"),
    ];
    let intent = client.post("/v1/payment_intents", &form).await.ok();
    let charge = &intent["latest_charge"];
    assert_eq!(charge["status"], "pending");
    assert_eq!(charge["balance_transaction"], Value::Null);
    let path = format!("/v1/charges/{}", charge["id"].as_str().unwrap());
    let paid = client
        .wait_for(&path, |charge| charge["status"] == "succeeded")
        .await;
    assert_eq!(transaction(&client, &paid).await["type"], "payment");
    let form = [("charge", paid["id"].as_str().unwrap())];
    let refund = client.post("/v1/refunds", &form).await.ok();
    assert_eq!(refund["destination_details"], Value::Null);
    assert_eq!(
        transaction(&client, &refund).await["type"],
        "payment_refund"
    );
}
