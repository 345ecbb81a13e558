//! PaymentMethods of customers: attached, listed, changed, used and detached.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Client;

#[tokio::test]
async fn attaching_checks_the_card_at_its_issuer() {
    let client = Client::start().await;
    let customer = client.customer().await;
    for (number, cvc_check) in [
        ("4242424242424242", "pass"),
        ("4000000000000341", "pass"),
        ("4000000000000101", "fail"),
        ("4000008260003178", "pass"),
    ] {
        let method = client.card(number).await;
        let attached = client.attach(&method, &customer).await.ok();
        assert_eq!(attached["customer"], customer.as_str(), "{number}");
        assert_eq!(
            attached["card"]["checks"]["cvc_check"], cvc_check,
            "{number}"
        );
    }
    for (number, code, decline_code) in [
        ("4000000000000002", "card_declined", "generic_decline"),
        ("4000000000009995", "card_declined", "insufficient_funds"),
        ("4000000000000069", "expired_card", "expired_card"),
        ("4000000000000127", "incorrect_cvc", "incorrect_cvc"),
        ("4000000000000119", "processing_error", "processing_error"),
    ] {
        let method = client.card(number).await;
        let error = client.attach(&method, &customer).await.error(402);
        assert_eq!(
            (&error["type"], &error["code"], &error["decline_code"]),
            (&json!("card_error"), &json!(code), &json!(decline_code)),
            "{number}"
        );
    }
    let path = format!("/v1/customers/{customer}/payment_methods");
    let methods = client.get(&path, &[]).await.ok();
    assert_eq!(methods["data"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn an_attached_method_has_one_owner() {
    let client = Client::start().await;
    let (customer, other) = (client.customer().await, client.customer().await);
    let method = client.card("4242424242424242").await;
    client.attach(&method, &customer).await.ok();
    client.attach(&method, &customer).await.ok();
    let error = client.attach(&method, &other).await.error(400);
    assert_eq!(error["code"], "payment_method_unexpected_state");
    assert_eq!(
        client.events(&["payment_method."]).await,
        ["payment_method.attached"]
    );
    let error = client.pay(&method, &[]).await.error(400);
    assert_eq!(error["param"], "payment_method");
    let error = client
        .pay(&method, &[("customer", &other)])
        .await
        .error(400);
    assert_eq!(error["code"], "resource_missing");
    for _ in 0..2 {
        let paid = client.pay(&method, &[("customer", &customer)]).await.ok();
        assert_eq!(paid["status"], "succeeded");
    }
    let path = format!("/v1/payment_methods/{method}/attach");
    let error = client.post(&path, &[]).await.error(400);
    assert_eq!(
        (&error["code"], &error["param"]),
        (&json!("parameter_missing"), &json!("customer"))
    );
    let error = client.attach(&method, "cus_none").await.error(404);
    assert_eq!(error["param"], "customer");
}

#[tokio::test]
async fn a_detached_method_is_of_no_more_use() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4242424242424242").await;
    let path = format!("/v1/payment_methods/{method}/detach");
    client.post(&path, &[]).await.error(400);
    client.attach(&method, &customer).await.ok();
    let detached = client.post(&path, &[]).await.ok();
    assert_eq!(detached["customer"], Value::Null);
    client.post(&path, &[]).await.error(400);
    let error = client.attach(&method, &customer).await.error(400);
    assert_eq!(error["code"], "payment_method_unexpected_state");
    let error = client.pay(&method, &[]).await.error(400);
    assert_eq!(error["code"], "payment_method_unexpected_state");

    let events = client
        .get("/v1/events", &[("type", "payment_method.detached")])
        .await
        .ok();
    let data = &events["data"][0]["data"];
    assert_eq!(data["previous_attributes"], json!({ "customer": customer }));
    assert_eq!(data["object"], detached);
}

#[tokio::test]
async fn what_paid_without_a_customer_cannot_be_attached() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4242424242424242").await;
    client.pay(&method, &[]).await.ok();
    let error = client.attach(&method, &customer).await.error(400);
    assert_eq!(error["code"], "payment_method_unexpected_state");
}

#[tokio::test]
async fn a_payment_saves_its_card_when_asked_to() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4242424242424242").await;
    let form = [
        ("customer", customer.as_str()),
        ("setup_future_usage", "off_session"),
        ("expand[]", "payment_method"),
    ];
    let paid = client.pay(&method, &form).await.ok();
    assert_eq!(paid["payment_method"]["customer"], customer.as_str());
    assert_eq!(
        client.events(&["payment_", "charge."]).await,
        [
            "payment_intent.created",
            "charge.succeeded",
            "payment_method.attached",
            "payment_intent.succeeded"
        ]
    );
    let again = [("customer", customer.as_str()), ("off_session", "true")];
    client.pay(&method, &again).await.ok();

    let without = client.card("4242424242424242").await;
    let form = [("setup_future_usage", "on_session")];
    client.pay(&without, &form).await.ok();
    let attached = client.attach(&without, &customer).await.ok();
    assert_eq!(attached["customer"], customer.as_str());
}

#[tokio::test]
async fn saved_methods_are_listed_by_customer_and_type() {
    let client = Client::start().await;
    let (customer, other) = (client.customer().await, client.customer().await);
    let first = client.attach("pm_card_visa", &customer).await.ok();
    let second = client.attach("pm_card_mastercard", &customer).await.ok();
    client.attach("pm_card_amex", &other).await.ok();
    client.card("4242424242424242").await;
    let query = [("customer", customer.as_str()), ("type", "card")];
    let listed = client.get("/v1/payment_methods", &query).await.ok();
    assert_eq!(listed["data"], json!([second, first]));
    let path = format!("/v1/customers/{customer}/payment_methods");
    let of_customer = client.get(&path, &[("limit", "1")]).await.ok();
    assert_eq!(
        (&of_customer["data"], &of_customer["has_more"]),
        (&json!([second]), &json!(true))
    );
    assert_eq!(of_customer["url"], path.as_str());
    let debits = client.get(&path, &[("type", "sepa_debit")]).await.ok();
    assert_eq!(debits["data"], json!([]));
    let shown = client
        .get(&path, &[("allow_redisplay", "always")])
        .await
        .ok();
    assert_eq!(shown["data"], json!([]));
    let everyones = client.get("/v1/payment_methods", &[]).await.ok();
    assert_eq!(everyones["data"].as_array().unwrap().len(), 3);
    let error = client
        .get("/v1/payment_methods", &[("customer", "cus_none")])
        .await
        .error(404);
    assert_eq!(error["param"], "customer");
}

#[tokio::test]
async fn a_saved_method_can_be_changed() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4242424242424242").await;
    let path = format!("/v1/payment_methods/{method}");
    let form = [
        ("card[exp_month]", "7"),
        ("card[exp_year]", "2040"),
        ("billing_details[name]", "Ada"),
        ("billing_details[address][country]", "GB"),
        ("allow_redisplay", "always"),
        ("metadata[a]", "1"),
    ];
    client.post(&path, &form).await.error(400);
    client.attach(&method, &customer).await.ok();
    client.post(&path, &form).await.ok();
    let form = [("billing_details[email]", "ada@example.com")];
    let changed = client.post(&path, &form).await.ok();
    assert_eq!(
        (&changed["card"]["exp_month"], &changed["card"]["exp_year"]),
        (&json!(7), &json!(2040))
    );
    let details = &changed["billing_details"];
    assert_eq!(
        (&details["name"], &details["email"]),
        (&json!("Ada"), &json!("ada@example.com"))
    );
    assert_eq!(details["address"]["country"], "GB");
    assert_eq!(changed["allow_redisplay"], "always");
    assert_eq!(changed["metadata"], json!({ "a": "1" }));
    let error = client
        .post(&path, &[("card[exp_year]", "2020")])
        .await
        .error(402);
    assert_eq!(error["code"], "invalid_expiry_year");
    let error = client
        .post(
            &path,
            &[("us_bank_account[account_holder_type]", "company")],
        )
        .await
        .error(400);
    assert_eq!(error["param"], "us_bank_account");
    assert_eq!(client.events(&["payment_method.updated"]).await.len(), 2);
}

#[tokio::test]
async fn a_card_set_up_by_a_payment_pays_off_session() {
    let client = Client::start().await;
    for (usage, pays) in [("off_session", true), ("on_session", false)] {
        let customer = client.customer().await;
        let method = client.card("4000002500003155").await;
        let form = [
            ("customer", customer.as_str()),
            ("setup_future_usage", usage),
        ];
        let intent = client.pay(&method, &form).await.ok();
        client.authenticate(&intent, "complete").await;
        let path = format!(
            "/v1/payment_intents/{}/confirm",
            intent["id"].as_str().unwrap()
        );
        client.post(&path, &[]).await.ok();
        let form = [("customer", customer.as_str()), ("off_session", "true")];
        let later = client.pay(&method, &form).await;
        if pays {
            assert_eq!(later.ok()["status"], "succeeded");
        } else {
            assert_eq!(later.error(402)["code"], "authentication_required");
        }
    }
}

#[tokio::test]
async fn an_attached_card_that_was_not_set_up_asks_off_session() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4000002500003155").await;
    client.attach(&method, &customer).await.ok();
    let form = [("customer", customer.as_str()), ("off_session", "true")];
    let error = client.pay(&method, &form).await.error(402);
    assert_eq!(error["code"], "authentication_required");
}

#[tokio::test]
async fn a_payment_keeps_its_customer() {
    let client = Client::start().await;
    let (customer, other) = (client.customer().await, client.customer().await);
    let form = [("amount", "500"), ("currency", "eur")];
    let intent = client.post("/v1/payment_intents", &form).await.ok();
    let path = format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap());
    client.post(&path, &[("customer", &customer)]).await.ok();
    let error = client.post(&path, &[("customer", &other)]).await.error(400);
    assert_eq!(error["param"], "customer");
}

#[tokio::test]
async fn the_security_code_of_a_saved_card_is_checked_only_if_it_is_given_again() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let accept = json!({ "decline_on_cvc_failure": false });
    let settings = client.control(Method::POST, "/_sandbox/settings", accept);
    settings.await.ok();
    for (number, check) in [("4242424242424242", "pass"), ("4000000000000101", "fail")] {
        let method = client.card(number).await;
        client.attach(&method, &customer).await.ok();
        let token = client
            .browser_post("/v1/tokens", &[("cvc_update[cvc]", "123")])
            .await
            .ok();
        let token = token["id"].as_str().unwrap();
        for (cvc_token, expected) in [(None, Value::Null), (Some(token), json!(check))] {
            let mut form = vec![
                ("customer", customer.as_str()),
                ("expand[]", "latest_charge"),
            ];
            form.extend(cvc_token.map(|token| ("payment_method_options[card][cvc_token]", token)));
            let paid = client.pay(&method, &form).await.ok();
            let card = &paid["latest_charge"]["payment_method_details"]["card"];
            assert_eq!(card["checks"]["cvc_check"], expected, "{number}");
        }
    }
}

#[tokio::test]
async fn a_security_code_lasts_over_authentication() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4000002760003184").await;
    client.attach(&method, &customer).await.ok();
    let token = client
        .browser_post("/v1/tokens", &[("cvc_update[cvc]", "123")])
        .await
        .ok();
    let form = [
        ("customer", customer.as_str()),
        (
            "payment_method_options[card][cvc_token]",
            token["id"].as_str().unwrap(),
        ),
    ];
    let intent = client.pay(&method, &form).await.ok();
    client.authenticate(&intent, "complete").await;
    let path = format!(
        "/v1/payment_intents/{}/confirm",
        intent["id"].as_str().unwrap()
    );
    let form = [("expand[]", "latest_charge")];
    let paid = client.post(&path, &form).await.ok();
    let card = &paid["latest_charge"]["payment_method_details"]["card"];
    assert_eq!(card["checks"]["cvc_check"], "pass");
}

#[tokio::test]
async fn a_cards_own_future_usage_goes_before_the_payments() {
    let client = Client::start().await;
    let customer = client.customer().await;
    for (usage, saved) in [("none", false), ("off_session", true)] {
        let method = client.card("4242424242424242").await;
        let form = [
            ("customer", customer.as_str()),
            ("setup_future_usage", "on_session"),
            ("payment_method_options[card][setup_future_usage]", usage),
            ("expand[]", "payment_method"),
        ];
        let paid = client.pay(&method, &form).await.ok();
        assert_eq!(
            paid["payment_method_options"]["card"]["setup_future_usage"],
            usage
        );
        assert_eq!(paid["payment_method"]["customer"].is_string(), saved);
    }
}
