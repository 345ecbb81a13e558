//! PaymentMethods and tokens.

use serde_json::{Value, json};

use crate::client::Client;

async fn refused(client: &Client, change: (&str, &str)) -> Value {
    let form = [
        ("type", "card"),
        ("card[number]", "4242424242424242"),
        ("card[exp_month]", "12"),
        ("card[exp_year]", "2034"),
        ("card[cvc]", "123"),
    ]
    .map(|(name, value)| {
        if name == change.0 {
            change
        } else {
            (name, value)
        }
    });
    client
        .browser_post("/v1/payment_methods", &form)
        .await
        .error(402)
}

#[tokio::test]
async fn a_method_shows_the_card_without_its_number() {
    let client = Client::start().await;
    let form = [
        ("type", "card"),
        ("card[number]", "5555 5555 5555 4444"),
        ("card[exp_month]", "7"),
        ("card[exp_year]", "2034"),
        ("card[cvc]", "123"),
        ("billing_details[name]", "Ada"),
        ("billing_details[address][country]", "GB"),
        ("metadata[a]", "1"),
    ];
    let made = client.post("/v1/payment_methods", &form).await.ok();
    let path = format!("/v1/payment_methods/{}", made["id"].as_str().unwrap());
    let method = client.get(&path, &[]).await.ok();
    assert_eq!(method, made);
    let card = &method["card"];
    assert_eq!(
        (&card["brand"], &card["last4"]),
        (&json!("mastercard"), &json!("4444"))
    );
    assert_eq!(
        (&card["exp_month"], &card["exp_year"]),
        (&json!(7), &json!(2034))
    );
    assert_eq!(method["billing_details"]["name"], "Ada");
    assert_eq!(method["billing_details"]["address"]["country"], "GB");
    assert_eq!(method["metadata"], json!({ "a": "1" }));
    assert!(!method.to_string().contains("5555"));
}

#[tokio::test]
async fn one_number_has_one_fingerprint_that_browsers_do_not_see() {
    let client = Client::start().await;
    let mut prints = Vec::new();
    for number in ["4242424242424242", "4242424242424242", "5555555555554444"] {
        let path = format!("/v1/payment_methods/{}", client.card(number).await);
        prints.push(client.get(&path, &[]).await.ok()["card"]["fingerprint"].clone());
    }
    assert_eq!(prints[0], prints[1]);
    assert_ne!(prints[0], prints[2]);
    let form = [("type", "card"), ("card[token]", "tok_visa")];
    let seen = client.browser_post("/v1/payment_methods", &form).await.ok();
    assert!(seen["card"].get("fingerprint").is_none());
}

#[tokio::test]
async fn cards_that_cannot_be_are_refused_with_their_field() {
    let client = Client::start().await;
    for (change, code, param) in [
        (
            ("card[number]", "4242424242424241"),
            "incorrect_number",
            "number",
        ),
        (("card[number]", "4242"), "invalid_number", "number"),
        (
            ("card[exp_month]", "13"),
            "invalid_expiry_month",
            "exp_month",
        ),
        (
            ("card[exp_year]", "2020"),
            "invalid_expiry_year",
            "exp_year",
        ),
        (
            ("card[exp_year]", "2099"),
            "invalid_expiry_year",
            "exp_year",
        ),
        (("card[cvc]", "12"), "invalid_cvc", "cvc"),
        (("card[cvc]", "1234"), "invalid_cvc", "cvc"),
    ] {
        let error = refused(&client, change).await;
        assert_eq!(error["type"], "card_error");
        assert_eq!(
            (&error["code"], &error["param"]),
            (&json!(code), &json!(param)),
            "{change:?}"
        );
    }
    let error = refused(&client, ("card[number]", "4012888888881881")).await;
    assert_eq!(error["decline_code"], "test_mode_live_card");
}

#[tokio::test]
async fn only_cards_and_all_of_a_card_are_taken() {
    let client = Client::start().await;
    for (form, param) in [
        (vec![("type", "card")], "card"),
        (vec![("type", "klarna")], "type"),
        (vec![("card[token]", "tok_visa")], "type"),
        (
            vec![("type", "card"), ("card[number]", "4242424242424242")],
            "card[exp_month]",
        ),
        (
            vec![("type", "card"), ("card[pan]", "4242424242424242")],
            "card[pan]",
        ),
    ] {
        let error = client.post("/v1/payment_methods", &form).await.error(400);
        assert_eq!(error["param"], param, "{error}");
    }
}

#[tokio::test]
async fn a_token_is_good_once() {
    let client = Client::start().await;
    let form = [
        ("card[number]", "4242424242424242"),
        ("card[exp_month]", "12"),
        ("card[exp_year]", "34"),
        ("card[cvc]", "123"),
        ("card[name]", "Ada"),
    ];
    let token = client.browser_post("/v1/tokens", &form).await.ok();
    assert_eq!(
        (&token["type"], &token["used"]),
        (&json!("card"), &json!(false))
    );
    assert_eq!(
        (&token["card"]["brand"], &token["card"]["name"]),
        (&json!("Visa"), &json!("Ada"))
    );
    let id = token["id"].as_str().unwrap();
    let form = [("type", "card"), ("card[token]", id)];
    client.post("/v1/payment_methods", &form).await.ok();
    let error = client.post("/v1/payment_methods", &form).await.error(400);
    assert_eq!(error["code"], "token_already_used");
    assert_eq!(
        client.get(&format!("/v1/tokens/{id}"), &[]).await.ok()["used"],
        true
    );
    let form = [("type", "card"), ("card[token]", "tok_none")];
    let error = client.post("/v1/payment_methods", &form).await.error(400);
    assert_eq!(error["code"], "resource_missing");
}

#[tokio::test]
async fn a_security_code_can_be_given_again_by_token() {
    let client = Client::start().await;
    let token = client
        .browser_post("/v1/tokens", &[("cvc_update[cvc]", "123")])
        .await
        .ok();
    assert_eq!(token["type"], "cvc_update");
    let id = token["id"].as_str().unwrap();
    let form = [("payment_method_options[card][cvc_token]", id)];
    client.pay("pm_card_visa", &form).await.ok();
    let error = client.pay("pm_card_visa", &form).await.error(400);
    assert_eq!(error["code"], "token_already_used");
    let error = client
        .browser_post("/v1/tokens", &[("cvc_update[cvc]", "1")])
        .await
        .error(402);
    assert_eq!(error["code"], "invalid_cvc");
}

#[tokio::test]
async fn a_token_tells_who_pays() {
    let client = Client::start().await;
    let form = [
        ("card[number]", "4242424242424242"),
        ("card[exp_month]", "12"),
        ("card[exp_year]", "34"),
        ("card[name]", "Ada Lovelace"),
        ("card[address_zip]", "12345"),
    ];
    let token = client.browser_post("/v1/tokens", &form).await.ok();
    let form = [
        ("type", "card"),
        ("card[token]", token["id"].as_str().unwrap()),
        ("billing_details[email]", "ada@example.com"),
    ];
    let method = client.post("/v1/payment_methods", &form).await.ok();
    let details = &method["billing_details"];
    assert_eq!(details["name"], "Ada Lovelace");
    assert_eq!(details["address"]["postal_code"], "12345");
    assert_eq!(details["email"], "ada@example.com");
}
