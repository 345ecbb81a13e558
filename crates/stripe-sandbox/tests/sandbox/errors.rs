//! Refusals in Stripe's form.

use reqwest::Method;
use serde_json::json;

use crate::client::{Client, http};

#[tokio::test]
async fn parameters_are_closed_and_typed() {
    let client = Client::start().await;
    for (form, code, param) in [
        (
            vec![("amount", "500")],
            json!("parameter_missing"),
            "currency",
        ),
        (
            vec![("currency", "eur")],
            json!("parameter_missing"),
            "amount",
        ),
        (
            vec![("amount", "5x"), ("currency", "eur")],
            json!("parameter_invalid_integer"),
            "amount",
        ),
        (
            vec![("amount", "500"), ("currency", "zzz")],
            json!(null),
            "currency",
        ),
        (
            vec![("amount", "49"), ("currency", "usd")],
            json!("amount_too_small"),
            "amount",
        ),
        (
            vec![("amount", "49"), ("currency", "jpy")],
            json!("amount_too_small"),
            "amount",
        ),
        (
            vec![("amount", "100000000"), ("currency", "usd")],
            json!("amount_too_large"),
            "amount",
        ),
        (
            vec![("amount", "-5"), ("currency", "usd")],
            json!("parameter_invalid_integer"),
            "amount",
        ),
        (
            vec![
                ("amount", "500"),
                ("currency", "usd"),
                ("source", "tok_visa"),
            ],
            json!("parameter_unknown"),
            "source",
        ),
        (
            vec![
                ("amount", "500"),
                ("currency", "usd"),
                ("capture_method", "later"),
            ],
            json!(null),
            "capture_method",
        ),
        (
            vec![("amount", "500"), ("currency", "usd"), ("metadata", "x")],
            json!(null),
            "metadata",
        ),
        (
            vec![
                ("amount", "500"),
                ("currency", "usd"),
                ("off_session", "true"),
            ],
            json!(null),
            "off_session",
        ),
        (
            vec![
                ("amount", "500"),
                ("currency", "usd"),
                ("transfer_data[destination]", "acct_1"),
            ],
            json!(null),
            "transfer_data",
        ),
    ] {
        let error = client.post("/v1/payment_intents", &form).await.error(400);
        assert_eq!(error["type"], "invalid_request_error", "{form:?}");
        assert_eq!(error["code"], code, "{form:?}: {error}");
        assert_eq!(error["param"], param, "{form:?}: {error}");
    }
    let listed = client.get("/v1/payment_intents", &[]).await.ok();
    assert_eq!(
        listed["data"],
        json!([]),
        "a refused call leaves nothing behind"
    );
}

#[tokio::test]
async fn unknown_objects_and_paths_are_missing() {
    let client = Client::start().await;
    for (path, param) in [
        ("/v1/payment_intents/pi_none", "intent"),
        ("/v1/payment_methods/pm_none", "payment_method"),
        ("/v1/charges/ch_none", "id"),
        ("/v1/refunds/re_none", "refund"),
        ("/v1/customers/cus_none", "id"),
        ("/v1/tokens/tok_none", "token"),
    ] {
        let error = client.get(path, &[]).await.error(404);
        assert_eq!(
            (&error["code"], &error["param"]),
            (&json!("resource_missing"), &json!(param))
        );
    }
    let error = client.pay("pm_none", &[]).await.error(404);
    assert_eq!(error["param"], "payment_method");
    for (method, path) in [
        (Method::GET, "/v1/nothing"),
        (Method::POST, "/v1/charges/ch_none/nothing/at/all"),
        (Method::POST, "/v1/payment_methods/pm_1/nothing"),
    ] {
        let answer = client
            .send(method, path, client.sandbox.secret_key(), &[], &[])
            .await;
        assert_eq!(answer.error(404)["type"], "invalid_request_error", "{path}");
    }
}

#[tokio::test]
async fn bodies_must_be_forms() {
    let client = Client::start().await;
    let response = http()
        .post(format!("{}/v1/payment_intents", client.sandbox.base_url()))
        .bearer_auth(client.sandbox.secret_key())
        .header("content-type", "application/json")
        .body("{\"amount\":500}")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 400);
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_echoes_the_version() {
    let client = Client::start().await;
    let key = client.sandbox.secret_key();
    let asked = [("stripe-version", "2025-01-27.acacia")];
    let fine = client
        .send(Method::GET, "/v1/payment_intents", key, &[], &asked)
        .await;
    assert_eq!(fine.header("stripe-version"), Some("2025-01-27.acacia"));
    let refused = client.get("/v1/payment_intents/pi_none", &[]).await;
    assert_eq!(
        refused.header("stripe-version"),
        Some(stripe_sandbox::API_VERSION)
    );
    let ids = [&fine, &refused].map(|answer| answer.header("request-id").unwrap().to_owned());
    assert!(
        ids.iter().all(|id| id.starts_with("req_")) && ids[0] != ids[1],
        "{ids:?}"
    );
}

#[tokio::test]
async fn only_what_is_expandable_expands() {
    let client = Client::start().await;
    let form = [
        ("expand[]", "latest_charge"),
        ("expand[]", "payment_method"),
    ];
    let intent = client.pay("pm_card_visa", &form).await.ok();
    assert_eq!(intent["latest_charge"]["object"], "charge");
    assert_eq!(intent["payment_method"]["card"]["last4"], "4242");
    let nested = [("expand[]", "data.latest_charge.refunds")];
    let listed = client.get("/v1/payment_intents", &nested).await.ok();
    assert_eq!(
        listed["data"][0]["latest_charge"]["refunds"]["data"],
        json!([])
    );
    let error = client
        .get("/v1/payment_intents", &[("expand[]", "data.amount")])
        .await
        .error(400);
    assert_eq!(error["param"], "expand");
}
