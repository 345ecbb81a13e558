//! SetupIntents: cards saved without a payment.

use serde_json::{Value, json};

use crate::client::{Answer, Client, http};

impl Client {
    /// Creates and confirms a SetupIntent with the secret key.
    async fn set_up(&self, method: &str, more: &[(&str, &str)]) -> Answer {
        let mut form = vec![
            ("confirm", "true"),
            ("payment_method", method),
            ("payment_method_types[]", "card"),
            ("use_stripe_sdk", "true"),
        ];
        form.extend(more);
        self.post("/v1/setup_intents", &form).await
    }

    async fn setup_intent(&self, id: &Value) -> Value {
        let path = format!("/v1/setup_intents/{}", id.as_str().unwrap());
        self.get(&path, &[]).await.ok()
    }
}

#[tokio::test]
async fn a_card_is_set_up_and_attached() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4242424242424242").await;
    let form = [
        ("customer", customer.as_str()),
        ("description", "my card"),
        ("metadata[a]", "1"),
        ("expand[]", "payment_method"),
        ("expand[]", "latest_attempt.setup_intent"),
    ];
    let intent = client.set_up(&method, &form).await.ok();
    assert_eq!(intent["status"], "succeeded");
    assert_eq!(intent["usage"], "off_session");
    assert_eq!(
        (&intent["description"], &intent["metadata"]),
        (&json!("my card"), &json!({ "a": "1" }))
    );
    assert_eq!(intent["payment_method"]["customer"], customer.as_str());
    assert_eq!(
        intent["payment_method"]["card"]["checks"]["cvc_check"],
        "pass"
    );
    let attempt = &intent["latest_attempt"];
    assert_eq!(attempt["status"], "succeeded");
    assert_eq!(attempt["payment_method"], method.as_str());
    assert_eq!(attempt["payment_method_details"]["card"]["last4"], "4242");
    assert_eq!(attempt["setup_intent"]["id"], intent["id"]);
    assert_eq!(
        client.events(&["setup_intent.", "payment_method."]).await,
        [
            "setup_intent.created",
            "payment_method.attached",
            "setup_intent.succeeded"
        ]
    );
}

#[tokio::test]
async fn a_setup_waits_for_a_method_then_for_confirmation() {
    let client = Client::start().await;
    let intent = client.post("/v1/setup_intents", &[]).await.ok();
    assert_eq!(intent["status"], "requires_payment_method");
    assert_eq!(intent["automatic_payment_methods"]["enabled"], true);
    let path = format!("/v1/setup_intents/{}", intent["id"].as_str().unwrap());
    let secret = intent["client_secret"].as_str().unwrap();
    let confirm = format!("{path}/confirm");

    let error = client
        .browser_post(&confirm, &[("client_secret", secret)])
        .await
        .error(400);
    assert_eq!(error["code"], "setup_intent_unexpected_state");
    assert_eq!(error["setup_intent"]["id"], intent["id"]);
    let error = client.post(&confirm, &[]).await.error(400);
    assert_eq!(error["param"], "return_url");

    let form = [("payment_method", "pm_card_visa")];
    let waiting = client.post("/v1/setup_intents", &form).await.ok();
    assert_eq!(waiting["status"], "requires_confirmation");
    let confirm = format!(
        "/v1/setup_intents/{}/confirm",
        waiting["id"].as_str().unwrap()
    );
    let form = [("return_url", "http://127.0.0.1:3000/back")];
    let done = client.post(&confirm, &form).await.ok();
    assert_eq!(done["status"], "succeeded");
    let error = client.post(&confirm, &form).await.error(400);
    assert_eq!(error["code"], "setup_intent_unexpected_state");
}

#[tokio::test]
async fn a_browser_needs_the_client_secret_and_sees_less() {
    let client = Client::start().await;
    let intent = client.post("/v1/setup_intents", &[]).await.ok();
    let path = format!("/v1/setup_intents/{}", intent["id"].as_str().unwrap());
    let secret = intent["client_secret"].as_str().unwrap();
    let error = client.browser_get(&path, &[]).await.error(400);
    assert_eq!(error["param"], "client_secret");
    let guess = [("client_secret", "seti_guess_secret_guess")];
    client.browser_get(&path, &guess).await.error(404);
    client
        .browser_post(&format!("{path}/confirm"), &guess)
        .await
        .error(404);
    let seen = client
        .browser_get(&path, &[("client_secret", secret)])
        .await
        .ok();
    assert_eq!(seen["usage"], "off_session");
    for hidden in ["metadata", "customer", "latest_attempt"] {
        assert!(seen.get(hidden).is_none(), "{hidden}");
    }
    let form = [
        ("client_secret", secret),
        ("payment_method_data[type]", "card"),
        ("payment_method_data[card][number]", "4242424242424242"),
        ("payment_method_data[card][exp_month]", "12"),
        ("payment_method_data[card][exp_year]", "34"),
        ("mandate_data[customer_acceptance][type]", "online"),
        (
            "mandate_data[customer_acceptance][online][user_agent]",
            "tests",
        ),
    ];
    let confirmed = client
        .browser_post(&format!("{path}/confirm"), &form)
        .await
        .ok();
    assert_eq!(confirmed["status"], "succeeded");
    for path in ["/v1/setup_intents".to_owned(), format!("{path}/cancel")] {
        let refused = client.browser_post(&path, &[]).await;
        assert_eq!(refused.error(401)["code"], "secret_key_required");
    }
}

#[tokio::test]
async fn cards_ask_when_they_are_set_up() {
    let client = Client::start().await;
    let customer = client.customer().await;
    for (number, asks, pays) in [
        ("4242424242424242", false, true),
        ("4000002500003155", true, true),
        ("4000002760003184", true, false),
        ("4000000000003220", true, false),
        ("4000003800000446", false, true),
    ] {
        let method = client.card(number).await;
        let form = [("customer", customer.as_str())];
        let intent = client.set_up(&method, &form).await.ok();
        if asks {
            assert_eq!(intent["status"], "requires_action", "{number}");
            client.authenticate(&intent, "complete").await;
        }
        let done = client.setup_intent(&intent["id"]).await;
        assert_eq!(done["status"], "succeeded", "{number}");
        assert_eq!(done["next_action"], Value::Null);
        let form = [("customer", customer.as_str()), ("off_session", "true")];
        let later = client.pay(&method, &form).await;
        if pays {
            assert_eq!(later.ok()["status"], "succeeded", "{number}");
        } else {
            assert_eq!(
                later.error(402)["code"],
                "authentication_required",
                "{number}"
            );
        }
    }
}

#[tokio::test]
async fn a_card_set_up_for_payments_on_session_asks_off_session() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4000002500003155").await;
    let form = [("customer", customer.as_str()), ("usage", "on_session")];
    let intent = client.set_up(&method, &form).await.ok();
    client.authenticate(&intent, "complete").await;
    let form = [("customer", customer.as_str()), ("off_session", "true")];
    let error = client.pay(&method, &form).await.error(402);
    assert_eq!(error["code"], "authentication_required");
}

#[tokio::test]
async fn failed_authentication_leads_back_to_the_start() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4000002500003155").await;
    let form = [("customer", customer.as_str())];
    let intent = client.set_up(&method, &form).await.ok();
    client.authenticate(&intent, "fail").await;
    let failed = client.setup_intent(&intent["id"]).await;
    assert_eq!(failed["status"], "requires_payment_method");
    assert_eq!(failed["payment_method"], Value::Null);
    let error = &failed["last_setup_error"];
    assert_eq!(error["code"], "setup_intent_authentication_failure");
    assert_eq!(error["payment_method"]["id"], method.as_str());
    assert_eq!(error["payment_method"]["customer"], Value::Null);
    assert_eq!(
        client.events(&["setup_intent."]).await,
        [
            "setup_intent.created",
            "setup_intent.requires_action",
            "setup_intent.setup_failed"
        ]
    );
    let path = format!(
        "/v1/setup_intents/{}/confirm",
        intent["id"].as_str().unwrap()
    );
    let form = [("payment_method", "pm_card_visa")];
    let again = client.post(&path, &form).await.ok();
    assert_eq!(
        (&again["status"], &again["last_setup_error"]),
        (&json!("succeeded"), &Value::Null)
    );
}

#[tokio::test]
async fn a_card_that_its_issuer_refuses_is_not_set_up() {
    let client = Client::start().await;
    let customer = client.customer().await;
    for (number, code, decline_code) in [
        ("4000000000000002", "card_declined", "generic_decline"),
        ("4000000000000127", "incorrect_cvc", "incorrect_cvc"),
    ] {
        let method = client.card(number).await;
        let form = [("customer", customer.as_str())];
        let error = client.set_up(&method, &form).await.error(402);
        assert_eq!(
            (&error["type"], &error["code"], &error["decline_code"]),
            (&json!("card_error"), &json!(code), &json!(decline_code))
        );
        assert_eq!(error["payment_method"]["id"], method.as_str());
        let id = &error["setup_intent"]["id"];
        let path = format!("/v1/setup_intents/{}", id.as_str().unwrap());
        let expand = [("expand[]", "latest_attempt")];
        let intent = client.get(&path, &expand).await.ok();
        assert_eq!(intent["status"], "requires_payment_method");
        assert_eq!(intent["last_setup_error"]["code"], code);
        assert_eq!(intent["latest_attempt"]["status"], "failed");
        assert_eq!(
            intent["latest_attempt"]["setup_error"],
            intent["last_setup_error"]
        );
    }
    let path = format!("/v1/customers/{customer}/payment_methods");
    let methods = client.get(&path, &[]).await.ok();
    assert_eq!(methods["data"], json!([]));
    let accepted = client
        .set_up(&client.card("4000000000000341").await, &[])
        .await
        .ok();
    assert_eq!(accepted["status"], "succeeded");
}

#[tokio::test]
async fn a_setup_can_be_given_up_until_it_has_succeeded() {
    let client = Client::start().await;
    let method = client.card("4000002500003155").await;
    let intent = client.set_up(&method, &[]).await.ok();
    let path = format!(
        "/v1/setup_intents/{}/cancel",
        intent["id"].as_str().unwrap()
    );
    let form = [
        ("cancellation_reason", "abandoned"),
        ("expand[]", "latest_attempt"),
    ];
    let canceled = client.post(&path, &form).await.ok();
    assert_eq!(
        (&canceled["status"], &canceled["cancellation_reason"]),
        (&json!("canceled"), &json!("abandoned"))
    );
    assert_eq!(canceled["latest_attempt"]["status"], "abandoned");
    client.authenticate_in_vain(&intent).await;
    let error = client.post(&path, &[]).await.error(400);
    assert_eq!(error["code"], "setup_intent_unexpected_state");
    assert_eq!(client.events(&["setup_intent.canceled"]).await.len(), 1);
    let done = client.set_up("pm_card_visa", &[]).await.ok();
    let path = format!("/v1/setup_intents/{}/cancel", done["id"].as_str().unwrap());
    client.post(&path, &[]).await.error(400);
}

impl Client {
    /// Answers a question that is no longer asked.
    async fn authenticate_in_vain(&self, intent: &Value) {
        self.authenticate(intent, "complete").await;
        let now = self.setup_intent(&intent["id"]).await;
        assert_eq!(now["status"], "canceled");
    }
}

#[tokio::test]
async fn a_redirected_cardholder_comes_back_to_the_shop() {
    let client = Client::start().await;
    for (outcome, status, word) in [
        ("complete", "succeeded", "succeeded"),
        ("fail", "requires_payment_method", "failed"),
    ] {
        let form = [
            ("confirm", "true"),
            ("payment_method", &client.card("4000002760003184").await),
            ("return_url", "http://127.0.0.1:3000/back?a=1"),
        ];
        let intent = client.post("/v1/setup_intents", &form).await.ok();
        let action = &intent["next_action"]["redirect_to_url"];
        let url = action["url"].as_str().unwrap();
        let page = http().get(url).send().await.unwrap().text().await.unwrap();
        assert!(
            page.contains("Save your card") && !page.contains("Amount"),
            "{page}"
        );
        let response = http()
            .post(url)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("outcome={outcome}"))
            .send()
            .await
            .unwrap();
        let (id, secret) = (&intent["id"], &intent["client_secret"]);
        assert_eq!(
            response.headers()["location"],
            format!(
                "http://127.0.0.1:3000/back?a=1&setup_intent={}&setup_intent_client_secret={}\
                 &redirect_status={word}",
                id.as_str().unwrap(),
                secret.as_str().unwrap()
            )
        );
        assert_eq!(client.setup_intent(id).await["status"], status);
    }
}

#[tokio::test]
async fn a_card_without_a_customer_can_be_attached_after_its_setup() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.card("4000002500003155").await;
    let intent = client.set_up(&method, &[]).await.ok();
    client.authenticate(&intent, "complete").await;
    client.attach(&method, &customer).await.ok();
    let form = [("customer", customer.as_str()), ("off_session", "true")];
    assert_eq!(client.pay(&method, &form).await.ok()["status"], "succeeded");
}

#[tokio::test]
async fn what_a_setup_cannot_be_made_of_is_refused() {
    let client = Client::start().await;
    let (customer, other) = (client.customer().await, client.customer().await);
    let method = client.card("4242424242424242").await;
    client.attach(&method, &other).await.ok();
    for (form, status, param) in [
        (vec![("customer", "cus_none")], 404, "customer"),
        (vec![("payment_method", "pm_none")], 404, "payment_method"),
        (
            vec![("customer", &customer), ("payment_method", &method)],
            400,
            "payment_method",
        ),
        (
            vec![("payment_method", method.as_str())],
            400,
            "payment_method",
        ),
        (vec![("return_url", "http://localhost/")], 400, "return_url"),
        (vec![("usage", "sometimes")], 400, "usage"),
        (
            vec![("payment_method_types[]", "klarna")],
            400,
            "payment_method_types",
        ),
        (
            vec![("confirm", "true"), ("return_url", "nowhere")],
            400,
            "return_url",
        ),
    ] {
        let error = client.post("/v1/setup_intents", &form).await.error(status);
        assert_eq!(error["param"], param, "{error}");
    }
}
