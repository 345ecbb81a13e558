//! SEPA Direct Debit: the bank answers some seconds after the payment was confirmed.

use serde_json::{Value, json};

use crate::client::{Answer, Client};

const PAYS: &str = "AT61 1904 3002 3457 3201";
const FAILS: &str = "AT861904300235473202";

async fn debit(client: &Client, iban: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![
        ("amount", "1500"),
        ("currency", "eur"),
        ("confirm", "true"),
        ("payment_method_types[]", "sepa_debit"),
        ("payment_method_data[type]", "sepa_debit"),
        ("payment_method_data[sepa_debit][iban]", iban),
        ("payment_method_data[billing_details][name]", "Ada"),
        (
            "payment_method_data[billing_details][email]",
            "ada@example.com",
        ),
        ("expand[]", "latest_charge"),
    ];
    form.extend(more);
    client.post("/v1/payment_intents", &form).await
}

const AGREED: (&str, &str) = ("mandate_data[customer_acceptance][type]", "offline");

fn path(intent: &Value) -> String {
    format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_debit_is_processing_until_the_bank_has_paid() {
    let client = Client::start().await;
    let intent = debit(&client, PAYS, &[AGREED]).await.ok();
    assert_eq!(intent["status"], "processing");
    let charge = &intent["latest_charge"];
    assert_eq!(charge["status"], "pending");
    assert_eq!(
        charge["payment_method_details"]["sepa_debit"]["last4"],
        "3201"
    );
    let error = client
        .post(&format!("{}/cancel", path(&intent)), &[])
        .await
        .error(400);
    assert_eq!(error["code"], "payment_intent_unexpected_state");
    let error = client
        .post(&format!("{}/confirm", path(&intent)), &[])
        .await
        .error(400);
    assert_eq!(error["code"], "payment_intent_unexpected_state");
    let form = [("charge", charge["id"].as_str().unwrap())];
    client.post("/v1/refunds", &form).await.error(400);

    let paid = client
        .wait_for(&path(&intent), |intent| intent["status"] == "succeeded")
        .await;
    assert_eq!(paid["amount_received"], 1500);
    assert_eq!(
        client.event_types().await,
        [
            "payment_intent.created",
            "charge.pending",
            "payment_intent.processing",
            "charge.succeeded",
            "payment_intent.succeeded"
        ]
    );
    client.post("/v1/refunds", &form).await.ok();
}

#[tokio::test]
async fn a_debit_that_the_bank_refuses_leaves_the_intent_without_a_method() {
    let client = Client::start().await;
    let intent = debit(&client, FAILS, &[AGREED]).await.ok();
    assert_eq!(intent["status"], "processing");
    let failed = client
        .wait_for(&path(&intent), |intent| intent["status"] != "processing")
        .await;
    assert_eq!(failed["status"], "requires_payment_method");
    assert_eq!(failed["payment_method"], Value::Null);
    let error = &failed["last_payment_error"];
    assert_eq!(error["code"], "payment_intent_payment_attempt_failed");
    assert_eq!(error["payment_method"]["type"], "sepa_debit");
    let charge = format!("/v1/charges/{}", error["charge"].as_str().unwrap());
    assert_eq!(client.get(&charge, &[]).await.ok()["status"], "failed");
    assert!(client.event_types().await.ends_with(&[
        "charge.failed".into(),
        "payment_intent.payment_failed".into()
    ]));
}

#[tokio::test]
async fn a_debit_needs_its_holders_agreement_and_euros() {
    let client = Client::start().await;
    let error = debit(&client, PAYS, &[]).await.error(400);
    assert_eq!(error["param"], "mandate_data");
    let form = [
        ("amount", "1500"),
        ("currency", "usd"),
        ("payment_method_types[]", "sepa_debit"),
    ];
    let error = client.post("/v1/payment_intents", &form).await.error(400);
    assert_eq!(error["param"], "currency");
    let form = [
        ("amount", "1500"),
        ("currency", "eur"),
        ("capture_method", "manual"),
        ("payment_method_types[]", "sepa_debit"),
    ];
    let error = client.post("/v1/payment_intents", &form).await.error(400);
    assert_eq!(error["param"], "capture_method");
}

#[tokio::test]
async fn an_intent_takes_only_the_types_of_methods_that_it_lists() {
    let client = Client::start().await;
    let form = [
        ("type", "sepa_debit"),
        ("sepa_debit[iban]", PAYS),
        ("billing_details[name]", "Ada"),
        ("billing_details[email]", "ada@example.com"),
    ];
    let method = client.post("/v1/payment_methods", &form).await.ok();
    assert_eq!(method["sepa_debit"]["bank_code"], "19043");
    let error = client
        .pay(method["id"].as_str().unwrap(), &[AGREED])
        .await
        .error(400);
    assert_eq!(error["param"], "payment_method");
    let seen = client.browser_post("/v1/payment_methods", &form).await.ok();
    assert_eq!(seen["sepa_debit"].get("fingerprint"), None);
}

#[tokio::test]
async fn an_iban_is_checked_and_its_holder_named() {
    let client = Client::start().await;
    for (iban, name, code, param) in [
        (
            "AT611904300234573202",
            "Ada",
            "invalid_bank_account_iban",
            "sepa_debit[iban]",
        ),
        (
            "DE75512108001245126199",
            "Ada",
            "invalid_bank_account_iban",
            "sepa_debit[iban]",
        ),
        (PAYS, "", "parameter_missing", "billing_details[name]"),
    ] {
        let mut form = vec![
            ("type", "sepa_debit"),
            ("sepa_debit[iban]", iban),
            ("billing_details[email]", "ada@example.com"),
        ];
        if !name.is_empty() {
            form.push(("billing_details[name]", name));
        }
        let error = client.post("/v1/payment_methods", &form).await.error(400);
        assert_eq!(
            (&error["code"], &error["param"]),
            (&json!(code), &json!(param)),
            "{iban}"
        );
    }
}
