//! Authentication of the cardholder, and the files a browser loads.

use serde_json::{Value, json};

use crate::client::{Client, http};

#[tokio::test]
async fn a_manual_intent_waits_for_its_server_after_authentication() {
    let client = Client::start().await;
    let intent = client
        .pay(&client.card("4000002760003184").await, &[])
        .await
        .ok();
    assert_eq!(intent["next_action"]["type"], "use_stripe_sdk");
    let path = format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap());
    client.authenticate(&intent, "complete").await;
    let waiting = client.get(&path, &[]).await.ok();
    assert_eq!(waiting["status"], "requires_confirmation");
    assert_eq!(waiting["next_action"], Value::Null);
    assert_eq!(waiting["latest_charge"], Value::Null);

    let form = [("expand[]", "latest_charge")];
    let confirmed = client.post(&format!("{path}/confirm"), &form).await.ok();
    assert_eq!(confirmed["status"], "succeeded");
    let card = &confirmed["latest_charge"]["payment_method_details"]["card"];
    assert_eq!(card["three_d_secure"]["result"], "authenticated");
}

#[tokio::test]
async fn failed_authentication_leads_back_to_the_start() {
    let client = Client::start().await;
    let intent = client
        .pay(&client.card("4000002760003184").await, &[])
        .await
        .ok();
    let path = format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap());
    client.authenticate(&intent, "fail").await;
    let failed = client.get(&path, &[]).await.ok();
    assert_eq!(failed["status"], "requires_payment_method");
    assert_eq!(failed["payment_method"], Value::Null);
    assert_eq!(
        failed["last_payment_error"]["code"],
        "payment_intent_authentication_failure"
    );

    client.authenticate(&intent, "complete").await;
    let still = client.get(&path, &[]).await.ok();
    assert_eq!(
        still["status"], "requires_payment_method",
        "an answer counts once"
    );
    let form = [("payment_method", "pm_card_visa")];
    assert_eq!(
        client.post(&format!("{path}/confirm"), &form).await.ok()["status"],
        "succeeded"
    );
}

#[tokio::test]
async fn authentication_holds_for_one_card_and_one_amount() {
    let client = Client::start().await;
    for change in [
        ("amount", "1600"),
        ("payment_method", "pm_card_authenticationRequired"),
    ] {
        let intent = client
            .pay(&client.card("4000002760003184").await, &[])
            .await
            .ok();
        let path = format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap());
        client.authenticate(&intent, "complete").await;
        let changed = client.post(&path, &[change]).await.ok();
        assert_eq!(changed["status"], "requires_confirmation", "{change:?}");
        let asked = client.post(&format!("{path}/confirm"), &[]).await.ok();
        assert_eq!(asked["status"], "requires_action", "{change:?}");
    }
}

#[tokio::test]
async fn an_automatic_intent_goes_on_by_itself() {
    let client = Client::start().await;
    for (number, status, decline) in [
        ("4000002760003184", "succeeded", Value::Null),
        (
            "4000008260003178",
            "requires_payment_method",
            json!("insufficient_funds"),
        ),
    ] {
        let form = [
            ("amount", "1500"),
            ("currency", "eur"),
            ("confirm", "true"),
            ("payment_method", &client.card(number).await),
            ("payment_method_types[]", "card"),
        ];
        let intent = client.post("/v1/payment_intents", &form).await.ok();
        assert_eq!(intent["next_action"]["type"], "use_stripe_sdk");
        client.authenticate(&intent, "complete").await;
        let path = format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap());
        let done = client.get(&path, &[]).await.ok();
        assert_eq!(done["status"], status, "{number}");
        assert_eq!(
            done["last_payment_error"]["decline_code"], decline,
            "{number}"
        );
    }
}

#[tokio::test]
async fn a_redirected_cardholder_comes_back_to_the_shop() {
    let client = Client::start().await;
    for (outcome, status, word) in [
        ("complete", "requires_confirmation", "succeeded"),
        ("fail", "requires_payment_method", "failed"),
    ] {
        let form = [
            ("amount", "1500"),
            ("currency", "eur"),
            ("confirm", "true"),
            ("confirmation_method", "manual"),
            ("payment_method", &client.card("4000002760003184").await),
            ("return_url", "http://127.0.0.1:3000/back?order=7"),
        ];
        let intent = client.post("/v1/payment_intents", &form).await.ok();
        let action = &intent["next_action"];
        assert_eq!(action["type"], "redirect_to_url");
        assert_eq!(
            action["redirect_to_url"]["return_url"],
            "http://127.0.0.1:3000/back?order=7"
        );
        let response = http()
            .post(action["redirect_to_url"]["url"].as_str().unwrap())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("outcome={outcome}"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 303);
        let id = intent["id"].as_str().unwrap();
        let secret = intent["client_secret"].as_str().unwrap();
        assert_eq!(
            response.headers()["location"],
            format!(
                "http://127.0.0.1:3000/back?order=7&payment_intent={id}\
                 &payment_intent_client_secret={secret}&redirect_status={word}"
            )
        );
        let intent = client
            .get(&format!("/v1/payment_intents/{id}"), &[])
            .await
            .ok();
        assert_eq!(intent["status"], status);
    }
}

#[tokio::test]
async fn the_page_shows_merchant_and_amount_and_only_to_who_knows_its_address() {
    let config = stripe_sandbox::Config {
        merchant: "Fish & <Chips>".to_owned(),
        ..stripe_sandbox::Config::default()
    };
    let client = Client::with(config).await;
    let intent = client
        .pay(&client.card("4000002760003184").await, &[])
        .await
        .ok();
    let url = intent["next_action"]["use_stripe_sdk"]["stripe_js"]
        .as_str()
        .unwrap();
    let path = url.strip_prefix(client.sandbox.base_url()).unwrap();
    let page = client.page(path).await;
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let text = page.text().await.unwrap();
    assert!(
        text.contains("Fish &amp; &lt;Chips&gt;") && text.contains("15.00 EUR"),
        "{text}"
    );
    let guess = format!("{}/payatt_guess", path.rsplit_once('/').unwrap().0);
    assert_eq!(client.page(&guess).await.status(), 404);
}

#[tokio::test]
async fn the_files_of_the_browser_are_served_with_their_policy() {
    let client = Client::start().await;
    let script = client.page("/dahlia/stripe.js").await;
    assert_eq!(
        script.headers()["content-type"],
        "text/javascript; charset=utf-8"
    );
    assert!(script.text().await.unwrap().contains("Stripe.version"));
    assert!(
        client
            .sandbox
            .stripe_js_url()
            .ends_with("/dahlia/stripe.js")
    );

    let frame = client.page("/frames/element").await;
    let policy = frame.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("script-src 'self'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let page = frame.text().await.unwrap();
    assert!(
        !page.contains("<style") && !page.contains("style="),
        "{page}"
    );
    let mut found = vec!["element".to_owned()];
    let mut next = 0;
    while let Some(name) = found.get(next).cloned() {
        next += 1;
        assert!(
            page.contains(&format!("/frames/{name}.js\"")),
            "{name} is not in the page's head, and so it is asked for late"
        );
        let file = client.page(&format!("/frames/{name}.js")).await;
        assert_eq!(file.status(), 200, "{name}");
        for line in file.text().await.unwrap().lines() {
            if let Some((_, from)) = line.split_once(" from './") {
                let imported = from.trim_end_matches("';").trim_end_matches(".js");
                if !found.iter().any(|known| known == imported) {
                    found.push(imported.to_owned());
                }
            }
        }
    }
    assert!(found.len() > 1, "the frame's script imports its parts");
}
