//! The states of a payment.

use serde_json::{Value, json};

use crate::client::Client;

fn path(intent: &Value, action: &str) -> String {
    format!(
        "/v1/payment_intents/{}{action}",
        intent["id"].as_str().unwrap()
    )
}

async fn unconfirmed(client: &Client, more: &[(&str, &str)]) -> Value {
    let mut form = vec![
        ("amount", "1500"),
        ("currency", "eur"),
        ("payment_method_types[]", "card"),
    ];
    form.extend(more);
    client.post("/v1/payment_intents", &form).await.ok()
}

#[tokio::test]
async fn an_intent_waits_for_a_method_then_for_confirmation() {
    let client = Client::start().await;
    let intent = unconfirmed(&client, &[("metadata[order]", "7")]).await;
    assert_eq!(intent["status"], "requires_payment_method");
    assert_eq!(intent["metadata"], json!({ "order": "7" }));
    let error = client
        .post(&path(&intent, "/confirm"), &[])
        .await
        .error(400);
    assert_eq!(error["code"], "payment_intent_unexpected_state");
    assert_eq!(error["payment_intent"]["id"], intent["id"]);

    let intent = client
        .post(&path(&intent, ""), &[("payment_method", "pm_card_visa")])
        .await
        .ok();
    assert_eq!(intent["status"], "requires_confirmation");
    let intent = client.post(&path(&intent, "/confirm"), &[]).await.ok();
    assert_eq!(
        (&intent["status"], &intent["amount_received"]),
        (&json!("succeeded"), &json!(1500))
    );
    assert_eq!(intent["last_payment_error"], Value::Null);
    assert!(intent["latest_charge"].as_str().unwrap().starts_with("ch_"));

    for action in ["/confirm", "/cancel", "/capture"] {
        let error = client.post(&path(&intent, action), &[]).await.error(400);
        assert_eq!(error["code"], "payment_intent_unexpected_state", "{action}");
    }
    let error = client
        .post(&path(&intent, ""), &[("amount", "99")])
        .await
        .error(400);
    assert_eq!(error["code"], "payment_intent_unexpected_state");
    let intent = client
        .post(&path(&intent, ""), &[("metadata[order]", "")])
        .await
        .ok();
    assert_eq!(intent["metadata"], json!({}));
}

#[tokio::test]
async fn an_open_intent_can_be_changed() {
    let client = Client::start().await;
    let form = [("amount", "1500"), ("currency", "eur")];
    let intent = client.post("/v1/payment_intents", &form).await.ok();
    let form = [
        ("amount", "40"),
        ("currency", "gbp"),
        ("capture_method", "manual"),
        ("payment_method", "pm_card_visa"),
        ("payment_method_types[]", "card"),
        ("receipt_email", "ada@example.com"),
        ("shipping[name]", "Ada"),
        ("shipping[address][line1]", "1 Road"),
    ];
    let changed = client.post(&path(&intent, ""), &form).await.ok();
    assert_eq!(
        (&changed["amount"], &changed["currency"]),
        (&json!(40), &json!("gbp"))
    );
    assert_eq!(changed["automatic_payment_methods"], Value::Null);
    assert_eq!(changed["receipt_email"], "ada@example.com");
    assert_eq!(changed["shipping"]["address"]["line1"], "1 Road");
    let error = client
        .post(&path(&intent, ""), &[("amount", "29")])
        .await
        .error(400);
    assert_eq!(error["code"], "amount_too_small");
    let held = client.post(&path(&intent, "/confirm"), &[]).await.ok();
    assert_eq!(
        (&held["status"], &held["amount_capturable"]),
        (&json!("requires_capture"), &json!(40))
    );
    let other = unconfirmed(&client, &[("payment_method", "pm_card_visa")]).await;
    let emptied = client
        .post(&path(&other, ""), &[("payment_method", "")])
        .await
        .ok();
    assert_eq!(emptied["status"], "requires_payment_method");
}

#[tokio::test]
async fn a_canceled_intent_is_over() {
    let client = Client::start().await;
    let intent = unconfirmed(&client, &[("payment_method", "pm_card_visa")]).await;
    let form = [("cancellation_reason", "abandoned")];
    let intent = client.post(&path(&intent, "/cancel"), &form).await.ok();
    assert_eq!(intent["status"], "canceled");
    assert_eq!(intent["cancellation_reason"], "abandoned");
    assert!(intent["canceled_at"].is_i64());
    let error = client
        .post(&path(&intent, "/confirm"), &[])
        .await
        .error(400);
    assert_eq!(error["code"], "payment_intent_unexpected_state");
}

#[tokio::test]
async fn money_can_be_held_and_taken_in_part_or_let_go() {
    let client = Client::start().await;
    let manual = [("capture_method", "manual"), ("expand[]", "latest_charge")];
    let held = client.pay("pm_card_visa", &manual).await.ok();
    assert_eq!(held["status"], "requires_capture");
    assert_eq!(
        (&held["amount_capturable"], &held["amount_received"]),
        (&json!(1500), &json!(0))
    );
    assert_eq!(held["latest_charge"]["captured"], false);

    let refused = client
        .post(&path(&held, "/capture"), &[("amount_to_capture", "1501")])
        .await;
    assert_eq!(refused.error(400)["param"], "amount_to_capture");
    let form = [("amount_to_capture", "1000"), ("expand[]", "latest_charge")];
    let taken = client.post(&path(&held, "/capture"), &form).await.ok();
    assert_eq!(
        (&taken["status"], &taken["amount_received"]),
        (&json!("succeeded"), &json!(1000))
    );
    assert_eq!(taken["latest_charge"]["amount_captured"], 1000);

    let held = client.pay("pm_card_visa", &manual).await.ok();
    let form = [("expand[]", "latest_charge")];
    let gone = client.post(&path(&held, "/cancel"), &form).await.ok();
    assert_eq!(gone["status"], "canceled");
    assert_eq!(gone["latest_charge"]["refunded"], true);
    assert_eq!(gone["latest_charge"]["captured"], false);
}

#[tokio::test]
async fn a_declined_intent_can_be_paid_with_another_card() {
    let client = Client::start().await;
    let error = client.pay("pm_card_chargeDeclined", &[]).await.error(402);
    let intent = &error["payment_intent"];
    assert_eq!(intent["status"], "requires_payment_method");
    assert_eq!(intent["payment_method"], Value::Null);
    assert_eq!(intent["last_payment_error"]["code"], "card_declined");
    assert_eq!(intent["last_payment_error"]["charge"], error["charge"]);
    let charge = format!("/v1/charges/{}", error["charge"].as_str().unwrap());
    let charge = client.get(&charge, &[]).await.ok();
    assert_eq!(
        (&charge["paid"], &charge["status"]),
        (&json!(false), &json!("failed"))
    );

    let form = [("payment_method", "pm_card_visa")];
    let intent = client.post(&path(intent, "/confirm"), &form).await.ok();
    assert_eq!(intent["status"], "succeeded");
    assert_eq!(intent["last_payment_error"], Value::Null);
    let of_intent = [("payment_intent", intent["id"].as_str().unwrap())];
    let charges = client.get("/v1/charges", &of_intent).await.ok();
    let paid: Vec<_> = charges["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["paid"])
        .collect();
    assert_eq!(paid, [&json!(true), &json!(false)], "newest first");
}

#[tokio::test]
async fn an_intent_that_may_redirect_needs_a_return_url() {
    let client = Client::start().await;
    let form = [
        ("amount", "1500"),
        ("currency", "eur"),
        ("confirm", "true"),
        ("payment_method", "pm_card_visa"),
    ];
    let error = client.post("/v1/payment_intents", &form).await.error(400);
    assert_eq!(error["param"], "return_url");
    for more in [
        vec![("return_url", "http://127.0.0.1:3000/back")],
        vec![
            ("automatic_payment_methods[enabled]", "true"),
            ("automatic_payment_methods[allow_redirects]", "never"),
        ],
    ] {
        let form = [form.as_slice(), &more].concat();
        let intent = client.post("/v1/payment_intents", &form).await.ok();
        assert_eq!(intent["status"], "succeeded", "{more:?}");
        assert_eq!(intent["automatic_payment_methods"]["enabled"], true);
    }
}

#[tokio::test]
async fn a_method_without_a_customer_pays_once() {
    let client = Client::start().await;
    let method = client.card("4242424242424242").await;
    client.pay(&method, &[]).await.ok();
    let error = client.pay(&method, &[]).await.error(400);
    assert_eq!(error["param"], "payment_method");

    let customer = client
        .post("/v1/customers", &[("email", "a@example.com")])
        .await
        .ok();
    let customer = customer["id"].as_str().unwrap();
    let method = client.card("4242424242424242").await;
    let saving = [
        ("customer", customer),
        ("setup_future_usage", "off_session"),
    ];
    client.pay(&method, &saving).await.ok();
    client.pay(&method, &[("customer", customer)]).await.ok();
    let error = client.pay(&method, &[]).await.error(400);
    assert_eq!(
        error["param"], "payment_method",
        "it belongs to the customer now"
    );
}

#[tokio::test]
async fn lists_go_page_by_page() {
    let client = Client::start().await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(unconfirmed(&client, &[]).await["id"].clone());
    }
    made.reverse();
    let ids = |list: &Value| -> Vec<Value> {
        list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|intent| intent["id"].clone())
            .collect()
    };
    let first = client
        .get("/v1/payment_intents", &[("limit", "2")])
        .await
        .ok();
    assert_eq!(
        (ids(&first), &first["has_more"]),
        (made[..2].to_vec(), &json!(true))
    );
    let cursor = made[1].as_str().unwrap();
    let query = [("limit", "3"), ("starting_after", cursor)];
    let rest = client.get("/v1/payment_intents", &query).await.ok();
    assert_eq!(
        (ids(&rest), &rest["has_more"]),
        (made[2..].to_vec(), &json!(false))
    );
    let query = [("limit", "2"), ("ending_before", made[4].as_str().unwrap())];
    let back = client.get("/v1/payment_intents", &query).await.ok();
    assert_eq!(
        (ids(&back), &back["has_more"]),
        (made[2..4].to_vec(), &json!(true))
    );
    let future = client
        .get("/v1/payment_intents", &[("created[gt]", "99999999999")])
        .await
        .ok();
    assert_eq!(ids(&future), Vec::<Value>::new());
    let error = client
        .get("/v1/payment_intents", &[("limit", "101")])
        .await
        .error(400);
    assert_eq!(error["param"], "limit");
}

#[tokio::test]
async fn a_card_can_come_with_the_confirmation() {
    let client = Client::start().await;
    let intent = unconfirmed(&client, &[]).await;
    let form = [
        ("payment_method_data[type]", "card"),
        ("payment_method_data[card][token]", "tok_visa"),
        ("payment_method_data[billing_details][name]", "Ada"),
    ];
    let intent = client.post(&path(&intent, "/confirm"), &form).await.ok();
    assert_eq!(intent["status"], "succeeded");
}

#[tokio::test]
async fn objects_have_every_key_that_the_types_promise() {
    let client = Client::start().await;
    let form = [
        ("expand[]", "latest_charge"),
        ("expand[]", "payment_method"),
    ];
    let intent = client.pay("pm_card_visa", &form).await.ok();
    for (object, keys) in [
        (
            &intent,
            "allowed_payment_method_types amount amount_capturable amount_received application \
             application_fee_amount automatic_payment_methods canceled_at cancellation_reason \
             capture_method client_secret confirmation_method created currency customer \
             customer_account description excluded_payment_method_types last_payment_error \
             latest_charge livemode managed_payments metadata next_action on_behalf_of payment_method \
             payment_method_configuration_details payment_method_options payment_method_types \
             processing receipt_email review setup_future_usage shipping source statement_descriptor \
             statement_descriptor_suffix status transfer_group",
        ),
        (
            &intent["latest_charge"],
            "amount amount_captured amount_refunded application application_fee \
             application_fee_amount balance_transaction billing_details \
             calculated_statement_descriptor captured created currency customer description disputed \
             failure_balance_transaction failure_code failure_message fraud_details livemode metadata \
             on_behalf_of outcome paid payment_intent payment_method payment_method_details \
             receipt_email receipt_number receipt_url refunded review shipping source source_transfer \
             statement_descriptor statement_descriptor_suffix status transfer_data transfer_group",
        ),
        (
            &intent["payment_method"],
            "billing_details card created customer customer_account livemode metadata type",
        ),
        (
            &intent["payment_method"]["card"],
            "brand checks country display_brand exp_month exp_year funding generated_from last4 \
             networks regulated_status three_d_secure_usage wallet",
        ),
    ] {
        for key in keys.split_ascii_whitespace() {
            assert!(object.get(key).is_some(), "{key} is missing in {object:#}");
        }
    }
}
