//! Charges made directly, with card tokens.

use serde_json::{Value, json};
use stripe_sandbox::Config;

use crate::client::{Answer, Client};

async fn charge(client: &Client, source: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("amount", "1500"), ("currency", "eur"), ("source", source)];
    form.extend(more);
    client.post("/v1/charges", &form).await
}

async fn token(client: &Client, number: &str) -> String {
    let form = [
        ("card[number]", number),
        ("card[exp_month]", "12"),
        ("card[exp_year]", "34"),
        ("card[cvc]", "123"),
        ("card[name]", "Ada Lovelace"),
        ("card[address_line1]", "1 Main Street"),
        ("card[address_zip]", "12345"),
    ];
    let token = client.browser_post("/v1/tokens", &form).await.ok();
    token["id"].as_str().unwrap().to_owned()
}

fn path(charge: &Value) -> String {
    format!("/v1/charges/{}", charge["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_token_pays_once() {
    let client = Client::start().await;
    let token = token(&client, "4242424242424242").await;
    let more = [
        ("description", "A book"),
        ("metadata[order]", "17"),
        ("receipt_email", "ada@example.com"),
        ("transfer_group", "orders"),
        ("shipping[name]", "Ada"),
        ("shipping[address][line1]", "1 Main Street"),
    ];
    let charge_made = charge(&client, &token, &more).await.ok();
    assert_eq!(charge_made["status"], "succeeded");
    assert_eq!(charge_made["amount_captured"], 1500);
    assert_eq!(charge_made["metadata"], json!({ "order": "17" }));
    assert_eq!(charge_made["shipping"]["address"]["line1"], "1 Main Street");
    assert_eq!(charge_made["billing_details"]["name"], "Ada Lovelace");
    assert_eq!(charge_made["source"]["object"], "card");
    assert_eq!(charge_made["source"]["id"], charge_made["payment_method"]);
    assert_eq!(charge_made["source"]["cvc_check"], "pass");
    assert_eq!(client.get(&path(&charge_made), &[]).await.ok(), charge_made);
    let error = charge(&client, &token, &[]).await.error(400);
    assert_eq!(error["code"], "token_already_used");
    let found = [("transfer_group", "orders")];
    let list = client.get("/v1/charges", &found).await.ok();
    assert_eq!(list["data"][0]["id"], charge_made["id"]);
    let list = client.get("/v1/charges", &[("transfer_group", "x")]).await;
    assert_eq!(list.ok()["data"], json!([]));
}

#[tokio::test]
async fn a_declined_charge_stays_on_record() {
    let client = Client::start().await;
    for (token, code, decline_code) in [
        ("tok_chargeDeclined", "card_declined", "generic_decline"),
        (
            "tok_chargeDeclinedInsufficientFunds",
            "card_declined",
            "insufficient_funds",
        ),
        (
            "tok_chargeDeclinedExpiredCard",
            "expired_card",
            "expired_card",
        ),
        (
            "tok_authenticationRequired",
            "authentication_required",
            "authentication_required",
        ),
    ] {
        let error = charge(&client, token, &[]).await.error(402);
        assert_eq!(error["type"], "card_error", "{token}");
        assert_eq!(error["code"], code, "{token}");
        assert_eq!(error["decline_code"], decline_code, "{token}");
        let path = format!("/v1/charges/{}", error["charge"].as_str().unwrap());
        let failed = client.get(&path, &[]).await.ok();
        assert_eq!(
            (&failed["status"], &failed["paid"]),
            (&json!("failed"), &json!(false))
        );
        assert_eq!(failed["failure_code"], code, "{token}");
        assert_eq!(failed["balance_transaction"], Value::Null);
        let form = [("charge", failed["id"].as_str().unwrap())];
        client.post("/v1/refunds", &form).await.error(400);
    }
    assert_eq!(client.event_types_of("charge.").await, ["charge.failed"; 4]);
}

#[tokio::test]
async fn held_money_is_captured_once_and_in_part() {
    let client = Client::start().await;
    let held = charge(&client, "tok_visa", &[("capture", "false")])
        .await
        .ok();
    assert_eq!(held["captured"], false);
    assert_eq!(held["amount_captured"], 0);
    assert_eq!(held["balance_transaction"], Value::Null);
    let week = held["created"].as_i64().unwrap() + 7 * 86_400;
    let card = &held["payment_method_details"]["card"];
    assert_eq!(card["capture_before"], week);
    let capture = format!("{}/capture", path(&held));
    let error = client
        .post(&capture, &[("amount", "1501")])
        .await
        .error(400);
    assert_eq!(error["param"], "amount");
    let taken = client.post(&capture, &[("amount", "900")]).await.ok();
    assert_eq!(taken["captured"], true);
    assert_eq!(
        (&taken["amount"], &taken["amount_captured"]),
        (&json!(1500), &json!(900))
    );
    assert_eq!(taken["refunded"], false);
    let error = client.post(&capture, &[]).await.error(400);
    assert_eq!(error["code"], "charge_already_captured");
    let refund = client
        .post("/v1/refunds", &[("charge", held["id"].as_str().unwrap())])
        .await;
    assert_eq!(refund.ok()["amount"], 900);
    assert_eq!(
        client.event_types_of("charge.").await,
        ["charge.succeeded", "charge.captured", "charge.refunded"]
    );
}

#[tokio::test]
async fn held_money_is_let_go_as_a_whole() {
    let client = Client::start().await;
    let held = charge(&client, "tok_visa", &[("capture", "false")])
        .await
        .ok();
    let id = held["id"].as_str().unwrap();
    let part = [("charge", id), ("amount", "100")];
    client.post("/v1/refunds", &part).await.error(400);
    let refund = client.post("/v1/refunds", &[("charge", id)]).await.ok();
    assert_eq!(refund["status"], "succeeded");
    assert_eq!(refund["balance_transaction"], Value::Null);
    let capture = format!("{}/capture", path(&held));
    let error = client.post(&capture, &[]).await.error(400);
    assert_eq!(error["code"], "charge_already_refunded");
    assert_eq!(client.get(&path(&held), &[]).await.ok()["refunded"], true);
}

#[tokio::test]
async fn the_charge_of_an_intent_is_captured_with_the_intent() {
    let client = Client::start().await;
    let held = client
        .pay("pm_card_visa", &[("capture_method", "manual")])
        .await
        .ok();
    let path = format!(
        "/v1/charges/{}/capture",
        held["latest_charge"].as_str().unwrap()
    );
    client.post(&path, &[]).await.error(400);
    client
        .post("/v1/charges/ch_none/capture", &[])
        .await
        .error(404);
}

#[tokio::test]
async fn what_cannot_be_charged_is_refused() {
    let client = Client::start().await;
    let customer = client.post("/v1/customers", &[]).await.ok();
    let customer = customer["id"].as_str().unwrap();
    for (form, status, param) in [
        (
            vec![("currency", "eur"), ("source", "tok_visa")],
            400,
            "amount",
        ),
        (
            vec![("amount", "1500"), ("source", "tok_visa")],
            400,
            "currency",
        ),
        (vec![("amount", "1500"), ("currency", "eur")], 400, "source"),
        (
            vec![
                ("amount", "49"),
                ("currency", "eur"),
                ("source", "tok_visa"),
            ],
            400,
            "amount",
        ),
        (
            vec![
                ("amount", "1500"),
                ("currency", "eur"),
                ("source", "tok_none"),
            ],
            400,
            "source",
        ),
        (
            vec![
                ("amount", "1500"),
                ("currency", "eur"),
                ("source", "pm_card_visa"),
            ],
            400,
            "source",
        ),
        (
            vec![
                ("amount", "1500"),
                ("currency", "eur"),
                ("customer", customer),
            ],
            402,
            "card",
        ),
        (
            vec![
                ("amount", "1500"),
                ("currency", "eur"),
                ("customer", customer),
                ("source", "tok_visa"),
            ],
            400,
            "source",
        ),
        (
            vec![
                ("amount", "1500"),
                ("currency", "eur"),
                ("source", "tok_visa"),
                ("application_fee_amount", "10"),
            ],
            400,
            "application_fee_amount",
        ),
    ] {
        let error = client.post("/v1/charges", &form).await.error(status);
        assert_eq!(error["param"], param, "{form:?}");
    }
    let charges = client.get("/v1/charges", &[]).await.ok();
    assert_eq!(charges["data"], json!([]));
}

#[tokio::test]
async fn a_refused_charge_leaves_its_token_unused() {
    let client = Client::start().await;
    let token = token(&client, "4242424242424242").await;
    let form = [
        ("amount", "1500"),
        ("currency", "eur"),
        ("source", &*token),
        ("metadata[k]", &"v".repeat(501)),
    ];
    client.post("/v1/charges", &form).await.error(400);
    charge(&client, &token, &[]).await.ok();
}

#[tokio::test]
async fn newer_accounts_take_no_card_tokens() {
    let client = Client::with(Config {
        refuse_card_tokens: true,
        ..Config::default()
    })
    .await;
    let token = token(&client, "4242424242424242").await;
    let error = charge(&client, &token, &[]).await.error(400);
    assert_eq!(error["type"], "invalid_request_error");
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("PaymentIntents")
    );
    let path = format!("/v1/tokens/{token}");
    assert_eq!(client.get(&path, &[]).await.ok()["used"], false);
    let method = [("type", "card"), ("card[token]", &*token)];
    client
        .browser_post("/v1/payment_methods", &method)
        .await
        .ok();
}

#[tokio::test]
async fn the_issuers_checks_are_told() {
    let client = Client::start().await;
    for (number, line1, postal_code) in [
        ("4242424242424242", "pass", "pass"),
        ("4000000000000010", "fail", "fail"),
        ("4000000000000028", "fail", "pass"),
        ("4000000000000036", "pass", "fail"),
        ("4000000000000044", "unavailable", "unavailable"),
    ] {
        let paid = charge(&client, &token(&client, number).await, &[])
            .await
            .ok();
        let checks = &paid["payment_method_details"]["card"]["checks"];
        assert_eq!(checks["address_line1_check"], line1, "{number}");
        assert_eq!(checks["address_postal_code_check"], postal_code, "{number}");
        assert_eq!(paid["source"]["address_zip_check"], postal_code, "{number}");
    }
}

#[tokio::test]
async fn a_saved_card_pays_for_its_customer_only() {
    let client = Client::start().await;
    let customer = client.post("/v1/customers", &[]).await.ok();
    let other = client.post("/v1/customers", &[]).await.ok();
    let customer = customer["id"].as_str().unwrap();
    let method = client.card("4242424242424242").await;
    let attach = format!("/v1/payment_methods/{method}/attach");
    client.post(&attach, &[("customer", customer)]).await.ok();
    let paid = charge(&client, &method, &[("customer", customer)]).await;
    let paid = paid.ok();
    assert_eq!(
        (&paid["status"], &paid["customer"]),
        (&json!("succeeded"), &json!(customer))
    );
    assert_eq!(
        (&paid["payment_method"], &paid["source"]),
        (&json!(method), &Value::Null)
    );
    let other = [("customer", other["id"].as_str().unwrap())];
    let error = charge(&client, &method, &other).await.error(400);
    assert_eq!(error["code"], "missing");
}
