//! ConfirmationTokens: collected in a browser, confirmed by a server.

use serde_json::{Value, json};

use crate::client::Client;

const TOKENS: &str = "/v1/confirmation_tokens";

impl Client {
    /// A token of a card, made as Stripe.js makes it.
    async fn confirmation_token(&self, number: &str, more: &[(&str, &str)]) -> Value {
        let mut form = vec![
            ("payment_method_data[type]", "card"),
            ("payment_method_data[card][number]", number),
            ("payment_method_data[card][exp_month]", "12"),
            ("payment_method_data[card][exp_year]", "34"),
            ("payment_method_data[card][cvc]", "123"),
            ("payment_method_data[billing_details][name]", "Ada"),
            ("client_context[mode]", "payment"),
            ("client_context[currency]", "eur"),
        ];
        form.extend(more);
        self.browser_post(TOKENS, &form).await.ok()
    }

    async fn pay_with_token(&self, token: &Value, more: &[(&str, &str)]) -> crate::client::Answer {
        let mut form = vec![
            ("amount", "1500"),
            ("currency", "eur"),
            ("confirm", "true"),
            ("confirmation_token", token["id"].as_str().unwrap()),
        ];
        form.extend(more);
        self.post("/v1/payment_intents", &form).await
    }
}

#[tokio::test]
async fn a_token_shows_what_was_collected() {
    let client = Client::start().await;
    let more = [
        ("return_url", "http://127.0.0.1:3000/back"),
        ("setup_future_usage", "off_session"),
        ("shipping[name]", "Ada"),
        ("shipping[address][city]", "London"),
        ("metadata[a]", "1"),
    ];
    let token = client.confirmation_token("4242424242424242", &more).await;
    let preview = &token["payment_method_preview"];
    assert_eq!(preview["card"]["last4"], "4242");
    assert!(preview["card"].get("fingerprint").is_none());
    let path = format!("{TOKENS}/{}", token["id"].as_str().unwrap());
    let token = client.get(&path, &[]).await.ok();
    let preview = &token["payment_method_preview"];
    assert_eq!(preview["billing_details"]["name"], "Ada");
    assert!(preview["card"]["fingerprint"].is_string());
    assert!(preview.get("id").is_none());
    assert_eq!(
        token["expires_at"].as_i64().unwrap() - token["created"].as_i64().unwrap(),
        12 * 3600
    );
    assert_eq!(
        (&token["use_stripe_sdk"], &token["setup_future_usage"]),
        (&json!(true), &json!("off_session"))
    );
    assert_eq!(token["shipping"]["address"]["city"], "London");
    assert_eq!(token["metadata"], json!({ "a": "1" }));
    assert_eq!(
        (&token["payment_intent"], &token["setup_intent"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn a_token_confirms_one_payment_with_all_it_carries() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let more = [
        ("return_url", "http://127.0.0.1:3000/back"),
        ("client_context[setup_future_usage]", "off_session"),
        ("shipping[name]", "Ada"),
        ("shipping[address][city]", "London"),
    ];
    let token = client.confirmation_token("4242424242424242", &more).await;
    let form = [
        ("customer", customer.as_str()),
        ("expand[]", "payment_method"),
    ];
    let intent = client.pay_with_token(&token, &form).await.ok();
    assert_eq!(intent["status"], "succeeded");
    assert_eq!(intent["setup_future_usage"], "off_session");
    assert_eq!(intent["shipping"]["name"], "Ada");
    let method = &intent["payment_method"];
    assert_eq!(method["billing_details"]["name"], "Ada");
    assert_eq!(method["customer"], customer.as_str());

    let path = format!("{TOKENS}/{}", token["id"].as_str().unwrap());
    let used = client.get(&path, &[]).await.ok();
    assert_eq!(
        (&used["payment_intent"], &used["expires_at"]),
        (&intent["id"], &Value::Null)
    );
    let error = client.pay_with_token(&token, &form).await.error(400);
    assert_eq!(
        (&error["code"], &error["param"]),
        (&json!("token_already_used"), &json!("confirmation_token"))
    );
}

#[tokio::test]
async fn a_declined_token_is_used_up() {
    let client = Client::start().await;
    let token = client.confirmation_token("4000000000000002", &[]).await;
    let types = [("payment_method_types[]", "card")];
    let error = client.pay_with_token(&token, &types).await.error(402);
    let path = format!("{TOKENS}/{}", token["id"].as_str().unwrap());
    let used = client.get(&path, &[]).await.ok();
    assert_eq!(used["payment_intent"], error["payment_intent"]["id"]);
}

#[tokio::test]
async fn a_refused_confirmation_leaves_the_token() {
    let client = Client::start().await;
    let token = client.confirmation_token("4242424242424242", &[]).await;
    let error = client.pay_with_token(&token, &[]).await.error(400);
    assert_eq!(error["param"], "return_url");
    let types = [("payment_method_types[]", "card")];
    let paid = client.pay_with_token(&token, &types).await.ok();
    assert_eq!(paid["status"], "succeeded");
}

#[tokio::test]
async fn the_page_is_asked_where_the_token_says() {
    let client = Client::start().await;
    let back = ("return_url", "http://127.0.0.1:3000/back");
    for (sdk, action) in [("true", "use_stripe_sdk"), ("false", "redirect_to_url")] {
        let more = [back, ("use_stripe_sdk", sdk)];
        let token = client.confirmation_token("4000002760003184", &more).await;
        let intent = client.pay_with_token(&token, &[]).await.ok();
        assert_eq!(intent["next_action"]["type"], action);
    }
}

#[tokio::test]
async fn what_the_server_says_goes_before_the_token() {
    let client = Client::start().await;
    let more = [("return_url", "http://127.0.0.1:3000/back")];
    let token = client.confirmation_token("4000000000000002", &more).await;
    let form = [
        ("payment_method", "pm_card_mastercard"),
        ("expand[]", "payment_method"),
    ];
    let intent = client.pay_with_token(&token, &form).await.ok();
    assert_eq!(intent["payment_method"]["card"]["brand"], "mastercard");
}

#[tokio::test]
async fn a_token_of_a_saved_card_carries_its_security_code() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.attach("pm_card_visa", &customer).await.ok();
    let cvc = client
        .browser_post("/v1/tokens", &[("cvc_update[cvc]", "123")])
        .await
        .ok();
    let form = [
        ("payment_method", method["id"].as_str().unwrap()),
        (
            "payment_method_options[card][cvc_token]",
            cvc["id"].as_str().unwrap(),
        ),
    ];
    let token = client.browser_post(TOKENS, &form).await.ok();
    assert_eq!(
        token["payment_method_preview"]["customer"],
        customer.as_str()
    );
    let form = [
        ("customer", customer.as_str()),
        ("payment_method_types[]", "card"),
        ("expand[]", "latest_charge"),
    ];
    let intent = client.pay_with_token(&token, &form).await.ok();
    assert_eq!(intent["payment_method"], method["id"]);
    let card = &intent["latest_charge"]["payment_method_details"]["card"];
    assert_eq!(card["checks"]["cvc_check"], "pass");
    let tokens = format!("/v1/tokens/{}", cvc["id"].as_str().unwrap());
    assert_eq!(client.get(&tokens, &[]).await.ok()["used"], true);
}

#[tokio::test]
async fn a_token_confirms_a_setup() {
    let client = Client::start().await;
    let form = [
        ("payment_method", "pm_card_visa"),
        ("return_url", "http://127.0.0.1:3000/back"),
    ];
    let token = client
        .post("/v1/test_helpers/confirmation_tokens", &form)
        .await
        .ok();
    let id = token["id"].as_str().unwrap();
    let form = [("confirm", "true"), ("confirmation_token", id)];
    let intent = client.post("/v1/setup_intents", &form).await.ok();
    assert_eq!(intent["status"], "succeeded");
    let used = client.get(&format!("{TOKENS}/{id}"), &[]).await.ok();
    assert_eq!(used["setup_intent"], intent["id"]);
    assert_eq!(used["payment_intent"], Value::Null);
    let intent = client.post("/v1/setup_intents", &[]).await.ok();
    let path = format!(
        "/v1/setup_intents/{}/confirm",
        intent["id"].as_str().unwrap()
    );
    let error = client
        .post(&path, &[("confirmation_token", id)])
        .await
        .error(400);
    assert_eq!(error["code"], "token_already_used");
}

#[tokio::test]
async fn tokens_that_cannot_be_are_refused() {
    let client = Client::start().await;
    let error = client.browser_post(TOKENS, &[]).await.error(400);
    assert_eq!(error["code"], "parameter_missing");
    let form = [("payment_method", "pm_card_visa"), ("wallet", "1")];
    let error = client.browser_post(TOKENS, &form).await.error(400);
    assert_eq!(error["param"], "wallet");
    let form = [("payment_method", "pm_card_visa"), ("return_url", "back")];
    let error = client.browser_post(TOKENS, &form).await.error(400);
    assert_eq!(error["code"], "url_invalid");
    let token = json!({ "id": "ctoken_none" });
    let error = client.pay_with_token(&token, &[]).await.error(404);
    assert_eq!(error["param"], "confirmation_token");
    let form = [
        ("amount", "500"),
        ("currency", "eur"),
        ("confirmation_token", "ctoken_none"),
    ];
    let error = client.post("/v1/payment_intents", &form).await.error(400);
    assert_eq!(error["param"], "confirmation_token");
    let refused = client
        .browser_post("/v1/test_helpers/confirmation_tokens", &[])
        .await;
    assert_eq!(refused.error(401)["code"], "secret_key_required");
}

#[tokio::test]
async fn a_token_can_be_used_for_twelve_hours() {
    let client = Client::start().await;
    let types = [("payment_method_types[]", "card")];
    let (early, late) = (
        client.confirmation_token("4242424242424242", &[]).await,
        client.confirmation_token("4242424242424242", &[]).await,
    );
    client.advance(12 * 3600 - 60).await;
    client.pay_with_token(&early, &types).await.ok();
    client.advance(120).await;
    let error = client.pay_with_token(&late, &types).await.error(400);
    assert_eq!(error["param"], "confirmation_token");
}
