//! Who may call what.

use reqwest::Method;

use crate::client::{Client, http};

#[tokio::test]
async fn basic_authentication_takes_the_key_as_user_name() {
    let client = Client::start().await;
    let response = http()
        .get(format!("{}/v1/payment_intents", client.sandbox.base_url()))
        .basic_auth(client.sandbox.secret_key(), Some(""))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn wrong_live_and_missing_keys_are_refused() {
    let client = Client::start().await;
    for key in ["sk_test_of_somebody_else", "sk_live_1234567890", "garbage"] {
        let answer = client
            .send(Method::GET, "/v1/payment_intents", key, &[], &[])
            .await;
        assert_eq!(answer.error(401)["type"], "invalid_request_error", "{key}");
    }
    let address = format!("{}/v1/payment_intents", client.sandbox.base_url());
    let response = http().get(address).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert!(response.headers().contains_key("www-authenticate"));
}

#[tokio::test]
async fn a_refused_key_is_not_repeated_in_full() {
    let client = Client::start().await;
    let key = "sk_test_of_somebody_else";
    let answer = client
        .send(Method::GET, "/v1/payment_intents", key, &[], &[])
        .await;
    let message = answer.error(401)["message"].as_str().unwrap().to_owned();
    assert!(
        !message.contains(key) && message.contains("else"),
        "{message}"
    );
}

#[tokio::test]
async fn a_browser_may_do_what_a_cardholder_may() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_visa", &[]).await.ok();
    let path = format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap());
    let secret = intent["client_secret"].as_str().unwrap();

    let seen = client
        .browser_get(&path, &[("client_secret", secret)])
        .await
        .ok();
    assert_eq!(seen["status"], "succeeded");
    for hidden in [
        "metadata",
        "latest_charge",
        "customer",
        "payment_method_options",
    ] {
        assert!(seen.get(hidden).is_none(), "{hidden}");
    }
    let missing = client.browser_get(&path, &[]).await.error(400);
    assert_eq!(missing["param"], "client_secret");
    let guess = format!("{}_secret_guess", intent["id"].as_str().unwrap());
    client
        .browser_get(&path, &[("client_secret", &guess)])
        .await
        .error(404);

    for path in ["/v1/payment_intents", "/v1/refunds", "/v1/customers"] {
        let refused = client
            .browser_post(path, &[("amount", "500"), ("currency", "eur")])
            .await;
        assert_eq!(refused.error(401)["code"], "secret_key_required", "{path}");
    }
}

#[tokio::test]
async fn a_browser_confirms_automatic_intents_only() {
    let client = Client::start().await;
    let method = client.card("4242424242424242").await;
    for (confirmation, status) in [("automatic", 200), ("manual", 400)] {
        let form = [
            ("amount", "500"),
            ("currency", "eur"),
            ("confirmation_method", confirmation),
        ];
        let intent = client.post("/v1/payment_intents", &form).await.ok();
        let path = format!(
            "/v1/payment_intents/{}/confirm",
            intent["id"].as_str().unwrap()
        );
        let secret = intent["client_secret"].as_str().unwrap();
        let form = [("client_secret", secret), ("payment_method", &method)];
        assert_eq!(
            client.browser_post(&path, &form).await.status,
            status,
            "{confirmation}"
        );
    }
}

#[tokio::test]
async fn pages_of_other_origins_may_ask_first() {
    let client = Client::start().await;
    let address = format!("{}/v1/payment_methods", client.sandbox.base_url());
    let response = http()
        .request(Method::OPTIONS, address)
        .header("origin", "http://127.0.0.1:3000")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
    let allowed = response.headers()["access-control-allow-headers"]
        .to_str()
        .unwrap();
    assert!(allowed.contains("authorization"));
}
